"""The article of every page: of a sheet, and of a guide's first page. Knows no host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from markupsafe import Markup, escape

from guidesheet import __version__, ids
from guidesheet.answers import Naming
from guidesheet.blocks.fields import Computed, FieldsBlock, Use
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.model import Guide, Sheet, Source
from guidesheet.render import View, attribute, macro
from guidesheet.shapes import shapes_of, texts_of

STATEMENT = "accessibility"
"""Address of the accessibility statement."""
_LIVE = re.compile(r'<[^>]* data-(?:when|limit|shows|paper|records)="')
"""What `live.js` is for."""
_VALUE = re.compile(r"\bvalue\.([a-z][a-z0-9_]*)")


def sheet_html(naming: Naming, sheet: Sheet, next_sheet: Sheet | None) -> str:
    """The article of a sheet."""
    view = View(naming, naming.dataset.addresses[sheet.id], naming.scope(sheet.id), sheet)
    show(view, sheet)
    view.next = _link(view, next_sheet) if next_sheet else None
    return str(macro("templates/sheet.html", "sheet")(sheet, view))


def show(view: View, sheet: Sheet) -> None:
    """Fills in what the template of a sheet asks of its view."""
    naming, dataset = view.naming, view.naming.dataset
    view.sheet_source = inherited_source(naming, sheet)
    view.units = attribute(units(naming, sheet))
    view.answered = any(block.holds for block in sheet.blocks)
    view.sources = tuple(sources(naming, sheet))
    view.revised = sheet.revised or dataset.guides[dataset.guide_of(sheet.id)].revised
    view.records = records(view, [sheet])
    view.blocks = tuple(view.block(block) for block in sheet.blocks)
    view.live = any(map(_LIVE.search, view.blocks))


def guide_html(naming: Naming, folder: str, guide: Guide, book: str = "") -> str:
    """The article of a guide's first page. `book`: the file of its workbook, beside the guide's folder; "" for none."""
    dataset = naming.dataset
    source = guide.source or dataset.guidance.source
    listed = [naming.shown(dataset.sheets[name]) for step in guide.steps for name in step.sheets]
    view = View(
        naming, f"{folder}/index", naming.scope(None), None, source,
        units=attribute([unit for sheet in listed for unit in units(naming, sheet)]),
        sources=(dataset.guidance.sources[source],) if source else (),
        revised=guide.revised,
    )  # fmt: skip
    view.records = records(view, listed)
    view.steps = tuple(
        SimpleNamespace(id=s.id, title=s.title, text=s.text, sheets=[_link(view, dataset.sheets[n]) for n in s.sheets]) for s in guide.steps
    )
    return str(macro("templates/guide.html", "guide")(guide, view, book))


def statement_html(naming: Naming) -> str:
    """The article of the accessibility statement."""
    guidance = naming.dataset.guidance
    view = View(naming, STATEMENT, naming.scope(None), revised=naming.dataset.revised())
    return str(macro("templates/statement.html", "statement")(view, guidance.help, guidance.publisher, __version__))


def help_html(naming: Naming) -> str:
    """What the foot of every page says about help; "" where the dataset says nothing."""
    text = naming.dataset.guidance.help
    return str(View(naming, "index", naming.scope(None)).text(text)) if text else ""


def units(naming: Naming, sheet: Sheet) -> list[list[object]]:
    """Units of progress of a sheet (ARCHITECTURE.md)."""
    scope = naming.scope(sheet.id)
    found = []
    for block in sheet.blocks:
        around: dict[str, list[str]] = {}
        for name, part in block.conditions():
            around.setdefault(name, []).append(part.when or "")
        for unit in block.units():
            entries: list[object] = []
            for name in unit:
                shared = (isinstance(block, RowsBlock) and block.of) or (isinstance(block, FieldsBlock) and "." in name)
                full = name if shared else f"{sheet.id}.{name}"
                whens = [*filter(None, [block.when]), *around.get(name.partition(":")[0], ())]
                entries.append([full, scope.condition(*whens)] if whens else full)
            found.append(entries)
    return found


def inherited_source(naming: Naming, sheet: Sheet) -> str | None:
    """The source that a sheet's blocks inherit."""
    guide = naming.dataset.guides[naming.dataset.guide_of(sheet.id)]
    return sheet.source or guide.source or naming.dataset.guidance.source


def _link(view: View, sheet: Sheet) -> SimpleNamespace:
    there = view.naming.scope(sheet.id)
    title = view.marked(escape(there.plain(sheet.title)), sheet.title.lang)
    href = view.to(view.naming.dataset.addresses[sheet.id])
    return SimpleNamespace(href=href, title=Markup(title), units=attribute(units(view.naming, view.naming.shown(sheet))))


def records(view: View, sheets: Iterable[Sheet]) -> tuple[SimpleNamespace, ...]:
    """A chooser for every collection of many whose answers the sheets show."""
    homes: dict[str, None] = {}
    for sheet in sheets:
        for block in sheet.blocks:
            if any(True for _ in block.answers()):
                homes[sheet.home(block)] = None
            for entry, _ in block.entries() if isinstance(block, FieldsBlock) else ():
                if isinstance(entry, Use):
                    homes[entry.use.partition(".")[0]] = None
            if block.block in {"letter", "show"}:
                homes[sheet.home(block)] = None
    collections = view.naming.dataset.guidance.collections
    return tuple(
        SimpleNamespace(coll=home, title=f"{home}.{shape.title}", one=view.plain(shape.one), dom=f"gs-record-{home}")
        for home in homes
        if home != ids.ME and (shape := collections[home]).many and shape.one
    )


def sources(naming: Naming, sheet: Sheet) -> Iterator[Source]:
    """Everybody who says something on a sheet: the sheet's own source, those of its parts, those of its numbers."""
    guidance = naming.dataset.guidance
    inherited = inherited_source(naming, sheet)
    names: dict[str, None] = {inherited: None} if inherited else {}
    for shape in shapes_of(sheet):
        source = getattr(shape, "source", None)
        if source:
            names[source] = None
    texts = [blank.source for _, prose in texts_of(sheet) for blank in prose.blanks]
    texts += [text for block in sheet.blocks if isinstance(block, LetterBlock) for text in block.texts(guidance.fragments)]
    texts += [shape.shows for shape in shapes_of(sheet) if isinstance(shape, Computed)]
    for text in texts:
        for name in _VALUE.findall(text):
            value = guidance.values.get(name)
            if value and value.source:
                names[value.source] = None
    return (guidance.sources[name] for name in names)
