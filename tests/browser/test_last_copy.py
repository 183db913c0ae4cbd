"""A quiet line says how old the last copy is, and a letter that goes out is the moment to save one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from support.copies import copy_of, load
from support.paper import printed
from support.reader import add_contact, box, erase_everything, ready, saved, write

OpenSheet = Callable[[Page, str], None]


def test_it_says_how_many_answers_no_copy_has(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    last = page.locator(".gs-last")
    page.wait_for_function("() => window.guidesheetSince")
    expect(last).to_have_count(0)
    write(page, me__name="Rosa")
    expect(last).to_have_text("Last copy: never · 1 answer since")
    write(page, me__intro="I bake.", call__times="Mondays")
    expect(last).to_have_text("Last copy: never · 3 answers since")
    copy = copy_of(page)
    expect(last).to_have_text(re.compile(r"^Last copy: \w+ \d+, 20\d\d · nothing new since$"))
    write(page, me__name="Rosa Marin")
    expect(last).to_have_text(re.compile("· 1 answer since$"))
    page.reload()
    expect(last).to_have_text(re.compile("· 1 answer since$"))
    erase_everything(page)
    expect(last).to_have_text("")
    load(page, tmp_path, copy, "3 answers came from it.", "Load it")
    expect(last).to_have_text(re.compile("nothing new since$"))


def test_rows_that_were_removed_and_moved_are_no_answers(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    for name in ("Kim", "Lou"):
        page.get_by_role("button", name="Add name").click()
        page.keyboard.type(name)
    expect(page.locator(".gs-last")).to_have_text("Last copy: never · 2 answers since")
    page.get_by_role("button", name="Move up: Name 2").or_(page.locator("[data-do=up]").last).first.click()
    page.get_by_role("button", name="Remove this name 1").click()
    expect(page.locator(".gs-last")).to_have_text("Last copy: never · 1 answer since")


def test_it_is_on_other_pages_too_and_in_spanish_and_never_on_paper(page: Page, sheet: OpenSheet, served: str, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    saved(page)
    page.goto(f"{served}guide/index.html")
    expect(page.locator("gs-data .gs-last")).to_have_text("Last copy: never · 2 answers since")
    page.goto(f"{served}guide/es/informational-interviews/call.html")
    expect(page.locator(".gs-last")).to_have_text("Última copia: nunca · 2 respuestas desde entonces")
    assert "copia" not in " ".join(printed(page, tmp_path))


def test_a_copy_is_offered_when_a_letter_is_marked_as_mailed(page: Page, sheet: OpenSheet) -> None:
    for name, day in (("request-letter", "request_letter.mailed"), ("request-email", "request_email.sent")):
        sheet(page, name)
        write(page, me__name="Rosa")
        page.wait_for_function("() => window.guidesheetSince")
        box(page, day).fill("2026-11-27")
        box(page, day).press("Tab")
        offer = page.locator(".gs-notice[data-kind-of=mailed]")
        expect(offer).to_contain_text("So it is on its way. Save a copy of your answers now")
        copy_of(page)  # by the first such button: that of the offer
        expect(offer).to_have_count(0)


def test_the_offer_saves_a_copy(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-letter")
    page.wait_for_function("() => window.guidesheetSince")
    box(page, "request_letter.mailed").fill("2026-11-27")
    box(page, "request_letter.mailed").press("Tab")
    offer = page.locator(".gs-notice[data-kind-of=mailed]")
    offer.get_by_role("button", name="Save a copy").click()
    expect(offer).to_have_count(0)
    expect(page.locator(".gs-notice[data-kind-of=copy]")).to_contain_text("A copy of your answers was saved")
    expect(page.locator(".gs-last")).to_have_text(re.compile("nothing new since$"))


def test_no_other_date_offers_a_copy(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.wait_for_function("() => window.guidesheetSince")
    ready(page)
    box(page, "call.again").fill("2026-11-27")
    box(page, "call.again").press("Tab")
    saved(page)
    assert page.locator(".gs-notice").count() == 0
