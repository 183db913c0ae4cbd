"""What every block has, and what it tells about itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, Self, TypeVar

from pydantic import WithJsonSchema, model_validator

from guidesheet.fields.base import Conditioned, Field, Paper
from guidesheet.prose import Prose
from guidesheet.shapes import Flag, Inline, Name, ReadBy, Shape, Was, problem
from guidesheet.source import Loc


class Answer(NamedTuple):
    """One answer that a block holds for its sheet."""

    name: str
    """Its id without the sheet: `skills`, `bank[].text`, `rate[listen]`."""
    type: str
    """Its line in ids.lock (FORMATS.md §7)."""
    text: Prose
    """The question."""
    loc: Loc
    """Where it is declared, inside the block."""
    field: Field | None = None
    was: tuple[str, ...] = ()
    options: Any = ()
    """Options, or the name of a list, of an answer that has no field."""


def _tongue(given: Any) -> Any:
    """`en`, or `[es]`."""
    alone = given[0] if isinstance(given, list) and len(given) == 1 else given
    if isinstance(alone, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", alone):
        return (alone,) if isinstance(given, list) else alone
    raise problem(f"'{given}' is no language", "write `lang: es`, or `lang: [es]` for a block that stands on Spanish pages only")


_TAG = {"type": "string", "pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}
Tongue = Annotated[Any, ReadBy(_tongue), WithJsonSchema({"anyOf": [_TAG, {"type": "array", "items": _TAG, "minItems": 1, "maxItems": 1}]})]
"""str, or tuple[str]"""


class Block(Conditioned):
    """A part of a sheet, in the sheet's order."""

    thing = "block"

    holds: ClassVar[bool] = True
    """Does it hold controls, so that it stands in a form?"""
    papers: ClassVar[tuple[str, ...]] = ("turn", "break")
    """The keys of `paper:` that mean something here."""

    block: str
    """What kind of block it is."""
    id: Name
    """Its id in the sheet, for links and for rows."""
    title: Inline | None = None
    """Its heading."""
    hint: Inline | None = None
    """A sentence below the heading, in small print."""
    source: Name | None = None
    """Who says so: the id of a source."""
    about: Name | None = None
    """The collection that its own answers belong to, if not the sheet's."""
    paper: Paper | None = None
    """How it is laid out for the pen."""
    lang: Tongue | None = None
    """The language that this block's texts keep on every page, such as `en` for a letter; `[es]`: only on Spanish pages."""

    @property
    def tongue(self) -> str | None:
        """The language that its own texts are in, where it says one."""
        return self.lang[0] if isinstance(self.lang, tuple) else self.lang

    @model_validator(mode="after")
    def _paper_fits(self) -> Self:
        if self.paper:
            self.paper.fits(*self.papers)
        return self

    def answers(self) -> Iterator[Answer]:
        """Every answer of the sheet that stands in this block; shared fields are not the sheet's."""
        return iter(())

    def names(self) -> Iterator[tuple[str, Loc]]:
        """Every id that must be unique in the sheet, and where it stands in the block."""
        yield self.id, ("id",)

    def units(self) -> Iterator[tuple[str, ...]]:
        """Units of progress (ARCHITECTURE.md): ids without the sheet, or whole ids where they hold a dot."""
        return iter(())

    def relabeled(self) -> Iterator[tuple[str, Prose]]:
        """(shared field, label) where the block calls it otherwise than guidance.yml."""
        return iter(())

    def conditions(self) -> Iterator[tuple[str, Conditioned]]:
        """(id as in `units`, a part of the block around that answer that has a condition), from the outside in; the block left out."""
        return iter(())


class Item(Conditioned):
    """One thing to do or to ask."""

    thing = "item"
    alone = "text"
    spoken = frozenset(("text", "lead"))

    id: Name
    """The answer's id in its sheet; never changes without `was`."""
    text: Inline
    """What to do, or to ask."""
    hint: Inline | None = None
    """More about it, in small print."""
    source: Name | None = None
    """Who says so: the id of a source."""
    optional: Flag = False
    """Leaves it out of the count of what is done."""
    was: Was = ()
    """Earlier ids of the same item: `sheet.item`."""


class Nesting(Item):
    """An item that may have others under it, one level deep."""

    items: tuple[Item, ...] = ()
    """Items under it, one level deep."""


E = TypeVar("E")


class Group(Conditioned, Generic[E]):
    """Entries under one heading. Moving an entry between groups never changes its id."""

    thing = "group"
    spoken = frozenset(("title",))

    id: Name
    """Its id in the sheet, for links."""
    title: Inline
    """Its heading."""
    hint: Inline | None = None
    """A sentence below the heading."""
    source: Name | None = None
    """Who says so: the id of a source."""
    items: tuple[E, ...]
    """What stands in it."""


class Grouped(Block, Generic[E]):
    """A block of entries, in groups or not."""

    items: tuple[E, ...] = ()
    """What stands in it, without groups."""
    groups: tuple[Group[E], ...] = ()
    """What stands in it, under headings."""

    @model_validator(mode="before")
    @classmethod
    def _either(cls, given: Any) -> Any:
        unknown = isinstance(given, dict) and any(key not in cls.model_fields for key in given)  # then `items` may be misspelled
        if isinstance(given, dict) and given.get("items") is None and given.get("groups") is None and not unknown:
            raise problem(f"this {given.get('block', 'block')} has no items", "add `items:` or `groups:` with a list")
        if isinstance(given, dict) and "items" in given and "groups" in given:
            raise problem("this block has both 'items' and 'groups'", "move the items into a group")
        return given

    def entries(self) -> Iterator[tuple[E, Loc]]:
        """Every entry in reading order, nested ones after their parent."""
        yield from _with_nested(self.items, "items")
        for number, group in enumerate(self.groups):
            yield from _with_nested(group.items, "groups", number, "items")

    def conditions(self) -> Iterator[tuple[str, Conditioned]]:
        yield from _conditions((), self.items)
        for group in self.groups:
            yield from _conditions((group,), group.items)

    def names(self) -> Iterator[tuple[str, Loc]]:
        yield from super().names()
        for number, group in enumerate(self.groups):
            yield group.id, ("groups", number, "id")
        for entry, loc in self.entries():
            name = vars(entry).get("id")
            if name is not None:
                yield name, (*loc, "id")


def below(entry: Shape) -> tuple[Any, ...]:
    """What stands under an entry, one level deep."""
    found: tuple[Any, ...] = vars(entry).get("items", ())
    return found


def _conditions(around: tuple[Conditioned, ...], entries: tuple[Any, ...]) -> Iterator[tuple[str, Conditioned]]:
    for entry in entries:
        name = vars(entry).get("use") or entry.id
        yield from ((name, part) for part in (*around, entry) if part.when is not None)
        yield from _conditions((*around, entry), below(entry))


def _with_nested(entries: Iterable[Any], *around: int | str) -> Iterator[tuple[Any, Loc]]:
    for index, entry in enumerate(entries):
        loc = (*around, index)
        yield entry, loc
        for number, inner in enumerate(below(entry)):
            yield inner, (*loc, "items", number)
