"""Handouts in the viewers of browsers: what is typed into a field shows in every script that the form's font has, and is saved."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import page as validator  # page-validation
import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from guidesheet.editions import Variant
from guidesheet.glyphs import measures
from support.filled import values
from support.handouts import sheet_pdf, widgets
from support.sites import served

TEXTS = ("Nguyễn Thị Hòa ưỡng", "Москва Київ Їжак", "Αθήνα ώρα Ώρα", "Łódź ąčęľ őţ ğı", "plain words")
SIZE = 12
PIXELS = 96 / 72
"""Of a point, at 100 %."""
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


OPEN = "() => globalThis.PDFViewerApplication?.pdfDocument"
PAGES = "() => PDFViewerApplication.pdfDocument.numPages"
SAVE = "async () => Array.from(await PDFViewerApplication.pdfDocument.saveDocument())"
SHOWN = """async () => {
  const found = [];
  for (let n = 1; n <= PDFViewerApplication.pdfDocument.numPages; n++) {
    const page = await PDFViewerApplication.pdfDocument.getPage(n);
    for (const {fieldName, textContent} of await page.getAnnotations()) if (textContent) found.push([fieldName, textContent.join('\\n')]);
  }
  return found;
}"""
"""What pdf.js reads in the drawing of each place for text."""
PLACES = {"me.name": 3, "me.address": 2, "contact.name": 2, "contact.org": 2, "me.career": 2, "Closing: Kind regards": 2, "Grammar": 1}
"""How often the letter's sheet asks for what the test answers."""


@pytest.mark.engines("firefox")
def test_what_is_typed_into_pdf_js_is_saved_and_shows_in_every_place_when_it_is_opened_again(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(sheet_pdf("guide", "request_letter", Variant(fill=True)))
    typed = {"me.name": TEXTS[0], "contact.name": TEXTS[1], "contact.org": TEXTS[2], "me.career": TEXTS[3], "me.address": "12 Elm St\nŁódź"}
    chosen = {"request_letter.closing": "regards", "request_letter.grammar": "Yes"}
    page, seen = opened(new_context(), file), list[str]()
    for number in range(1, page.evaluate(PAGES) + 1):
        layer = fields_on(page, number)
        for name, text in typed.items():
            for place in layer.locator(f"[name='{name}']").all():
                if name not in seen:
                    place.fill(text)
                expect(place).to_have_value(text)  # typed once, it stands in all of its places
                seen.append(name)
        for title in ("Closing: Kind regards", "Grammar"):
            for box in layer.locator(f"section[title='{title}'] input").all():
                if title not in seen:
                    box.check()
                expect(box).to_be_checked()
                seen.append(title)
    assert {name: seen.count(name) for name in set(seen)} == PLACES
    data = bytes(page.evaluate(SAVE))
    assert {name: text for name, text in values(data).items() if text} == typed | chosen
    file.write_bytes(data)
    found = validator.validate_pdf(str(file), profile=validator.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []
    again = opened(new_context(), file)
    shown: list[tuple[str, str]] = again.evaluate(SHOWN)
    for name, text in typed.items():
        assert [said for field, said in shown if field == name] == [text] * PLACES[name], name


@pytest.mark.engines("firefox")
def test_a_choice_shows_the_same_in_all_of_its_places_whatever_a_reader_of_pdf_js_changes_later(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(sheet_pdf("guide", "request_letter", Variant(fill=True)))
    found = widgets(file.read_bytes())
    places = [(page, ({*states(widget)} - {"", "Off"}).pop()) for name, page, _, widget in found if name == "request_letter.closing"]
    assert len(places) == 4
    for chosen in ("sincerely", "regards", "sincerely"):
        page, pressed = opened(new_context(), file), False
        for number in sorted({number for number, _ in places}):
            layer = fields_on(page, number + 1)
            boxes = layer.locator("[name='request_letter.closing']")
            expect(boxes).to_have_count(2)
            if not pressed:
                boxes.and_(layer.locator(f"[exportvalue='{chosen}']")).check()
            pressed = True
            assert {box.get_attribute("exportvalue"): box.is_checked() for box in boxes.all()} == {
                key: key == chosen for key in ("sincerely", "regards")
            }
        file.write_bytes(bytes(page.evaluate(SAVE)))
        marks = [str(widget.AS) for name, _, _, widget in widgets(file.read_bytes()) if name == "request_letter.closing"]
        assert marks == [f"/{key}" if key == chosen else "/Off" for _, key in places]


def fields_on(page: Page, number: int) -> Locator:
    """Turns to a page of a PDF (from 1), where its fields then are."""
    page.evaluate("(number) => { PDFViewerApplication.page = number; }", number)
    layer = page.locator(f".page[data-page-number='{number}'] .annotationLayer")
    expect(layer).to_be_attached()
    return layer


def opened(context: BrowserContext, file: Path) -> Page:
    """A PDF in Firefox's own viewer."""
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function(OPEN)
    return page


def test_an_answer_in_two_places_stays_in_step_in_chromiums_viewer(launch: Callable[..., Browser], tmp_path: Path) -> None:
    data = sheet_pdf("home", "costs", Variant(fill=True))
    (tmp_path / "costs.pdf").write_bytes(data)
    there = [(name, rect, states(widget)) for name, page, rect, widget in widgets(data) if page == 1]
    page = launch("chromium", ignore_default_args=KEPT).new_page(viewport={"width": 900, "height": 1250})
    with served(tmp_path) as address:
        page.goto(f"{address}costs.pdf#page=2&zoom=100&toolbar=0&navpanes=0")
        time.sleep(2)
        found = field_in(picture(page.screenshot()))
        assert found, "the viewer shows no field"
        left, _, _, top = next(rect for _, rect, _ in there if (rect[2] - rect[0]) * PIXELS > 300)
        corner = found[0] - left * PIXELS, found[1] + top * PIXELS

        def boxes(name: str, state: str = "") -> list[tuple[int, int, int, int]]:
            """Where the places of a field are in the picture."""
            rects = [rect for field, rect, keys in there if field == name and state in keys]
            return [
                (round(corner[0] + x * PIXELS) + 3, round(corner[1] - t * PIXELS) + 3, round(corner[0] + r * PIXELS) - 3,
                 round(corner[1] - b * PIXELS) - 3) for x, b, r, t in rects
            ]  # fmt: skip

        def inks(places: list[tuple[int, int, int, int]]) -> list[int]:
            page.mouse.click(850, 20)
            time.sleep(0.5)
            shown = picture(page.screenshot())
            return [ink(shown.crop(place)) for place in places]

        amounts, month, year = boxes("costs.income"), boxes("costs.income:per", "month"), boxes("costs.income:per", "year")
        assert len(amounts) == len(month) == len(year) == 2 and inks([*amounts, *month, *year]) == [0] * 6
        page.mouse.click(amounts[0][0] + 10, amounts[0][1] + 10)
        page.keyboard.insert_text("1234.50")
        first, second = inks(amounts)
        assert first > 30 and abs(first - second) < 3
        for chosen, other in ((month, year), (year, month)):
            page.mouse.click(chosen[0][0] + 5, chosen[0][1] + 5)
            assert min(inks(chosen)) > 5 and inks(other) == [0, 0]


def states(widget: Any) -> list[str]:
    """The keys that a place can have; "" is always one."""
    return ["", *(key[1:] for key in widget.AP.N if not isinstance(widget.AP.N, pikepdf.Stream))]


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
