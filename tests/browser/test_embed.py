"""A hand-written page that embeds parts of several sheets: it works as they do, and keeps the same answers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from run import ROOT
from support import ways
from support.paper import printed
from support.reader import box, keys, saved, star, write
from support.serving import serving

PAGE = "days/viewing-day/"


@pytest.fixture
def day(page: Page, home: str) -> Page:
    """The page, opened."""
    page.goto(f"{home}{PAGE}")
    page.locator("html.gs-js").wait_for()
    return page


def status(page: Page, sheet: str) -> str:
    """What is said at the foot of an embed."""
    return page.locator(f'gs-sheet[data-sheet="{sheet}"] > .gs-status').last.inner_text()


def test_what_is_typed_there_is_on_the_sheets_own_page_and_back(day: Page, home: str) -> None:
    page = day
    write(page, home__street="12 Elm Street", confirm__extra="I have a cat.")
    box(page, "viewing.taps").check()
    star(page, "viewing.heating")
    page.get_by_role("button", name="Add cost").click()
    page.keyboard.type("Bins")
    expect(page.locator('gs-sheet[data-sheet="confirm"] .gs-letter__live').first).to_contain_text("12 Elm Street")
    expect(page.locator('gs-show [data-ask="viewing.heating"]')).to_be_visible()
    expect(page.locator(".gs-progress")).to_have_text(re.compile(r"^4 of \d+ done$"))
    expect(page.locator("gs-record select")).to_have_text("12 Elm Street")
    saved(page.locator('gs-sheet[data-sheet="costs"]'))
    assert len([name for name in keys(page) if name.startswith("home:")]) == 1

    page.goto(f"{home}renting/viewing/")
    expect(box(page, "home.street")).to_have_value("12 Elm Street")
    expect(box(page, "viewing.taps")).to_be_checked()
    expect(box(page, "viewing.heating:star")).to_be_checked()
    page.locator('[name="viewing.heating:note"]').fill("Ninety dollars")
    saved(page)
    page.goto(f"{home}renting/costs/")
    expect(page.locator('li.gs-row [name$=".what"]')).to_have_value("Bins")
    page.goto(f"{home}{PAGE}")
    for note in page.locator('[name="viewing.heating:note"]').all():
        expect(note).to_have_value("Ninety dollars")
    expect(page.locator('li.gs-row [name$=".what"]')).to_have_value("Bins")


def test_only_the_embed_that_was_written_in_says_so(day: Page) -> None:
    box(day, "viewing.noise").check()
    expect(day.locator('gs-sheet[data-sheet="viewing"] > .gs-status')).to_have_text("Saved in this browser")
    assert status(day, "confirm") == "" and status(day, "costs") == "Saved in this browser", "the last one has the buttons"


def test_another_record_is_another_for_the_whole_page(day: Page) -> None:
    write(day, home__street="12 Elm Street")
    box(day, "viewing.noise").check()
    day.get_by_role("button", name="Add another home").click()
    expect(box(day, "home.street")).to_be_focused()
    expect(box(day, "home.street")).to_have_value("")
    expect(box(day, "viewing.noise")).not_to_be_checked()
    day.locator("gs-record select").first.select_option(label="12 Elm Street")
    expect(box(day, "viewing.noise")).to_be_checked()


def test_what_does_not_apply_goes_also_from_the_contents(day: Page) -> None:
    gas = day.locator("#viewing\\.gas")
    listed = day.locator('nav a[href="#viewing.gas"]').locator("visible=true")
    expect(gas).to_be_hidden()
    expect(listed).to_have_count(0)
    day.locator('[name="home.heat"][value="gas"]').first.check()
    expect(gas).to_be_visible()
    expect(listed).to_have_count(1)


def test_a_trouble_is_told_once(new_context: Callable[..., BrowserContext], home: str) -> None:
    context = new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }})")
    page = context.new_page()
    page.goto(f"{home}{PAGE}")
    page.locator("html.gs-js").wait_for()
    box(page, "viewing.noise").check()
    expect(page.locator('.gs-notice[data-kind-of="blocked"]')).to_have_count(1)


def test_the_whole_page_prints_filled_in_and_blank(day: Page, tmp_path: Path) -> None:
    page = day
    write(page, home__street="12 Elm Street", confirm__extra="I have a cat.")
    page.locator('[name="costs.bills[power].what"]').fill("Light")
    paper = " ".join(printed(page, tmp_path))
    for words in (
        "12 Elm Street",
        "I have a cat.",
        "Light",
        "The day of the viewing",
        "Sit down somewhere quiet.",
        "Run the taps",
        "Made up for the tests",
    ):
        assert words in paper, words
    for words in ("Working on", "Save a copy", "shared computer", "Add cost"):
        assert words not in paper, words
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print a blank one").click()
    paper = " ".join(printed(page, tmp_path))
    assert "12 Elm Street" not in paper and "I have a cat." not in paper and "Run the taps" in paper


def test_a_letter_there_prints_alone(day: Page, tmp_path: Path) -> None:
    write(day, home__street="12 Elm Street")
    day.evaluate("window.print = () => {}")
    mail = ways.letter(day, "confirm.mail")
    ways.press(mail, "print")
    ways.go_on(mail)
    expect(day.locator("html.gs-print-one")).to_have_count(1)
    (paper,) = printed(day, tmp_path)
    assert paper.startswith("Subject: Viewing on") and "12 Elm Street" in paper
    for words in ("The day of the viewing", "Run the taps", "What you will ask", "Made up for the tests", "Keep it in mind"):
        assert words not in paper, words


def test_it_is_whole_without_a_script(chromium: Browser, home: str, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}{PAGE}")
    expect(page.get_by_text("Without JavaScript, what you type here is not kept")).to_have_count(1)
    page.locator('[name="home.street"]').fill("12 Elm Street")
    expect(page.locator("#viewing\\.gas")).to_be_visible()
    assert "12 Elm Street" in " ".join(printed(page, tmp_path))
    context.close()


def test_an_edit_of_the_dataset_shows_up_on_the_page_by_itself(chromium_page: Page, tmp_path: Path) -> None:
    source = ROOT / "tests/datasets/first-home"
    folder = Path(shutil.copytree(source, tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache")))
    page, sheet, embedding = chromium_page, folder / "docs/guidance/renting/viewing.yml", folder / "docs/days/viewing-day.md"
    with serving(folder) as address:
        page.goto(f"{address}{PAGE}")
        item = page.locator("#viewing\\.taps .gs-opt").first
        expect(item).to_have_text("Run the taps")
        sheet.write_text(sheet.read_text("utf-8").replace("Run the taps", "Run all the taps"), "utf-8")
        expect(item).to_have_text("Run all the taps", timeout=60_000)
        text = embedding.read_text("utf-8")
        embedding.write_text(text.replace("[[sheet: viewing]]", "[[sheet: nobody]]"), "utf-8")
        page.wait_for_timeout(3000)
        page.reload()
        expect(item).to_have_text("Run all the taps")
        assert "viewing-day.md:25:1: there is no sheet 'nobody'" in (tmp_path / "serve.log").read_text("utf-8")
        embedding.write_text(text.replace("[[sheet: viewing]]", "[[sheet: viewing.checks]]"), "utf-8")
        expect(page.locator("#viewing\\.ask")).to_have_count(0, timeout=60_000)
        expect(item).to_have_text("Run all the taps")
