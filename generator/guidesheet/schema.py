"""JSON Schema of the files of a dataset, for editors that complete and check YAML; written from the models.

A schema sees one file. What holds between files (names, links, ids.lock) is `check`'s.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from guidesheet.blocks.fields import ByHand, Computed, Use
from guidesheet.blocks.registry import BLOCKS
from guidesheet.fields.base import Limit, Option
from guidesheet.fields.registry import TYPES
from guidesheet.model import Guidance, Guide, Sheet
from guidesheet.shapes import Shape

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What YAML language servers know best."""

FILES: dict[str, type[Shape]] = {"guidance": Guidance, "guide": Guide, "sheet": Sheet}
"""Kind of file → its model."""


def schemas() -> dict[str, dict[str, Any]]:
    """Kind of file → its schema."""
    return {kind: _schema(shape) for kind, shape in FILES.items()}


def written(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def shapes() -> Iterator[type[Shape]]:
    """Every model that an editor writes, those of files first."""
    seen: dict[type[Shape], None] = {}
    waiting: list[type[Shape]] = [*FILES.values(), *BLOCKS.values(), *TYPES.values(), Use, ByHand, Computed, Option, Limit]
    while waiting:
        shape = waiting.pop(0)
        if shape not in seen:
            seen[shape] = None
            waiting += [inner for info in shape.model_fields.values() for inner in _inside(info.annotation)]
    return iter(seen)


@cache
def said_of(shape: type[Shape]) -> dict[str, str]:
    """Key → what it is for: the docstrings below the attributes of the model and of those that it builds on."""
    found: dict[str, str] = {}
    for cls in reversed(shape.__mro__):
        if not issubclass(cls, Shape) or "[" in cls.__name__:
            continue
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
        assert isinstance(body, ast.ClassDef)
        for given, after in zip(body.body, [*body.body[1:], None], strict=True):
            text = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else None
            if isinstance(given, ast.AnnAssign) and isinstance(given.target, ast.Name) and isinstance(text, str):
                found[given.target.id.rstrip("_")] = " ".join(text.replace("`", "'").split())
    return found


def _schema(shape: type[Shape]) -> dict[str, Any]:
    """A file's schema, with a definition for every model that may stand in it."""
    definitions: dict[str, Any] = {"Block": _chosen("block", BLOCKS), "Field": _chosen("type", TYPES)}
    definitions["SharedField"] = _chosen("type", TYPES, "Shared")
    models: tuple[type[Shape], ...] = (shape, *BLOCKS.values(), *TYPES.values(), Use, ByHand, Computed, Option, Limit)
    for cls in models:
        found = cls.model_json_schema(ref_template="#/definitions/{model}")
        definitions |= found.pop("$defs", {})
        definitions[cls.__name__] = found
    by_name = {re.sub(r"\W", "_", cls.__name__): cls for cls in shapes()}
    for name, found in definitions.items():
        if name in by_name:
            _describe(found, by_name[name])
    for field in TYPES.values():
        definitions[f"Shared{field.__name__}"] = _without_id(definitions[field.__name__])
    definitions = _named(definitions)
    top = definitions.pop(shape.__name__)
    return {"$schema": DIALECT, **top, "definitions": {name: definitions[name] for name in sorted(_reached(top, definitions))}}


def _without_id(field: dict[str, Any]) -> dict[str, Any]:
    """A shared field: its id is its key, and it has conditions where it is placed."""
    kept = {key: said for key, said in field["properties"].items() if key not in ("id", "when", "lead", "items")}
    return field | {"properties": kept, "required": [key for key in field["required"] if key != "id"]}


def _named(part: Any) -> Any:
    """With a reference wherever `shapes.stands_for` left a name."""
    if isinstance(part, list):
        return [_named(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    if "$comment" in part:
        rest = {key: entry for key, entry in part.items() if key == "description"}
        return {"$ref": f"#/definitions/{part['$comment']}", **rest}
    return {key: _named(entry) for key, entry in part.items()}


def _chosen(key: str, known: dict[str, type[Any]], prefix: str = "") -> dict[str, Any]:
    """One of some models, told apart by a key."""
    cases = [
        {"if": {"properties": {key: {"const": name}}, "required": [key]}, "then": {"$ref": f"#/definitions/{prefix}{cls.__name__}"}}
        for name, cls in known.items()
    ]
    return {"type": "object", "required": [key], "properties": {key: {"enum": list(known)}}, "allOf": cases}


def _describe(found: dict[str, Any], cls: type[Shape]) -> None:
    """Puts in what the docstrings say; pydantic's own titles and defaults say nothing to an editor."""
    found.pop("title", None)
    found["description"] = " ".join((cls.__doc__ or "").split())
    said = said_of(cls)
    for key, entry in found.get("properties", {}).items():
        for word in ("title", "default"):
            entry.pop(word, None)
        cases = [case for case in entry.pop("anyOf", ()) if case != {"type": "null"}]
        entry.update(cases[0] if len(cases) == 1 else {"anyOf": cases} if cases else {})
        if key in said:
            entry["description"] = said[key]


def _reached(top: Any, definitions: dict[str, Any]) -> set[str]:
    """The definitions that a schema leads to."""
    found: set[str] = set()
    waiting = [top]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            name = str(part.get("$ref", "")).removeprefix("#/definitions/")
            if name in definitions and name not in found:
                found.add(name)
                waiting.append(definitions[name])
            waiting += [entry for key, entry in part.items() if key != "definitions"]
    return found


def _inside(annotation: Any) -> Iterator[type[Shape]]:
    """The models that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for part in get_args(annotation):
        yield from _inside(part)
