"""What one file cannot know: names that must exist elsewhere, ids that must be unlike, texts with blanks."""

from __future__ import annotations

from collections.abc import Iterator

from guidesheet.check import conditions, names, paper, structure, texts
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem
from guidesheet.shapes import parts_of


def everything(loaded: Loaded) -> Iterator[Problem]:
    """Every problem between files."""
    yield from names.problems(loaded)
    for file, shape in loaded.files():
        parts = loaded.naming.scope(file).parts if file in loaded.dataset.sheets else parts_of(shape)
        yield from structure.problems(loaded, file, parts)
        yield from texts.problems(loaded, file, parts)
        yield from conditions.problems(loaded, file, parts)
        yield from paper.problems(loaded, file, parts)
    yield from structure.steps(loaded)
    yield from texts.translated(loaded)
    yield from paper.translated(loaded)
