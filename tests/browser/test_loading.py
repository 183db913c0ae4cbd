"""A saved copy is loaded: what was erased is back, what is newer stays, and a bad file changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support.copies import copy_of, load
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
    load(page, tmp_path, copy, "5 answers came from it.")
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
    load(page, tmp_path, copy, "1 answer came from it. 1 answers here were newer")
    expect(box(page, "call.times")).to_have_value("Mondays")
    expect(box(page, "me.name")).to_have_value("Rosa Marin")
    page.reload()
    expect(box(page, "call.times")).to_have_value("Mondays")
    load(page, tmp_path, copy, "0 answers came from it.")


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


def record(**changed: object) -> dict[str, object]:
    """A file with one record."""
    return {"records": [{"coll": "me", "rec": "-", "made": 1, "answers": [], **changed}]}


def answer(**changed: object) -> dict[str, object]:
    """A file with one answer."""
    return record(answers=[{"id": "me.name", "answer": "x", "time": 1, **changed}])


BAD: dict[str, tuple[object, str]] = {
    "no-json": ("{", "no copy"),
    "null": (None, "no copy"),
    "list": ([], "no copy"),
    "other-json": ({"name": "x"}, "no copy"),
    "other-site": ({"site": "zzzzzzzz"}, "another site"),
    "newer": ({"v": 2}, "newer version"),
    "records": ({"records": {"a": 1}}, "no copy"),
    "record": ({"records": [None]}, "no copy"),
    "collection": (record(coll="../x"), "no copy"),
    "record-id": (record(rec="__proto__"), "no copy"),
    "made": (record(made="now"), "no copy"),
    "answer-id": (answer(id="__proto__"), "no copy"),
    "value": (answer(answer={"x": 1}), "no copy"),
    "time": (answer(time="9"), "no copy"),
    "question": (answer(question=[]), "no copy"),
    "aside": ({"aside": [1]}, "no copy"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_changes_nothing_and_gets_a_sentence(name: str, page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    good = copy_of(page)
    before = keys(page)
    change, says = BAD[name]
    copy = good | change if isinstance(change, dict) and change.keys() & good.keys() else change
    load(page, tmp_path, copy, says)
    assert keys(page) == before
    expect(box(page, "me.name")).to_have_value("Rosa")


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
