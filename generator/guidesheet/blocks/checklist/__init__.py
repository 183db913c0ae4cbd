"""Things to tick."""

from collections.abc import Iterator
from typing import Literal

from guidesheet.blocks.base import Answer, Grouped, Nesting


class ChecklistBlock(Grouped[Nesting]):
    """Things to tick, in groups, one level of nesting. A tick on a parent ticks nothing else."""

    block: Literal["checklist"]

    def answers(self) -> Iterator[Answer]:
        for item, loc in self.entries():
            yield Answer(item.id, "tick", item.text, loc, was=item.was)

    def units(self) -> Iterator[tuple[str, ...]]:
        return ((item.id,) for item, _ in self.entries() if not item.optional)
