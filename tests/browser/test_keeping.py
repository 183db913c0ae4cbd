"""What is typed stays: after a reload, in other tabs, for each contact, in every place that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from support.reader import FILL, READ, add_contact, box, keys, ready, saved, star, write
from support.sites import pages_of

OpenSheet = Callable[[Page, str], None]


def test_every_kind_of_answer_is_back_after_a_reload(page: Page, home: str, home_site: Path) -> None:
    """Every control of every page of the second dataset: its type, not its name, says what to write."""
    addresses = [home + address.removesuffix("index.html") for address in pages_of(home_site)]
    kinds = set()
    for address in addresses:
        page.goto(address)
        ready(page)
        for button in page.locator("gs-rows > [data-do=add]:visible").all():
            button.click()
        kinds |= set(page.evaluate(FILL))
        if not page.locator(".gs-status").count():
            continue
        saved(page)
        before = page.evaluate(READ)
        assert before
        page.reload()
        ready(page)
        assert page.evaluate(READ) == before, address
    assert kinds >= {"text", "textarea", "email", "tel", "date", "time", "number", "select", "radio", "checkbox"}


def test_two_tabs_show_what_the_other_one_wrote(context: BrowserContext, sheet: OpenSheet) -> None:
    one, two = context.new_page(), context.new_page()
    sheet(one, "call")
    sheet(two, "request-letter")
    write(one, me__name="Rosa Díaz")
    saved(one)
    expect(box(two, "me.name")).to_have_value("Rosa Díaz")
    expect(two.locator(".gs-letter__live")).to_contain_text("Rosa Díaz")
    write(two, me__intro="I bake.")
    saved(two)
    expect(box(one, "me.intro")).to_have_value("I bake.")
    expect(box(one, "me.name")).to_have_value("Rosa Díaz")


def test_answers_of_two_contacts_never_mix(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    add_contact(page, name="Ben Li", org="City Library")
    saved(page)
    expect(page.locator("li.gs-row")).to_have_count(2)
    sheet(page, "notes")
    chooser = page.locator("gs-record select")
    chooser.select_option(label="Ana Núñez")
    write(page, notes__new="from Ana")
    chooser.select_option(label="Ben Li")
    expect(box(page, "notes.new")).to_have_value("")
    write(page, notes__new="from Ben")
    chooser.select_option(label="Ana Núñez")
    expect(box(page, "notes.new")).to_have_value("from Ana")
    page.reload()
    expect(page.locator("gs-record select option:checked")).to_have_text("Ana Núñez")
    expect(box(page, "notes.new")).to_have_value("from Ana")


def test_a_removed_contact_leaves_nothing_in_the_next_ones_fields_and_can_come_back(
    page: Page, context: BrowserContext, sheet: OpenSheet
) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    saved(page)
    other = context.new_page()
    sheet(other, "call")
    expect(box(other, "contact.name")).to_have_value("Ana Núñez")
    page.get_by_role("button", name="Remove this contact").click()
    expect(page.locator("li.gs-row")).to_have_count(0)
    expect(box(other, "contact.name")).to_have_value("")
    assert "Mercy" not in json.dumps([text for name, text in keys(page).items() if not name.startswith(".undo:")])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("li.gs-row [name='contact.org']")).to_have_value("Mercy Hospital")
    saved(page)


def test_the_same_field_is_in_step_wherever_it_shows(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez")
    expect(page.locator("li.gs-row legend").first).to_contain_text("Ana Núñez")
    sheet(page, "thank-you")
    expect(page.locator(".gs-letter__live").first).to_contain_text("Dear Ana Núñez:")


def test_own_questions_are_added_starred_shown_and_removed(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.hints")
    for text in ("First of mine?", "Second of mine?"):
        page.get_by_role("button", name="Add a question").click()
        page.keyboard.type(text)
        page.locator("li.gs-q--own").last.locator('[name$=":star"]').check()
    saved(page)
    sheet(page, "during")
    shown = page.locator("gs-show [data-ask]:visible")
    expect(shown).to_have_count(3)
    sheet(page, "what-to-ask")
    page.locator("li.gs-q--own").first.get_by_role("button", name="Remove this question").click()
    expect(page.locator("li.gs-q--own")).to_have_count(1)
    page.reload()
    expect(page.locator("li.gs-q--own textarea").first).to_have_value("Second of mine?")
    sheet(page, "during")
    expect(shown).to_have_count(2)


def test_rows_are_added_and_removed_and_a_removal_undone(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    for name in ("Kim", "Lou"):
        page.get_by_role("button", name="Add name").click()
        page.keyboard.type(name)
    saved(page)
    rows = page.locator("li.gs-row")
    rows.first.get_by_role("button", name="Remove this name").click()
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(2)
    saved(page)
    page.reload()
    expect(rows.first.locator("input").first).to_have_value("Kim")


def test_half_a_date_is_said_to_be_not_kept(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-letter")
    page.wait_for_function("() => 'guidesheetSince' in window")
    day = box(page, "request_letter.mailed")
    note = page.locator(".gs-misfit")
    day.focus()
    page.keyboard.type("0304")
    day.blur()
    expect(note).to_contain_text("Not kept yet: fill in all of")
    day.fill("2027-03-04")
    day.blur()
    expect(note).to_have_count(0)
    saved(page)
    page.reload()
    expect(day).to_have_value("2027-03-04")


def test_what_was_typed_before_the_script_came_is_kept(page: Page, guide: str) -> None:
    held: list[Route] = []
    page.route("**/core.js*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the handler, and cannot mark a bound method of a list
    page.goto(f"{guide}call.html", wait_until="commit")
    write(page, me__name="Typed early")
    for _ in range(100):
        if held:
            break
        page.wait_for_timeout(100)
    held[0].continue_()
    saved(page)
    page.unroute("**/core.js*")
    page.reload()
    expect(box(page, "me.name")).to_have_value("Typed early")


def test_leaving_at_once_loses_nothing(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    write(page, me__name="Quick")
    sheet(page, "request-letter")
    expect(box(page, "me.name")).to_have_value("Quick")


@pytest.mark.parametrize("width", [390, 1280])
def test_progress_counts_what_is_filled_in(page: Page, sheet: OpenSheet, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    sheet(page, "review")
    progress = page.locator("gs-sheet gs-progress")
    before = progress.inner_text()
    box(page, "review.why").fill("because")
    saved(page)
    expect(progress).not_to_have_text(before)
    assert progress.inner_text().startswith("1 of ")
