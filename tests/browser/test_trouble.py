"""Storage that is blocked, full, unreadable or of a newer version is said plainly, and nothing typed is lost; erasing and copies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.reader import add_contact, box, erase_everything, fill_up, keys, saved, star, write

OpenSheet = Callable[[Page, str], None]

BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }});"
NULL = "Object.defineProperty(window, 'localStorage', {get() { return null; }});"


@pytest.mark.parametrize("how", [BLOCKED, NULL], ids=["throws", "null"])
def test_blocked_storage_is_said_and_the_page_works(page: Page, sheet: OpenSheet, how: str) -> None:
    page.add_init_script(how)
    sheet(page, "call")
    expect(page.locator(".gs-notice")).to_contain_text("does not let the page keep answers")
    write(page, me__name="Rosa")
    expect(page.locator(".gs-letter__live").first).to_contain_text("Rosa")
    expect(page.locator(".gs-status")).to_contain_text("Not saved")
    expect(page.get_by_label("On a shared computer?")).to_be_disabled()


def test_full_storage_is_said_and_saving_goes_on_when_there_is_room(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    fill_up(page)
    write(page, me__intro="Words that have no room. " * 20)
    expect(page.locator(".gs-notice[data-kind-of=full]")).to_contain_text("Not saved")
    expect(box(page, "me.intro")).to_have_value("Words that have no room. " * 20)
    page.evaluate("localStorage.removeItem('other')")
    write(page, me__name="Rosa")
    saved(page)
    expect(page.locator(".gs-notice")).to_have_count(0)
    page.reload()
    expect(box(page, "me.intro")).to_have_value("Words that have no room. " * 20)


def stored(page: Page, record: str) -> str:
    """The key of a record."""
    key: str = page.evaluate("record => guidesheetSite && Object.keys(localStorage).find((key) => key.endsWith(record))", record)
    return key


@pytest.mark.parametrize("damage", ['{"f":"guidesheet","v":1,"a":{"me.na', "[]", "null", '{"f":"other","v":1,"a":{}}', ""])
def test_unreadable_answers_are_set_aside_and_never_written_over(page: Page, sheet: OpenSheet, damage: str) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    key = stored(page, ":me:-")
    page.evaluate("([key, text]) => { addEventListener('pagehide', () => localStorage.setItem(key, text)); }", [key, damage])
    sheet(page, "call")
    expect(page.locator(".gs-notice[data-kind-of=corrupt]")).to_contain_text("set aside, not deleted")
    write(page, me__name="Rosa again")
    saved(page)
    aside = [text for name, text in keys(page).items() if ".aside:" in name]
    assert aside == [damage]


def test_answers_of_a_newer_version_are_shown_and_not_touched(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    key = stored(page, ":me:-")
    newer = json.dumps({"f": "guidesheet", "v": 2, "coll": "me", "rec": "-", "made": 1, "a": {"me.name": ["From tomorrow", 5]}, "new": 1})
    page.evaluate("([key, text]) => { addEventListener('pagehide', () => localStorage.setItem(key, text)); }", [key, newer])
    sheet(page, "call")
    expect(page.locator(".gs-notice[data-kind-of=newer]")).to_contain_text("newer version")
    expect(box(page, "me.name")).to_have_value("From tomorrow")
    write(page, me__name="typed over it", contact__name="Ana")
    saved(page)
    assert page.evaluate("key => localStorage.getItem(key)", key) == newer


def test_only_until_this_tab_is_closed(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa Díaz")
    saved(page)
    page.get_by_label("On a shared computer?").check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab until you close it")
    write(page, contact__phone="860-555-0199")
    saved(page, "Kept until you close this tab")
    assert all(word not in json.dumps(keys(page)) for word in ("Rosa", "0199"))
    assert box(page, "me.name").get_attribute("autocomplete") == "off"
    page.reload()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    sheet(page, "contact-log")
    expect(box(page, "contact.phone")).to_have_value("860-555-0199")
    sheet(page, "call")
    other = context.new_page()
    sheet(other, "call")
    expect(other.get_by_label("On a shared computer?")).to_be_checked()
    expect(box(other, "me.name")).to_have_value("")
    page.get_by_label("On a shared computer?").uncheck()
    saved(page)
    page.reload()
    expect(box(page, "contact.phone")).to_have_value("860-555-0199")
    expect(other.get_by_label("On a shared computer?")).not_to_be_checked()
    expect(box(other, "me.name")).to_have_value("Rosa Díaz")


def test_erasing_a_sheet_keeps_shared_answers_unless_they_are_named(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa", contact__phone="860-555-0199", call__times="Mornings")
    saved(page)
    page.get_by_role("button", name="Erase this sheet").click()
    dialog = page.locator(".gs-dialog")
    dialog.get_by_label("Their phone").check()
    dialog.get_by_role("button", name="Erase", exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("The sheet was erased.")
    expect(box(page, "call.times")).to_have_value("")
    expect(box(page, "contact.phone")).to_have_value("")
    expect(box(page, "me.name")).to_have_value("Rosa")
    page.get_by_role("button", name="Close this message").click()
    assert "Mornings" not in json.dumps(keys(page)) and "0199" not in json.dumps(keys(page))


def test_cancel_erases_nothing(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    page.get_by_role("button", name="Erase everything").click()
    page.locator(".gs-dialog").get_by_role("button", name="Cancel").click()
    expect(page.locator(".gs-dialog")).to_have_count(0)
    expect(box(page, "me.name")).to_have_value("Rosa")


def test_erasing_everything_empties_every_tab_and_leaves_no_word(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez")
    saved(page)
    page.evaluate("localStorage.setItem('someone-else', 'stays')")
    other = context.new_page()
    sheet(other, "call")
    write(other, me__name="Rosa Díaz")
    saved(other)
    write(other, me__intro="not yet written")
    erase_everything(page)
    expect(box(other, "me.name")).to_have_value("")
    expect(other.locator(".gs-status")).to_have_text("")  # nothing is saved any more
    expect(page.locator("li.gs-row")).to_have_count(0)
    other.wait_for_timeout(500)
    everything: dict[str, str] = page.evaluate("({...localStorage})")
    assert everything["someone-else"] == "stays"
    left = [name for name in everything if name.startswith("guidesheet:")]
    assert [name.rsplit(":", 1)[1] for name in left] == [".erased"]
    assert "Rosa" not in json.dumps(everything) and "Ana" not in json.dumps(everything)
    write(other, me__name="New person")
    saved(other)
    expect(box(other, "me.intro")).to_have_value("")


def test_answers_are_erased_on_pages_that_are_no_sheets_too(page: Page, sheet: OpenSheet, served: str) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    page.goto(f"{served}guide/index.html")
    erase_everything(page)
    sheet(page, "call")
    expect(box(page, "me.name")).to_have_value("")


@pytest.mark.engines("chromium")  # Firefox over BiDi has no event for the download of a blob
def test_a_saved_copy_holds_every_answer_with_its_question(page: Page, engine: str, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    saved(page)
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.skills")
    box(page, "what_to_ask.skills:note").fill("Patience.\nMath.")
    saved(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save a copy").click()
    expect(page.locator(".gs-notice")).to_contain_text("A copy of your answers was saved")
    assert waiting.value.suggested_filename.startswith("guidesheet-copy-2")
    waiting.value.save_as(tmp_path / "copy.json")
    copy = json.loads((tmp_path / "copy.json").read_text("utf-8"))
    assert (copy["f"], copy["v"], copy["aside"]) == ("guidesheet-copy", 1, [])
    (contact,) = [record for record in copy["records"] if record["coll"] == "contact"]
    assert contact["title"] == "Ana Núñez"
    found = {answer["id"]: answer for answer in contact["answers"]}
    assert found["contact.org"]["answer"] == "Mercy Hospital" and found["contact.org"]["question"] == "Where they work"
    assert found["what_to_ask.skills:star"]["answer"] is True
    assert found["what_to_ask.skills:note"]["answer"] == "Patience.\nMath."
    assert "skills would I need" in found["what_to_ask.skills:note"]["question"]
    assert [name for name in keys(page) if name.endswith(".backup")]
