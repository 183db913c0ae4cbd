"""translations.lock (FORMATS.md §8): which text each translation was made from, so that nobody reads an old one as the present one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guidesheet.check.loaded import Loaded
from guidesheet.errors import DatasetError, Problem
from guidesheet.overlays import Edition, Text

NAME = "translations.lock"
_HEAD = "# guidesheet translations.lock 1: written by `guidesheet check --accept`; do not edit\n"
_ACCEPT = "run `guidesheet check --accept` and commit translations.lock"


@dataclass(frozen=True)
class Line:
    """A translation that was accepted: the hashes of the text that it translates, and of itself."""

    root: str
    given: str


Lock = Mapping[tuple[str, str], Line]
"""(language, place) → what was accepted"""


@dataclass(frozen=True)
class Translated:
    """A text with its translation."""

    edition: Edition
    text: Text
    line: Line

    @property
    def key(self) -> tuple[str, str]:
        return self.edition.lang, self.text.place

    @property
    def name(self) -> str:
        """What `--still-right` calls it."""
        return f"{self.edition.lang}:{self.text.name}"

    def problem(self, message: str, cure: str) -> Problem:
        """A problem at the translation."""
        return self.edition.documents[self.text.file].problem(self.text.at, message, cure)


@dataclass(frozen=True)
class Comparison:
    """What the lock says of the translations."""

    new: list[Translated] = field(default_factory=list)
    changed: list[Translated] = field(default_factory=list)
    """Other words than those that were accepted."""
    stale: list[Translated] = field(default_factory=list)
    """The same words as before, of a text that has changed since."""
    same: list[Translated] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    """Places of texts that were translated once, and are not now: their lines stay, so that old words do not come back as new ones."""

    def warnings(self) -> Iterator[Problem]:
        """What `check` says of stale translations."""
        for entry in self.stale:
            raw = " ".join(entry.text.raw.split())
            said = raw if len(raw) <= 80 else f"{raw[:80]} …"
            cure = f"translate it again, or, if it is still right, run `guidesheet check --accept --still-right {entry.name}`"
            yield entry.problem(f'the text was changed after it was translated, to "{said}"', cure)

    def problems(self, path: Path) -> Iterator[Problem]:
        """What stops a build where `CI` is set."""
        yield from self.warnings()
        for lang in dict.fromkeys(entry.edition.lang for entry in self.new):
            names = [entry.text.name for entry in self.new if entry.edition.lang == lang]
            yield Problem(path, 0, 0, f"{len(names)} translations into '{lang}' are not in translations.lock: {_some(names)}", _ACCEPT)


def read_lock(path: Path, shown: Path | None = None) -> Lock:
    """What was accepted; nothing where there is no lock yet. Raises DatasetError for a line that is no lock line."""
    found: dict[tuple[str, str], Line] = {}
    for number, row in enumerate(path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else (), 1):
        parts = row.split("\t")
        if row.startswith("#") or not row:
            continue
        if len(parts) != 4 or "\ufffd" in row:
            cure = "restore the file from your version control; `guidesheet check --accept` writes it"
            raise DatasetError([Problem(shown or path, number, 1, "this is no line of translations.lock", cure)])
        found[parts[0], parts[1]] = Line(parts[2], parts[3])
    return found


def compare(loaded: Loaded, lock: Lock) -> Comparison:
    """The translations against the accepted ones."""
    found = Comparison()
    for entry in _all(loaded):
        known = lock.get(entry.key)
        if known is None:
            found.new.append(entry)
        elif known.given != entry.line.given:
            found.changed.append(entry)
        else:
            (found.same if known.root == entry.line.root else found.stale).append(entry)
    bare = ((edition.lang, text.place) for edition in loaded.translations for text in edition.missing)
    found.missing.extend(key for key in bare if key in lock)
    return found


def still_right(comparison: Comparison, names: Collection[str]) -> list[Translated]:
    """The stale translations that a person says are still right: each name stands for a text, or for all below it.

    Raises DatasetError for a name that stands for none.
    """
    found: dict[str, list[Translated]] = {
        name: [entry for entry in comparison.stale if f"{entry.name}.".startswith(f"{name}.")] for name in names
    }
    nothing = [name for name, entries in found.items() if not entries]
    if nothing:
        stale = _some([entry.name for entry in comparison.stale]) or "none is"
        raise DatasetError([Problem(Path(NAME), 0, 0, f"no stale translation is called '{name}'", f"stale: {stale}") for name in nothing])
    return list({entry.key: entry for entries in found.values() for entry in entries}.values())


def written(comparison: Comparison, lock: Lock, right: Collection[Translated]) -> str:
    """The text of the lock that fits; a stale translation keeps its line, unless it is among the `right` ones."""
    kept = {entry.key for entry in comparison.stale} - {entry.key for entry in right}
    fits = (*comparison.new, *comparison.changed, *comparison.same, *comparison.stale)
    lines = {key: lock[key] for key in comparison.missing}
    lines |= {entry.key: lock[entry.key] if entry.key in kept else entry.line for entry in fits}
    return _HEAD + "".join(f"{lang}\t{place}\t{line.root}\t{line.given}\n" for (lang, place), line in sorted(lines.items()))


def coverage(loaded: Loaded) -> Iterator[str]:
    """How much of each language is translated, in a sentence each, and what is left out there."""
    for edition in loaded.translations:
        missing = [text.name for text in edition.missing]
        if missing:
            yield f"{edition.lang}: {len(missing)} of {len(edition.texts)} texts are not translated: {_some(missing)}"
        else:
            yield f"{edition.lang}: all {len(edition.texts)} texts are translated."
        if edition.omitted:
            yield f"{edition.lang} leaves out: {_some(sorted(edition.omitted))}"


def _all(loaded: Loaded) -> Iterator[Translated]:
    for edition in loaded.translations:
        for text in edition.texts:
            if text.given is not None:
                yield Translated(edition, text, Line(_hash(text.raw), _hash(text.given)))


def _hash(text: str) -> str:
    """Of the words: other line ends or indentation change nothing."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def _some(names: list[str]) -> str:
    return ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
