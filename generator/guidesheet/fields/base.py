"""What every field type has, and what it may bring."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, TypeAdapter, WithJsonSchema, model_validator
from pydantic import Field as PydanticField

from guidesheet.ids import OTHER
from guidesheet.shapes import Flag, Inline, Name, Names, ReadBy, Shape, Was, When, Whole, problem, stands_for
from guidesheet.source import Loc

MOST_LINES = 30
"""More ruled lines fit on no page; how many do, in each edition, is known when the handouts are made."""


def _on_a_page(lines: int) -> int:
    if lines <= MOST_LINES:
        return lines
    raise problem(f"{lines} ruled lines fit on no page", f"write {MOST_LINES} or fewer")


class Paper(Shape):
    """How a thing is laid out for the pen. Never changes what is stored."""

    thing = "paper"

    lines: Annotated[Whole, AfterValidator(_on_a_page)] | None = None
    """Ruled lines to write on."""
    rows: Whole | None = None
    """Empty rows."""
    turn: Flag = False
    """Turns the paper: wide instead of high."""
    break_: Annotated[Literal["before"] | None, PydanticField(alias="break")] = None
    """`before`: begins a new page."""
    only: Literal["starred"] | None = None
    """`starred`: only the questions that the reader picked are printed; all of them on empty paper, and where none is picked."""

    def fits(self, *useful: str) -> None:
        """Raises the problem that a key does nothing where this stands."""
        for name, info in type(self).model_fields.items():
            key = info.alias or name
            if getattr(self, name) and key not in useful:
                raise problem(f"'paper: {key}' does nothing here", f"use one of: {', '.join(useful)}", at=("paper", key), at_key=True)


def lines_of(paper: Paper | None, usual: int) -> int:
    """Ruled lines for the pen: what the editor says, else the usual."""
    return usual if paper is None or paper.lines is None else paper.lines


class Conditioned(Shape):
    """What may be hidden while it does not apply. Hiding deletes nothing."""

    when: When | None = None
    """Shown on the page only while this holds: `here.training`, `here.how == "phone"`. Empty paper shows it always."""
    lead: Inline | None = None
    """Said before it, on the page and on paper, such as "If you drive:"."""

    @model_validator(mode="after")
    def _said_on_paper(self) -> Self:
        if self.when is not None and self.lead is None:
            raise problem("what has a condition needs a lead, since empty paper shows it always",
                          'add `lead:`, such as "If you have had training:"', at=("when",))  # fmt: skip
        return self


class Option(Shape):
    """One thing to choose. Its id is stored, so it can never change without `was`."""

    thing = "option"
    alone = "label"
    spoken = frozenset(("label",))

    id: Name
    """Stored in readers' browsers; never changes without `was`."""
    label: Inline
    """What the reader reads."""
    hint: Inline | None = None
    """More about it, in small print."""
    was: Names = ()
    """Earlier ids of the same option."""


PLACED_SCHEMA: dict[str, Any] = {
    "if": {"required": ["use"]},
    "then": stands_for("Use"),
    "else": {
        "if": {"required": ["by_hand"]},
        "then": stands_for("ByHand"),
        "else": {"if": {"required": ["shows"]}, "then": stands_for("Computed"), "else": stands_for("Field")},
    },
}
"""What may stand in a block of fields."""


def _below(given: Any) -> Any:
    """What stands under a field was read by its block before the field itself."""
    if isinstance(given, tuple):
        return given
    raise problem("only fields in a block of fields can have others under them", "write them beside it")


Below = Annotated[tuple[Shape, ...], ReadBy(_below), WithJsonSchema({"type": "array", "items": PLACED_SCHEMA, "minItems": 1})]


class Field(Conditioned):
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
    items: Below = ()
    """Fields under it, one level deep; in a block of fields only."""

    @model_validator(mode="after")
    def _paper_fits(self) -> Self:
        if self.paper:
            self.paper.fits("lines", "break")
        return self

    @property
    def lines(self) -> int:
        """Ruled lines on paper."""
        return lines_of(self.paper, self.ruled)


def unconditioned(field: Field, at: Loc, cure: str) -> None:
    """Raises the problem that a field has a condition where it can have none."""
    for key in ("when", "lead"):
        if getattr(field, key) is not None:
            raise problem(f"'{key}' cannot stand at this field", cure, at=(*at, key), at_key=True)


class Limit(Shape):
    """How long an answer should be. The page counts near the end; nothing is ever cut off."""

    thing = "limit"

    characters: Whole | None = None
    """At most so many characters."""
    words: Whole | None = None
    """At most so many words."""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.characters is None) == (self.words is None) or self.most < 1:
            raise problem("a limit is one number above 0", "write `limit: 80` for characters, or `limit: {words: 90}`")
        return self

    @property
    def unit(self) -> str:
        """`characters` or `words`"""
        return "words" if self.characters is None else "characters"

    @property
    def most(self) -> int:
        """How many."""
        found: int | None = getattr(self, self.unit)
        return found or 0


def _limit(given: Any) -> Any:
    return {"characters": given} if isinstance(given, str) else given


_LIMIT_SCHEMA = {"anyOf": [{"type": "integer", "minimum": 1}, stands_for("Limit")]}
_Limit = Annotated[Limit, BeforeValidator(_limit), WithJsonSchema(_LIMIT_SCHEMA)]


class Written(Field):
    """A field for words."""

    kind = "text"

    limit: _Limit | None = None
    """How long the answer should be: a number of characters, or `{words: 90}`."""


def listed(given: Any) -> Any:
    """Options, or the name of a list."""
    if isinstance(given, str):
        return given
    if not isinstance(given, list) or not given:
        raise problem("options: expected a list of options, or the name of a list", "write `- {id: …, label: …}`")
    return options_of(given)


OPTIONS_SCHEMA = {"type": "array", "items": stands_for("Option"), "minItems": 1}
Listed = Annotated[Any, ReadBy(listed), WithJsonSchema({"anyOf": [{"type": "string"}, OPTIONS_SCHEMA]})]
"""tuple[Option, ...], or the name of a list in guidance.yml."""
_OPTIONS = TypeAdapter(tuple[Option, ...])


class Choosing(Field):
    """A field that is answered with keys."""

    options: Listed
    """What can be chosen: options, or the name of a list in guidance.yml."""
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
