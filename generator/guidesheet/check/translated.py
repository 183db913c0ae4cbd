"""Advice on translations: what they leave out, what they lack, how hard they are to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidesheet.blocks.fields import FieldsBlock, Use
from guidesheet.check import reading
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem
from guidesheet.overlays import Edition

_NAME = re.compile(r"\b[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_BLANK = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_WORDS = re.compile(r"""(["']).*?\1""")


def advice(loaded: Loaded) -> Iterator[Problem]:
    """Everything in translations that is worth a second look."""
    for edition in loaded.translations:
        yield from _left_out(loaded, edition)
        yield from _blanks(edition)
        yield from _reading(edition)


def _left_out(loaded: Loaded, edition: Edition) -> Iterator[Problem]:
    for sheet, block in loaded.dataset.blocks():
        shared = block.entries() if isinstance(block, FieldsBlock) else ()
        asks = any(True for _ in block.answers()) or any(isinstance(entry, Use) for entry, _ in shared)
        if asks and f"{sheet.id}.{block.id}" in edition.omitted:
            message = f"the block '{block.id}' is left out in '{edition.lang}', and holds answers"
            cure = "answers that were given in another language are kept, but not seen here; translate it if you can"
            yield edition.documents[sheet.id].problem(("blocks", block.id), message, cure)


def _blanks(edition: Edition) -> Iterator[Problem]:
    for text in edition.texts:
        if text.given is None:
            continue
        here, there = _names(text.given), _names(text.raw)
        for name in sorted(there - here):
            message = f"the original has the blank '{name}' here, and the translation does not"
            yield edition.documents[text.file].problem(text.at, message, "put it in, if it is not left out on purpose")
        for name in sorted(here - there):
            message = f"the translation has the blank '{name}' here, and the original does not"
            yield edition.documents[text.file].problem(text.at, message, "take it out, if it is not there on purpose")


def _names(text: str) -> set[str]:
    """The names that a text's blanks use."""
    return {name for inside in _BLANK.findall(text) for name in _NAME.findall(_WORDS.sub("", inside))}


def _reading(edition: Edition) -> Iterator[Problem]:
    for name in edition.dataset.sheets:
        found, _ = reading.grade(reading.own_texts(edition, name), edition.lang)
        if found is not None and found > reading.HARDEST and name in edition.documents:
            message = f"this sheet reads at grade {found:.1f} in '{edition.lang}', above {reading.HARDEST}"
            yield edition.documents[name].problem(("title",), message, "write shorter sentences and everyday words")
