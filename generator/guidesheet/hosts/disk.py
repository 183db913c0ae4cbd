"""A whole host project on disk, which MkDocs, ProperDocs and Zensical build without this package.

`docs/` has the hand-written pages, the generated ones as Markdown, and the assets; `overrides/` the theme's templates;
`mkdocs.yml` all settings. Another language has `docs-es/` and `mkdocs.es.yml`, to be built after the root language. A list
of what was written (`MANIFEST`) lets the next run take away what is left over, and keeps it from writing over anything else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from guidesheet import embed
from guidesheet.errors import DatasetError, Problem
from guidesheet.hosts import theme
from guidesheet.hosts.markdown import EXTENSIONS, markdown
from guidesheet.hosts.settings import Settings
from guidesheet.pages import Page, Site, harmless

MANIFEST = ".guidesheet.json"
"""Path of a written file → the SHA-256 of what was written."""


@dataclass(frozen=True)
class Written:
    """What a run did: paths of files, relative to the project."""

    files: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """What an editor's project brings along, besides the dataset."""

    config: Path
    docs: Mapping[str, Path]
    """Path below docs/ → the file: everything but the dataset."""
    expanded: Mapping[str, str]
    """Path → text, of those that embed sheets, with the sheets in it."""
    nav: Sequence[Any]
    directories: bool
    """Are pages served as `sheet/` instead of `sheet.html`?"""
    own_theme: bool
    """As `theme.ours` says."""
    polyfills: Sequence[str] | None = None
    """Scripts that the theme loads first; None where the site is not meant to be read from disk."""
    custom_dir: Path | None = None
    hooks: Sequence[Path] = field(default=())
    alternate: Sequence[Mapping[str, Any]] = ()
    """Where the switch between languages leads; nothing where there is one language only."""
    language: str = ""
    """The language, where it is not that of the root."""

    @property
    def pages(self) -> str:
        """The folder of the pages."""
        return f"docs-{self.language}" if self.language else "docs"

    @property
    def keep_links(self) -> bool:
        """Must links be kept from the host (hosts/markdown.py)?"""
        return self.directories and self.own_theme

    @property
    def settings(self) -> str:
        """The file of the settings."""
        return f"mkdocs.{self.language}.yml" if self.language else "mkdocs.yml"


def contents(given: Given, site: Site) -> dict[str, bytes]:
    """Path → content of every file of the project. Raises DatasetError."""
    files = {f"{given.pages}/{path}": source.read_bytes() for path, source in given.docs.items()}
    files |= {f"{given.pages}/{path}": text.encode() for path, text in given.expanded.items()}
    files |= _tree(theme.FOLDER) | (_tree(given.custom_dir) if given.custom_dir else {})
    outside = [hook for hook in given.hooks if not hook.is_relative_to(given.config.parent)]
    if outside:
        cure = "move the file into the project"
        raise DatasetError([Problem(given.config, 0, 0, f"the hook {hook} is not beside this file", cure) for hook in outside])
    files |= {hook.relative_to(given.config.parent).as_posix(): hook.read_bytes() for hook in given.hooks}
    pages = site.standing(given.docs)
    files |= {f"{given.pages}/{page.path}": markdown(page, keep_links=given.keep_links).encode() for page in pages}
    files |= {f"{given.pages}/{path}": text.encode() if isinstance(text, str) else text for path, text in site.assets.items()}
    files[given.settings] = _settings(given, site, pages).encode()
    return files


def _tree(folder: Path) -> dict[str, bytes]:
    return {f"overrides/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _settings(given: Given, site: Site, pages: Sequence[Page]) -> str:
    settings = Settings(given.config)
    names = {page.path: page.menu if given.own_theme else harmless(page.short) for page in pages}
    aside = [page.path for page in pages if page.aside]
    settings.put("docs_dir", given.pages)
    settings.put("site_dir", f"site/{given.language}" if given.language else "site")
    if given.language:
        settings.put("site_name", site.name_for(settings.text_of("site_name")))
        settings.put_below("theme", "language", given.language)
        url = settings.text_of("site_url")
        settings.drop("site_url")
        if url:
            settings.put("site_url", f"{url.rstrip('/')}/{given.language}/")
    settings.put("nav", [_named(entry, names) for entry in given.nav])
    if aside:
        settings.put("not_in_nav", "\n".join([settings.text_of("not_in_nav").rstrip(), *aside]).strip())
    settings.drop("watch")
    settings.switch_off("plugins", "guidesheet")
    settings.switch_off("markdown_extensions", embed.NAME)
    for extension in EXTENSIONS:
        settings.switch_on("markdown_extensions", extension)
    settings.extend("extra_css", site.styles)
    settings.extend("extra_javascript", site.scripts)
    settings.put_below("theme", "custom_dir", "overrides")
    settings.put_below("extra", "guidesheet", site.foot(directories=given.directories))
    if given.alternate:
        settings.put_below("extra", "alternate", [dict(entry) for entry in given.alternate])
    if given.polyfills is not None:
        settings.put_below("extra", "polyfills", site.shims(given.polyfills))
    return settings.text


def _named(entry: Any, names: Mapping[str, str]) -> Any:
    """Navigation says what a generated page is called; its own title is longer."""
    if isinstance(entry, dict):
        return {title: [_named(child, names) for child in below] if isinstance(below, list) else below for title, below in entry.items()}
    return {names[entry]: entry} if entry in names else entry


def write(files: Mapping[str, bytes], folder: Path) -> Written:
    """Writes a project: only what differs, and takes away what an earlier run wrote and this one does not.

    Raises DatasetError, and writes nothing, where a file is in the way that no run wrote, or that was edited since.
    """
    before = _manifest(folder)
    now = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    found = {path: _hash(folder / path) for path in {*before, *now}}
    problems = []
    for path, there in sorted(found.items()):
        if there in (None, now.get(path), before.get(path)):
            continue
        if path in before:
            problems.append(Problem(folder / path, 0, 0, "was edited here", "make the edit in your own project, and delete this file"))
        else:
            problems.append(Problem(folder / path, 0, 0, "is there already", "name a new folder, or move the file away"))
    if problems:
        raise DatasetError(problems)
    changed = tuple(sorted(path for path in now if found[path] != now[path]))
    removed = tuple(sorted(path for path in before if path not in now and found[path] is not None))
    for path in changed:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(files[path])
    for path in removed:
        _remove(folder, path)
    (folder / MANIFEST).write_text(json.dumps(dict(sorted(now.items())), indent=0) + "\n", "utf-8", newline="\n")
    return Written(tuple(sorted(now)), changed, removed)


def _manifest(folder: Path) -> dict[str, str]:
    try:
        given = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise DatasetError([Problem(folder / MANIFEST, 0, 0, f"cannot be read: {error}", "name a new folder")]) from None
    inside = isinstance(given, dict) and all(
        not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts for path in given
    )
    if not inside:
        raise DatasetError([Problem(folder / MANIFEST, 0, 0, "is no list of written files", "name a new folder")])
    return {str(path): str(value) for path, value in given.items()}


def _hash(path: Path) -> str | None:
    """None where there is nothing; a folder or a broken link has no hash of a file, and so is in the way."""
    if not path.exists() and not path.is_symlink():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _remove(folder: Path, path: str) -> None:
    """A file, and the folders that it leaves empty."""
    (folder / path).unlink()
    for parent in (folder / path).parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
