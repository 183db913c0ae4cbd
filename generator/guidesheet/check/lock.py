"""ids.lock (FORMATS.md §7): every published id, and what may not happen to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guidesheet.answers import Place
from guidesheet.check.loaded import Loaded
from guidesheet.errors import DatasetError, Problem

NAME = "ids.lock"
_HEAD = "# guidesheet ids.lock 1: written by `guidesheet check --accept`; do not edit\n"
_TEXTS = frozenset({"text", "longtext", "email", "phone"})
"""Types that are stored as any text, so that any other may become one of them."""


@dataclass(frozen=True)
class Line:
    """One published id."""

    id: str
    home: str
    type: str
    """A type, or `was` (its keys then name the new id or key), or `retired`."""
    keys: tuple[str, ...]
    text: str
    row: int = 0
    """Where it stands in the file, from 1."""

    def __str__(self) -> str:
        return "\t".join((self.id, self.home, self.type, ",".join(self.keys), self.text))


@dataclass(frozen=True)
class Comparison:
    """What the lock says of a dataset."""

    problems: tuple[Problem, ...]
    """What stops a build."""
    new: tuple[str, ...]
    """Ids that the lock does not have yet."""
    reworded: tuple[tuple[str, str, str], ...]
    """(id, old text, new text): the same question?"""


def read_lock(path: Path, shown: Path | None = None) -> dict[str, Line]:
    """The published ids; none where there is no lock yet. Raises DatasetError for a line that is no lock line."""
    if not path.is_file():
        return {}
    found: dict[str, Line] = {}
    cure = "restore the file from your version control; `guidesheet check --accept` writes it"
    for number, row in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        if row.startswith("#") or not row:
            continue
        parts = row.split("\t")
        if len(parts) != 5 or (parts[2] == "was" and not parts[3]) or "\ufffd" in row:
            raise DatasetError([Problem(shown or path, number, 1, "this is no line of ids.lock", cure)])
        found[parts[0]] = Line(parts[0], parts[1], parts[2], tuple(filter(None, parts[3].split(","))), parts[4], number)
    return found


def compare(loaded: Loaded, places: Mapping[str, Place], lock: Mapping[str, Line]) -> Comparison:
    """The dataset's answers against the published ones."""
    comparing = _Comparing(loaded, places, lock)
    problems = (*comparing.own(), *comparing.published())
    new = tuple(sorted(name for name in places if name not in lock))
    reworded = tuple(
        (name, lock[name].text, place.text) for name, place in sorted(places.items()) if name in lock and lock[name].text != place.text
    )
    return Comparison(problems, new, reworded)


def written(loaded: Loaded, places: Mapping[str, Place]) -> str:
    """The text of the lock that fits the dataset."""
    lines = [Line(p.id, p.home, p.type, p.keys, p.text) for p in places.values()]
    for place in places.values():
        lines += [Line(old, place.home, "was", (place.id,), "") for old in place.was]
        lines += [Line(f"{place.id}={old}", place.home, "was", (new,), "") for old, new in place.was_keys]
    for retired in loaded.dataset.guidance.retired:
        lines.append(Line(retired, "", "retired", (), ""))
    return _HEAD + "".join(f"{line}\n" for line in sorted(lines, key=lambda line: line.id.encode()))


class _Comparing:
    """One comparison: knows what was renamed and what was retired."""

    def __init__(self, loaded: Loaded, places: Mapping[str, Place], lock: Mapping[str, Line]) -> None:
        self.loaded = loaded
        self.places = places
        self.lock = lock
        self.retired = loaded.dataset.guidance.retired
        self.renamed = {old: place for place in places.values() for old in place.was}

    def own(self) -> Iterator[Problem]:
        """What the dataset says wrongly of itself: renames and retirements that clash."""
        claimed: dict[str, str] = {}
        for place in self.places.values():
            for old in place.was:
                if old in claimed and claimed[old] != place.id:
                    message = f"two items say that they were '{old}': '{claimed[old]}' and '{place.id}'"
                    yield self._at(place, message, "keep one of the two")
                claimed[old] = place.id
                if old in self.places:
                    message = f"'{place.id}' was '{old}', but '{old}' is still in use"
                    yield self._at(place, message, "delete the `was`, or give the other item a new id")
            if place.id in self.retired:
                yield self._at(place, f"the id '{place.id}' is retired and can never be used again", "choose a new id")
            for key in place.keys:
                if f"{place.id}={key}" in self.retired:
                    message = f"the option '{key}' of '{place.id}' is retired and can never be used again"
                    yield self._at(place, message, "choose a new id for the option")

    def published(self) -> Iterator[Problem]:
        """What has vanished or changed its form."""
        for line in self.lock.values():
            place = self.places.get(line.id) or self.renamed.get(line.id)
            if line.type == "was" and "=" in line.id:
                yield from self._renamed_key(line)
            elif line.type == "was":
                if line.id not in self.renamed and line.id not in self.retired:
                    yield self._lost(line, f"the published id '{line.id}' was renamed to '{line.keys[0]}', and no item says so")
            elif line.type == "retired":
                if line.id not in self.retired:
                    yield self._lost(line, f"'{line.id}' was retired, and guidance.yml no longer says so")
            elif place is not None:
                yield from self._changed(line, place)
            elif line.id not in self.retired:
                yield self._lost(line, f"the published id '{line.id}' (\"{line.text}\") has vanished")

    def _renamed_key(self, line: Line) -> Iterator[Problem]:
        name, _, key = line.id.partition("=")
        place = self.places.get(name) or self.renamed.get(name)
        if place and place.type not in _TEXTS and key not in dict(place.was_keys) and line.id not in self.retired:
            message = f"the published option '{key}' of '{name}' was renamed to '{line.keys[0]}', and no option says so"
            cure = f"write `was: {key}` on the option it became, or retire it: `{line.id}: <day>`"
            yield self._at(place, message, cure)

    def _changed(self, line: Line, place: Place) -> Iterator[Problem]:
        if line.home != place.home:
            message = f"the answers of '{line.id}' belong to '{line.home}', here they would belong to '{place.home}'"
            cure = "nobody can say which record they would move to: put `about:` back, or use a new id and retire this one"
            yield self._at(place, message, cure)
        if line.type != place.type and not (place.type in _TEXTS and line.type not in ("question", "rows", "row")):
            message = f"'{line.id}' was published as {line.type}, here it is {place.type}: saved answers would not fit"
            yield self._at(place, message, f"write `type: {line.type}`, or use a new id and retire this one")
        if place.type in _TEXTS:
            return
        for key in line.keys:
            if key not in place.keys and key not in dict(place.was_keys) and f"{line.id}={key}" not in self.retired:
                message = f"the option '{key}' of '{line.id}' has vanished"
                cure = f"put it back, write `was: {key}` on the option it became, or retire it: `{line.id}={key}: <day>`"
                yield self._at(place, message, cure)

    def _lost(self, line: Line, message: str) -> Problem:
        cure = f"put it back, write `was: {line.id}` on the item it became, or retire it in guidance.yml: `retired: {{{line.id}: <day>}}`"
        return Problem(self.loaded.documents["guidance.yml"].path.parent / NAME, line.row, 1, message, cure)

    def _at(self, place: Place, message: str, cure: str) -> Problem:
        return self.loaded.problem(place.file, place.loc, message, cure)
