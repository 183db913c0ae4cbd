"""What the hand-written pages of a MkDocs project embed: switched on, checked before anything is built, written out for other hosts."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.utils import meta

from guidesheet import embed
from guidesheet.embed.lines import Line, parsed, problems, strays, written
from guidesheet.embed.page import Page
from guidesheet.embed.sheets import Sheets
from guidesheet.errors import DatasetError, Problem
from guidesheet.hosts import languages
from guidesheet.hosts.markdown import part
from guidesheet.load import of_dataset
from guidesheet.pages import Site


def switch_on(config: MkDocsConfig, dataset: Path, language: str, sheets: Sheets) -> None:
    """Has the host's Markdown know `[[sheet: …]]`, also where the editor's settings name the extension for other hosts."""
    if embed.NAME not in config.markdown_extensions:
        config.markdown_extensions.append(embed.NAME)
    config.mdx_configs[embed.NAME] = {"dataset": str(dataset), "language": language, "sheets": sheets}


def handwritten(config: MkDocsConfig, dataset: Path, site: Site) -> dict[str, Path]:
    """Path in the site → file, of the hand-written pages in the site's language."""
    files, part = get_files(config), of_dataset(dataset, Path(config.docs_dir))
    set_exclusions(files, config)
    own = {
        file.src_uri: Path(file.abs_src_path)
        for file in files.documentation_pages()
        if file.abs_src_path and not file.inclusion.is_excluded() and not part(Path(file.abs_src_path))
    }
    return {path: own[source] for path, source in languages.in_language(own, site, site.lang).items()}


def wrong(config: MkDocsConfig, pages: Mapping[str, Path], sheets: Sheets) -> Iterator[Problem]:
    """Everything that is wrong with what the pages embed."""
    for file in pages.values():
        text = _text(file)
        body, above = _body(text)
        for stray, message, cure in strays(body, *_extensions(config)):
            yield Problem(Path(os.path.relpath(file)), stray.number + above, stray.column, message, cure)
        if not any(sheets.faults([line.target for line in written(text)])):
            continue
        lines = [line for line, _ in _embeds(text, config)]
        targets = [line.target for line in lines]
        yield from problems(file, sheets.faults(targets), targets, lines)


def expanded(config: MkDocsConfig, dataset: Path, site: Site, sheets: Sheets, *, directories: bool, keep_links: bool) -> dict[str, str]:
    """The hand-written pages that embed something, path → text, with the sheets in it as Markdown that needs the extension no more.

    `keep_links`: will the theme give links back that are kept from the host (hosts/markdown.py)?
    Raises DatasetError with everything that is wrong with what they embed.
    """
    pages = handwritten(config, dataset, site)
    if faults := [*wrong(config, pages, sheets)]:
        raise DatasetError(faults)
    made = {}
    for path, file in pages.items():
        text = _text(file)
        if not written(text):
            continue
        found = _embeds(text, config)
        articles = sheets.articles(Page(path, directories), [(line.target, level) for line, level in found])
        lines = text.split("\n")
        for (line, _), article in zip(found, articles, strict=True):
            indent = lines[line.number - 1][: line.column - 1].expandtabs(4)
            lines[line.number - 1] = f"\n{part(article, indent, keep_links=keep_links)}\n"
        made[path] = "\n".join(lines)
    return made


def _text(file: Path) -> str:
    return file.read_text("utf-8-sig")


def _embeds(text: str, config: MkDocsConfig) -> list[tuple[Line, int]]:
    """The lines of a page that embed something, each with the level of the headings there."""
    body, above = _body(text)
    return [(Line(line.number + above, line.column, line.target), level) for line, level in parsed(body, *_extensions(config))]


def _body(text: str) -> tuple[str, int]:
    """A page without the settings at its top, and how many lines these are."""
    body, _ = meta.get_data(text)
    return body, text[: len(text) - len(body)].count("\n")


def _extensions(config: MkDocsConfig) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The host's extensions of Markdown but ours, and their settings."""
    names = [name for name in config.markdown_extensions if name != embed.NAME]
    return names, {name: given for name, given in config.mdx_configs.items() if name != embed.NAME}


def shown(path: Path) -> Path:
    """A path as an editor would write it from here."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:
        return path
    return path if relative.parts[:1] == ("..",) else relative
