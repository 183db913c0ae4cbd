"""What a screen reader goes by on every page: titles, headings, landmarks, names that tell apart what repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Page, expect

from guidesheet.cli import main
from support.reader import add_contact, box, ready, star
from support.sites import pages_of

OpenSheet = Callable[[Page, str], None]

NAMES = """() => {
  const text = (part) => {
    const copy = part.cloneNode(true);
    for (const one of copy.querySelectorAll('[aria-hidden=true], input, select, textarea')) one.remove();
    return copy.textContent.trim().replace(/\\s+/g, ' ');
  };
  const name = (part) => part.getAttribute('aria-label') ?? (part.labels?.length ? [...part.labels].map(text).join(' ') : text(part));
  const group = (part) => part.matches('fieldset') ? text(part.querySelector('legend'))
    : part.getAttribute('aria-label') ?? text(document.getElementById(part.getAttribute('aria-labelledby')));
  const around = (part) => {
    const found = [];
    for (let one = part.parentElement; one; one = one.parentElement) if (one.matches('fieldset, [role=group]')) found.push(group(one));
    return found;
  };
  return [...document.querySelectorAll('article :is(input, select, textarea, button, summary)')]
    .filter((part) => part.getClientRects().length).map((part) => [part.localName, name(part), ...around(part)]);
}"""


@pytest.fixture(scope="module")
def trees(guide_site: Path, home_site: Path) -> dict[Path, Element]:
    """Page → its tree."""
    files = [site / name for site in (guide_site, home_site) for name in pages_of(site)]
    return {file: html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=False) for file in files}


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def of(tree: Element, *tags: str) -> Iterator[Element]:
    return (element for element in tree.iter() if element.tag in tags)


def test_every_page_has_a_language_and_a_title_of_its_own(trees: dict[Path, Element], guide_site: Path, home_site: Path) -> None:
    for site in (guide_site, home_site):
        titles = Counter(words(next(of(tree, "title"))) for file, tree in trees.items() if file.is_relative_to(site))
        assert [title for title, times in titles.items() if times > 1 or not title] == []
    assert {file: tree.get("lang") for file, tree in trees.items() if tree.get("lang") != ("es" if "es" in file.parts else "en")} == {}


def test_headings_lead_down_step_by_step(trees: dict[Path, Element]) -> None:
    for file, tree in trees.items():
        headings = [(int(element.tag[1]), words(element)) for element in of(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
        levels = [level for level, _ in headings]
        assert levels[0] == 1 and levels.count(1) == 1, file
        assert all(level <= before + 1 for before, level in pairwise(levels)), (file, headings)
        assert all(text for _, text in headings), file


def test_the_first_link_skips_to_the_title(trees: dict[Path, Element]) -> None:
    for file, tree in trees.items():
        (skip,) = (link for link in of(tree, "a") if "md-skip" in link.get("class", ""))
        title = next(of(tree, "h1"))
        assert title.get("id") and skip.get("href") == f"#{title.get('id')}", file


def test_every_page_has_its_landmarks_once(trees: dict[Path, Element]) -> None:
    for file, tree in trees.items():
        assert [len(list(of(tree, tag))) for tag in ("header", "main", "footer")] == [1, 1, 1], file
        unnamed = [nav.get("class") for nav in of(tree, "nav") if not (nav.get("aria-label") or nav.get("aria-labelledby"))]
        assert unnamed == [], file


def test_what_points_to_an_id_finds_it_once(trees: dict[Path, Element]) -> None:
    for file, tree in trees.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [name for name, times in ids.items() if times > 1] == [], file
        for element in tree.iter():
            for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
                if "[]" not in element.get(attribute, ""):  # a row's, which the browser fills in
                    assert [name for name in element.get(attribute, "").split() if name not in ids and name != "__toc"] == [], file


def test_controls_that_repeat_say_whose_they_are(chromium_page: Page, served: str, guide_site: Path, home_site: Path) -> None:
    """With two rows of each kind: no two controls on a page have the same name in the same group."""
    page = chromium_page
    found = {}
    for site in (guide_site, home_site):
        for name in pages_of(site):
            page.goto(f"{served}{site.name}/{name}")
            ready(page)
            for rows in page.locator("gs-rows:has(> [data-do=add]:visible)").all():
                for text in ("One", "Two"):
                    rows.locator(":scope > [data-do=add]").click()
                    rows.locator("li :is(textarea, [type=text]):visible").last.fill(text)
            names = [tuple(one) for one in page.evaluate(NAMES)]
            assert all(control[1] for control in names), name
            if twice := [control for control, times in Counter(names).items() if times > 1]:
                found[name] = twice
    assert found == {}


def test_a_screen_reader_hears_what_is_there(page: Page, sheet: OpenSheet) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sheet(page, "contact-log")
    expect(page.locator("header")).to_match_aria_snapshot("""
      - banner:
        - navigation "Header":
          - button "Navigation"
          - text: Guidesheet Contact log
          - button "Dark colors"
          - button "Search"
    """)
    assert "dialog" not in page.locator("header").aria_snapshot()
    add_contact(page, name="Ana Núñez")
    expect(page.locator(".gs-row__buttons")).to_match_aria_snapshot("""
      - 'button "Work on this contact 1: Ana Núñez"'
      - 'button "Remove this contact 1: Ana Núñez"'
    """)
    page.get_by_role("button", name="Remove this contact").click()
    expect(page.locator(".gs-notice")).to_match_aria_snapshot("""
      - listitem:
        - paragraph: "Removed: Contact 1: Ana Núñez"
        - button "Undo"
        - button "Close this message"
    """)
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.path")
    expect(page.locator("#path")).to_match_aria_snapshot("""
      - listitem:
        - 'checkbox "Ask this one: How does a career usually go from the first job to the top?" [checked]'
        - paragraph: How does a career usually go from the first job to the top?
        - 'textbox "Notes: How does a career usually go from the first job to the top?"'
    """)
    sheet(page, "call")
    box(page, "me.intro").fill("I bake.")
    page.get_by_role("button", name="Erase this sheet").click()
    dialog = page.locator("dialog")
    expect(dialog).to_match_aria_snapshot("""
      - dialog "Erase this sheet?":
        - heading "Erase this sheet?" [level=2]
        - paragraph: What you wrote on this sheet is erased from this browser. You can undo that, until you close the message that says so.
        - group "Also erase these answers, which other sheets use, too":
          - checkbox "You, in two or three sentences"
        - button "Erase"
        - button "Save a copy"
        - button "Cancel"
    """)
    expect(dialog).to_have_accessible_description(re.compile("You can undo that"))


def test_links_to_parts_of_a_sheet_are_known_to_the_host(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert main(["new", str(tmp_path / "own"), "--title", "Own"]) == 0
    config = tmp_path / "own/mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "\nvalidation: {links: {anchors: warn}}\n", "utf-8")
    page = tmp_path / "own/docs/more.md"
    page.write_text("# More\n\n[Papers](first-guide/what-to-bring.md#papers), [the top](first-guide/request.md#gs-title)\n", "utf-8")
    assert main(["build", "--strict", "-f", str(tmp_path / "own")]) == 0
    page.write_text("# More\n\n[Nothing](first-guide/what-to-bring.md#nothing)\n", "utf-8")
    assert main(["build", "--strict", "-f", str(tmp_path / "own")]) == 1
    assert re.search(r"no such anchor|does not contain an anchor", capsys.readouterr().err)
