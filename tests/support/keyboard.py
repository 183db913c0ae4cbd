"""A reader without a mouse: where the focus is, and whether it can be seen there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from support.colors import COLORS

_STOP = """() => {
  const at = document.activeElement;
  if (!at?.matches(':focus-within') || at === document.body) return null; // nowhere, or on the browser's own buttons
  const shown = (part) => part && part.getClientRects().length && getComputedStyle(part).visibility === 'visible';
  const spoken = (part) => {
    const copy = part.cloneNode(true);
    for (const sign of copy.querySelectorAll('[aria-hidden=true]')) sign.remove();
    return copy.textContent;
  };
  const label = at.labels?.length ? [...at.labels].map(spoken).join(' ') : spoken(at);
  const name = (at.getAttribute('aria-label') ?? label).trim().replace(/\\s+/g, ' ');
  const box = at.getBoundingClientRect();
  const inset = (low, high) => high - low > 8 ? [low + 4, (low + high) / 2, high - 4] : [(low + high) / 2];
  const place = at.closest('label') ?? at;
  const free = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (at.contains(top) || top.contains(at) || place.contains(top));
  };
  const covered = [];
  if (box.height < innerHeight - 120)
    for (const x of inset(box.left, box.right)) for (const y of inset(box.top, box.bottom))
      if (!free(x, y)) covered.push(document.elementFromPoint(x, y)?.getAttribute('class') || 'the edge of the window');
  // What shows the focus: the control's own outline, or that of its sign.
  const signs = [at, at.nextElementSibling?.matches('.gs-star__mark') && at.nextElementSibling, at.closest('.md-search__form')];
  const sign = signs.filter(Boolean).map((part) => [part, getComputedStyle(part)])
    .find(([, style]) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  COLORS
  const inner = sign && parseFloat(sign[1].outlineOffset) < 0; // else its ground is what is around the control
  return {
    name, tag: at.localName, answer: at.getAttribute('name') ?? '', article: !!at.closest('article'),
    top: box.top + scrollY, shown: shown(at) || shown(at.nextElementSibling), covered: [...new Set(covered)],
    words: at.textContent.trim() && !at.matches('select, textarea') ? contrast(rgb(getComputedStyle(at).color), ground(at)) : 21,
    contrast: sign ? contrast(rgb(sign[1].outlineColor), ground(inner ? sign[0] : sign[0].parentElement)) : 0,
  };
}""".replace("COLORS", COLORS)


_EVERY = f"""async () => {{
  const stop = {_STOP};
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = [];
  for (const part of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {{
    if (!part.getClientRects().length || getComputedStyle(part).visibility !== 'visible' || part.disabled || part.tabIndex < 0) continue;
    part.focus();
    let at = stop();
    if (at?.covered.length) {{ await frame(); at = stop(); }}
    found.push(at);
  }}
  return found;
}}"""


@dataclass(frozen=True)
class Stop:
    """A place where the focus rests."""

    name: str
    """As a screen reader would call it."""
    tag: str
    answer: str
    """Its answer id, if it is a control that holds one."""
    article: bool
    top: float
    """Pixels from the top of the page."""
    shown: bool
    covered: list[str]
    """What lies over it, by class."""
    contrast: float
    """Of the outline that shows the focus with its ground; 0 for none."""
    words: float
    """Contrast of its words with their ground while it has the focus."""

    @property
    def faults(self) -> list[str]:
        """What keeps a reader from seeing where the focus is (WCAG 2.4.7, 2.4.11, 1.4.11, 1.4.3)."""
        found = []
        if not self.shown:
            found.append("is not shown")
        elif self.covered:
            found.append(f"lies under {self.covered}")
        if self.contrast < 3:
            found.append(f"shows no focus (contrast {self.contrast:.1f})")
        if self.words < 4.5:
            found.append(f"cannot be read (contrast {self.words:.1f})")
        return [f"{self.tag} {self.answer or self.name!r} {fault}" for fault in found]


def stop(page: Page) -> Stop | None:
    """Where the focus is now; None for nowhere."""
    found: dict[str, Any] | None = page.evaluate(_STOP)
    return Stop(**found) if found else None


def every_stop(page: Page) -> list[Stop]:
    """All places of the page where the focus can rest, as they are when it does."""
    page.keyboard.press("Tab")  # from now on the browser shows the focus
    found: list[dict[str, Any] | None] = page.evaluate(_EVERY)
    return [Stop(**one) for one in found if one]


def seen(page: Page) -> Stop | None:
    """Where the focus is, once what was moving stands still; raises AssertionError where a reader cannot see it."""
    for _ in range(100):
        at = stop(page)
        if at is None or not at.faults:
            return at
        page.wait_for_timeout(50)
    raise AssertionError(at.faults if at else at)


def tab_to(page: Page, wanted: str, key: str = "Tab", most: int = 80) -> Stop:
    """Presses Tab until the focus is on the control of this name or answer id; it must be seen all the way."""
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press(key)
        if (at := seen(page)) is None:
            continue  # the end of the page; the browser's own buttons come next
        passed.append(at.answer or at.name)
        if wanted in (at.name, at.answer):
            return at
    raise AssertionError(f"{wanted!r} is not among {passed}")


def rests_on(page: Page, wanted: str) -> None:
    """The focus is, or comes to be, on the control of this name or answer id, and is seen there."""
    for _ in range(50):
        at = stop(page)
        if at and wanted in (at.name, at.answer):
            seen(page)
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the focus is on {at}, not on {wanted!r}")
