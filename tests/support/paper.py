"""Pages on paper: a page as PDF, as the browser's own Print makes it, and the words on it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page
from pypdf import PdfReader

LETTER = (8.5, 11.0)
"""Width and height in inches."""


def printed(page: Page, folder: Path) -> list[str]:
    """Prints a page on Letter; gives the text of each sheet of paper, with single spaces."""
    browser = page.context.browser
    assert browser
    # Playwright hands its inches to Firefox, which takes them for centimetres.
    unit = 2.54 if browser.browser_type.name == "firefox" else 1
    file = folder / "printed.pdf"
    page.pdf(path=file, width=f"{LETTER[0] * unit}in", height=f"{LETTER[1] * unit}in", prefer_css_page_size=False)
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(file).pages]


def squeezed(text: str) -> str:
    """Without ligatures, line ends and runs of spaces."""
    for ligature, letters in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", " ", text).strip()
