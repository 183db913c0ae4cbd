"""Questions to choose from, with room for notes."""

from collections.abc import Iterator
from typing import Literal

from guidesheet.blocks.base import Answer, Grouped, Nesting
from guidesheet.shapes import Flag, Inline


class QuestionsBlock(Grouped[Nesting]):
    """Questions that the reader stars, notes answers under, and adds to."""

    papers = ("turn", "break", "lines", "only")

    block: Literal["questions"]
    title: Inline
    """Its heading."""
    more: Flag = False
    """May the reader add own questions?"""

    def answers(self) -> Iterator[Answer]:
        for item, loc in self.entries():
            yield Answer(item.id, "question", item.text, loc, was=item.was)
        if self.more:
            yield Answer(f"{self.id}[].text", "text", self.title, ("title",))

    def units(self) -> Iterator[tuple[str, ...]]:
        """One for the whole block: nobody asks every question of a list."""
        parts = [f"{item.id}:{part}" for item, _ in self.entries() for part in ("star", "note")]
        yield (*parts, f"{self.id}[]") if self.more else tuple(parts)
