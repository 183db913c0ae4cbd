"""Every page of a site, and what a host needs to show it: HTML, contents, search entries. Knows no host."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from guidesheet import articles, payload, privacy, workbook
from guidesheet.answers import Naming, SheetScope
from guidesheet.blocks.base import Block
from guidesheet.check.loaded import Loaded
from guidesheet.collector import at_rest
from guidesheet.editions import Handout
from guidesheet.language import own_name
from guidesheet.making import Making
from guidesheet.model import Guide, Sheet
from guidesheet.privacy import Hosting
from guidesheet.search import Found, found
from guidesheet.workbook import Around

_ENTITY = re.compile(r"&(?=#?\w+;)")


def harmless(text: str, *, quote: bool = False) -> str:
    """Plain text as a theme may print it: hosts take titles and descriptions for HTML. `quote`: also inside of an attribute.

    An `&` that begins no entity stays, as some places of Material's templates escape what others print as it is.
    """
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text


Papers = Mapping[str, Sequence[Handout]]
"""Address of a page → its handouts."""

PLACEHOLDER = "guidesheet"
"""The entry of `nav:` that stands for all guides."""

HOME, README = "index.md", "README.md"
"""A host makes the same page of both."""

SWITCH = "languages.js"
"""The script of sites in more than one language."""

TITLE = "gs-title"
"""The id of a page's title: where "Skip to content" leads."""

SHIM = "iframe-worker-shim.js"
"""What Material's search needs on file://, where browsers start no workers; Material's `offline` plugin would fetch it from
someone else. Material and Zensical know it by its name."""


@dataclass(frozen=True)
class Heading:
    """A line of a page's table of contents."""

    level: int
    id: str
    text: str
    below: tuple[Heading, ...] = ()
    lang: str | None = None
    """Its language, where that is not the page's."""


def _langs(headings: Iterable[Heading]) -> Iterator[tuple[str, str]]:
    for heading in headings:
        if heading.lang:
            yield f"#{heading.id}", heading.lang
        yield from _langs(heading.below)


@dataclass(frozen=True)
class Page:
    """A page, ready."""

    path: str
    """Where its Markdown would lie: `guide/sheet.md`."""
    title: str
    short: str
    """For navigation."""
    description: str
    html: str
    contents: tuple[Heading, ...]
    gives_way: bool = False
    """Is it only there where no hand-written page has its path?"""
    aside: bool = False
    """Does it stand in no navigation?"""
    lang: str | None = None
    """The language of `short`, where that is not the page's."""

    @property
    def menu(self) -> str:
        """`short` for the menu, as HTML that says its language."""
        name = harmless(self.short)
        return f'<span lang="{html.escape(self.lang)}">{name}</span>' if self.lang else name

    @property
    def matter(self) -> dict[str, Any]:
        """What the theme is told of the page: `title` and `description`, as it may print them, and what is not in the page's language:
        `lang` of the title, and `langs` of other headings, by their address on the page."""
        told: dict[str, Any] = {"title": harmless(self.title), "description": harmless(self.description, quote=True)}
        if lang := self.contents[0].lang:
            told["lang"] = lang
        if langs := dict(_langs(self.contents[0].below)):
            told["langs"] = langs
        return told

    @property
    def search(self) -> tuple[Found, ...]:
        """What search finds on it."""
        return found(self.html)


@dataclass(frozen=True)
class Language:
    """One of the languages of a site."""

    lang: str
    name: str
    """What it is called by those who speak it."""
    folder: str
    """Where its pages lie: "" for the root language, else `es/`."""


@dataclass(frozen=True)
class Site:
    """All pages in the order of the site, the navigation, and the files beside them."""

    pages: tuple[Page, ...]
    nav: tuple[tuple[str, tuple[str, ...]], ...]
    """(guide's title, as `Page.menu`; paths of its pages)"""
    assets: Mapping[str, str | bytes]
    help: str
    """HTML for the foot of every page; "" for none."""
    statements: tuple[tuple[str, str], ...]
    """(address, title) of what every page leads to at its foot: the accessibility statement, the page on privacy."""
    lang: str
    title: str
    root_title: str
    languages: tuple[Language, ...] = ()
    """All languages of the site, that of the root first; none where there is only one."""
    note: str = ""
    """What every page says first, as HTML."""
    made_with: str = ""
    """What the theme says before its own name."""
    not_found: str = ""
    """What a page says that stands for one that is not there."""
    to_home: str = ""
    """Its way to the first page."""
    path: str = ""
    """What the theme's path to a page is called."""

    @property
    def styles(self) -> tuple[str, ...]:
        """Addresses of the style sheets of every page."""
        return self._stamped("guidesheet.css"), self._stamped("material.css")

    @property
    def scripts(self) -> tuple[str, ...]:
        """Addresses of the scripts of every page, in their order."""
        names = ("site.js", "core.js", "theme.js")
        return tuple(map(self._stamped, (*names, SWITCH) if self.languages else names))

    def name_for(self, given: str) -> str:
        """`site_name` in this language: where it is the site's title, that is translated, too."""
        return harmless(self.title) if given == self.root_title else given

    def shims(self, given: Iterable[str]) -> list[str]:
        """What `extra.polyfills` comes to where the site is also read from disk: our copy instead of anyone else's."""
        return [*(address for address in given if "iframe-worker" not in address), f"{payload.SCRIPTS}/{SHIM}"]

    def _stamped(self, name: str) -> str:
        """The address of an asset, with a stamp of its content, so that no browser keeps an old one."""
        path = f"{payload.SCRIPTS}/{name}"
        content = self.assets[path]
        raw = content.encode() if isinstance(content, str) else content
        return f"{path}?v={hashlib.sha256(raw).hexdigest()[:8]}"

    def standing(self, written: Collection[str]) -> tuple[Page, ...]:
        """The pages beside hand-written ones, of which the paths are given."""
        taken = {HOME if path == README else path for path in written}
        return tuple(page for page in self.pages if not (page.gives_way and page.path in taken))

    def clashes(self, docs: Path) -> Iterator[str]:
        """Paths of pages that a folder of hand-written pages has, too, and that do not give way."""
        return (page.path for page in self.pages if not page.gives_way and (docs / page.path).is_file())

    def navigation(self, given: Sequence[Any] | None, others: Iterable[str]) -> list[Any]:
        """What `nav:` of mkdocs.yml comes to: the guides where `guidesheet` stands, at the end where it stands nowhere.

        Without a `nav:`, first the home page, then the guides, then the other hand-written pages (`others`: their paths).
        """
        guides = [{title: list(paths)} for title, paths in self.nav]
        if given is not None:
            at = given.index(PLACEHOLDER) if PLACEHOLDER in given else len(given)
            return [*given[:at], *guides, *given[at + 1 :]]
        named = set(others)
        home = sorted(named & {HOME, README})
        return [*home, *guides, *sorted(named.difference(home))]

    def foot(self, *, directories: bool) -> dict[str, Any]:
        """What the theme's templates say, mostly at the foot of every page (`config.extra.guidesheet`)."""
        ending = "/" if directories else ".html"
        links = [{"to": address + ending, "title": title} for address, title in self.statements]
        said = {name: getattr(self, name) for name in ("help", "note", "made_with", "not_found", "to_home", "path")}
        return {"statements": links, **said}


@at_rest()
def site(
    loaded: Loaded, *, directories: bool = False, lang: str | None = None,
    handouts: Papers = MappingProxyType({}), around: Around | None = None, hosting: Hosting | None = None,
) -> Site:  # fmt: skip
    """The whole site of a dataset in one of its languages, that of the root if none is named.

    `directories`: are pages served as `sheet/` instead of `sheet.html`? `handouts`: the PDFs of its pages.
    `around`: what workbooks are told of the site, where they are wanted. `hosting`: what the page on privacy says of it.
    """
    root = loaded.dataset.guidance.language
    lang = lang or root
    naming, editions = loaded.namings[lang], loaded.editions
    making = Making(naming, directories)
    pages: list[Page] = []
    nav = []
    assets = _assets(naming, "../../" if lang == root else "../../../", switch=len(editions) > 1)
    note = "" if editions[lang].reviewed else html.escape(naming.words("unreviewed"))
    sheets: dict[str, list[Sheet]] = {folder: [] for folder in naming.dataset.guides}
    for name, sheet in naming.dataset.sheets.items():
        sheets[naming.dataset.guide_of(name)].append(naming.shown(sheet))
    for folder, guide in naming.dataset.guides.items():
        book = workbook.name_of(folder, lang, root) if around else ""
        if around:
            assets[book] = workbook.workbook(making, folder, around, note)
        own = [_guide_page(making, folder, guide, handouts, book), *_sheet_pages(making, guide, sheets[folder], handouts)]
        pages += own
        nav.append((own[0].menu, tuple(page.path for page in own)))
    statements = _accessibility(making), _privacy(making, hosting or Hosting())
    pages += [_home(making), *statements]
    languages = tuple(Language(name, own_name(name), "" if name == root else f"{name}/") for name in editions)
    return Site(
        tuple(pages), tuple(nav), assets, articles.help_html(making),
        tuple((page.path.removesuffix(".md"), page.title) for page in statements), lang,
        title(loaded, lang), title(loaded, root), languages if len(editions) > 1 else (), note,
        naming.words("made_with"), naming.words("not_found"), naming.words("to_home"), naming.words("path"),
    )  # fmt: skip


def title(loaded: Loaded, lang: str) -> str:
    """What a site is called in one of its languages."""
    naming = loaded.namings[lang]
    return naming.scope(None).plain(naming.dataset.guidance.title)


def _assets(naming: Naming, root: str, *, switch: bool) -> dict[str, str | bytes]:
    here = Path(__file__).parent
    built = sorted((here / "client/dist").iterdir())
    ids = payload.ids_js(naming)
    files: dict[str, str | bytes] = {"site.js": payload.site_js(naming, root, stamp=_stamp(ids, built)), "ids.js": ids}
    files |= {path.name: path.read_bytes() for path in built if path.stem != "workbook" and (switch or path.name != SWITCH)}
    files["material.css"] = (here / "hosts/material.css").read_bytes()
    return {f"{payload.SCRIPTS}/{name}": content for name, content in files.items()}


def _stamp(ids: str, built: Sequence[Path]) -> str:
    """Of the scripts and styles that are loaded on first use."""
    content = hashlib.sha256(ids.encode())
    for path in built:
        content.update(path.read_bytes())
    return content.hexdigest()[:8]


def _home(making: Making) -> Page:
    """The first page of a site, or of one of its languages, for which nobody wrote one."""
    scope, dataset = making.naming.scope(None), making.naming.dataset
    guidance, title = dataset.guidance, scope.plain(dataset.guidance.title)
    guides = (Heading(2, folder, scope.plain(guide.title), lang=guide.title.lang) for folder, guide in dataset.guides.items())
    return Page(
        path=HOME,
        gives_way=True,
        title=title,
        short=title,
        lang=guidance.title.lang,
        description=scope.plain(guidance.summary) if guidance.summary else "",
        html=articles.home_html(making),
        contents=_contents(title, guides, guidance.title.lang),
    )


def _accessibility(making: Making) -> Page:
    return _statement(making, articles.STATEMENT, "access", ("can", "limits", "tested", "help"), articles.statement_html(making))


def _privacy(making: Making, hosting: Hosting) -> Page:
    return _statement(making, privacy.ADDRESS, "privacy", (*privacy.PARTS, "help"), privacy.privacy_html(making, hosting))


def _statement(making: Making, address: str, about: str, parts: Iterable[str], html: str) -> Page:
    """A page that every site has, unless its publisher wrote one. `about`: the beginning of the names of its words."""
    words = making.naming.words
    title = words(f"{about}.title")
    return Page(
        path=f"{address}.md",
        gives_way=True,
        aside=True,
        title=title,
        short=title,
        description=words(f"{about}.summary"),
        html=html,
        contents=_contents(title, (Heading(2, part, words(f"{about}.{part}")) for part in parts)),
    )


def _guide_page(making: Making, folder: str, guide: Guide, handouts: Papers, book: str) -> Page:
    scope = making.naming.scope(None)
    return Page(
        path=f"{folder}/index.md",
        title=scope.plain(guide.title),
        short=scope.plain(guide.title),
        lang=guide.title.lang,
        description=scope.plain(guide.summary),
        html=articles.guide_html(making, folder, guide, handouts.get(f"{folder}/index", ()), book),
        contents=_contents(
            scope.plain(guide.title),
            (Heading(2, f"{step.id}-title", scope.plain(step.title), lang=step.title.lang) for step in guide.steps),
            guide.title.lang,
        ),
    )


def _sheet_pages(making: Making, guide: Guide, sheets: Iterable[Sheet], handouts: Papers) -> Iterator[Page]:
    listed = [name for step in guide.steps for name in step.sheets]
    after = dict(pairwise(listed))
    for sheet in sheets:
        then = making.naming.dataset.sheets[after[sheet.id]] if sheet.id in after else None
        yield _sheet_page(making, sheet, then, handouts)


def _sheet_page(making: Making, sheet: Sheet, after: Sheet | None, handouts: Papers) -> Page:
    scope, address = making.naming.scope(sheet.id), making.naming.dataset.addresses[sheet.id]
    return Page(
        path=f"{address}.md",
        title=scope.plain(sheet.title),
        short=scope.plain(sheet.short or sheet.title),
        lang=(sheet.short or sheet.title).lang,
        description=_lined_up(scope.plain(sheet.intro)),
        html=articles.sheet_html(making, sheet, after, handouts.get(address, ())),
        contents=_contents(scope.plain(sheet.title), (_heading(scope, block) for block in sheet.blocks if block.title), sheet.title.lang),
    )


def _contents(title: str, below: Iterable[Heading], lang: str | None = None) -> tuple[Heading, ...]:
    """A page's title, which the host lists nowhere but skips to, and the headings below it."""
    return (Heading(1, TITLE, title, tuple(below), lang),)


def _heading(scope: SheetScope, block: Block) -> Heading:
    assert block.title is not None
    groups = getattr(block, "groups", ())
    below = tuple(Heading(3, group.id, scope.plain(group.title), lang=group.title.lang) for group in groups)
    return Heading(2, block.id, scope.plain(block.title), below, block.title.lang)


def _lined_up(text: str) -> str:
    return " ".join(line.removeprefix("- ") for line in text.splitlines())
