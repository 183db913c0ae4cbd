"""The MkDocs plugin: a dataset's pages, virtual, in the host's own look.

MkDocs gets ready HTML (`_ReadyPage`) and the search index gets its entries from the model: the same bytes as by way of Markdown, for a
third of the time. Every check of the dataset runs in `on_config`, before MkDocs cleans the last good site.
"""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlsplit

import jinja2
from mkdocs.commands.build import build as host_build
from mkdocs.config import Config, config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from guidesheet import __version__, macros, pages
from guidesheet.check.advice import nowhere
from guidesheet.check.loaded import Loaded
from guidesheet.check.lock import Comparison
from guidesheet.embed.sheets import Sheets
from guidesheet.errors import DatasetError
from guidesheet.hosts import embedding, languages, others, papers, theme
from guidesheet.load import load_published, of_dataset
from guidesheet.messages import messages
from guidesheet.workbook import Around

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.guidesheet")


class GuidesheetConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    dataset = config_options.Type(str, default="docs/guidance")
    """The folder of guidance.yml, from the folder of mkdocs.yml."""
    language = config_options.Type(str, default="")
    """The language of this build; that of the root if not given, which also builds all others below it."""
    workbook = config_options.Type(bool, default=False)
    """Is each guide also made as one file?"""
    policy = config_options.Type(bool, default=False)
    """Does `guidesheet build` write the content security policy into each page? It always writes files for servers."""


class GuidesheetPlugin(BasePlugin[GuidesheetConfig]):
    """Adds a dataset's pages to a MkDocs site."""

    desk: ClassVar[papers.Desk] = papers.Desk()
    """Of the site that is served; each build has a plugin object of its own."""
    site: pages.Site
    papers: pages.Papers
    folder: Path
    loaded: Loaded
    comparison: Comparison
    published: tuple[Loaded, Comparison] | None = None
    """The dataset and its ids, where whoever builds has read them already."""
    sealed: bool = False
    """Will whoever builds write the content security policy into each page?"""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads and checks the dataset, makes its pages, and adds scripts and style.

        Raises PluginError with every problem of the dataset.
        """
        self.folder = _root(config) / self.config.dataset
        if not self.folder.is_dir():
            raise PluginError(f"mkdocs.yml: plugins: guidesheet: dataset: there is no folder {self.config.dataset}")
        loaded, comparison = self.published or self._read()
        if comparison.new and not self.config.language:
            log.info("%d new ids are not in ids.lock yet; `guidesheet check --accept` publishes them", len(comparison.new))
        offline = from_disk(config.plugins)
        directories = config.use_directory_urls and not offline
        self.loaded, self.comparison = loaded, comparison
        if not self.config.language:
            for problem in (*nowhere(loaded, Path(os.path.relpath(config.docs_dir))), *theme.alone(config.theme.custom_dir)):
                log.warning("%s", problem)
        lang = self.config.language or loaded.dataset.guidance.language
        self.papers = self._handouts(config, lang, directories=directories)
        macros.keep(_compiled(config))
        around = Around(config.site_url or "", Path(config.docs_dir)) if self.config.workbook else None
        hosting = others.hosting(config, sealed=self.sealed, disk=offline)
        self.site = pages.site(loaded, directories=directories, lang=lang, handouts=self.papers, around=around, hosting=hosting)
        config.extra["guidesheet"] = self.site.foot(directories=directories)
        if offline:
            config.extra["polyfills"] = self.site.shims(config.extra.get("polyfills", []))
        self._embeds(config)
        for path in self.site.clashes(Path(config.docs_dir)):  # `on_files` would see it, too, but the last good site is gone by then
            raise PluginError(f"{path}: the dataset makes this page, too; rename one of the two")
        config.extra_css += self.site.styles
        config.extra_javascript += self.site.scripts
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme.FOLDER))
        return config

    def _read(self) -> tuple[Loaded, Comparison]:
        try:
            return load_published(self.folder, embedding.shown(self.folder))
        except DatasetError as error:
            count = len(error.problems)
            raise PluginError(f"{error}\n{count} problem{'s' if count > 1 else ''} in the dataset") from None

    def _embeds(self, config: MkDocsConfig) -> None:
        """Switches `[[sheet: …]]` on in hand-written pages. Raises PluginError with everything that is wrong with it there."""
        sheets = Sheets(self.loaded.namings[self.site.lang])
        embedding.switch_on(config, self.folder, self.site.lang, sheets)
        problems = [*embedding.wrong(config, embedding.handwritten(config, self.folder, self.site), sheets)]
        if problems:
            raise PluginError(f"{DatasetError(problems)}\n{len(problems)} problem{'s' if len(problems) > 1 else ''} in the pages")

    def on_build_error(self, error: Exception) -> None:
        """Says what is wrong with an embed that only the host's other plugins put into a page."""
        if isinstance(error, DatasetError):
            raise PluginError(str(error)) from None

    def _handouts(self, config: MkDocsConfig, lang: str, *, directories: bool) -> pages.Papers:
        """The handouts of a language. The first build makes those of all, so that no site is half there; a served site makes none."""
        file = Path(config.config_file_path)
        shelf = papers.shelf(file)
        only = self.config.language
        everything = papers.all_jobs(file, Path(config.docs_dir), self.loaded, directories=directories, only=only)
        wanted = [job for found in everything.values() for job in found]
        if _serves(config):
            if not only:
                self.desk.stock(shelf, self.loaded, everything)
        else:
            try:
                shelf.fill(wanted, self.loaded, log.info)
                if not only:
                    shelf.clear(wanted)
            except DatasetError as error:
                raise PluginError(f"{error}\nThe handouts could not be made; nothing was changed.") from None
        return shelf.handouts(everything.get(lang, []))

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Takes the dataset's files out of the site, puts its pages and assets in, and fills the navigation."""
        part = of_dataset(self.folder, Path(config.docs_dir))
        for file in list(files):
            if file.abs_src_path and part(Path(file.abs_src_path)):
                files.remove(file)
        written = [file.src_uri for file in files if file.is_documentation_page()]
        self._in_language(files, config)
        for page in self.site.standing([file.src_uri for file in files]):
            if files.get_file_from_path(page.path):
                raise PluginError(f"{page.path}: the dataset makes this page, too; rename one of the two")
            inclusion = InclusionLevel.NOT_IN_NAV if page.aside else InclusionLevel.INCLUDED
            file = File.generated(config, page.path, content="", inclusion=inclusion)
            files.append(file)
            _ReadyPage(page, file, config)
        for path, content in self.site.assets.items():
            files.append(File.generated(config, path, content=content))
        for handout in (each for found in self.papers.values() for each in found if not _serves(config)):
            for path, source in handout.files():
                files.append(File.generated(config, path, abs_src_path=str(source)))
        own = {page.path for page in self.site.pages if not page.gives_way}
        if self.site.languages:
            made = {page.path for page in self.site.pages}
            there = {
                language.lang: made.union(languages.in_language(written, self.site, language.lang)) for language in self.site.languages
            }
            directories = config.use_directory_urls
            config.extra["alternate"] = languages.alternate(self.site, there, directories=directories)
            config.nav = languages.existing(config.nav, {file.src_uri for file in files})
        config.nav = self.site.navigation(config.nav, (file.src_uri for file in files if in_nav(file) and file.src_uri not in own))
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Calls pages as `nav:` does."""
        for path, title in dict(reversed([*_titles(config.nav)])).items():  # the first counts, as with the host
            if title and isinstance(page := getattr(files.get_file_from_path(path), "page", None), _ReadyPage):
                page.call(title)
        return nav

    def _in_language(self, files: Files, config: MkDocsConfig) -> None:
        """Puts each hand-written page of this language in its place, and takes those of the others out."""
        if not self.site.languages:
            return
        own = languages.in_language([file.src_uri for file in files], self.site, self.site.lang)
        for file in list(files):
            if own.get(file.src_uri) != file.src_uri:
                files.remove(file)
        for path, source in own.items():
            if path != source:
                files.append(File.generated(config, path, abs_src_path=str(Path(config.docs_dir) / source)))

    @event_priority(-1000)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Builds the other languages below the root one, when everything else is done: the host shares plugins between builds."""
        for language in self.site.languages:
            if language.folder and self.site.lang == self.loaded.dataset.guidance.language:
                host_build(self._settings(language, config))

    def _settings(self, language: pages.Language, config: MkDocsConfig) -> MkDocsConfig:
        """The host's settings for another language: of `mkdocs.es.yml`, where there is one."""
        root = Path(config.config_file_path)
        own = languages.own_config(root, language.lang)
        url = f"{config.site_url.rstrip('/')}/{language.folder}" if config.site_url else None
        folder = str(Path(config.site_dir) / language.lang)
        settings = load_config(str(own), strict=config.strict, docs_dir=config.docs_dir, site_dir=folder, site_url=url)
        titles = [pages.title(self.loaded, lang) for lang in (self.site.lang, language.lang)]
        settings.site_name = pages.harmless(titles[1]) if settings.site_name == titles[0] else settings.site_name
        settings.theme["language"] = language.lang
        settings.dev_addr = config.dev_addr  # by which a build knows that the site is served
        plugin = cast(GuidesheetPlugin, settings.plugins["guidesheet"])
        plugin.config["dataset"] = os.path.relpath(self.folder, _root(settings))
        plugin.config["language"] = language.lang
        plugin.config["workbook"] = self.config.workbook
        plugin.published, plugin.sealed = (self.loaded, self.comparison), self.sealed
        return settings

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Keeps compiled templates from one build to the next."""
        env.bytecode_cache = _compiled(config)
        return env

    def on_page_context(self, context: TemplateContext, page: HostPage, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """Gives the search index a page's entries from the model."""
        index = _search_index(config)
        if isinstance(page, _ReadyPage) and index is not None:
            index.extend(page.entries())
        return context

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watches the dataset, and the templates and words of this package; a failed build leaves the last good pages in reach."""
        server.watch(str(self.folder))
        for language in self.site.languages:
            server.watch(str(languages.own_config(Path(config.config_file_path), language.lang)))
        for part in ("templates", "blocks", "fields", "messages", "client", "hosts/material"):
            server.watch(str(macros.PACKAGE / part))
        server.builder = partial(_build_or_keep, builder)
        self.desk.attend(server)
        return server


class _ReadyPage(HostPage):
    """A page that needs no Markdown (Material's blog plugin subclasses `Page` in the same way)."""

    def __init__(self, made: pages.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.made = made
        self.called = pages.harmless(made.short)
        self.typeset = SimpleNamespace(title=made.menu) if made.lang else None
        """What Material's menu says instead of the title."""

    def call(self, title: str) -> None:
        """Gives it a title of `nav:`, which is in the language of those settings."""
        self.called, self.typeset = title, None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown = ""
        self.meta = dict(self.made.matter)
        self.title = self.called
        if _search_index(config) is not None:
            self.meta["search"] = {"exclude": True}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.made.html
        self.toc = get_toc([_token(heading) for heading in self.made.contents])
        self.present_anchor_ids = set(_ids(self.made.contents))
        self.links_to_anchors = None

    def entries(self) -> list[dict[str, str]]:
        """The page in Material's search index, one entry a section."""
        return [
            {
                "location": self.url + (f"#{found.anchor}" if found.anchor else ""),
                "title": found.title or html.escape(self.made.title, quote=False),
                "text": found.text,
            }
            for found in self.made.search
        ]


def _serves(config: MkDocsConfig) -> bool:
    """Is it `serve` that builds? Then the host has put its own address in the place of the site's."""
    return urlsplit(config.site_url or "").netloc == f"{config.dev_addr.host}:{config.dev_addr.port}"


def _compiled(config: MkDocsConfig) -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept from one build to the next; None where nothing can be written."""
    folder = Path(config.config_file_path or ".").resolve().parent / ".cache" / "guidesheet"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return jinja2.FileSystemBytecodeCache(str(folder), f"{__version__}-%s.cache") if os.access(folder, os.W_OK) else None


def _build_or_keep(builder: Callable[[], None]) -> None:
    """Builds, with templates and words read again; where that fails, the host would answer no request until a build succeeds."""
    macros.forget()
    messages.cache_clear()
    try:
        builder()
    except (Abort, PluginError):
        log.error("The last good pages are still shown. Mend what is wrong, and they are built again.")


def from_disk(plugins: Iterable[str]) -> bool:
    """Is the site also read from disk? Material's `offline` plugin, which stands for that, has every page served as `sheet.html`."""
    return not {"offline", "material/offline"}.isdisjoint(plugins)


def in_nav(file: File) -> bool:
    """Is it a page that navigation lists where mkdocs.yml has no `nav:`?"""
    return file.is_documentation_page() and file.inclusion not in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT, InclusionLevel.NOT_IN_NAV)


def _titles(nav: Any) -> Iterator[tuple[str, str | None]]:
    """(path, title) of the pages of a `nav:`, in its order; None where it gives no title."""
    if isinstance(nav, str):
        yield nav, None
    for entry in nav if isinstance(nav, list) else ():
        yield from _titles(entry)
    for title, below in nav.items() if isinstance(nav, dict) else ():
        yield from [(below, title)] if isinstance(below, str) else _titles(below)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()


def _ids(headings: Iterable[pages.Heading]) -> Iterator[str]:
    for heading in headings:
        yield heading.id
        yield from _ids(heading.below)


def _token(heading: pages.Heading) -> Any:
    name = html.escape(heading.text, quote=False)
    return {"level": heading.level, "id": heading.id, "name": name, "children": [_token(h) for h in heading.below]}


def _search_index(config: MkDocsConfig) -> list[dict[str, str]] | None:
    """The entries of Material's search plugin; None where there is none, and the host then reads the HTML itself."""
    plugin = config.plugins.get("material/search") or config.plugins.get("search")
    entries: list[dict[str, str]] | None = getattr(getattr(plugin, "search_index", None), "entries", None)
    return entries
