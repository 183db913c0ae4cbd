"""Handouts of sheets that nobody thought of: nothing is cut off, nothing lies over something else, nothing stands in a margin."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

from PIL import Image, ImageStat

from guidesheet.editions import Variant
from guidesheet.handouts.document import sheet_document
from guidesheet.handouts.typeset import pictures
from guidesheet.load import load
from run import ROOT
from support.handouts import SITE, VARIANTS, body_of, made

LONG = (
    "How to find out, well before the day on which you move, everything that the landlord, the neighbors, "
    "the energy company and the town hall ought to have told you"
)
"""A title that no footer has room for."""
WORD = "Rechtsschutzversicherungsgesellschaftsangestelltenvertretungsausschusssitzungsprotokollführerin"


def odd(folder: Path, blocks: str, title: str = "Odd") -> dict[Variant, bytes]:
    """The PDFs of a sheet with these blocks. Asserts that the margins are white."""
    shutil.copytree(ROOT / "tests/errors/base/guidance", folder / "guidance")
    sheet = f"id: odd\ntitle: {title}\nunlisted: true\nintro: Nothing is cut off.\nblocks:\n{blocks}"
    (folder / "guidance/moving/odd.yml").write_text(sheet, "utf-8")
    there = load(folder / "guidance").naming
    document = sheet_document(there, there.dataset.sheets["odd"], SITE)
    data = {variant: made(document, variant) for variant in VARIANTS}
    for variant in VARIANTS:
        for number, page in enumerate(pictures(document, variant, resolution=50.8), 1):  # two pixels a millimeter
            picture = Image.open(io.BytesIO(page)).convert("L")
            width, height = picture.size
            for margin in ((0, 0, 47, height), (width - 35, 0, width, height), (0, 0, width, 28), (0, height - 16, width, height)):
                assert ImageStat.Stat(picture.crop(margin)).extrema[0][0] > 200, (variant, number, margin)
    return data


def squeezed(data: bytes) -> str:
    return re.sub(r"\s+", "", "".join(body_of(data)))


def test_long_titles_and_endless_words_stay_between_the_margins(tmp_path: Path) -> None:
    blocks = f"""
  - {{block: fields, id: f, items: [{{id: one, label: "{WORD}", type: text}}, {{id: two, label: "{LONG}", type: date}}]}}
  - {{block: text, id: t, text: "{"31415926535" * 12} and {WORD}"}}
"""
    for data in odd(tmp_path, blocks, f'"{LONG}"').values():
        text = squeezed(data)
        assert text.count(WORD) == 2 and text.count("31415926535" * 12) == 1
        assert text.count(LONG.replace(" ", "")) >= 2
