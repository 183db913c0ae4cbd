"""A workbook on every screen and on paper: no rule of axe broken, no sideways scrolling, whole without a script; on paper, too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support import axe
from support.paper import printed
from support.workbooks import NAMES, at, kept, open_file, write

CHROME = (
    "Save a copy", "Load a copy", "Erase", "Print this", "Print everything", "Working on", "Back to the contents", "Skip to", "my own",
)  # fmt: skip


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both datasets as one file each."""
    return {name: write(name, tmp_path_factory.mktemp("stick")) for name in NAMES}


def press(page: Page, place: str, name: str) -> None:
    """Presses a button that prints; the page stays ready to be printed, as while a print dialog is open."""
    page.evaluate("window.print = () => {}")
    page.locator(place).get_by_role("button", name=name).click()


def back_on_screen(page: Page) -> None:
    page.emulate_media(media="screen")
    page.emulate_media(media="null")
    expect(page.locator(".gs-mirror")).to_have_count(0)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(chromium: Browser, books: dict[str, Path], name: str, scheme: str, width: int) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    open_file(page, books[name])
    for button in page.locator("gs-rows > [data-do=add]:visible").all():
        button.click()
    page.locator('gs-sheet [name="me.name"]').first.fill("Rosa")
    kept(page)
    expect(page.locator(".gs-copied")).to_be_visible()
    found = axe.violations(page)
    page.get_by_role("button", name="Erase everything").click()
    found += axe.violations(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways_and_fingers_find_every_control(chromium: Browser, books: dict[str, Path], name: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640}, locale="en-US")
    page = context.new_page()
    open_file(page, books[name])
    for button in page.locator("gs-rows > [data-do=add]:visible").all():
        button.click()
    page.locator('gs-sheet [name="me.name"]').first.fill("W" * 300)
    kept(page)
    assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") <= 0
    small = page.evaluate("""() => [...document.querySelectorAll('input, textarea, select, button, summary, .gs-bar a, .gs-up a')]
      .filter((part) => part.offsetParent && !part.closest('.gs-sr'))
      .map((part) => [part.name || part.textContent, (part.closest('label') ?? part).getBoundingClientRect().height])
      .filter(([, height]) => height < 43.5)""")
    context.close()
    assert small == []


def test_links_lead_to_places_in_the_file(page: Page, books: dict[str, Path]) -> None:
    for name, book in books.items():
        open_file(page, book)
        nowhere = page.evaluate("""() => [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))
          .filter((href) => !/^(https?:|mailto:|tel:)/.test(href) && href !== '#' && !document.getElementById(href.slice(1)))""")
        assert nowhere == [], name
    open_file(page, books["guide"])
    page.locator("#contents").get_by_role("link", name="The request letter").click()
    expect(page).to_have_url(re.compile(r"workbook\.html#request_letter$"))
    expect(page.locator("#request_letter h2")).to_be_in_viewport()
    top = page.evaluate("document.querySelector('#request_letter > *').getBoundingClientRect().top")
    bar = page.locator(".gs-bar").bounding_box()
    assert bar and top >= bar["height"], "the bar hides nothing of it"
    page.locator("#who_to_ask .gs-hint a").first.click()
    expect(page.locator("#contact_log h2")).to_be_in_viewport()


def test_no_id_is_there_twice_and_every_reference_has_its_end(page: Page, books: dict[str, Path]) -> None:
    for name, book in books.items():
        open_file(page, book)
        for button in page.locator("gs-rows > [data-do=add]:visible").all():
            button.click()
        twice, lost = page.evaluate("""() => {
          const ids = [...document.querySelectorAll('[id]')].map(({id}) => id);
          const refs = ['for', 'aria-labelledby', 'aria-describedby'].flatMap((name) =>
            [...document.querySelectorAll(`[${name}]`)].flatMap((part) => part.getAttribute(name).split(' ')));
          return [ids.filter((id, n) => ids.indexOf(id) !== n), refs.filter((ref) => !document.getElementById(ref))];
        }""")
        assert (twice, lost) == ([], []), name


@pytest.mark.parametrize("name", NAMES)
def test_all_that_was_typed_is_on_paper(page: Page, books: dict[str, Path], tmp_path: Path, name: str) -> None:
    open_file(page, books[name])
    boxes = page.locator("gs-sheet :is(textarea, input[type=text]):visible")
    n = 0
    while n < boxes.count():  # some come when those before them are filled in
        boxes.nth(n).fill(f"word{n}x\nand word{n}y" if boxes.nth(n).evaluate("box => box.localName") == "textarea" else f"word{n}x")
        n += 1
    assert n > 20
    values = {word for text in boxes.evaluate_all("boxes => boxes.map((box) => box.value)") for word in text.split()}
    paper = " ".join(printed(page, tmp_path))
    assert [word for word in values if word not in paper] == []
    assert [words for words in CHROME if words in paper] == []
    titles = page.locator("gs-sheet h2").all_inner_texts()
    assert len(titles) > 4 and all(title in paper for title in titles)


def test_all_of_it_blank_has_no_answer_and_every_sheet(page: Page, books: dict[str, Path], tmp_path: Path) -> None:
    open_file(page, books["guide"])
    fill_in(page)
    press(page, ".gs-cover", "Print all of it blank")
    paper = printed(page, tmp_path)
    assert [words for words in ("Ana", "Rosa", "glassblowing", "Mornings") if words in " ".join(paper)] == []
    assert [words for words in CHROME if words in " ".join(paper)] == []
    titles = page.locator("gs-sheet > h2").all_inner_texts()
    assert len(titles) == 12
    for title in titles:
        assert any(title in leaf[:80] for leaf in paper), f"{title}: each sheet begins a page"
    back_on_screen(page)
    expect(at(page, "call me.name")).to_have_value("Rosa Díaz")


@pytest.mark.parametrize("name", ["Print this sheet", "Print it blank"])
def test_one_sheet_goes_to_paper_alone(page: Page, books: dict[str, Path], tmp_path: Path, name: str) -> None:
    open_file(page, books["guide"])
    fill_in(page)
    press(page, "#call", name)
    paper = " ".join(printed(page, tmp_path))
    assert paper.startswith("Ask for a meeting Ask by phone") and "If you reach the voicemail" in paper
    assert "Who says so" in paper and "Folly Brook" in paper, "who says so goes along"
    assert ("Rosa Díaz" in paper) == (name == "Print this sheet")
    others = ["Contents", "Contact log", "Ask by letter", "What to ask", "Look back", "first name to the thank-you note"]
    assert [words for words in (*CHROME, *others) if words in paper] == []
    back_on_screen(page)
    expect(page.locator("#request_letter h2")).to_be_visible()
    assert "Ask by letter" in " ".join(printed(page, tmp_path)), "the next time it is the whole workbook again"


def test_one_letter_goes_to_paper_alone(page: Page, books: dict[str, Path], tmp_path: Path) -> None:
    open_file(page, books["guide"])
    fill_in(page)
    press(page, "#request_letter", "Print the letter alone")
    page.get_by_role("button", name="Print it with lines to fill in by hand").click()
    paper = printed(page, tmp_path)
    assert len(paper) == 1
    assert paper[0].startswith("Rosa Díaz") and paper[0].endswith("Rosa Díaz") and "Dear Ana Núñez" in paper[0]


def fill_in(page: Page) -> None:
    at(page, "call contact.name").fill("Ana Núñez")
    at(page, "call me.name").fill("Rosa Díaz")
    at(page, "call me.career").fill("glassblowing")
    at(page, "call call.times").fill("Mornings")
    kept(page)


def test_without_a_script_it_is_whole_and_prints_what_was_typed(chromium: Browser, books: dict[str, Path], tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto(books["guide"].as_uri())
    expect(page.get_by_text("Without JavaScript, what you type here is not kept")).to_be_visible()
    for name in ("Save a copy", "Print everything", "Print this sheet", "Add another contact"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.locator('#call [name="contact.name"]').fill("Ana Núñez")
    page.locator('#call [name="call.times"]').fill("\n".join(f"Time {n}." for n in range(30)))
    page.locator("#contents").get_by_role("link", name="The request letter").click()
    expect(page.locator("#request_letter .gs-letter__blank")).to_contain_text("Dear")
    paper = " ".join(printed(page, tmp_path))
    context.close()
    assert "Ana Núñez" in paper and all(f"Time {n}." in paper for n in range(30)) and "Dear" in paper
    assert [words for words in CHROME if words in paper] == []
