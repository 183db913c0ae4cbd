"""A project on disk: find it, build its site beside the old one and swap, serve it."""

from __future__ import annotations

import datetime
import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands import build as host_build
from mkdocs.commands import serve as host_serve
from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions

from guidesheet import pages
from guidesheet.check.loaded import Loaded
from guidesheet.errors import DatasetError, Problem
from guidesheet.hosts import disk, languages
from guidesheet.hosts.mkdocs import dataset_folder, from_disk, in_nav
from guidesheet.load import load_published, of_dataset
from guidesheet.workbook import ENDING, Around


def config_file(given: str | None) -> Path:
    """The mkdocs.yml that is meant: the given file or its folder, else that of `GUIDESHEET_PROJECT`, else of this folder.

    Raises DatasetError where there is none.
    """
    path = Path(given or os.environ.get("GUIDESHEET_PROJECT") or ".")
    path = path / "mkdocs.yml" if path.is_dir() else path
    if not path.is_file():
        raise DatasetError([Problem(path, 0, 0, "there is no such file", "name the folder of a mkdocs.yml")])
    return path


def dataset(given: str | None) -> Path:
    """The dataset's folder: the given one, or the one that the project names."""
    if given and (Path(given) / "guidance.yml").is_file():
        return Path(given)
    return dataset_folder(config_file(given))


@contextmanager
def _not_collecting() -> Iterator[None]:
    """A build is short and leaves few circles behind; looking for them took a fifth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_not_collecting()
def build(config: Path, site_dir: str | None, *, strict: bool, workbook: bool = False) -> Path:
    """Builds the site beside the last one and swaps them, so that a failed build leaves the last good site.

    `workbook`: also each guide as one file, whatever mkdocs.yml says. Gives the site's folder.
    Raises DatasetError, or SystemExit with the host's message.
    """
    loaded, _ = load_published(dataset_folder(config), dataset_folder(config))
    _date(loaded.dataset.revised())
    settings = load_config(str(config), strict=strict or None, site_dir=os.path.abspath(site_dir) if site_dir else None)
    if workbook:
        settings.plugins["guidesheet"].config["workbook"] = True
    target = Path(settings.site_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as new:
        settings.site_dir = str(new)
        settings.plugins.on_startup(command="build", dirty=False)
        try:
            host_build.build(settings)
        finally:
            settings.plugins.on_shutdown()
    return target


def workbooks(site: Path) -> list[Path]:
    """The workbooks in a built site."""
    return sorted(site.rglob(f"*{ENDING}*.html"))


def write(config: Path, folder: Path) -> disk.Written:
    """Writes a whole host project that needs this package no more. Raises DatasetError."""
    dataset = dataset_folder(config)
    loaded, _ = load_published(dataset, dataset)
    settings = load_config(str(config))
    docs, target = Path(settings.docs_dir), folder.resolve()
    if target.is_relative_to(docs) or docs.is_relative_to(target):
        raise DatasetError([Problem(folder, 0, 0, "holds the project's own pages, or lies among them", "name a folder elsewhere")])
    files: dict[str, bytes] = {}
    for lang in loaded.editions:
        files |= _in_language(config, loaded, lang)
    return disk.write(files, folder)


def _in_language(config: Path, loaded: Loaded, lang: str) -> dict[str, bytes]:
    """What is written for one language: path → content."""
    dataset, root = loaded.dataset.root, loaded.dataset.guidance.language
    own_config = config if lang == root else languages.own_config(config, lang)
    settings = load_config(str(own_config))
    docs = Path(settings.docs_dir)
    files = get_files(settings)
    set_exclusions(files, settings)
    own = {f.src_uri: f for f in files if f.abs_src_path and not of_dataset(Path(f.abs_src_path), dataset, docs)}
    offline = from_disk(settings.plugins)
    directories = settings.use_directory_urls and not offline
    url = settings.site_url and (settings.site_url if lang == root else f"{settings.site_url.rstrip('/')}/{lang}/")
    around = Around(url or "", docs) if settings.plugins["guidesheet"].config["workbook"] else None
    site = pages.site(loaded.dataset, directories=directories, editions=loaded.editions, lang=lang, around=around)
    if clashes := list(site.clashes(docs)):
        raise DatasetError([Problem(docs / path, 0, 0, "the dataset makes this page, too", "rename one of the two") for path in clashes])
    generated = {page.path for page in site.pages if not page.gives_way}
    here = languages.in_language(own, site, lang)
    listed = (path for path, source in here.items() if in_nav(own[source]) and path not in generated)
    written = {path for path, file in own.items() if file.is_documentation_page()}
    made = {page.path for page in site.pages}
    there = {each.lang: made.union(languages.in_language(written, site, each.lang)) for each in site.languages}
    homeless = bool(site.languages) and "index.md" not in here
    given = disk.Given(
        own_config.resolve(),
        {path: Path(str(own[source].abs_src_path)) for path, source in here.items()},
        site.navigation(languages.existing(settings.nav, made.union(here)) if site.languages else settings.nav, listed),
        directories,
        settings.extra.get("polyfills", []) if offline else None,
        Path(settings.theme.custom_dir) if settings.theme.custom_dir else None,
        [config.resolve().parent / hook for hook in settings.hooks],
        languages.alternate(site, there, directories=directories) if site.languages else (),
        languages.address(site.pages[0].path, directories=directories) if homeless else None,
        lang if lang != root else "",
    )
    return disk.contents(given, site)


def serve(config: Path, address: str | None, *, browse: bool) -> None:
    """Serves the site, and builds it again at every edit, until it is stopped."""
    host_serve.serve(config_file=str(config), open_in_browser=browse, dev_addr=address)


def log_to_terminal() -> None:
    """Shows the host's messages, without its advertisements."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)


def _date(revised: str | None) -> None:
    """The same dataset makes the same bytes: the site's date is that of its newest revision."""
    if revised and "SOURCE_DATE_EPOCH" not in os.environ:
        day = datetime.datetime.fromisoformat(revised).replace(tzinfo=datetime.UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place when all went well."""
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}-new-", dir=target.parent))
    old = target.with_name(f".{target.name}-old-{os.getpid()}")
    try:
        yield new
        new.chmod(0o755)
        if target.exists():
            target.rename(old)
        new.rename(target)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
