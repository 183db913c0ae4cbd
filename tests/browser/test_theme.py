"""What Material's header and menu are for a keyboard: buttons that open, places that close, a focus that is seen and never lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import yaml
from playwright.sync_api import Page, expect

from guidesheet import project
from support import sites
from support.reader import ready, saved, write

OpenSheet = Callable[[Page, str], None]

PHONE = {"width": 390, "height": 844}


def focused(page: Page) -> str:
    """What has the focus, as a screen reader would name it."""
    name: str = page.evaluate("""() => {
      const at = document.activeElement;
      return at === document.body ? '' : (at.getAttribute('aria-label') ?? at.textContent).trim().replace(/\\s+/g, ' ');
    }""")
    return name


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 30) -> None:
    """Presses Tab until the focus is on what has this name."""
    passed = []
    for _ in range(most):
        page.keyboard.press(key)
        passed.append(focused(page))
        if passed[-1] == name:
            return
    raise AssertionError(f"{name!r} is not among {passed}")


def test_a_keyboard_opens_the_menu_walks_it_and_closes_it(page: Page, sheet: OpenSheet) -> None:
    page.set_viewport_size(PHONE)
    sheet(page, "call")
    menu = page.get_by_role("button", name="Navigation", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "false")
    tab_to(page, "Navigation", most=3)
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    # The menu shows the guide of this sheet: its first button leads back to the level above.
    back = page.get_by_role("button", name="Informational interviews", exact=True)
    expect(back).to_be_focused()
    page.keyboard.press("Space")
    level = page.locator("label.md-nav__link[for=__nav_2] [role=button]")
    expect(level).to_be_focused()
    expect(level).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".md-sidebar--primary a", has_text="Start")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(back).to_be_focused()
    expect(level).to_have_attribute("aria-expanded", "true")
    tab_to(page, "The request letter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/request-letter.html")
    expect(menu).to_have_attribute("aria-expanded", "false")


def test_escape_and_going_on_close_the_menu(page: Page, sheet: OpenSheet) -> None:
    page.set_viewport_size(PHONE)
    sheet(page, "notes")
    menu = page.get_by_role("button", name="Navigation", exact=True)
    menu.press("Enter")
    expect(menu).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.press("Enter")
    tab_to(page, "Look back")
    page.keyboard.press("Tab")
    expect(page.locator("gs-record select")).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


def test_the_contents_of_the_page_are_in_the_menu(page: Page, sheet: OpenSheet) -> None:
    page.set_viewport_size(PHONE)
    sheet(page, "call")
    page.get_by_role("button", name="Navigation", exact=True).press("Enter")
    tab_to(page, "The phone call")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Table of contents")).to_be_focused()
    expect(page.locator(".md-sidebar--primary a", has_text="The request letter")).to_be_hidden()
    tab_to(page, "What you agreed on")
    page.keyboard.press("Enter")
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()
    expect(page.get_by_role("heading", name="What you agreed on")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator('[name="contact.meet_day"]')).to_be_focused()


def test_a_keyboard_opens_the_search_finds_and_leaves(page: Page, served: str, guide_site: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{served}guide/index.html")
    ready(page)
    search = page.get_by_role("button", name="Search", exact=True)
    tab_to(page, "Search", most=7)
    expect(search).to_be_focused()
    page.keyboard.press("Enter")
    query = page.get_by_role("textbox", name="Search")
    expect(query).to_be_focused()
    expect(search).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(search).to_be_focused()
    expect(search).to_have_attribute("aria-expanded", "false")
    expect(query).to_be_hidden()
    page.keyboard.press("Space")
    page.keyboard.type("philosophy")
    found = page.locator(".md-search-result__link").first
    expect(found).to_contain_text("What to ask")
    page.wait_for_timeout(500)  # Material shows what each letter finds, anew
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"what-to-ask\.html"))


def test_no_single_letter_leaves_the_page(page: Page, sheet: OpenSheet) -> None:
    """WCAG 2.1.4: who speaks to the computer, or slips, stays where they are; in a field the letters are letters."""
    sheet(page, "call")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    page.get_by_role("button", name="Print", exact=True).focus()
    page.keyboard.type("fspn,.")
    expect(page.get_by_role("button", name="Print", exact=True)).to_be_focused()
    page.keyboard.type("/")  # Firefox looks in the page then
    expect(page.locator("#__search")).not_to_be_checked()
    write(page, me__intro="")
    page.locator('[name="me.intro"]').press_sequentially("fs/pn,.")
    expect(page.locator('[name="me.intro"]')).to_have_value("fs/pn,.")
    saved(page)
    assert asked == []


def test_it_holds_where_pages_change_without_loading_and_a_guide_has_its_own_line(page: Page, tmp_path: Path) -> None:
    """`navigation.instant` makes the menu anew on each page; with `navigation.indexes` a level's button has no words of its own."""
    folder = tmp_path / "home"
    shutil.copytree(sites.CONFIGS["home"].parent, folder, ignore=shutil.ignore_patterns("site", ".cache"))
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    settings["theme"]["features"] = ["navigation.instant", "navigation.indexes"]
    with sites.served(folder) as address:
        settings["site_url"] = f"{address}site/"
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
        project.build(folder / "mkdocs.yml", None, strict=True)
        page.set_viewport_size(PHONE)
        page.goto(f"{address}site/renting/homes/")
        ready(page)
        page.evaluate("window.same = true")
        page.get_by_role("link", name="What it costs", exact=True).last.click()
        page.wait_for_url("**/costs/")
        page.locator('gs-sheet[data-sheet="costs"]').wait_for()
        page.locator("label.md-nav__title[for=__nav_2] [role=button]").wait_for(state="attached")  # the menu is made after the page
        assert page.evaluate("window.same")
        page.get_by_role("button", name="Navigation", exact=True).press("Enter")
        expect(page.locator("label.md-nav__title[for=__nav_2] [role=button]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Renting a flat", exact=True)).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Navigation", exact=True)).to_be_focused()


def test_one_button_changes_the_colors_and_says_to_which(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    tab_to(page, "Dark colors", most=4)
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("button", name="Light colors")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    expect(page.get_by_role("button", name="Dark colors")).to_be_focused()
    tab_to(page, "Search", most=4)  # after the switch between languages and what it opens
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
