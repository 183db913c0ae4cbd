"""A saved copy is loaded: what was erased is back, and what is newer stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from support.copies import ONLY, copy_of, load
from support.reader import add_contact, box, erase_everything, keys, saved, star, write

OpenSheet = Callable[[Page, str], None]


def test_a_copy_brings_back_what_was_erased(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    add_contact(page, name="Bo Lind")
    saved(page)
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.skills")
    box(page, "what_to_ask.skills:note").fill("Patience.\nMath.")
    saved(page)
    copy = copy_of(page)
    erase_everything(page)
    expect(box(page, "what_to_ask.skills:note")).to_have_value("")
    load(page, tmp_path, copy, "5 answers came from it.", ONLY)
    expect(box(page, "what_to_ask.skills:note")).to_have_value("Patience.\nMath.")
    page.reload()
    expect(box(page, "what_to_ask.skills:note")).to_have_value("Patience.\nMath.")
    expect(box(page, "what_to_ask.skills:star")).to_be_checked()
    sheet(page, "contact-log")
    expect(page.locator("li.gs-row [name='contact.name']")).to_have_count(2)
    expect(page.locator("li.gs-row [name='contact.name']").first).to_have_value("Ana Núñez")


def test_what_was_erased_on_one_sheet_comes_back_and_what_is_newer_stays(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa", call__times="Mondays")
    saved(page)
    copy = copy_of(page)
    page.get_by_role("button", name="Erase this sheet").click()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    write(page, me__name="Rosa Marin")
    saved(page)
    load(page, tmp_path, copy, "1 answer came from it. 1 answer here was newer")
    expect(box(page, "call.times")).to_have_value("Mondays")
    expect(box(page, "me.name")).to_have_value("Rosa Marin")
    page.reload()
    expect(box(page, "call.times")).to_have_value("Mondays")
    load(page, tmp_path, copy, "0 answers came from it. 1 answer here was newer")


def test_an_answer_that_a_newer_copy_replaces_is_kept_as_an_earlier_one(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    copy = copy_of(page)
    (me,) = [one for one in copy["records"] if one["coll"] == "me"]
    me["answers"][0] |= {"answer": "Rosa M. Marin", "time": me["answers"][0]["time"] + 1}
    me["more"] = {"later": {"x": 1}}
    load(page, tmp_path, copy, "1 answer came from it.")
    expect(box(page, "me.name")).to_have_value("Rosa M. Marin")
    stored = json.loads(keys(page)["me:-"])
    assert stored["old"]["me.name"][0][0] == "Rosa"
    assert stored["later"] == {"x": 1}


def test_a_clock_that_went_ahead_does_not_win_for_ever(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    copy = copy_of(page)
    (me,) = [one for one in copy["records"] if one["coll"] == "me"]
    me["answers"][0] |= {"answer": "From the future", "time": 9e15}
    load(page, tmp_path, copy, "1 answer came from it.")
    value, time = json.loads(keys(page)["me:-"])["a"]["me.name"][:2]
    assert value == "From the future" and time <= page.evaluate("Date.now()")
