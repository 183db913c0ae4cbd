"""Ids: unlike where they must be unlike."""

from __future__ import annotations

from collections.abc import Iterator

from guidesheet import ids
from guidesheet.blocks.rows import RowsBlock
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem
from guidesheet.model import Sheet
from guidesheet.source import Loc


def problems(loaded: Loaded) -> Iterator[Problem]:
    """Ids that are taken twice, or that mean something else."""
    for sheet in loaded.dataset.sheets.values():
        yield from _sheet_id(loaded, sheet)
        yield from _inside(loaded, sheet)
    for folder, guide in loaded.dataset.guides.items():
        yield from _twice(loaded, f"{folder}/", [(step.id, ("steps", n, "id")) for n, step in enumerate(guide.steps)])


def _sheet_id(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    if sheet.id in ids.RESERVED:
        yield loaded.problem(sheet.id, ("id",), f"a sheet cannot be called '{sheet.id}'", "give it another id")
    elif sheet.id in loaded.dataset.guidance.collections:
        message = f"'{sheet.id}' is a collection, so a sheet cannot have this id"
        yield loaded.problem(sheet.id, ("id",), message, "give the sheet another id")


def _inside(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    places: list[tuple[str, Loc]] = []
    for index, block in enumerate(sheet.blocks):
        places += [(name, ("blocks", index, *loc)) for name, loc in block.names()]
        if isinstance(block, RowsBlock):
            yield from _rows(loaded, sheet, block, ("blocks", index))
    yield from _twice(loaded, sheet.id, places)


def _rows(loaded: Loaded, sheet: Sheet, block: RowsBlock, loc: Loc) -> Iterator[Problem]:
    columns = [(column if isinstance(column, str) else column.id, (*loc, "columns", index)) for index, column in enumerate(block.columns)]
    yield from _twice(loaded, sheet.id, columns)
    yield from _twice(loaded, sheet.id, [(row.id, (*loc, "given", n)) for n, row in enumerate(block.given)])


def _twice(loaded: Loaded, file: str, places: list[tuple[str, Loc]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, loc in places:
        if name in seen:
            yield loaded.problem(file, loc, f"the id '{name}' stands twice here", "give one of the two another id")
        seen.add(name)
