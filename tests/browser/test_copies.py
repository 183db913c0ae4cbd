"""Copies: what one would do is said before, both ways are undone; of everything, a sheet or a contact."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from support.copies import CATCH, MERGE, ONLY, REPLACE, choose, copy_of, counts, load
from support.reader import add_contact, box, erase_everything, keys, ready, saved, write

OpenSheet = Callable[[Page, str], None]
Copy = dict[str, Any]


def answers(page: Page) -> dict[str, dict[str, Any]]:
    """Every answer that is here, by record: what says more than nothing."""
    records = {name: json.loads(text) for name, text in keys(page).items() if not name.startswith(".") and ":" in name}
    filled = {name: {id_: entry[0] for id_, entry in data.get("a", {}).items() if entry[0] != ""} for name, data in records.items()}
    return {name: found for name, found in filled.items() if found}


def apart(page: Page, sheet: OpenSheet) -> Copy:
    """A copy, and answers here that have gone on since: one newer here, one in the copy, one erased, one the same, one only here."""
    sheet(page, "call")
    write(page, me__name="Rosa", me__intro="I bake.", call__times="Mondays", contact__phone="860-555-0199")
    saved(page)
    copy = copy_of(page)
    write(page, me__name="Rosa Marin")
    page.get_by_role("button", name="Erase this sheet").click()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    page.locator("[data-undo]").get_by_role("button", name="Close this message").click()
    saved(page)
    for record in copy["records"]:
        for answer in record["answers"]:
            if answer["id"] == "me.intro":
                answer |= {"answer": "I bake bread.", "time": answer["time"] + 1}
    sheet(page, "contact-log")
    add_contact(page, name="Ben Li")
    saved(page)
    return copy


SAID = [
    "1 answer is only in the copy.",
    "1 answer is newer in the copy.",
    "1 answer is newer here.",
    "1 answer is the same.",
    "1 answer is only here.",
]


def test_it_says_what_is_where_and_cancel_changes_nothing(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    copy = apart(page, sheet)
    before = keys(page)
    choose(page, tmp_path, copy)
    assert counts(page) == SAID
    expect(page.locator(".gs-dialog")).to_contain_text("A copy of all answers, saved on")
    expect(page.locator(".gs-dialog").get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".gs-dialog")).to_have_count(0)
    assert keys(page) == before


def test_both_are_put_together_and_that_is_undone(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    copy = apart(page, sheet)
    before = answers(page)
    load(page, tmp_path, copy, "2 answers came from it. 1 answer here was newer, and stayed as it is.")
    sheet(page, "call")
    expect(box(page, "me.name")).to_have_value("Rosa Marin")
    expect(box(page, "me.intro")).to_have_value("I bake bread.")
    assert json.dumps(answers(page)).count("Mondays") == 1 and "Ben Li" in json.dumps(answers(page))
    page.reload()
    page.locator("[data-undo]").get_by_role("button", name="Undo").click()
    expect(box(page, "me.intro")).to_have_value("I bake.")
    saved(page)
    assert answers(page) == before


def test_what_is_here_is_replaced_and_that_is_undone(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    copy = apart(page, sheet)
    before = answers(page)
    load(page, tmp_path, copy, "3 answers came from it. 1 answer that was only here is gone.", REPLACE)
    in_copy = {answer["id"]: answer["answer"] for record in copy["records"] for answer in record["answers"]}
    assert {name: value for found in answers(page).values() for name, value in found.items()} == in_copy
    expect(page.locator("li.gs-row")).to_have_count(1)  # whose phone was typed
    page.reload()
    ready(page)
    expect(page.locator("li.gs-row")).to_have_count(1)
    page.locator("[data-undo]").get_by_role("button", name="Undo").click()
    expect(page.locator("li.gs-row")).to_have_count(2)
    saved(page)
    assert answers(page) == before
    load(page, tmp_path, copy, "1 answer came from it. 2 answers here were newer")


def test_a_copy_that_is_all_here_asks_nothing(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    load(page, tmp_path, copy_of(page), "All of this copy is here already.", None)
    assert page.locator("[data-undo]").count() == 0


def test_a_removed_contact_comes_back_once_however_often_it_is_loaded(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    add_contact(page, name="Ben Li")
    saved(page)
    copy = copy_of(page)
    rows = page.locator("li.gs-row")
    rows.first.get_by_role("button", name="Remove this contact").click()
    expect(rows).to_have_count(1)
    page.locator("[data-undo]").get_by_role("button", name="Close this message").click()
    load(page, tmp_path, copy, "2 answers came from it.", ONLY)
    expect(rows).to_have_count(2)
    expect(rows.first.locator("[name='contact.org']")).to_have_value("Mercy Hospital")
    load(page, tmp_path, copy, "All of this copy is here already.", None)
    expect(rows).to_have_count(2)


def part_of(page: Page, which: str) -> Copy:
    """What *Save a part* would put into the file."""
    page.evaluate(CATCH)
    page.evaluate("window.saved = ''")
    page.get_by_role("button", name="Save a part").first.click()
    page.locator(".gs-dialog").get_by_label("What goes into the file?").select_option(which)
    page.locator(".gs-dialog").get_by_role("button", name="Save it").click()
    expect(page.locator(".gs-notice", has_text="That part was saved as a file.")).to_be_focused()
    page.wait_for_function("() => window.saved")
    found: Copy = json.loads(page.evaluate("window.saved"))
    assert found["part"] is True
    return found


def two_contacts(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", phone="860-555-0199")
    add_contact(page, name="Ben Li", phone="860-555-0100")
    saved(page)
    sheet(page, "call")
    page.locator("gs-record select").select_option(label="Ana Núñez")
    write(page, me__name="Rosa", call__times="Mondays")
    saved(page)
    sheet(page, "notes")
    write(page, notes__new="They need welders")
    saved(page)


def test_an_own_question_that_was_removed_comes_back(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "what-to-ask")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("Who trains you?")
    saved(page)
    copy = copy_of(page)
    page.get_by_role("button", name="Remove this question").click()
    page.locator("[data-undo]").get_by_role("button", name="Close this message").click()
    expect(page.locator("li.gs-q--own")).to_have_count(0)
    removed = copy_of(page)
    assert "Who trains you?" not in json.dumps(removed)
    choose(page, tmp_path, copy)
    assert counts(page) == ["1 answer is only in the copy."]
    page.locator(".gs-dialog").get_by_role("button", name=ONLY).click()
    expect(page.locator("li.gs-q--own textarea").first).to_have_value("Who trains you?")
    page.locator(".gs-notice").get_by_role("button", name="Undo").click()
    expect(page.locator("li.gs-q--own")).to_have_count(0)
    load(page, tmp_path, copy, "1 answer came from it", ONLY)
    load(page, tmp_path, removed, "0 answers came from it", MERGE)
    expect(page.locator("li.gs-q--own textarea").first).to_have_value("Who trains you?")


def test_a_copy_of_one_sheet_has_what_it_shows_and_touches_nothing_else(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    two_contacts(page, sheet)
    sheet(page, "call")
    copy = part_of(page, "What this sheet shows now")
    found = {answer["id"]: answer["answer"] for record in copy["records"] for answer in record["answers"]}
    assert found == {"me.name": "Rosa", "contact.name": "Ana Núñez", "contact.phone": "860-555-0199", "call.times": "Mondays"}
    assert not [name for name in keys(page) if name.endswith(".backup")], "it is no copy of everything"
    write(page, call__times="Fridays")
    saved(page)
    choose(page, tmp_path, copy)
    assert counts(page) == ["1 answer is newer here.", "3 answers are the same."]
    page.locator(".gs-dialog").get_by_role("button", name=REPLACE).click()
    expect(box(page, "call.times")).to_have_value("Mondays")
    sheet(page, "notes")
    expect(box(page, "notes.new")).to_have_value("They need welders")
    sheet(page, "contact-log")
    expect(page.locator("li.gs-row")).to_have_count(2)
    assert "Ben Li" in json.dumps(part_of(page, "What this sheet shows now")), "the log shows them all"


def test_a_copy_of_one_contact_has_all_about_them(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    two_contacts(page, sheet)
    copy = part_of(page, "contact: Ana Núñez")
    (record,) = copy["records"]
    assert {"Ana Núñez", "Mondays", "They need welders"} <= {answer["answer"] for answer in record["answers"]}
    assert "Rosa" not in json.dumps(copy) and "Ben" not in json.dumps(copy)
    erase_everything(page)
    load(page, tmp_path, copy, "answers came from it.", ONLY)
    sheet(page, "notes")
    expect(box(page, "notes.new")).to_have_value("They need welders")


def test_a_contact_is_saved_on_pages_without_a_sheet(page: Page, sheet: OpenSheet, served: str) -> None:
    two_contacts(page, sheet)
    page.goto(f"{served}guide/index.html")
    assert len(part_of(page, "contact: Ben Li")["records"]) == 1


def test_it_is_asked_in_spanish(page: Page, sheet: OpenSheet, served: str, tmp_path: Path) -> None:
    copy = apart(page, sheet)
    page.goto(f"{served}guide/es/informational-interviews/call.html")
    ready(page)
    file = tmp_path / "guidesheet-copy.json"
    file.write_text(json.dumps(copy), "utf-8")
    page.evaluate("HTMLInputElement.prototype.click = () => {}")
    page.get_by_role("button", name="Cargar una copia").click()
    page.locator("body > input[type=file]").set_input_files(file)
    assert counts(page)[2] == "1 respuesta es más nueva aquí."
    expect(page.locator(".gs-dialog")).to_contain_text("guardada el")
    page.get_by_role("button", name="Juntar las dos").click()
    expect(page.locator("[data-undo]")).to_contain_text("Se cargó la copia: de ella vinieron 2 respuestas.")


def test_words_that_look_like_markup_are_kept_as_words(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    copy = copy_of(page)
    evil = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>{{ 7*7 }}"
    for record in copy["records"]:
        for answer in record["answers"]:
            answer |= {"answer": evil, "time": answer["time"] + 1, "question": evil}
    more = [{"id": id_, "question": evil, "answer": evil, "time": 5} for id_ in ("contact.name", "gone.gone")]
    copy["records"].append(
        {"coll": "contact", "rec": "7f3k9x2m", "made": 1, "title": evil, "more": {"x": evil}, "old": {}, "answers": more}
    )
    load(page, tmp_path, copy, "3 answers came from it.", MERGE)
    expect(box(page, "me.name")).to_have_value(evil.replace("\n", ""))
    sheet(page, "contact-log")
    expect(page.locator("li.gs-row legend").first).to_contain_text(evil)
    assert page.title() != "run"
    assert page.locator("img[src=x]").count() == 0
