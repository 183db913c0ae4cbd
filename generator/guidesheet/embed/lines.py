"""Lines that embed a sheet: finding them, in a text and while it is parsed, and saying what is wrong with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from guidesheet.embed.sheets import Fault
from guidesheet.errors import Problem

_LINE = r"\[\[[ \t]*sheet[ \t]*:[ \t]*(?P<target>[^\[\]\n]*?)[ \t]*\]\][ \t]*$"
_PARSED = re.compile(rf"^ {{0,3}}{_LINE}", re.MULTILINE)
_WRITTEN = re.compile(rf"^(?P<indent>[ \t]*){_LINE}", re.MULTILINE)
_TAG = "gs-embed"
"""Stands for an embed until it is filled in."""
_TARGET = "target"
_DEEPEST = 4
"""Level of a block's heading, so that there is room for those of groups and texts below it."""


@dataclass(frozen=True)
class Line:
    """A line that looks like an embed; in code it is none."""

    number: int
    """Counts from 1."""
    column: int
    target: str
    """`sheet`, or `sheet.block`; whatever is written there."""


@dataclass(frozen=True)
class Place:
    """An embed in the tree of a page."""

    element: Element
    parent: Element
    target: str
    level: int
    """Of the headings in it: one below that of the heading before it."""


class EmbedLines(BlockProcessor):
    """Takes a line for an embed wherever it is no code, and no part of a list item's or a quotation's first lines."""

    def test(self, parent: Element, block: str) -> bool:
        """Is there such a line in the block?"""
        return not any(map(self.parser.state.isstate, ("list", "looselist", "blockquote"))) and bool(_PARSED.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """What stands before the line is parsed first, what stands after it next."""
        block = blocks.pop(0)
        found = _PARSED.search(block)
        assert found
        if before := block[: found.start()].rstrip("\n"):
            self.parser.parseBlocks(parent, [before])
        SubElement(parent, _TAG, {_TARGET: found["target"]})
        if after := block[found.end() :].lstrip("\n"):
            blocks.insert(0, after)


def places(root: Element) -> Iterator[Place]:
    """The embeds of a page, in order."""
    level = 1
    for parent, element in _walk(root):
        if element.tag == _TAG:
            yield Place(element, parent, element.get(_TARGET, ""), min(level + 1, _DEEPEST))
        elif re.fullmatch("h[1-6]", str(element.tag)):
            level = int(element.tag[1])


def _walk(parent: Element) -> Iterator[tuple[Element, Element]]:
    for element in parent:
        yield parent, element
        if element.tag != "gs-sheet":  # a page that `write` made has some
            yield from _walk(element)


def written(text: str) -> list[Line]:
    """Every line of a page that looks like an embed, indented or not."""
    return [Line(text.count("\n", 0, found.start()) + 1, len(found["indent"]) + 1, found["target"]) for found in _WRITTEN.finditer(text)]


def parsed(text: str, extensions: Sequence[str | Extension], options: Mapping[str, Mapping[str, Any]]) -> list[tuple[Line, int]]:
    """Those that are embeds when the page is parsed as its host does it, each with the level of its headings."""
    lines = written(text)
    numbers = iter(range(len(lines)))
    numbered = _WRITTEN.sub(lambda found: f"{found['indent']}[[sheet: {next(numbers)}]]", text)
    md = Markdown(extensions=extensions, extension_configs=dict(options))
    md.parser.blockprocessors.register(EmbedLines(md.parser), "embed", 75)
    rest = numbered.split("\n")
    for step in md.preprocessors:
        rest = step.run(rest)
    root = md.parser.parseDocument(rest).getroot()
    assert root is not None
    return [(lines[int(place.target)], place.level) for place in places(root) if place.target.isdecimal()]


def problems(path: Path, faults: Iterable[Fault], targets: Sequence[str], lines: Sequence[Line] | None = None) -> Iterator[Problem]:
    """Faults as problems of a page. `lines`: where the targets stand, if that is known; else it is looked for in the file."""
    try:
        shown = Path(os.path.relpath(path))
        found = written(path.read_text("utf-8-sig")) if lines is None and path.is_file() else []
    except (OSError, ValueError):
        shown, found = path, []
    for fault in faults:
        same = [line for line in found if line.target == targets[fault.index]]
        before = targets[: fault.index].count(targets[fault.index])
        line = lines[fault.index] if lines else same[min(before, len(same) - 1)] if same else Line(0, 0, "")
        yield Problem(shown, line.number, line.column, fault.message, fault.cure)
