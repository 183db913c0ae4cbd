"""The workbooks that tests look at: both datasets as one file each, without a host."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from guidesheet import pages
from guidesheet.hosts.options import dataset_folder
from guidesheet.load import load
from guidesheet.workbook import Around
from support import sites
from support.reader import ready

NAMES = {"guide": "informational-interviews.workbook.html", "home": "renting.workbook.html"}


def write(name: str, folder: Path) -> Path:
    """Writes the workbook of a project of `sites.CONFIGS` into a folder, and gives the file."""
    made = pages.site(load(dataset_folder(sites.CONFIGS[name])), around=Around())
    content = made.assets[NAMES[name]]
    assert isinstance(content, str)
    folder.mkdir(exist_ok=True)
    (folder / NAMES[name]).write_text(content, "utf-8", newline="\n")
    return folder / NAMES[name]


def open_file(page: Page, file: Path, place: str = "") -> None:
    """Opens a file from disk, and waits until its script has started."""
    page.goto(file.as_uri() + place)
    ready(page)


def at(page: Page, name: str) -> Locator:
    """The control of an answer on one of the sheets: `call me.name`."""
    sheet, _, answer = name.rpartition(" ")
    return page.locator(f'gs-sheet[data-sheet="{sheet}"] [name="{answer}"]').first


def kept(page: Page) -> None:
    """Waits until the sheets say that all is kept in the tab."""
    expect(page.locator(".gs-status").first).to_have_text("Kept until you close this tab")
