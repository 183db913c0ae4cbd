"""What a reader has set in their system holds: colors of their own, less motion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.colors import COLORS, PALE
from support.keyboard import every_stop
from support.reader import add_contact, ready, saved, star, write
from support.sites import pages_of

BARE = """() => {
  COLORS
  const edges = (part) => ['Top', 'Bottom', 'Left', 'Right'].map((side) => {
    const style = getComputedStyle(part);
    const drawn = style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0;
    return drawn && contrast(rgb(style[`border${side}Color`]), ground(part.parentElement)) >= 3;
  });
  return [...document.querySelectorAll(`gs-sheet :is(select, textarea, input:not([type=checkbox], [type=radio])), .gs-button, .gs-notice,
      .gs-dialog, .gs-paper, li.gs-row`)]
    .filter((part) => part.getClientRects().length && getComputedStyle(part).textDecorationLine !== 'underline')
    .filter((part) => !edges(part).every(Boolean)).map((part) => `${part.localName}.${part.className} ${edges(part)}`);
}""".replace("COLORS", COLORS)
"""What has an edge of its own, and none that is seen."""


@contextmanager
def forced(chromium: Browser, scheme: str) -> Iterator[Page]:
    context = chromium.new_context(forced_colors="active", color_scheme=scheme, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_colors_of_ones_own_words_edges_and_states_are_seen(chromium: Browser, guide: str, scheme: str) -> None:
    with forced(chromium, scheme) as page:
        page.goto(f"{guide}contact-log.html")
        for name in ("Ana Núñez", "Ben Osei"):
            add_contact(page, name=name)
        saved(page)
        page.get_by_role("button", name="Remove this contact").last.click()
        expect(page.locator(".gs-notice")).to_be_visible()
        assert page.evaluate(BARE) == []
        edges = "row => [getComputedStyle(row).borderLeftWidth, getComputedStyle(row).borderTopWidth]"
        now = page.locator("li.gs-row--now").evaluate(edges)
        assert float(now[0].removesuffix("px")) > float(now[1].removesuffix("px"))
        page.goto(f"{guide}what-to-ask.html")
        ready(page)
        mark = """box => {
          const mark = box.nextElementSibling;
          return [getComputedStyle(mark).outlineStyle, getComputedStyle(mark, '::before').content];
        }"""
        box = page.locator('[name="what_to_ask.skills:star"]')
        before = box.evaluate(mark)
        star(page, "what_to_ask.skills")
        box.blur()
        assert [before, box.evaluate(mark)] == [["none", '"☆"'], ["solid", '"★"']]
        page.goto(f"{guide}call.html")
        write(page, me__intro="I bake.")
        page.get_by_role("button", name="Erase this sheet").click()
        assert page.evaluate(BARE) == []


def test_in_colors_of_ones_own_words_and_focus_are_seen_on_all_pages(
    chromium: Browser, served: str, guide_site: Path, home_site: Path
) -> None:
    found = {}
    for site, scheme in ((guide_site, "dark"), (home_site, "light")):
        with forced(chromium, scheme) as page:
            for name in (one for one in pages_of(site) if not one.startswith("es/")):  # whose controls are the same
                page.goto(f"{served}{site.name}/{name}")
                ready(page)
                faults = page.evaluate(PALE) + [fault for at in every_stop(page) for fault in at.faults]
                if faults:
                    found[name] = faults
    assert found == {}


def test_painted_signs_of_the_menu_are_seen_in_colors_of_ones_own(chromium: Browser, guide: str) -> None:
    with forced(chromium, "dark") as page:
        page.goto(f"{guide}call.html")
        ready(page)
        signs = page.evaluate(f"""() => {{
          {COLORS}
          return [...document.querySelectorAll('.md-nav__item--nested > .md-nav__link .md-nav__icon, .gs-notes summary')]
            .map((part) => contrast(rgb(getComputedStyle(part, '::after').backgroundColor), ground(part)));
        }}""")
        assert len(signs) >= 2 and min(signs) >= 3


def test_with_less_motion_nothing_moves(chromium: Browser, served: str, guide_site: Path, home_site: Path) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter((part) => {
      const style = getComputedStyle(part);
      return style.scrollBehavior !== 'auto' || (style.animationName !== 'none' && parseFloat(style.animationDuration) > 0)
        || style.transitionDuration.split(',').some((time) => parseFloat(time) > 0);
    }).map((part) => part.localName + '.' + part.className)"""
    context = chromium.new_context(reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    found = {}
    for site in (guide_site, home_site):
        for name in pages_of(site):
            page.goto(f"{served}{site.name}/{name}")
            ready(page)
            if faults := page.evaluate(moving):
                found[name] = faults
    page.get_by_role("button", name="Erase this sheet").click()
    page.locator("dialog").wait_for()
    assert page.evaluate(moving) == []
    context.close()
    assert found == {}
