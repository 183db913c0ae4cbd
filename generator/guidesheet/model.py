"""The dataset as frozen models: what an editor may write, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, WithJsonSchema, model_validator

from guidesheet import ids
from guidesheet.blocks.base import Block
from guidesheet.blocks.registry import AnyBlock
from guidesheet.editions import Handouts
from guidesheet.fields.base import OPTIONS_SCHEMA, Choosing, Field, Option, Paper, options_of, unconditioned
from guidesheet.fields.money import MoneyField
from guidesheet.fields.registry import SharedField
from guidesheet.prose import Prose
from guidesheet.shapes import Block as BlockText
from guidesheet.shapes import Day, Flag, Inline, Letter, Name, Names, ReadBy, Shape, Text, problem

UNITS = ("minutes", "hours", "days", "weeks", "months", "words", "characters")


def _number(given: Any) -> Any:
    """`7` or `[20, 30]`."""
    pair = given if isinstance(given, list) else [given]
    if len(pair) not in (1, 2) or not all(isinstance(n, str) and re.fullmatch(r"\d{1,6}", n) for n in pair):
        raise problem(f"'{given}' is neither a whole number nor a range", "write 7, or [20, 30]")
    numbers = tuple(int(n) for n in pair)
    if len(numbers) == 2 and numbers[0] >= numbers[1]:
        raise problem(f"the range {numbers[0]} to {numbers[1]} does not rise", "write the smaller number first")
    return numbers


_WHOLE = {"type": "integer", "minimum": 0}
Number = Annotated[
    Any,
    ReadBy(_number),
    WithJsonSchema({"anyOf": [_WHOLE, {"type": "array", "items": _WHOLE, "minItems": 1, "maxItems": 2}]}),
]
"""tuple[int] or tuple[int, int]"""


class Value(Shape):
    """A number that the texts use, said once, with who says so."""

    thing = "value"
    whole = "write {minutes: 10}, with your number, and one of: minutes, hours, days, weeks, months, words, characters"

    minutes: Number | None = None
    """The number of minutes, or a range: `[2, 3]`."""
    hours: Number | None = None
    """The number of hours, or a range: `[2, 3]`."""
    days: Number | None = None
    """The number of days, or a range: `[2, 3]`."""
    weeks: Number | None = None
    """The number of weeks, or a range: `[2, 3]`."""
    months: Number | None = None
    """The number of months, or a range: `[2, 3]`."""
    words: Number | None = None
    """The number of words, or a range: `[2, 3]`."""
    characters: Number | None = None
    """The number of characters, or a range: `[200, 300]`."""
    about: Flag = False
    """Says "about" before it."""
    source: Name | None = None
    """Who says so: the id of a source."""
    read: Day | None = None
    """The day on which it was looked up, for what others change at will."""

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

    @property
    def length(self) -> int | None:
        """How long a text may be at most, where it is a number of characters or words."""
        return self.numbers[-1] if self.unit in ("characters", "words") else None


def _url(text: str) -> str:
    if re.fullmatch(r"https?://[^\s\\]+", text):
        return text
    raise problem(f"'{text}' is no address of a web site", "write https://…")


Url = Annotated[str, AfterValidator(_url), WithJsonSchema({"type": "string", "pattern": r"^https?://"})]


def _email(text: str) -> str:
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", text):
        return text
    raise problem(f"'{text}' is no e-mail address", "write one such as name@example.org, or delete the line")


class Source(Shape):
    """Somebody who says what the guidance says."""

    thing = "source"
    alone = "name"
    proper = frozenset(("name", "short", "address", "phone", "page"))

    name: Inline
    """Its full name."""
    short: Inline | None = None
    """A shorter name, beside single items."""
    address: Inline | None = None
    """Where it is."""
    phone: Inline | None = None
    """Its telephone."""
    url: Url | None = None
    """Its page on the web."""
    page: Inline | None = None
    """Title of the page that was used."""
    read: Day | None = None
    """The day on which the page was read."""
    text: BlockText | None = None
    """What was taken from it, and that this site is not theirs."""


class Publisher(Shape):
    """Who publishes this site."""

    thing = "publisher"
    alone = "name"
    proper = frozenset(("name",))

    name: Inline
    """Its name."""
    url: Url | None = None
    """Its address on the web."""
    email: Annotated[str, AfterValidator(_email)] | None = None
    """Where readers can write to."""
    note: Inline | None = None
    """One more sentence about it."""


def _shared(given: Any) -> Any:
    """`name: {label: …, type: text}` → fields that know their id (a bad id is told of as a key, once)."""
    if not isinstance(given, dict):
        return given
    return {key: entry | {"id": key if ids.is_name(key) else "id"} if isinstance(entry, dict) else entry for key, entry in given.items()}


class Collection(Shape):
    """A kind of subject that answers are about, and its shared fields."""

    thing = "collection"

    many: Flag = False
    """Can there be more than one?"""
    one: Inline | None = None
    """What one is called: 'contact'."""
    title: Name | None = None
    """The field whose answer names a record."""
    fields: Annotated[Mapping[Name, SharedField], BeforeValidator(_shared)]
    """Its shared fields, by id."""

    @model_validator(mode="after")
    def _named(self) -> Collection:
        if self.many and (self.title is None or self.one is None):
            raise problem("a collection of many needs to say how a record is called",
                          "add `one: contact` and `title: name`, with your own words")  # fmt: skip
        for name, field in self.fields.items():
            unconditioned(field, ("fields", name), "write it where the field is placed, beside `use:`")
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

    guidesheet: Text
    """The format of the dataset: 1."""
    site: str
    """Eight letters and digits by which readers' answers are found; never changes."""
    title: Inline
    """The title of the site."""
    summary: Inline | None = None
    """One sentence about the site."""
    publisher: Publisher
    """Who publishes it."""
    help: Annotated[Inline, AfterValidator(_leads_out)] | None = None
    """Where readers find help: said at the foot of every page."""
    language: str
    """The language that it is written in."""
    languages: tuple[str, ...] = ()
    """The languages that it is published in: its own, and those that it is translated into."""
    source: Name | None = None
    """Who says what no other source is named for."""
    guides: tuple[Annotated[str, AfterValidator(_folder)], ...]
    """Folders of the guides, in the order of the site."""
    collections: Mapping[Name, Collection]
    """Whom or what answers are about, and the fields that sheets share."""
    lists: Mapping[Name, Annotated[Any, ReadBy(_list), WithJsonSchema(OPTIONS_SCHEMA)]] = {}
    """Options that fields share, by name."""
    values: Mapping[Name, Value] = {}
    """Numbers that texts use as `{{ value.name }}`."""
    fragments: Mapping[Name, Letter] = {}
    """Texts that letters share, as `{% include "name" %}`; with shared fields and values only."""
    sources: Mapping[Name, Source] = {}
    """Who says so, by id."""
    handouts: Handouts = Handouts()
    """The sheets on paper."""
    keep_answers: Literal["device", "tab", "ask"] = "device"
    """Where answers are kept until readers say otherwise: on the device, in the tab only (shared computers), or `ask` the reader first."""
    retired: Mapping[Annotated[str, AfterValidator(_retired)], Day] = {}
    """Published ids that are given up, and the day."""

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
    whole = "write {id: …, title: …, sheets: [ids of sheets, in order]}"

    id: Name
    """Its id in the guide, for links."""
    title: Inline
    """Its heading."""
    text: Inline | None = None
    """A sentence below it."""
    sheets: Names = ()
    """Ids of its sheets, in order."""


class Guide(Shape):
    """guide.yml: a guide's first page."""

    thing = "guide"

    title: Inline
    """Its title."""
    summary: Inline
    """A sentence or two on what it is for."""
    text: BlockText | None = None
    """More to know before beginning."""
    source: Name | None = None
    """Who says so, if not the site's source."""
    revised: Day | None = None
    """The day of the last revision."""
    steps: tuple[Step, ...]
    """Its steps, in order."""


class Sheet(Shape):
    """One file, one page, one handout."""

    thing = "sheet"

    id: Name
    """Its id in the whole dataset; never changes."""
    title: Inline
    """Its title."""
    short: Inline | None = None
    """A shorter title for the navigation."""
    intro: BlockText
    """What it is for, before the first block."""
    about: Name = ids.ME
    """The collection that its own answers belong to; `me` if not given."""
    source: Name | None = None
    """Who says so, if not the guide's source."""
    revised: Day | None = None
    """The day of the last revision."""
    unlisted: Flag = False
    """True for a sheet that stands in no step."""
    paper: Paper | None = None
    """How it is laid out for the pen."""
    blocks: tuple[AnyBlock, ...]
    """Its parts, in order."""

    @model_validator(mode="after")
    def _paper_fits(self) -> Sheet:
        if self.paper:
            self.paper.fits("turn")
        return self

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
        """A field's options, or its periods, also where it names a list; none where there is no such list."""
        return self.listed(field.options if isinstance(field, Choosing) else field.per if isinstance(field, MoneyField) else ())

    def listed(self, given: Any) -> tuple[Option, ...]:
        """Options as they were written, or those of the list that was named."""
        options: tuple[Option, ...] = self.guidance.lists.get(given, ()) if isinstance(given, str) else given
        return options

    def revised(self) -> str | None:
        """The newest day on which anything was revised."""
        days = [day for day in (*(g.revised for g in self.guides.values()), *(s.revised for s in self.sheets.values())) if day]
        return max(days, default=None)

    def blocks(self) -> Iterator[tuple[Sheet, Block]]:
        """Every block of every sheet."""
        for sheet in self.sheets.values():
            for block in sheet.blocks:
                yield sheet, block
