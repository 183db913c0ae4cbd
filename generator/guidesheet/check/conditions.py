"""Conditions: that they name answers, and that none waits for what it hides itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from guidesheet.answers import SheetScope
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem, TextError
from guidesheet.expressions.evaluate import names_in
from guidesheet.fields.base import Conditioned
from guidesheet.model import Sheet
from guidesheet.shapes import Parts


def problems(loaded: Loaded, file: str, parts: Parts) -> Iterator[Problem]:
    """Every condition in a file that names nothing, or that could never come true."""
    conditioned = [(loc, part) for loc, part in parts.shapes if isinstance(part, Conditioned) and part.when is not None]
    sheet = loaded.dataset.sheets.get(file)
    if not conditioned or sheet is None:
        return
    scope = loaded.naming.scope(sheet.id)
    hidden = [(around, f"{sheet.id}.{name}") for around, name in _hidden(sheet)]
    waits: dict[str, set[str]] = {}
    for around, name in hidden:
        waits.setdefault(name, set()).update(_read(around, scope))
    for loc, part in conditioned:
        try:
            read = set(names_in(scope.condition(part.when or "")))
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
