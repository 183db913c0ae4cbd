"""The dataset as frozen models: what an editor may write, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, model_validator

from guidesheet import ids
from guidesheet.blocks.base import Block
from guidesheet.blocks.registry import AnyBlock
from guidesheet.fields.base import Choosing, Field, Option, Paper, options_of
from guidesheet.fields.registry import AnyField
from guidesheet.prose import Prose
from guidesheet.shapes import Block as BlockText
from guidesheet.shapes import Day, Flag, Inline, Name, Names, Shape, problem

UNITS = ("minutes", "hours", "days", "weeks", "months", "words")


def _number(given: Any) -> Any:
    """`7` or `[20, 30]`."""
    pair = given if isinstance(given, list) else [given]
    if len(pair) not in (1, 2) or not all(isinstance(n, str) and re.fullmatch(r"\d{1,6}", n) for n in pair):
        raise problem(f"'{given}' is neither a whole number nor a range", "write 7, or [20, 30]")
    numbers = tuple(int(n) for n in pair)
    if len(numbers) == 2 and numbers[0] >= numbers[1]:
        raise problem(f"the range {numbers[0]} to {numbers[1]} does not rise", "write the smaller number first")
    return numbers


Number = Annotated[Any, BeforeValidator(_number)]
"""tuple[int] or tuple[int, int]"""


class Value(Shape):
    """A number that the texts use, said once, with who says so."""

    thing = "value"

    minutes: Number | None = None
    hours: Number | None = None
    days: Number | None = None
    weeks: Number | None = None
    months: Number | None = None
    words: Number | None = None
    about: Flag = False
    source: Name | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Value:
        if sum(getattr(self, unit) is not None for unit in UNITS) != 1:
            raise problem("a value has exactly one unit", "write one of: " + ", ".join(UNITS))
        return self

    @property
    def unit(self) -> str:
        """The key of its unit."""
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def numbers(self) -> tuple[int, ...]:
        """One number, or the two ends of a range."""
        found: tuple[int, ...] = getattr(self, self.unit)
        return found

    @property
    def whole_days(self) -> int | None:
        """The days, where it is one whole number of days."""
        return self.numbers[0] if self.unit == "days" and len(self.numbers) == 1 else None


def _url(text: str) -> str:
    if re.fullmatch(r"https?://[^\s\\]+", text):
        return text
    raise problem(f"'{text}' is no address of a web site", "write https://…")


Url = Annotated[str, AfterValidator(_url)]


class Source(Shape):
    """Somebody who says what the guidance says."""

    thing = "source"

    name: Inline
    short: Inline | None = None
    address: Inline | None = None
    phone: Inline | None = None
    url: Url | None = None
    page: Inline | None = None
    """Title of the page that was used."""
    read: Day | None = None
    text: BlockText | None = None
    """What was taken from it, and that this site is not theirs."""


class Publisher(Shape):
    """Who publishes this site."""

    thing = "publisher"

    name: Inline
    url: Url | None = None
    email: str | None = None
    note: Inline | None = None


def _shared(given: Any) -> Any:
    """`name: {label: …, type: text}` → fields that know their id (a bad id is told of as a key, once)."""
    if not isinstance(given, dict):
        return given
    return {key: entry | {"id": key if ids.is_name(key) else "id"} if isinstance(entry, dict) else entry for key, entry in given.items()}


class Collection(Shape):
    """A kind of subject that answers are about, and its shared fields."""

    thing = "collection"

    many: Flag = False
    one: Inline | None = None
    """What one is called: 'contact'."""
    title: Name | None = None
    """The field whose answer names a record."""
    fields: Annotated[Mapping[Name, AnyField], BeforeValidator(_shared)]

    @model_validator(mode="after")
    def _named(self) -> Collection:
        if self.many and (self.title is None or self.one is None):
            raise problem("a collection of many needs to say how a record is called",
                          "add `one: contact` and `title: name`, with your own words")  # fmt: skip
        if self.title is not None and self.title not in self.fields:
            raise problem(f"'title: {self.title}' names no field of this collection", "write the id of one of its fields", at=("title",))
        return self


def _list(given: Any) -> Any:
    if not isinstance(given, list) or not given:
        raise problem("a list needs options", "write `- {id: …, label: …}`")
    return options_of(given)


def _retired(text: str) -> str:
    name, _, key = text.partition("=")
    if ids.is_answer(name.replace("[].", "[x].", 1)) and ids.is_name(key or "x"):
        return text
    raise problem(f"'{text}' is no answer id", "write `sheet.item`, or `sheet.item=option`, as in ids.lock")


def _folder(text: str) -> str:
    if re.fullmatch(r"\w[\w-]*", text):
        return text
    raise problem(f"'{text}' cannot be a guide's folder", "use letters, digits and hyphens")


def _leads_out(text: Prose) -> Prose:
    inside = next((link for link in text.links if not re.match(r"(https?|mailto|tel):", link)), None)
    if inside is None:
        return text
    raise problem(f"the link to '{inside}' would not work on every page", "link to https://…, mailto: or tel: here")


class Guidance(Shape):
    """guidance.yml: the site, its collections, and what all sheets share."""

    thing = "guidance.yml"

    guidesheet: str
    site: str
    title: Inline
    summary: Inline | None = None
    publisher: Publisher
    help: Annotated[Inline, AfterValidator(_leads_out)] | None = None
    """Where readers find help: said at the foot of every page."""
    language: str
    languages: tuple[str, ...] = ()
    source: Name | None = None
    guides: tuple[Annotated[str, AfterValidator(_folder)], ...]
    collections: Mapping[Name, Collection]
    lists: Mapping[Name, Annotated[Any, BeforeValidator(_list)]] = {}
    values: Mapping[Name, Value] = {}
    sources: Mapping[Name, Source] = {}
    retired: Mapping[Annotated[str, AfterValidator(_retired)], Day] = {}

    @model_validator(mode="after")
    def _fits(self) -> Guidance:
        if self.guidesheet != "1":
            raise problem(f"this dataset is written for format {self.guidesheet}, this program reads format 1",
                          "write `guidesheet: 1`, or use a newer guidesheet", at=("guidesheet",))  # fmt: skip
        if not ids.is_site(self.site):
            raise problem(f"'{self.site}' is no site id", f"write eight small letters and digits, such as {ids.mint_site()}", at=("site",))
        for name in self.collections:
            if name in ids.RESERVED - {ids.ME}:
                raise problem(f"a collection cannot be called '{name}'", "give it another id",
                              at=("collections", name), at_key=True)  # fmt: skip
        many = self.collections.get(ids.ME)
        if many is None or many.many:
            raise problem("the collection 'me' (the reader, one record) is missing", "add `me: {fields: {}}`",
                          at=("collections",), at_key=True)  # fmt: skip
        return self


class Step(Shape):
    """A step of a guide."""

    thing = "step"

    id: Name
    title: Inline
    text: Inline | None = None
    sheets: Names = ()


class Guide(Shape):
    """guide.yml: a guide's first page."""

    thing = "guide"

    title: Inline
    summary: Inline
    text: BlockText | None = None
    source: Name | None = None
    revised: Day | None = None
    steps: tuple[Step, ...]


class Sheet(Shape):
    """One file, one page, one handout."""

    thing = "sheet"

    id: Name
    title: Inline
    short: Inline | None = None
    """A shorter title for the navigation."""
    intro: BlockText
    about: Name = ids.ME
    source: Name | None = None
    revised: Day | None = None
    unlisted: Flag = False
    paper: Paper | None = None
    blocks: tuple[AnyBlock, ...]

    def home(self, block: Block) -> str:
        """The collection that a block's own answers live in."""
        return block.about or self.about


class Dataset(Shape):
    """A whole valid dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    thing: ClassVar[str] = "dataset"

    root: Path
    guidance: Guidance
    guides: Mapping[str, Guide]
    """By folder, in the order of the site."""
    sheets: Mapping[str, Sheet]
    """By id, in the order of the guides' steps."""
    addresses: Mapping[str, str]
    """Of each sheet: `guide-folder/file-name`, no ending."""

    def guide_of(self, sheet: str) -> str:
        """The folder of the guide that a sheet lies in."""
        return self.addresses[sheet].rpartition("/")[0]

    def shared(self, place: str) -> Field | None:
        """The shared field `collection.field`."""
        collection, _, name = place.partition(".")
        found = self.guidance.collections.get(collection)
        return found.fields.get(name) if found else None

    def options(self, field: Field) -> tuple[Option, ...]:
        """A field's options, also where it names a list."""
        if not isinstance(field, Choosing):
            return ()
        found: tuple[Option, ...] = self.guidance.lists[field.options] if isinstance(field.options, str) else field.options
        return found

    def revised(self) -> str | None:
        """The newest day on which anything was revised."""
        days = [day for day in (*(g.revised for g in self.guides.values()), *(s.revised for s in self.sheets.values())) if day]
        return max(days, default=None)

    def blocks(self) -> Iterator[tuple[Sheet, Block]]:
        """Every block of every sheet."""
        for sheet in self.sheets.values():
            for block in sheet.blocks:
                yield sheet, block
