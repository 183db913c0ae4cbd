"""Letters, messages and call scripts, in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict, model_validator

from guidesheet.blocks.base import Answer, Block
from guidesheet.fields.base import Conditioned
from guidesheet.fields.registry import AnyField
from guidesheet.shapes import Flag, Inline, Letter, Name, Was, problem
from guidesheet.source import Loc

_INCLUDED = re.compile(r"""\{%-?\s*include\s+["']([a-z0-9_]+)["']""")

_MAILED = ("email", "post")
"""Channels with letters that a mail program can take."""


class Part(Conditioned):
    """A part of a letter: what a reader leaves out, a translation replaces, an author comments on."""

    thing = "part"
    spoken = frozenset(("body",))

    id: Name
    """Its id in the sheet."""
    body: Letter
    """The Jinja subset of FORMATS.md §5."""
    note: Inline | None = None
    """Said beside the part; never in the letter."""
    lead: Inline | None = None
    """Said before an optional part, and before one with a condition on blank paper."""
    optional: Flag = False
    """The reader ticks whether it is in."""
    was: Was = ()
    """Earlier ids of an optional part's tick."""
    role: Literal["sender", "date", "address", "salutation", "body", "closing", "enclosure"] = "body"
    """What it is in a business letter: its address stands where a window envelope shows it, and its closing has room for a signature."""

    @model_validator(mode="after")
    def _asked(self) -> Part:
        if self.optional and self.lead is None:
            raise problem("an optional part needs a lead", 'add `lead:`, such as "If someone referred you:"')
        return self


def _with_body(schema: dict[str, Any]) -> None:
    """`body:` is read as a letter of one part."""
    schema["properties"]["body"] = {"type": "string", "description": "The whole letter, where it has no parts; blanks as {{ name }}."}


class LetterBlock(Block):
    """A text with blanks that is sent, or spoken."""

    model_config = ConfigDict(json_schema_extra=_with_body)

    spoken = frozenset(("subject",))
    folded: ClassVar[Mapping[str, tuple[str, ...]]] = {"body": ("parts", "body", "body")}

    block: Literal["letter"]
    title: Inline
    """Its heading."""
    channel: Literal["post", "email", "message", "phone"]
    """How it reaches the other: by post, e-mail or message, or spoken."""
    subject: Letter | None = None
    """Of an e-mail, or of a letter by post where it goes by e-mail instead; may have blanks."""
    to: str | None = None
    """The shared field with the address that an e-mail goes to."""
    limit: Name | None = None
    """The value that says how long it may be at most: how many characters or words its channel takes."""
    fields: tuple[AnyField, ...] = ()
    """The letter's own blanks."""
    sent: Name | None = None
    """Its own date field that says when it went out: then the page offers to save a copy."""
    parts: tuple[Part, ...] = ()
    """The letter in parts; or write `body:` for one text."""

    @model_validator(mode="before")
    @classmethod
    def _body(cls, given: Any) -> Any:
        """A body is one string, or parts."""
        if not isinstance(given, dict) or "body" not in given:
            return given
        if "parts" in given:
            raise problem("a letter has either a body or parts, not both", "move the body into a part", at=("body",), at_key=True)
        rest = {key: value for key, value in given.items() if key != "body"}
        return rest | {"parts": [{"id": "body", "body": given["body"]}]}

    @model_validator(mode="after")
    def _said(self) -> LetterBlock:
        if not self.parts:
            raise problem("this letter says nothing", "add `body: |` or `parts:`")
        if self.subject is not None and self.channel not in _MAILED:
            raise problem(
                f"a {self.channel} letter has no subject", "write `channel: email`, or delete the subject", at=("subject",), at_key=True
            )
        if self.to is not None and self.channel not in _MAILED:
            raise problem(
                f"a {self.channel} letter is sent to no e-mail address", "write `channel: email`, or delete `to:`", at=("to",), at_key=True
            )
        return self

    @model_validator(mode="after")
    def _goes_out(self) -> LetterBlock:
        dates = [field.id for field in self.fields if field.type == "date"]
        if self.sent is not None and self.sent not in dates:
            cure = f"name one of them: {', '.join(dates)}" if dates else "add a date to its `fields:`, or delete `sent:`"
            raise problem(f'"{self.sent}" is no date among the fields of this letter', cure, at=("sent",))
        return self

    def texts(self, fragments: Mapping[str, str]) -> Iterator[str]:
        """Every text of the letter language in it, those of included fragments, too."""
        own = [self.subject or "", *(part.body for part in self.parts)]
        yield from own
        yield from (fragments[name] for text in own for name in _INCLUDED.findall(text) if name in fragments)

    def answers(self) -> Iterator[Answer]:
        for index, field in enumerate(self.fields):
            yield Answer(field.id, field.type, field.label, ("fields", index), field, field.was)
        for index, part in enumerate(self.parts):
            if part.optional and part.lead:
                yield Answer(part.id, "tick", part.lead, ("parts", index), was=part.was)

    def names(self) -> Iterator[tuple[str, Loc]]:
        yield from super().names()
        for index, field in enumerate(self.fields):
            yield field.id, ("fields", index, "id")
        for index, part in enumerate(self.parts):
            if part.optional:
                yield part.id, ("parts", index, "id")

    def conditions(self) -> Iterator[tuple[str, Conditioned]]:
        yield from ((field.id, field) for field in self.fields if field.when is not None)
        yield from ((part.id, part) for part in self.parts if part.when is not None)

    def units(self) -> Iterator[tuple[str, ...]]:
        return ((field.id,) for field in self.fields if not field.optional)
