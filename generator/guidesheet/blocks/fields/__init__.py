"""Labelled fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import WithJsonSchema, model_validator

from guidesheet.blocks.base import Answer, Grouped
from guidesheet.fields.base import PLACED_SCHEMA, Below, Conditioned, Field, Paper, lines_of
from guidesheet.fields.registry import field_of
from guidesheet.prose import Prose
from guidesheet.shapes import Flag, Inline, Letter, Name, ReadBy, Shape, problem


class Use(Conditioned):
    """A shared field, placed here. Its type and options stay what guidance.yml says."""

    thing = "shared field"
    handle = "use"
    source: ClassVar[None] = None
    """Whoever declares it says who says so."""

    use: str
    """`collection.field`"""
    label: Inline | None = None
    """Another label for this place."""
    hint: Inline | None = None
    """Another hint for this place."""
    items: Below = ()
    """Fields under it, one level deep."""


class ByHand(Conditioned):
    """For the pen only, such as a signature, or a number that nobody should type on a shared computer. Never stored, no id in ids.lock."""

    thing = "field by hand"

    id: Name
    """Its id in the sheet."""
    label: Inline
    """What to write there."""
    hint: Inline | None = None
    """How to write it, in small print."""
    by_hand: Flag
    """True: there is no box on the page, only a line on paper."""
    source: Name | None = None
    """Who says so: the id of a source."""
    paper: Paper | None = None
    """How it is laid out for the pen."""

    @model_validator(mode="after")
    def _paper_fits(self) -> Self:
        if self.paper:
            self.paper.fits("lines", "break")
        return self

    @property
    def lines(self) -> int:
        """Ruled lines on paper."""
        return lines_of(self.paper, 1)


class Computed(Conditioned):
    """A line that the page works out from answers. Never stored, no id in ids.lock; on paper there is a line to write on."""

    thing = "computed line"

    id: Name
    """Its id in the sheet."""
    label: Inline
    """What it says."""
    shows: Letter
    """A text with blanks, which may add and take away numbers: `{{ here.week.hours | sum - here.work }}`."""
    hint: Inline | None = None
    """More about it, in small print."""
    source: Name | None = None
    """Who says so: the id of a source."""


class _Nest(Shape):
    """What stands under a field."""

    items: tuple[Placed, ...]

    @model_validator(mode="after")
    def _one_deep(self) -> Self:
        for index, entry in enumerate(self.items):
            if getattr(entry, "items", ()):
                raise problem(
                    "fields stand under a field one level deep only", "write these beside the one above", at=("items", index, "items")
                )
        return self


def placed(given: Any) -> Use | ByHand | Computed | Field:
    """A shared field, one for the pen, a computed line, or a field of the sheet's own."""
    if isinstance(given, dict) and "items" in given and ("use" in given or "type" in given):
        given = given | {"items": _Nest.model_validate({"items": given["items"]}).items}
    if isinstance(given, dict) and given.get("by_hand") == "true":
        return ByHand.model_validate(given)
    if isinstance(given, dict) and "shows" in given:
        return Computed.model_validate(given)
    if isinstance(given, dict) and "use" in given:
        return Use.model_validate(given)
    if isinstance(given, dict) and "type" not in given and isinstance(given.get("id"), str) and "." in given["id"]:
        raise problem(f"'{given['id']}' is a shared field", f"write `use: {given['id']}`")
    return given if isinstance(given, Use | ByHand | Computed) else field_of(given)


Placed = Annotated[
    Use | ByHand | Computed | Field,
    ReadBy(placed),
    WithJsonSchema(PLACED_SCHEMA),
]

_Nest.model_rebuild()


class FieldsBlock(Grouped[Placed]):
    """Labelled fields, the sheet's own or shared ones."""

    block: Literal["fields"]

    def answers(self) -> Iterator[Answer]:
        for entry, loc in self.entries():
            if isinstance(entry, Field):
                yield Answer(entry.id, entry.type, entry.label, loc, entry, entry.was)

    def relabeled(self) -> Iterator[tuple[str, Prose]]:
        yield from ((entry.use, entry.label) for entry, _ in self.entries() if isinstance(entry, Use) and entry.label)

    def units(self) -> Iterator[tuple[str, ...]]:
        for entry, _ in self.entries():
            if isinstance(entry, Use):
                yield (entry.use,)
            elif isinstance(entry, Field) and not entry.optional:
                yield (entry.id,)
