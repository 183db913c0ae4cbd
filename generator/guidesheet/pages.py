"""Every page of a site, and what a host needs to show it: HTML, contents, search entries. Knows no host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guidesheet import articles, payload
from guidesheet.answers import Naming, SheetScope
from guidesheet.blocks.base import Block
from guidesheet.blocks.fields import FieldsBlock
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.messages import messages
from guidesheet.model import Dataset, Guide, Sheet
from guidesheet.prose import Prose
from guidesheet.shapes import texts_of


@dataclass(frozen=True)
class Heading:
    """A line of a page's table of contents."""

    level: int
    id: str
    text: str
    below: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Found:
    """What search finds at one place of a page."""

    anchor: str
    """"" for the page itself."""
    title: str
    text: str


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
    search: tuple[Found, ...]
    gives_way: bool = False
    """Stands in no navigation, and not at all where there is a hand-written page of the same path."""


@dataclass(frozen=True)
class Site:
    """All pages in the order of the site, the navigation, and the files beside them."""

    pages: tuple[Page, ...]
    nav: tuple[tuple[str, tuple[str, ...]], ...]
    """(guide's title, paths of its pages)"""
    assets: Mapping[str, str | bytes]
    help: str
    """HTML for the foot of every page; "" for none."""
    statement: str
    """What the accessibility statement is called there."""

    def foot(self, *, directories: bool) -> dict[str, str]:
        """What the theme's templates say at the foot of every page (`config.extra.guidesheet`)."""
        address = articles.STATEMENT + ("/" if directories else ".html")
        return {"help": self.help, "statement": address, "title": self.statement}


def site(dataset: Dataset, root: str = "../../", *, directories: bool = False) -> Site:
    """The whole site of a dataset in its root language. `directories`: are pages served as `sheet/` instead of `sheet.html`?"""
    naming = Naming(dataset, messages(dataset.guidance.language), directories=directories)
    pages: list[Page] = []
    nav = []
    for folder, guide in dataset.guides.items():
        own = [_guide_page(naming, folder, guide), *_sheet_pages(naming, folder, guide)]
        pages += own
        nav.append((own[0].short, tuple(page.path for page in own)))
    pages.append(_statement(naming))
    return Site(tuple(pages), tuple(nav), _assets(naming, root), articles.help_html(naming), naming.words("access.title"))


def _assets(naming: Naming, root: str) -> dict[str, str | bytes]:
    here = Path(__file__).parent
    files: dict[str, str | bytes] = {
        "site.js": payload.site_js(naming, root),
        "ids.js": payload.ids_js(naming),
    }
    files |= {path.name: path.read_bytes() for path in sorted((here / "client/dist").iterdir())}
    files["material.css"] = (here / "hosts/material/material.css").read_bytes()
    return {f"{payload.SCRIPTS}/{name}": content for name, content in files.items()}


def _statement(naming: Naming) -> Page:
    words = naming.words
    parts = ("can", "limits", "tested", "help")
    return Page(
        path=f"{articles.STATEMENT}.md",
        gives_way=True,
        title=words("access.title"),
        short=words("access.title"),
        description=words("access.summary"),
        html=articles.statement_html(naming),
        contents=tuple(Heading(2, part, words(f"access.{part}")) for part in parts),
        search=(Found("", words("access.title"), words("access.summary")), *(Found(part, words(f"access.{part}"), "") for part in parts)),
    )


def _guide_page(naming: Naming, folder: str, guide: Guide) -> Page:
    scope = naming.scope(None)
    texts = [guide.summary, *filter(None, [guide.text])]
    steps = [Found(step.id, scope.plain(step.title), scope.plain(step.text) if step.text else "") for step in guide.steps]
    return Page(
        path=f"{folder}/index.md",
        title=scope.plain(guide.title),
        short=scope.plain(guide.title),
        description=scope.plain(guide.summary),
        html=articles.guide_html(naming, folder, guide),
        contents=tuple(Heading(2, f"{step.id}-title", scope.plain(step.title)) for step in guide.steps),
        search=(Found("", scope.plain(guide.title), _joined(scope, texts)), *steps),
    )


def _sheet_pages(naming: Naming, folder: str, guide: Guide) -> Iterator[Page]:
    listed = [name for step in guide.steps for name in step.sheets]
    mine = [name for name in naming.dataset.sheets if naming.dataset.guide_of(name) == folder]
    for name in mine:
        after = listed[listed.index(name) + 1 :] if name in listed else []
        yield _sheet_page(naming, naming.dataset.sheets[name], naming.dataset.sheets[after[0]] if after else None)


def _sheet_page(naming: Naming, sheet: Sheet, after: Sheet | None) -> Page:
    scope = naming.scope(sheet.id)
    return Page(
        path=f"{naming.dataset.addresses[sheet.id]}.md",
        title=scope.plain(sheet.title),
        short=scope.plain(sheet.short or sheet.title),
        description=_joined(scope, [sheet.intro]),
        html=articles.sheet_html(naming, sheet, after),
        contents=tuple(_heading(scope, block) for block in sheet.blocks if block.title),
        search=(
            Found("", scope.plain(sheet.title), _joined(scope, [sheet.intro])),
            *(found for block in sheet.blocks if (found := _found(scope, block))),
        ),
    )


def _heading(scope: SheetScope, block: Block) -> Heading:
    assert block.title is not None
    groups = getattr(block, "groups", ())
    below = tuple(Heading(3, group.id, scope.plain(group.title)) for group in groups)
    return Heading(2, block.id, scope.plain(block.title), below)


def _found(scope: SheetScope, block: Block) -> Found | None:
    """Questions and guidance of a block; no labels of controls."""
    texts = [prose for prose in _readable(block) if prose is not block.title]
    text = _joined(scope, texts)
    title = scope.plain(block.title) if block.title else ""
    return Found(block.id, title, text) if title or text else None


def _readable(block: Block) -> Iterator[Prose]:
    if isinstance(block, LetterBlock):
        yield from filter(None, (block.hint, *(text for part in block.parts for text in (part.lead, part.note))))
    elif isinstance(block, FieldsBlock):
        yield from filter(None, (block.hint, *(text for group in block.groups for text in (group.title, group.hint))))
    elif isinstance(block, RowsBlock):
        yield from filter(None, (block.hint, *(text for row in block.given for text in (row.title, row.text))))
    else:
        yield from (prose for _, prose in texts_of(block))


def _joined(scope: SheetScope, texts: list[Prose]) -> str:
    return " ".join(scope.plain(text) for text in texts)
