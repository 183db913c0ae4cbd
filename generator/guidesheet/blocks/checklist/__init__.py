"""Things to tick, or to mark."""

from collections.abc import Iterator
from typing import Literal

from guidesheet.blocks.base import Answer, Grouped, Nesting
from guidesheet.fields.base import Listed


class ChecklistBlock(Grouped[Nesting]):
    """Things to tick, in groups, one level of nesting. A tick on a parent ticks nothing else."""

    block: Literal["checklist"]
    marks: Listed = ()
    """What an item can be marked with instead of a tick (fine, to fix, does not apply): options, or the name of a list in guidance.yml."""

    def answers(self) -> Iterator[Answer]:
        for item, loc in self.entries():
            yield Answer(item.id, "tick", item.text, loc, was=item.was, options=self.marks)

    def units(self) -> Iterator[tuple[str, ...]]:
        return ((item.id,) for item, _ in self.entries() if not item.optional)
