"""What is due may name rows of a list: on the sheet, on the guide's page and, of one's own, in a calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Page, expect

from guidesheet import project, starter
from support import sites, ways
from support.reader import box, ready, saved

SHEET = """id: ask
title: Ask for it
about: {about}
intro: Write to them.
blocks:
  - {{block: rows, id: jobs, title: Jobs, columns: [{{id: job, label: Job, type: text}}]}}
  - {{block: fields, id: when, title: When, items: [{{id: sent, label: Day you send it, type: date}}]}}
  - block: checklist
    id: todo
    title: Then
    items:
      - {{id: remind, text: 'Remind them about {{{{ here.jobs.job or "it" }}}}', due: here.sent | plus(14) | workday}}
"""


@pytest.fixture(scope="module", params=["me", "office"])
def guide_of(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The collection that a sheet is about, and the address of its guide's folder."""
    about: str = request.param
    root = tmp_path_factory.mktemp("rows")
    starter.begin(root / "p", "Rows")
    folder = root / "p/docs/guidance/first-guide"
    (folder / "ask.yml").write_text(SHEET.format(about=about), "utf-8")
    guide = folder / "guide.yml"
    guide.write_text(guide.read_text("utf-8").replace("[request]", "[request, ask]"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)  # nothing is published yet
        site: Path = project.build(root / "p/mkdocs.yml", str(root / "site"), strict=True)
    with sites.served(site) as address:
        yield about, f"{address}first-guide/"


def test_rows_are_named_wherever_it_is_said(page: Page, guide_of: tuple[str, str]) -> None:
    about, guide = guide_of
    page.goto(f"{guide}ask.html")
    ready(page)
    for job in ("Baker", "Cook"):
        page.locator("gs-rows > [data-do=add]").click()
        page.keyboard.type(job)
    box(page, "ask.sent").fill("2031-12-20")
    saved(page)
    expect(page.locator("li", has=page.locator("gs-day")).last).to_contain_text("Remind them about Baker and Cook")
    page.goto(f"{guide}index.html")
    ready(page)
    page.evaluate(ways.CATCH)
    line = page.locator(".gs-day__list > li")
    expect(line.get_by_role("link")).to_have_text(re.compile("Remind them about Baker and Cook$"))
    line.get_by_role("button", name="Add to my calendar").click()
    (event,) = icalendar.Calendar.from_ical(ways.file(page)[2]).walk("VEVENT")
    own = about == "me"
    assert event["SUMMARY"] == ("Remind them about Baker and Cook" if own else "Remind them about it"), "nothing of others goes in unasked"
