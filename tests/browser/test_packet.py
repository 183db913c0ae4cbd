"""One contact's packet: all sheets about that person on paper, from the guide's first page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from support import ways
from support.paper import printed
from support.reader import add_contact, box, ready, saved, star, write

OpenSheet = Callable[[Page, str], None]


def test_all_sheets_about_one_contact_go_to_paper(page: Page, sheet: OpenSheet, guide: str, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    for name in ("Ana Núñez", "Ben Li"):
        add_contact(page, name=name)
    saved(page)
    for name, note in (("Ben Li", "Ben likes birds"), ("Ana Núñez", "Ana asked for my resume")):
        sheet(page, "notes")
        page.locator("gs-record select").select_option(label=name)
        box(page, "notes.new").fill(note)
        saved(page)
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.hints")
    saved(page)
    sheet(page, "request-letter")
    write(page, me__name="Rosa Díaz", request_letter__mailed="2031-12-24")
    saved(page)
    page.goto(f"{guide}index.html")
    ready(page)
    page.locator("gs-record select").select_option(label="Ben Li")
    expect(page.get_by_role("button", name="Print all sheets about Ben Li")).to_be_visible()
    page.locator("gs-record select").select_option(label="Ana Núñez")
    page.evaluate(ways.CATCH)
    expect(page.get_by_role("button", name="Add all that lies ahead")).to_be_hidden()  # there is one
    page.evaluate("window.printed = 0; window.print = () => { printed++; }; null")
    page.get_by_role("button", name="Print all sheets about Ana Núñez").click()
    page.wait_for_function("() => printed === 1")
    paper = printed(page, tmp_path)
    whole = " ".join(paper)
    titles = ("Ask by phone", "Ask by letter", "Ask by e-mail", "What to ask", "Before the interview", "The day before")
    own = ("Ana Núñez", "Rosa Díaz", "Ana asked for my resume", "Wednesday, December 31, 2031")
    for words in (*titles, "During the interview", "Say thank you", *own):
        assert words in whole, words
    others = ("Ben Li", "birds", "Contact log", "What comes next", "See all the sheets", "Save a copy", "Copy the text", "Find people")
    for words in others:
        assert words not in whole, words
    assert paper[0].startswith("Ask by phone")
    assert len([sheet for sheet in paper if sheet.startswith(titles)]) == len(titles), "each begins a page"
    browser = page.context.browser
    if browser and browser.browser_type.name == "chromium":  # Firefox is not told of the end when a test prints
        assert page.locator(".gs-packet, html.gs-print-packet").count() == 0, "the page is as before"


def test_from_a_disk_it_says_what_to_do(page: Page, guide_site: Path) -> None:
    folder = guide_site / "informational-interviews"
    page.goto((folder / "index.html").as_uri())
    ready(page)
    page.wait_for_function("() => window.guidesheetDays")
    expect(page.get_by_role("button", name="Print all sheets about")).to_be_hidden()
    page.goto((folder / "call.html").as_uri())
    ready(page)
    write(page, contact__name="Ana Núñez")
    saved(page)
    if page.context.browser and page.context.browser.browser_type.name == "firefox":
        return  # each file has its own storage there
    page.goto((folder / "index.html").as_uri())
    ready(page)
    expect(page.get_by_role("button", name="Add all that lies ahead")).to_be_hidden()
    page.get_by_role("button", name="Print all sheets about Ana Núñez").click()
    expect(page.locator("gs-day .gs-notice")).to_contain_text("cannot reach the other sheets")


def test_the_second_dataset_has_it_too(page: Page, home: str) -> None:
    page.goto(f"{home}renting/viewing/")
    ready(page)
    write(page, home__street="12 Elm Street", home__view_day="2031-07-08", home__view_time="10:00")
    saved(page)
    page.goto(f"{home}renting/")
    ready(page)
    expect(page.locator(".gs-day__list > li")).to_contain_text("Next: 12 Elm Street: Be at the door")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print all sheets about 12 Elm Street").click()
    expect(page.locator("html.gs-print-packet")).to_have_count(1)
    assert page.locator(".gs-packet__sheet").count() >= 2
