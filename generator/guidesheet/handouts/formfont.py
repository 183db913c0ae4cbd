"""The font of what is typed into a PDF: embedded whole, for Latin, Vietnamese, Greek and Cyrillic."""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from guidesheet.glyphs import FONTS, measures

FONT = "/Wingdings"
"""Its name in the form. Chromium's viewer looks for a letter beyond ASCII in the form's own font only where that font is called as
one of signs; else it asks the system for a font of the letter's script, and shows nothing where there is none."""

_NAME = "/GSHEET+GuidesheetForm"


def form_font(pdf: pikepdf.Pdf) -> Any:
    """The font, in a document."""
    told = measures()
    length, data, widths, characters = _ready()
    file = pdf.make_stream(data, Filter=Name.FlateDecode, Length1=length)
    described = pdf.make_indirect(Dictionary(
        Type=Name.FontDescriptor, FontName=Name(_NAME), Flags=4, ItalicAngle=0, StemV=80, CapHeight=660,
        FontBBox=Array(told["box"]), Ascent=told["ascent"], Descent=told["descent"], FontFile2=file,
    ))  # fmt: skip
    glyphs = pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(_NAME), FontDescriptor=described, W=pikepdf.Object.parse(widths), DW=500,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0), CIDToGIDMap=Name.Identity,
    ))  # fmt: skip
    return pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(_NAME), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([glyphs]), ToUnicode=pdf.make_stream(characters, Filter=Name.FlateDecode),
    ))  # fmt: skip


@cache
def _ready() -> tuple[int, bytes, bytes, bytes]:
    """What every document needs, made once: the length of the font, the font, its widths, its characters; packed but for the widths."""
    data = (FONTS / "GuidesheetForm-Regular.ttf").read_bytes()
    glyphs = measures()["glyphs"]
    return len(data), zlib.compress(data, 9), _widths(dict(glyphs.values())).encode(), zlib.compress(_to_unicode(glyphs).encode(), 9)


def _widths(glyphs: dict[int, int]) -> str:
    """`[first glyph [its width, that of the next …] …]`, a list for each run of glyphs (ISO 32000-1, 9.7.4.3)."""
    found = "".join(f" {width}" if glyph - 1 in glyphs else f"] {glyph} [{width}" for glyph, width in sorted(glyphs.items()))
    return f"[{found.removeprefix('] ')}]]"


def _to_unicode(glyphs: dict[str, tuple[int, int]]) -> str:
    """What character each glyph stands for, as a CMap."""
    first: dict[int, str] = {}
    for character, (glyph, _) in glyphs.items():
        first.setdefault(glyph, character)
    lines = [f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>" for glyph, character in sorted(first.items())]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    tables = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{tables}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
