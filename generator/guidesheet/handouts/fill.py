"""A typeset handout → one to fill in: each link that stands for an answer becomes a form field, still tagged (PDF/UA-1).

Typst has written the place, the page and the structure element of each link, in reading order. What a field is called and asks
stands in its address (`pen.typ`). Text that is typed shows in a font that is embedded whole; viewers draw it, not `NeedAppearances`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from guidesheet.handouts.formfont import FONT, form_font

_LINK = b"field:"
LINES, _RADIO, COMBO = 1 << 12, 1 << 15, 1 << 17
"""Flags of form fields: many lines; one of several; a list that opens."""
YES = "Yes"
"""What a ticked box says that is no option of a choice; ids of options have no capitals."""


def fillable(data: bytes) -> bytes:
    """The same document with form fields. The same bytes give the same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _Form(pdf).build()
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return out.getvalue()


class _Form:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root = pdf.make_indirect(Dictionary(Fields=Array()))
        self.branches: dict[str, Any] = {}

    def build(self) -> None:
        """Makes every field. The same name twice is one field with two widgets, so that both say the same."""
        found: dict[str, list[tuple[Any, Any]]] = {}
        owners = dict(self._owners())
        for page in self.pdf.pages:
            for link in page.obj.get("/Annots", Array()):
                address = bytes(link.get("/A", Dictionary()).get("/URI", String("")))  # in UTF-8
                if address.startswith(_LINK):
                    told = json.loads(address.removeprefix(_LINK))
                    self._widget(page.obj, link, told, owners)
                    found.setdefault(told["id"], []).append((link, told))
            page.obj.Tabs = Name.S
        font = form_font(self.pdf)
        self.root.DR = Dictionary(Font=Dictionary({FONT: font}))
        self.root.DA = _appearance(12)
        for name, widgets in found.items():
            self._field(name, widgets, font)
        self.pdf.Root.AcroForm = self.root

    # ── tags ──────────────────────────────────────────────────────────────────────────────────

    def _owners(self) -> Iterator[tuple[tuple[int, int], Any]]:
        """Each annotation and the structure element that it belongs to."""
        for element in _elements(self.pdf.Root.StructTreeRoot.K):
            for kid in _kids(element):
                if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                    yield kid.Obj.objgen, element

    def _tag(self, page: Any, link: Any, element: Any) -> None:
        """Says that a link is a form field; a box that a page break cut gets an element for each half."""
        element.S = Name.Form
        kids = list(_kids(element))
        if len(kids) == 1:
            return
        own = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=element.P, Pg=page))
        mine = [kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and kid.Obj.objgen == link.objgen]
        own.K = mine[0]
        element.K = Array([kid for kid in kids if kid is not mine[0]])
        beside = list(_kids(element.P))
        beside.insert([getattr(each, "objgen", None) for each in beside].index(element.objgen), own)
        element.P.K = Array(beside)
        _set_parent(self.pdf.Root.StructTreeRoot.ParentTree, int(link.StructParent), own)

    # ── widgets ───────────────────────────────────────────────────────────────────────────────

    def _widget(self, page: Any, link: Any, told: dict[str, Any], owners: dict[tuple[int, int], Any]) -> None:
        left, bottom, right, top = (float(side) for side in link.Rect)
        size = right - left, top - bottom
        for key in ("/A", "/Border", "/Dest", "/QuadPoints", "/Contents", "/H"):
            if key in link:
                del link[key]
        link.Subtype, link.F, link.P = Name.Widget, 4, page
        link.TU = String(f"{told['q']}: {told['words']}" if "words" in told else told["q"])
        if told["kind"] in ("tick", "choice"):
            ticked = self._drawing(*size, _tick(*size))
            states = Dictionary({f"/{told.get('key', YES)}": ticked, "/Off": self._drawing(*size, b"")})
            link.AP, link.AS, link.MK = Dictionary(N=states), Name.Off, Dictionary()
        else:
            link.AP, link.MK = Dictionary(N=self._drawing(*size, b"/Tx BMC EMC")), Dictionary()
        self._tag(page, link, owners[link.objgen])

    def _drawing(self, width: float, height: float, content: bytes) -> Any:
        made = self.pdf.make_stream(content)
        made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, round(width, 2), round(height, 2)])
        made.Resources = Dictionary()
        return made

    # ── fields ────────────────────────────────────────────────────────────────────────────────

    def _field(self, name: str, widgets: list[tuple[Any, dict[str, Any]]], font: Any) -> None:
        links, told = [link for link, _ in widgets], widgets[0][1]
        *path, leaf = name.split(".")
        parent = self._branch(tuple(path))
        single = len(links) == 1 and told["kind"] != "choice"
        node = links[0] if single else self.pdf.make_indirect(Dictionary(Kids=Array(links)))
        node.T, node.TU = String(leaf), String(told["q"])
        if parent is not None:
            node.Parent = parent
        for link in [] if single else links:
            link.Parent = node
        self._kind(node, [each for _, each in widgets])
        (self.root.Fields if parent is None else parent.Kids).append(node)

    def _kind(self, node: Any, places: list[dict[str, Any]]) -> None:
        told = places[0]
        kind = told["kind"]
        if kind in ("tick", "choice"):
            once = len({place.get("key") for place in places}) == len(places)
            node.FT, node.V, node.Ff = Name.Btn, Name.Off, _RADIO if kind == "choice" and once else 0
            return
        node.DA, node.V = _appearance(told["size"]), String("")
        if kind == "list":
            node.FT, node.Ff = Name.Ch, COMBO
            node.Opt = Array([Array([String(key), String(words)]) for key, words in [("", " "), *told["options"]]])
        else:
            node.FT, node.Ff = Name.Tx, LINES if kind == "lines" else 0

    def _branch(self, path: tuple[str, ...]) -> Any:
        """The part of the tree of fields that a dotted name hangs on; None for the root."""
        if not path:
            return None
        key = ".".join(path)
        if key not in self.branches:
            above = self._branch(path[:-1])
            made = self.branches[key] = self.pdf.make_indirect(Dictionary(T=String(path[-1]), Kids=Array()))
            if above is not None:
                made.Parent = above
            (self.root.Fields if above is None else above.Kids).append(made)
        return self.branches[key]


def _appearance(size: float) -> Any:
    return String(f"/{FONT.lstrip('/')} {size:g} Tf 0 g")


def _tick(width: float, height: float) -> bytes:
    """A tick of three points, drawn: no font of signs is needed."""
    points = ((0.2, 0.5), (0.42, 0.24), (0.82, 0.82))
    (a, b), (c, d), (e, f) = ((round(x * width, 2), round(y * height, 2)) for x, y in points)
    return f"q 0 G 1.6 w 1 J 1 j {a} {b} m {c} {d} l {e} {f} l S Q".encode()


def _kids(element: Any) -> Iterator[Any]:
    given = element.get("/K")
    if isinstance(given, Array):
        yield from given
    elif given is not None:
        yield given


def _elements(given: Any) -> Iterator[Any]:
    """Every structure element below, in reading order."""
    waiting = [given]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, Dictionary) and node.get("/Type") != Name.OBJR:
            yield node
            waiting.append(node.get("/K"))


def _set_parent(tree: Any, key: int, element: Any) -> None:
    numbers = tree.get("/Nums", Array())
    for index in range(0, len(numbers), 2):
        if int(numbers[index]) == key:
            numbers[index + 1] = element
    for kid in tree.get("/Kids", Array()):
        _set_parent(kid, key, element)
