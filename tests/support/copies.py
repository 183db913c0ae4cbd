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
    page.get_by_role("button", name="Save a copy").first.click()
    expect(page.locator(".gs-notice[data-kind-of=copy]")).to_contain_text("was saved")
    page.wait_for_function("() => window.saved")
    found: dict[str, Any] = json.loads(page.evaluate("window.saved"))
    return found


def load(page: Page, folder: Path, copy: object, says: str) -> None:
    """Loads a file by the button, and waits for what is said."""
    file = folder / "guidesheet-copy-2026-11-24.json"
    file.write_text(copy if isinstance(copy, str) else json.dumps(copy), "utf-8")
    page.evaluate("HTMLInputElement.prototype.click = () => {}")
    page.get_by_role("button", name="Load a copy").first.click()
    page.locator("body > input[type=file]").set_input_files(file)
    expect(page.locator(".gs-notice[data-kind-of=copy]")).to_contain_text(says)
    expect(page.locator(".gs-notice[data-kind-of=copy]")).to_be_focused()
    expect(page.locator("body > input[type=file]")).to_have_count(0)
