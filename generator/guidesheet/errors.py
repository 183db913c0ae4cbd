"""What an editor is told when something in the dataset is wrong: where, what, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place. `line` and `column` count from 1; 0 means the file as a whole."""

    path: Path
    line: int
    column: int
    message: str
    """What is wrong, as a sentence without its full stop."""
    cure: str = ""
    """What to do, as an imperative sentence without its full stop."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else f"{self.path}"
        said = f"{place}: {self.message}" + (f"; {self.cure}" if self.cure else "")
        return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", "\N{REPLACEMENT CHARACTER}", said)  # one line, and no terminal codes


@dataclass(frozen=True, order=True)
class Fault:
    """A fault inside one text, before anybody knows where the text stands. Counts from 0 from the text's first character."""

    line: int
    column: int
    message: str
    cure: str = ""


class TextError(ValueError):
    """Every fault of one text. Raised by `prose` and `expressions`; `load` turns faults into problems."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = tuple(sorted(faults))


class DatasetError(Exception):
    """Every problem of a dataset, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raises DatasetError for what the disk refuses inside: it is full, read-only, or has a file where a folder belongs.

    `folder`: where that is, if the disk does not say.
    """
    try:
        yield
    except OSError as error:
        raise DatasetError([refused(error, folder)]) from None


def refused(error: OSError, there: Path = Path()) -> Problem:
    """What the disk refused, in words."""
    path = Path(error.filename) if isinstance(error.filename, str) else there
    return Problem(path, 0, 0, f"the disk says: {error.strerror or error}", "make room, allow writing there, or name another place")


def near(word: str, known: Iterable[str]) -> str:
    """'did you mean 'x'?' for a near miss, else the words there are (at most twelve), as a cure."""
    words = sorted(set(known))
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    if not words:
        return ""
    listed = ", ".join(words[:12]) + (", …" if len(words) > 12 else "")
    return f"use one of: {listed}"
