"""The sheets of a dataset as pages embed them."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guidesheet import articles
from guidesheet.answers import Naming
from guidesheet.blocks.base import Block
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.embed.page import Page
from guidesheet.errors import DatasetError, Problem, near
from guidesheet.load import load_published
from guidesheet.making import Making
from guidesheet.shapes import shapes_of, texts_of

_Stamp = tuple[tuple[str, int, int], ...]
_read: dict[Path, tuple[_Stamp, Mapping[str, Naming]]] = {}
_reading = threading.Lock()


@dataclass(frozen=True)
class Fault:
    """What is wrong with one of the embeds of a page."""

    index: int
    message: str
    cure: str


class Sheets:
    """The sheets in one language."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._makings: dict[tuple[bool, bool], Making] = {}
        self._dataset = naming.dataset

    def faults(self, targets: Sequence[str]) -> Iterator[Fault]:
        """What is wrong with what a page embeds: `sheet` or `sheet.block` each."""
        known = [target for target in targets if self._unknown(target) is None]
        for index, target in enumerate(targets):
            unknown = self._unknown(target)
            if unknown:
                yield Fault(index, *unknown)
                continue
            whole = target.partition(".")[0]
            if any(other in (target, whole) or other.startswith(f"{target}.") for other in targets[:index]):
                yield Fault(index, f"'{target}' is on this page already", "take one of the two away")
            for read in self._starred(target):
                if read not in known and read.partition(".")[0] not in known:
                    yield Fault(index, f"it reads the starred questions of '{read}'", f"write [[sheet: {read}]] on this page, too")

    def articles(self, page: Page, embeds: Sequence[tuple[str, int]]) -> list[str]:
        """The HTML of each embed of a page, (target, level of its headings), in order."""
        kind = page.directories, page.sources_linked
        making = self._makings.setdefault(kind, Making(self._naming, *kind))
        parts = []
        for target, level in embeds:
            sheet, _, block = target.partition(".")
            parts.append(articles.Embed(sheet, block or None, level))
        return articles.embedded_html(making, page.address, parts)

    def _unknown(self, target: str) -> tuple[str, str] | None:
        """What is wrong with the name of an embed, and what to do."""
        sheets = self._dataset.sheets
        name, dot, part = target.partition(".")
        if name not in sheets:
            same = [f"{sheet.id}.{block.id}" for sheet in sheets.values() for block in sheet.blocks if block.id == target]
            return f"there is no sheet '{name}'", f"did you mean '{same[0]}'?" if same else near(name.replace("-", "_"), sheets)
        blocks = {block.id: block for block in sheets[name].blocks}
        if not dot or part in blocks:
            return None
        around = [f"{name}.{block.id}" for block in blocks.values() if part in {each for each, _ in block.names()}]
        cure = f"embed the block that it stands in, '{around[0]}'" if around else near(part, blocks)
        return f"there is no block '{part}' in the sheet '{name}'", cure

    def _starred(self, target: str) -> Iterator[str]:
        """The blocks of questions of its own sheet whose stars an embedded block reads."""
        name, dot, part = target.partition(".")
        if not dot:
            return
        questions = [block.id for block in self._dataset.sheets[name].blocks if isinstance(block, QuestionsBlock)]
        (block,) = (block for block in self._dataset.sheets[name].blocks if block.id == part)
        for other in questions:
            if other != part and any(re.search(rf"\bhere\.{other}\b", text) for text in self._texts(block)):
                yield f"{name}.{other}"

    def _texts(self, block: Block) -> Iterator[str]:
        if isinstance(block, LetterBlock):
            yield from block.texts(self._dataset.guidance.fragments)
        yield from (blank.source for _, prose in texts_of(block) for blank in prose.blanks)
        yield from filter(None, (getattr(shape, key, None) for shape in shapes_of(block) for key in ("when", "shows")))


def sheets_of(folder: Path, language: str) -> Sheets:
    """The sheets of the dataset in a folder, in a language ("": that of the root). Read again when a file of it has changed.

    Raises DatasetError with everything that is wrong with it.
    """
    folder = folder.resolve()
    with _reading:
        stamp = tuple((path.as_posix(), (found := path.stat()).st_mtime_ns, found.st_size) for path in sorted(folder.rglob("*")))
        if folder not in _read or _read[folder][0] != stamp:
            _read[folder] = stamp, load_published(folder, Path(os.path.relpath(folder)))[0].namings
        namings = _read[folder][1]
    language = language or next(iter(namings))
    if language not in namings:
        cure = f"use one of: {', '.join(namings)}"
        raise DatasetError([Problem(folder / "guidance.yml", 0, 0, f"the dataset is not in the language '{language}'", cure)])
    return Sheets(namings[language])
