"""Labelled fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from guidesheet.blocks.base import Answer, Grouped
from guidesheet.fields.base import Field
from guidesheet.fields.registry import field_of
from guidesheet.shapes import Inline, Shape, problem, stands_for


class Use(Shape):
    """A shared field, placed here. Its type and options stay what guidance.yml says."""

    thing = "shared field"

    use: str
    """`collection.field`"""
    label: Inline | None = None
    """Another label for this place."""
    hint: Inline | None = None
    """Another hint for this place."""


def placed(given: Any) -> Use | Field:
    """A shared field or one of the sheet's own."""
    if isinstance(given, dict) and "use" in given:
        return Use.model_validate(given)
    if isinstance(given, dict) and "type" not in given and isinstance(given.get("id"), str) and "." in given["id"]:
        raise problem(f"'{given['id']}' is a shared field", f"write `use: {given['id']}`")
    return given if isinstance(given, Use) else field_of(given)


Placed = Annotated[
    Use | Field,
    BeforeValidator(placed),
    WithJsonSchema({"if": {"required": ["use"]}, "then": stands_for("Use"), "else": stands_for("Field")}),
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
            elif not entry.optional:
                yield (entry.id,)
