"""Pages that fit: on phones, enlarged, with other spacing between letters; and controls that a finger hits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.reader import begin_lists, ready
from support.sites import pages_of

FAULTS = r"""() => {
  const shown = (part) => part.getClientRects().length && part.checkVisibility({ visibilityProperty: true }) && !part.closest('.gs-sr');
  const words = (part) => (part.getAttribute('name') || part.textContent).trim().replace(/\s+/g, ' ').slice(0, 40);
  const what = (part) => `${part.localName}.${part.getAttribute('class') ?? ''} "${words(part)}"`;
  // What stays in place while the page scrolls below it, and what the theme lets fade, overlaps nothing.
  const floats = (part) => {
    for (let one = part; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (['fixed', 'sticky'].includes(style.position) || style.opacity === '0') return true;
    }
    return false;
  };
  const found = new Set();
  const over = document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
  if (over > 0) found.add(`the page scrolls ${over} px sideways`);

  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const part = text.parentElement;
    if (!text.data.trim() || !shown(part) || floats(part) || part.closest('template, script, style, option')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) lines.push([part, box]);
  }
  for (const part of document.querySelectorAll('input, select, textarea'))
    if (shown(part) && !floats(part)) lines.push([part, part.getBoundingClientRect()]);
  for (const [part, box] of lines) if (box.right > innerWidth + 1 || box.left < -1) found.add(`outside the window: ${what(part)}`);
  lines.forEach(([one, a], index) => {
    for (const [other, b] of lines.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [x, y] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (x > 3 && y > 4) found.add(`one over the other: ${what(one)} and ${what(other)}`);
    }
  });
  for (const part of document.querySelectorAll('body *')) {
    // The header says the page's title again, cut where there is no room; the title itself is below it.
    if (!part.clientHeight || !part.textContent.trim() || part.matches('select, textarea, .md-header__topic *') || !shown(part)) continue;
    const style = getComputedStyle(part);
    const [wide, high] = [part.scrollWidth > part.clientWidth + 2, part.scrollHeight > part.clientHeight + 2];
    const cuts = (overflow) => ['hidden', 'clip'].includes(overflow);
    if ((wide && cuts(style.overflowX)) || (high && cuts(style.overflowY))) found.add(`cut off: ${what(part)}`);
    const holds = part.matches('button, .md-button, label') && style.display !== 'inline';
    if (holds && (wide || high)) found.add(`too small for its words: ${what(part)}`);
  }
  return [...found];
}"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""WCAG 1.4.12."""
BIGGER = "html { font-size: 250% !important }"
"""Material's letters are of 125 %: these are twice as large."""

WAYS = {
    "a phone": (390, 844, ""),
    "a narrow phone": (320, 640, ""),
    "200 %": (640, 450, ""),
    "400 %": (320, 256, ""),
    "letters of 200 %": (1280, 900, BIGGER),
    "more space": (1280, 900, SPACING),
    "more space on a phone": (390, 844, SPACING),
}
"""How a window of 1280 × 900 pixels is enlarged, and what a reader's own style says."""

TARGETS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, label:has([role=button])')]
  .filter((part) => part.getClientRects().length && part.checkVisibility({ visibilityProperty: true, opacityProperty: false }))
  .filter((part) => !part.closest('.gs-sr') && !part.matches('.md-skip') && getComputedStyle(part).pointerEvents !== 'none')
  .map((part) => [part, (part.closest('label') ?? part).getBoundingClientRect()])
  // A link among words is as high as its line (WCAG 2.5.8, "inline").
  .filter(([part]) => !(part.localName === 'a' && getComputedStyle(part).display === 'inline' && part.closest('p, li, dd, dt')))
  .map(([part, box]) => [(part.getAttribute('name') || part.textContent).trim(), Math.round(box.width), Math.round(box.height)])
  .filter(([, width, height]) => height < 44 || width < 44)"""


def opened(page: Page, served: str, *sites: Path) -> Iterator[str]:
    """Every page of the sites, one after the other, with rows and stars."""
    for site in sites:
        for name in pages_of(site):
            page.goto(f"{served}{site.name}/{name}")
            ready(page)
            begin_lists(page)
            yield f"{site.name}/{name}"


def test_nothing_is_cut_off_or_lies_over_something_else(chromium: Browser, served: str, guide_site: Path, home_site: Path) -> None:
    context = chromium.new_context(device_scale_factor=2, reduced_motion="reduce", locale="en-US")
    page = context.new_page()
    found = {}
    for name in opened(page, served, guide_site, home_site):
        page.evaluate("document.head.append(Object.assign(document.createElement('style'), {id: 'theirs'}))")
        for way, (width, height, style) in WAYS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("style => { theirs.textContent = style; scrollTo(0, 0); }", style)
            if faults := page.evaluate(FAULTS):
                found[name, way] = faults
    context.close()
    assert found == {}


def test_a_long_title_of_the_next_page_is_said_whole(chromium_page: Page, guide: str) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{guide}call.html")
    ready(page)
    long = "La nota de agradecimiento, después de la reunión"
    page.locator(".md-footer__link--next .md-ellipsis").evaluate("(title, long) => { title.textContent = long; }", long)
    assert page.evaluate(FAULTS) == []


def test_fingers_find_every_control(chromium: Browser, served: str, guide_site: Path, home_site: Path) -> None:
    """44 CSS pixels high, or with a label of that height around a small box; of the header, the menu and the foot, too.

    Also where the browser tells of a mouse: the screens of many laptops can be touched.
    """
    small = {}
    for site, width, touched in ((guide_site, 390, True), (home_site, 1280, False)):
        context = chromium.new_context(viewport={"width": width, "height": 844}, has_touch=touched, is_mobile=touched, locale="en-US")
        page = context.new_page()
        for name in opened(page, served, site):
            if found := page.evaluate(TARGETS):
                small[name] = found
            if width == 390:
                page.get_by_role("button", name=re.compile("^(Navigation|Navegación)$")).click()
                if found := page.evaluate(TARGETS):
                    small[name, "menu"] = found
        context.close()
    assert small == {}


@pytest.mark.parametrize(("width", "touched"), [(390, True), (1280, False)])
def test_fingers_find_what_empties_the_search(width: int, touched: bool, chromium: Browser, guide: str) -> None:
    """It is there once something was typed."""
    context = chromium.new_context(viewport={"width": width, "height": 844}, has_touch=touched, is_mobile=touched, locale="en-US")
    page = context.new_page()
    page.goto(f"{guide}call.html")
    ready(page)
    page.get_by_role("button", name="Search", exact=True).or_(page.get_by_role("textbox", name="Search", exact=True)).first.click()
    page.get_by_role("textbox", name="Search", exact=True).fill("philosophy")
    clear = page.get_by_role("button", name="Clear", exact=True)
    expect(clear).to_be_visible()
    page.evaluate("Promise.allSettled(document.getAnimations().map((sliding) => sliding.finished))")
    box = clear.bounding_box()
    assert box is not None and box["width"] >= 44 and box["height"] >= 44
    clear.click()
    expect(page.get_by_role("textbox", name="Search", exact=True)).to_have_value("")
    context.close()


def test_a_mouse_hits_the_lines_of_the_menu(chromium_page: Page, guide: str) -> None:
    """24 CSS pixels (WCAG 2.5.8), as the accessibility statement says."""
    page = chromium_page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{guide}call.html")
    lines = page.locator(".md-nav__link:visible")
    heights = lines.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert len(heights) > 15 and min(heights) >= 24
