"""A whole handout as data: a sheet alone, or a guide's packet with its cover, contents and all sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from guidesheet import language
from guidesheet.answers import Naming
from guidesheet.articles import inherited_source, sources_of
from guidesheet.editions import Variant
from guidesheet.handouts.content import Data, Paperwork, Place
from guidesheet.handouts.parts import block_data
from guidesheet.model import Guide, Sheet, Source

_WORDS = (
    "example", "other", "other_words", "own_questions", "letter_notes", "day", "sources", "source_page", "source_read", "revised", "per",
    "star", "notes_on", "paper.page", "paper.contents", "paper.on_web", "paper.see",
)  # fmt: skip
"""The words that templates use."""


def sheet_document(naming: Naming, sheet: Sheet, place: Place) -> Data:
    """A sheet alone."""
    made = Paperwork(naming, sheet, place).whole(block_data)
    folder = naming.dataset.guide_of(sheet.id)
    return _document(naming, made["said"]) | {
        "guide": naming.scope(None).plain(naming.dataset.guides[folder].title),
        "sheets": _in_step([made]),
    }


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
    """A guide with all its sheets, and once at its end who says so."""
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
            "sources": [work.told(source) for source in _sources(naming, guide, sheets)] if work else [],
        },
        "guide": scope.plain(guide.title),
        "sheets": _in_step([_in_packet(naming, guide, sheet, place) for sheet in sheets]),
    }


def _in_packet(naming: Naming, guide: Guide, sheet: Sheet, place: Place) -> Data:
    """A sheet that names its source where it is another one than the guide's: the list of sources stands far away."""
    work = Paperwork(naming, sheet, place)
    return work.whole(block_data) | {"sources": [], "source": work.source(sheet.source, _owner(naming, guide))}


def _owner(naming: Naming, guide: Guide) -> str | None:
    return guide.source or naming.dataset.guidance.source


def _sources(naming: Naming, guide: Guide, sheets: Iterable[Sheet]) -> Iterable[Source]:
    """Everybody who says something in a guide, its own source first."""
    owner = _owner(naming, guide)
    found = [naming.dataset.guidance.sources[owner]] if owner else []
    found += [source for sheet in sheets for source in sources_of(naming, sheet, inherited_source(naming, sheet))]
    return {id(source): source for source in found}.values()


def _in_step(sheets: list[Data]) -> list[Data]:
    """Makes cards of tables with a choice that stands in other rows, too: a list in a cell and boxes elsewhere cannot be one field."""
    blocks = [block for sheet in sheets for block in sheet["blocks"] if block["block"] == "rows"]
    choices = [{f["name"] for row in block["spare"] for f in row["fields"] if f["options"] and f["type"] != "choices"} for block in blocks]
    places = Counter(name for names in choices for name in names)
    for block, names in zip(blocks, choices, strict=True):
        block["table"] = block["table"] and all(places[name] == 1 for name in names)
    return sheets


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
