"""Whatever erases or removes leaves a way back, until it is closed: also after a reload, but not where others sit next."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.reader import add_contact, box, erase_everything, journal, keys, ready, saved, write
from support.workbooks import at, kept, open_file
from support.workbooks import write as write_workbook

OpenSheet = Callable[[Page, str], None]
ROWS = "li.gs-row"


def undo(page: Page) -> None:
    page.locator(".gs-notice").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-undo]")).to_have_count(0)


def close(page: Page) -> None:
    page.locator("[data-undo]").first.get_by_role("button", name="Close this message").click()
    expect(page.locator("[data-undo]")).to_have_count(0)


def erase_sheet(page: Page, *shared: str) -> None:
    page.get_by_role("button", name="Erase this sheet").click()
    for label in shared:
        page.locator(".gs-dialog").get_by_label(label).check()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()


def words(page: Page) -> str:
    """Everything that the browser keeps."""
    page.wait_for_timeout(300)  # the journal writes after the store
    return str(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")) + journal(page)


def a_sheet(page: Page, sheet: OpenSheet) -> Callable[[], None]:
    sheet(page, "call")
    write(page, call__times="Mondays", me__name="SECRET")
    saved(page)
    erase_sheet(page, "Your name")
    expect(box(page, "call.times")).to_have_value("")

    def there() -> None:
        expect(box(page, "call.times")).to_have_value("Mondays")
        expect(box(page, "me.name")).to_have_value("SECRET")

    return there


def everything(page: Page, sheet: OpenSheet) -> Callable[[], None]:
    sheet(page, "contact-log")
    for name in ("Ana SECRET", "Ben Li"):
        add_contact(page, name=name, org="Mercy Hospital")
    saved(page)
    erase_everything(page, "Erase")
    expect(page.locator(ROWS)).to_have_count(0)

    def there() -> None:
        expect(page.locator(f"{ROWS} [name='contact.name']")).to_have_count(2)
        expect(page.locator(f"{ROWS} [name='contact.name']").first).to_have_value("Ana SECRET")
        expect(page.locator(f"{ROWS} [name='contact.org']").last).to_have_value("Mercy Hospital")

    return there


def a_row(page: Page, sheet: OpenSheet) -> Callable[[], None]:
    sheet(page, "notes")
    for name in ("SECRET", "Lou"):
        page.get_by_role("button", name="Add name").click()
        page.keyboard.type(name)
    saved(page)
    page.get_by_role("button", name="Remove this name 1").click()
    expect(page.locator(ROWS)).to_have_count(1)

    def there() -> None:
        expect(page.locator(f"{ROWS} [name$='.who']").first).to_have_value("SECRET")
        expect(page.locator(ROWS)).to_have_count(2)

    return there


def a_question(page: Page, sheet: OpenSheet) -> Callable[[], None]:
    sheet(page, "what-to-ask")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("SECRET?")
    saved(page)
    page.get_by_role("button", name="Remove this question").click()
    expect(page.locator("li.gs-q--own")).to_have_count(0)
    return lambda: expect(page.locator("li.gs-q--own textarea").first).to_have_value("SECRET?")


def a_contact(page: Page, sheet: OpenSheet) -> Callable[[], None]:
    sheet(page, "contact-log")
    for name in ("Ana SECRET", "Ben Li"):
        add_contact(page, name=name)
    saved(page)
    page.locator(ROWS).first.get_by_role("button", name="Remove this contact").click()
    expect(page.locator(ROWS)).to_have_count(1)

    def there() -> None:
        expect(page.locator(f"{ROWS} [name='contact.name']")).to_have_count(2)
        expect(page.locator(f"{ROWS} [name='contact.name']").first).to_have_value("Ana SECRET")

    return there


ACTS = [a_sheet, everything, a_row, a_question, a_contact]


@pytest.mark.parametrize("act", ACTS)
def test_it_can_be_undone_also_after_a_reload(act: Callable[[Page, OpenSheet], Callable[[], None]], page: Page, sheet: OpenSheet) -> None:
    there = act(page, sheet)
    page.reload()
    ready(page)
    undo(page)
    there()
    saved(page)
    page.reload()
    ready(page)
    there()
    page.wait_for_timeout(300)
    assert page.locator("[data-undo]").count() == 0
    assert not [name for name in keys(page) if ".undo" in name]


@pytest.mark.parametrize("act", ACTS)
def test_what_is_closed_leaves_no_word(act: Callable[[Page, OpenSheet], Callable[[], None]], page: Page, sheet: OpenSheet) -> None:
    act(page, sheet)
    assert "SECRET" in words(page)
    close(page)
    assert "SECRET" not in words(page)
    assert not [name for name in keys(page) if ".undo" in name]
    page.reload()
    ready(page)
    page.wait_for_timeout(300)
    assert page.locator("[data-undo]").count() == 0


@pytest.mark.parametrize("act", ACTS)
def test_finish_and_erase_leaves_no_way_back(
    act: Callable[[Page, OpenSheet], Callable[[], None]], page: Page, context: BrowserContext, sheet: OpenSheet
) -> None:
    act(page, sheet)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("[data-undo]")).to_have_count(1)
    erase_everything(page)
    expect(page.locator(".gs-notice")).to_contain_text("close the browser")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(other.locator("[data-undo]")).to_have_count(0)
    assert "SECRET" not in words(page)
    page.reload()
    ready(page)
    page.wait_for_timeout(300)
    assert page.locator("[data-undo]").count() == 0


def test_in_the_tab_mode_ways_back_are_on_the_page_only(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.get_by_label("On a shared computer?").check()
    write(page, call__times="SECRET", me__name="Rosa")
    saved(page, "Kept until you close this tab")
    erase_sheet(page)
    assert "SECRET" not in words(page)
    undo(page)
    expect(box(page, "call.times")).to_have_value("SECRET")
    page.get_by_role("button", name="Erase everything").click()
    expect(page.locator(".gs-dialog")).to_contain_text("It cannot be brought back.")
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("close the browser")
    assert page.get_by_role("button", name="Undo").count() == 0


def test_a_way_back_leaves_the_browser_with_the_answers(page: Page, sheet: OpenSheet) -> None:
    a_sheet(page, sheet)
    assert "SECRET" in json.dumps(keys(page))
    page.get_by_label("On a shared computer?").check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab until you close it")
    assert "SECRET" not in words(page)
    undo(page)
    expect(box(page, "me.name")).to_have_value("SECRET")
    assert "SECRET" not in json.dumps(keys(page))


def test_what_was_written_since_stays(page: Page, sheet: OpenSheet) -> None:
    a_sheet(page, sheet)
    write(page, me__name="Rosa Marin")
    saved(page)
    undo(page)
    expect(box(page, "call.times")).to_have_value("Mondays")
    expect(box(page, "me.name")).to_have_value("Rosa Marin")
    saved(page)
    assert "SECRET" in [words for words, *_ in json.loads(keys(page)["me:-"])["old"]["me.name"]], "as an earlier answer"


def test_two_ways_back_wait_side_by_side_and_on_other_pages(page: Page, sheet: OpenSheet) -> None:
    a_sheet(page, sheet)
    sheet(page, "notes")
    page.get_by_role("button", name="Add name").click()
    page.keyboard.type("Kim")
    saved(page)
    page.get_by_role("button", name="Remove this name 1").click()
    expect(page.locator("[data-undo]")).to_have_count(1)
    undo(page)
    sheet(page, "call")
    expect(page.locator("[data-undo]")).to_contain_text("The sheet was erased.")
    erase_everything(page, "Erase")
    expect(page.locator("[data-undo]")).to_have_count(1)
    sheet(page, "notes")
    expect(page.locator("[data-undo]")).to_contain_text("Everything was erased")
    undo(page)
    expect(page.locator(f"{ROWS} [name$='.who']")).to_have_value("Kim")


def test_everything_is_back_in_another_tab_too_with_what_could_not_be_read(page: Page, context: BrowserContext, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    other = context.new_page()
    sheet(other, "request-letter")
    prefix = page.evaluate("Object.keys(localStorage).find((key) => key.endsWith(':me:-')).slice(0, -4)")
    page.evaluate("key => localStorage.setItem(key, 'not readable')", f"{prefix}.aside:5")
    page.evaluate("key => localStorage.setItem(key, String(Date.now() + 1000))", f"{prefix}.backup")
    before = keys(page)
    erase_everything(page, "Erase")
    expect(box(other, "me.name")).to_have_value("")
    undo(page)
    expect(box(other, "me.name")).to_have_value("Rosa")
    after = keys(page)
    assert after[".aside:5"] == "not readable"
    assert json.loads(after["me:-"])["a"]["me.name"][0] == json.loads(before["me:-"])["a"]["me.name"][0] == "Rosa"
    assert int(after[".backup"]) >= json.loads(after["me:-"])["a"]["me.name"][1], "it is in a copy, as before"


def test_an_erased_contact_that_was_removed_then_comes_back(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez")
    sheet(page, "notes")
    write(page, notes__new="They need welders")
    saved(page)
    erase_sheet(page)
    sheet(page, "contact-log")
    page.get_by_role("button", name="Remove this contact").click()
    expect(page.locator(ROWS)).to_have_count(0)
    sheet(page, "notes")
    undo(page)
    expect(box(page, "notes.new")).to_have_value("They need welders")


def test_who_comes_back_is_still_named_by_others(page: Page, home: str) -> None:
    page.goto(f"{home}renting/homes/")
    ready(page)
    page.get_by_role("button", name="Add helper").click()
    row = page.locator(ROWS, has=page.locator("[name='helper.name']"))
    row.locator("[name='helper.name']").fill("Bo")
    saved(page)
    page.goto(f"{home}renting/confirm/")
    ready(page)
    write(page, home__street="Elm Street 4")
    who = page.get_by_label("Who shows it to you")
    who.select_option("Bo")
    saved(page)
    page.goto(f"{home}renting/homes/")
    ready(page)
    row.get_by_role("button", name="Remove this helper").click()
    expect(row).to_have_count(0)
    undo(page)
    expect(row.locator("[name='helper.name']")).to_have_value("Bo")
    page.goto(f"{home}renting/confirm/")
    expect(who.locator("option:checked")).to_have_text("Bo")


def test_it_is_undone_on_pages_without_a_sheet(page: Page, sheet: OpenSheet, served: str) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    page.goto(f"{served}guide/index.html")
    erase_everything(page, "Erase")
    expect(page.locator("[data-undo]")).to_be_focused()
    undo(page)
    sheet(page, "call")
    expect(box(page, "me.name")).to_have_value("Rosa")


def test_it_is_said_in_spanish(page: Page, served: str, guide_site: str) -> None:
    page.goto(f"{served}guide/es/informational-interviews/call.html")
    ready(page)
    write(page, call__times="Los lunes")
    page.get_by_role("button", name="Borrar esta hoja").click()
    page.locator(".gs-dialog").get_by_role("button", name="Borrar", exact=True).click()
    page.goto(f"{served}guide/informational-interviews/call.html")
    expect(page.locator("[data-undo]")).to_contain_text("The sheet was erased.")
    page.goto(f"{served}guide/es/informational-interviews/call.html")
    expect(page.locator("[data-undo]")).to_contain_text("Se borró la hoja.")
    page.get_by_role("button", name="Deshacer").click()
    expect(box(page, "call.times")).to_have_value("Los lunes")


def test_without_the_part_nothing_is_removed(page: Page, sheet: OpenSheet) -> None:
    page.route("**/undo.js*", lambda route: route.abort())
    sheet(page, "notes")
    page.get_by_role("button", name="Add name").click()
    page.keyboard.type("Kim")
    saved(page)
    page.get_by_role("button", name="Remove this name 1").click()
    expect(page.locator(".gs-notice")).to_contain_text("A part of this page could not be loaded")
    expect(page.locator(ROWS)).to_have_count(1)


def test_in_a_workbook_of_ones_own_computer(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    open_file(page, write_workbook("guide", tmp_path_factory.mktemp("book")))
    page.get_by_label("This computer is my own").check()
    at(page, "call me.name").fill("SECRET")
    saved(page)
    erase_everything(page, "Erase")
    expect(at(page, "call me.name")).to_have_value("")
    expect(page.get_by_label("This computer is my own")).not_to_be_checked()
    assert "SECRET" not in json.dumps(keys(page))
    undo(page)
    expect(at(page, "call me.name")).to_have_value("SECRET")
    expect(page.get_by_label("This computer is my own")).to_be_checked()
    page.get_by_label("This computer is my own").uncheck()
    erase_everything(page, "Erase")
    kept(page)
    assert page.get_by_role("button", name="Undo").count() == 0
