"""Fields that name a record: a home's helper. Choosing one there also chooses it on the page."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from support.paper import printed
from support.reader import box, keys, ready, saved, write


def open_sheet(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def two_helpers(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/homes/")
    for name, line in (("Ana", "555-0101"), ("Bo", "555-0102")):
        page.get_by_role("button", name="Add helper").click()
        row = page.locator("li.gs-row", has=page.locator("[name='helper.name']")).last
        row.locator("[name='helper.name']").fill(name)
        row.locator("[name='helper.line']").fill(line)
    saved(page)


def test_choosing_one_chooses_the_other(page: Page, home: str) -> None:
    two_helpers(page, home)
    open_sheet(page, f"{home}renting/confirm/")
    write(page, home__street="Elm Street 4")
    who = page.get_by_label("Who shows it to you")
    expect(box(page, "confirm.where")).to_be_hidden()
    who.select_option("Ana")
    expect(box(page, "helper.line")).to_have_value("555-0101")
    expect(box(page, "confirm.where")).to_be_visible()
    who.select_option("Bo")
    expect(box(page, "helper.line")).to_have_value("555-0102")
    saved(page)
    kept = {name: json.loads(text) for name, text in keys(page).items()}
    (bo,) = [data["rec"] for data in kept.values() if data.get("a", {}).get("helper.name", [""])[0] == "Bo"]
    (elm,) = [data for data in kept.values() if "home.street" in data.get("a", {})]
    assert elm["a"]["home.shown_by"][0] == bo
    page.reload()
    expect(who.locator("option:checked")).to_have_text("Bo")
    assert page.locator(".gs-misfit").count() == 0

    homes = page.locator('gs-record[data-coll="home"]')
    homes.get_by_role("button", name="Add another home").click()
    expect(who).to_have_value("")
    write(page, home__street="Oak Street 9")
    who.select_option("Ana")
    homes.locator("select").select_option(label="Elm Street 4")
    expect(who.locator("option:checked")).to_have_text("Bo")
    expect(box(page, "helper.line")).to_have_value("555-0102")


def test_a_helper_that_was_removed_is_still_named_so(page: Page, home: str) -> None:
    two_helpers(page, home)
    open_sheet(page, f"{home}renting/confirm/")
    write(page, home__street="Elm Street 4")
    who = page.get_by_label("Who shows it to you")
    who.select_option("Bo")
    saved(page)
    open_sheet(page, f"{home}renting/homes/")
    rows = page.locator("li.gs-row", has=page.locator("[name='helper.name']"))
    expect(rows).to_have_count(2)
    rows.last.get_by_role("button", name="Remove this helper").click()
    expect(rows).to_have_count(1)
    open_sheet(page, f"{home}renting/confirm/")
    expect(who.locator("option:checked")).to_have_text("helper, removed")
    expect(who.locator("option")).to_have_count(3)


def test_paper_has_the_name_or_a_line(page: Page, home: str, tmp_path: Path) -> None:
    two_helpers(page, home)
    open_sheet(page, f"{home}renting/confirm/")
    write(page, home__street="Elm Street 4")
    page.get_by_label("Who shows it to you").select_option("Bo")
    text = " ".join(printed(page, tmp_path))
    assert "Who shows it to you Bo" in text
    page.evaluate("document.documentElement.classList.add('gs-print-blank')")
    text = " ".join(printed(page, tmp_path))
    assert "Who shows it to you" in text and "Who shows it to you Bo" not in text


def test_the_line_is_ruled(chromium_page: Page, home: str) -> None:
    page = chromium_page
    open_sheet(page, f"{home}renting/confirm/")
    page.emulate_media(media="print")
    expect(page.locator(".gs-field--record .gs-lines")).to_be_visible()
