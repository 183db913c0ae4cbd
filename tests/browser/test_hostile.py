"""Hostile texts, in a dataset and typed by a reader, stay text: nothing of them runs, and nothing of them is lost."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guidesheet import project
from guidesheet.load import accept, load
from support import hostile, invented, sites
from support.reader import READ, begin_lists, ready, saved
from support.sites import pages_of

TYPED = [text for text in hostile.TEXTS if not set(text) & set("\n\t\x01")]
TYPE = """(texts) => {
  for (const [n, box] of [...document.querySelectorAll('gs-sheet [name][data-kind]')].entries()) {
    if (['checkbox', 'radio', 'select-one', 'date', 'month', 'time'].includes(box.type)) continue;
    box.value = texts[n % texts.length];
    box.dispatchEvent(new Event('input', {bubbles: true}));
    box.dispatchEvent(new Event('change', {bubbles: true}));
  }
}"""


@pytest.fixture(scope="module")
def infested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """(address, folder) of a site whose dataset has a hostile text behind every text; without a policy, which would help."""
    folder = tmp_path_factory.mktemp("infested")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)
        config = invented.invent(folder, 3)
        hostile.infested(folder / "docs/guidance")
        accept(folder / "docs/guidance", load(folder / "docs/guidance"))
        project.build(config, str(folder / "site"), strict=True, workbook=True)
    with sites.served(folder / "site") as address:
        yield address, folder / "site"


def quiet(page: Page) -> None:
    """Nothing of a hostile text has run, or will do so in the next moment."""
    page.wait_for_timeout(50)
    assert page.evaluate("() => window.hit") is None
    assert (
        page.evaluate("() => document.querySelectorAll('[onerror], [onclick], [onfocus], [onload], [onmouseover], [srcdoc]').length") == 0
    )


def test_no_text_of_a_dataset_runs_on_any_page(infested: tuple[str, Path], page: Page) -> None:
    address, folder = infested
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paths = pages_of(folder)
    assert len(paths) > 10
    for path in paths:
        page.goto(f"{address}{path}")
        quiet(page)
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []


def test_no_text_of_a_dataset_runs_when_search_finds_it(infested: tuple[str, Path], page: Page) -> None:
    page.goto(infested[0])
    page.get_by_role("textbox", name="Search", exact=True).click()
    page.keyboard.type("question")
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=15_000)
    quiet(page)
    page.goto(f"{infested[0]}?q={urllib.parse.quote('<img src=x onerror=window.hit=1>')}")
    quiet(page)


def test_what_a_reader_types_is_kept_to_the_letter_and_runs_nowhere(home: str, page: Page) -> None:
    page.goto(f"{home}renting/viewing/")
    ready(page)
    begin_lists(page)
    for first in range(0, len(TYPED), 8):
        page.evaluate(TYPE, TYPED[first:] + TYPED[:first])
        saved(page)
        there = page.evaluate(READ)
        assert any(value in TYPED for _, value, _ in there)
        page.emulate_media(media="print")
        quiet(page)
        page.emulate_media(media="screen")
        page.reload()
        ready(page)
        quiet(page)
        assert page.evaluate(READ) == there


def test_a_letter_holds_hostile_answers_as_text(guide: str, page: Page) -> None:
    page.goto(f"{guide}call.html")
    ready(page)
    for text in TYPED:
        page.locator('[name="me.name"]').first.fill(text)
        expect(page.locator("gs-letter").first).to_contain_text(" ".join(text.split())[:30])
        quiet(page)
