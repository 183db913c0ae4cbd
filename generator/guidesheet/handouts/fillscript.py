"""A handout to fill in, as a script for its page: its bytes, and where each answer goes in them (FORMATS.md §10).

A page adds answers to the bytes without knowing PDF: it writes the objects that are named here once more, at the end of the file.
"""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from guidesheet.glyphs import measures
from guidesheet.handouts.content import Data
from guidesheet.handouts.document import asked
from guidesheet.handouts.fill import COMBO, LINES, YES
from guidesheet.handouts.formfont import FONT

_WRITTEN = {"date": "date", "time": "time", "number": "number", "money": "number"}
"""Types of fields whose answers are written otherwise than they are kept, and the filter of letters that writes them."""
_CHANGED = ("/V", "/AS", "/DA")
"""What a page writes anew."""


def fill_script(data: bytes, document: Data) -> bytes:
    """The script of a fillable handout that was made from a document. The same handout gives the same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        trailer, form = pdf.trailer, pdf.Root.AcroForm
        told = {
            "size": int(trailer.Size),
            "prev": int(re.findall(rb"startxref\s+(\d+)", data)[-1]),
            "trailer": " ".join(f"/{key} {_ascii(trailer[f'/{key}'])}" for key in ("Root", "Info", "ID")),
            "font": FONT,
            "signs": _signs(),
            "fields": list(_Fields(form.DR.Font[FONT], document).all(form.Fields)),
            "pdf": base64.b64encode(data).decode(),
        }
    text = json.dumps(told, separators=(",", ":"))  # in ASCII, whatever the server says of it
    return f"window.guidesheetFields={text};\n".encode()


def _signs() -> list[Any]:
    """The characters of the form's font, the glyph of each, the width of each."""
    glyphs = measures()["glyphs"]
    return ["".join(glyphs), [glyph for glyph, _ in glyphs.values()], [width for _, width in glyphs.values()]]


class _Fields:
    def __init__(self, font: Any, document: Data) -> None:
        self.font = font
        self.written = {name: _written(part) for name, part in asked(document)}

    def all(self, fields: Any, above: str = "") -> Iterator[Data]:
        """Every field."""
        for field in fields:
            name = f"{above}{field.T}"
            kids = list(field.get("/Kids", []))
            if kids and "/T" in kids[0]:
                yield from self.all(kids, f"{name}.")
            else:
                yield {"name": name, "q": str(field.TU), "at": _object(field), **self.kind(field, kids), **self.written.get(name, {})}

    def kind(self, field: Any, kids: list[Any]) -> Data:
        """What is written into a field, and the boxes or marks that show it."""
        flags = int(field.get("/Ff", 0))
        if field.FT == "/Btn":
            marks = [[*_object(kid), next(key for key in kid.AP.N if key != "/Off")[1:]] for kid in kids]
            made: Data = {"kind": "tick", "size": 0, "boxes": [], "marks": marks}
            keys = dict.fromkeys((key for _, _, key in marks), "")
            return made | ({"kind": "choice", "keys": keys} if keys.keys() - {YES} else {})
        size = float(re.findall(r"([\d.]+) Tf", str(field.DA))[0])
        boxes = [self.box(kid) for kid in kids or [field]]
        made = {"kind": "lines" if flags & LINES else "text", "size": size, "boxes": boxes, "marks": []}
        if flags & COMBO and field.FT == "/Ch":
            made |= {"kind": "list", "keys": {str(key): str(words) for key, words in field.Opt if str(key)}}
        return made

    def box(self, widget: Any) -> list[Any]:
        """The drawing of a place for text (number and beginning), its width and height."""
        drawing = widget.AP.N
        begun = Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=drawing.BBox, Resources=Dictionary(Font=Dictionary({FONT: self.font}))
        )
        return [drawing.objgen[0], _begun(begun), *(float(side) for side in list(drawing.BBox)[2:])]


def _written(part: Data) -> Data:
    """How an answer is written that is kept in other words: as a number, a day or time, the title of a record; what is worked out."""
    kind = part.get("type")
    if "tree" in part:
        return {"tree": part["tree"], "lang": part["lang"]}
    if kind == "record":
        return {"of": part["of"]} if "of" in part else {}
    return {"type": _WRITTEN[kind]} if kind in _WRITTEN else {}


def _object(node: Any) -> list[Any]:
    """Number and beginning of an object, without what a page writes anew."""
    return [node.objgen[0], _begun(Dictionary({key: value for key, value in node.items() if key not in _CHANGED}))]


def _begun(made: Any) -> str:
    """The text of a dictionary without its end."""
    return _ascii(made).removesuffix(">>").rstrip()


def _ascii(made: Any) -> str:
    """The text of an object; beyond ASCII are only characters of strings, which can be written as numbers."""
    return "".join(sign if sign.isascii() else f"\\{ord(sign):o}" for sign in made.unparse().decode("latin-1"))
