"""What the browser is told besides the page itself: `site.js`, and `ids.js` for the copy of one's answers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from guidesheet.answers import Naming, Place
from guidesheet.blocks.questions import QuestionsBlock

SCRIPTS = "assets/guidesheet"
"""The folder of scripts and style in the site."""


def site_js(naming: Naming, root: str, sheets: Collection[str] | None = None, stamp: str = "") -> str:
    """The script that says what site this is. `root`: from the scripts' folder to the folder of the root language's site.
    `stamp`: of the scripts that are loaded on first use, so that no browser keeps old ones.

    `sheets`: of a workbook, the ids of those that it knows; `root` is "" then, and answers stay in the tab.
    """
    dataset = naming.dataset
    scope = naming.scope(None)
    collections = {
        name: ({"many": True, "title": f"{name}.{shape.title}", "one": scope.plain(shape.one)} if shape.many and shape.one else {})
        | {"fields": list(shape.fields)}
        for name, shape in dataset.guidance.collections.items()
    }
    places = list(_places(naming, sheets))
    site: dict[str, object] = {
        "site": dataset.guidance.site,
        "root": root,
        "lang": naming.words.lang,
        "rev": dataset.revised() or "",
        "title": scope.plain(dataset.guidance.title),
        "collections": collections,
        "homes": _homes(naming, sheets),
        "was": {place.id: list(place.was) for place in places if place.was},
        "keys": {_keyed(place): dict(place.was_keys) for place in places if place.was_keys},
        "words": naming.words.client(),
        "stamp": stamp,
    }
    if sheets is not None or dataset.guidance.keep_answers != "device":
        site["mode"] = "tab"
    if sheets is None and dataset.guidance.keep_answers == "ask":
        site["ask"] = True
    return f"window.guidesheetSite={_json(site)};\n"


def ids_js(naming: Naming, sheets: Collection[str] | None = None) -> str:
    """The script with every answer's question, the words of its keys, and how else the question reads: elsewhere, or in another language.

    In the order of the site. `sheets`: as of `site_js`.
    """
    rows: list[list[object]] = []
    readings = _readings(naming)
    for place in _places(naming, sheets):
        words = dict(zip(place.keys or (("yes", "no") if place.labels else ()), place.labels, strict=False))
        others = [text for text in readings[place.id] if text != place.text]
        if _keyed(place) != place.id:
            rows.append([place.id, place.text, None, others] if others else [place.id, place.text])
        rows.append([_keyed(place), place.text, *([words or None] if words or others else []), *([others] if others else [])])
    return f"window.guidesheetIds={_json(rows)};\n"


def _readings(naming: Naming) -> dict[str, list[str]]:
    """Every way in which the question of an answer reads on the site, by its id."""
    found: dict[str, dict[str, None]] = {}
    for tongue in naming.tongues():
        for place in tongue.places.values():
            found.setdefault(place.id, {})[place.text] = None
        for name, text in tongue.labels():
            found.setdefault(name, {})[text] = None
    return {name: list(texts) for name, texts in found.items()}


def _keyed(place: Place) -> str:
    """The answer id that a place's keys are stored under: those of money are its periods."""
    return f"{place.id}:per" if place.type == "money" and place.keys else place.id


def _places(naming: Naming, sheets: Collection[str] | None) -> Iterator[Place]:
    """Every answer; of some sheets and of all collections, where `sheets` are given."""
    for place in naming.places.values():
        scope = place.id.partition(".")[0]
        if sheets is None or scope in sheets or scope in naming.dataset.guidance.collections:
            yield place


def _homes(naming: Naming, sheets: Collection[str] | None) -> dict[str, str]:
    """The home collection of each sheet's answers, and of single answers that live elsewhere."""
    homes = {}
    for sheet in naming.dataset.sheets.values():
        if sheets is not None and sheet.id not in sheets:
            continue
        homes[sheet.id] = sheet.about
        for block in sheet.blocks:
            if sheet.home(block) != sheet.about:
                names = {answer.name.partition("[")[0] for answer in block.answers()}
                if isinstance(block, QuestionsBlock):
                    names.add(block.id)
                homes.update((f"{sheet.id}.{name}", sheet.home(block)) for name in sorted(names))
    return homes


def _json(data: object) -> str:
    """JSON that is also a JavaScript expression."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
