"""Saving a copy of one's answers, and loading it, in browsers that have no event for the download of a blob, too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

CATCH = """() => {
  URL.createObjectURL = (blob) => { blob.text().then((text) => (window.saved = text)); return '#'; };
  HTMLAnchorElement.prototype.click = () => {};
}"""


def copy_of(page: Page) -> dict[str, Any]:
    """What *Save a copy* would put into the file."""
    page.evaluate(CATCH)
    page.evaluate("window.saved = ''")
    page.get_by_role("button", name="Save a copy").first.click()
    expect(page.locator(".gs-notice[data-kind-of=copy]", has_text="A copy of your answers was saved").first).to_be_visible()
    page.wait_for_function("() => window.saved")
    found: dict[str, Any] = json.loads(page.evaluate("window.saved"))
    return found


MERGE, REPLACE, ONLY = "Put both together", "Replace what is here", "Load it"
"""What the dialog offers; the last one where nothing is here yet."""


def choose(page: Page, folder: Path, copy: object) -> None:
    """Gives a file to *Load a copy*: a copy, or a text as it stands."""
    file = folder / "guidesheet-copy-2026-11-24.json"
    file.write_text(copy if isinstance(copy, str) else json.dumps(copy), "utf-8")
    choose_file(page, file)


def choose_file(page: Page, file: Path) -> None:
    """Gives a file to *Load a copy*."""
    page.evaluate("HTMLInputElement.prototype.click = () => {}")
    page.get_by_role("button", name="Load a copy").first.click()
    page.locator("body > input[type=file]").set_input_files(file)
    expect(page.locator("body > input[type=file]")).to_have_count(0)


def load(page: Page, folder: Path, copy: object, says: str, how: str | None = "") -> None:
    """Loads a file and waits for what is said. `how`: a button of the dialog, "" for its first one, None where it asks nothing."""
    choose(page, folder, copy)
    if how is not None:
        page.locator(".gs-dialog").get_by_role("button", name=how or None, exact=True).first.click()
    expect(page.locator(".gs-notice[data-kind-of=copy]").first).to_contain_text(says)
    expect(page.locator(".gs-notice[data-kind-of=copy]").first).to_be_focused()


def counts(page: Page) -> list[str]:
    """What the dialog says is where."""
    expect(page.locator(".gs-dialog")).to_be_visible()
    return page.locator(".gs-dialog li").all_inner_texts()
