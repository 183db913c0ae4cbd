"""What leaves a page: copied, shared, mailed, saved as a file; also in browsers without an event for it."""

from __future__ import annotations

import base64
from typing import Any

from playwright.sync_api import Locator, Page, expect

CATCH = """() => {
  window.out = {copied: [], files: [], links: [], shared: []};
  Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: async (text) => void out.copied.push(text)}});
  const url = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const file = {type: blob.type};
    out.files.push(file);
    blob.arrayBuffer().then((bytes) => { file.bytes = btoa(String.fromCharCode(...new Uint8Array(bytes))); });
    return url(blob);
  };
  HTMLAnchorElement.prototype.click = function () {
    if (this.download) out.files.at(-1).name = this.download;
    else out.links.push(this.href);
  };
  window.print = () => {};
}"""
"""Keeps what a page gives away, and asks no printer."""


def letter(page: Page, place: str) -> Locator:
    """A letter, by its place: `call.script`."""
    return page.locator(f'gs-letter[data-letter="{place}"]')


def press(found: Locator, way: str) -> None:
    """Presses a way out of a letter, where it stands; opens the others for it."""
    button = found.locator(f"[data-way={way}]")
    if not button.is_visible():
        found.locator("summary[data-way]").click()
    button.click()


def go_on(found: Locator) -> None:
    """Says yes to what is missing."""
    found.locator(".gs-notice[data-kind-of=lacking] > button").first.click()


def caught(page: Page, what: str, number: int = 1) -> list[Any]:
    """What left the page so far, of one kind, as soon as there is so much of it."""
    page.wait_for_function(f"() => out.{what}.length >= {number} && out.files.every((file) => file.bytes)")
    found: list[Any] = page.evaluate(f"out.{what}")
    return found


def file(page: Page) -> tuple[str, str, bytes]:
    """Name, type and bytes of the file that was saved last."""
    last = caught(page, "files")[-1]
    return last["name"], last["type"], base64.b64decode(last["bytes"])


def said(found: Locator, words: str) -> None:
    """Waits until a letter says what came of it."""
    expect(found.locator(".gs-notice[data-kind-of=sent]")).to_contain_text(words)
