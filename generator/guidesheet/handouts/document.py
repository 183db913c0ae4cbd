"""A whole handout as data: a sheet alone, or a guide's packet with its cover, contents and all sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guidesheet import language
from guidesheet.answers import Naming
from guidesheet.editions import Variant
from guidesheet.handouts.content import Data, Paperwork, Place
from guidesheet.handouts.parts import block_data
from guidesheet.model import Sheet

_WORDS = (
    "example", "other", "other_words", "own_questions", "letter_notes", "day", "sources", "source_page", "source_read", "revised", "per",
    "star", "notes_on", "paper.page", "paper.contents", "paper.on_web", "paper.see",
)  # fmt: skip
"""The words that templates use."""


def sheet_document(naming: Naming, sheet: Sheet, place: Place) -> Data:
    """A sheet alone."""
    made = _sheet(naming, sheet, place)
    folder = naming.dataset.guide_of(sheet.id)
    return _document(naming, made["said"]) | {"guide": naming.scope(None).plain(naming.dataset.guides[folder].title), "sheets": [made]}


def asked(made: Any) -> Iterator[tuple[str, Data]]:
    """Every part of a document that has a place for an answer, with the answer's id."""
    if isinstance(made, dict):
        yield from ((made[key], made) for key in ("name", "b", "x") if isinstance(made.get(key), str))
        for part in made.values():
            yield from asked(part)
    elif isinstance(made, list):
        for part in made:
            yield from asked(part)


def answerable(document: Data, variant: Variant) -> bool:
    """Can a page put its reader's answers into this handout? A packet is no one page's."""
    return variant.fill and document["packet"] is None and any(asked(document))


def packet_document(naming: Naming, folder: str, place: Place) -> Data:
    """A guide with all its sheets."""
    dataset, scope = naming.dataset, naming.scope(None)
    guide = dataset.guides[folder]
    sheets = [sheet for name, sheet in dataset.sheets.items() if dataset.guide_of(name) == folder]
    own = {sheet.id for sheet in sheets}
    work = Paperwork(naming, sheets[0], place) if sheets else None
    text = work.text if work else None
    listed = {name for step in guide.steps for name in step.sheets}
    steps = [
        {"title": text(step.title), "text": text(step.text) if step.text else None, "sheets": [name for name in step.sheets if name in own]}
        for step in guide.steps if text
    ]  # fmt: skip
    return _document(naming, scope.plain(guide.title)) | {
        "packet": {
            "title": text(guide.title) if text else [],
            "summary": text(guide.summary) if text else [],
            "text": text(guide.text) if text and guide.text else None,
            "address": place.of(f"{folder}/index"),
            "revised": language.date_text(guide.revised, "long", naming.words.lang) if guide.revised else "",
            "steps": [*steps, {"title": None, "text": None, "sheets": [sheet.id for sheet in sheets if sheet.id not in listed]}],
        },
        "guide": scope.plain(guide.title),
        "sheets": [_sheet(naming, sheet, place) for sheet in sheets],
    }


def _sheet(naming: Naming, sheet: Sheet, place: Place) -> Data:
    return Paperwork(naming, sheet, place).whole(block_data)


def _document(naming: Naming, title: str) -> Data:
    guidance = naming.dataset.guidance
    return {
        "lang": naming.words.lang,
        "title": title,
        "publisher": naming.scope(None).plain(guidance.publisher.name),
        "site": naming.scope(None).plain(guidance.title),
        "packet": None,
        "words": {key: naming.words(key) for key in _WORDS},
    }
