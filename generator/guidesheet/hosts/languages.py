"""Hand-written pages in several languages, and the addresses of the switch between them. Knows no host.

`about.es.md` beside `about.md` is that page in Spanish; without it, the Spanish site has no such page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from guidesheet.pages import HOME, PLACEHOLDER, Site


def own_config(config: Path, lang: str) -> Path:
    """The settings of a language: `mkdocs.es.yml`, where there is one, else those of the whole project."""
    own = config.with_name(f"{config.stem}.{lang}{config.suffix}")
    return own if own.is_file() else config


def in_language(paths: Iterable[str], site: Site, lang: str) -> dict[str, str]:
    """Path in the site of a language → path of the file that stands there, of hand-written pages and all other files."""
    others = {language.lang for language in site.languages if language.folder}
    found: dict[str, str] = {}
    for path in paths:
        given = PurePosixPath(path)
        said = given.with_suffix("").suffix[1:] if given.suffix == ".md" else ""
        if said in others:
            if said == lang:
                found[given.with_suffix("").with_suffix(".md").as_posix()] = path
        elif given.suffix != ".md" or lang not in others:
            found[path] = path
    return found


def existing(nav: Sequence[Any] | None, paths: Collection[str]) -> list[Any] | None:
    """What `nav:` of mkdocs.yml comes to where only the pages of `paths` exist."""
    if nav is None:
        return None
    found = []
    for entry in nav:
        if isinstance(entry, dict):
            for title, below in entry.items():
                kept = existing(below, paths) if isinstance(below, list) else existing([below], paths)
                if kept:
                    found.append({title: kept if isinstance(below, list) else below})
        elif not str(entry).endswith(".md") or str(entry) in paths or entry == PLACEHOLDER:
            found.append(entry)
    return found


def alternate(site: Site, pages: Mapping[str, Collection[str]], *, directories: bool) -> list[dict[str, Any]]:
    """`extra.alternate` for the theme. `pages`: language → paths of all its pages.

    Each leads from a page to the same page: `link` and its address; to `home` from one of those that are `only` here.
    """
    here = next(language for language in site.languages if language.lang == site.lang)
    found = []
    for language in site.languages:
        there = pages[language.lang]
        link = ("../" if here.folder else "") + language.folder if language is not here else ""
        home = address(HOME, directories=directories)
        only = [address(path, directories=directories) for path in sorted(set(pages[site.lang]) - set(there))]
        found.append({"name": language.name, "link": link, "lang": language.lang, "home": home, "only": only})
    return found


def address(path: str, *, directories: bool) -> str:
    """Of a page, in its site."""
    page = path.removesuffix(".md")
    folder, _, name = page.rpartition("/")
    name = "index" if name == "README" else name
    if not directories:
        return f"{folder}/{name}.html".removeprefix("/")
    return (f"{folder}/" if name == "index" else f"{folder}/{name}/").removeprefix("/")
