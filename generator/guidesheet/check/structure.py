"""Names of things that must exist: collections, sources, lists, shared fields, sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guidesheet import ids
from guidesheet.blocks.base import Block
from guidesheet.blocks.checklist import Task
from guidesheet.blocks.fields import Use
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.blocks.show import ShowBlock
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem, near
from guidesheet.fields.base import Field
from guidesheet.fields.email import EmailField
from guidesheet.fields.record import RecordField
from guidesheet.messages import languages
from guidesheet.shapes import Parts, Shape
from guidesheet.source import Loc

AUTOFILL = (
    "off", "name", "honorific-prefix", "given-name", "additional-name", "family-name", "honorific-suffix", "nickname",
    "organization-title", "organization", "street-address", "address-line1", "address-line2", "address-line3", "address-level1",
    "address-level2", "address-level3", "address-level4", "country", "country-name", "postal-code", "language", "bday", "bday-day",
    "bday-month", "bday-year", "sex", "url", "photo", "tel", "tel-country-code", "tel-national", "tel-area-code", "tel-local",
    "tel-extension", "email", "impp",
)  # fmt: skip
"""What browsers know of a person: the tokens of WCAG 1.3.5, without those for payment and passwords."""


def problems(loaded: Loaded, file: str, parts: Parts) -> Iterator[Problem]:
    """Every name in a file that leads nowhere."""
    for loc, part in parts.shapes:
        yield from _names(loaded, file, part, loc)


def _names(loaded: Loaded, file: str, shape: Shape, loc: Loc) -> Iterator[Problem]:
    guidance, given = loaded.dataset.guidance, vars(shape)
    source, about = given.get("source"), given.get("about")
    if source is not None:
        yield from _known(loaded, file, (*loc, "source"), "source", source, guidance.sources)
    if isinstance(about, str):
        yield from _known(loaded, file, (*loc, "about"), "collection", about, guidance.collections)
    for key in ("options", "per", "marks"):
        if key in given and isinstance(named := given[key], str):
            yield from _known(loaded, file, (*loc, key), "list", named, guidance.lists)
    if isinstance(shape, Field):
        if given.get("autofill"):
            yield from _autofill(loaded, file, shape, loc)
        if isinstance(shape, RecordField):
            yield from _record(loaded, file, shape, loc)
    elif isinstance(shape, Use) and loaded.dataset.shared(shape.use) is None:
        yield from _known(loaded, file, (*loc, "use"), "shared field", shape.use, _shared(loaded))
    elif isinstance(shape, Task):
        yield from _task(loaded, file, shape, loc)
    elif isinstance(shape, Block):
        yield from _block(loaded, file, shape, loc)


def _known(loaded: Loaded, file: str, loc: Loc, thing: str, name: str, known: Iterable[str], else_: str = "") -> Iterator[Problem]:
    """`else_`: what to do where nothing is known yet."""
    if name not in known:
        yield loaded.problem(file, loc, f"there is no {thing} '{name}'", near(name, known) or else_)


def _autofill(loaded: Loaded, file: str, field: Field, loc: Loc) -> Iterator[Problem]:
    if loc[:3] != ("collections", ids.ME, "fields") and getattr(field, "autofill", "off") != "off":
        cure = "delete `autofill`: the browser would fill in the reader's own data here"
        yield loaded.problem(file, (*loc, "autofill"), "only fields of 'me' can be filled in by the browser", cure)
    else:
        yield from _known(loaded, file, (*loc, "autofill"), "autofill token", getattr(field, "autofill", "off"), AUTOFILL)


def _many(loaded: Loaded, file: str, loc: Loc, name: str) -> Iterator[Problem]:
    many = [one for one, collection in loaded.dataset.guidance.collections.items() if collection.many]
    if name not in many:
        yield loaded.problem(file, loc, f"there is no collection of many '{name}'", near(name, many))


def _record(loaded: Loaded, file: str, field: RecordField, loc: Loc) -> Iterator[Problem]:
    yield from _many(loaded, file, (*loc, "of"), field.of)
    sheet = loaded.dataset.sheets.get(file)
    home = sheet.home(sheet.blocks[int(loc[1])]) if sheet else loc[1]
    if home == field.of:
        message = f"this answer belongs to a {field.of}, and cannot name another one"
        yield loaded.problem(file, (*loc, "of"), message, "name another collection, or use a text")


def _shared(loaded: Loaded) -> list[str]:
    collections = loaded.dataset.guidance.collections
    return [f"{name}.{field}" for name, collection in collections.items() for field in collection.fields]


def _tongue(loaded: Loaded, file: str, block: Block, loc: Loc) -> Iterator[Problem]:
    """A block that stands only on pages in a language that the site does not have. Texts alone may keep any."""
    guidance = loaded.dataset.guidance
    if isinstance(block.lang, tuple) and block.tongue not in (guidance.language, *guidance.languages):
        cure = f"write `languages: [{guidance.language}, {block.tongue}]` in guidance.yml, or delete this block"
        if block.tongue not in languages():
            cure = f"delete this block; there are words for {', '.join(languages())}"
        yield loaded.problem(file, (*loc, "lang"), f"no page shows this block: '{block.tongue}' is no language of this site", cure)


def _block(loaded: Loaded, file: str, block: Block, loc: Loc) -> Iterator[Problem]:
    collections = loaded.dataset.guidance.collections
    yield from _tongue(loaded, file, block, loc)
    if isinstance(block, RowsBlock) and block.of:
        yield from _many(loaded, file, (*loc, "of"), block.of)
        collection = collections.get(block.of)
        if collection is None or not collection.many:
            return
        for index, column in enumerate(block.columns):
            yield from _known(loaded, file, (*loc, "columns", index), f"field of {block.of}", column, collection.fields)
    if isinstance(block, LetterBlock):
        yield from _letter(loaded, file, block, loc)
    if isinstance(block, ShowBlock):
        name, _, there = block.of.partition(".")
        sheet = loaded.dataset.sheets.get(name)
        twice = sheet is not None and len({b.id for b in sheet.blocks}) < len(sheet.blocks)  # told there: the other one may be meant
        if (
            name not in loaded.broken
            and not twice
            and not (sheet and any(isinstance(b, QuestionsBlock) and b.id == there for b in sheet.blocks))
        ):
            lists = {f"{sheet.id}.{entry.id}" for sheet, entry in loaded.dataset.blocks() if isinstance(entry, QuestionsBlock)}
            yield from _known(loaded, file, (*loc, "of"), "block of questions", block.of, lists)


def _task(loaded: Loaded, file: str, task: Task, loc: Loc) -> Iterator[Problem]:
    if task.early is not None:
        minutes = [name for name, value in loaded.dataset.guidance.values.items() if value.unit == "minutes"]
        yield from _known(loaded, file, (*loc, "early"), "value of minutes", task.early, minutes, "add one such as {minutes: 10}")
    for index, name in enumerate(task.tell):
        where = ("tell", index) if len(task.tell) > 1 else ("tell",)
        yield from _known(loaded, file, (*loc, *where), "shared field", name, _shared(loaded))


def _letter(loaded: Loaded, file: str, block: LetterBlock, loc: Loc) -> Iterator[Problem]:
    if block.to is not None:
        emails = [name for name in _shared(loaded) if isinstance(loaded.dataset.shared(name), EmailField)]
        cure = "declare one of `type: email` in guidance.yml"
        yield from _known(loaded, file, (*loc, "to"), "shared field of an e-mail address", block.to, emails, cure)
    if block.limit is not None:
        lengths = [name for name, value in loaded.dataset.guidance.values.items() if value.length is not None]
        cure = "add one such as {characters: 200}"
        yield from _known(loaded, file, (*loc, "limit"), "value of characters or words", block.limit, lengths, cure)


def steps(loaded: Loaded) -> Iterator[Problem]:
    """What is wrong with the steps of guides, and every sheet that nothing leads to."""
    sheets = loaded.dataset.sheets
    listed: dict[str, str] = {}
    for folder, guide in loaded.dataset.guides.items():
        for number, step in enumerate(guide.steps):
            for index, name in enumerate(step.sheets):
                loc = ("steps", number, "sheets", index)
                if name in listed and listed[name] == folder:
                    yield loaded.problem(f"{folder}/", loc, f"the sheet '{name}' is in a step already", "delete one of the two")
                elif name not in loaded.broken:
                    yield from _known(loaded, f"{folder}/", loc, "sheet", name, sheets)
                listed[name] = folder
    for name, sheet in sheets.items():
        if name not in listed and not sheet.unlisted and loaded.dataset.guide_of(name) in loaded.dataset.guides:
            message = f"the sheet '{name}' is in no step of a guide, so nobody would find it"
            cure = f"add it to a step in {loaded.dataset.guide_of(name)}/guide.yml, or write `unlisted: true`"
            yield loaded.problem(name, ("id",), message, cure)
