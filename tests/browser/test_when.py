"""Conditions: what does not apply is hidden on the page; what was typed stays, and empty paper shows everything."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from support.paper import printed
from support.reader import box, keys, ready, saved, write


def open_sheet(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def test_a_field_comes_and_goes_and_keeps_its_answer(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    expect(box(page, "wishes.school")).to_be_hidden()
    page.locator('[name="wishes.kids"][value=yes]').check()
    expect(page.get_by_text("If children will live there:")).to_be_visible()
    write(page, wishes__school="A small one")
    page.locator('[name="wishes.kids"][value=no]').check()
    expect(box(page, "wishes.school")).to_be_hidden()
    saved(page)
    assert json.loads(keys(page)["me:-"])["a"]["wishes.school"][0] == "A small one"
    page.reload()
    expect(box(page, "wishes.school")).to_be_hidden()
    page.locator('[name="wishes.kids"][value=yes]').check()
    expect(box(page, "wishes.school")).to_have_value("A small one")
    expect(box(page, "wishes.school")).to_be_visible()


def test_what_is_hidden_does_not_count(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    progress = page.locator("gs-sheet gs-progress")
    expect(progress).to_have_text("9 to fill in")
    page.locator('[name="wishes.kids"][value=yes]').check()
    expect(progress).to_have_text("1 of 10 done")
    write(page, wishes__school="A small one")
    expect(progress).to_have_text("2 of 10 done")
    page.locator('[name="wishes.kids"][value=no]').check()
    expect(progress).to_have_text("1 of 9 done")
    saved(page)
    page.goto(f"{home}renting/")
    expect(page.locator(".gs-step gs-progress").first).to_have_text("1 of 9 done")


def test_a_block_leaves_the_contents_with_its_condition(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1400, "height": 900})
    open_sheet(page, f"{home}renting/wishes/")
    heading = page.get_by_role("heading", name="Living with others")
    link = page.locator('nav a[href="#sharing"]').last
    expect(heading).to_be_hidden()
    expect(link).to_be_hidden()
    write(page, wishes__people="3")
    expect(heading).to_be_visible()
    expect(link).to_be_visible()
    write(page, wishes__people="1")
    expect(heading).to_be_hidden()
    expect(link).to_be_hidden()


def test_groups_and_what_is_below_an_item(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/viewing/")
    write(page, home__street="Elm Street 4")
    group = page.get_by_role("group", name="Gas", exact=True)
    question = page.locator("#pump_noise")
    expect(group).to_be_hidden()
    expect(question).to_be_hidden()
    page.locator('[name="home.heat"][value=gas]').check()
    expect(group).to_be_visible()
    expect(box(page, "viewing.gas_paper")).to_be_hidden()
    box(page, "viewing.gas_check").check()
    expect(box(page, "viewing.gas_paper")).to_be_visible()
    page.locator('[name="home.heat"][value=pump]').check()
    expect(group).to_be_hidden()
    expect(question).to_be_visible()


def test_it_follows_the_record_that_the_page_is_about(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/viewing/")
    write(page, home__street="Elm Street 4")
    page.locator('[name="home.heat"][value=gas]').check()
    page.get_by_role("button", name="Add another home").click()
    expect(page.locator("#gas_tap")).to_be_hidden()
    page.locator("gs-record select").select_option(label="Elm Street 4")
    expect(page.locator("#gas_tap")).to_be_visible()


def test_empty_paper_shows_everything_with_its_lead(page: Page, home: str, tmp_path: Path) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    everything = ("If children will live there:", "What school must be near", "Living with others", "If you will not live alone:")
    expect(box(page, "wishes.school")).to_be_hidden()
    paper = " ".join(printed(page, tmp_path))
    assert [words for words in everything if words not in paper] == [], "nobody has said yet that it does not apply"
    page.locator('[name="wishes.kids"][value=no]').check()
    write(page, wishes__people="1")
    paper = " ".join(printed(page, tmp_path))
    assert [words for words in everything if words in paper] == [], "it does not apply"
    page.evaluate("document.documentElement.classList.add('gs-print-blank')")
    paper = " ".join(printed(page, tmp_path))
    assert [words for words in everything if words not in paper] == [], "a blank one has it all"


def test_without_scripts_everything_is_there(new_chromium_context, home: str) -> None:  # type: ignore[no-untyped-def]
    page = new_chromium_context(java_script_enabled=False).new_page()
    page.goto(f"{home}renting/wishes/")
    expect(page.get_by_text("If children will live there:")).to_be_visible()
    expect(page.get_by_role("heading", name="Living with others")).to_be_visible()


def test_without_its_part_everything_is_there(page: Page, home: str) -> None:
    page.route("**/live.js*", lambda route: route.abort())
    open_sheet(page, f"{home}renting/wishes/")
    write(page, wishes__school="A small one")
    saved(page)
    expect(box(page, "wishes.school")).to_be_visible()


def test_a_part_of_a_letter_waits_for_its_condition(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/viewing/")
    write(page, home__street="Elm Street 4")
    saved(page)
    page.goto(f"{home}renting/confirm/")
    live = page.locator(".gs-letter__live")
    expect(live).to_contain_text("Elm Street 4")
    expect(live).not_to_contain_text("You ask for")
    assert live.locator("p.gs-gap").count() == 0, "no gap where the part would stand"
    expect(page.locator(".gs-letter__blank")).to_contain_text("If you know the rent:")
    expect(page.locator(".gs-letter__blank")).to_contain_text("You ask for")
    page.goto(f"{home}renting/homes/")
    page.locator('li.gs-row [name="home.rent"]').fill("900")
    saved(page)
    page.goto(f"{home}renting/confirm/")
    expect(live).to_contain_text("You ask for 900 a month")


def test_what_stands_under_a_field_goes_with_it(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    progress = page.locator("gs-sheet gs-progress")
    expect(box(page, "wishes.pet_kept")).to_be_hidden()
    expect(page.locator('[name="wishes.pet_size"]').first).to_be_hidden()
    write(page, wishes__people="2")
    expect(progress).to_have_text("1 of 11 done")
    expect(box(page, "wishes.pet_kept")).to_be_visible()
    expect(page.get_by_role("group", name="How large it is")).to_be_visible()
    expect(box(page, "wishes.pet_walk")).to_be_hidden()
    page.get_by_label("Large").check()
    expect(box(page, "wishes.pet_walk")).to_be_visible()
    expect(progress).to_have_text("2 of 12 done")
    write(page, wishes__pet_walk="I do", wishes__people="")
    expect(box(page, "wishes.pet_walk")).to_be_hidden()
    expect(progress).to_have_text("9 to fill in")
    write(page, wishes__people="2")
    expect(box(page, "wishes.pet_walk")).to_have_value("I do")
    indent = "name => document.querySelector(`[name='${name}']`).getBoundingClientRect().left"
    assert page.evaluate(indent, "wishes.pet_walk") > page.evaluate(indent, "wishes.pet_kept")


def test_nothing_goes_while_its_reader_is_in_it(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/wishes/")
    page.locator('[name="wishes.kids"][value=yes]').check()
    school = box(page, "wishes.school")
    school.press_sequentially("A small")
    page.evaluate("""document.querySelector('[name="wishes.kids"][value=no]').click()""")
    expect(page.locator('[name="wishes.kids"][value=no]')).to_be_checked()
    school.press_sequentially(" one")
    expect(school).to_have_value("A small one")
    expect(school).to_be_focused()
    page.get_by_label("And what would be nice").focus()
    expect(school).to_be_hidden()
