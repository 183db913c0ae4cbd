"""Sheets and blocks in hand-written pages: an extension of Python-Markdown that needs no MkDocs.

    [[sheet: what_to_ask]]        a whole sheet, without its title and introduction
    [[sheet: what_to_ask.bank]]   one block of it

on a line of its own, at the top level of a page or indented in a list item, an admonition or a tab. Answers are kept under the same
ids as on the sheet's own page. The plugin for MkDocs switches it on; elsewhere it is configured where extensions are:

    markdown_extensions:
      - guidesheet.embed: {dataset: guidance}
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from guidesheet.embed.elements import fill
from guidesheet.embed.lines import EmbedLines, places, problems
from guidesheet.embed.page import page_of
from guidesheet.embed.sheets import Sheets, sheets_of
from guidesheet.errors import DatasetError

NAME = "guidesheet.embed"
"""What `markdown_extensions:` calls it."""


class EmbedExtension(Extension):
    """Options: `dataset`, the folder of guidance.yml, from the folder of the host's settings; `language` of the site, that of the root
    if not given; `sheets`, from a host that has read the dataset already.
    """

    def __init__(self, **options: Any) -> None:
        self.config = {
            "dataset": ["docs/guidance", "The folder of guidance.yml, from the folder of the host's settings"],
            "language": ["", "The language of the pages; that of the root if not given"],
            "sheets": ["", "The sheets, if the host has read the dataset already"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:
        """Takes lines for embeds after code, before headings and paragraphs; fills them in before the host looks for words."""
        md.registerExtension(self)
        md.parser.blockprocessors.register(EmbedLines(md.parser), NAME, 75)
        md.treeprocessors.register(_Filling(md, self), NAME, 30)

    def sheets(self, root: Path) -> Sheets:
        """The sheets of the dataset. `root`: the folder of the host's settings. Raises DatasetError."""
        given = self.getConfig("sheets")
        return given if isinstance(given, Sheets) else sheets_of(root / self.getConfig("dataset"), self.getConfig("language"))


class _Filling(Treeprocessor):
    """Puts the articles where the lines were, all at once: one head and one foot a page."""

    def __init__(self, md: Markdown, extension: EmbedExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Raises DatasetError where there is no such sheet."""
        found = [*places(root)]
        if not found:
            return
        page = page_of(self.md)
        sheets = self.extension.sheets(page.root)
        targets = [place.target for place in found]
        if faults := [*sheets.faults(targets)]:
            raise DatasetError(problems(page.file or Path(page.path), faults, targets))
        for place, article in zip(found, sheets.articles(page, [(place.target, place.level) for place in found]), strict=True):
            if article:
                fill(place.element, article, self.md.htmlStash.store)
            else:
                place.parent.remove(place.element)


def makeExtension(**options: Any) -> EmbedExtension:
    """What Python-Markdown calls."""
    return EmbedExtension(**options)
