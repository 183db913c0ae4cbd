"""Things to tick, or to mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator

from guidesheet.blocks.base import Answer, Grouped, Item
from guidesheet.fields.base import Listed
from guidesheet.shapes import Due, Name, Texts, problem


class Task(Item):
    """One thing to do. With a day it is due: the day is shown, goes into a calendar, and stands on the guide's page."""

    due: Due | None = None
    """The day on which it is due, from an answer: `here.mailed | plus(value.call_after) | workday`."""
    at: Due | None = None
    """The time of that day: a field of `type: time`."""
    early: Name | None = None
    """The value that says how many minutes before that time one should be there."""
    tell: Texts = ()
    """Shared fields that the entry in a calendar may hold, too, if the reader agrees."""

    @model_validator(mode="after")
    def _dated(self) -> Self:
        for key, needed in (("at", "due"), ("early", "at"), ("tell", "due")):
            if getattr(self, key) and not getattr(self, needed):
                raise problem(f"'{key}' says nothing without '{needed}'", f"add `{needed}:`, or delete `{key}:`", at=(key,))
        return self


class Tasks(Task):
    """One thing to do that may have others under it."""

    items: tuple[Task, ...] = ()
    """Items under it, one level deep."""


class ChecklistBlock(Grouped[Tasks]):
    """Things to tick, in groups, one level of nesting. A tick on a parent ticks nothing else."""

    block: Literal["checklist"]
    marks: Listed = ()
    """What an item can be marked with instead of a tick (fine, to fix, does not apply): options, or the name of a list in guidance.yml."""

    @model_validator(mode="after")
    def _ticked(self) -> Self:
        if self.marks and any(item.due for item, _ in self.entries()):
            raise problem("what is due is ticked, not marked", "delete `due:`, or make it an item of another checklist")
        return self

    def answers(self) -> Iterator[Answer]:
        for item, loc in self.entries():
            yield Answer(item.id, "tick", item.text, loc, was=item.was, options=self.marks)

    def units(self) -> Iterator[tuple[str, ...]]:
        return ((item.id,) for item, _ in self.entries() if not item.optional)
