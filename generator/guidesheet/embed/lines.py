"""Lines that embed a sheet: finding them, in a text and while it is parsed, and saying what is wrong with them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
_LOOSE = re.compile(r"(?<![\\`])\[\[[ \t]*sheets?[ \t]*:[ \t]*(?P<target>[^\[\]\n]*?)[ \t]*\]\]", re.IGNORECASE)
"""What is meant to embed a sheet, also where it embeds none."""
_MARK = re.compile("gs-stray-([0-9]+)")
_OPENERS = {"!!!": "admonition", "???": "pymdownx.details", "===": "pymdownx.tabbed: {alternate_style: true}"}
"""What begins a box, and the extension that knows it."""
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
    root = _tree(numbered, extensions, options)
    return [(lines[int(place.target)], place.level) for place in places(root) if place.target.isdecimal()]


def _tree(text: str, extensions: Sequence[str | Extension], options: Mapping[str, Mapping[str, Any]]) -> Element:
    """A page's blocks; what stands in a line of text is not looked at yet."""
    md = Markdown(extensions=extensions, extension_configs=dict(options))
    md.parser.blockprocessors.register(EmbedLines(md.parser), "embed", 75)
    rest = text.split("\n")
    for step in md.preprocessors:
        rest = step.run(rest)
    root = md.parser.parseDocument(rest).getroot()
    assert root is not None
    return root


def strays(text: str, extensions: Sequence[str | Extension], options: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Line, str, str]]:
    """What readers would see as `[[sheet: …]]`, since it embeds nothing there: (where, what is wrong, what to do)."""
    lines = {found.start() for found in _PARSED.finditer(text)}
    loose = list(_LOOSE.finditer(text))
    if all(lines.intersection(range(found.start() - 3, found.start() + 1)) for found in loose):
        return  # each is an embed, or shown as code on purpose
    numbers = iter(range(len(loose)))
    marked = _LOOSE.sub(lambda found: f"{text[found.start() : found.start('target')]}gs-stray-{next(numbers)}]]", text)
    root = _tree(marked, extensions, options)
    unknown = {opener for opener in _OPENERS if any((element.text or "").startswith(opener) for element in root.iter("p"))}
    for number, coded in _shown(root):
        found = loose[number]
        opener = _opener(text[: found.start()], unknown)
        if opener or not coded:
            start = found.start() - text.rfind("\n", 0, found.start())
            yield Line(text.count("\n", 0, found.start()) + 1, start, found["target"]), *_stray(text, found, opener)


def _shown(root: Element) -> Iterator[tuple[int, bool]]:
    """The marks that readers would see, each with whether it stands in a block of code."""
    for element in root.iter():
        for said in (element.text, element.tail):
            bare = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", said or "", flags=re.DOTALL)
            yield from ((int(number), element.tag == "code" and said is element.text) for number in _MARK.findall(bare))


def _opener(before: str, unknown: Set[str]) -> str:
    """The sign of the unknown box that a line was meant to stand in; "" where it is not indented, or below none."""
    *above, own = before.split("\n")
    if own.strip() or not own.startswith(("    ", "\t")):
        return ""
    outer = next((line for line in reversed(above) if line.strip() and not line.startswith(("    ", "\t"))), "")
    return outer[:3] if outer[:3] in unknown else ""


def _stray(text: str, found: re.Match[str], opener: str) -> tuple[str, str]:
    line = f"[[sheet: {found['target']}]]"
    if opener:
        cure = f"add `- {_OPENERS[opener]}` below markdown_extensions: in mkdocs.yml"
        return f"this embeds nothing, since nothing here knows the box that begins with {opener}", cure
    before, after = text[: found.start()].rpartition("\n")[2], text[found.end() :].partition("\n")[0]
    if not before.strip() and not after.strip():
        return "this embeds nothing", f"write {line}, in small letters, at the beginning of its line"
    return "this embeds nothing, since other words or signs stand on its line", f"write {line} on a line of its own"


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
