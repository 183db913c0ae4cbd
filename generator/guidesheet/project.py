"""A project on disk: find it, build its site beside the old one and swap, serve it."""

from __future__ import annotations

import datetime
import logging
import os
import shlex
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

from mkdocs.commands import build as host_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files, set_exclusions

from guidesheet import pages, policy
from guidesheet.check.loaded import Loaded
from guidesheet.collector import at_rest
from guidesheet.editions import Handout
from guidesheet.embed.sheets import Sheets
from guidesheet.errors import DatasetError, Problem, writing
from guidesheet.handouts.shelf import Say
from guidesheet.hosts import disk, embedding, languages, others, papers, theme
from guidesheet.hosts.mkdocs import GuidesheetPlugin, from_disk, in_nav
from guidesheet.hosts.options import dataset_folder, docs_folder
from guidesheet.load import load_published, of_dataset
from guidesheet.workbook import ENDING, Around

log = logging.getLogger("mkdocs.plugins.guidesheet")


def config_file(given: str | None) -> Path:
    """The mkdocs.yml that is meant: the given file or its folder, else that of `GUIDESHEET_PROJECT`, else of this folder.

    Raises DatasetError where there is none.
    """
    path = Path(given or os.environ.get("GUIDESHEET_PROJECT") or ".")
    if path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    path = path / "mkdocs.yml" if path.is_dir() else path
    if not path.is_file():
        raise DatasetError([Problem(path, 0, 0, "there is no such file", "name the folder of a mkdocs.yml")])
    return path


def dataset(given: str | None) -> Path:
    """The dataset's folder: the given one, or the one that the project names."""
    if given and (Path(given) / "guidance.yml").is_file():
        return Path(given)
    return dataset_folder(config_file(given))


def docs(given: str | None, folder: Path) -> Path:
    """The folder of the hand-written pages: around the dataset, where only this was given."""
    return folder.parent if given and (Path(given) / "guidance.yml").is_file() else docs_folder(config_file(given))


def wrong_embeds(given: str | None, loaded: Loaded) -> list[Problem]:
    """What is wrong with what the hand-written pages of a project embed; nothing where only a dataset was given."""
    if given and (Path(given) / "guidance.yml").is_file():
        return []
    config = config_file(given)
    found: list[Problem] = []
    for lang in loaded.editions:
        settings = load_config(str(config if lang == loaded.dataset.guidance.language else languages.own_config(config, lang)))
        site = pages.site(loaded, lang=lang)
        sheets = Sheets(loaded.namings[lang])
        embedding.switch_on(settings, loaded.dataset.root, lang, sheets)
        found += embedding.wrong(settings, embedding.handwritten(settings, loaded.dataset.root, site), sheets)
    return found


@at_rest(leaving=True)
def build(config: Path, site_dir: str | None, *, strict: bool, workbook: bool = False) -> Path:
    """Builds the site beside the last one and swaps them, so that a failed build leaves the last good site.

    `workbook`: also each guide as one file, whatever mkdocs.yml says. Gives the site's folder.
    Raises DatasetError, or SystemExit with the host's message.
    """
    dataset = dataset_folder(config)
    loaded, comparison = load_published(dataset, dataset)
    _date(loaded.dataset.revised())
    settings = load_config(str(config), strict=strict or None, site_dir=os.path.abspath(site_dir) if site_dir else None)
    plugin = cast(GuidesheetPlugin, settings.plugins["guidesheet"])
    plugin.published, plugin.sealed = (loaded, comparison), plugin.config.policy
    plugin.config.workbook = workbook or plugin.config.workbook
    target = Path(settings.site_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as new:
        settings.site_dir = str(new)
        settings.plugins.on_startup(command="build", dirty=False)
        try:
            host_build.build(settings)
        finally:
            settings.plugins.on_shutdown()
        _seal(new, meta=plugin.sealed)
    return target


def _seal(site: Path, *, meta: bool) -> None:
    """The last step: whatever wrote a script into a page has written it by now."""
    for page in policy.seal(site, meta=meta).blocked:
        log.warning(f"{page}: `style=` or `on…=` in a tag does nothing under the site's policy; write a class, and a style sheet")


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
    made = _handouts(config, settings, loaded, say=print)
    files: dict[str, bytes] = {}
    for lang in loaded.editions:
        files |= _in_language(config, loaded, lang, made.get(lang, {}))
    return disk.write(files, folder)


def handouts(config: Path, folder: Path, say: Say) -> list[Handout]:
    """Makes every handout and puts it into a folder, laid out as the site is; what is there and the same is not written again.

    Raises DatasetError, also where the disk refuses: then no handout there was changed.
    """
    if (folder / "mkdocs.yml").is_file():
        cure = f"`guidesheet handouts -f {shlex.quote(folder.as_posix())}` makes its handouts; without `-f` stands where to put them"
        raise DatasetError([Problem(folder, 0, 0, "is the folder of a project", cure)])
    dataset = dataset_folder(config)
    loaded, _ = load_published(dataset, dataset)
    root, found, new = loaded.dataset.guidance.language, [], dict[Path, Path]()
    made = _handouts(config, load_config(str(config)), loaded, say=say)
    try:
        with writing(folder):
            for lang, each in ((lang, each) for lang, own in made.items() for listed in own.values() for each in listed):
                handout = each if lang == root else replace(each, path=f"{lang}/{each.path}")
                content, target = handout.file.read_bytes() if handout.file else b"", folder / handout.path
                if not target.exists() or target.read_bytes() != content:  # a folder of that name is refused before anything is changed
                    target.parent.mkdir(parents=True, exist_ok=True)
                    beside = target.with_name(f".{target.name}.{os.getpid()}")
                    new[beside] = target
                    beside.write_bytes(content)
                found.append(handout)
            for beside, target in new.items():
                beside.replace(target)
    finally:
        for beside in new:
            beside.unlink(missing_ok=True)
    return found


def _handouts(config: Path, settings: MkDocsConfig, loaded: Loaded, say: Say) -> dict[str, dict[str, list[Handout]]]:
    """Language → address of a page → its handouts, all made."""
    shelf = papers.shelf(config)
    directories = settings.use_directory_urls and not from_disk(settings.plugins)
    jobs = papers.all_jobs(config, Path(settings.docs_dir), loaded, directories=directories)
    shelf.fill([job for found in jobs.values() for job in found], loaded, say)
    return {lang: shelf.handouts(found) for lang, found in jobs.items()}


def advice(given: str | None, loaded: Loaded) -> Iterator[Problem]:
    """What could be better around the dataset. `given`: the project, or its dataset, which has no settings."""
    if given and (Path(given) / "guidance.yml").is_file():
        return
    config = config_file(given)
    if loaded.dataset.guidance.handouts.make and not papers.site_url(config):
        message = "there is no `site_url:`, so handouts show neither the address of their page nor a code to scan"
        yield Problem(config, 0, 0, message, "write `site_url: https://…`, as soon as the site has an address")
    yield from theme.alone(load_config(str(config)).theme.custom_dir)


def _in_language(config: Path, loaded: Loaded, lang: str, printed: pages.Papers) -> dict[str, bytes]:
    """What is written for one language: path → content."""
    dataset, root = loaded.dataset.root, loaded.dataset.guidance.language
    own_config = config if lang == root else languages.own_config(config, lang)
    settings = load_config(str(own_config))
    docs = Path(settings.docs_dir)
    files = get_files(settings)
    set_exclusions(files, settings)
    part = of_dataset(dataset, docs)
    own = {f.src_uri: f for f in files if f.abs_src_path and not part(Path(f.abs_src_path))}
    offline = from_disk(settings.plugins)
    directories = settings.use_directory_urls and not offline
    url = settings.site_url and (settings.site_url if lang == root else f"{settings.site_url.rstrip('/')}/{lang}/")
    around = Around(url or "", docs) if settings.plugins["guidesheet"].config["workbook"] else None
    hosting = others.hosting(settings, sealed=False, disk=offline)
    site = pages.site(loaded, directories=directories, lang=lang, handouts=printed, around=around, hosting=hosting)
    if clashes := list(site.clashes(docs)):
        raise DatasetError([Problem(docs / path, 0, 0, "the dataset makes this page, too", "rename one of the two") for path in clashes])
    generated = {page.path for page in site.pages if not page.gives_way}
    here = languages.in_language(own, site, lang)
    listed = [path for path, source in here.items() if in_nav(own[source]) and path not in generated]
    listed += [page.path for page in site.standing(here) if page.gives_way and not page.aside]
    written = {path for path, file in own.items() if file.is_documentation_page()}
    made = {page.path for page in site.pages}
    there = {each.lang: made.union(languages.in_language(written, site, each.lang)) for each in site.languages}
    custom_dir = Path(settings.theme.custom_dir) if settings.theme.custom_dir else None
    own_theme = theme.ours(custom_dir)
    given = disk.Given(
        own_config.resolve(),
        {path: Path(str(own[source].abs_src_path)) for path, source in here.items()},
        embedding.expanded(
            settings, dataset, site, Sheets(loaded.namings[lang]), directories=directories, keep_links=directories and own_theme
        ),
        site.navigation(languages.existing(settings.nav, made.union(here)) if site.languages else settings.nav, listed),
        directories,
        own_theme,
        settings.extra.get("polyfills", []) if offline else None,
        custom_dir,
        [config.resolve().parent / hook for hook in settings.hooks],
        languages.alternate(site, there, directories=directories) if site.languages else (),
        lang if lang != root else "",
    )
    kept = (file for found in printed.values() for each in found for file in each.files())
    pdfs = {f"{given.pages}/{path}": source.read_bytes() for path, source in kept}
    return disk.contents(given, site) | pdfs


def command(start: Path | None = None) -> str:
    """How this is called from a folder, this one if none is named: `guidesheet`, or run.py with its path."""
    run = os.environ.get("GUIDESHEET_RUN")
    if not run:
        return "guidesheet"
    with suppress(ValueError):  # it is on another drive
        run = os.path.relpath(run, start or Path.cwd())
    return f"{'py' if os.name == 'nt' else 'python3'} {shlex.quote(Path(run).as_posix())}"


def spoken(text: str) -> str:
    """A message, with commands as they are called here."""
    return text.replace("`guidesheet ", f"`{command()} ")


class _Spoken(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return spoken(super().format(record))


def serve(config: Path, address: str | None, *, browse: bool) -> None:
    """Serves the site, and builds it again at every edit, until it is stopped. Raises DatasetError where the address is taken."""
    settings = load_config(str(config), **({"dev_addr": address} if address else {}))
    host, port = settings.dev_addr
    with suppress(OSError, OverflowError), socket.socket() as probe:  # no such host: let the server say so
        if probe.connect_ex((host, port)) == 0:
            cure = f"stop the other program (`serve` ends with Ctrl+C), or write `--address {host}:{port + 1}`"
            raise DatasetError([Problem(config, 0, 0, f"something else answers at {host}:{port} already", cure)])
    from mkdocs.commands.serve import serve as host_serve  # noqa: PLC0415 — its web server takes longer to load than a page to make

    host_serve(config_file=str(config), open_in_browser=browse, dev_addr=address)


def log_to_terminal() -> None:
    """Shows the host's messages, without its advertisements."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Spoken("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)


def _date(revised: str | None) -> None:
    """The same dataset makes the same bytes: the site's date is that of its newest revision."""
    if revised and "SOURCE_DATE_EPOCH" not in os.environ:
        day = datetime.datetime.fromisoformat(revised).replace(tzinfo=datetime.UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))


_DAY = 86_400
"""Seconds; no build takes as long."""


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place when all went well. Those that killed runs left go after a day."""
    for left in (*target.parent.glob(f".{target.name}-new-*"), *target.parent.glob(f".{target.name}-old-*")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY:
                shutil.rmtree(left, ignore_errors=True)
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
