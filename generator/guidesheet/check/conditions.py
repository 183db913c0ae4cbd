"""Conditions: that they name answers, and that none waits for what it hides itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from guidesheet.answers import Naming, SheetScope
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem, TextError
from guidesheet.expressions.evaluate import names_in
from guidesheet.fields.base import Conditioned
from guidesheet.messages import messages
from guidesheet.model import Sheet
from guidesheet.shapes import placed_shapes


def problems(loaded: Loaded) -> Iterator[Problem]:
    """Every condition that names nothing, or that could never come true."""
    naming = Naming(loaded.dataset, messages("en"))
    for sheet in loaded.dataset.sheets.values():
        yield from _sheet(loaded, sheet, naming.scope(sheet.id))


def _sheet(loaded: Loaded, sheet: Sheet, scope: SheetScope) -> Iterator[Problem]:
    hidden = [(around, f"{sheet.id}.{name}") for around, name in _hidden(sheet)]
    waits: dict[str, set[str]] = {}
    for around, name in hidden:
        waits.setdefault(name, set()).update(_read(around, scope))
    for loc, part in placed_shapes(sheet):
        if not isinstance(part, Conditioned) or part.when is None:
            continue
        try:
            read = set(names_in(scope.condition(part.when)))
        except TextError as error:
            yield from (loaded.documents[sheet.id].inside((*loc, "when"), fault) for fault in error.faults)
            continue
        if {name for around, name in hidden if around is part} & _reached(read, waits):
            message = "this waits for an answer that is hidden until then, so it would never show"
            yield loaded.problem(sheet.id, (*loc, "when"), message, "ask for an answer that is always there")


def _hidden(sheet: Sheet) -> Iterator[tuple[Conditioned, str]]:
    """(what has a condition, one of the sheet's own answers that it hides); shared ones can also be given elsewhere"""
    for block in sheet.blocks:
        own = {answer.name for answer in block.answers()}
        if block.when is not None:
            yield from ((block, name) for name in own)
        yield from ((part, name) for name, part in block.conditions() if name in own)


def _read(part: Conditioned, scope: SheetScope) -> set[str]:
    with suppress(TextError):
        return set(names_in(scope.condition(part.when))) if part.when else set()
    return set()


def _reached(names: set[str], waits: Mapping[str, set[str]]) -> set[str]:
    """Some answers, and all that must be shown before they can be given."""
    found: set[str] = set()
    while names:
        found |= names
        names = {later for name in names for later in waits.get(name, ())} - found
    return found
