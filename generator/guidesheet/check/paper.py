"""What paper cannot show: characters that its fonts do not have, headings that skip a level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining

from guidesheet.check.loaded import Loaded
from guidesheet.errors import Fault, Problem
from guidesheet.glyphs import missing
from guidesheet.shapes import Parts, Wording
from guidesheet.source import Data, Document, Loc

_HEADING = re.compile(r"<h([12])>")
_CURE = "use another sign, or make no handouts: `handouts: {make: false}` in guidance.yml"


def problems(loaded: Loaded, file: str, parts: Parts) -> Iterator[Problem]:
    """What would stop a handout of a file."""
    document = loaded.documents[file]
    for loc, prose in parts.texts:
        if "<h" in prose.markup and _HEADING.findall(prose.markup)[:1] == ["2"]:
            yield document.inside(loc, Fault(_line(document, loc), 0, "this heading skips a level", "begin it with one #"))
    if loaded.dataset.guidance.handouts.make:
        for loc, text in _texts(parts):
            yield from _unprintable(document, loc, text)


def translated(loaded: Loaded) -> Iterator[Problem]:
    """The same of all translations."""
    for edition in loaded.translations if loaded.dataset.guidance.handouts.make else ():
        for said in edition.texts:
            if said.given:
                yield from _unprintable(edition.documents[said.file], said.at, said.given)


def _unprintable(document: Document, loc: Loc, text: str) -> Iterator[Problem]:
    if signs := missing(text):
        listed = " ".join(f"\u25cc{sign}" if combining(sign) else sign for sign in signs[:8])
        if loc[2:3] == ("parts",) and _given(document, loc) is None:
            loc = (*loc[:2], "body")  # a letter in one piece
        yield document.problem(loc, f"the fonts of the handouts do not have: {listed}", _CURE)


def _texts(parts: Parts) -> Iterator[tuple[Loc, str]]:
    """Every text that paper may show."""
    for loc, prose in parts.texts:
        yield loc, prose.plain(lambda n: "")
    for loc, part in parts.shapes:
        for name, text in vars(part).items():
            if isinstance(text, Wording):
                yield (*loc, name), text
            elif isinstance(text, dict):
                yield from (((*loc, name, key), entry) for key, entry in text.items() if isinstance(entry, Wording))


def _line(document: Document, loc: Loc) -> int:
    """The line of the first heading in a text, from 0."""
    given = _given(document, loc)
    lines = given.split("\n") if isinstance(given, str) else []
    return next((number for number, line in enumerate(lines) if line.startswith("#")), 0)


def _given(document: Document, loc: Loc) -> Data:
    """What is written at an address; None where nothing is."""
    given: Data = document.data
    for step in loc:
        if isinstance(given, dict):
            given = given.get(str(step))
        else:
            given = given[step] if isinstance(given, list) and isinstance(step, int) and step < len(given) else None
    return given
