"""What every block has, and what it tells about itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import model_validator

from guidesheet.fields.base import Field, Paper
from guidesheet.prose import Prose
from guidesheet.shapes import Flag, Inline, Name, Shape, Was, problem
from guidesheet.source import Loc


@dataclass(frozen=True)
class Answer:
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


class Block(Shape):
    """A part of a sheet, in the sheet's order."""

    thing = "block"

    holds: ClassVar[bool] = True
    """Does it hold controls, so that it stands in a form?"""

    block: str
    id: Name
    title: Inline | None = None
    hint: Inline | None = None
    source: Name | None = None
    about: Name | None = None
    paper: Paper | None = None
    lang: str | None = None

    def answers(self) -> Iterator[Answer]:
        """Every answer of the sheet that stands in this block; shared fields are not the sheet's."""
        return iter(())

    def names(self) -> Iterator[tuple[str, Loc]]:
        """Every id that must be unique in the sheet, and where it stands in the block."""
        yield self.id, ("id",)

    def units(self) -> Iterator[tuple[str, ...]]:
        """Units of progress (ARCHITECTURE.md): ids without the sheet, or whole ids where they hold a dot."""
        return iter(())


class Item(Shape):
    """One thing to do or to ask."""

    thing = "item"

    id: Name
    text: Inline
    hint: Inline | None = None
    lead: Inline | None = None
    source: Name | None = None
    optional: Flag = False
    was: Was = ()


class Nesting(Item):
    """An item that may have others under it, one level deep."""

    items: tuple[Item, ...] = ()


E = TypeVar("E")


class Group(Shape, Generic[E]):
    """Entries under one heading. Moving an entry between groups never changes its id."""

    thing = "group"

    id: Name
    title: Inline
    hint: Inline | None = None
    source: Name | None = None
    items: tuple[E, ...]


class Grouped(Block, Generic[E]):
    """A block of entries, in groups or not."""

    items: tuple[E, ...] = ()
    groups: tuple[Group[E], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _either(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("items") is None and given.get("groups") is None:
            raise problem(f"this {given.get('block', 'block')} has no items", "add `items:` or `groups:` with a list")
        if isinstance(given, dict) and "items" in given and "groups" in given:
            raise problem("this block has both 'items' and 'groups'", "move the items into a group")
        return given

    def entries(self) -> Iterator[tuple[E, Loc]]:
        """Every entry in reading order, nested ones after their parent."""
        for index, entry in enumerate(self.items):
            yield from _with_nested(entry, ("items", index))
        for number, group in enumerate(self.groups):
            for index, entry in enumerate(group.items):
                yield from _with_nested(entry, ("groups", number, "items", index))

    def names(self) -> Iterator[tuple[str, Loc]]:
        yield from super().names()
        for number, group in enumerate(self.groups):
            yield group.id, ("groups", number, "id")
        for entry, loc in self.entries():
            name = getattr(entry, "id", None)
            if name is not None:
                yield name, (*loc, "id")


def _with_nested(entry: Any, loc: Loc) -> Iterator[tuple[Any, Loc]]:
    yield entry, loc
    for index, inner in enumerate(getattr(entry, "items", ())):
        yield inner, (*loc, "items", index)
