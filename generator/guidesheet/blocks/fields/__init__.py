"""Labelled fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from guidesheet.blocks.base import Answer, Grouped
from guidesheet.fields.base import Field, Paper, lines_of
from guidesheet.fields.registry import field_of
from guidesheet.shapes import Flag, Inline, Name, Shape, problem, stands_for


class Use(Shape):
    """A shared field, placed here. Its type and options stay what guidance.yml says."""

    thing = "shared field"
    handle = "use"

    use: str
    """`collection.field`"""
    label: Inline | None = None
    """Another label for this place."""
    hint: Inline | None = None
    """Another hint for this place."""


class ByHand(Shape):
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

    @property
    def lines(self) -> int:
        """Ruled lines on paper."""
        return lines_of(self.paper, 1)


def placed(given: Any) -> Use | ByHand | Field:
    """A shared field, one for the pen, or one of the sheet's own."""
    if isinstance(given, dict) and given.get("by_hand") == "true":
        return ByHand.model_validate(given)
    if isinstance(given, dict) and "use" in given:
        return Use.model_validate(given)
    if isinstance(given, dict) and "type" not in given and isinstance(given.get("id"), str) and "." in given["id"]:
        raise problem(f"'{given['id']}' is a shared field", f"write `use: {given['id']}`")
    return given if isinstance(given, Use | ByHand) else field_of(given)


Placed = Annotated[
    Use | ByHand | Field,
    BeforeValidator(placed),
    WithJsonSchema(
        {
            "if": {"required": ["use"]},
            "then": stands_for("Use"),
            "else": {"if": {"required": ["by_hand"]}, "then": stands_for("ByHand"), "else": stands_for("Field")},
        }
    ),
]


class FieldsBlock(Grouped[Placed]):
    """Labelled fields, the sheet's own or shared ones."""

    block: Literal["fields"]

    def answers(self) -> Iterator[Answer]:
        for entry, loc in self.entries():
            if isinstance(entry, Field):
                yield Answer(entry.id, entry.type, entry.label, loc, entry, entry.was)

    def units(self) -> Iterator[tuple[str, ...]]:
        for entry, _ in self.entries():
            if isinstance(entry, Use):
                yield (entry.use,)
            elif isinstance(entry, Field) and not entry.optional:
                yield (entry.id,)
