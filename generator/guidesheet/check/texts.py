"""Texts with blanks, letters, and links: everything that names something else in the middle of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from guidesheet.answers import Naming, SheetScope
from guidesheet.blocks.fields import Computed
from guidesheet.blocks.letter import LetterBlock
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Fault, Problem, TextError, near
from guidesheet.expressions.compile import compile_fragment
from guidesheet.messages import messages
from guidesheet.overlays import Edition
from guidesheet.prose import Prose
from guidesheet.shapes import placed_shapes, texts_of
from guidesheet.source import Document, Loc


def problems(loaded: Loaded) -> Iterator[Problem]:
    """Every blank that names nothing, every link that leads nowhere."""
    dataset = loaded.dataset
    naming = Naming(dataset, messages("en"))
    for file, shape in loaded.files():
        sheet = file if file in dataset.sheets else None
        scope = naming.scope(sheet)
        for loc, prose in texts_of(shape):
            yield from _blanks(loaded.documents[file], loc, prose, scope)
            yield from _links(loaded, loaded.documents[file], loc, prose)
        if sheet is not None:
            yield from _letters(loaded, sheet, scope)
            yield from _computed(loaded, sheet, scope)
    yield from _fragments(loaded, naming.scope(None))
    for edition in loaded.translations:
        yield from _translated(loaded, edition)


def _translated(loaded: Loaded, edition: Edition) -> Iterator[Problem]:
    naming = Naming(edition.dataset, messages("en"))
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
                place = Fault(blank.line + fault.line, blank.column, fault.message, fault.cure)
                yield document.inside(loc, place)


def _links(loaded: Loaded, document: Document, loc: Loc, prose: Prose) -> Iterator[Problem]:
    sheets = loaded.dataset.sheets
    for target in prose.links:
        name = target.removeprefix("sheet:")
        if name != target and name not in sheets and name not in loaded.broken:
            given: Any = document.data
            for step in loc:
                given = given[step]
            before = given[: max(0, given.find(target))]
            place = before.count("\n"), len(before) - before.rfind("\n") - 1
            fault = Fault(*place, f"there is no sheet '{name}' to link to", near(name, sheets))
            yield document.inside(loc, fault)


def _fragments(loaded: Loaded, scope: SheetScope) -> Iterator[Problem]:
    document = loaded.documents["guidance.yml"]
    for name, text in loaded.dataset.guidance.fragments.items():
        yield from _compiled(document, ("fragments", name), text, partial(compile_fragment, scope=scope))


def _computed(loaded: Loaded, sheet: str, scope: SheetScope) -> Iterator[Problem]:
    for loc, part in placed_shapes(loaded.dataset.sheets[sheet]):
        if isinstance(part, Computed):
            yield from _compiled(loaded.documents[sheet], (*loc, "shows"), part.shows, scope.computed)


def _letters(loaded: Loaded, sheet: str, scope: SheetScope) -> Iterator[Problem]:
    document = loaded.documents[sheet]
    for index, block in enumerate(loaded.dataset.sheets[sheet].blocks):
        if not isinstance(block, LetterBlock):
            continue
        texts: list[tuple[Loc, str]] = [(("blocks", index, "subject"), block.subject)] if block.subject else []
        single = document.data["blocks"][index].get("body") is not None  # type: ignore[index,call-overload,union-attr]
        for number, part in enumerate(block.parts):
            texts.append((("blocks", index, "body") if single else ("blocks", index, "parts", number, "body"), part.body))
        for loc, text in texts:
            yield from _compiled(document, loc, text, scope.letter)
