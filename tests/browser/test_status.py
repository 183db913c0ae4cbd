"""What is said to those who do not see the page: once, rarely, and with the name of the field."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from support.reader import add_contact, box, ready, saved

OpenSheet = Callable[[Page, str], None]

LISTEN = """() => {
  window.said = [];
  const region = document.querySelector('[role=status]');
  const all = { childList: true, characterData: true, subtree: true };
  new MutationObserver(() => region.textContent && said.push(region.textContent)).observe(region, all);
  window.shown = [];
  const status = document.querySelector('.gs-status');
  new MutationObserver(() => shown.push(status.textContent)).observe(status, all);
}"""


def test_saving_is_said_once_a_minute_at_most(page: Page, sheet: OpenSheet) -> None:
    page.clock.install()
    sheet(page, "call")
    regions = page.locator("[aria-live], [role=status], [role=alert]")
    expect(regions).to_have_count(1)  # there before anything is said in it
    expect(regions).to_have_text("")
    page.evaluate(LISTEN)
    field = box(page, "me.intro")
    for second in range(40):
        field.press_sequentially("word "[second % 5])
        page.clock.run_for(1000)
    assert page.evaluate("said") == ["Saved in this browser"]
    assert len(page.evaluate("shown")) > 20  # who looks sees each time
    for _ in range(40):
        field.press_sequentially("x")
        page.clock.run_for(1000)
    assert page.evaluate("said") == ["Saved in this browser"] * 2


def test_what_is_pressing_is_said_at_once(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    page.evaluate(LISTEN)
    add_contact(page, name="Ana Núñez")
    saved(page)
    page.get_by_role("button", name="Remove this contact").click()
    page.wait_for_function("() => said.length > 1")
    assert page.evaluate("said") == ["Saved in this browser", "Removed: Contact 1: Ana Núñez"]


def test_what_does_not_fit_names_its_field_and_is_tied_to_it(page: Page, home: str) -> None:
    page.goto(home)
    answers = {"home.view_day": ["next week", 1, "Day of the viewing"], "home.heat": ["peat", 1, "Heating"]}
    record = {"f": "guidesheet", "v": 1, "coll": "home", "rec": "1mhcwg7k8a2z", "made": 1, "a": answers, "old": {}}
    key = "guidesheet:1:h8v3kq2m@/home/:home:1mhcwg7k8a2z"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(record)])
    page.goto(f"{home}renting/viewing/")
    ready(page)
    day = page.get_by_label("Day of the viewing")
    expect(day).to_have_accessible_description("“Day of the viewing” is kept as it was written: next week")
    expect(page.get_by_role("group", name="Heating")).to_have_accessible_description("“Heating” is kept as it was written: peat")
    day.fill("2027-03-05")
    expect(day).to_have_accessible_description("")
    page.get_by_role("radio", name="Gas").check()
    expect(page.locator(".gs-misfit")).to_have_count(0)
    expect(page.get_by_role("group", name="Heating")).to_have_accessible_description("")


def test_how_much_is_left_is_tied_to_its_field(page: Page, home: str) -> None:
    page.goto(f"{home}renting/wishes/")
    ready(page)
    nice = page.get_by_label("And what would be nice")
    expect(nice).to_have_accessible_description("Up to 10 words.")
    nice.fill("one two three four five six seven eight nine")
    expect(nice).to_have_accessible_description("Up to 10 words. “And what would be nice”: 1 of 10 words left")
