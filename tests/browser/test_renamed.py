"""Answers from before a rename are shown where they belong now, and keys that fit no box are kept."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from support.reader import box, saved

ME = {
    "me.rent": ["850", 5, "Rent"],
    "wishes.must": [["tub", "pool"], 5, "What must be there"],
    "wishes.dream": ["A balcony", 5, "Dream"],
}
HOME = {
    "home.street": ["Elm Street 4", 5, "Street"],
    "home.heat": ["power", 5, "Heating"],
    "handover.meters[1mhcwg7k8a2z].reading": ["12.5", 5, "Reading"],
}


def store(page: Page, coll: str, rec: str, answers: dict[str, object]) -> None:
    record = {"f": "guidesheet", "v": 1, "coll": coll, "rec": rec, "made": 1, "a": answers}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"guidesheet:1:h8v3kq2m@/home/:{coll}:{rec}", json.dumps(record)])


def kept(page: Page, coll: str, rec: str) -> dict[str, list[object]]:
    text = page.evaluate("(key) => localStorage.getItem(key)", f"guidesheet:1:h8v3kq2m@/home/:{coll}:{rec}")
    found: dict[str, list[object]] = json.loads(text)["a"]
    return found


def test_answers_under_earlier_ids_and_keys_are_shown_and_kept(page: Page, home: str) -> None:
    page.goto(home)
    store(page, "me", "-", ME)
    store(page, "home", "1mhcwg7k8a2z", HOME)
    page.goto(f"{home}renting/wishes/")
    expect(box(page, "me.budget")).to_have_value("850")
    must = page.locator('[name="wishes.must"]')
    expect(must.and_(page.locator("[value=bath]"))).to_be_checked()
    expect(page.locator(".gs-misfit")).to_contain_text("pool")
    must.and_(page.locator("[value=lift]")).check()
    saved(page)
    assert sorted(kept(page, "me", "-")["wishes.must"][0]) == ["bath", "lift", "pool"]  # type: ignore[call-overload]

    page.goto(f"{home}renting/viewing/")
    expect(page.locator('[name="home.heat"][value=electric]')).to_be_checked()
    page.goto(f"{home}renting/handover/")
    expect(page.locator("li.gs-row [name$='.reading']")).to_have_value("12.5")
    assert kept(page, "home", "1mhcwg7k8a2z")["home.heat"][0] == "power", "nothing is written that nobody changed"
