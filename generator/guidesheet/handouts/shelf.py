"""Every handout of a site: made where it is not there yet, and kept by the hash of what it is made of: what is unchanged costs nothing."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from guidesheet.answers import Naming
from guidesheet.check.loaded import Loaded
from guidesheet.editions import Handout, Variant, script_of
from guidesheet.errors import DatasetError, Problem, writing
from guidesheet.glyphs import FONTS
from guidesheet.handouts.content import Data, Place
from guidesheet.handouts.document import answerable, asked, packet_document, sheet_document
from guidesheet.macros import PACKAGE
from guidesheet.shapes import texts_of

_WORTH_A_PROCESS = 12
"""So many handouts take longer than it takes to begin another process."""
_QUIET = 2.0
"""Seconds until a run says how far it is."""

_SHORTER = "give it fewer lines with `paper: {lines: …}`, write less, or make two of it"
_NAME = re.compile(r"(?P<key>[0-9a-f]{32})-(?P<pages>\d+)-(?P<size>\d+)-(?P<script>\d+)\.pdf")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """A handout to be made."""

    address: str
    """Of the page that it belongs to: `guide/sheet`, `guide/index`."""
    path: str
    variant: Variant
    document: Data
    at: str
    """The file that it is made of: its key in `Loaded.documents`."""

    @cached_property
    def key(self) -> str:
        """The hash of everything that it is made of."""
        told = json.dumps([self.document, asdict(self.variant), _makers()], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


class Shelf:
    """The folder where handouts are kept, as `making.keep` names them, each with the script beside it with which a page fills it in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def found(self) -> dict[str, tuple[Path, int]]:
        """Hash → (file, pages) of what is there, whole: a file that was cut off by a full disk or a power cut is not."""
        kept = {}
        for file in self._files():
            named = _NAME.fullmatch(file.name)
            if named and [_size(file), _size(file.with_name(script_of(file.name)))] == [int(named["size"]), int(named["script"])]:
                kept[named["key"]] = (file, int(named["pages"]))
        return kept

    def _files(self) -> list[Path]:
        return list(self.folder.glob("[!.]*.pdf"))

    def handouts(self, jobs: Sequence[Job]) -> dict[str, list[Handout]]:
        """Address of a page → its handouts, those that are not there without a file."""
        kept, told = self.found(), dict[str, list[Handout]]()
        for job in jobs:
            file, pages = kept.get(job.key, (None, 0))
            stamp = job.key[:8] if answerable(job.document, job.variant) else ""
            made = Handout(job.path, job.variant, file, pages, file.stat().st_size if file else 0, stamp)
            told.setdefault(job.address, []).append(made)
        return told

    def fill(self, jobs: Sequence[Job], loaded: Loaded, say: Say = lambda sentence: None) -> None:
        """Makes what is not there. Raises DatasetError with every handout that cannot be made, or kept; the others are kept."""
        kept = self.found()
        missing = list({job.key: job for job in jobs if job.key not in kept}.values())
        if not missing:
            return
        faults, begun, told = [], time.monotonic(), 0.0
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            for number, (job, fault) in enumerate(_made(missing, self.folder), 1):
                if fault:
                    faults.append((job, *fault))
                if time.monotonic() - max(begun, told) > _QUIET:
                    told = time.monotonic()
                    say(f"Handouts: {number} of {len(missing)} are made")
        if faults:
            raise DatasetError(_problems(loaded, faults))
        say(f"{len(missing)} handouts were made; {len({job.key for job in jobs}) - len(missing)} were there already.")

    def clear(self, jobs: Sequence[Job]) -> None:
        """Takes away what is not of these."""
        wanted = {job.key for job in jobs}
        needed = {file for key, (file, _) in self.found().items() if key in wanted}
        with writing(self.folder):
            for file in self._files():
                if file not in needed:
                    file.unlink(missing_ok=True)
                    file.with_name(script_of(file.name)).unlink(missing_ok=True)


def _size(file: Path) -> int:
    """Bytes; 0 where there is no such file."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def jobs(loaded: Loaded, places: Mapping[str, Place]) -> dict[str, list[Job]]:
    """Language → every handout that its site has, in the order of the site; of the languages that have a place."""
    variants = list(loaded.dataset.guidance.handouts.variants())
    return {lang: list(_jobs(loaded.namings[lang], place, variants)) for lang, place in places.items()} if variants else {}


def _jobs(naming: Naming, place: Place, variants: Sequence[Variant]) -> Iterator[Job]:
    for folder in naming.dataset.guides:
        sheets = [naming.shown(sheet) for name, sheet in naming.dataset.sheets.items() if naming.dataset.guide_of(name) == folder]
        if sheets:
            document = packet_document(naming, folder, place)
            for variant in _fitting(document, variants):
                yield Job(f"{folder}/index", f"{folder}/{folder}.packet{variant.ending}", variant, document, f"{folder}/")
        for sheet in sheets:
            document, address = sheet_document(naming, naming.dataset.sheets[sheet.id], place), naming.dataset.addresses[sheet.id]
            for variant in _fitting(document, variants):
                yield Job(address, f"{address}{variant.ending}", variant, document, sheet.id)


def _fitting(document: Data, variants: Sequence[Variant]) -> Sequence[Variant]:
    """The forms that a document comes in: where nothing can be filled in, only those to print, if there are any."""
    return variants if any(asked(document)) else [variant for variant in variants if not variant.fill] or variants


def _made(missing: Sequence[Job], folder: Path) -> Iterator[tuple[Job, tuple[str, list[Any], str] | None]]:
    """Makes handouts, on all cores where that is worth it."""
    from guidesheet.handouts.making import follow, keep  # noqa: PLC0415 — takes longer to load than many a build, which makes none

    workers = min(os.cpu_count() or 1, len(missing) // _WORTH_A_PROCESS)
    left = {job.key: job for job in missing}
    if workers > 1:
        try:
            with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=follow) as pool:
                waiting = {pool.submit(keep, job.document, job.variant, job.key, folder): job for job in missing}
                try:
                    for done in as_completed(waiting):
                        fault = done.result()
                        yield left.pop(waiting[done].key), fault
                finally:
                    pool.shutdown(cancel_futures=True)  # where the disk refuses one, it need not be asked for the others
        except BrokenProcessPool:  # no other process can be begun here
            pass
    for job in left.values():
        yield job, keep(job.document, job.variant, job.key, folder)


def _problems(loaded: Loaded, faults: Sequence[tuple[Job, str, list[Any], str]]) -> Iterator[Problem]:
    """What is wrong with handouts, once for each place, although a place stands in many of them."""
    all_sizes = len(set(loaded.dataset.guidance.handouts.sizes)) > 1
    at_normal = {tuple(at) for job, _, at, _ in faults if not job.variant.large}
    for job, message, at, picture in faults:
        if picture:
            yield from _pictured(loaded, str(at[0]) if at else job.at, message, picture)
        elif not at:
            same = sorted(other.path for other, words, *_ in faults if words == message)
            if job.path == same[0]:
                others = f", nor can {len(same) - 1} more" if same[1:] else ""
                yield Problem(loaded.documents[job.at].path, 0, 0, f"the handout {job.path} cannot be made{others}: {message}")
        elif all_sizes and tuple(at) not in at_normal:
            cure = f"{_SHORTER}, or make no large print: `handouts: {{sizes: normal}}` in guidance.yml"
            yield loaded.problem(str(at[0]), tuple(at[1:]), f"{message} in large print", cure)
        else:
            yield loaded.problem(str(at[0]), tuple(at[1:]), message, _SHORTER)


def _pictured(loaded: Loaded, file: str, message: str, picture: str) -> Iterator[Problem]:
    """The places of a picture that cannot be printed, in a file or a source's text; the whole file where only a translation has it."""
    said, cure = dict(loaded.files()), "save it again as PNG or JPEG"
    found = [(key, loc) for key in (file, "guidance.yml") for loc, prose in texts_of(said[key]) if picture in prose.images]
    yield from (loaded.documents[key].about(loc, picture, message, cure) for key, loc in found)
    if not found:
        yield Problem(loaded.documents[file].path, 0, 0, message, cure)


@cache
def _makers() -> str:
    """The hash of what makes handouts: templates, fonts, this code, and the versions of what it calls."""
    told = hashlib.sha256()
    files = [*PACKAGE.rglob("*.typ"), *FONTS.iterdir(), *(PACKAGE / "handouts").glob("*.py")]
    for file in sorted(files):
        told.update(file.relative_to(PACKAGE).as_posix().encode() + file.read_bytes())
    for name in ("typst", "pikepdf", "segno"):
        told.update(version(name).encode())
    return told.hexdigest()
