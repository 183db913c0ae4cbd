"""Tree and answers → pieces of text, by the same rules as `client/src/letter.js`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from guidesheet import language
from guidesheet.expressions.names import Tree

Value = str | bool | list[str]
Piece = tuple[str, str]
"""("t" fixed | "a" answer | "d" default | "b" blank, text)"""


class Answers(Protocol):
    """Where answers come from."""

    def value(self, answer: str) -> Value | None:
        """The stored value of an answer."""

    def column(self, place: str, column: str, given: Sequence[str]) -> list[str]:
        """One column of a block's rows: those that the editor gives, then the reader's own."""

    def starred(self, place: str) -> list[str]:
        """The texts of a block's starred questions."""


class NoAnswers:
    """Nothing has been answered."""

    def value(self, answer: str) -> Value | None:
        """None"""
        return None

    def column(self, place: str, column: str, given: Sequence[str]) -> list[str]:
        """Empty"""
        return []

    def starred(self, place: str) -> list[str]:
        """Empty"""
        return []


def evaluate(tree: Tree, answers: Answers, lang: str) -> list[Piece]:
    """The pieces of a text."""
    return list(_pieces(tree, _Evaluating(answers, lang)))


def on_paper(tree: Tree) -> Iterator[tuple[str, Any]]:
    """Pieces for the pen: every output a blank ("b", label), or boxes ("x", labels) for a choice; an `if` prints its else branch."""
    for node in tree:
        if node[0] == "t":
            yield "t", node[1]
        elif node[0] == "if":
            yield from on_paper(node[3])  # type: ignore[arg-type]
        else:
            labels = _choice(node[1])
            yield ("x", labels) if labels else ("b", node[2])


def plain_text(pieces: list[Piece]) -> str:
    """The text alone, tidied as FORMATS.md §5 says."""
    text = "".join(f"[{piece[1]}]" if piece[0] == "b" else piece[1] for piece in pieces).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip()


def names_in(tree: object) -> Iterator[str]:
    """Every answer id that a tree reads."""
    if isinstance(tree, list):
        if tree[:1] == ["v"]:
            yield str(tree[1])
        elif tree[:1] == ["r"]:
            yield f"{tree[1]}[].{tree[2]}"
        elif tree[:1] != ["c"] and tree[:1] != ["t"]:
            for inner in tree:
                yield from names_in(inner)


def _pieces(tree: Tree, evaluating: _Evaluating) -> Iterator[Piece]:
    for node in tree:
        if node[0] == "t":
            yield "t", str(node[1])
        elif node[0] == "if":
            branch = node[2] if true(evaluating.value(node[1])[0]) else node[3]
            yield from _pieces(branch, evaluating)  # type: ignore[arg-type]
        else:
            expr: Any = node[1]
            value, default = evaluating.value(expr)
            if true(value):
                yield ("d" if default else "a"), evaluating.written(value)
            elif not (expr[0] == "or" and expr[2] == ["c", ""]):
                yield "b", str(node[-1])


def true(value: object) -> bool:
    """Truth as FORMATS.md §5 says."""
    if isinstance(value, list):
        return len(value) > 0
    return value is not False and str(value).strip() != ""


class _Evaluating:
    """One evaluation. Values are texts, numbers, booleans or lists of texts; with each goes whether it is a default."""

    def __init__(self, answers: Answers, lang: str) -> None:
        self.answers = answers
        self.lang = lang

    def value(self, expr: Any) -> tuple[Any, bool]:
        """(value, is it the default on the right of an `or`)"""
        kind = expr[0]
        if kind == "or":
            left = self.value(expr[1])
            if true(left[0]):
                return left
            right, default = self.value(expr[2])
            return right, default or expr[2][0] == "c"
        if kind == "and":
            left = self.value(expr[1])
            return self.value(expr[2]) if true(left[0]) else left
        return self._single(kind, expr), False

    def _single(self, kind: str, expr: Any) -> Any:
        if kind == "c":
            return expr[1]
        if kind == "v":
            found = self.answers.value(expr[1])
            return "" if found is None or found is False else "true" if found is True else found
        if kind == "r":
            return self.answers.column(expr[1], expr[2], expr[3:])
        if kind == "s":
            return self.answers.starred(expr[1])
        if kind == "f":
            return self._filtered(expr[1], self.value(expr[2])[0], expr[3:])
        if kind == "not":
            return not true(self.value(expr[1])[0])
        left, right = self.value(expr[1])[0], self.value(expr[2])[0]
        if kind == "in":
            return any(_same(left, part) for part in right) if isinstance(right, list) else _same(left, right)
        return _same(left, right) == (kind == "==")

    def _filtered(self, name: str, value: Any, arguments: list[Any]) -> Any:
        if name == "pick":
            return _pick(value, arguments)
        if name == "list":
            return self.written([part for part in value if part.strip()] if isinstance(value, list) else value)
        if isinstance(value, list):
            return [self._filtered(name, part, arguments) for part in value]
        text = self.written(value)
        if name == "plus":
            return language.plus(text, arguments[0])
        if name == "workday":
            return language.workday(text)
        if name == "date":
            return language.date_text(text, arguments[0], self.lang)
        return language.time_text(text, self.lang) if name == "time" else language.number_text(text, self.lang)

    def written(self, value: Any) -> str:
        """A value as text; a list as the language joins it."""
        return language.list_text(value, self.lang) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    return ("true" if value else "") if isinstance(value, bool) else str(value)


def _same(left: Any, right: Any) -> bool:
    return not isinstance(left, list) and not isinstance(right, list) and _text(left) == _text(right)


def _pick(value: Any, arguments: list[Any]) -> Any:
    pairs = dict(reversed(list(zip(arguments[0::2], arguments[1::2], strict=False))))
    otherwise = arguments[-1] if len(arguments) % 2 else None

    def one(key: str) -> str:
        return str(pairs.get(key, key if otherwise is None else otherwise))

    if isinstance(value, list):
        return [one(key) for key in value]
    text = _text(value)
    return "" if text == "" and otherwise is None else one(text)


def _choice(expr: Any) -> list[str]:
    """The labels of a choice that an expression writes out."""
    if isinstance(expr, list) and expr[:1] == ["f"] and expr[1] == "pick":
        labels: list[str] = expr[4::2]
        return labels
    if isinstance(expr, list) and expr[:1] == ["f"] and expr[1] == "list":
        return _choice(expr[2])
    return _choice(expr[2]) if isinstance(expr, list) and expr[:1] == ["or"] and expr[1][:1] == ["and"] else []
