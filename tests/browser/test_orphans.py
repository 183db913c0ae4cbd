"""Answers whose question is gone are listed, copied, removed and brought back; questions that read otherwise now say so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from support.copies import copy_of
from support.paper import printed
from support.reader import add_contact, box, keys, ready, saved, write

OpenSheet = Callable[[Page, str], None]
GONE = {
    "call.fax": ["860-555-0100", 5, "Their fax"],
    "old_sheet.goal": ["Work outdoors", 6, "What do you want?"],
    "me.shoe": ["9", 7, "Shoe size"],
}


def keep(page: Page, prefix: str, rec: str, answers: dict[str, list[Any]]) -> None:
    """Puts answers into a record that is stored already, or begins it."""
    page.evaluate(
        """([key, coll, rec, answers]) => {
          const had = JSON.parse(localStorage.getItem(key) ?? 'null') ?? {f: 'guidesheet', v: 1, coll, rec, made: 1, a: {}};
          Object.assign(had.a, answers);
          addEventListener('pagehide', () => localStorage.setItem(key, JSON.stringify(had)));
        }""",
        [f"guidesheet:1:{prefix}:{rec}", *rec.split(":"), answers],
    )


def prefix_of(page: Page) -> str:
    prefix: str = page.evaluate("Object.keys(localStorage).find((key) => key.startsWith('guidesheet:1:')).split(':')[2]")
    return prefix


def with_orphans(page: Page, sheet: OpenSheet) -> str:
    """A contact, an answer of a sheet that is gone, and one of a shared field that is gone; gives the contact's record."""
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez")
    saved(page)
    (contact,) = [name for name in keys(page) if name.startswith("contact:")]
    prefix = prefix_of(page)
    keep(page, prefix, "me:-", {name: entry for name, entry in GONE.items() if name != "call.fax"})
    keep(page, prefix, contact, {"call.fax": GONE["call.fax"], "contact.name": ["Ana Núñez", 5, "Their name"]})
    sheet(page, "call")
    return contact


def orphans(page: Page) -> list[str]:
    return page.locator(".gs-orphans li").all_inner_texts()


def test_they_are_listed_with_their_questions(page: Page, sheet: OpenSheet, served: str) -> None:
    with_orphans(page, sheet)
    listed = page.locator(".gs-orphans li")
    expect(listed).to_have_count(3)
    for answer, _, question in GONE.values():
        item = listed.filter(has_text=str(question))
        expect(item.locator(".gs-orphans__a")).to_have_text(str(answer))
    page.goto(f"{served}guide/index.html")
    expect(listed).to_have_count(2)
    assert any("Work outdoors" in text for text in orphans(page)), "what belongs to no sheet is on pages that are none"
    found = copy_of(page)["records"]
    assert {"860-555-0100", "Work outdoors", "9"} <= {answer["answer"] for record in found for answer in record["answers"]}


def test_one_is_removed_and_brought_back_and_the_others_stay(page: Page, sheet: OpenSheet) -> None:
    contact = with_orphans(page, sheet)
    page.get_by_role("button", name="Remove it: Their fax").click()
    expect(page.locator("[data-undo]")).to_be_focused()
    expect(page.locator("[data-undo]")).to_contain_text("Removed: Their fax")
    expect(page.locator(".gs-orphans li")).to_have_count(2)
    assert "0100" not in keys(page)[contact]
    page.reload()
    ready(page)
    page.locator("[data-undo]").get_by_role("button", name="Undo").click()
    expect(page.locator(".gs-orphans li")).to_have_count(3)
    assert "0100" in keys(page)[contact]
    page.get_by_role("button", name="Remove it: Their fax").click()
    page.locator("[data-undo]").get_by_role("button", name="Close this message").click()
    assert "0100" not in json.dumps(keys(page))


def test_one_is_copied_also_where_a_page_may_not_write_the_clipboard(new_context: Callable[..., BrowserContext], sheet: OpenSheet) -> None:
    for how in ("{get: () => ({writeText: async (text) => { window.copied = text; }})}", "{get: () => undefined}"):
        context = new_context()
        page = context.new_page()
        page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {how});")
        page.add_init_script("addEventListener('copy', () => { window.copied = document.activeElement.value; });")
        with_orphans(page, sheet)
        page.get_by_role("button", name="Copy the text: Their fax").click()
        expect(page.locator("[role=status]")).to_have_text("The text was copied.")
        assert page.evaluate("window.copied") == "Their fax\n860-555-0100"
        expect(page.get_by_role("button", name="Copy the text: Their fax")).to_be_focused()
        context.close()


def test_they_are_on_filled_paper_only(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    with_orphans(page, sheet)
    expect(page.locator(".gs-orphans li")).to_have_count(3)
    text = " ".join(printed(page, tmp_path))
    assert "860-555-0100" in text and "Remove it" not in text
    page.evaluate("document.documentElement.classList.add('gs-print-blank')")
    assert "860-555-0100" not in " ".join(printed(page, tmp_path))


def test_a_question_that_was_reworded_says_so_until_it_is_answered_again(page: Page, sheet: OpenSheet) -> None:
    contact = with_orphans(page, sheet)
    prefix = prefix_of(page)
    then = "On what days can you meet?"
    keep(page, prefix, contact, {"call.times": ["Mondays", 5, then]})
    keep(page, prefix, "me:-", {"me.intro": ["I bake.", 5, "Who are you?"]})
    sheet(page, "call")
    note = page.locator(".gs-reworded")
    expect(note).to_have_count(2)
    expect(note.filter(has_text="Who are you?")).to_contain_text("This question has changed since you answered. It was: “Who are you?”")
    expect(box(page, "call.times")).to_have_accessible_description(re.compile("On what days can you meet"))
    write(page, me__intro="I bake bread.")
    expect(note).to_have_count(1)
    page.get_by_role("button", name="My answer still fits").click()
    expect(note).to_have_count(0)
    expect(box(page, "call.times")).to_be_focused()
    expect(box(page, "call.times")).to_have_value("Mondays")
    page.reload()
    ready(page)
    page.wait_for_timeout(500)
    assert note.count() == 0


def test_another_language_and_another_label_are_no_change(page: Page, sheet: OpenSheet, served: str) -> None:
    """Answers of every sheet in Spanish, looked at in English, and the other way round."""
    for first, second in (("es/", ""), ("", "es/")):
        names = ("contact-log", "call", "request-letter", "what-to-ask", "notes", "review")
        for name in names:
            page.goto(f"{served}guide/{first}informational-interviews/{name}.html")
            ready(page)
            for button in page.locator("gs-rows > [data-do=add]:visible").all():
                button.click()
            page.evaluate("""() => {
              for (const box of document.querySelectorAll('gs-sheet [name][data-kind]')) {
                if (box.value && box.type !== 'checkbox' && box.type !== 'radio') continue;
                if (['checkbox', 'radio'].includes(box.type)) box.checked = true;
                else if (box.localName === 'select') box.selectedIndex = box.options.length - 1;
                else box.value = {date: '2027-03-01', month: '2027-03', time: '09:30', email: 'a@example.org'}[box.type] ?? '1.5';
                for (const type of ['input', 'change']) box.dispatchEvent(new Event(type, {bubbles: true}));
              }
              dispatchEvent(new Event('pagehide'));
            }""")
        for name in names:
            page.goto(f"{served}guide/{second}informational-interviews/{name}.html")
            ready(page)
            page.wait_for_function("() => window.guidesheetSince")
            page.wait_for_timeout(500)
            assert page.locator(".gs-reworded .gs-hint").all_inner_texts() == [], name
            assert orphans(page) == [], name
        page.evaluate("localStorage.clear()")


def test_it_is_said_in_spanish(page: Page, sheet: OpenSheet, served: str) -> None:
    contact = with_orphans(page, sheet)
    keep(page, prefix_of(page), contact, {"call.times": ["Mondays", 5, "On what days?"]})
    page.goto(f"{served}guide/es/informational-interviews/call.html")
    expect(page.locator(".gs-orphans h2")).to_have_text("Respuestas a preguntas que ya no están")
    said = "Esta pregunta cambió después de que usted contestó. Antes decía: “On what days?”"
    expect(page.locator(".gs-reworded")).to_contain_text(said)


def test_a_tick_that_became_words_is_shown(page: Page, home: str) -> None:
    page.goto(f"{home}renting/wishes/")
    ready(page)
    write(page, me__budget="900")
    saved(page)
    keep(page, prefix_of(page), "me:-", {"wishes.dream": [True, 5, "And what would be nice"]})
    page.reload()
    expect(box(page, "wishes.dream")).to_have_value("✓")


def test_a_row_of_the_editors_that_was_renamed_keeps_its_answers(page: Page, home: str) -> None:
    """Its columns, too: `was:` on a row and on a column at once."""
    page.add_init_script("""
      let site;
      Object.defineProperty(window, 'guidesheetSite', {get: () => site, set: (given) => {
        site = given;
        site.was['handover.rooms[kitchen]'] = ['handover.rooms[cooking]'];
        site.was['handover.rooms[].fault'] = ['handover.rooms[].flaw'];
      }});
    """)
    page.goto(f"{home}renting/handover/")
    ready(page)
    page.locator("[name='handover.rooms[bath].fault']").fill("A crack")
    saved(page)
    (record,) = [name for name in keys(page) if name.startswith("home:")]
    keep(
        page,
        prefix_of(page),
        record,
        {"handover.rooms[cooking].flaw": ["A dent", 5, "Faults"], "handover.rooms[bath].fault": ["A crack", 5, "Faults"]},
    )
    page.reload()
    expect(page.locator("[name='handover.rooms[kitchen].fault']")).to_have_value("A dent")
    page.wait_for_timeout(300)
    assert orphans(page) == []
