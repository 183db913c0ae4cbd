"""What page a run of Python-Markdown is about. Hosts are known by what they leave in it; none is imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown


@dataclass(frozen=True)
class Page:
    """A page that somebody wrote."""

    path: str = "index.md"
    """Below the folder of pages, with slashes."""
    directories: bool = False
    """Is it served as `page/` instead of `page.html`?"""
    root: Path = Path()
    """The folder of the host's settings."""
    file: Path | None = None
    sources_linked: bool = False
    """Does the host take links, also those in HTML, for paths of Markdown files?"""

    @property
    def address(self) -> str:
        """Without ending; a README is served as the index of its folder."""
        folder, slash, name = self.path.removesuffix(".md").rpartition("/")
        return f"{folder}{slash}{'index' if name == 'README' else name}"


def page_of(md: Markdown) -> Page:
    """The page that a host converts; at the root of the site where none says it."""
    zensical = _left(md.preprocessors, "rendering_context", "page", "config")
    if zensical is not None:
        config, path = zensical.config, str(zensical.page.path)
        root = Path(config["root_dir"])
        return Page(path, bool(config["use_directory_urls"]), root, root / config["docs_dir"] / path, sources_linked=True)
    mkdocs = _left(md.treeprocessors, "relpath", "file", "config")
    if mkdocs is not None:
        config = mkdocs.config
        root = Path(config.config_file_path).resolve().parent if config.config_file_path else Path()
        source = mkdocs.file.abs_src_path
        return Page(mkdocs.file.src_uri, bool(config.use_directory_urls), root, Path(source) if source else None)
    return Page()


def _left(registry: Any, name: str, *attributes: str) -> Any:
    """What a host registered under a name, if it has what we read of it."""
    if name not in registry:
        return None
    found = registry[name]
    return found if all(hasattr(found, attribute) for attribute in attributes) else None
