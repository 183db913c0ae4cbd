"""Pictures of the site: `.run/test/bin/python tests/screenshots.py [folder]` (`test-results/pictures`).

Home, guide, question list and letter; phone and desktop, light and dark; filled in as a reader would.
With `--readme` the pictures of README are made: `pictures/sheet.png`, `pictures/handouts.png`.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = map(str, (HERE.parent, HERE))

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from guidesheet.editions import Variant
from guidesheet.handouts.typeset import pictures
from support import browsers, handouts, sites
from support.reader import add_contact, ready, saved, star, write

ADDRESSES = {
    "home": "index.html",
    "guide": "informational-interviews/index.html",
    "questions": "informational-interviews/what-to-ask.html",
    "letter": "informational-interviews/request-letter.html",
    "contacts": "informational-interviews/contact-log.html",
}
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}


def on_paper(sheet: str, variant: Variant) -> list[Image.Image]:
    """The pages of a sheet's handout."""
    return [Image.open(io.BytesIO(page)).convert("L") for page in pictures(handouts.document("guide", sheet), variant, resolution=60)]


def beside(pages: list[Image.Image]) -> Image.Image:
    """Pages beside one another, on gray."""
    gap = 12
    whole = Image.new("L", (gap + sum(page.width + gap for page in pages), max(page.height for page in pages) + 2 * gap), 190)
    at = gap
    for page in pages:
        whole.paste(page, (at, gap))
        at += page.width + gap
    return whole


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
    for name, variant in (("normal", Variant()), ("large", Variant(large=True)), ("fillable", Variant(fill=True))):
        pages = [page for sheet in ("what_to_ask", "request_letter", "who_to_ask") for page in on_paper(sheet, variant)]
        if not readme:
            beside(pages).save(folder / f"handouts-{name}.png")
    if readme:
        what, letter, large = (
            on_paper("what_to_ask", Variant()),
            on_paper("request_letter", Variant(fill=True)),
            on_paper("call", Variant(large=True)),
        )
        beside([what[0], letter[2], large[0]]).save(HERE.parent / "pictures/handouts.png", optimize=True)
    print(HERE.parent / "pictures" if readme else folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
