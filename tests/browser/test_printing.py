"""On paper: every typed line, ruled lines where nothing is, boxes, blank letters, a letter alone; no site around them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.paper import printed
from support.reader import add_contact, box, ready, saved, star, write
from support.sites import pages_of

OpenSheet = Callable[[Page, str], None]

LINES = 150
CHROME = (
    "Print a blank one",
    "Save a copy",
    "Load a copy",
    "Erase",
    "Working on",
    "Table of contents",
    "Back to top",
    "Made with",
    "shared computer",
    "Saved in this",
)


def press_without_printing(page: Page, name: str) -> None:
    """Presses a button that prints; the page stays ready to be printed, as while a print dialog is open."""
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name=name).first.click()


def test_every_one_of_150_typed_lines_is_on_paper(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "notes")
    box(page, "notes.new").fill("\n".join(f"Typed line number {n}." for n in range(1, LINES + 1)))
    paper = printed(page, tmp_path)
    found = re.findall(r"Typed line number (\d+)\.", " ".join(paper))
    assert [int(number) for number in found] == list(range(1, LINES + 1))
    assert len(paper) > 2
    page.emulate_media(media="screen")
    assert page.locator(".gs-mirror").count() == 0, "nothing of the paper stays on the page"


def test_every_sheet_prints_what_is_in_every_box_and_no_site_around_it(
    chromium_page: Page, guide: str, guide_site: Path, tmp_path: Path
) -> None:
    page = chromium_page
    for address in pages_of(guide_site / "informational-interviews"):
        page.goto(guide + address)
        ready(page)
        for button in page.locator("gs-rows > [data-do=add]:visible").all():
            button.click()
        boxes = page.locator("gs-sheet :is(textarea, input[type=text], input[type=email], input[type=tel]):visible")
        written = [f"word{n}x" for n in range(boxes.count())]
        for n, words in enumerate(written):
            boxes.nth(n).fill(words)
        paper = " ".join(printed(page, tmp_path))
        shown = boxes.evaluate_all("boxes => boxes.map((box) => box.value)")
        assert [words for words in shown if words not in paper] == [], address
        assert [words for words in CHROME if words in paper] == [], address
        page.evaluate("localStorage.clear(), sessionStorage.clear()")


def test_a_day_and_a_time_are_said_on_paper_as_in_a_letter(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, contact__meet_day="2026-12-07", contact__meet_time="14:30")
    write(page, contact__meet_place="10:00", me__name="2026-11", me__career="2026-12-24")
    paper = " ".join(printed(page, tmp_path))
    assert "December 7, 2026" in paper and "2:30 PM" in paper and "14:30" not in paper
    assert all(text in paper for text in ("10:00", "2026-11", "2026-12-24")), "what was typed as a text stays as it is"
    assert not any(text in paper for text in ("10:00 AM", "November 2026", "December 24"))


def test_a_blank_sheet_has_no_answer_on_it_and_room_for_a_pen(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital", phone="860-555-0114")
    sheet(page, "call")
    write(page, me__name="Rosa Díaz", me__career="glassblowing", call__times="Mornings")
    box(page, "call.quiet").check()
    saved(page)
    for name in ("call", "what-to-ask", "contact-log", "during", "request-letter"):
        sheet(page, name)
        press_without_printing(page, "Print a blank one")
        expect(page.locator("html.gs-print-blank")).to_have_count(1)
        paper = " ".join(printed(page, tmp_path))
        assert [words for words in ("Ana", "Mercy", "0114", "Rosa", "glassblowing", "Mornings") if words in paper] == [], name
        assert [words for words in CHROME if words in paper] == [], name
        for title in page.locator("gs-sheet h2").all_inner_texts():
            assert title in paper
        assert page.locator("html.gs-print-blank").count() == 0, "the page is as before"
    sheet(page, "call")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


def test_a_blank_letter_has_all_its_parts_and_a_label_for_each_gap(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "request-letter")
    paper = " ".join(printed(page, tmp_path))
    for words in (
        "Dear",
        "How you address them",
        "I am learning about",
        "I will call you on",
        "7 days after: Day you mail it",
        "Your name",
    ):
        assert words in paper[paper.index("Your letter") :], words


def test_lines_are_ruled_where_nothing_is_written(chromium_page: Page, sheet: OpenSheet) -> None:
    page = chromium_page
    sheet(page, "review")
    write(page, review__why="because")
    page.emulate_media(media="print")
    ruled = page.evaluate("""() => [...document.querySelectorAll('gs-sheet .gs-lines')].map((lines) =>
      [lines.parentElement.querySelector('textarea, input').name, getComputedStyle(lines).display, lines.children.length])""")
    state = {name: (display, count) for name, display, count in ruled}
    assert state.pop("review.why")[0] == "none"
    assert state and all(display == "block" and count >= 1 for display, count in state.values())
    heights = page.evaluate("[...document.querySelectorAll('.gs-lines i')].map((line) => line.offsetHeight).filter(Boolean)")
    assert heights and min(heights) >= 33, "9 mm for a hand"


def test_only_the_starred_questions_go_to_the_interview_on_paper(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.hints")
    saved(page)
    sheet(page, "during")
    paper = " ".join(printed(page, tmp_path))
    assert "tips do you have" in paper and "philosophy" not in paper
    press_without_printing(page, "Print a blank one")
    assert "philosophy" in " ".join(printed(page, tmp_path)), "a blank one has them all"


def test_a_letter_alone_is_a_letter(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa Díaz", contact__name="Ana Núñez", contact__greeting="Ms. Núñez")
    saved(page)
    sheet(page, "request-letter")
    write(page, request_letter__mailed="2026-12-24")
    press_without_printing(page, "Print the letter alone")
    page.get_by_role("button", name="Print it with lines to fill in by hand").click()
    paper = printed(page, tmp_path)
    assert len(paper) == 1
    assert paper[0].startswith("Rosa Díaz") and paper[0].endswith("Rosa Díaz")
    assert "Dear Ms. Núñez:" in paper[0]
    assert "Check it again" not in paper[0] and "Who writes to whom" not in paper[0]


def test_no_heading_or_label_is_left_alone_at_the_foot_of_a_page(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    for lines in range(24, 44, 3):
        sheet(page, "notes")
        box(page, "notes.new").fill("\n".join(f"Typed {n}." for n in range(lines)))
        write(page, notes__surprise="A surprise.", notes__best="The best.")
        saved(page)
        paper = printed(page, tmp_path)
        labels = [*page.locator("gs-sheet :is(h2, h3)").all_inner_texts(), "What surprised you", "The most useful thing they said"]
        for foot in paper[:-1]:
            assert not any(foot.endswith(label.strip()) for label in labels), foot[-60:]
    assert "People and organizations they named" in labels


@pytest.mark.parametrize("blank", [False, True])
def test_the_second_dataset_prints_too(page: Page, home: str, home_site: Path, tmp_path: Path, blank: bool) -> None:
    addresses = [address.removesuffix("index.html") for address in pages_of(home_site)]
    pages = 0
    for address in addresses:
        page.goto(home + address)
        boxes = page.locator("gs-sheet :is(textarea, input[type=text]):visible")
        if not boxes.count():
            continue
        pages += 1
        n = 0
        while n < boxes.count():  # some come when those before them are filled in
            boxes.nth(n).fill(f"word{n}x")
            n += 1
        if blank:
            press_without_printing(page, "Print a blank one")
        values = boxes.evaluate_all("boxes => boxes.map((box) => box.value)")
        paper = " ".join(printed(page, tmp_path))
        missing = [words for words in values if words not in paper]
        assert missing == (values if blank else []), address
    assert pages >= 3


def test_without_a_script_a_sheet_is_whole_and_prints_what_was_typed(chromium: Browser, guide: str, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{guide}call.html")
    expect(page.get_by_text("Without JavaScript, what you type here is not kept")).to_be_visible()
    expect(page.get_by_role("button", name="Print a blank one")).to_have_count(0)
    page.get_by_label("Their name", exact=True).fill("Ana Núñez")
    page.get_by_label("Times that suit you").fill("\n".join(f"Time {n}." for n in range(30)))
    expect(page.locator(".gs-letter__blank").first).to_contain_text("Hello,")
    paper = " ".join(printed(page, tmp_path))
    assert "Ana Núñez" in paper and all(f"Time {n}." in paper for n in range(30)) and "Hello," in paper
    page.goto(f"{guide}contact-log.html")
    assert page.locator(".gs-spare input:visible").count() >= 4
    context.close()


def test_a_dark_page_prints_black_on_white(new_chromium_context: Callable[..., BrowserContext], sheet: OpenSheet) -> None:
    page = new_chromium_context(color_scheme="dark").new_page()
    sheet(page, "before")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.emulate_media(media="print", color_scheme="dark")
    style = (
        "(selector) => { const {color, colorScheme} = getComputedStyle(document.querySelector(selector)); return [color, colorScheme]; }"
    )
    for selector in (".gs-opt input", ".gs-q__text, .gs-opt span", "h2", ".gs-hint"):
        assert page.evaluate(style, selector) == ["rgb(0, 0, 0)", "light"], selector
