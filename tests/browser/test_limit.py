"""Limits: said near the end only, politely and rarely; nothing is cut off."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from support.paper import printed
from support.reader import box, ready, saved

NINE = "one two three four five six seven eight nine"


def open_sheet(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def test_it_is_said_near_the_end_and_nothing_is_cut_off(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    dream, note = box(page, "wishes.dream"), page.locator(".gs-limit")
    expect(page.get_by_text("Up to 10 words.")).to_be_visible()
    assert "limit" in (dream.get_attribute("aria-describedby") or "")
    dream.fill("one two three")
    expect(note).to_have_count(0)
    dream.fill(NINE)
    expect(note).to_have_text("“And what would be nice”: 1 of 10 words left")
    dream.fill(f"{NINE} ten eleven twelve")
    expect(note).to_have_text("“And what would be nice”: 2 over the limit of 10 words. All of it is kept.")
    saved(page)
    page.reload()
    expect(dream).to_have_value(f"{NINE} ten eleven twelve")
    expect(note).to_contain_text("2 over the limit")
    dream.fill("one")
    expect(note).to_be_hidden()


def test_it_is_said_aloud_once_when_little_is_left_and_once_when_none_is(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    page.evaluate("""() => {
      window.heard = [];
      new MutationObserver(() => {
        const text = document.querySelector('[aria-live=polite]')?.textContent;
        if (text && /words/.test(text) && heard.at(-1) !== text) heard.push(text);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    }""")
    dream = box(page, "wishes.dream")
    for words in (NINE[:-5], NINE, f"{NINE} ten"):
        dream.fill(words)
        page.wait_for_timeout(1200)
    dream.fill(f"{NINE} ten eleven")
    page.wait_for_function("() => heard.length == 2")
    dream.fill(f"{NINE} ten eleven twelve")
    page.wait_for_timeout(1300)
    assert page.evaluate("heard") == [
        "“And what would be nice”: 2 of 10 words left",
        "“And what would be nice”: 1 over the limit of 10 words. All of it is kept.",
    ]


def test_characters_of_any_script_count_as_one(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/handover/")
    kitchen = box(page, "handover.rooms[kitchen].fault")
    kitchen.fill("😀" * 19)
    expect(page.locator("#rooms-kitchen .gs-limit")).to_have_text("“Faults”: 1 of 20 characters left")
    page.get_by_role("button", name="Add meter").click()
    remark = page.locator("li.gs-row [name$='.remark']")
    remark.fill("x" * 21)
    expect(page.locator("li.gs-row .gs-limit")).to_have_text("“Remark”: 1 over the limit of 20 characters. All of it is kept.")
    saved(page)
    page.reload()
    expect(page.locator("li.gs-row .gs-limit")).to_contain_text("1 over")


def test_paper_has_the_limit_and_no_counter(page: Page, home: str, tmp_path: Path) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    box(page, "wishes.dream").fill(NINE)
    expect(page.locator(".gs-limit")).to_be_visible()
    paper = " ".join(printed(page, tmp_path))
    assert "Up to 10 words." in paper
    assert "words left" not in paper
    assert NINE in paper
