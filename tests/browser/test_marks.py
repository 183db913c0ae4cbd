"""Items that are marked instead of ticked, and how a page is laid out on paper."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from support.paper import printed
from support.reader import keys, ready, saved, star

MARKED = "guidesheet:1:h8v3kq2m@/home/:home:1mhcwg7k8a2z"


def open_sheet(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def mark(page: Page, item: str, key: str) -> Locator:
    return page.locator(f'[name="handover.{item}"][value={key}]')


def test_a_mark_is_kept_as_its_key_and_can_be_cleared(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/handover/")
    doors = page.get_by_role("group", name="Doors and locks")
    expect(doors.get_by_role("radio")).to_have_count(3)
    doors.get_by_label("To fix").check()
    saved(page)
    (stored,) = [json.loads(text) for name, text in keys(page).items() if name.startswith("home:")]
    assert stored["a"]["handover.doors"][0] == "fix"
    page.reload()
    expect(mark(page, "doors", "fix")).to_be_checked()
    expect(mark(page, "keys", "fix")).not_to_be_checked()
    doors.get_by_role("button", name="Clear this choice").click()
    expect(mark(page, "doors", "fix")).not_to_be_checked()


def test_many_choices_are_cleared_at_once(page: Page, home: str) -> None:
    """Those of which there can be more than one, and their own words stay."""
    open_sheet(page, f"{home}renting/wishes/")
    must = page.get_by_role("group", name="What must be there")
    clear = must.get_by_role("button", name="Clear this choice")
    expect(clear).to_be_hidden()
    for name in ("A lift", "A garden", "Other"):
        must.get_by_label(name, exact=True).check()
    must.get_by_label("In your own words").fill("A yard")
    clear.click()
    expect(must.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(must.get_by_label("A lift")).to_be_focused()
    saved(page)
    page.reload()
    ready(page)
    expect(must.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(must.get_by_label("In your own words")).to_have_value("A yard")
    expect(clear).to_be_hidden()


def test_a_mark_can_be_a_condition(page: Page, home: str) -> None:
    open_sheet(page, f"{home}renting/handover/")
    expect(page.locator("#windows_when")).to_be_hidden()
    mark(page, "windows", "fix").check()
    expect(page.locator("#windows_when")).to_be_visible()
    mark(page, "windows", "fine").check()
    expect(page.locator("#windows_when")).to_be_hidden()


def test_a_tick_from_before_there_were_marks_stays_until_it_is_marked(page: Page, home: str) -> None:
    page.goto(home)
    answers = {"home.street": ["Elm 4", 5], "handover.doors": [True, 5], "handover.windows": ["broken", 5]}
    record = {"f": "guidesheet", "v": 1, "coll": "home", "rec": "1mhcwg7k8a2z", "made": 1, "a": answers}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [MARKED, json.dumps(record)])
    open_sheet(page, f"{home}renting/handover/")
    expect(mark(page, "windows", "fix")).to_be_checked()
    expect(mark(page, "doors", "fine")).not_to_be_checked()
    mark(page, "keys", "fine").check()
    saved(page)
    stored = json.loads(page.evaluate("(key) => localStorage.getItem(key)", MARKED))["a"]
    assert stored["handover.doors"][0] is True


def test_a_block_begins_a_new_page(page: Page, home: str, tmp_path: Path) -> None:
    open_sheet(page, f"{home}renting/handover/")
    papers = printed(page, tmp_path)
    assert any(paper.startswith("State of the flat") for paper in papers)


def test_a_sheet_is_turned(chromium_page: Page, home: str, tmp_path: Path) -> None:
    page = chromium_page
    for address, turned in (("homes", True), ("wishes", False)):
        open_sheet(page, f"{home}renting/{address}/")
        page.pdf(path=tmp_path / "turned.pdf", prefer_css_page_size=True)
        boxes = [(paper.mediabox.width, paper.mediabox.height) for paper in PdfReader(tmp_path / "turned.pdf").pages]
        assert boxes
        assert all((width > height) == turned for width, height in boxes), address
        text = " ".join(paper.extract_text() for paper in PdfReader(tmp_path / "turned.pdf").pages)
        assert page.locator("h1").inner_text().strip("¶ \n") in text


def test_only_picked_questions_are_printed_and_all_where_none_is(page: Page, home: str, tmp_path: Path) -> None:
    open_sheet(page, f"{home}renting/viewing/")
    both = ("What does heating cost", "Why did the last tenants leave")
    paper = " ".join(printed(page, tmp_path))
    assert [words for words in both if words not in paper] == []
    star(page, "viewing.heating")
    expect(page.locator("#leaving")).to_be_visible()
    paper = " ".join(printed(page, tmp_path))
    assert both[0] in paper and both[1] not in paper
    star(page, "viewing.rent_rise")
    paper = " ".join(printed(page, tmp_path))
    assert "Did the rent go up" in paper, "a question below one that is not picked"
    page.evaluate("document.documentElement.classList.add('gs-print-blank')")
    paper = " ".join(printed(page, tmp_path))
    assert [words for words in both if words not in paper] == []
