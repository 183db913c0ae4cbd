"""Pictures of the site: `.run/test/bin/python tests/screenshots.py [folder]` (`test-results/pictures`).

Home, guide, question list and letter; phone and desktop, light and dark; filled in as a reader would.
With `--readme` the one picture of README is made: `pictures/sheet.png`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = map(str, (HERE.parent, HERE))

from playwright.sync_api import Page, sync_playwright

from support import browsers, sites
from support.reader import add_contact, ready, saved, star, write

ADDRESSES = {
    "home": "index.html",
    "guide": "informational-interviews/index.html",
    "questions": "informational-interviews/what-to-ask.html",
    "letter": "informational-interviews/request-letter.html",
    "contacts": "informational-interviews/contact-log.html",
}
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}


def fill(page: Page, address: str) -> None:
    """The answers of a reader who is halfway through."""
    page.goto(address + ADDRESSES["contacts"])
    add_contact(page, name="Ana Núñez", role="Nurse manager", org="Mercy Hospital", referrer="Sam Ortiz")
    saved(page)
    page.goto(address + ADDRESSES["questions"])
    write(page, me__career="nursing")
    for question in ("positions", "training", "entry_job"):
        star(page, f"what_to_ask.{question}")
    page.locator('[name="what_to_ask.positions:note"]').fill("Ask about night shifts")
    saved(page)
    page.goto(address + ADDRESSES["letter"])
    write(
        page, me__name="Rosa Díaz", me__address="12 Elm Street\nHartford, CT 06103",
        me__intro="I work in a bakery and study in the evening.",
        contact__greeting="Ms. Núñez", contact__address="114 Woodland Street\nHartford, CT 06105", request_letter__mailed="2026-12-03",
    )  # fmt: skip
    saved(page)


def main(words: list[str]) -> int:
    readme = "--readme" in words
    folder = Path(next((word for word in words if not word.startswith("-")), HERE.parent / "test-results/pictures"))
    engine = browsers.find_all(say=print)["chromium"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, sites.served(Path(name)) as address:
        sites.build("guide", Path(name))
        browser = browsers.launch(playwright, engine)
        for screen, (width, height) in SCREENS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US")
                page = context.new_page()
                fill(page, f"{address}guide/")
                for title, path in ADDRESSES.items():
                    page.goto(f"{address}guide/{path}")
                    ready(page)
                    if readme and (title, screen, scheme) == ("letter", "desktop", "light"):
                        page.locator('[name="request_letter.closing"]').first.check()
                        page.locator("#request").evaluate("title => scrollTo(0, title.offsetTop - 70)")
                        page.wait_for_timeout(1000)  # the header's title slides
                        page.screenshot(path=HERE.parent / "pictures/sheet.png")
                    elif not readme:
                        page.screenshot(path=folder / f"{title}-{screen}-{scheme}.png", full_page=title != "home")
                context.close()
        browser.close()
    print(HERE.parent / "pictures" if readme else folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
