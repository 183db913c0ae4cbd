"""A dataset together with where everything in it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from guidesheet.answers import Naming, namings
from guidesheet.errors import Problem
from guidesheet.model import Dataset
from guidesheet.overlays import Edition
from guidesheet.shapes import Shape
from guidesheet.source import Document, Loc


@dataclass(frozen=True)
class Loaded:
    """What `load` gives."""

    dataset: Dataset
    documents: Mapping[str, Document]
    """By sheet id, by guide folder with a slash at its end, and `guidance.yml`."""
    broken: frozenset[str] = frozenset()
    """Ids of sheets that could not be read, so that nobody complains that they are missing."""
    editions: Mapping[str, Edition] = field(default_factory=dict)
    """The dataset in each of its languages, that of the root first."""

    def files(self) -> Iterator[tuple[str, Shape]]:
        """Every file by its key in `documents`, and what it says, in the order of the site."""
        yield "guidance.yml", self.dataset.guidance
        yield from ((f"{folder}/", guide) for folder, guide in self.dataset.guides.items())
        yield from self.dataset.sheets.items()

    @cached_property
    def namings(self) -> Mapping[str, Naming]:
        """What names mean in each language: the same for the checks and for the pages, so that a text is compiled once."""
        return namings(self.editions)

    @property
    def naming(self) -> Naming:
        """What names mean in the language of the root."""
        return self.namings[self.dataset.guidance.language]

    @property
    def translations(self) -> Iterator[Edition]:
        """The editions but that of the root."""
        return (edition for lang, edition in self.editions.items() if lang != self.dataset.guidance.language)

    def problem(self, file: str, loc: Loc, message: str, cure: str = "") -> Problem:
        """A problem at an address of one of the files."""
        return self.documents[file].problem(loc, message, cure)
