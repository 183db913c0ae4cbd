"""A letter as the page and the paper need it: its parts as trees, and its paragraphs for the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import escape

from guidesheet.answers import SheetScope
from guidesheet.blocks.letter import LetterBlock, Part
from guidesheet.expressions.evaluate import on_paper
from guidesheet.expressions.names import Tree
from guidesheet.expressions.pen import penned
from guidesheet.messages import Messages


def trees(scope: SheetScope, block: LetterBlock) -> Iterator[tuple[str, Part | None, Tree, str | None]]:
    """(id, part, tree, language where it is not the page's), an e-mail's subject first. Blanks are named in the page's language."""
    if block.subject and block.channel == "email":
        said = scope.told(block.subject.lang)
        yield "subject", None, [["t", said.naming.words("subject") + " "], *said.letter(block.subject)], block.subject.lang
    for part in block.parts:
        yield part.id, part, scope.told(part.body.lang).letter(part.body), part.body.lang


def told(scope: SheetScope, block: LetterBlock) -> Iterator[dict[str, object]]:
    """The entries of `data-parts` (ARCHITECTURE.md)."""
    if mailed := _mailed(scope, block):
        yield {"id": "subject", "tree": [], "role": "subject", "mail": penned(mailed, scope.naming.words, beside=True)}
    for name, part, tree, _ in trees(scope, block):
        named = penned(tree, scope.naming.words, beside=True)
        conditioned = [["if", scope.condition(part.when), named, []]] if part and part.when is not None else named
        entry: dict[str, object] = {"id": name, "tree": conditioned, "role": part.role if part else "subject"}
        if part and part.optional:
            entry["optional"] = f"{scope.sheet.id}.{part.id}" if scope.sheet else part.id
        yield entry


def _mailed(scope: SheetScope, block: LetterBlock) -> Tree:
    """The subject of a letter by post, which has one where it goes by e-mail instead."""
    return scope.told(block.subject.lang).letter(block.subject) if block.subject and block.channel == "post" else []


def elsewhere(scope: SheetScope, block: LetterBlock) -> Iterator[tuple[str, str]]:
    """(shared field that the letter names and its own sheet has no place for, the place of a block of another sheet that has)."""
    mine = scope.sheet.id if scope.sheet else ""
    named: dict[str, None] = {}
    for tree in (*(tree for _, _, tree, _ in trees(scope, block)), _mailed(scope, block)):
        _read(tree, named)
    for name in named:
        if name in scope.naming.placed and mine not in scope.naming.placing[name]:
            yield name, scope.naming.placed[name][0]


def _read(tree: Sequence[Any], found: dict[str, None]) -> None:
    """Adds every answer that a tree reads."""
    for part in tree:
        if isinstance(part, list) and part:
            if part[0] == "v":
                found[part[1]] = None
            elif part[0] not in ("t", "c"):
                _read(part, found)


def spoken(page: str, block: LetterBlock) -> str:
    """The language that a letter is in: the page's, where its parts are in more than one."""
    found = {part.body.lang or page for part in block.parts}
    return found.pop() if len(found) == 1 else page


def paragraphs(tree: Tree, words: Messages, attributes: str, named: str) -> Iterator[str]:
    """The paragraphs of a part on blank paper, as HTML; three empty lines or more are room for a hand.

    `words`: of the page; `attributes`: of each, after a space; `named`: the attribute that tells the language of the names of its blanks.
    """
    pieces = []
    for kind, text in on_paper(penned(tree, words)):
        if kind == "t":
            pieces.append(str(escape(text)))
        elif kind == "x":
            pieces.append("".join(f'<span class="gs-box">{escape(label)}</span>' for label in text))
        else:
            pieces.append(f'<span class="gs-line"><span class="gs-line__label"{named}>{escape(text)}</span></span>')
    text = re.sub(r"[ \t]+\n", "\n", "".join(pieces)).strip()
    split = re.split(r"(\n{2,})", text)
    for gap, part in zip(["", *split[1::2]], split[::2], strict=True):
        opened = f'<p class="gs-gap"{attributes}>' if len(gap) > 3 else f"<p{attributes}>"
        if part.strip():
            yield opened + "<br>\n".join(part.split("\n")) + "</p>"
