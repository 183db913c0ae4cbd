"""What every field type has, and what it may bring."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, TypeAdapter

from guidesheet.ids import OTHER
from guidesheet.shapes import Flag, Inline, Name, Names, Shape, Was, Whole, problem


class Paper(Shape):
    """How a thing is laid out for the pen. Never changes what is stored."""

    thing = "paper"

    lines: Whole | None = None
    """Ruled lines to write on."""
    rows: Whole | None = None
    """Empty rows."""


class Option(Shape):
    """One thing to choose. Its id is stored, so it can never change without `was`."""

    thing = "option"

    id: Name
    label: Inline
    hint: Inline | None = None
    was: Names = ()


class Field(Shape):
    """One labelled answer. Nothing is ever required of a reader."""

    thing = "field"

    kind: ClassVar[str]
    """The control's `data-kind` (ARCHITECTURE.md)."""
    ruled: ClassVar[int] = 1
    """Ruled lines on paper, where the editor says nothing."""

    id: Name
    type: str
    label: Inline
    hint: Inline | None = None
    example: Inline | None = None
    source: Name | None = None
    optional: Flag = False
    was: Was = ()
    paper: Paper | None = None

    @property
    def lines(self) -> int:
        """Ruled lines on paper."""
        given = self.paper.lines if self.paper else None
        return self.ruled if given is None else given


def _options(given: Any) -> Any:
    if isinstance(given, str):
        return given
    if not isinstance(given, list) or not given:
        raise problem("options: expected a list of options, or the name of a list", "write `- {id: …, label: …}`")
    return options_of(given)


_OPTIONS = TypeAdapter(tuple[Option, ...])


class Choosing(Field):
    """A field that is answered with keys."""

    options: Annotated[Any, BeforeValidator(_options)]
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
