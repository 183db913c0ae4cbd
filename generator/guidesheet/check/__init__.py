"""What one file cannot know: names that must exist elsewhere, ids that must be unlike, texts with blanks."""

from __future__ import annotations

from collections.abc import Iterator

from guidesheet.check import conditions, names, paper, structure, texts
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem


def everything(loaded: Loaded) -> Iterator[Problem]:
    """Every problem between files."""
    yield from names.problems(loaded)
    yield from structure.problems(loaded)
    yield from texts.problems(loaded)
    yield from conditions.problems(loaded)
    yield from paper.problems(loaded)
