"""A dataset in another language: texts laid over those of the root language, by id.

One walk over the models finds every text, so a new block or field is translated without a line here. An overlay has the
keys of the file that it lies beside; where that has a list, it has a map by id. It holds texts only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from guidesheet.blocks.base import Block
from guidesheet.errors import Problem, near
from guidesheet.fields.base import listed
from guidesheet.model import Dataset, Sheet
from guidesheet.prose import Prose
from guidesheet.shapes import Block as BlockText
from guidesheet.shapes import Inline, Letter, Shape, Wording, problems_of
from guidesheet.source import Data, Document, Loc

S = TypeVar("S", bound=Shape)


class _List(str):
    """A step of a path: the key of a list or map, which short names leave out."""


OMIT = "omit"
"""Stands for a block that pages of this language leave out."""
_BLANKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A text of the root language, and how it is said in another."""

    place: str
    """Its address in all overlays: `call.blocks.script.parts.greeting.body`."""
    name: str
    """The same, without the keys of lists: `call.script.greeting.body`."""
    file: str
    """Of the root text: a key of `Loaded.documents`."""
    loc: Loc
    raw: str
    """The root text as it is written."""
    given: str | None = None
    """The translation as it is written; None where there is none."""
    at: Loc = ()
    """Where that stands in the overlay."""
    made: Prose | Wording | None = None


@dataclass(frozen=True)
class Edition:
    """A dataset in one of its languages. What is not translated is in the root language, and says so."""

    lang: str
    dataset: Dataset
    hidden: frozenset[str] = frozenset()
    """`sheet.block`: blocks that no page of this language shows."""
    omitted: frozenset[str] = frozenset()
    """Those of them that an overlay leaves out."""
    texts: tuple[Text, ...] = ()
    """Every text that needs a translation, or has one."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The overlays, by the key of the file that they lie beside."""
    reviewed: bool = True
    """Has somebody whose language it is read the translation?"""

    @property
    def missing(self) -> tuple[Text, ...]:
        """The texts that are not translated yet."""
        return tuple(text for text in self.texts if text.given is None)


def root_edition(dataset: Dataset) -> Edition:
    """The dataset in the language that it is written in: its own texts, but those of blocks that keep another language say so."""
    lang = dataset.guidance.language
    said, hidden = dict[str, Sheet](), set[str]()
    for name, sheet in dataset.sheets.items():
        if any(block.tongue not in (None, lang) for block in sheet.blocks):
            walk = _Walk(name, None, None, lang, lang)
            blocks = (block if block.tongue in (None, lang) else walk.block(block, (), None, ()) for block in sheet.blocks)
            said[name] = sheet.model_copy(update={"blocks": tuple(blocks)})
            hidden |= walk.hidden
    made = Dataset.model_construct(**(dict(dataset) | {"sheets": {**dataset.sheets, **said}})) if said else dataset
    return Edition(lang, made, frozenset(hidden))


def edition(
    lang: str, dataset: Dataset, documents: Mapping[str, Document], overlays: Mapping[str, Document]
) -> tuple[Edition, list[Problem]]:
    """The dataset in another language, and what is wrong with its overlays (`documents` and `overlays`: by the same keys)."""
    root, problems, texts = dataset.guidance.language, list[Problem](), list[Text]()
    hidden, omitted = set[str](), set[str]()
    reviewed = True

    def said(file: str, shape: S) -> S:
        nonlocal reviewed
        overlay = overlays.get(file)
        walk = _Walk(file, documents[file], overlay, lang, root)
        node = _Node(overlay.data, ()) if overlay else None
        if node and file == "guidance.yml" and isinstance(node.data, dict) and "reviewed" in node.data:
            reviewed = walk.flag(node.data["reviewed"], ("reviewed",))
            node = _Node({key: entry for key, entry in node.data.items() if key != "reviewed"}, ())
        made = walk.shape(shape, (), node, (), None)
        problems.extend(walk.problems)
        texts.extend(walk.texts)
        hidden.update(walk.hidden)
        omitted.update(walk.omitted)
        return made

    made = Dataset.model_construct(
        root=dataset.root,
        guidance=said("guidance.yml", dataset.guidance),
        guides={folder: said(f"{folder}/", guide) for folder, guide in dataset.guides.items()},
        sheets={name: said(name, sheet) for name, sheet in dataset.sheets.items()},
        addresses=dataset.addresses,
    )
    found = Edition(lang, made, frozenset(hidden), frozenset(omitted), tuple(texts), overlays, reviewed)
    return found, problems


@dataclass(frozen=True)
class _Node:
    """A piece of an overlay and its address."""

    data: Data
    loc: Loc
    pinned: bool = False
    """Everything in it stands at the same place: a shorthand, written out."""

    def child(self, key: str) -> _Node | None:
        if not isinstance(self.data, dict) or key not in self.data:
            return None
        return _Node(self.data[key], self.loc if self.pinned else (*self.loc, key), self.pinned)

    def unfolded(self, shorthands: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, _Node]]:
        """What it holds, key by key."""
        for key in self.data if isinstance(self.data, dict) else ():
            child = self.child(key)
            assert child is not None
            if key in shorthands and self.child(shorthands[key][0]) is None:
                data: Data = child.data
                for step in reversed(shorthands[key][1:]):
                    data = {step: data}
                yield shorthands[key][0], _Node(data, child.loc, True)
            else:
                yield key, child


class _Walk:
    """One file's models, with its overlay laid over them."""

    def __init__(self, file: str, document: Document | None, overlay: Document | None, lang: str, root: str) -> None:
        self.file = file
        self.document = document
        self.overlay = overlay
        self.lang = lang
        self.root = root
        self.problems: list[Problem] = []
        self.texts: list[Text] = []
        self.hidden: set[str] = set()
        self.omitted: set[str] = set()
        self.silent = False
        """Are texts in the root language no gap here?"""
        self.alone: str | None = None
        """The language of a block that stands on pages in that language only."""

    def flag(self, given: Data, loc: Loc) -> bool:
        if given not in ("true", "false"):
            self._wrong(loc, f"'{given}' is neither true nor false", "write true or false")
        return given != "false"

    def shape(self, shape: S, loc: Loc, node: _Node | None, path: tuple[str, ...], tongue: str | None) -> S:
        """The shape with translated texts. `path`: its place in overlays; `tongue`: what its block's texts keep."""
        if node and node.data is None and node.loc:
            self._wrong(node.loc, f"'{node.loc[-1]}' is empty", "write something after the colon, or delete the line")
            node = None
        if node and not isinstance(node.data, dict):
            self._wrong(node.loc, f"{shape.thing}: expected keys and values here", "write `key: text`, one a line, indented")
            node = None
        given = dict(node.unfolded(type(shape).folded)) if node else {}
        known, changed = [], dict[str, Any]()
        for name, info in type(shape).model_fields.items():
            value = getattr(shape, name)
            if not _holds(value):
                continue
            key = info.alias or name
            known.append(key)
            there = given.pop(key, None)
            if isinstance(value, Prose | Wording):
                changed[name] = self._text(shape, name, value, (*loc, key), there, (*path, key), tongue)
            elif isinstance(value, Shape):
                changed[name] = self.shape(value, (*loc, key), there, (*path, key), tongue)
            else:
                changed[name] = self._entries(value, (*loc, key), there, (*path, _List(key)), tongue)
        for key, there in given.items():
            self._unknown(shape, key, there, known)
        return shape.model_copy(update={name: value for name, value in changed.items() if value is not getattr(shape, name)})

    def _entries(self, value: Any, loc: Loc, node: _Node | None, path: tuple[str, ...], tongue: str | None) -> Any:
        """A list or a map of parts, which an overlay names by id."""
        if node and not isinstance(node.data, dict):
            self._wrong(node.loc, f"'{path[-1]}' should be keys and values", "write each id, a colon, and its texts below")
            node = None
        if isinstance(value, Mapping):
            named = [(key, entry, (*loc, key)) for key, entry in value.items()]
        else:
            named = [(getattr(entry, type(entry).handle), entry, (*loc, index)) for index, entry in enumerate(value)]
        for key in node.data if node and isinstance(node.data, dict) else ():
            if key not in {name for name, _, _ in named}:
                things = {getattr(entry, "thing", "") for _, entry, _ in named}
                thing = things.pop() if len(things) == 1 else ""
                thing = thing or path[-1].removesuffix("s")
                message = f"there is no {thing} '{key}' in {self._root_name}"
                child = node.child(key) if node else None
                self._wrong(child.loc if child else loc, message, near(key, (name for name, _, _ in named)), key=True)
        made = [self._entry(entry, at, node.child(key) if node else None, (*path, key), tongue) for key, entry, at in named]
        return dict(zip(value, made, strict=True)) if isinstance(value, Mapping) else tuple(made)

    def _entry(self, entry: Any, loc: Loc, node: _Node | None, path: tuple[str, ...], tongue: str | None) -> Any:
        if isinstance(entry, Block):
            return self.block(entry, loc, node, path)
        if isinstance(entry, Prose | Wording):
            return self._text(None, "", entry, loc, node, path, tongue)
        if not isinstance(entry, Shape):
            return self._entries(entry, loc, node, path, tongue)
        if node and node.data == OMIT:
            self._wrong(node.loc, f"only blocks can be left out, not a {entry.thing}", "translate it, or delete this line", key=True)
            node = None
        if node and isinstance(node.data, str):  # `phone: Teléfono` for `phone: {label: Teléfono}`
            node = _Node({_main(entry): node.data}, node.loc, True)
        return self.shape(entry, loc, node, path, tongue)

    def block(self, block: Block, loc: Loc, node: _Node | None, path: tuple[str, ...]) -> Block:
        place = f"{self.file}.{block.id}"
        self.alone = block.tongue if isinstance(block.lang, tuple) else None
        if self.alone and node:
            self._wrong(node.loc, f"the block '{block.id}' stands on pages in '{block.tongue}' only", "delete this", key=True)
            node = None
        if self.alone and self.lang != self.alone:
            self.hidden.add(place)
        if node and node.data == OMIT:
            self.hidden.add(place)
            self.omitted.add(place)
            self.silent, node = True, None
        made = self.shape(block, loc, node, path, block.tongue)
        self.silent, self.alone = False, None
        return made

    def _text(
        self,
        shape: Shape | None,
        name: str,
        value: Prose | Wording,
        loc: Loc,
        node: _Node | None,
        path: tuple[str, ...],
        tongue: str | None,
    ) -> Prose | Wording:  # fmt: skip
        if tongue and (self.alone or (shape is not None and name in type(shape).spoken)):
            if node:
                cure = "delete this; titles, hints, notes and labels can be translated"
                self._wrong(node.loc, f"'{path[-1]}' keeps the block's language, '{tongue}', on every page", cure, key=True)
            return _said_in(value, tongue) if tongue != self.lang else value
        if self.lang == self.root:
            return value
        raw = value if isinstance(value, Wording) else str(self._raw(loc))
        text = Text(".".join((self._prefix, *path)), ".".join((self._prefix, *_short(path))), self.file, loc, raw)
        if node is None:
            if _wordless(value):
                return value
            if not self.silent and not (shape is not None and name in type(shape).proper):
                self.texts.append(text)
            return _said_in(value, self.root)
        made = self._read(shape, name, value, node)
        if made is None:
            return value
        self.texts.append(replace(text, given=str(node.data), at=node.loc, made=made))
        return made

    def _read(self, shape: Shape | None, name: str, value: Prose | Wording, node: _Node) -> Prose | Wording | None:
        if node.data is None:
            self._wrong(node.loc, f"'{node.loc[-1]}' is empty", "write something after the colon, or delete the line")
            return None
        try:
            made: Prose | Wording = _adapter(type(shape) if shape else None, name or _kind(value)).validate_python(node.data)
        except ValidationError as error:
            assert self.overlay is not None
            self.problems.extend(problems_of(error, self.overlay, node.loc))
            return None
        return made

    def _unknown(self, shape: Shape, key: str, node: _Node, known: Iterable[str]) -> None:
        if key not in type(shape).model_fields:
            self._wrong(node.loc, f"{shape.thing}: unknown key '{key}'", near(key, known), key=True)
        elif isinstance(getattr(shape, key), str) and _lists(type(shape), key):
            cure = "translate them under lists: in guidance.yml's translation"
            self._wrong(node.loc, f"these are the options of the list '{getattr(shape, key)}'", cure, key=True)
        elif getattr(shape, key) in (None, ()):
            cure = "write it there first, or delete it here"
            self._wrong(node.loc, f"{self._root_name} has no '{key}' here", cure, key=True)
        else:
            self._wrong(node.loc, f"'{key}' is the same in every language", "delete it: a translation has texts only", key=True)

    @property
    def _root_name(self) -> str:
        return self.document.path.name if self.document else ""

    @property
    def _prefix(self) -> str:
        """Tells the files apart: a sheet's id has neither dot nor slash."""
        return {"guidance.yml": "/guidance"}.get(self.file, f"{self.file}guide" if self.file.endswith("/") else self.file)

    def _raw(self, loc: Loc) -> Data:
        """A text as the root file has it."""
        data: Any = self.document.data if self.document else None
        for step in loc:
            data = data[step]
        found: Data = data
        return found

    def _wrong(self, loc: Loc, message: str, cure: str, *, key: bool = False) -> None:
        if self.overlay is not None:
            self.problems.append(self.overlay.problem(loc, message, cure, key=key))


def _holds(value: object) -> bool:
    """Does it hold texts?"""
    if isinstance(value, Prose | Wording):
        return True
    if isinstance(value, Shape):
        return any(_holds(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, tuple):
        return any(map(_holds, value))
    return isinstance(value, Mapping) and any(map(_holds, value.values()))


def _said_in(value: Prose | Wording, lang: str) -> Prose | Wording:
    return value.said_in(lang) if isinstance(value, Wording) else replace(value, lang=lang)


def _wordless(value: Prose | Wording) -> bool:
    """Has it no words of its own, such as a telephone number or a blank?"""
    text = _BLANKS.sub("", value) if isinstance(value, Wording) else value.plain(lambda n: "")
    return re.search(r"[^\W\d_]", text) is None


def _main(shape: Shape) -> str:
    """The text that a part is mostly there for: its first that it cannot be without, else its first."""
    texts = [name for name in type(shape).model_fields if isinstance(getattr(shape, name), Prose | Wording)]
    return next((name for name in texts if type(shape).model_fields[name].is_required()), texts[0])


def _short(path: tuple[str, ...]) -> Iterator[str]:
    """A path without the keys of lists."""
    return (step for step in path if not isinstance(step, _List))


def _lists(shape: type[Shape], name: str) -> bool:
    """Can the name of a list stand there?"""
    return any(getattr(part, "func", None) is listed for part in shape.model_fields[name].metadata)


def _kind(value: Prose | Wording) -> str:
    return "letter" if isinstance(value, Wording) else value.level


@cache
def _adapter(shape: type[Shape] | None, name: str) -> TypeAdapter[Any]:
    """What reads a text: with the checks of its place, where it has one."""
    if shape is None:
        return TypeAdapter({"letter": Letter, "inline": Inline, "block": BlockText}[name])
    info = shape.model_fields[name]
    annotation: Any = info.annotation
    return TypeAdapter(Annotated[annotation, *info.metadata] if info.metadata else annotation)
