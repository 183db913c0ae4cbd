"""The fault matrix: whatever happens to a page, a tab or the storage, the words are still there, and nothing is called saved that is not.

Kills are in `test_journal.py`; damaged and newer records, erasing and blocked storage by script in `test_trouble.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.reader import JOURNAL, READ, box, fill_up, journal, keys, ready, saved, star, write

OpenSheet = Callable[[Page, str], None]
Launch = Callable[..., Browser]
LaunchOn = Callable[..., BrowserContext]

LEAVE = {
    "link": "location.href = document.querySelector(\"a[href$='request-letter.html']\").href",
    "reload": "location.reload()",
    "close": "window.gone = true",
}
"""How a reader leaves; a tab is closed from outside."""


@pytest.mark.parametrize("way", LEAVE)
def test_leaving_ten_milliseconds_after_the_last_key_loses_nothing(page: Page, context: BrowserContext, sheet: OpenSheet, way: str) -> None:
    sheet(page, "call")
    box(page, "me.name").focus()
    page.keyboard.type("Rosa Día")
    page.evaluate(f"addEventListener('input', () => setTimeout(() => {{ {LEAVE[way]} }}, 10), {{once: true}})")
    if way == "close":
        page.keyboard.press("z")
        page.close()
        page = context.new_page()
    else:
        with page.expect_navigation():
            page.keyboard.press("z")
    sheet(page, "call")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


def test_what_was_typed_is_there_when_the_browser_was_closed_and_is_opened_again(
    engine: str, launch_on: LaunchOn, guide: str, tmp_path: Path
) -> None:
    first = launch_on(engine, tmp_path)
    page = first.new_page()
    page.goto(f"{guide}call.html")
    ready(page)
    write(page, me__name="Rosa Díaz")
    saved(page)  # the driver closes Chromium without a word to its pages
    first.close()
    page = launch_on(engine, tmp_path).new_page()
    page.goto(f"{guide}call.html")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


def stored(page: Page) -> str:
    """All that is kept, but for the way back, which stays until it is closed."""
    return json.dumps({name: text for name, text in keys(page).items() if ".undo:" not in name}) + journal(page)


def cached(launch: Launch, engine: str) -> BrowserContext:
    """A context whose pages go into the back/forward cache, as those of readers do."""
    options = {"ignore_default_args": ["--disable-back-forward-cache"]} if engine == "chromium" else {}
    context = launch(engine, **options).new_context(locale="en-US")
    context.add_init_script("addEventListener('pageshow', (event) => { window.woken = event.persisted; })")
    return context


HOLDS = "([name, text]) => document.querySelector(`gs-sheet [name='${name}']`)?.value === text"
RETYPE = """([name, text]) => {
  const box = document.querySelector(`gs-sheet [name='${name}']`);
  box.value = text;
  box.dispatchEvent(new Event('input', {bubbles: true}));
}"""


def sleep(page: Page, guide: str, meanwhile: Callable[[str], None], **answers: str) -> str:
    """Types answers, goes to another page and back, with something done meanwhile, until the page was in the cache.

    Browsers promise nothing. `meanwhile` gets a word that is another each time; gives the last one. Playwright waits for the page to load,
    which it does not: only scripts can see to it afterwards.
    """
    for word in ("one", "two", "three", "four"):
        page.goto(f"{guide}call.html")
        ready(page)
        write(page, **answers)
        saved(page)
        page.wait_for_timeout(500)  # a page that is in the middle of something is not kept
        page.goto(f"{guide}request-letter.html")
        meanwhile(word)
        page.evaluate("history.back()")
        page.wait_for_function("() => location.pathname.endsWith('call.html') && window.woken !== undefined")
        if page.evaluate("window.woken"):
            return word
    raise AssertionError("the page was never in the cache")


def test_a_page_from_the_back_forward_cache_has_all_words_and_overwrites_none(launch: Launch, engine: str, guide: str) -> None:
    context = cached(launch, engine)
    page, other = context.new_page(), context.new_page()

    def elsewhere(word: str) -> None:
        other.goto(f"{guide}call.html")
        expect(box(other, "call.times")).to_have_value("Mornings")
        write(other, me__name=f"Rosa {word}", contact__phone="860-555-0199")
        saved(other)

    word = sleep(page, guide, elsewhere, me__name="Rosa", call__times="Mornings")
    page.wait_for_function(HOLDS, arg=["me.name", f"Rosa {word}"])
    page.evaluate(RETYPE, ["call.times", "Evenings"])
    expect(box(other, "call.times")).to_have_value("Evenings")
    page.reload()
    held = [box(page, name).input_value() for name in ("me.name", "contact.phone", "call.times")]
    assert held == [f"Rosa {word}", "860-555-0199", "Evenings"]


def test_a_page_that_slept_while_everything_was_erased_wakes_up_empty(launch: Launch, engine: str, guide: str) -> None:
    context = cached(launch, engine)
    page, other = context.new_page(), context.new_page()

    def elsewhere(word: str) -> None:
        other.goto(f"{guide}call.html")
        expect(box(other, "me.name")).to_have_value("Rosa Díaz")
        other.get_by_role("button", name="Erase everything").click()
        other.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
        expect(other.locator(".gs-notice")).to_contain_text("erased")

    sleep(page, guide, elsewhere, me__name="Rosa Díaz")
    page.wait_for_function(HOLDS, arg=["me.name", ""])
    page.evaluate(RETYPE, ["call.times", "Evenings"])
    expect(box(other, "call.times")).to_have_value("Evenings")
    assert "Rosa" not in stored(other)


@pytest.mark.engines("chromium")  # only it can be told to freeze a tab; Firefox freezes those in its back/forward cache, above
def test_a_frozen_tab_thaws_with_all_words_and_overwrites_none(page: Page, context: BrowserContext, sheet: OpenSheet, engine: str) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa", call__times="Mornings")
    freezer = context.new_cdp_session(page)
    freezer.send("Page.setWebLifecycleState", {"state": "frozen"})
    other = context.new_page()
    sheet(other, "call")
    expect(box(other, "call.times")).to_have_value("Mornings")
    write(other, me__name="Rosa Díaz")
    saved(other)
    freezer.send("Page.setWebLifecycleState", {"state": "active"})
    page.bring_to_front()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    write(page, call__times="Evenings")
    saved(page)
    other.reload()
    assert [box(other, name).input_value() for name in ("me.name", "call.times")] == ["Rosa Díaz", "Evenings"]


def test_storage_that_is_full_before_the_first_word_is_said_and_no_word_is_lost(
    page: Page, context: BrowserContext, sheet: OpenSheet
) -> None:
    sheet(page, "call")
    fill_up(page)
    page.reload()
    write(page, me__intro="Words that have no room. " * 20)
    expect(page.locator(".gs-status")).to_contain_text("Not saved")
    expect(page.locator(".gs-notice[data-kind-of=full]")).to_contain_text("Save a copy now")
    star_page = context.new_page()
    sheet(star_page, "what-to-ask")
    star(star_page, "what_to_ask.skills")
    box(star_page, "what_to_ask.skills:note").fill("More words that have no room. " * 20)
    expect(star_page.locator(".gs-status")).to_contain_text("Not saved")
    page.evaluate("localStorage.removeItem('other')")
    write(page, me__name="Rosa")
    saved(page)
    write(star_page, me__name="Rosa") if box(star_page, "me.name").count() else star(star_page, "what_to_ask.hints")
    saved(star_page)
    page.reload()
    expect(box(page, "me.intro")).to_have_value("Words that have no room. " * 20)
    star_page.reload()
    expect(box(star_page, "what_to_ask.skills:note")).to_have_value("More words that have no room. " * 20)


BLOCKED = json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}})
"""A reader's "block all cookies and site data": in Chromium a file of the profile, in Firefox settings."""
REFUSING = {"network.cookie.cookieBehavior": 2, "browser.contentblocking.category": "custom"}


@pytest.mark.engines("chromium", "firefox")
def test_where_the_reader_blocks_site_data_words_stay_on_the_page_and_are_not_called_saved(
    engine: str, launch_on: LaunchOn, guide: str, tmp_path: Path
) -> None:
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default/Preferences").write_text(BLOCKED, "utf-8")
    page = launch_on(engine, tmp_path, firefox_user_prefs=REFUSING).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
    page.goto(f"{guide}call.html")
    ready(page)
    refused = "() => { try { return typeof localStorage; } catch (error) { return error.name; } }"
    assert page.evaluate(refused) == "SecurityError"
    write(page, me__name="Rosa Díaz")
    expect(page.locator(".gs-status")).to_contain_text("Not saved")
    expect(page.locator(".gs-notice")).to_contain_text("does not let the page keep answers")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    expect(page.locator(".gs-letter__live").first).to_contain_text("Rosa Díaz")
    assert [error for error in errors if "assets/guidesheet/" in error] == []  # the theme's own scripts stumble


BACK = """{
  const RealDate = Date;
  const behind = 365 * 24 * 3600 * 1000;
  globalThis.Date = class extends RealDate {
    constructor(...given) { if (given.length) super(...given); else super(RealDate.now() - behind); }
    static now() { return RealDate.now() - behind; }
  };
}"""


def test_with_a_clock_set_back_a_year_the_last_words_win_and_erased_ones_stay_erased(
    page: Page, context: BrowserContext, sheet: OpenSheet
) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa", me__intro="SECRET", call__times="Mornings")
    saved(page)
    behind = context.new_page()
    behind.add_init_script(BACK)
    sheet(behind, "call")
    assert behind.evaluate("Date.now()") < page.evaluate("Date.now()") - 1e10
    write(behind, me__name="Rosa Díaz")
    saved(behind)
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    behind.reload()
    expect(box(behind, "me.name")).to_have_value("Rosa Díaz")
    behind.get_by_role("button", name="Erase everything").click()
    behind.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(box(page, "me.intro")).to_have_value("")
    write(behind, call__times="Evenings")
    saved(behind)
    page.reload()
    expect(box(page, "call.times")).to_have_value("Evenings")
    expect(box(page, "me.intro")).to_have_value("")
    assert "SECRET" not in stored(page)


EDIT = """async ([seed, count]) => {
  let now = seed;
  const dice = (below) => { now = (now * 1103515245 + 12345) % 2147483648; return Math.floor(now / 2147483648 * below); };
  const texts = document.querySelectorAll('gs-sheet :is(textarea, input[type=text])[name]');
  const boxes = [...texts].filter((box) => box.getClientRects().length);
  for (let n = 0; n < count; n++) {
    const box = boxes[dice(boxes.length)];
    box.value = dice(5) ? `${seed}-${n}` : '';
    box.dispatchEvent(new Event('input', {bubbles: true}));
    if (!dice(4)) box.dispatchEvent(new Event('focusout', {bubbles: true}));
    await new Promise((done) => setTimeout(done, dice(30)));
  }
}"""
"""Types at random into the sheet; the same for the same seed."""


def test_three_tabs_that_are_typed_in_at_random_end_the_same(context: BrowserContext, sheet: OpenSheet) -> None:
    tabs = [context.new_page() for _ in range(3)]
    for tab in tabs:
        sheet(tab, "call")
    write(tabs[0], contact__name="Ana")  # one contact for all
    saved(tabs[0])
    for tab in tabs:
        expect(box(tab, "contact.name")).to_have_value("Ana")
    for number, tab in enumerate(tabs):
        tab.evaluate(f"given => {{ window.editing = ({EDIT})(given); }}", [11 + number, 120])
    for tab in tabs:
        tab.evaluate("window.editing")
        saved(tab)
    tabs[0].wait_for_timeout(1000)  # longer than any pause before a write
    held = [tab.evaluate(READ) for tab in tabs]
    assert any(value for _, value, _ in held[0])
    assert held[0] == held[1] == held[2]
    before = keys(tabs[0])
    tabs[0].wait_for_timeout(1000)
    assert keys(tabs[0]) == before, "the tabs go on writing"
    answers = [json.loads(text)["a"] for name, text in before.items() if name.startswith(("me:", "contact:"))]
    wanted = {
        json.dumps({name: answer}, ensure_ascii=False, separators=(",", ":"))[1:-1] for held in answers for name, answer in held.items()
    }
    tabs[0].wait_for_function(
        f"async wanted => {{ const held = await ({JOURNAL})(); return wanted.every((answer) => held.includes(answer)); }}",
        arg=sorted(wanted),
    )
    for tab in tabs:
        tab.reload()
        ready(tab)
        assert tab.evaluate(READ) == held[0]
