"""What every model shares: the strict, frozen base, and the kinds of scalar an editor writes."""

from __future__ import annotations

import calendar
import datetime
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema

from guidesheet import ids, prose
from guidesheet.errors import Fault, TextError, near
from guidesheet.source import Data, Document, Loc


class Shape(BaseModel):
    """A part of a dataset: frozen, without unknown keys. Its errors come out as `problem`s with a cure."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    thing: ClassVar[str] = "entry"
    """What an editor would call it, for messages."""
    alone: ClassVar[str] = ""
    """The key that a text alone would stand for, where editors write one by mistake."""
    whole: ClassVar[str] = "write `key: text`, one a line, indented"
    """What to write where anything else stands alone."""
    off: ClassVar[str] = ""
    """What to write instead of `no`, where that would make sense."""
    handle: ClassVar[str] = "id"
    """The key whose value names it in a translation."""
    spoken: ClassVar[frozenset[str]] = frozenset()
    """Its texts that keep the language of the block (`lang:`); the others have the page's."""
    proper: ClassVar[frozenset[str]] = frozenset()
    """Its texts that are names, and need no translation."""
    folded: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Shorthands: a key, and the longer way to the same text."""

    @model_validator(mode="wrap")
    @classmethod
    def _say_errors(cls, data: Any, handler: Any) -> Any:
        if isinstance(data, cls):
            return data
        if not isinstance(data, dict):
            cure = cls.whole
            if cls.off and data in ("no", "false", "off", "none"):
                cure = f"write `{cls.off}`"
            if cls.alone and isinstance(data, str):
                name = "_".join(_better(data).split("_")[:3]) or "…"
                name = f"n{name}" if name[0].isdigit() else name
                begins = f"id: {name}, " if "id" in cls.model_fields else ""
                cure = f"write {{{begins}{cls.alone}: {json.dumps(data, ensure_ascii=False)}}}"
            raise problem(f"{cls.thing}: expected keys and values here", cure)
        blank = () if all(data.values()) else ((key, value) for key, value in data.items() if not value)
        empty = [key for key, value in blank if value is None or (value == [] and _is_list(cls, key))]
        said = [InitErrorDetails(type=problem(*_empty(key)), loc=(key,), input=None) for key in empty]
        try:
            made = handler({key: value for key, value in data.items() if key not in empty} if empty else data)
        except ValidationError as error:
            lines = (
                line
                for line in error.errors()
                if not empty or (line["loc"] and (line["type"] != "missing" or line["loc"][-1] not in empty))
            )
            said += [_said(line, cls) for line in lines]  # what is said of the whole may come from what is empty
        if said:
            raise ValidationError.from_exception_data(cls.__name__, said) from None
        return made


def problem(message: str, cure: str = "", **more: Any) -> PydanticCustomError:
    """The error that validators raise. `more`: `faults` inside a text; `at` an address from here; `at_key` to point at the key."""
    return PydanticCustomError("problem", "{message}", {"message": message, "cure": cure, **more})


def problems_of(error: ValidationError, document: Document, base: Loc = ()) -> Iterator[Any]:
    """Every line of pydantic's error as a Problem of this document; `base`: where the data stands that was wrong."""
    for line in error.errors():
        context = line.get("ctx", {})
        bad_key = line["loc"][-1:] == ("[key]",)
        loc = (*base, *line["loc"][: -1 if bad_key else None], *context.get("at", ()))
        if line["type"] != "problem":
            yield document.problem(loc, line["msg"])
        elif context.get("faults"):
            yield from (document.inside(loc, fault) for fault in context["faults"])
        else:
            yield document.problem(loc, context["message"], context["cure"], key=bad_key or bool(context.get("at_key")))


@dataclass(frozen=True)
class Parts:
    """A part of a dataset taken apart: what stands in it, from the outside in, each with its address in the YAML."""

    shapes: list[tuple[Loc, Shape]] = field(default_factory=list)
    """The part itself, and all parts below it."""
    texts: list[tuple[Loc, prose.Prose]] = field(default_factory=list)

    def add(self, piece: object, loc: Loc) -> None:
        """Takes a piece apart that stands at an address."""
        if isinstance(piece, prose.Prose):
            self.texts.append((loc, piece))
        elif isinstance(piece, Shape):
            self.shapes.append((loc, piece))
            self._below(vars(piece).items(), loc)
        elif isinstance(piece, tuple):
            self._below(enumerate(piece), loc)
        elif isinstance(piece, dict):
            self._below(piece.items(), loc)

    def _below(self, pieces: Iterable[tuple[int | str, object]], loc: Loc) -> None:
        for step, piece in pieces:
            if piece and piece.__class__ not in _SCALARS:  # most of them are, or are empty
                self.add(piece, (*loc, step))


_SCALARS = frozenset((str, bool, int, type(None)))


def parts_of(shape: object) -> Parts:
    """A part of a dataset taken apart."""
    found = Parts()
    found.add(shape, ())
    return found


def shapes_of(shape: object) -> Iterator[Shape]:
    """A part of a dataset and all parts below it."""
    return (part for _, part in parts_of(shape).shapes)


def texts_of(shape: object) -> list[tuple[Loc, prose.Prose]]:
    """Every text of a part of a dataset with its address in the YAML."""
    return parts_of(shape).texts


def _said(line: Any, cls: type[Shape]) -> InitErrorDetails:
    kind, loc = line["type"], line["loc"]
    if kind == "problem":
        told = PydanticCustomError("problem", "{message}", line["ctx"])
    elif kind == "extra_forbidden" and len(loc) == 1:
        known = [info.alias or name for name, info in cls.model_fields.items()]
        told = problem(f"{cls.thing}: unknown key '{loc[0]}'", near(str(loc[0]), known), at_key=True)
    elif kind == "missing":
        told = problem(f"{cls.thing}: '{loc[-1]}' is missing", f"add a line `{loc[-1]}: …`")
    else:
        told = problem(*_plainly(kind, line))
    return InitErrorDetails(type=told, loc=loc, input=line["input"])


def _plainly(kind: str, line: Any) -> tuple[str, str]:
    """Pydantic's own errors in an editor's words."""
    keys = [step for step in line["loc"] if isinstance(step, str)]
    given, name = line["input"], f"'{keys[-1]}'" if keys else "this"
    if given is None:
        return _empty(name[1:-1])
    if kind == "string_type":
        return f"{name} should be text", "write text; put it in quotes if it holds ': ' or begins with [ or {"
    if kind in ("tuple_type", "list_type"):
        return f"{name} should be a list", _as_list(given)
    if kind == "dict_type":
        return f"{name} should be keys and values", "write `key: text`, one a line, indented"
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", line["ctx"]["expected"])
        return f"{name} cannot be '{given}'", near(str(given), known)
    if kind in ("too_short", "too_long"):
        return f"{name} has too {'few' if kind == 'too_short' else 'many'} entries", ""
    return f"{name}: {line['msg'][0].lower()}{line['msg'][1:]}", ""


def _as_list(given: object) -> str:
    """What to write where a list was meant."""
    words = re.split(r"[,;\s]+", given.strip()) if isinstance(given, str) else []
    if words and all(re.fullmatch(r"[\w.-]+", word) for word in words):
        return f"write [{', '.join(words)}]"
    first = next(iter(given.items()), None) if isinstance(given, dict) else None
    if first and isinstance(first[1], str):
        return f"put a dash before the first key of each entry: `- {first[0]}: {first[1][:60]}`"
    return "begin each entry on its own line with '- '"


def _is_list(shape: type[Shape], name: str) -> bool:
    info = shape.model_fields.get(name)
    return info is not None and get_origin(info.annotation) is tuple


def _empty(name: str) -> tuple[str, str]:
    return f"'{name}' is empty", "write something after the colon, or delete the line"


def _better(text: str) -> str:
    """An id like a text, or like the name of a file."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text.replace("\u00ad", "")) if not unicodedata.combining(sign))
    return "_".join(re.findall(r"[a-z0-9]+", bare.lower().removesuffix(".yml")))


def _several(text: str) -> list[str]:
    """The ids that a text without brackets is meant to list."""
    return [found for part in re.split(r"[,;\s]+", text) if ids.is_name(found := _better(part))]


def _names(given: Data) -> Data:
    """One id, or a list of them. A text with commas or spaces in it is told as the list that it was meant for."""
    for text in given if isinstance(given, list) else [given]:
        if isinstance(text, str) and re.search(r"[,;\s]", text) and len(several := _several(text)) > 1:
            raise problem(f"'{text}' is no id: each id stands alone in a list", f"write [{', '.join(several)}]")
    return one_or_more(given)


def _name(text: str) -> str:
    if ids.is_name(text):
        return text
    if re.match(r"[A-Za-z]+://|www\.", text):
        cure = "write the id of a source here, and its address there: under sources: in guidance.yml, `id: {name: …, url: https://…}`"
        raise problem(f"'{text}' is an address, and here stands an id", cure)
    if "," in text and len(several := _several(text)) > 1:
        raise problem(f"'{text}' cannot be an id: ids have small letters, digits and _", f"for more than one write [{', '.join(several)}]")
    better = _better(text)
    cure = f"write `{better}`" if ids.is_name(better) else "begin with a letter a to z"
    raise problem(f"'{text}' cannot be an id: ids have small letters, digits and _", cure)


def _answer_id(text: str) -> str:
    if ids.is_answer(text.replace("[].", "[x].", 1)):  # `sheet.block[].column` is a column of rows
        return text
    raise problem(f"'{text}' is no answer id", "write `sheet.item` or `collection.field`")


def _flag(given: Data) -> bool:
    if given in ("true", "false"):
        return given == "true"
    raise problem(f"'{given}' is neither true nor false", "write true or false")


def _whole(given: Data) -> int:
    if isinstance(given, str) and re.fullmatch(r"-?[0-9]{1,9}", given):
        return int(given)
    raise problem(f"'{given}' is not a whole number", "write digits only, such as 7")


def _day(text: str) -> str:
    with suppress(ValueError):
        if datetime.date.fromisoformat(text).isoformat() == text:
            return text
    if (found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)) and found[1] != "0000":
        if not 1 <= int(found[2]) <= 12:
            raise problem(f"there is no month {found[2]}", "write year-month-day, such as 2026-11-23")
        last = calendar.monthrange(int(found[1]), int(found[2]))[1]
        raise problem(
            f"there is no day '{text}'", f"that month has {last} days: write {found[1]}-{found[2]}-{last}, or the day that you mean"
        )
    raise problem(f"'{text}' is not a day", "write year-month-day, such as 2026-11-23")


def _condition(text: str) -> str:
    if not text.strip():
        raise problem("this condition is empty", "write a name, such as here.training, or delete the line")
    if "{{" in text or "{%" in text:
        raise problem("a condition is written without braces", f"write `when: {_without_braces(text)}`")
    return text


def _without_braces(text: str) -> str:
    return re.sub(r"\{\{|\}\}|\{%[-+]?\s*(?:if\b)?|%\}", "", text).strip()


def _due(text: str) -> str:
    if not text.strip():
        raise problem("this is empty", "write a name, such as here.mailed, or delete the line")
    if "{{" in text or "{%" in text:
        raise problem("a day or time that something is due is written without braces", f"write `{_without_braces(text)}`")
    return text


def one_or_more(given: Data) -> Data:
    """A single text as a list of one."""
    return [given] if isinstance(given, str) else given


def _inline(given: Data) -> Data | prose.Prose:
    return _parsed(given, "inline")


def _block(given: Data) -> Data | prose.Prose:
    return _parsed(given, "block")


def _parsed(given: Data, level: Any) -> Data | prose.Prose:
    if given is None:
        raise problem("this text is empty", "write something after the colon, or delete the line")
    if not isinstance(given, str):
        raise problem("this should be text", "put it in quotes if it begins with [ or {")
    if not given.strip():
        raise problem("this text is empty", "write something between the quotes, or delete the line")
    try:
        return prose.parse(given, level)
    except TextError as error:
        raise problem(str(error), "", faults=error.faults) from None


def _wording(given: Data) -> Wording:
    if isinstance(given, str):
        return given if isinstance(given, Wording) else Wording(given)
    raise PydanticCustomError("string_type", "should be text")


class Wording(str):
    """A text of the letter language (FORMATS.md §5)."""

    lang: str | None = None
    """Its language, where that is not the page's."""

    def said_in(self, lang: str) -> Wording:
        """The same text, in a language that is not the page's."""
        made = Wording(self)
        made.lang = lang
        return made


@dataclass(frozen=True)
class ReadBy:
    """Beside a type: the function that makes a value of it from YAML, or raises a problem. Pydantic looks at it no more, nor at the type:
    a schema of a type that nothing is checked by takes longer to make than a small dataset to read.
    """

    func: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.func)


_ID = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_TEXT = {"type": ["string", "number", "boolean"], "minLength": 1}
"""YAML's own `2026` or `yes` is a text here, too."""


def stands_for(model: str) -> dict[str, Any]:
    """The JSON Schema of what is read by a validator of ours: `schema.py` puts the model's definition in its place."""
    return {"$comment": model}


def _one_or_list(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]})


Text = Annotated[str, WithJsonSchema(_TEXT)]
"""A text that is no prose, such as a number of a version."""
Letter = Annotated[Wording, ReadBy(_wording), WithJsonSchema({"type": "string"})]
"""A text that is sent or spoken: a letter's body."""
Name = Annotated[str, AfterValidator(_name), WithJsonSchema(_ID)]
"""An id that a person writes."""
Flag = Annotated[bool, ReadBy(_flag), WithJsonSchema({"type": "boolean"})]
Whole = Annotated[int, ReadBy(_whole), WithJsonSchema({"type": "integer"})]
Day = Annotated[str, AfterValidator(_day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"})]
"""`2026-11-23`"""
Inline = Annotated[prose.Prose, ReadBy(_inline), WithJsonSchema(_TEXT)]
"""A text of one line: bold, italic, code, links, blanks."""
Block = Annotated[prose.Prose, ReadBy(_block), WithJsonSchema(_TEXT)]
"""A text of many paragraphs."""
Was = Annotated[tuple[Annotated[str, AfterValidator(_answer_id)], ...], BeforeValidator(one_or_more), _one_or_list({"type": "string"})]
"""Earlier ids of the same answer."""
When = Annotated[str, AfterValidator(_condition), WithJsonSchema({"type": "string", "minLength": 1})]
"""A condition: an expression of the letters' language, without braces."""
Due = Annotated[str, AfterValidator(_due), WithJsonSchema({"type": "string", "minLength": 1})]
"""A day or a time of day: an expression of the letters' language, without braces."""
Texts = Annotated[tuple[str, ...], BeforeValidator(one_or_more), _one_or_list({"type": "string"})]
"""One text, or a list of them."""
Names = Annotated[tuple[Name, ...], BeforeValidator(_names), _one_or_list(_ID)]

__all__ = [
    "Block", "Day", "Fault", "Flag", "Inline", "Letter", "Name", "Names", "Parts", "ReadBy", "Shape", "Text", "Was", "When", "Whole",
    "Wording", "one_or_more", "parts_of", "problem", "problems_of", "shapes_of", "stands_for", "texts_of",
]  # fmt: skip
