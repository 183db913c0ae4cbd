"""Under the strict policy nothing is refused: every page, light and dark, search, letters and copies; from a server and from disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from guidesheet import project
from run import ROOT
from support import sites
from support.reader import ready, saved, star, write
from support.sites import pages_of

NewContext = Callable[..., BrowserContext]
WATCH = """window.refused = [];
addEventListener('securitypolicyviolation', (event) => window.refused.push(event.violatedDirective + ' ' + event.blockedURI));"""


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo guide with instant navigation, sealed."""
    folder = tmp_path_factory.mktemp("sealed")
    with sites.served(folder) as address:
        settings = {
            "INHERIT": str(ROOT / "mkdocs.yml"), "docs_dir": str(ROOT / "docs"), "site_url": f"{address}site/",
            "theme": {"name": "material", "font": False, "features": ["navigation.instant", "navigation.prune"]},
            "plugins": ["search", {"guidesheet": {"dataset": str(ROOT / "docs/guidance"), "policy": True}}],
        }  # fmt: skip
        (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
        project.build(folder / "mkdocs.yml", str(folder / "site"), strict=True)
        yield f"{address}site/"


def search(page: Page) -> None:
    page.get_by_role("textbox", name="Search", exact=True).click()
    page.keyboard.type("philosophy")
    expect(page.locator(".md-search-result__link").first).to_contain_text("What to ask", timeout=15_000)


def refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.refused")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_refused_anything(scheme: str, new_context: NewContext, served: str, guide_site: Path) -> None:
    context = new_context(color_scheme=scheme)
    context.add_init_script(WATCH)
    page = context.new_page()
    for path in pages_of(guide_site):
        page.goto(f"{served}guide/{path}")
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        ready(page)
        assert refused(page) == [], path
    page.goto(f"{served}guide/informational-interviews/call.html")
    write(page, me__name="Rosa")
    saved(page)
    page.get_by_role("button", name="PDF with my answers", exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("The PDF with your answers was saved")
    page.get_by_role("button", name="Close this message").click()
    page.get_by_role("button", name="Erase this sheet").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Save a copy").click()
    expect(page.locator(".gs-notice")).to_contain_text("was saved")
    assert refused(page) == []
    page.goto(f"{served}guide/index.html")
    search(page)
    assert refused(page) == []


def test_search_works_from_disk_under_the_policy(new_context: NewContext, guide_site: Path) -> None:
    context = new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{guide_site.as_uri()}/informational-interviews/what-to-ask.html")
    ready(page)
    star(page, "what_to_ask.skills")
    search(page)
    assert refused(page) == []


def test_instant_navigation_works_under_the_policy(new_context: NewContext, instant: str) -> None:
    context = new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{instant}informational-interviews/contact-log.html")
    ready(page)
    page.evaluate("window.same = true")
    page.locator(".md-nav--primary a[href$='call.html']").first.evaluate("link => link.click()")
    expect(page.locator("h1")).to_have_text("Ask by phone")
    write(page, me__name="Rosa")
    expect(page.locator("gs-letter").first).to_contain_text("Rosa")
    page.get_by_role("button", name="PDF with my answers", exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("The PDF with your answers was saved")
    search(page)
    assert page.evaluate("window.same")
    assert refused(page) == []


def test_a_script_from_elsewhere_is_refused(new_context: NewContext, served: str) -> None:
    """The policy is one: the tests above could not fail otherwise."""
    context = new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(f"{served}guide/index.html")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))")
    page.wait_for_function("() => window.refused.length > 0")
    assert page.evaluate("window.ran") is None
