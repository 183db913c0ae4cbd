"""Handouts with answers in them: filled in by the client's own code, read back by a library."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf

from guidesheet.editions import Variant
from guidesheet.glyphs import measures
from guidesheet.handouts.fillscript import fill_script
from run import ROOT
from support import handouts, node

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Filled:
    """A handout with answers, and what is said of it before it is saved."""

    pdf: bytes
    missing: list[str]
    """Characters that do not show."""
    long: list[str]
    """Questions whose answers do not fit."""


@cache
def script(name: str, sheet: str, variant: Variant, lang: str = "en") -> str:
    """The script of a sheet's handout."""
    return fill_script(handouts.sheet_pdf(name, sheet, variant, lang), handouts.document(name, sheet, lang)).decode("ascii")


def told(script: str) -> Any:
    """What a script says."""
    return json.loads(script.removeprefix("window.guidesheetFields=").removesuffix(";\n"))


def filled(given: Sequence[tuple[str, Answers]]) -> list[Filled]:
    """Fills handouts in: (script, text or key by a field's name)."""
    done = node.run(str(ROOT / "tests/client/fill.mjs"), input=json.dumps(given), check=True)
    return [Filled(base64.b64decode(each["pdf"]), " ".join(each["missing"]).split(), each["long"]) for each in json.loads(done.stdout)]


def values(data: bytes) -> dict[str, str]:
    """What every field of a PDF says: its text or key; "" where nothing is in it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {name: _said(field) for name, field in handouts.leaves(pdf.Root.AcroForm.Fields)}


def _said(field: Any) -> str:
    value = field.V
    if isinstance(value, pikepdf.Name):
        shown = {str(kid.AS) for kid in field.get("/Kids", [field])}
        assert shown - {"/Off"} <= {str(value)}, "boxes show what the field says"
        assert ("/Kids" not in field and shown == {str(value)}) or str(value) == "/Off" or str(value) in shown
        return "" if value == "/Off" else str(value)[1:]
    return str(value)


def drawn(data: bytes, *, lists: bool = True) -> dict[str, list[list[str]]]:
    """The lines that each place for text shows, by the field's name: a list for every place. `lists`: also of fields to choose from."""
    signs = {glyph: sign for sign, (glyph, _) in reversed(measures()["glyphs"].items())}
    found: dict[str, list[list[str]]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, field in handouts.leaves(pdf.Root.AcroForm.Fields):
            for widget in field.get("/Kids", [field]):
                if not isinstance(widget.AP.N, pikepdf.Stream) or (field.FT == "/Ch" and not lists):
                    continue
                shown = [operands[0] for operands, operator in pikepdf.parse_content_stream(widget.AP.N) if str(operator) == "Tj"]
                lines = [bytes(line) for line in shown]
                found.setdefault(name, []).append(
                    ["".join(signs[int.from_bytes(line[at : at + 2], "big")] for at in range(0, len(line), 2)) for line in lines]
                )
    return found
