"""What every field type has, and what it may bring."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, TypeAdapter, WithJsonSchema

from guidesheet.ids import OTHER
from guidesheet.shapes import Flag, Inline, Name, Names, Shape, Was, Whole, problem, stands_for


class Paper(Shape):
    """How a thing is laid out for the pen. Never changes what is stored."""

    thing = "paper"

    lines: Whole | None = None
    """Ruled lines to write on."""
    rows: Whole | None = None
    """Empty rows."""


def lines_of(paper: Paper | None, usual: int) -> int:
    """Ruled lines for the pen: what the editor says, else the usual."""
    return usual if paper is None or paper.lines is None else paper.lines


class Option(Shape):
    """One thing to choose. Its id is stored, so it can never change without `was`."""

    thing = "option"
    spoken = frozenset(("label",))

    id: Name
    """Stored in readers' browsers; never changes without `was`."""
    label: Inline
    """What the reader reads."""
    hint: Inline | None = None
    """More about it, in small print."""
    was: Names = ()
    """Earlier ids of the same option."""


class Field(Shape):
    """One labelled answer. Nothing is ever required of a reader."""

    thing = "field"

    kind: ClassVar[str]
    """The control's `data-kind` (ARCHITECTURE.md)."""
    ruled: ClassVar[int] = 1
    """Ruled lines on paper, where the editor says nothing."""

    id: Name
    """The answer's id in its sheet; never changes without `was`."""
    type: str
    """What kind of answer it is."""
    label: Inline
    """The question, or the name of what is asked."""
    hint: Inline | None = None
    """How to answer, in small print."""
    example: Inline | None = None
    """An answer that somebody might give."""
    source: Name | None = None
    """Who says so: the id of a source."""
    optional: Flag = False
    """Leaves it out of the count of what is done."""
    was: Was = ()
    """Earlier ids of the same answer: `sheet.item`."""
    paper: Paper | None = None
    """How it is laid out for the pen."""

    @property
    def lines(self) -> int:
        """Ruled lines on paper."""
        return lines_of(self.paper, self.ruled)


def _options(given: Any) -> Any:
    if isinstance(given, str):
        return given
    if not isinstance(given, list) or not given:
        raise problem("options: expected a list of options, or the name of a list", "write `- {id: …, label: …}`")
    return options_of(given)


OPTIONS_SCHEMA = {"type": "array", "items": stands_for("Option"), "minItems": 1}
_OPTIONS = TypeAdapter(tuple[Option, ...])


class Choosing(Field):
    """A field that is answered with keys."""

    options: Annotated[Any, BeforeValidator(_options), WithJsonSchema({"anyOf": [{"type": "string"}, OPTIONS_SCHEMA]})]
    """tuple[Option, ...], or the name of a list in guidance.yml."""
    other: Flag = False
    """Adds room for the reader's own words, stored beside the key `other`."""


def options_of(given: Any) -> tuple[Option, ...]:
    """The options. Raises a problem where one is wrong, two have one id, or one is called `other`."""
    options = _OPTIONS.validate_python(given)
    seen: set[str] = set()
    for number, option in enumerate(options):
        at = (number, "id")
        if option.id in seen:
            raise problem(f"two options have the id '{option.id}'", "give one of them another id", at=at)
        if option.id == OTHER:
            raise problem("the option id 'other' is taken for the reader's own words", "write `other: true` instead", at=at)
        seen.add(option.id)
    return options
