"""Computed lines, sums, money with its period, and given rows beside the reader's own."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from support.paper import printed
from support.reader import box, keys, ready, saved, write


def open_costs(page: Page, home: str) -> None:
    page.goto(f"{home}renting/costs/")
    ready(page)


def fill_in(page: Page) -> None:
    box(page, "costs.bills[power].amount").fill("60.50")
    box(page, "costs.bills[water].amount").fill("1,020")
    page.get_by_role("button", name="Add cost").click()
    row = page.locator("li.gs-row")
    row.locator("[name$='.what']").fill("Garden")
    row.locator("[name$='.amount']").fill("0.25")
    write(page, costs__monthly="2,000")


def test_sums_follow_given_and_own_rows(page: Page, home: str) -> None:
    open_costs(page, home)
    total, left = page.locator("#bills-total-amount .gs-computed__text"), page.locator("#left .gs-computed__text")
    expect(total).to_have_text("")
    expect(page.locator("#bills-total-amount")).to_contain_text("Total: Amount in dollars")
    fill_in(page)
    expect(total).to_have_text("1,080.75")
    expect(left).to_have_text("919.25")
    box(page, "costs.bills[water].amount").fill("about 20")
    expect(total).to_have_text("60.75")
    odd = page.locator("#bills-total-amount .gs-computed__odd")
    expect(odd).to_have_text("“Total: Amount in dollars” leaves this out, because it is no number: about 20")
    box(page, "costs.bills[water].amount").fill("20")
    expect(total).to_have_text("80.75")
    expect(odd).to_be_hidden()
    page.get_by_role("button", name="Remove this cost").click()
    expect(total).to_have_text("80.50")
    page.get_by_role("button", name="Undo").click()
    expect(total).to_have_text("80.75")
    saved(page)
    page.reload()
    expect(total).to_have_text("80.75")
    stored = json.loads(keys(page)["me:-"])["a"]
    assert not [name for name in stored if name.startswith(("costs.left", "costs.bills-total"))], "sums are not stored"


def test_a_day_is_computed_and_shown_only_when_it_can_be(page: Page, home: str) -> None:
    open_costs(page, home)
    line = page.locator("#answer_by")
    expect(line).to_be_hidden()
    write(page, costs__agreed="2026-11-25")
    expect(line).to_contain_text("Monday, November 30, 2026")


def test_money_has_a_period_that_letters_say(page: Page, home: str) -> None:
    open_costs(page, home)
    expect(page.locator(".gs-letter__missing")).to_contain_text("Per what: What you earn in dollars")
    write(page, costs__income="36,000.50")
    page.get_by_label("Per what: What you earn in dollars").select_option("a year")
    fill_in(page)
    box(page, "costs.bills[power].what").fill("Light")
    live = page.locator(".gs-letter__live")
    expect(live).to_contain_text("I earn 36,000.50 dollars a year. I pay for Light and Garden.")
    saved(page)
    stored = json.loads(keys(page)["me:-"])["a"]
    assert stored["costs.income"][0] == "36000.50"
    assert stored["costs.income:per"][0] == "year"
    assert stored["costs.bills[power].amount"][0] == "60.50"
    page.reload()
    expect(box(page, "costs.income")).to_have_value("36000.50")
    expect(box(page, "costs.income:per")).to_have_value("year")


def test_an_earlier_key_of_a_period_is_understood(page: Page, home: str) -> None:
    open_costs(page, home)
    record = {
        "f": "guidesheet",
        "v": 1,
        "coll": "me",
        "rec": "-",
        "made": 1,
        "a": {"costs.income": ["5", 5], "costs.income:per": ["moon", 5]},
    }
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", ["guidesheet:1:h8v3kq2m@/home/:me:-", json.dumps(record)])
    page.reload()
    expect(box(page, "costs.income:per")).to_have_value("month")


def test_paper_has_a_line_to_write_on_until_there_is_a_sum(page: Page, home: str, tmp_path: Path) -> None:
    open_costs(page, home)
    ruled = page.locator("#left .gs-lines")
    paper = " ".join(printed(page, tmp_path))
    for words in ("Total: Amount in dollars", "Left each month", "Power", "Water", "If you know the day:", "They answer by"):
        assert words in paper, words
    fill_in(page)
    expect(page.locator("#left .gs-computed__text")).to_have_text("919.25")
    assert "919.25" in " ".join(printed(page, tmp_path))
    page.evaluate("document.documentElement.classList.add('gs-print-blank')")
    paper = " ".join(printed(page, tmp_path))
    assert "919.25" not in paper and "Left each month" in paper
    expect(ruled).to_be_hidden()


def test_the_line_is_ruled_on_paper(chromium_page: Page, home: str) -> None:
    page = chromium_page
    open_costs(page, home)
    page.emulate_media(media="print")
    ruled = page.locator("#left .gs-lines")
    expect(ruled).to_be_visible()
    write_amount = "document.querySelector('[name=\"costs.monthly\"]')"
    page.evaluate(f"({write_amount}.value = '5', {write_amount}.dispatchEvent(new Event('input', {{bubbles: true}})))")
    expect(ruled).to_be_hidden()
    page.evaluate("document.documentElement.classList.add('gs-print-blank')")
    expect(ruled).to_be_visible()
