"""Without a mouse: the main job from the first page to paper, and a focus that is seen wherever it rests."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.keyboard import every_stop, rests_on, seen, tab_to
from support.reader import begin_lists, ready, saved
from support.sites import pages_of

OpenSheet = Callable[[Page, str], None]

PRINTS = "window.prints = 0; window.print = () => { window.prints++; };"


def opened(page: Page, name: str) -> None:
    page.wait_for_url(f"**/{name}.html*")
    ready(page)


def types(page: Page, **answers: str) -> None:
    """Tabs from field to field, and types."""
    for name, text in answers.items():
        tab_to(page, name.replace("__", "."))
        page.keyboard.type(text)


def test_a_job_seeker_goes_all_the_way_by_keyboard_alone(context: BrowserContext, served: str, guide_site: Path) -> None:
    context.add_init_script(PRINTS)
    page = context.new_page()
    press = page.keyboard.press
    page.goto(f"{served}guide/index.html")
    tab_to(page, "See all the sheets")
    press("Enter")
    opened(page, "index")
    tab_to(page, "Contact log")
    press("Enter")

    opened(page, "contact-log")
    tab_to(page, "Add contact")
    press("Enter")
    rests_on(page, "contact.name")
    page.keyboard.type("Ana Núñez")
    types(page, contact__org="Mercy Hospital", contact__phone="860-555-0114")
    saved(page)
    expect(page.locator("li.gs-row legend").first).to_contain_text("Ana Núñez")

    tab_to(page, "Ask by phone")
    press("Enter")
    opened(page, "call")
    types(page, me__name="Rosa Díaz", me__career="nursing")
    expect(page.locator("gs-letter").first.locator(".gs-letter__live")).to_contain_text("Hello, Ana Núñez. My name is Rosa Díaz.")
    saved(page)

    page.goto(page.url.replace("call", "what-to-ask"))
    for question in ("what_to_ask.skills", "what_to_ask.path"):
        tab_to(page, f"{question}:star")
        press("Space")
    tab_to(page, "Add a question")
    press("Enter")
    page.keyboard.type("How do you like the night shifts?")
    expect(page.locator("li.gs-q--own .gs-q__text textarea")).to_have_value("How do you like the night shifts?")
    later = "Move down: Which skills would I need to do this work well?"
    tab_to(page, later)
    press("Enter")
    rests_on(page, later)
    saved(page)

    page.goto(page.url.replace("what-to-ask", "request-letter"))
    types(page, me__intro="I work in a bakery.", request_letter__mailed="12242026")
    expect(page.locator(".gs-letter__live")).to_contain_text("Thursday, December 31, 2026")
    tab_to(page, "Print the letter alone: Your letter")
    press("Enter")
    tab_to(page, "Your address")  # one of the things that are missing
    press("Enter")
    rests_on(page, "me.address")
    page.keyboard.type("12 Elm Street")
    tab_to(page, "Print it with lines to fill in by hand")
    press("Enter")
    page.wait_for_function("() => prints === 1")
    tab_to(page, "Print")
    press("Space")
    assert page.evaluate("prints") == 2

    page.goto(page.url.replace("request-letter", "during"))
    asked = page.locator("gs-show [data-ask]:visible .gs-q__text")
    expect(asked).to_have_text([re.compile("^How does a career"), re.compile("^Which skills")])


def test_erasing_is_asked_and_answered_by_keyboard(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    types(page, call__times="Monday")
    saved(page)
    tab_to(page, "Erase this sheet")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Erase this sheet?")
    expect(dialog).to_be_visible()
    rests_on(page, "Cancel")  # a key that is pressed once too often erases nothing
    tab_to(page, "Save a copy", "Shift+Tab", most=1)
    tab_to(page, "Erase", "Shift+Tab", most=1)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    rests_on(page, "Erase this sheet")
    page.keyboard.press("Enter")
    rests_on(page, "Cancel")
    page.keyboard.press("Enter")
    rests_on(page, "Erase this sheet")
    expect(page.locator('[name="call.times"]')).to_have_value("Monday")
    page.keyboard.press("Enter")
    rests_on(page, "Cancel")
    tab_to(page, "Erase", "Shift+Tab", most=2)
    page.keyboard.press("Enter")
    expect(page.locator('[name="call.times"]')).to_have_value("")
    notice = page.locator(".gs-notice", has_text="The sheet was erased.")
    expect(notice).to_be_focused()
    assert seen(page)
    tab_to(page, "Close this message", most=3)
    page.keyboard.press("Enter")
    expect(notice).to_be_hidden()


def test_what_a_keyboard_removed_it_brings_back(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    for name in ("Ana Núñez", "Ben Osei"):
        tab_to(page, "Add contact")
        page.keyboard.press("Enter")
        rests_on(page, "contact.name")
        page.keyboard.type(name)
    saved(page)
    tab_to(page, "Remove this contact 1: Ana Núñez", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("li.gs-row")).to_have_count(1)
    rests_on(page, "contact.name")
    expect(page.locator(":focus")).to_have_value("Ben Osei")
    tab_to(page, "Undo", "Shift+Tab", most=2)
    page.keyboard.press("Enter")
    expect(page.locator("li.gs-row")).to_have_count(2)
    rests_on(page, "contact.name")
    expect(page.locator(":focus")).to_have_value("Ana Núñez")


def test_the_focus_goes_down_the_page_in_the_order_of_reading(chromium: Browser, guide: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 700}, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    page.goto(f"{guide}call.html")
    ready(page)
    passed = []
    for _ in range(200):
        page.keyboard.press("Tab")
        if (at := seen(page)) is None:
            break
        passed.append(at)
    names = [at.name for at in passed]
    assert names[:4] == ["Skip to content", "Navigation", "Dark colors", "Select language"] and "Search" in names[4:8]
    assert names[-3:] == ["Accessibility", "Privacy", "Material for MkDocs"]
    inside = [at for at in passed if at.article]
    assert len(inside) > 20 and all(later.top > earlier.top - 30 for earlier, later in pairwise(inside))
    for _ in range(len(passed)):
        page.keyboard.press("Shift+Tab")
        seen(page)
    context.close()


def test_every_place_of_the_focus_is_seen_on_every_page(chromium: Browser, served: str, guide_site: Path, home_site: Path) -> None:
    found = {}
    for site, scheme, width in ((guide_site, "dark", 390), (home_site, "light", 1280)):
        context = chromium.new_context(
            viewport={"width": width, "height": 720}, color_scheme=scheme, reduced_motion="reduce", locale="en-US"
        )
        page = context.new_page()
        for name in (one for one in pages_of(site) if not one.startswith("es/")):  # whose controls are the same
            page.goto(f"{served}{site.name}/{name}")
            ready(page)
            begin_lists(page)
            stops = every_stop(page)
            assert len(stops) >= 5, name
            if faults := [fault for at in stops for fault in at.faults]:
                found[name] = faults
        context.close()
    assert found == {}
