"""A browser that is killed loses no word that was called saved; what was erased, or kept in a tab only, is in no second place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support import browsers
from support.reader import JOURNAL, add_contact, box, erase_everything, fill_up, journal, ready, saved, write

OpenSheet = Callable[[Page, str], None]
LaunchOn = Callable[[str, Path], BrowserContext]


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_browser_killed_right_after_saved_has_the_words_when_it_is_back(
    engine: str, launch_on: LaunchOn, guide: str, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    page = launch_on(engine, profile).new_page()
    page.goto(f"{guide}call.html")
    ready(page)
    write(page, me__name="Rosa Díaz")
    saved(page)
    page.wait_for_timeout(300)
    browsers.kill(profile)
    again = launch_on(engine, profile).new_page()
    again.goto(f"{guide}call.html")
    expect(box(again, "me.name")).to_have_value("Rosa Díaz")


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_browser_killed_after_erasing_does_not_bring_words_back(engine: str, launch_on: LaunchOn, guide: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    first = launch_on(engine, profile)
    page = first.new_page()
    page.goto(f"{guide}call.html")
    ready(page)
    write(page, me__name="Rosa Díaz")
    saved(page)
    first.close()
    page = launch_on(engine, profile).new_page()
    page.goto(f"{guide}call.html")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    erase_everything(page)
    expect(page.locator(".gs-notice")).to_contain_text("erased")
    page.wait_for_timeout(300)
    browsers.kill(profile)
    again = launch_on(engine, profile).new_page()
    again.goto(f"{guide}call.html")
    ready(again)
    again.wait_for_timeout(300)
    expect(box(again, "me.name")).to_have_value("")
    assert "Rosa" not in str(again.evaluate("JSON.stringify(localStorage)")) + journal(again)


def test_the_journal_follows_erasing_and_the_tab_mode(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez")
    saved(page)
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('Ana Núñez')")
    page.get_by_label("On a shared computer?").check()
    page.wait_for_function(f"async () => !(await ({JOURNAL})()).includes('Ana')")
    write(page, contact__org="Mercy Hospital")
    saved(page, "Kept until you close this tab")
    page.wait_for_timeout(300)
    assert "Mercy" not in journal(page)
    page.get_by_label("On a shared computer?").uncheck()
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('Mercy Hospital')")
    erase_everything(page)
    page.wait_for_function(f"async () => !/Ana|Mercy/.test(await ({JOURNAL})())")


def test_words_that_had_no_room_come_back_from_the_journal(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    fill_up(page)
    write(page, me__intro="Words that have no room. " * 20)
    expect(page.locator(".gs-notice[data-kind-of=full]")).to_contain_text("Not saved")
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('no room')")
    page.evaluate("localStorage.removeItem('other')")
    other = page.context.new_page()
    sheet(other, "call")
    expect(box(other, "me.intro")).to_have_value("Words that have no room. " * 20)


def test_words_come_back_where_something_else_of_the_same_host_emptied_the_storage(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa Díaz")
    saved(page)
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('Rosa Díaz')")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    page.wait_for_function("() => JSON.stringify(localStorage).includes('Rosa Díaz')")


def test_a_contact_whom_the_storage_lost_is_on_the_page_when_it_is_back(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, call__times="Mornings")
    saved(page)
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('Mornings')")
    page.evaluate("localStorage.clear()")  # as a killed browser does, which does not know either whom the tab was about
    page.close()
    again = context.new_page()
    sheet(again, "call")
    expect(box(again, "call.times")).to_have_value("Mornings")
    assert again.locator("gs-record select option").count() == 1


def test_without_indexed_db_all_else_works(page: Page, sheet: OpenSheet) -> None:
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }});")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa")
    assert errors == []
