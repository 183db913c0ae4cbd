"""Data → PDF, by Typst. The same data gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import segno
import typst

from guidesheet.editions import Variant
from guidesheet.glyphs import FONTS
from guidesheet.handouts.content import Data
from guidesheet.macros import PACKAGE

_TOO_TALL = re.compile(r"too tall: (\[.*?\])")
_TEMPLATE = re.compile(r"┌─ .*\b(guidesheet[\\/].+\.typ:\d+:\d+)")
"""The place in a template that Typst points at first."""


class TypesetError(Exception):
    """Typst could not set a handout. `at`: where in the dataset (a file's key, then the address in it); empty where it does not know.

    `picture`: what names the picture that cannot be printed; then `at` is the file's key alone, empty for a guide's own text.
    """

    def __init__(self, message: str, at: list[Any], picture: str = "") -> None:
        super().__init__(message)
        self.at = at
        self.picture = picture


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(PACKAGE / "handouts/layout/main.typ", root=PACKAGE, font_paths=_fonts())


def typeset(document: Data, variant: Variant) -> bytes:
    """The PDF of a handout: tagged, PDF/UA-1. In the fillable edition its fields are still links (`fill.py`).

    Raises TypesetError for what is taller than a page, and for what the standard does not allow.
    """
    try:
        made = _compiler().compile(format="pdf", sys_inputs=_inputs(document, variant), pdf_standards="ua-1", timestamp=0)
    except typst.TypstError as error:
        found = _TOO_TALL.search(error.message.replace("\\", ""))
        if found:
            raise TypesetError("this does not fit on one page", json.loads(found[1])) from None
        for part, at in [(document["packet"], []), *((sheet, [sheet["id"]]) for sheet in document["sheets"])]:
            for picture, message in _unprintable(part):
                raise TypesetError(message, at, picture) from None
        where = _TEMPLATE.search(error.diagnostic)
        raise TypesetError(f"{error.message} ({where[1]})" if where else error.message, []) from None
    assert isinstance(made, bytes)
    return made


_PICTURE = b"""#set document(title: "-")
#set text(font: "Guidesheet Sans", fallback: false)
#image(bytes(json(bytes(sys.inputs.data))), alt: "-")"""
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


def _unprintable(made: Any) -> Iterator[tuple[str, str]]:
    """What names each picture of a part of a document that Typst cannot print, and what is wrong with it."""
    if isinstance(made, list) and made[:1] == ["img"] and made[1]:
        try:
            given = {"data": json.dumps(made[1])}
            typst.compile(_PICTURE, format="pdf", font_paths=_fonts(), sys_inputs=given, pdf_standards="ua-1")
        except typst.TypstError as error:
            found = _NO_GLYPH.search(error.message)
            fault = f"has letters that the fonts of the handouts do not have: {found[1]}" if found else "cannot be read"
            yield str(made[-1]), f"the picture '{made[-1]}' {fault}"
    elif isinstance(made, (dict, list)):
        for part in made.values() if isinstance(made, dict) else made:
            yield from _unprintable(part)


def pictures(document: Data, variant: Variant, *, resolution: float) -> list[bytes]:
    """The pages of a handout as PNG, to be looked at. `resolution`: pixels an inch."""
    made = _compiler().compile(format="png", sys_inputs=_inputs(document, variant), ppi=resolution)
    return made if isinstance(made, list) else [made or b""]


def _inputs(document: Data, variant: Variant) -> dict[str, str]:
    return {"data": json.dumps(_coded(document), ensure_ascii=False), "edition": json.dumps(asdict(variant))}


def _coded(document: Data) -> Data:
    """With the code that leads a phone to the page."""
    packet = document["packet"]
    return document | {
        "packet": packet and packet | {"qr": _code(packet["address"])},
        "sheets": [sheet | {"qr": None if packet else _code(sheet["address"])} for sheet in document["sheets"]],
    }


def _code(address: str) -> list[list[list[int]]] | None:
    """The rows of a QR code as runs of black: (first, how many)."""
    if not address:
        return None
    rows = segno.make(address, error="m", micro=False).matrix_iter(scale=1, border=0)
    return [[[found.start(), len(found[0])] for found in re.finditer("1+", "".join(map(str, row)))] for row in rows]
