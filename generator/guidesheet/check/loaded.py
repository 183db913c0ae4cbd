"""A dataset together with where everything in it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guidesheet.errors import Problem
from guidesheet.model import Dataset
from guidesheet.source import Document, Loc


@dataclass(frozen=True)
class Loaded:
    """What `load` gives."""

    dataset: Dataset
    documents: Mapping[str, Document]
    """By sheet id, by guide folder with a slash at its end, and `guidance.yml`."""
    broken: frozenset[str] = frozenset()
    """Ids of sheets that could not be read, so that nobody complains that they are missing."""

    def problem(self, file: str, loc: Loc, message: str, cure: str = "") -> Problem:
        """A problem at an address of one of the files."""
        return self.documents[file].problem(loc, message, cure)
