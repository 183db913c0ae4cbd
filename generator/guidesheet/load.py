"""A folder of YAML → a Dataset, or every problem in it at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from guidesheet import check
from guidesheet.check import lock, translations
from guidesheet.check.loaded import Loaded
from guidesheet.collector import at_rest
from guidesheet.errors import DatasetError, Problem, near
from guidesheet.messages import languages
from guidesheet.model import Dataset, Guidance, Guide, Sheet
from guidesheet.overlays import edition, root_edition
from guidesheet.shapes import Shape, problems_of
from guidesheet.source import Document, read

_UNREAD = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
"""Ends the name of a file of a dataset; only `.yml` is read, and some editors add `.txt`, which their folders do not show."""

S = TypeVar("S", bound=Shape)


@at_rest()
def load(folder: Path, shown: Path | None = None) -> Loaded:
    """The dataset in `folder`, checked in every way but against ids.lock. Problems name files below `shown`.

    Raises DatasetError with every problem, sorted by place.
    """
    loaded, problems = _Reading(folder, shown or folder).everything()
    if loaded is not None:
        problems.extend(check.everything(loaded))
    if problems or loaded is None:
        raise DatasetError(problems)
    return loaded


@at_rest()
def load_published(folder: Path, shown: Path | None = None, *, accept: bool = False) -> tuple[Loaded, lock.Comparison]:
    """The dataset, also checked against its locks. New ids, and translations that are new or stale, are a problem where `CI` is set,
    unless what is new is being accepted.

    Raises DatasetError.
    """
    loaded = load(folder, shown)
    path = (shown or folder) / lock.NAME
    comparison = lock.compare(loaded, loaded.naming.places, lock.read_lock(folder / lock.NAME, path))
    problems = list(comparison.problems)
    known = translations.read_lock(folder / translations.NAME, (shown or folder) / translations.NAME)
    if os.environ.get("CI", "").lower() not in ("", "0", "false") and not accept:
        cure = "run `guidesheet check --accept` and commit ids.lock"
        problems += [Problem(path, 0, 0, f"the id '{name}' is not in ids.lock", cure) for name in comparison.new]
        problems += translations.compare(loaded, known).problems((shown or folder) / translations.NAME)
    if problems:
        raise DatasetError(problems)
    return loaded, comparison


def accept(folder: Path, loaded: Loaded) -> bool:
    """Writes ids.lock for a dataset. True where that changed the file."""
    path, text = folder / lock.NAME, lock.written(loaded, loaded.naming.places)
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    path.write_text(text, "utf-8", newline="\n")
    return True


def accept_translations(
    folder: Path, loaded: Loaded, right: Sequence[str]
) -> tuple[translations.Comparison, list[translations.Translated]]:
    """Writes translations.lock, where a dataset is translated. Stale translations stay stale, but those that are named as still `right`.

    Gives what was found, and the stale ones that were accepted. Raises DatasetError, and writes nothing, where a name stands for none.
    """
    path = folder / translations.NAME
    known = translations.read_lock(path)
    found = translations.compare(loaded, known)
    accepted = translations.still_right(found, right)
    if known or any(True for _ in loaded.translations):
        path.write_text(translations.written(found, known, accepted), "utf-8", newline="\n")
    return found, accepted


def of_dataset(folder: Path, docs: Path) -> Callable[[Path], bool]:
    """Tells whether a file is part of the dataset in `folder`, and so no part of the site that is made of `docs`."""
    folder, docs = folder.resolve(), docs.resolve()

    @cache
    def within(place: Path) -> bool:
        return place.resolve().is_relative_to(folder)

    def part(path: Path) -> bool:
        read = path.suffix == ".yml" or path.name in (lock.NAME, translations.NAME)
        return within(path.parent) and (read or not docs.is_relative_to(folder))

    return part


class _Reading:
    """The reading of one dataset: what was read, and what was wrong."""

    def __init__(self, folder: Path, shown: Path) -> None:
        self.folder = folder
        self.shown = shown
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.broken: set[str] = set()

    def everything(self) -> tuple[Loaded | None, list[Problem]]:
        """What could be read of the dataset (None without a readable guidance.yml), and the problems so far."""
        guidance = self._read("guidance.yml", Guidance, "guidance.yml")
        folders = guidance.guides if guidance else self._folders()
        guides: dict[str, Guide] = {}
        found: dict[str, Sheet] = {}
        addresses: dict[str, str] = {}
        for index, name in enumerate(folders):
            if name in folders[:index]:
                message = f"the guide '{name}' is listed twice"
                self.problems.append(self.documents["guidance.yml"].problem(("guides", index), message, "delete one of the two"))
            if name in folders[:index] or not self._is_guide(name):
                continue
            guide = self._read(f"{name}/guide.yml", Guide, f"{name}/")
            if guide:
                guides[name] = guide
            self._sheets(name, found, addresses)
        if guidance is not None and guidance.language not in languages():
            message = f"there are no words for the language '{guidance.language}' yet"
            self.problems.append(self.documents["guidance.yml"].problem(("language",), message, near("", languages())))
            return None, self.problems
        if guidance is None:
            return None, self.problems
        self._strays(guidance)
        spoken = self._languages(guidance)
        order = _in_order(guides.values(), found)
        dataset = Dataset.model_construct(
            root=self.folder,
            guidance=guidance,
            guides=guides,
            sheets={name: found[name] for name in order},
            addresses=addresses,
        )
        editions = {guidance.language: root_edition(dataset)}
        overlays = self._overlays(guidance)
        for lang in spoken:
            editions[lang], problems = edition(lang, dataset, self.documents, overlays.get(lang, {}))
            self.problems += problems
        return Loaded(dataset, self.documents, frozenset(self.broken), editions), self.problems

    def _languages(self, guidance: Guidance) -> list[str]:
        """The languages that the dataset is translated into."""
        for index, lang in enumerate(guidance.languages):
            if lang not in languages():
                message = f"there are no words for the language '{lang}' yet"
                self.problems.append(self.documents["guidance.yml"].problem(("languages", index), message, near("", languages())))
        return [lang for lang in dict.fromkeys(guidance.languages) if lang in languages() and lang != guidance.language]

    def _overlays(self, guidance: Guidance) -> dict[str, dict[str, Document]]:
        """Language → key of a file → the overlay beside it (`call.es.yml` beside `call.yml`)."""
        found: dict[str, dict[str, Document]] = {}
        for path in sorted(path for folder in ("", *guidance.guides) for path in (self.folder / folder).glob("*.*.yml")):
            shown = self.shown / path.relative_to(self.folder)
            stem, _, lang = path.stem.rpartition(".")
            beside = path.with_name(f"{stem}.yml")
            if lang == guidance.language:
                message, cure = f"'{lang}' is the language of {beside.name} itself", "write the texts there"
                self.problems.append(Problem(shown, 0, 0, message, cure))
            elif lang not in guidance.languages:
                cure = f"write `languages: [{guidance.language}, {lang}]` in guidance.yml, or let the name end in .yml alone"
                self.problems.append(Problem(shown, 0, 0, f"nobody reads this file: '{lang}' is not among the languages", cure))
            elif not beside.is_file():
                self.problems.append(Problem(shown, 0, 0, f"there is no {beside.name} beside it to translate", "give it that file's name"))
            else:
                try:
                    document = read(path, shown)
                except DatasetError as error:
                    self.problems.extend(error.problems)
                    continue
                key = self._keys.get(beside.relative_to(self.folder).as_posix())
                if key is not None:  # else the file that it translates could not be read
                    found.setdefault(lang, {})[key] = document
        return found

    @property
    def _keys(self) -> dict[str, str]:
        """Path of a file → its key among the documents."""
        return {document.path.relative_to(self.shown).as_posix(): key for key, document in self.documents.items() if "/" not in key[:-1]}

    def _sheets(self, guide: str, found: dict[str, Sheet], addresses: dict[str, str]) -> None:
        for path in sorted((self.folder / guide).iterdir()):
            if (stem := _UNREAD.sub("", path.name)) != path.name and path.suffix != ".yml":
                cure = f"let its name end in .yml: {stem}.yml"
                self.problems.append(Problem(self.shown / guide / path.name, 0, 0, "nobody reads this file", cure))
                self._lost(path)
        for path in sorted((self.folder / guide).glob("*.yml")):
            if path.name == "guide.yml" or "." in path.stem:
                continue
            address = f"{guide}/{path.stem}"
            sheet = self._read(f"{address}.yml", Sheet, address)
            if sheet is None:
                continue
            if sheet.id in found:
                other = self.documents[sheet.id].path
                cure = f"give one of the two another id (the other is in {other})"
                message = f"two sheets have the id '{sheet.id}'"
                self.problems.append(self.documents[address].problem(("id",), message, cure))
                continue
            found[sheet.id] = sheet
            addresses[sheet.id] = address
            self.documents[sheet.id] = self.documents[address]

    def _read(self, name: str, shape: type[S], key: str) -> S | None:
        try:
            document = read(self.folder / name, self.shown / name)
        except DatasetError as error:
            self.problems.extend(error.problems)
            self._lost(self.folder / name)
            return None
        self.documents[key] = document
        try:
            return shape.model_validate(document.data)
        except ValidationError as error:
            self.problems.extend(problems_of(error, document))
            self._lost(self.folder / name)
            return None

    def _lost(self, path: Path) -> None:
        """Remembers the id of what could not be read; the file's name stands in where it says none."""
        found = re.search(rb"^id: *['\"]?([a-z][a-z0-9_]*)", path.read_bytes(), re.MULTILINE) if path.is_file() else None
        self.broken.add(found[1].decode() if found else path.stem.replace("-", "_"))

    def _folders(self) -> list[str]:
        return sorted(path.parent.name for path in self.folder.glob("*/guide.yml"))

    def _is_guide(self, name: str) -> bool:
        if (self.folder / name / "guide.yml").is_file():
            return True
        document = self.documents["guidance.yml"]
        listed = document.data.get("guides") if isinstance(document.data, dict) else None
        index = listed.index(name) if isinstance(listed, list) and name in listed else 0
        message = f"there is no guide '{name}': no file {name}/guide.yml"
        self.problems.append(document.problem(("guides", index), message, near(name, self._folders())))
        return False

    def _strays(self, guidance: Guidance) -> None:
        for name in self._folders():
            if name not in guidance.guides:
                message = f"the guide '{name}' is not listed, so nobody would find it"
                cure = f"add `- {name}` to guides:"
                self.problems.append(self.documents["guidance.yml"].problem(("guides",), message, cure, key=True))


def _in_order(guides: Iterable[Guide], found: dict[str, Sheet]) -> Iterator[str]:
    """Sheet ids in the order of the guides' steps, those in no step last."""
    listed = (name for guide in guides for step in guide.steps for name in step.sheets if name in found)
    return iter(dict.fromkeys((*listed, *found)))
