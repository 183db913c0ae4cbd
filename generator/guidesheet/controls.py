"""A field as its template sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from guidesheet.fields.base import Limit
from guidesheet.messages import Messages

ID = "\ue000"
"""Stands for the DOM id until the control stands on a page. No text holds it: `prose.py` refuses it."""


@dataclass(slots=True)
class OptionView:
    """One option of a control."""

    key: str
    label: Markup
    plain: str
    hint: Markup | str = ""
    lang: str = ""
    """Of the label, where it is not the page's."""


@dataclass(slots=True)
class Control:
    """A field as its template sees it. It can stand in many places: each gets a DOM id of its own."""

    type: str
    kind: str
    name: str
    """The answer id; "" for a control that keeps nothing."""
    question: str
    label: Markup
    hint: Markup | str
    example: Markup | str
    words: Messages
    lines: int
    autofill: str = "off"
    on_device: bool = True
    """May a browser fill it in before its reader has said whose computer it is?"""
    options: tuple[OptionView, ...] = ()
    other: bool = False
    limit: Limit | None = None
    of: str = ""
    """Of a record: its collection."""
    asked: bool = False
    """Is its label what an item asks for, so that search finds it?"""
    found: bool = False
    """Does search find its label, hint and options? Those of shared fields stand on many sheets."""
    compact: bool = False
    """In rows: a choice is a list to open, so that rows do not share radios."""
    copied: bool = False
    """Does it stand in the row that the client copies?"""
    notes: tuple[str, ...] = field(init=False)
    """The parts that describe it."""
    html: str = field(init=False, default="")
    """What its template made of it; "" before that."""

    def __post_init__(self) -> None:
        self.notes = tuple(name for name in ("hint", "example", "limit") if getattr(self, name))

    @property
    def id(self) -> str:
        """Its DOM id."""
        return f"{ID}[]" if self.copied else ID

    def part(self, name: str) -> str:
        """A DOM id that belongs to this control."""
        return f"{ID}-{name}[]" if self.copied else f"{ID}-{name}"
