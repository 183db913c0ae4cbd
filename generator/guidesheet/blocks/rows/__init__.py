"""Rows: records, the reader's own, or rows that the editor gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import WithJsonSchema, model_validator

from guidesheet.blocks.base import Answer, Block
from guidesheet.errors import near
from guidesheet.fields.base import Field, unconditioned
from guidesheet.fields.registry import field_of
from guidesheet.shapes import Block as BlockText
from guidesheet.shapes import Flag, Inline, Name, Names, ReadBy, Shape, Was, problem, stands_for


class Given(Shape):
    """A row that the editor gives: the same fields for one more theme."""

    thing = "row"
    spoken = frozenset(("title", "text"))

    id: Name
    """Stored with the answers; never changes without `was`."""
    title: Inline
    """What this row is about."""
    text: BlockText | None = None
    """What to know before filling it in."""
    was: Was = ()
    """Earlier ids of the same row: `sheet.block[row]`."""


def _column(given: Any) -> Any:
    return given if isinstance(given, str) else field_of(given)


Column = Annotated[Any, ReadBy(_column), WithJsonSchema({"anyOf": [{"type": "string"}, stands_for("Field")]})]
"""A Field, or the name of a shared field where the rows are records."""


class RowsBlock(Block):
    """The same fields again and again."""

    papers = ("turn", "break", "rows")

    block: Literal["rows"]
    title: Inline
    """Its heading."""
    columns: tuple[Column, ...]
    """The fields of each row; with `of:` the names of shared fields."""
    of: Name | None = None
    """A collection: each row is one of its records."""
    given: tuple[Given, ...] = ()
    """Rows that are there from the start."""
    more: Flag | None = None
    """May the reader add rows? Yes, unless rows are given."""
    total: Names = ()
    """Columns of numbers whose sum stands below the rows."""
    one: Inline | None = None
    """What one row is called, for 'Add …'."""
    layout: Literal["table", "cards"] = "cards"
    """How empty paper shows them; a table of records also stands on wide screens, above their cards."""

    @model_validator(mode="after")
    def _columns_fit(self) -> RowsBlock:
        for index, column in enumerate(self.columns):
            if self.of and isinstance(column, Field):
                raise problem(f"the rows are {self.of} records, so '{column.id}' cannot be declared here",
                              f"declare it under collections: {self.of}: in guidance.yml and write its name")  # fmt: skip
            if not self.of and not isinstance(column, Field):
                raise problem(f"the column '{column}' has no label and type", f"write `{{id: {column}, label: …, type: text}}`",
                              at=("columns", index))  # fmt: skip
        for index, column in enumerate(self.columns):
            if isinstance(column, Field):
                unconditioned(column, ("columns", index), "write it on the block: every row has the same columns")
        for index, name in enumerate(self.total):
            if name not in self.summed:
                where = ("total", index) if len(self.total) > 1 else ("total",)
                raise problem(f"'total: {name}' names no column of numbers of these rows", near(name, self.summed), at=where)
        if self.of and self.given:
            raise problem("rows are either records (`of:`) or given, not both", "delete one of the two")
        return self

    @property
    def summed(self) -> dict[str, Field]:
        """The sheet's own columns that have a sum, by id."""
        return {column.id: column for column in self.columns if isinstance(column, Field) and column.kind == "number"}

    @property
    def grows(self) -> bool:
        """Can the reader add rows?"""
        return not self.given if self.more is None else self.more

    def answers(self) -> Iterator[Answer]:
        if self.of:
            return
        yield Answer(self.id, "rows", self.title, ("title",))
        for index, row in enumerate(self.given):
            yield Answer(f"{self.id}[{row.id}]", "row", row.title, ("given", index), was=row.was)
        for index, column in enumerate(self.columns):
            name = f"{self.id}[].{column.id}"
            yield Answer(name, column.type, column.label, ("columns", index), column, column.was)

    def units(self) -> Iterator[tuple[str, ...]]:
        if self.given:
            for row in self.given:
                yield tuple(f"{self.id}[{row.id}].{column.id}" for column in self.columns)
        else:
            yield (f"{self.of or self.id}[]",)
