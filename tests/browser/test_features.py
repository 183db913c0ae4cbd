"""What Material can be told to show besides, and titles with signs of HTML: whole pages break no rule of axe."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from guidesheet import project
from run import ROOT
from support import axe, sites
from support.reader import ready

NAME = 'Our "house" & home'
FEATURES = "tabs, tabs.sticky, sections, indexes, path, footer, instant, top"
CHANGES = {
    "mkdocs.yml": {
        "site_name: Moving house": f"site_name: {NAME!r}",
        "[navigation.footer]": f"[navigation.{FEATURES.replace(', ', ', navigation.')}, toc.integrate]",
    },
    "docs/about.md": {"# ": "---\nlang: fr\nlangs: [en, es]\n---\n\n# A & B: "},
    "guidance/guidance.yml": {"summary:": "handouts: {make: false}\nsummary:"},
    "guidance/moving/guide.es.yml": {"title: Mudanza\n": ""},
    "guidance/moving/ask.yml": {"What to ask at a viewing": '"\\"Ask\\" & listen: 1 < 2 & 2 > 1"'},
    "guidance/moving/pack.es.yml": {"title: Empacar": "title: Empacar & < más >"},
}
"""File → what stands in the project in two languages → what stands there instead."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("features") / "p"
    shutil.copytree(ROOT / "tests/datasets/two-languages", folder, ignore=shutil.ignore_patterns("site", ".cache"))
    for name, changes in CHANGES.items():
        text = (folder / name).read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new, 1)
        (folder / name).write_text(text, "utf-8")
    return project.build(folder / "mkdocs.yml", None, strict=True)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_whatever_the_theme_shows(scheme: str, width: int, site: Path, chromium: Browser) -> None:
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce")
    page, found = context.new_page(), {}
    with sites.served(site) as here:
        for each in sites.pages_of(site):
            page.goto(here + each)
            ready(page)
            if violations := axe.violations(page):
                found[each] = violations
    context.close()
    assert found == {}


def test_the_logo_is_called_as_the_site(site: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    with sites.served(site) as here:
        page.goto(f"{here}moving/pack/index.html")
        labels = page.locator(".md-logo").evaluate_all("(all) => all.map((each) => each.getAttribute('aria-label'))")
    page.close()
    assert labels == [NAME, NAME]
