"""A whole guide as one file that asks for nothing: for a USB stick, for mail, for a computer without a network. Knows no host.

All sheets stand on one page; style, scripts and images are in it. The browser is told to load nothing else (a Content Security
Policy with the hashes of what is there).
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import count
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from urllib.parse import unquote, urljoin

from markupsafe import Markup, escape

from guidesheet import __version__, articles, payload
from guidesheet.blocks.show import ShowBlock
from guidesheet.macros import PACKAGE, attribute, macro
from guidesheet.making import Making
from guidesheet.model import Dataset, Guide, Sheet
from guidesheet.prose import Prose
from guidesheet.render import View

ENDING = ".workbook"
"""Before the language and `.html`: `moving.workbook.html`, `moving.workbook.es.html`."""

_IMAGES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp", ".avif": "avif", ".svg": "svg+xml"}
_OUT = re.compile(r'<a href="(?!https?:|mailto:|tel:|#)([^"]*)">(.*?)</a>', re.IGNORECASE | re.DOTALL)
_IMAGE = re.compile(r'<img alt="([^"]*)" src="([^"]*)" ?/?>')


@dataclass(frozen=True)
class Around:
    """The site that a workbook belongs to."""

    url: str = ""
    """Its address in the workbook's language, with a slash at its end; "" where it has none."""
    files: Path | None = None
    """The folder of its pages and images."""


def name_of(folder: str, lang: str, root: str) -> str:
    """The name of a guide's workbook in one of the languages of a site, of which `root` is the first."""
    return f"{folder}{ENDING}{'' if lang == root else f'.{lang}'}.html"


def workbook(making: Making, folder: str, around: Around, note: str = "") -> str:
    """The workbook of a guide, as HTML. `note`: what is said first, as HTML."""
    making = replace(making, controls={})  # links lead elsewhere than on pages
    naming, dataset = making.naming, making.naming.dataset
    guide = dataset.guides[folder]
    names = tuple(sheets_of(dataset, folder))
    leaves = tuple(_leaves(making, guide, names, around))
    cover = Leaf(making, f"{folder}/index", naming.scope(None), inside=frozenset(names), around=around)
    sheets = [naming.shown(dataset.sheets[name]) for name in names]
    cover.records = articles.records(cover, sheets)
    cover.units = attribute([unit for name in names for unit in naming.scope(name).units])
    cover.sources = tuple({id(source): source for leaf in leaves for source in leaf.sources}.values())
    cover.revised = max((leaf.revised for leaf in leaves if leaf.revised), default=guide.revised)
    cover.steps = tuple(_steps(cover, guide, names))
    shows = (block.of for name in names for block in dataset.sheets[name].blocks if isinstance(block, ShowBlock))
    known = {*names, *(place.partition(".")[0] for place in shows)}
    data = payload.site_js(naming, "", known) + payload.ids_js(naming, known)
    style, script = _file("workbook.css"), _file("workbook.js")
    head = SimpleNamespace(
        title=naming.scope(None).plain(guide.title), site=naming.scope(None).plain(dataset.guidance.title),
        version=__version__, policy=_policy([style], [data, script]), style=Markup(style), data=Markup(data), script=Markup(script),
    )  # fmt: skip
    told = articles.ahead(cover, sheets, "#{}".format, "#{}".format)
    bodies = [macro("templates/workbook.html", "leaf")(leaf.sheet, leaf) for leaf in leaves]
    made = macro("templates/workbook.html", "workbook")(cover, guide, head, bodies, told, dataset.guidance, Markup(note), around.url)
    return str(made)


def sheets_of(dataset: Dataset, folder: str) -> Iterator[str]:
    """The ids of the sheets of a guide's workbook: those of its steps, also where they lie in another guide, then its unlisted ones."""
    listed = dict.fromkeys(name for step in dataset.guides[folder].steps for name in step.sheets)
    yield from listed
    yield from (name for name in dataset.sheets if dataset.guide_of(name) == folder and name not in listed)


@dataclass
class Leaf(View):
    """What a template can ask while a sheet of a workbook, or its cover, is made."""

    inside: frozenset[str] = frozenset()
    """The ids of the sheets in the workbook."""
    around: Around = Around()
    step: Markup | str = ""
    """The step that the sheet is in."""

    def served(self, address: str) -> str:
        """The address of a page on the site; "" where the site has none."""
        return urljoin(self.around.url, self._page(address)) if self.around.url else ""

    def _place(self, place: str, to: Callable[[str], str]) -> str:
        """The place of a block in this file, or its address on the site; "" where there is none."""
        return super()._place(place, to) if place in self.embedded or self.around.url else ""

    def href(self, target: str) -> str:
        """The address of a link in a text; one that leads out of the file stays as it is, for `text`."""
        if target.startswith("#"):
            return f"#{self.at(target[1:])}"
        name = target.removeprefix("sheet:")
        return f"#{name}" if name != target and name in self.inside else target

    def text(self, prose: Prose) -> Markup:
        """A text as on a page; its links lead to somewhere else in this file or to the site, its images are in it."""
        html = _OUT.sub(self._out, str(super().text(prose)))
        return Markup(_IMAGE.sub(self._image, html))

    def _out(self, link: re.Match[str]) -> str:
        """A link out of the file: its words, the title of what it leads to, and the address, where there is one."""
        target, words = unescape(link[1]), link[2]
        name = target.removeprefix("sheet:")
        if name != target:
            dataset = self.naming.dataset
            guide = dataset.guides[dataset.guide_of(name)].title
            title = self.words("workbook.elsewhere", title=self.plain(dataset.sheets[name].title), guide=self.plain(guide))
            words, href = f"{words} ({escape(title)})", self.to(self.naming.dataset.addresses[name])
        else:
            here = urljoin(self.around.url, self._page(self.address))
            href = urljoin(here, target) if self.around.url else ""
        return f'<a href="{escape(href)}">{words}</a>' if href else words

    def named(self, record: SimpleNamespace) -> str:
        """`data-tree` of what a record is called: the one that is worked on."""
        new = self.words("client.new_record", one=record.one)
        return attribute([["o", ["or", ["v", record.title], ["c", new]], record.one]])

    def _page(self, address: str) -> str:
        """Where a page is in the site."""
        return f"{address.removesuffix('/index')}/" if self.making.directories else f"{address}.html"

    def _image(self, image: re.Match[str]) -> str:
        """An image in the file itself; its words, where it cannot be found."""
        words, source = image[1], PurePosixPath(unquote(unescape(image[2])))
        folder = posixpath.dirname(self._page(self.address))
        path = posixpath.normpath(posixpath.join("/", folder, source))
        kind = _IMAGES.get(source.suffix.lower())
        file = self.around.files / path[1:] if self.around.files else None
        if file is None or kind is None or not file.is_file():
            return f"<em>{words}</em>"
        return f'<img alt="{words}" src="data:image/{kind};base64,{base64.b64encode(file.read_bytes()).decode()}">'


def _leaves(making: Making, guide: Guide, names: Sequence[str], around: Around) -> Iterator[Leaf]:
    """The sheets, each ready for its template; no DOM id twice."""
    naming = making.naming
    numbers, inside = count(1), frozenset(names)
    steps = {name: step for step in guide.steps for name in step.sheets}
    sheets = {name: naming.shown(naming.dataset.sheets[name]) for name in names}
    embedded = frozenset(f"{name}.{block.id}" for name, sheet in sheets.items() for block in sheet.blocks)
    for name, sheet in sheets.items():
        leaf = Leaf(
            making, naming.dataset.addresses[name], naming.scope(name), sheet,
            embedded=embedded, level=3, _dom=numbers, inside=inside, around=around,
        )  # fmt: skip
        articles.show(leaf, sheet)
        leaf.step = leaf.text(steps[name].title) if name in steps else ""
        yield leaf


def _steps(cover: Leaf, guide: Guide, names: Sequence[str]) -> Iterator[SimpleNamespace]:
    """The table of contents: steps with their sheets, and those that stand in none."""
    naming = cover.naming
    left = [name for name in names if all(name not in step.sheets for step in guide.steps)]
    said = [(cover.text(step.title), cover.text(step.text) if step.text else "", step.sheets) for step in guide.steps]
    for title, text, sheets in [*said, (Markup(escape(naming.words("workbook.more"))), "", left)]:
        if sheets:
            units = [unit for name in sheets for unit in naming.scope(name).units]
            entries = [_entry(cover, naming.dataset.sheets[name]) for name in sheets]
            yield SimpleNamespace(title=title, text=text, units=attribute(units), sheets=entries)


def _entry(cover: Leaf, sheet: Sheet) -> SimpleNamespace:
    title = sheet.short or sheet.title
    words = cover.marked(escape(cover.naming.scope(sheet.id).plain(title)), title.lang)
    return SimpleNamespace(href=f"#{sheet.id}", title=Markup(words))


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Content Security Policy: what stands in the file, and nothing else."""

    def hashes(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)

    allowed = f"style-src {hashes(styles)}; script-src {hashes(scripts)}; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _file(name: str) -> str:
    """A built script or style, as it can stand inside of a page."""
    text = (PACKAGE / "client/dist" / name).read_text("utf-8")
    assert not re.search(r"</(script|style)|<!--", text, re.IGNORECASE), name
    return text
