"""An editor's loop: serve, change a question in a YAML file, see it on the page; a mistake leaves the last good page."""

from __future__ import annotations

import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guidesheet import macros, pages
from guidesheet.hosts import mkdocs as host
from guidesheet.load import load
from run import ROOT
from support import ways
from support.filled import values
from support.handouts import words_of
from support.reader import ready, write
from support.serving import serving


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the demo project, in a folder with a space in its name."""
    folder = tmp_path / "my project"
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """The address at which the project is served."""
    with serving(project) as found:
        yield found


def test_templates_and_words_are_read_again_at_each_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = shutil.copytree(macros.PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("client", "__pycache__"))
    monkeypatch.setattr(macros, "PACKAGE", package)
    made: list[str] = []

    def build() -> None:
        site = pages.site(load(ROOT / "docs/guidance"))
        made.append(next(page.html for page in site.pages if page.path.endswith("what-to-ask.md")))

    try:
        host._build_or_keep(build)
        template = package / "templates/question.html"
        template.write_text(template.read_text("utf-8").replace("gs-star__mark", "gs-star__other"), "utf-8")
        host._build_or_keep(build)
    finally:
        macros.forget()
    assert "gs-star__mark" in made[0]
    assert "gs-star__mark" not in made[1] and "gs-star__other" in made[1]


def test_an_edit_of_a_question_shows_up_by_itself(chromium_page: Page, project: Path, address: str) -> None:
    page = chromium_page
    page.goto(f"{address}informational-interviews/what-to-ask.html")
    question = page.locator("#skills .gs-q__text")
    expect(question).to_have_text("Which skills would I need to do this work well?")
    sheet = project / "docs/guidance/informational-interviews/what-to-ask.yml"
    text = sheet.read_text("utf-8")
    sheet.write_text(text.replace("Which skills would I need to do this work well?", "What must I be good at?"), "utf-8")
    expect(question).to_have_text("What must I be good at?", timeout=60_000)

    sheet.write_text(text.replace("id: skills", "id: Skills!"), "utf-8")
    page.wait_for_timeout(3000)
    page.reload()
    expect(question).to_have_text("What must I be good at?")
    assert "what-to-ask.yml:" in (project.parent / "serve.log").read_text("utf-8")

    sheet.write_text(text.replace("Which skills would I need to do this work well?", "Mended?"), "utf-8")
    expect(question).to_have_text("Mended?", timeout=60_000)

    (project / "docs/index.md").write_text("# A new start\n", "utf-8")
    page.goto(address)
    expect(page.get_by_role("heading", name="A new start")).to_be_visible(timeout=60_000)


def test_an_edit_of_a_translation_shows_up_by_itself(chromium_page: Page, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "tests/datasets/two-languages", tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache"))
    page, overlay, settings = chromium_page, folder / "guidance/moving/pack.es.yml", folder / "mkdocs.es.yml"
    with serving(folder) as address:
        page.goto(f"{address}es/moving/pack/")
        expect(page.locator("h1")).to_have_text("Empacar")
        overlay.write_text(overlay.read_text("utf-8").replace("title: Empacar", "title: Haga las cajas"), "utf-8")
        expect(page.locator("h1")).to_have_text("Haga las cajas", timeout=60_000)
        settings.write_text(settings.read_text("utf-8").replace("site_name: Mudanza", "site_name: Cambio de casa"), "utf-8")
        expect(page).to_have_title("Haga las cajas - Cambio de casa", timeout=60_000)
        page.locator(".md-select button").focus()
        page.get_by_role("link", name="English", exact=True).click()
        expect(page.locator("h1")).to_have_text("Pack")


def test_a_handout_is_made_when_it_is_opened_and_follows_edits(project: Path, address: str) -> None:
    cache = project / ".cache/guidesheet/handouts"
    assert not cache.exists() or not list(cache.iterdir())
    first = fetched(f"{address}informational-interviews/before.pdf")
    assert len(list(cache.iterdir())) == 1
    sheet = project / "docs/guidance/informational-interviews/before.yml"
    sheet.write_text(sheet.read_text("utf-8").replace("Lay out professional clothes", "Lay out what you will wear"), "utf-8")
    for _ in range(300):
        if fetched(f"{address}informational-interviews/before.pdf") != first:
            break
        time.sleep(0.1)
    assert "Lay out what you will wear" in " ".join(words_of(fetched(f"{address}informational-interviews/before.pdf")))


def test_a_served_sheet_fills_its_handout_in(chromium_page: Page, project: Path, address: str) -> None:
    cache = project / ".cache/guidesheet/handouts"
    page = chromium_page
    page.goto(f"{address}informational-interviews/call.html")
    ready(page)
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa Díaz")
    page.get_by_role("button", name="PDF with my answers", exact=True).click()
    assert values(ways.file(page)[2])["me.name"] == "Rosa Díaz"
    assert sorted(path.suffix for path in cache.iterdir()) == [".js", ".pdf"], "made when it was asked for, and no other"


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        read: bytes = answer.read()
        return read
