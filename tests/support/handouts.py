"""Handouts for the tests: the PDFs of the datasets' sheets, and what can be read from a PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader

from guidesheet.answers import Naming, SheetScope
from guidesheet.check.loaded import Loaded
from guidesheet.editions import Variant
from guidesheet.handouts.content import Data, Place
from guidesheet.handouts.document import packet_document, sheet_document
from guidesheet.handouts.fill import fillable
from guidesheet.handouts.typeset import typeset
from guidesheet.load import load
from run import ROOT

FOLDERS = {
    "guide": ROOT / "docs/guidance",
    "home": ROOT / "tests/datasets/first-home/docs/guidance",
    "moving": ROOT / "tests/datasets/two-languages/guidance",
}
SITE = Place(url="https://example.org/guides/")
VARIANTS = [Variant(), Variant(large=True), Variant(fill=True), Variant("a4", large=True, fill=True)]
MM = 72 / 25.4
Edit = Callable[[str], str]

__all__ = ["SheetScope"]


@cache
def loaded(name: str) -> Loaded:
    return load(FOLDERS[name])


@cache
def naming(name: str, lang: str = "en") -> Naming:
    return loaded(name).namings[lang]


def sheets(*names: str) -> list[tuple[str, str]]:
    """(dataset, sheet) of some datasets."""
    return [(name, sheet) for name in names for sheet in loaded(name).dataset.sheets]


@cache
def document(name: str, sheet: str, lang: str = "en") -> Data:
    """A sheet as data."""
    there = naming(name, lang)
    return sheet_document(there, there.dataset.sheets[sheet], SITE)


@cache
def sheet_pdf(name: str, sheet: str, variant: Variant, lang: str = "en") -> bytes:
    """The PDF of a sheet."""
    return made(document(name, sheet, lang), variant)


@cache
def packet_pdf(name: str, folder: str, variant: Variant) -> bytes:
    """The PDF of a guide."""
    return made(packet_document(naming(name), folder, SITE), variant)


def made(document: Data, variant: Variant) -> bytes:
    data = typeset(document, variant)
    return fillable(data) if variant.fill else data


def project_pdf(folder: Path, sheet: str, variant: Variant) -> bytes:
    """The PDF of a sheet of a dataset that a test wrote."""
    read = load(folder)
    there = read.naming
    return made(sheet_document(there, there.dataset.sheets[sheet], SITE), variant)


def words_of(data: bytes) -> list[str]:
    """The text of each page, in single spaces."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


def body_of(data: bytes) -> list[str]:
    """The text of each page without its foot and repeated table heads: what is no artifact."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(_marked(page)))
        out = io.BytesIO()
        pdf.save(out)
    return [page.extract_text() for page in PdfReader(io.BytesIO(out.getvalue())).pages]


def _marked(page: Any) -> list[Any]:
    """What a page draws, but text inside of artifacts."""
    kept, depth, inside = [], 0, 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            inside = inside or (depth if operands[0] == "/Artifact" else 0)
        if not (inside and name in ("Tj", "TJ")):
            kept.append((operands, operator))
        if name == "EMC":
            inside = 0 if inside == depth else inside
            depth -= 1
    return kept


def texts_at(data: bytes) -> Iterator[tuple[int, float, float, float, str]]:
    """(page, left, baseline, size, text) of every run of text, in points."""
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        found: list[tuple[float, float, float, str]] = []

        def see(text: str, cm: Any, tm: Any, font: Any, size: float, found: list[Any] = found) -> None:
            if text.strip():
                x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                found.append((x, y, abs(size * tm[0] * cm[0]), text))

        page.extract_text(visitor_text=see)
        yield from ((number, *each) for each in found)


def widgets(data: bytes) -> Iterator[tuple[str, int, tuple[float, ...], Any]]:
    """(full name of the field, page, rectangle, widget) of every widget."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            for note in page.obj.get("/Annots", []):
                if note.Subtype == "/Widget":
                    yield field_name(note), number, tuple(float(side) for side in note.Rect), note


def leaves(fields: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """(full name, field) of every field that has a value."""
    for field in fields:
        name = f"{above}{field.T}"
        if "/Kids" in field and "/T" in field.Kids[0]:
            yield from leaves(field.Kids, f"{name}.")
        else:
            yield name, field


def field_name(widget: Any) -> str:
    """The name of a field, from the root of the tree."""
    parts: list[str] = []
    node = widget
    while node is not None:
        if "/T" in node:
            parts.insert(0, str(node.T))
        node = node.get("/Parent")
    return ".".join(parts)
