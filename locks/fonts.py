#!/usr/bin/env python3
"""Makes the fonts of the handouts: `.run/test/bin/python locks/fonts.py FOLDER`, the unpacked npm package `source-sans` 3.52.0.

`GuidesheetSans-Regular.ttf`, `-Bold.ttf`: Source Sans 3 with the scripts below only, which Typst sets and embeds.
`GuidesheetForm-Regular.ttf`: the same without marks that move and pairs that kern, for what is typed into a PDF. `form.json`: its
measures, each of its characters with glyph and width (1000 to an em), and `covered`: the ranges of characters that Sans has.
They have other names, because their licence keeps the name "Source" for fonts that nobody changed.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "generator/guidesheet/handouts/fonts"

LATIN = [(0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x192, 0x192), (0x1A0, 0x1B0), (0x1C4, 0x1DC), (0x218, 0x21B), (0x1E00, 0x1EF9)]
OTHERS = [(0x370, 0x3FF), (0x400, 0x4FF)]
SIGNS = [(0x2010, 0x2027), (0x202F, 0x205E), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x22FF)]
MARKS = [(0x2B0, 0x36F), (0x25A0, 0x25FF), (0x2600, 0x27BF), (0xFB00, 0xFB06)]


def cut(source: Path, family: str, ranges: list[tuple[int, int]], features: list[str]) -> TTFont:
    """Writes a font with some characters and features only. The same bytes every time."""
    weight = source.stem.rpartition("-")[2]
    options = subset.Options(layout_features=features, notdef_outline=True, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += ["DSIG", "STAT"] + ([] if features else ["GSUB", "GPOS", "GDEF", "BASE"])
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={code for first, last in ranges for code in range(first, last + 1)})
    cutter.subset(font)
    file = f"{family.replace(' ', '')}-{weight}"
    for number, name in {1: family, 2: weight, 3: file, 4: f"{family} {weight}", 6: file}.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font.save(FONTS / f"{file}.ttf")
    return font


def ranges_of(codes: list[int]) -> list[list[int]]:
    """[first, last] of each run of codes."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def main(package: Path) -> None:
    everything = LATIN + OTHERS + SIGNS + MARKS
    for weight in ("Regular", "Bold"):
        cut(package / f"TTF/SourceSans3-{weight}.ttf", "Guidesheet Sans", everything, ["ccmp", "kern", "locl", "mark", "mkmk"])
    font = cut(package / "TTF/SourceSans3-Regular.ttf", "Guidesheet Form", LATIN + OTHERS + SIGNS[:1] + [(0x20AC, 0x20AC)], [])
    scale = 1000 / font["head"].unitsPerEm
    glyphs = {
        chr(code): [font.getGlyphID(glyph), round(font["hmtx"][glyph][0] * scale)] for code, glyph in sorted(font.getBestCmap().items())
    }
    head, lines = font["head"], font["hhea"]
    sans = [set(TTFont(FONTS / f"GuidesheetSans-{weight}.ttf").getBestCmap()) for weight in ("Regular", "Bold")]
    told = {
        "box": [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "ascent": round(lines.ascent * scale),
        "descent": round(lines.descent * scale),
        "covered": ranges_of(sorted(sans[0] & sans[1])),
        "glyphs": glyphs,
    }
    (FONTS / "form.json").write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8", newline="\n")
    shutil.copy(package / "LICENSE.md", FONTS / "LICENSE.md")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
