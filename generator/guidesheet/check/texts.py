"""Texts with blanks, letters, and links: everything that names something else in the middle of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from guidesheet.answers import SheetScope
from guidesheet.blocks.checklist import Task
from guidesheet.blocks.fields import Computed
from guidesheet.blocks.letter import LetterBlock
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Fault, Problem, TextError, near
from guidesheet.expressions.compile import compile_fragment
from guidesheet.model import Sheet
from guidesheet.overlays import Edition
from guidesheet.prose import Prose
from guidesheet.shapes import Parts
from guidesheet.source import Document, Loc


def problems(loaded: Loaded, file: str, parts: Parts) -> Iterator[Problem]:
    """Every blank in a file that names nothing, every link that leads nowhere."""
    document = loaded.documents[file]
    sheet = loaded.dataset.sheets.get(file)
    scope = loaded.naming.scope(file if sheet else None)
    for loc, prose in parts.texts:
        if prose.blanks:
            yield from _blanks(document, loc, prose, scope)
        if prose.links:
            yield from _links(loaded, document, loc, prose)
    if sheet:
        yield from _letters(document, sheet, scope)
        yield from _computed(document, parts, scope)
        yield from _due(document, parts, scope)
    elif file == "guidance.yml":
        for name, text in loaded.dataset.guidance.fragments.items():
            yield from _compiled(document, ("fragments", name), text, partial(compile_fragment, scope=scope))


def _due(document: Document, parts: Parts, scope: SheetScope) -> Iterator[Problem]:
    """Days and times of things to do that are none."""
    for loc, part in parts.shapes:
        if isinstance(part, Task):
            for key, given, compiled in (("due", part.due, scope.day), ("at", part.at, scope.time)):
                if given:
                    yield from _compiled(document, (*loc, key), given, compiled)


def translated(loaded: Loaded) -> Iterator[Problem]:
    """The same in all translations."""
    for edition in loaded.translations:
        yield from _translated(loaded, edition)


def _translated(loaded: Loaded, edition: Edition) -> Iterator[Problem]:
    naming = loaded.namings[edition.lang]
    for text in edition.texts:
        if text.made is None:
            continue
        document, sheet = edition.documents[text.file], text.file if text.file in edition.dataset.sheets else None
        scope = naming.scope(sheet)
        if isinstance(text.made, Prose):
            yield from _blanks(document, text.at, text.made, scope)
            yield from _links(loaded, document, text.at, text.made)
        else:
            spoken = scope.computed if text.loc[-1] == "shows" else scope.letter
            yield from _compiled(document, text.at, text.made, spoken if sheet else partial(compile_fragment, scope=scope))


def _compiled(document: Document, loc: Loc, text: str, compiled: Callable[[str], Any]) -> Iterator[Problem]:
    try:
        compiled(text)
    except TextError as error:
        yield from (document.inside(loc, fault) for fault in error.faults)


def _blanks(document: Document, loc: Loc, prose: Prose, scope: SheetScope) -> Iterator[Problem]:
    for blank in prose.blanks:
        try:
            scope.blank(blank.source)
        except TextError as error:
            for fault in error.faults:
                column = fault.column if fault.line else blank.column + 2 + fault.column
                place = Fault(blank.line + fault.line, column, fault.message, fault.cure)
                yield document.inside(loc, place)


def _links(loaded: Loaded, document: Document, loc: Loc, prose: Prose) -> Iterator[Problem]:
    sheets = loaded.dataset.sheets
    for target in prose.links:
        name = target.removeprefix("sheet:")
        if name != target and name not in sheets and name not in loaded.broken:
            yield document.about(loc, target, f"there is no sheet '{name}' to link to", near(name, sheets))


def _computed(document: Document, parts: Parts, scope: SheetScope) -> Iterator[Problem]:
    for loc, part in parts.shapes:
        if isinstance(part, Computed):
            yield from _compiled(document, (*loc, "shows"), part.shows, scope.computed)


def _letters(document: Document, sheet: Sheet, scope: SheetScope) -> Iterator[Problem]:
    for loc, text in letters(document, sheet):
        yield from _compiled(document, loc, text, scope.letter)


def letters(document: Document, sheet: Sheet) -> Iterator[tuple[Loc, str]]:
    """Every text of a sheet's letters, with where it stands."""
    for index, block in enumerate(sheet.blocks):
        if not isinstance(block, LetterBlock):
            continue
        if block.subject:
            yield ("blocks", index, "subject"), block.subject
        single = document.data["blocks"][index].get("body") is not None  # type: ignore[index,call-overload,union-attr]
        for number, part in enumerate(block.parts):
            yield ("blocks", index, "body") if single else ("blocks", index, "parts", number, "body"), part.body
