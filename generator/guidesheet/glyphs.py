"""Which characters the fonts of the handouts have."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "handouts/fonts"


@cache
def measures() -> Any:
    """`form.json`: of the font for forms `box`, `ascent`, `descent`, and `glyphs`: character → [glyph, width];
    `covered`: [first, last] of each range of characters that paper can show.
    """
    return json.loads((FONTS / "form.json").read_text("utf-8"))


@cache
def _covered() -> frozenset[str]:
    return frozenset(chr(code) for first, last in measures()["covered"] for code in range(first, last + 1))


def missing(text: str) -> list[str]:
    """The characters of a text that paper cannot show, in their order; what is never seen is no character here."""
    if _covered().issuperset(text):
        return []
    unknown = dict.fromkeys(text).keys() - _covered()
    marks = _marks(text) if any(unicodedata.category(sign) == "Mn" for sign in unknown) else ""
    return [sign for sign in dict.fromkeys(text) if sign in unknown and (unicodedata.category(sign) not in _UNSEEN or sign in marks)]


_UNSEEN = ("Cc", "Cf", "Mn", "Zs")


def _marks(text: str) -> str:
    """The marks above and below letters that make no letter of the font with the one before them."""
    left = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in left if unicodedata.category(sign) == "Mn" and "SELECTOR" not in unicodedata.name(sign))
