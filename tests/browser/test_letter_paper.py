"""A letter alone: on paper, where a window envelope shows its address, and as a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import docx.document
import pytest
from docx.shared import Inches, Mm, Pt
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from support import ways
from support.paper import printed
from support.reader import saved, write

OpenSheet = Callable[[Page, str], None]

MM = 25.4 / 72
SIZES = {"Letter": (215.9, 279.4), "A4": (210.0, 297.0)}
"""Millimetres."""
WINDOWS = {"#10": (22.2, 114.3, 51.9, 80.4), "DL": (20.0, 90.0, 49.0, 84.0)}
"""Envelope → what its window shows of a letter folded in three that stands on its lower edge: left, width, top, bottom in millimetres."""


def whole_letter(page: Page, sheet: OpenSheet, **more: str) -> None:
    """Fills in all that the request letter asks for."""
    sheet(page, "request-letter")
    page.evaluate(ways.CATCH)
    given = {
        "me__name": "Rosa Díaz", "me__address": "12 Elm Street\nHartford, CT 06103",
        "me__phone": "860-555-0114", "me__email": "rosa@example.org",
        "me__intro": "I bake, and I am looking into food safety.", "me__career": "food safety", "contact__name": "Ana Núñez",
        "contact__greeting": "Ms. Núñez", "contact__role": "Quality manager", "contact__org": "Mercy Foods",
        "contact__address": "200 Folly Brook Boulevard\nWethersfield, CT 06109", "contact__reason": "You lead a team.",
        "request_letter__mailed": "2026-12-24",
    }  # fmt: skip
    write(page, **(given | more))
    saved(page)


def places(file: Path) -> dict[str, tuple[float, float]]:
    """Text of the first page → where it begins, in millimetres from the left and from the top."""
    sheet = PdfReader(file).pages[0]
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found[text.strip()] = (x * MM, (float(sheet.mediabox.height) - y) * MM)

    sheet.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", SIZES)
def test_the_address_shows_in_a_window_envelope(chromium_page: Page, sheet: OpenSheet, tmp_path: Path, paper: str) -> None:
    page = chromium_page
    whole_letter(page, sheet)
    ways.press(ways.letter(page, "request_letter.request"), "print")
    expect(page.locator(".gs-post")).to_have_count(1)
    page.pdf(path=tmp_path / "letter.pdf", format=paper)
    assert len(PdfReader(tmp_path / "letter.pdf").pages) == 1
    at = places(tmp_path / "letter.pdf")
    lines = ["Ana Núñez", "Quality manager", "Mercy Foods", "200 Folly Brook Boulevard", "Wethersfield, CT 06109"]
    for left, width, top, bottom in WINDOWS.values():
        for line in lines:
            x, baseline = at[line]
            assert left <= x <= left + 10, line
            assert top + 3 <= baseline <= bottom - 1, line
            assert x + 50 < left + width
    assert at["December 24, 2026"][1] < 48, "the date stands above the window"
    assert min(y for text, (_, y) in at.items() if text.startswith("Dear")) > 85, "and the salutation below"
    assert at["Rosa Díaz"][1] - at["Sincerely"][1] > 20, "room for a signature"
    assert page.locator(".gs-post").count() == 0, "the page is as before"
    assert page.locator("html.gs-print-one, .gs-print-this").count() == 0


def test_a_long_address_of_the_sender_pushes_and_covers_nothing(chromium_page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    page = chromium_page
    whole_letter(page, sheet, me__address="\n".join(f"Line {n}" for n in range(1, 9)))
    ways.press(ways.letter(page, "request_letter.request"), "print")
    page.pdf(path=tmp_path / "letter.pdf", format="Letter")
    at = places(tmp_path / "letter.pdf")
    order = ("Line 8", "December 24", "Ana Núñez", "Wethersfield", "Dear")
    heights = [next(y for text, (_, y) in at.items() if text.startswith(begin)) for begin in order]
    assert all(below - above > 4 for above, below in pairwise(heights)), heights


def test_it_is_a_letter_and_nothing_else(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    whole_letter(page, sheet)
    ways.press(ways.letter(page, "request_letter.request"), "print")
    paper = printed(page, tmp_path)
    assert len(paper) == 1
    assert paper[0].startswith("Rosa Díaz 12 Elm Street Hartford, CT 06103 860-555-0114 rosa@example.org December 24, 2026 Ana Núñez")
    assert paper[0].endswith("Sincerely, Rosa Díaz")


def test_blanks_are_lines_for_the_pen_once_the_reader_says_so(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "request-letter")
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa Díaz")
    found = ways.letter(page, "request_letter.request")
    ways.press(found, "print")
    expect(page.locator("html.gs-print-one")).to_have_count(0)
    found.get_by_role("button", name="Print it with lines to fill in by hand").click()
    expect(page.locator("html.gs-print-one")).to_have_count(1)
    assert page.locator(".gs-post .gs-line").count() >= 6
    paper = printed(page, tmp_path)
    assert "Their name" in paper[0] and "[" not in paper[0]


def test_a_word_file_is_a_business_letter(page: Page, sheet: OpenSheet) -> None:
    whole_letter(page, sheet, me__intro="I bake & \x0b<b>learn</b> 😀.\nA new line.")
    found = ways.letter(page, "request_letter.request")
    ways.press(found, "docx")
    name, kind, raw = ways.file(page)
    assert name == "request-letter-request.docx"
    assert kind == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert packed.testzip() is None
        for inner in packed.namelist():
            ElementTree.fromstring(packed.read(inner))
    document = docx.Document(io.BytesIO(raw))
    (section,) = document.sections
    assert (section.page_width, section.page_height) == (Inches(8.5), Inches(11))
    assert {section.left_margin, section.right_margin, section.bottom_margin} == {Inches(1)}
    assert document.styles["Normal"].element.rPr is None and document.styles.element.find(".//{*}sz").values() == ["24"]
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[0] == "Rosa Díaz\n12 Elm Street\nHartford, CT 06103\n860-555-0114\nrosa@example.org"
    assert paragraphs[1:4] == [
        "December 24, 2026",
        "Ana Núñez\nQuality manager\nMercy Foods\n200 Folly Brook Boulevard\nWethersfield, CT 06109",
        "Dear Ms. Núñez:",
    ]  # fmt: skip
    assert "I bake & <b>learn</b> 😀.\nA new line." in paragraphs
    assert paragraphs[-2:] == ["Sincerely,", "Rosa Díaz"]
    assert document.paragraphs[-1].paragraph_format.space_before == Pt(56), "room for a signature"
    assert begin_of_address(document) == pytest.approx(Mm(54).pt, abs=0.1)
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by, about.created) == ("Your letter", "", "", None)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert not re.search(rb"Rosa|Ana", packed.read("docProps/core.xml") + packed.read("word/styles.xml"))


def begin_of_address(document: docx.document.Document) -> float:
    """Points from the top of the page, as the file's own sizes have it."""
    found = float(document.sections[0].top_margin.pt)
    for paragraph in document.paragraphs:
        style, own = document.styles["Head"].paragraph_format, paragraph.paragraph_format
        assert paragraph.style.name == "Head"
        if paragraph.text.startswith("Ana"):
            return found + (own.space_before or Pt(0)).pt
        found += style.line_spacing.pt * len(paragraph.text.split("\n")) + style.space_after.pt
    raise AssertionError("no address")


def test_the_address_of_a_word_file_shows_in_the_window_below_a_whole_sender(page: Page, sheet: OpenSheet) -> None:
    whole_letter(
        page,
        sheet,
        me__address="5 Elm Street, Building C\nApartment 12\nHartford, CT 06105",
        contact__address="1 Main\nSuite 4\nX, CT 06109",
    )
    ways.press(ways.letter(page, "request_letter.request"), "docx")
    document = docx.Document(io.BytesIO(ways.file(page)[2]))
    begin = begin_of_address(document)
    lines = next(len(paragraph.text.split("\n")) for paragraph in document.paragraphs if paragraph.text.startswith("Ana"))
    line = document.styles["Head"].paragraph_format.line_spacing.pt
    for _, _, top, bottom in WINDOWS.values():
        assert top <= begin * MM, "below the upper edge"
        assert (begin + (lines - 1) * line) * MM <= bottom, "the last line but one above the lower"


def test_a_letter_without_an_address_begins_an_inch_below_the_edge(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "thank-you")
    page.evaluate(ways.CATCH)
    note = ways.letter(page, "thank_you.note")
    ways.press(note, "docx")
    ways.go_on(note)
    document = docx.Document(io.BytesIO(ways.file(page)[2]))
    assert document.sections[0].top_margin == Inches(1)
    assert {paragraph.style.name for paragraph in document.paragraphs} == {"Normal"}


def test_blanks_in_a_word_file_are_marked(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-letter")
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa Díaz")
    found = ways.letter(page, "request_letter.request")
    ways.press(found, "docx")
    ways.go_on(found)
    _, _, raw = ways.file(page)
    runs = [run for paragraph in docx.Document(io.BytesIO(raw)).paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color]
    assert "[Their name]" in marked and "[Day you mail it]" in marked
    assert not [run.text for run in runs if "[" in run.text and not run.font.highlight_color]
