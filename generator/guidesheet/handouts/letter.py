"""A letter for the pen: every part with its lead, blanks where answers go, choices as boxes.

Pieces of a line: `{"t": nodes}` for words, `{"b": name, …}` for a blank, `{"x": name, …}` for the boxes of a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from guidesheet import letters
from guidesheet.blocks.letter import LetterBlock
from guidesheet.expressions.names import Tree
from guidesheet.expressions.pen import penned
from guidesheet.fields.base import Field
from guidesheet.handouts import rich
from guidesheet.handouts.content import SHOWN, Data, Paperwork, fields_by_name
from guidesheet.ids import OTHER
from guidesheet.source import Loc

_SAME = ("date", "time", "number", "list", "pick")
"""Filters that show an answer in other words; the others work something else out."""
_BREAK = "\ue002"


def letter_parts(work: Paperwork, block: LetterBlock, at: Loc) -> Data:
    """The letter's parts, and what is said beside them."""
    return {"spoken": letters.spoken(work.naming.words.lang, block), "parts": list(_Letter(work, block).parts(at))}


class _Letter:
    def __init__(self, work: Paperwork, block: LetterBlock) -> None:
        self.work = work
        self.block = block
        self.fields = fields_by_name(work.naming.dataset, work.sheet)
        self.number = count(1)
        self.spoken = letters.spoken(work.naming.words.lang, block)

    def parts(self, at: Loc) -> Iterator[Data]:
        """Every part that prints something."""
        for name, part, tree, lang in letters.trees(self.work.scope, self.block):
            paragraphs = list(self.paragraphs(penned(tree, self.work.naming.words)))
            index = self.block.parts.index(part) if part else 0
            yield {
                "id": name,
                "lang": lang,
                "lead": self.work.text(part.lead) if part and part.lead else None,
                "note": self.work.text(part.note) if part and part.note else None,
                "tick": self.work.own(part.id) if part and part.optional else None,
                "q": self.work.plain(part.lead) if part and part.lead else "",
                "paragraphs": paragraphs,
                "at": [self.work.sheet.id, *at, "parts", index],
            }

    def paragraphs(self, tree: Tree) -> Iterator[Data]:
        """The paragraphs of a part; three empty lines or more (`gap`) are room for a hand."""
        pieces = list(self.pieces(tree))
        text = re.sub(r"[ \t]+\n", "\n", "".join(piece if isinstance(piece, str) else _BREAK for piece in pieces))
        kept = iter([piece for piece in pieces if not isinstance(piece, str)])
        text = text.strip()
        gaps = ["", *re.findall(r"\n{2,}", text)]
        for gap, paragraph in zip(gaps, re.split(r"\n{2,}", text), strict=True):
            if paragraph.strip():
                lines = [list(self.line(line, kept)) for line in paragraph.split("\n")]
                blanks = [piece for line in lines for piece in line if "t" not in piece]
                chars = len(paragraph) + 60 * (len(lines) + len(blanks) + sum(len(piece.get("options", ())) for piece in blanks))
                yield {"gap": len(gap) > 3, "lines": lines, "chars": chars, "count": sum(piece.get("lines", 1) for piece in blanks)}

    def line(self, text: str, kept: Iterator[Data]) -> Iterator[Data]:
        """The pieces of one line."""
        for part in re.split(f"({_BREAK})", text):
            if part == _BREAK:
                yield next(kept)
            elif part:
                yield {"t": rich.pieces(part)}

    def pieces(self, tree: Tree) -> Iterator[str | Data]:
        """Words and blanks; an `if` prints its else branch."""
        for node in tree:
            if node[0] == "t":
                yield str(node[1])
            elif node[0] == "if":
                yield from self.pieces(node[3])  # type: ignore[arg-type]
            else:
                yield self.blank(node[1], str(node[2]))

    def blank(self, expr: Any, label: str) -> Data:
        """The blank of one output: for the answer that stands there, else for what a page would work out."""
        name = _answer(expr) or ""
        field = self.fields.get(name.removesuffix(":per"))
        options = self.options(field, _picked(expr)) if field and (field.kind != "number" or name.endswith(":per")) else []
        worked_out: Data = {}
        if field is None:
            name = f"{SHOWN}.{self.work.own(self.block.id)}-{next(self.number)}"
            worked_out = {"tree": ["o", expr, label], "lang": self.spoken}
        if options:
            return {"x": name, "q": label, "type": "choices" if field and field.kind == "keys" else "choice", "options": options}
        kind, lines = (field.type, field.lines) if field else ("text", 1)
        return {"b": name, "q": label, "label": rich.pieces(label), "type": kind, "lines": lines, **worked_out}

    def options(self, field: Field, words: Mapping[str, str]) -> list[Data]:
        """What can be chosen there, in the letter's words where it has some."""
        found = self.work.options(field)
        if getattr(field, "other", False):
            other = self.work.naming.words("other")
            found.append({"id": OTHER, "label": rich.pieces(other), "q": other})
        return [option | ({"label": rich.pieces(words[option["id"]])} if words.get(option["id"]) else {}) for option in found]


def _answer(expr: Any) -> str | None:
    """The answer that an output writes, where it is one answer."""
    kind = expr[0]
    if kind == "v":
        return str(expr[1])
    if kind == "or":
        return _answer(expr[2] if expr[1][0] == "and" else expr[1])  # an `and` there: the reader's own words instead of an option
    return _answer(expr[2]) if kind == "f" and expr[1] in _SAME else None


def _picked(expr: Any) -> Mapping[str, str]:
    """Key of an option → the letter's words for it."""
    if not isinstance(expr, list) or expr[:1] == ["c"]:
        return {}
    if expr[:2] == ["f", "pick"]:
        words = expr[3:]
        return dict(reversed(list(zip(words[0::2], words[1::2], strict=False))))
    found = (_picked(inner) for inner in expr)
    return next(filter(None, found), {})
