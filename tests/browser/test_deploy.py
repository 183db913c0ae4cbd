"""Wherever a site is put, it works: at a root, below a path, on disk; with instant navigation; by the plugin and by `write`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guidesheet import project
from guidesheet.cli import main
from run import ROOT
from support import sites
from support.reader import ready, saved, write

SHEETS = "informational-interviews"


def built(into: Path, name: str, **changed: object) -> Path:
    """The demo guide with other settings."""
    dataset = str(ROOT / "docs/guidance")
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": str(ROOT / "docs"),
        "plugins": ["search", "offline", {"guidesheet": {"dataset": dataset}}],
        **changed,
    }
    folder = into / name
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    return project.build(folder / "mkdocs.yml", str(folder / "site"), strict=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deployed")


@pytest.fixture(scope="module")
def written_site(folder: Path) -> Path:
    """The demo guide by way of `write`, built by MkDocs alone."""
    assert main(["write", str(folder / "out"), "-f", str(ROOT)]) == 0
    return sites.by_host(sites.HOSTS["mkdocs"], folder / "out")


@pytest.fixture(scope="module")
def addresses(folder: Path, guide_site: Path, written_site: Path) -> Iterator[dict[str, str]]:
    """How a site is deployed → the address of its folder."""
    instant = {"name": "material", "font": False, "features": ["navigation.instant", "navigation.prune"]}
    online = ["search", {"guidesheet": {"dataset": str(ROOT / "docs/guidance")}}]
    with sites.served(guide_site) as root, sites.served(folder) as below:
        yield {
            "root": root,
            "disk": f"{guide_site.as_uri()}/",
            "written": f"{below}out/site/",
            "written-disk": f"{written_site.as_uri()}/",
            "instant": f"{below}{built(folder, 'instant', theme=instant, site_url=f'{below}instant/site/').parent.name}/site/",
            "site_url": f"{below}{built(folder, 'url', plugins=online, site_url=f'{below}url/site/').parent.name}/site/",
        }


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asks for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


WAYS = ("root", "disk", "written", "written-disk", "instant", "site_url")


@pytest.mark.parametrize("way", WAYS)
def test_a_reader_fills_in_finds_and_comes_back(way: str, addresses: dict[str, str], page: Page, asked: list[str], engine: str) -> None:
    here = addresses[way]
    alone = here.startswith("file:") and engine == "firefox"
    """Its strict file policy gives every page on disk a storage of its own. The workbook is for those readers."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{here}index.html")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("philosophy")
    expect(page.locator(".md-search-result__link").first).to_contain_text("What to ask", timeout=15_000)
    page.locator(".md-search-result__link[href*='#']").first.click()
    expect(page).to_have_url(re.compile(r"what-to-ask\.html.*#[a-z]+$"))
    page.goto(f"{here}{SHEETS}/contact-log.html")
    ready(page)
    page.locator("gs-rows > [data-do=add]").first.click()
    write(page, contact__name="Ana Ruiz")
    saved(page)
    if not alone:
        page.goto(f"{here}{SHEETS}/call.html")
        expect(page.locator("gs-letter").first).to_contain_text("Ana Ruiz")
    page.reload()
    if alone:
        expect(page.locator(".gs-where")).to_contain_text("opened as a file")
        expect(page.get_by_label("Their name").first).to_have_value("Ana Ruiz")
    else:
        expect(page.locator("gs-letter").first).to_contain_text("Ana Ruiz")
    assert errors == []
    assert [url for url in asked if not url.startswith((here, "blob:", "data:"))] == []


def test_under_instant_navigation_every_page_works_as_if_loaded(addresses: dict[str, str], page: Page) -> None:
    here = addresses["instant"]
    page.goto(f"{here}{SHEETS}/contact-log.html")
    page.evaluate("window.same = true")
    page.locator("gs-rows > [data-do=add]").first.click()
    write(page, contact__name="Ana Ruiz")
    page.locator(".md-nav--primary a[href$='call.html']").first.evaluate("link => link.click()")
    expect(page.locator("h1")).to_have_text("Ask by phone")
    expect(page.locator("gs-letter").first).to_contain_text("Ana Ruiz")
    assert page.evaluate("window.same") is True
    write(page, me__name="Bo Lind")
    saved(page)
    page.go_back()
    expect(page.get_by_label("Their name").first).to_have_value("Ana Ruiz")
    page.go_forward()
    expect(page.locator("gs-letter").first).to_contain_text("Bo Lind")
    assert page.evaluate("window.same") is True


@pytest.mark.parametrize("way", ["root", "site_url"])
def test_the_page_for_what_is_not_there_leads_home(way: str, addresses: dict[str, str], guide_site: Path, page: Page) -> None:
    page.goto(f"{addresses[way]}404.html")
    ready(page)
    page.locator("a.md-header__button.md-logo").click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url.startswith(addresses[way])
