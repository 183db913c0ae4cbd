"""What a name in a letter can stand for; whoever compiles says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

Tree = list[list[object]]
"""FORMATS.md §5: a list of nodes, ready for JSON."""
Expr = list[object]


@dataclass(frozen=True)
class AnswerName:
    """An answer: `contact.name`, `here.mailed`."""

    id: str
    kind: str
    """The control's `data-kind`, `record`, or `rows` for the list of a column, `starred` for the starred questions of a block."""
    label: str
    options: tuple[tuple[str, str], ...] = ()
    """(key, label)"""
    other: bool = False
    column: str = ""
    """Of `rows`."""
    cells: str = ""
    """The `data-kind` of a column's cells."""
    given: tuple[str, ...] = ()
    """The rows that the editor gives, before the reader's own."""


@dataclass(frozen=True)
class ValueName:
    """A number of guidance.yml, in words; its whole days where it has some."""

    text: str
    days: int | None = None


class Scope(Protocol):
    """What names mean in one text."""

    yes: str
    no: str
    other: str

    def find(self, name: str) -> AnswerName | ValueName | None:
        """What a dotted name stands for."""

    def known(self) -> Iterable[str]:
        """Every name there is, for suggestions."""

    def is_sheet(self, name: str) -> bool:
        """Is it another sheet's id?"""

    def fragment(self, name: str) -> str | None:
        """The text of a fragment of guidance.yml."""

    def fragments(self) -> Iterable[str]:
        """The names of all fragments."""
