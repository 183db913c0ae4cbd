"""Handouts in Chromium's own viewer: what is typed into a field shows, in every script that the form's font has."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from guidesheet.editions import Variant
from guidesheet.glyphs import measures
from support.handouts import sheet_pdf
from support.sites import served

TEXTS = ("Nguyễn Thị Hòa ưỡng", "Москва Київ Їжак", "Αθήνα ώρα Ώρα", "Łódź ąčęľ őţ ğı", "plain words")
SIZE = 12
KEPT = ["--disable-component-extensions-with-background-pages", "--disable-extensions"]
"""Switches of Playwright that would take the viewer away."""


def test_letters_of_all_scripts_show_as_they_are_typed(launch: Callable[..., Browser], tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(sheet_pdf("guide", "request_letter", Variant(fill=True)))
    page = launch("chromium", ignore_default_args=KEPT).new_page(viewport={"width": 900, "height": 1250})
    with served(tmp_path) as address:
        page.goto(f"{address}letter.pdf#zoom=100&toolbar=0&navpanes=0")
        time.sleep(2)  # the viewer tells nobody when it is ready
        shown = picture(page.screenshot())
        found = field_in(shown)
        assert found, "the viewer shows no field"
        for text in TEXTS:
            page.mouse.click(found[0] + 40, found[1] + 14)
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(text)
            page.mouse.click(450, 20)
            time.sleep(0.4)
            written = picture(page.screenshot()).crop((found[0] + 1, found[1] + 3, found[0] + 420, found[1] + 28))
            wide = sum(measures()["glyphs"][sign][1] for sign in text) * SIZE / 1000 * 96 / 72
            assert abs(ink(written) - wide) < 0.05 * wide + 2, (text, ink(written), wide)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def field_in(shown: Image.Image) -> tuple[int, int] | None:
    """The left upper corner of the first field: the viewer fills fields with a pale blue."""
    for y in range(0, shown.height, 2):
        run = 0
        for x in range(shown.width):
            red, _, blue = shown.getpixel((x, y))  # type: ignore[misc]
            run = run + 1 if 200 < red < 250 and blue > 250 else 0
            if run == 300:
                return x - 300, y
    return None


def ink(written: Image.Image) -> int:
    """Pixels from the first dark column to the last."""
    gray = written.convert("L")
    dark = [x for x in range(gray.width) if min(gray.getpixel((x, y)) for y in range(gray.height)) < 190]  # type: ignore[type-var]
    return dark[-1] - dark[0] + 1 if dark else 0
