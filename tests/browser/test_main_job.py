"""The main job: log a contact, prepare, star questions, call, write a letter, come back, print."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from support.paper import printed
from support.reader import add_contact, box, saved, star, write

OpenSheet = Callable[[Page, str], None]


def test_a_job_seeker_goes_all_the_way(page: Page, served: str, sheet: OpenSheet, guide: str, tmp_path: Path) -> None:
    page.goto(f"{served}guide/index.html")
    page.get_by_role("link", name="See all the sheets").click()
    page.get_by_role("link", name="Contact log").last.click()
    add_contact(page, name="Ana Núñez", role="Nurse manager", org="Mercy Hospital", phone="860-555-0114", referrer="Sam Ortiz")
    saved(page)

    sheet(page, "before")
    expect(page.locator("gs-record select")).to_have_text("Ana Núñez")
    box(page, "before.company").check()
    write(page, before__about_company="220 beds; new wing in 2027")

    sheet(page, "what-to-ask")
    write(page, me__career="nursing")
    expect(page.locator("#positions .gs-q__text")).to_have_text("Which kinds of jobs are common in nursing?")
    star(page, "what_to_ask.skills")
    star(page, "what_to_ask.path")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("How do you like the night shifts?")
    own = page.locator("li.gs-q--own")
    own.locator('[name$=":star"]').check()
    saved(page)

    sheet(page, "call")
    write(page, me__name="Rosa Díaz", me__intro="I work in a bakery.")
    script = page.locator("gs-letter").first.locator(".gs-letter__live")
    expect(script).to_contain_text("Hello, Ana Núñez. My name is Rosa Díaz.")
    expect(script).to_contain_text("Sam Ortiz suggested that I call you.")
    expect(script).to_contain_text("[Why you want to talk with this person]")
    write(page, contact__reason="You lead a team.")
    expect(script).to_contain_text("You lead a team. I am not asking you for a job.")

    sheet(page, "request-letter")
    write(page, request_letter__mailed="2026-12-24")
    letter = page.locator(".gs-letter__live")
    expect(letter).to_contain_text("Thursday, December 31, 2026")
    expect(letter).to_contain_text("December 24, 2026")
    expect(page.locator(".gs-letter__missing")).to_contain_text("still missing")
    saved(page)

    page.reload()
    expect(box(page, "contact.name")).to_have_value("Ana Núñez")
    expect(letter).to_contain_text("Thursday, December 31, 2026")
    paper = " ".join(printed(page, tmp_path))
    for words in ("Ana Núñez", "Mercy Hospital", "Rosa Díaz", "nursing", "You lead a team.", "Thursday, December 31, 2026", "Sam Ortiz"):
        assert words in paper, words
    assert "Print" not in paper and "Working on" not in paper

    sheet(page, "during")
    asked = page.locator("gs-show [data-ask]:visible")
    expect(asked).to_have_count(3)
    asked.first.locator("textarea").fill("Calm under pressure")
    saved(page)
    paper = " ".join(printed(page, tmp_path))
    assert "Calm under pressure" in paper and "How do you like the night shifts?" in paper
    assert "philosophy" not in paper

    page.goto(f"{guide}index.html")
    expect(page.locator(".gs-progress--guide")).to_have_text(re.compile(r"^\d+ of \d+ done$"))
    expect(page.locator(".gs-step__sheets li", has_text="Contact log").locator("gs-progress")).to_have_text(re.compile("done"))
