"""The article of every page: of a sheet, and of a guide's first page. Knows no host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from types import SimpleNamespace

from markupsafe import Markup, escape

from guidesheet import __version__, due, ids
from guidesheet.answers import Naming, homes_of
from guidesheet.blocks.fields import Computed
from guidesheet.blocks.letter import LetterBlock
from guidesheet.editions import Handout
from guidesheet.macros import attribute, macro
from guidesheet.making import Making
from guidesheet.model import Guide, Sheet, Source
from guidesheet.render import View
from guidesheet.shapes import parts_of

STATEMENT = "accessibility"
"""Address of the accessibility statement."""
_LIVE = re.compile(r' data-(?:when|limit|shows|paper|records|most)="')
"""What `live.js` is for, where it stands in a tag."""
_VALUE = re.compile(r"\bvalue\.([a-z][a-z0-9_]*)")


def sheet_html(making: Making, sheet: Sheet, next_sheet: Sheet | None, handouts: Sequence[Handout] = ()) -> str:
    """The article of a sheet."""
    naming = making.naming
    view = View(making, naming.dataset.addresses[sheet.id], naming.scope(sheet.id), sheet, handouts=handouts)
    show(view, sheet)
    view.next = _link(view, next_sheet) if next_sheet else None
    return str(macro("templates/sheet.html", "sheet")(sheet, view))


def show(view: View, sheet: Sheet) -> None:
    """Fills in what the template of a whole sheet asks of its view."""
    naming = view.naming
    view.sheet_source = inherited_source(naming, sheet)
    view.units = view.making.units(sheet.id)
    view.answered = any(block.holds for block in sheet.blocks)
    view.sources = tuple(sources_of(naming, sheet, view.sheet_source))
    view.revised = _revised(naming, sheet)
    view.records = records(view, [sheet])
    view.blocks = tuple(view.block(block) for block in sheet.blocks)
    view.live = any(map(_lives, view.blocks))


def _lives(html: str) -> bool:
    """Does something in a block come and go with the answers?"""
    return any(html.rfind("<", 0, found.start()) > html.rfind(">", 0, found.start()) for found in _LIVE.finditer(html))


@dataclass(frozen=True)
class Embed:
    """A sheet, or one block of it, in a page that somebody else wrote."""

    sheet: str
    block: str | None = None
    """None for the whole sheet, without its title and introduction."""
    level: int = 2
    """Of the headings of blocks, at most 4."""


def embedded_html(making: Making, address: str, embeds: Sequence[Embed]) -> list[str]:
    """The article of each embed of a page, in order; "" for a block that pages of this language leave out.

    The first that holds answers has the head for all of them (choosers, progress, where answers are kept), the last such one the buttons;
    the last of all has the sources. An embed that takes after another source than the first one says so.
    """
    naming = making.naming
    sheets = [_embedded(naming, embed) for embed in embeds]
    there = [index for index, sheet in enumerate(sheets) if sheet.blocks]
    answered = [index for index in there if any(block.holds for block in sheets[index].blocks)]
    own = [[*naming.scope(sheet.id).units_of(sheet.blocks)] for sheet in sheets]
    every = [unit for units in own for unit in units]
    inherited = [inherited_source(naming, sheet) for sheet in sheets]
    place = SimpleNamespace(alone=len(embeds) == 1 and embeds[0].block is None)
    place.units = attribute([unit for index, unit in enumerate(every) if unit not in every[:index]])
    here = frozenset(f"{sheet.id}.{block.id}" for sheet in sheets for block in sheet.blocks)
    dom, found = count(1), [""] * len(embeds)
    for index in there:
        sheet = sheets[index]
        view = View(
            making, address, naming.scope(sheet.id), sheet, inherited[index],
            units=attribute(own[index]), answered=index in answered, embedded=here, level=embeds[index].level, _dom=dom,
        )  # fmt: skip
        place.first, place.last = ([index] == answered[slot] for slot in (slice(0, 1), slice(-1, None)))
        place.source = view.source(inherited[index], inherited[there[0]])
        view.records = records(view, sheets) if place.first else ()
        view.blocks = tuple(view.block(block) for block in sheet.blocks)
        view.live = any(map(_lives, view.blocks))
        if index == there[-1]:
            pairs = zip(sheets, inherited, strict=True)
            told = {source.name: source for sheet, name in pairs for source in sources_of(naming, sheet, name)}
            view.sources = tuple(told.values())
            view.revised = max(filter(None, (_revised(naming, sheet) for sheet in sheets)), default=None)
        found[index] = str(macro("templates/embed.html", "embed")(sheet, view, place))
    return found


def _embedded(naming: Naming, embed: Embed) -> Sheet:
    """What an embed shows of its sheet."""
    sheet = naming.shown(naming.dataset.sheets[embed.sheet])
    return sheet if embed.block is None else sheet.model_copy(update={"blocks": tuple(b for b in sheet.blocks if b.id == embed.block)})


def _revised(naming: Naming, sheet: Sheet) -> str | None:
    return sheet.revised or naming.dataset.guides[naming.dataset.guide_of(sheet.id)].revised


def guide_html(making: Making, folder: str, guide: Guide, handouts: Sequence[Handout] = (), book: str = "") -> str:
    """The article of a guide's first page. `book`: the file of its workbook in the site; "" for none."""
    naming, dataset = making.naming, making.naming.dataset
    source = guide.source or dataset.guidance.source
    listed = [naming.shown(dataset.sheets[name]) for step in guide.steps for name in step.sheets]
    view = View(
        making, f"{folder}/index", naming.scope(None), None, source,
        units=attribute([unit for sheet in listed for unit in naming.scope(sheet.id).units]),
        sources=(dataset.guidance.sources[source],) if source else (),
        revised=guide.revised,
        handouts=handouts,
    )  # fmt: skip
    view.records = records(view, listed)
    view.steps = tuple(
        SimpleNamespace(id=s.id, title=s.title, text=s.text, sheets=[_listed(view, dataset.sheets[n]) for n in s.sheets])
        for s in guide.steps
    )
    told = ahead(view, listed, view.place_href, lambda name: view.to(dataset.addresses[name]))
    return str(macro("templates/guide.html", "guide")(guide, view, book, told))


def ahead(view: View, listed: Iterable[Sheet], place: Callable[[str], str], page: Callable[[str], str]) -> SimpleNamespace | None:
    """What a guide's list of what comes next is told, as attributes; None where there is nothing.

    `place`: the address of an item, `page`: that of a sheet.
    """
    sheets = {sheet.id: sheet for sheet in listed}.values()
    dated = [
        view.making.told(sheet, block, item) | {"href": place(f"{sheet.id}.{item.id}")}
        for sheet in sheets
        for block, item in due.due(sheet)
    ]
    about = [page(sheet.id) for sheet in sheets if records(view, [sheet])]
    return SimpleNamespace(days=attribute(dated), sheets=attribute(about)) if dated or about else None


def home_html(making: Making) -> str:
    """The article of a home page: what the site is, and its guides."""
    dataset = making.naming.dataset
    view = View(making, "index", making.naming.scope(None))
    guides = [SimpleNamespace(folder=folder, guide=guide, href=view.to(f"{folder}/index")) for folder, guide in dataset.guides.items()]
    return str(macro("templates/home.html", "home")(view, dataset.guidance, guides))


def statement_html(making: Making) -> str:
    """The article of the accessibility statement."""
    guidance = making.naming.dataset.guidance
    view = View(making, STATEMENT, making.naming.scope(None), revised=making.naming.dataset.revised())
    return str(macro("templates/statement.html", "statement")(view, guidance.help, guidance.publisher, __version__))


def help_html(making: Making) -> str:
    """What the foot of every page says about help; "" where the dataset says nothing."""
    text = making.naming.dataset.guidance.help
    return str(View(making, "index", making.naming.scope(None)).text(text)) if text else ""


def inherited_source(naming: Naming, sheet: Sheet) -> str | None:
    """The source that a sheet's blocks inherit."""
    guide = naming.dataset.guides[naming.dataset.guide_of(sheet.id)]
    return sheet.source or guide.source or naming.dataset.guidance.source


def _link(view: View, sheet: Sheet) -> SimpleNamespace:
    there = view.naming.scope(sheet.id)
    title = view.marked(escape(there.plain(sheet.title)), sheet.title.lang)
    return SimpleNamespace(href=view.to(view.naming.dataset.addresses[sheet.id]), title=Markup(title))


def _listed(view: View, sheet: Sheet) -> SimpleNamespace:
    """A link, with the sheet's units of progress."""
    return SimpleNamespace(link=_link(view, sheet), units=view.making.units(sheet.id))


def records(view: View, sheets: Iterable[Sheet]) -> tuple[SimpleNamespace, ...]:
    """A chooser for every collection of many whose answers the sheets show."""
    scopes = ((sheet, view.naming.scope(sheet.id)) for sheet in sheets)
    homes = dict.fromkeys(home for sheet, scope in scopes for home in (scope.homes if sheet is scope.sheet else homes_of(sheet)))
    collections = view.naming.dataset.guidance.collections
    return tuple(
        SimpleNamespace(coll=home, title=f"{home}.{shape.title}", one=view.plain(shape.one), dom=f"gs-record-{home}")
        for home in homes
        if home != ids.ME and (shape := collections[home]).many and shape.one
    )


def sources_of(naming: Naming, sheet: Sheet, inherited: str | None) -> Iterator[Source]:
    """Everybody who says something on a sheet: the sheet's own source, those of its parts, those of its numbers."""
    guidance = naming.dataset.guidance
    names: dict[str, None] = {inherited: None} if inherited else {}
    scope = naming.scope(sheet.id)
    parts = scope.parts if sheet is scope.sheet else parts_of(sheet)
    names |= {source: None for _, shape in parts.shapes if (source := vars(shape).get("source"))}
    texts = [blank.source for _, prose in parts.texts for blank in prose.blanks]
    texts += [text for block in sheet.blocks if isinstance(block, LetterBlock) for text in block.texts(guidance.fragments)]
    texts += [f"{task.due} value.{task.early}" for _, task in due.due(sheet)]
    texts += [f"value.{block.limit}" for block in sheet.blocks if isinstance(block, LetterBlock)]
    texts += [shape.shows for _, shape in parts.shapes if isinstance(shape, Computed)]
    for name in _VALUE.findall("\n".join(texts)):
        value = guidance.values.get(name)
        if value and value.source:
            names[value.source] = None
    return (guidance.sources[name] for name in names)
