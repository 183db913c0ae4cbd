"""Several ways back wait at once: each can be taken, in whatever order and in whichever tab, and no word is lost between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from support.copies import ONLY, REPLACE, copy_of, load
from support.reader import add_contact, box, keys, saved, write

OpenSheet = Callable[[Page, str], None]
pytestmark = pytest.mark.engines("chromium", "firefox")
REMOVED, LOADED = "Removed:", "The copy was loaded"


def way_back(page: Page, said: str) -> Locator:
    return page.locator("[data-undo]", has_text=said)


def take(page: Page, *said: str) -> None:
    for words in said:
        before = way_back(page, words).count()
        way_back(page, words).first.get_by_role("button", name="Undo").click()
        expect(way_back(page, words)).to_have_count(before - 1)


@pytest.mark.parametrize("order", [(REMOVED, LOADED), (LOADED, REMOVED)])
@pytest.mark.parametrize("where", ["here", "another tab"])
def test_a_question_is_back_after_its_removal_and_a_copy_were_undone(
    page: Page, context: BrowserContext, sheet: OpenSheet, tmp_path: Path, order: tuple[str, str], where: str
) -> None:
    own = "li.gs-q--own textarea >> nth=0"
    sheet(page, "what-to-ask")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("Who trains you?")
    saved(page)
    copy = copy_of(page)
    page.locator(own).fill("Who trains you in the first week?")
    saved(page)
    page.get_by_role("button", name="Remove this question").click()
    load(page, tmp_path, copy, "1 answer came from it.", ONLY)
    expect(page.locator(own)).to_have_value("Who trains you?")
    one = page
    if where == "another tab":
        one = context.new_page()
        sheet(one, "what-to-ask")
    take(one, order[0])
    take(page, order[1])
    for tab in (page, one):
        expect(tab.locator(own)).to_have_value("Who trains you in the first week?")
        expect(tab.locator("li.gs-q--own")).to_have_count(1)


@pytest.mark.parametrize("order", [(REMOVED, LOADED), (LOADED, REMOVED)])
def test_a_contact_is_back_once_after_a_removal_and_a_copy_were_undone(
    page: Page, sheet: OpenSheet, tmp_path: Path, order: tuple[str, str]
) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    add_contact(page, name="Ben Li")
    saved(page)
    copy = copy_of(page)
    rows = page.locator("li.gs-row")
    rows.first.locator("[name='contact.org']").fill("Mercy Foods")
    saved(page)
    rows.first.get_by_role("button", name="Remove this contact").click()
    load(page, tmp_path, copy, "2 answers came from it.", ONLY)
    expect(rows).to_have_count(2)
    take(page, *order)
    expect(rows).to_have_count(2)
    expect(rows.first.locator("[name='contact.name']")).to_have_value("Ana Núñez")
    expect(rows.first.locator("[name='contact.org']")).to_have_value("Mercy Foods")


def test_two_copies_are_undone_one_after_the_other(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    copies = []
    for name in ("Rosa", "Rosa Díaz", "Rosa Marin"):
        write(page, me__name=name)
        saved(page)
        copies.append(copy_of(page))
    for copy in copies[:2]:
        load(page, tmp_path, copy, "1 answer came from it.", REPLACE)
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    for name in ("Rosa", "Rosa Marin"):
        page.locator("[data-undo]").first.get_by_role("button", name="Undo").click()
        expect(box(page, "me.name")).to_have_value(name)
    expect(page.locator("[data-undo]")).to_have_count(0)


def test_what_a_newer_version_has_left_stays_as_it_is(page: Page, sheet: OpenSheet) -> None:
    newer = '{"f":"guidesheet-undo","v":2}'
    sheet(page, "notes")
    page.get_by_role("button", name="Add name").click()
    page.keyboard.type("Kim")
    saved(page)
    record = page.evaluate("Object.keys(localStorage).find((key) => key.includes(':contact:'))")
    page.evaluate("given => localStorage.setItem(...given)", [record.replace(":contact:", ":.undo:").rpartition(":")[0] + ":5", newer])
    page.get_by_role("button", name="Remove this name 1").click()
    take(page, REMOVED)
    assert keys(page)[".undo:5"] == newer
