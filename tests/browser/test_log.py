"""The log at a glance: a table on wide screens, cards on phones; a name leads to its card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from support import axe
from support.paper import printed
from support.reader import add_contact, ready, saved

OpenSheet = Callable[[Page, str], None]


def test_all_contacts_stand_in_a_table_and_in_cards(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "contact-log")
    table = page.locator(".gs-log table")
    add_contact(page, name="Ana Núñez", org="Mercy Foods")
    page.locator("li.gs-row").first.locator('[name="contact.next_step"]').first.select_option(label="Call them")
    page.locator("li.gs-row").first.locator('[name="contact.next_day"]').fill("2026-12-01")
    expect(table).to_have_count(0)
    add_contact(page, name="Ben Li")
    expect(table.locator("thead th")).to_have_text(["Their name", "Where they work", "Next step", "Do it on"])
    expect(table.locator("tbody tr").first.locator("th, td")).to_have_text(["Ana Núñez", "Mercy Foods", "Call them", "Dec 1, 2026"])
    page.locator("li.gs-row").nth(1).locator('[name="contact.role"]').fill("Librarian")
    expect(table.locator("tbody tr").nth(1)).to_contain_text("Librarian")
    step = page.locator("li.gs-row").nth(1).locator('select[name="contact.next_step"]')
    step.select_option("other")
    page.locator("li.gs-row").nth(1).locator('[name="contact.next_step:other"]').fill("Ask Sam first")
    expect(table.locator("tbody tr").nth(1)).to_contain_text("Ask Sam first")
    saved(page)
    assert axe.violations(page) == []
    table.get_by_role("button", name="Ben Li").click()
    expect(page.locator("li.gs-row").nth(1).locator('[name="contact.name"]')).to_be_focused()
    assert " ".join(printed(page, tmp_path)).count("Ask Sam first") == 1, "paper has the cards only"
    page.reload()
    expect(table.locator("tbody tr").first.locator("th, td")).to_have_text(["Ana Núñez", "", "Mercy Foods", "Call them", "Dec 1, 2026"])
    page.locator("li.gs-row").first.get_by_role("button", name="Remove this contact").click()
    expect(table).to_have_count(0)


def test_a_phone_has_the_cards_alone(new_context: Callable[..., BrowserContext], sheet: OpenSheet) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    sheet(page, "contact-log")
    for name in ("Ana Núñez", "Ben Li"):
        add_contact(page, name=name)
    expect(page.locator("li.gs-row")).to_have_count(2)
    expect(page.locator(".gs-log")).to_be_hidden()


def test_a_time_of_day_is_said_in_the_table_as_elsewhere(page: Page, home: str) -> None:
    page.goto(f"{home}renting/homes/")
    ready(page)
    for street, time in (("Elm Street", "09:30"), ("Oak Road", "14:05")):
        page.locator("gs-rows[data-of=home] > [data-do=add]").click()
        row = page.locator("gs-rows[data-of=home] li.gs-row").last
        row.locator('[name="home.street"]').fill(street)
        row.locator('[name="home.view_time"]').fill(time)
    expect(page.locator(".gs-log tbody tr").first.locator("td")).to_have_text(["9:30 AM"])
    expect(page.locator(".gs-log tbody tr").nth(1).locator("td")).to_have_text(["2:05 PM"])
