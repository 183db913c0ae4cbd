"""axe, asked about a whole page: WCAG 2.2 A and AA, and best practice."""

from __future__ import annotations

from playwright.sync_api import Page

from support import node

_ASK = """async () => {
  const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
  return found.violations.map(({id, nodes}) => id + ': ' + nodes.map((node) => node.html).slice(0, 3).join(' | '));
}"""


def violations(page: Page) -> list[str]:
    """The rules that the page breaks, each with the first elements that break it."""
    page.evaluate((node.modules() / "axe-core/axe.min.js").read_text("utf-8"))
    found: list[str] = page.evaluate(_ASK)
    return found
