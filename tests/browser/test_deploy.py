"""Wherever a site is put, it works: at a root, below a path, on disk; in folders; with instant navigation; by the plugin and by `write`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from guidesheet import project
from guidesheet.cli import main
from run import ROOT
from support import sites, ways
from support.filled import values
from support.reader import box, ready, saved, write

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


ODD = "Ämter & Büros, 50% #1"
"""A folder whose name no address can hold as it is."""


@pytest.fixture(scope="module")
def written_site(folder: Path) -> Path:
    """The demo guide by way of `write`, built by MkDocs alone, in a folder with an odd name."""
    assert main(["write", str(folder / ODD), "-f", str(ROOT)]) == 0
    return sites.by_host(sites.HOSTS["mkdocs"], folder / ODD)


@pytest.fixture(scope="module")
def addresses(folder: Path, guide_site: Path, written_site: Path) -> Iterator[dict[str, str]]:
    """How a site is deployed → the address of its folder."""
    online = ["search", {"guidesheet": {"dataset": str(ROOT / "docs/guidance")}}]
    instant = {"name": "material", "font": False, "features": ["navigation.instant", "navigation.prune"]}
    with sites.served(guide_site) as root, sites.served(folder) as below:
        built(folder, "url", plugins=online, site_url=f"{below}url/site/")
        built(folder, "folders", plugins=online, use_directory_urls=True)
        built(folder, "instant", plugins=online, use_directory_urls=True, theme=instant, site_url=f"{below}instant/site/")
        built(folder, "instant-disk", theme=instant)
        yield {
            "root": root,
            "disk": f"{guide_site.as_uri()}/",
            "written": f"{below}{quote(ODD)}/site/",
            "written-disk": f"{written_site.as_uri()}/",
            "instant-disk": f"{folder.as_uri()}/instant-disk/site/",
            **{name: f"{below}{name}/site/" for name in ("url", "folders", "instant")},
        }


def at(addresses: dict[str, str], way: str, name: str) -> str:
    """The address of a page."""
    return addresses[way] + (f"{name.removesuffix('index')}/".removeprefix("/") if way in FOLDERS else f"{name}.html")


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asks for."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


WAYS = ("root", "disk", "written", "written-disk", "url", "folders", "instant", "instant-disk")
FOLDERS = ("folders", "instant")
"""Where pages are served as `sheet/`."""


@pytest.mark.parametrize("way", WAYS)
def test_a_reader_fills_in_finds_and_comes_back(way: str, addresses: dict[str, str], page: Page, asked: list[str], engine: str) -> None:
    here = addresses[way]
    alone = here.startswith("file:") and engine == "firefox"
    """Its strict file policy gives every page on disk a storage of its own. The workbook is for those readers."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(at(addresses, way, "index"))
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("philosophy")
    expect(page.locator(".md-search-result__link").first).to_contain_text("What to ask", timeout=15_000)
    page.locator(".md-search-result__link[href*='#']").first.click()
    expect(page).to_have_url(re.compile(r"what-to-ask(\.html|/).*#[a-z]+$"))
    ready(page)
    page.goto(at(addresses, way, f"{SHEETS}/contact-log"))
    ready(page)
    page.locator("gs-rows > [data-do=add]").first.click()
    write(page, contact__name="Ana Ruiz")
    saved(page)
    if not alone:
        page.goto(at(addresses, way, f"{SHEETS}/call"))
        expect(page.locator("gs-letter").first).to_contain_text("Ana Ruiz")
    page.reload()
    if alone:
        expect(page.locator(".gs-where")).to_contain_text("opened as a file")
        expect(page.get_by_label("Their name").first).to_have_value("Ana Ruiz")
    else:
        expect(page.locator("gs-letter").first).to_contain_text("Ana Ruiz")
    page.evaluate(ways.CATCH)
    page.get_by_role("button", name="PDF with my answers", exact=True).click()
    assert values(ways.file(page)[2])["contact[0001].name" if alone else "contact.name"] == "Ana Ruiz"
    assert errors == []
    assert [url for url in asked if not url.startswith((here, "blob:", "data:"))] == []


def test_under_instant_navigation_every_page_works_as_if_loaded(addresses: dict[str, str], page: Page) -> None:
    page.goto(at(addresses, "instant", f"{SHEETS}/contact-log"))
    page.evaluate("window.same = true")
    page.locator("gs-rows > [data-do=add]").first.click()
    write(page, contact__name="Ana Ruiz")
    page.locator(".md-nav--primary a[href$='call/']").first.evaluate("link => link.click()")
    expect(page.locator("h1")).to_have_text("Ask by phone")
    expect(page.locator("gs-letter").first).to_contain_text("Ana Ruiz")
    assert page.evaluate("window.same") is True
    write(page, me__name="Bo Lind")
    saved(page)
    page.go_back()
    expect(page.get_by_label("Their name").first).to_have_value("Ana Ruiz")
    page.go_forward()
    expect(page.locator("gs-letter").first).to_contain_text("Bo Lind")
    page.evaluate(ways.CATCH)
    page.get_by_role("button", name="PDF with my answers", exact=True).click()
    assert values(ways.file(page)[2])["me.name"] == "Bo Lind"
    assert page.evaluate("window.same") is True


@pytest.mark.parametrize("way", ["root", "url"])
def test_the_page_for_what_is_not_there_finds_its_way(way: str, addresses: dict[str, str], page: Page) -> None:
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    address = f"{addresses[way]}{SHEETS}/no/such/page.html"
    answer = page.goto(address)
    assert answer and answer.status == 404
    ready(page)
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("philosophy")
    page.locator(".md-search-result__link[href*='#']").first.click()
    expect(page.locator("h1")).to_have_text("What to ask")
    page.wait_for_load_state()
    page.goto(address)
    page.get_by_role("link", name="Accessibility").click()
    expect(page.locator("h1")).to_have_text("Accessibility")
    page.wait_for_load_state()
    page.goto(address)
    page.locator("a.md-header__button.md-logo").click()
    expect(page.locator("h1")).to_have_text("Talk with someone who does the work")
    assert page.url.startswith(addresses[way]) and missing == [address] * 3


def test_two_copies_of_a_site_at_one_host_do_not_mix(addresses: dict[str, str], page: Page) -> None:
    def opened(way: str) -> None:
        page.goto(at(addresses, way, f"{SHEETS}/request-letter"))
        ready(page)

    opened("url")
    write(page, me__name="Ana Ruiz")
    saved(page)
    opened("folders")
    expect(box(page, "me.name")).to_have_value("")
    write(page, me__name="Bo Lind")
    saved(page)
    page.get_by_role("button", name="Erase everything").click()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(box(page, "me.name")).to_have_value("")
    opened("url")
    expect(box(page, "me.name")).to_have_value("Ana Ruiz")
