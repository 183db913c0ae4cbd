"""The forms that handouts come in: paper, size of print, to write on or to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, WithJsonSchema

from guidesheet import language
from guidesheet.messages import Messages
from guidesheet.shapes import Flag, Shape, one_or_more

PaperSize = Literal["letter", "a4"]


@dataclass(frozen=True, order=True)
class Variant:
    """One form that a handout comes in."""

    paper: PaperSize = "letter"
    large: bool = False
    fill: bool = False

    @property
    def ending(self) -> str:
        """What its file's name ends in: `.a4.large.fillable.pdf`."""
        parts = ("a4" if self.paper == "a4" else "", "large" if self.large else "", "fillable" if self.fill else "", "pdf")
        return "".join(f".{part}" for part in parts if part)


def script_of(path: str) -> str:
    """The path of the script with which a page fills a handout in: beside it."""
    return f"{path}.js"


@dataclass(frozen=True)
class Handout:
    """One PDF of a site."""

    path: str
    """Where it lies in the site of its language: `guide/sheet.large.pdf`."""
    variant: Variant
    file: Path | None
    """Where it is kept; None as long as it is not made."""
    pages: int = 0
    size: int = 0
    """Bytes."""
    stamp: str = ""
    """Of the script with which its page fills it in; "" where there is none."""

    @property
    def script(self) -> str:
        """The address of that script in the site, stamped, so that no browser takes an old one for it."""
        return f"{script_of(self.path)}?v={self.stamp}" if self.stamp else ""

    def files(self) -> Iterator[tuple[str, Path]]:
        """What lies in the site (its path there, the file that is kept): the PDF and that script."""
        if self.file:
            yield self.path, self.file
            if self.stamp:
                yield script_of(self.path), self.file.with_name(script_of(self.file.name))

    def facts(self, words: Messages) -> str:
        """Format, pages and size: what is known of it."""
        if self.file is None:
            return "PDF"
        size = language.number_text(str(max(1, round(self.size / 1000))), words.lang)
        return f"PDF, {words.count('paper.pages', self.pages)}, {size} kB"


def _schema(*words: str) -> WithJsonSchema:
    one = {"enum": list(words)}
    return WithJsonSchema({"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]})


class Handouts(Shape):
    """Sheets on paper: PDF files beside the pages."""

    thing = "handouts"
    off = "handouts: {make: false}"

    make: Flag = True
    """False makes none."""
    paper: Annotated[tuple[PaperSize, ...], BeforeValidator(one_or_more), _schema("letter", "a4")] = ("letter",)
    """The sizes of paper: `letter`, `a4`, or both in a list."""
    editions: Annotated[tuple[Literal["print", "fillable"], ...], BeforeValidator(one_or_more), _schema("print", "fillable")] = (
        "print",
        "fillable",
    )
    """To write on by hand (`print`), with fields to type into (`fillable`), or both in a list."""
    sizes: Annotated[tuple[Literal["normal", "large"], ...], BeforeValidator(one_or_more), _schema("normal", "large")] = ("normal", "large")
    """The sizes of print: `normal` (12 points), `large` (18 points, in a layout of its own), or both in a list."""

    def variants(self) -> Iterator[Variant]:
        """Every form, in the order that pages list them."""
        for paper in dict.fromkeys(self.paper) if self.make else ():
            for size in dict.fromkeys(self.sizes):
                for edition in dict.fromkeys(self.editions):
                    yield Variant(paper, size == "large", edition == "fillable")
