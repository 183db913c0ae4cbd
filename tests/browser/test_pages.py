"""Every page of both sites: no rule of axe broken, no request to anyone else; search finds what people ask for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import tostring

import html5lib
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guidesheet import pages
from guidesheet.hosts import papers
from guidesheet.hosts.options import dataset_folder, docs_folder
from guidesheet.load import load
from support import axe, sites
from support.reader import add_contact, begin_lists, ready, saved, write
from support.sites import pages_of


@pytest.fixture(scope="session")
def everything(served: str, guide_site: Path, home_site: Path) -> list[str]:
    """The addresses of all pages of both sites, in every language."""
    found = [f"{served}{site.name}/{page}" for site in (guide_site, home_site) for page in pages_of(site)]
    assert sum("/guide/es/" in address for address in found) * 2 == sum("/guide/" in address for address in found)
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_any_whole_page(chromium: Browser, everything: list[str], scheme: str, width: int) -> None:
    size = {"width": width, "height": 844}
    context = chromium.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    found = {}
    for address in everything:
        page.goto(address)
        ready(page)
        begin_lists(page)
        if violations := axe.violations(page):
            found[address] = violations
    context.close()
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(new_chromium_context: Callable[..., BrowserContext], guide: str, scheme: str) -> None:
    """The menu and its levels, the search with what it found, a notice with a way back, the other order of colors."""
    page = new_chromium_context(color_scheme=scheme, viewport={"width": 390, "height": 844}, reduced_motion="reduce").new_page()
    page.goto(f"{guide}contact-log.html")
    ready(page)
    add_contact(page, name="Ana Núñez")
    page.get_by_role("button", name="Remove this contact").click()
    assert axe.violations(page) == []
    page.get_by_role("button", name="Navigation", exact=True).click()
    assert axe.violations(page) == []
    page.get_by_role("button", name="Informational interviews", exact=True).click()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("ask")
    page.locator(".md-search-result__link").first.wait_for()
    assert axe.violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("(Dark|Light) colors")).click()
    assert axe.violations(page) == []


def test_no_page_asks_anyone_else_for_anything(chromium: Browser, everything: list[str], served: str) -> None:
    context = chromium.new_context(locale="en-US")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    for address in everything:
        page.goto(address, wait_until="networkidle")
    page.get_by_role("textbox", name="Search").click()
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(served) and urlsplit(url).scheme in {"http", "https", "ws", "wss"}] == []
    assert errors == []


def test_no_file_of_the_sites_names_a_foreign_script_style_or_image(guide_site: Path, home_site: Path) -> None:
    for site in (guide_site, home_site):
        for path in site.rglob("*.html"):
            tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
            loaded = [
                element.get(name) for element in tree.iter() for name in ("src", "srcset", "poster", "action", "data") if element.get(name)
            ]
            loaded += [link.get("href") for link in tree.iter("link") if link.get("rel") != "canonical"]
            assert [address for address in loaded if address and address.startswith(("http:", "https:", "//"))] == [], path


def test_search_finds_questions_and_guidance(page: Page, served: str, guide_site: Path) -> None:
    page.goto(f"{served}guide/index.html")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("philosophy")
    expect(page.locator(".md-search-result__link").first).to_contain_text("What to ask")
    result = page.locator(".md-search-result__link[href*='#']").first
    result.click()
    expect(page).to_have_url(re.compile(r"what-to-ask\.html.*#[a-z]+$"))
    expect(page.locator("#" + page.url.rsplit("#", 1)[1])).to_be_in_viewport()


def test_search_knows_no_controls(guide_site: Path, home_site: Path) -> None:
    for site in (guide_site, home_site):
        index = json.loads((site / "search/search_index.json").read_text("utf-8"))
        own = [entry for entry in index["docs"] if entry["location"].startswith(("informational-interviews/", "renting/"))]
        assert len(own) > 10
        texts = " ".join(f"{entry['title']} {entry['text']}" for entry in own)
        for words in (
            "Erase this sheet",
            "Save a copy",
            "Load a copy",
            "Add another",
            "On a shared computer",
            "Clear this choice",
            "Without JavaScript",
            "data-",
        ):
            assert words not in texts, words


def test_no_yaml_is_in_the_sites(guide_site: Path, home_site: Path) -> None:
    for site in (guide_site, home_site):
        assert [path for path in site.rglob("*") if path.suffix in {".yml", ".yaml", ".lock"}] == []


@pytest.mark.parametrize("name", sites.CONFIGS)
def test_the_host_leaves_the_forms_as_they_were_made(name: str, guide_site: Path, home_site: Path) -> None:
    site = {"guide": guide_site, "home": home_site}[name]
    directories = name == "home"
    config = sites.CONFIGS[name]
    loaded = load(dataset_folder(config))
    printed = papers.all_jobs(config, docs_folder(config), loaded, directories=directories)["en"]
    made = pages.site(loaded, directories=directories, handouts=papers.shelf(config).handouts(printed))
    for page in made.pages:
        path = page.path.removesuffix(".md")
        path = f"{path}.html" if path.endswith("index") or not directories else f"{path}/index.html"
        assert forms((site / path).read_text("utf-8")) == forms(page.html), path
    assert sum(len(forms(page.html)) for page in made.pages) >= 3


def forms(text: str) -> list[str]:
    """Every form of a page or part of one, as a tree written out, without what stands after it."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    found = [element for name in ("gs-sheet", "gs-record", "gs-progress") for element in tree.iter(name)]
    return [tostring(element, encoding="unicode").removesuffix(element.tail or "") for element in found]


def test_long_words_widen_no_page(chromium_page: Page, guide: str) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{guide}contact-log.html")
    add_contact(page, name="<b>" + "W" * 300, org="🏥 " + "مستشفى" * 40)
    saved(page)
    for name in ("contact-log", "call", "request-letter", "index"):
        page.goto(f"{guide}{name}.html")
        ready(page)
        assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") == 0, name


def test_the_dialog_for_erasing_has_buttons_for_fingers_and_no_fault(chromium_page: Page, guide: str) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{guide}call.html")
    write(page, me__intro="I bake.")
    page.get_by_role("button", name="Erase this sheet").click()
    buttons = page.locator(".gs-dialog button, .gs-dialog label")
    expect(buttons).to_have_count(4)
    assert min(buttons.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")) >= 43.5
    assert axe.violations(page) == []
