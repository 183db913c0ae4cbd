"""Who sits down next at a shared computer: asked anew in every tab, and nothing of the last reader is left on the page."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from support import ways
from support.reader import add_contact, box, erase_everything, journal, keys, ready, saved, write

OpenSheet = Callable[[Page, str], None]
pytestmark = pytest.mark.engines("chromium", "firefox")

TAB = "Kept until you close this tab"
BOX = "On a shared computer?"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def on_the_device(page: Page) -> str:
    return json.dumps(keys(page), ensure_ascii=False) + journal(page)


@pytest.mark.parametrize("keep", ["tab", "ask"])
def test_after_finish_and_erase_nothing_of_the_next_reader_is_kept_on_the_device(
    page: Page, context: BrowserContext, chosen: Callable[[str], str], keep: str
) -> None:
    address = chosen(keep)
    opened(page, address)
    if keep == "ask":
        page.get_by_role("button", name="It is mine").click()
    else:
        page.get_by_label(BOX).uncheck()
    expect(page.locator(".gs-where")).to_contain_text("on this device")
    write(page, me__name="Rosa Díaz")
    saved(page)
    other = context.new_page()
    opened(other, address)
    expect(box(other, "me.name")).to_have_value("Rosa Díaz")
    erase_everything(page)
    for tab, name in ((page, "Ana Ruiz"), (other, "Lou Meyer")):
        expect(box(tab, "me.name")).to_have_value("")
        expect(tab.locator(".gs-where")).to_contain_text("in this tab until you close it or open another site in it")
        expect(tab.locator(".gs-ask")).to_have_count(1 if keep == "ask" else 0)
        write(tab, me__name=name)
        saved(tab, TAB)
        tab.reload()
        ready(tab)
        expect(box(tab, "me.name")).to_have_value(name)
        expect(tab.locator(".gs-ask")).to_have_count(1 if keep == "ask" else 0)
    page.wait_for_timeout(500)
    kept = on_the_device(page)
    assert not [name for name in ("Rosa", "Ana", "Lou") if name in kept]


def test_nothing_is_called_kept_before_there_is_a_place_for_it(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.get_by_label(BOX).check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab")
    waiting: list[Route] = []

    def wait(route: Route) -> None:
        waiting.append(route)

    page.route("**/shared.js*", wait)
    page.reload(wait_until="domcontentloaded")
    ready(page)
    write(page, me__name="Rosa Díaz")
    page.wait_for_timeout(1000)
    expect(page.locator(".gs-status").first).to_have_text("Saving…")
    assert page.evaluate("() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"), "the browser asks before it leaves"
    (part,) = waiting
    part.continue_()
    saved(page, TAB)
    assert page.evaluate("() => dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    page.unroute("**/shared.js*")
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


def test_it_says_that_nothing_more_is_written_down_only_while_that_is_so(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa Díaz")
    saved(page)
    page.get_by_label(BOX).check()
    expect(page.locator(".gs-notice[data-kind-of=later]")).to_have_count(1)
    page.get_by_label(BOX).uncheck()
    expect(page.locator(".gs-where")).to_contain_text("on this device")
    expect(page.locator(".gs-notice[data-kind-of=later]")).to_have_count(0)


def test_it_asks_whether_somebody_is_there_also_behind_another_question(page: Page, sheet: OpenSheet) -> None:
    page.clock.install()
    sheet(page, "call")
    page.get_by_label(BOX).check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab")
    write(page, me__name="Rosa Díaz")
    page.clock.run_for(2000)
    page.get_by_role("button", name="Erase everything").first.click()
    expect(page.locator("dialog")).to_have_count(1)
    page.clock.fast_forward(620_000)
    expect(page.locator(".gs-dialog--idle")).to_be_visible()
    page.clock.fast_forward(620_000)
    expect(page.locator(".gs-dialog--idle")).to_have_count(1)
    page.get_by_role("button", name="I am still here").click()
    expect(page.locator(".gs-dialog--idle")).to_have_count(0)
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")


def test_no_name_that_was_read_aloud_stays_in_another_tab(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Secret")
    saved(page)
    page.get_by_role("button", name="Remove this contact").click()
    expect(page.locator("body > .gs-sr[role=status]")).to_contain_text("Ana Secret")
    other = context.new_page()
    sheet(other, "call")
    write(other, me__name="Rosa Díaz")
    saved(other)
    erase_everything(other)
    page.wait_for_function("() => !document.documentElement.outerHTML.includes('Ana Secret')")


@pytest.mark.parametrize("opens", ["large", "part", "other tab"])
def test_no_dialog_shows_or_saves_a_word_after_the_end(page: Page, context: BrowserContext, sheet: OpenSheet, opens: str) -> None:
    page.clock.install()
    sheet(page, "call")
    if opens != "other tab":
        page.get_by_label(BOX).check()
        expect(page.locator(".gs-where")).to_contain_text("in this tab")
    write(page, contact__name="Ana Secret", me__name="Rosa Secret", me__intro="I bake.", contact__reason="You lead.")
    page.clock.run_for(2000)
    if opens == "part":
        page.get_by_role("button", name="Save a part").first.click()
        expect(page.locator(".gs-dialog option", has_text="Ana Secret")).to_have_count(1)
    else:
        ways.press(ways.letter(page, "call.script"), "large")
        expect(page.locator(".gs-large")).to_contain_text("Rosa Secret")
    if opens == "other tab":
        other = context.new_page()
        sheet(other, "notes")
        erase_everything(other)
    else:
        page.clock.fast_forward(620_000)
        page.locator(".gs-dialog--idle").get_by_role("button", name="Finish and erase").click()
    expect(page.locator("dialog")).to_have_count(0)
    page.clock.run_for(2000)
    assert "Secret" not in page.evaluate("document.documentElement.outerHTML")


def test_nothing_that_was_said_of_a_letter_stays_after_the_end(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-letter")
    page.evaluate(ways.CATCH)
    write(page, contact__name="Ana Secret", request_letter__mailed="2031-12-24")
    page.keyboard.press("Tab")
    expect(page.locator("gs-letter .gs-notice")).to_contain_text("So it is on its way.")
    letter = ways.letter(page, "request_letter.request")
    ways.press(letter, "txt")
    ways.go_on(letter)
    ways.said(letter, "The file was saved")
    erase_everything(page)
    expect(page.locator(".gs-notice[data-kind-of=finished]")).to_be_focused()
    expect(page.locator("gs-letter .gs-notice")).to_have_count(0)
