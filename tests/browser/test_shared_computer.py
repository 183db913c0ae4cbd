"""On a shared computer nothing of a reader's is left behind, as the profile on disk shows; and nothing is lost while the tab is open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from support.profiles import files_with
from support.reader import READ, add_contact, box, journal, keys, ready, saved, write

OpenSheet = Callable[[Page, str], None]
LaunchOn = Callable[..., BrowserContext]
pytestmark = pytest.mark.engines("chromium", "firefox")

WORD = "Zqvexwolt"
QUICK = {"browser.sessionstore.interval": 500}
"""Firefox writes down every fifteen seconds what it would need after a crash; here, twice a second."""
WRITTEN = 6000
"""Milliseconds after which both have written what they would."""
PART = re.compile(r"/shared\.js")
TAB = "Kept until you close this tab"


def choose_tab(page: Page) -> None:
    page.get_by_label("On a shared computer?").check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab until you close it")


def fill_in(page: Page, guide: str, kept: str) -> None:
    """Types the word into every text field of three sheets, and a contact's name; goes from one to the other."""
    for name in ("contact-log", "call", "what-to-ask"):
        page.goto(f"{guide}{name}.html")
        ready(page)
        if name == "contact-log":
            add_contact(page, name=f"{WORD} name")
        for text in page.locator("gs-sheet :is(textarea, input[type=text], input[type=email], input[type=tel])[name]:visible").all():
            text.fill(f"{WORD} {name}")
        saved(page, kept)


def test_what_is_typed_after_that_choice_is_nowhere_on_the_disk(engine: str, launch_on: LaunchOn, guide: str, tmp_path: Path) -> None:
    context = launch_on(engine, tmp_path, firefox_user_prefs=QUICK)
    page = context.new_page()
    page.goto(f"{guide}call.html")
    ready(page)
    choose_tab(page)
    fill_in(page, guide, TAB)
    assert WORD not in page.title() + page.url
    page.reload()
    ready(page)
    assert any(WORD in str(value) for _, value, _ in page.evaluate(READ)), "the tab has them"
    key = page.evaluate("window.name").partition(":")[2]
    assert len(key) == 64
    page.wait_for_timeout(WRITTEN)
    assert {word: files_with(tmp_path, word) for word in (WORD, key)} == {WORD: [], key: []}
    context.close()
    assert {word: files_with(tmp_path, word) for word in (WORD, key)} == {WORD: [], key: []}


def test_without_that_choice_the_disk_has_it_so_that_this_way_of_looking_finds_it(
    engine: str, launch_on: LaunchOn, guide: str, tmp_path: Path
) -> None:
    page = launch_on(engine, tmp_path, firefox_user_prefs=QUICK).new_page()
    fill_in(page, guide, "Saved in this browser")
    page.goto(f"{guide}call.html")
    write(page, me__name=f"{WORD} me")
    page.evaluate("sessionStorage.setItem('kept', 'Plainwordq ' + document.title)")
    page.wait_for_timeout(WRITTEN)
    assert files_with(tmp_path, WORD)
    for _ in range(30):  # what a page puts into sessionStorage is written down, too; Chromium takes its time
        if files_with(tmp_path, "Plainwordq"):
            break
        page.wait_for_timeout(1000)
    assert files_with(tmp_path, "Plainwordq")


def finish(page: Page) -> None:
    page.locator(".gs-keep").get_by_role("button", name="Finish and erase").click()
    page.locator(".gs-dialog").get_by_role("button", name="Finish and erase").click()
    expect(page.locator(".gs-notice[data-kind-of=finished]")).to_contain_text("close the browser")


def everywhere(page: Page) -> str:
    """All that scripts can read of what was kept, and all that the page's controls hold."""
    return json.dumps([keys(page), page.evaluate("({...sessionStorage})"), journal(page), page.evaluate(READ)], ensure_ascii=False)


def test_what_was_kept_before_is_taken_back_and_the_page_says_what_may_remain(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    expect(box(page, "me.name")).to_have_attribute("autocomplete", "name")
    write(page, me__name="Rosa Díaz")
    saved(page)
    choose_tab(page)
    expect(page.locator(".gs-notice[data-kind-of=later]")).to_contain_text("until you close the browser")
    assert all("Rosa" not in text for text in keys(page).values()), "localStorage"
    assert all("Rosa" not in text for text in page.evaluate("Object.values(sessionStorage)")), "sessionStorage"
    page.wait_for_timeout(500)
    assert "Rosa" not in journal(page)
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    expect(page.locator(".gs-notice")).to_have_count(0)


@pytest.mark.parametrize("comes", [True, False])
def test_what_is_typed_while_that_choice_is_on_its_way_waits(page: Page, sheet: OpenSheet, comes: bool) -> None:
    """The part for it may be slow to come: until it is there, nothing is written; where it never comes, all is, and that is said."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(PART, hold)
    sheet(page, "call")
    page.get_by_label("On a shared computer?").check()
    write(page, call__times=WORD)
    page.wait_for_timeout(1500)  # five times as long as answers wait to be written
    assert held and WORD not in page.evaluate("JSON.stringify(localStorage)") + journal(page)
    held[0].continue_() if comes else held[0].abort()
    if comes:
        saved(page, TAB)
        assert page.locator(".gs-notice").count() == 0, "nothing may remain"
    else:
        saved(page)
        expect(page.locator(".gs-notice")).to_contain_text("could not be loaded")
        expect(page.get_by_label("On a shared computer?")).not_to_be_checked()
    assert (WORD in page.evaluate("JSON.stringify(localStorage)")) is not comes
    page.unroute(PART, hold)
    page.reload()
    ready(page)
    expect(box(page, "call.times")).to_have_value(WORD)


def test_finish_and_erase_leaves_nothing_and_says_what_a_page_cannot_clear(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "call")
    expect(page.get_by_role("button", name="Finish and erase")).to_have_count(0)
    choose_tab(page)
    write(page, me__name="Rosa Díaz", call__times="Mornings")
    saved(page, TAB)
    finish(page)
    notice = page.locator(".gs-notice[data-kind-of=finished]")
    for words in ("Files that you saved", "pages that you printed", "list of closed tabs", "history"):
        expect(notice).to_contain_text(words)
    assert page.get_by_role("button", name="Undo").count() == 0
    assert "Rosa" not in everywhere(page) and "Mornings" not in everywhere(page)
    page.reload()
    expect(page.get_by_label("On a shared computer?")).to_be_checked()
    page.wait_for_timeout(300)
    expect(box(page, "me.name")).to_have_value("")


def test_a_tab_that_was_closed_and_is_brought_back_shows_nothing(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "call")
    choose_tab(page)
    write(page, me__name="Rosa Díaz")
    saved(page, TAB)
    left = page.evaluate("({...sessionStorage})")
    assert [key for key in left if key.endswith(":me:-")]
    again = context.new_page()  # browsers bring back what sessionStorage had, and no name
    again.add_init_script(f"if (!sessionStorage.length) Object.assign(sessionStorage, {json.dumps(left)})")
    sheet(again, "call")
    again.wait_for_function("() => !Object.keys(sessionStorage).some((key) => key.endsWith(':me:-'))")
    expect(box(again, "me.name")).to_have_value("")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


@pytest.mark.parametrize("answer", ["Finish and erase", "I am still here"])
def test_after_ten_minutes_it_asks_and_erases_nothing_by_itself(page: Page, sheet: OpenSheet, answer: str) -> None:
    page.clock.install()
    sheet(page, "call")
    page.get_by_label("On a shared computer?").check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab until you close it")
    page.reload()
    expect(page.get_by_role("button", name="Finish and erase")).to_have_count(1)
    assert page.locator("script[src*='shared.js']").count() == 1
    write(page, me__name="Rosa Díaz")
    page.clock.run_for(2000)
    page.clock.fast_forward(590_000)
    expect(page.locator("dialog")).to_have_count(0)
    page.clock.fast_forward(20_000)
    dialog = page.locator(".gs-dialog--idle")
    expect(dialog).to_contain_text("Are you still there?")
    assert dialog.evaluate("dialog => getComputedStyle(dialog, '::backdrop').backgroundColor") == "rgb(255, 255, 255)"
    page.clock.fast_forward(3_600_000)
    assert box(page, "me.name").input_value() == "Rosa Díaz"
    dialog.get_by_role("button", name=answer).click()
    page.clock.run_for(1000)
    expect(dialog).to_have_count(0)
    expect(box(page, "me.name")).to_have_value("" if answer.startswith("Finish") else "Rosa Díaz")


def test_it_asks_nobody_whose_answers_stay_on_the_device(page: Page, sheet: OpenSheet) -> None:
    page.clock.install()
    sheet(page, "call")
    write(page, me__name="Rosa Díaz")
    page.clock.run_for(2000)
    page.clock.fast_forward(7_200_000)
    page.clock.run_for(20_000)
    expect(page.locator("dialog")).to_have_count(0)


def test_links_to_other_sites_open_beside_so_that_the_tab_keeps_its_words(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "call")
    choose_tab(page)
    write(page, me__name="Rosa Díaz")
    page.evaluate("""() => {
      const link = document.createElement('a');
      link.href = location.href.replace('127.0.0.1', 'localhost');
      link.textContent = 'Elsewhere';
      document.querySelector('article').prepend(link);
    }""")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Elsewhere").click()
    opened.value.wait_for_url("**//localhost:**")
    assert opened.value.evaluate("[window.name, window.opener]") == ["", None]
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


COMPLETED = """() => Object.fromEntries([...document.querySelectorAll('article :is(input, textarea, select)')]
  .map((box) => [box.name || box.id || box.dataset.do, box.getAttribute('autocomplete')]))"""


def test_only_the_readers_own_fields_are_filled_in_by_the_browser_and_none_on_a_shared_computer(page: Page, sheet: OpenSheet) -> None:
    tokens: dict[str, str] = {}
    for name in ("call", "request-letter", "thank-you", "contact-log", "what-to-ask"):
        sheet(page, name)
        tokens |= page.evaluate(COMPLETED)
    assert {key: token for key, token in tokens.items() if token != "off"} == {
        "me.name": "name", "me.address": "street-address", "me.phone": "tel", "me.email": "email",
    }  # fmt: skip
    assert len(tokens) > 40 and any(key.startswith("contact.") for key in tokens)
    choose_tab(page)
    for name in ("call", "request-letter", "thank-you", "contact-log", "what-to-ask"):
        sheet(page, name)
        expect(page.get_by_label("On a shared computer?")).to_be_checked()
        assert set(page.evaluate(COMPLETED).values()) == {"off"}, name


def test_a_publisher_can_make_the_tab_the_usual_place(page: Page, chosen: Callable[[str], str]) -> None:
    address = chosen("tab")
    answer = page.request.get(address).text()
    assert 'autocomplete="off" data-autofill="name"' in answer, "off before any script"
    page.goto(address)
    ready(page)
    expect(page.get_by_label("On a shared computer?")).to_be_checked()
    write(page, me__name="Rosa Díaz")
    saved(page, TAB)
    assert "Rosa" not in json.dumps(keys(page), ensure_ascii=False) + journal(page)
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    page.get_by_label("On a shared computer?").uncheck()
    expect(box(page, "me.name")).to_have_attribute("autocomplete", "name")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('Rosa')")


def test_a_publisher_can_have_the_reader_asked_first(page: Page, chosen: Callable[[str], str]) -> None:
    address = chosen("ask")
    page.goto(address)
    ready(page)
    question = page.get_by_role("group", name="Do other people use this computer, too?")
    expect(question).to_be_visible()
    expect(page.get_by_label("On a shared computer?")).to_be_hidden()
    write(page, me__name="Rosa Díaz")
    saved(page, TAB)
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    assert "Rosa" not in json.dumps(keys(page), ensure_ascii=False) + journal(page), "nobody has answered yet"
    question.get_by_role("button", name="Others use it").click()
    expect(question).to_have_count(0)
    page.reload()
    expect(page.get_by_label("On a shared computer?")).to_be_checked()
    expect(question).to_have_count(0)
    finish(page)
    page.reload()
    expect(question).to_be_visible()
    write(page, me__name="Ana Ruiz")
    question.get_by_role("button", name="It is mine").click()
    page.wait_for_function("() => JSON.stringify(localStorage).includes('Ana Ruiz')")
    page.reload()
    expect(box(page, "me.name")).to_have_value("Ana Ruiz")
    expect(question).to_have_count(0)
