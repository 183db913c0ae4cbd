"""Datasets that want to do harm: texts that want to be code, and trees that fit no model, put together by chance from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import yaml

from guidesheet import prose
from guidesheet.errors import TextError
from run import ROOT


def _is_legal(text: str) -> bool:
    with suppress(TextError):
        return bool(prose.parse(text, "inline"))
    return False


TEXTS: tuple[str, ...] = tuple(yaml.safe_load((ROOT / "tests/hostile/texts.yml").read_text("utf-8")))
LEGAL = tuple(text for text in TEXTS if _is_legal(text))
"""Those that a text of one line may be, so that they get into a page."""
_ELEMENTS = frozenset(("applet", "base", "embed", "frame", "iframe", "link", "meta", "object", "script", "style"))
_ADDRESSES = frozenset(("action", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href"))
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))

Tree = Any


def faults(article: str) -> list[str]:
    """Everything in an article that could run, load or send something."""
    found = []
    for element in html5lib.parseFragment(article, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.rpartition("}")[2] in _ELEMENTS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].lower()
            if plain.startswith("on") or plain in ("srcdoc", "style"):
                found.append(f"<{element.tag} {plain}>")
            address = "".join(sign for sign in value if sign > " ")
            if plain in _ADDRESSES and urlsplit(address).scheme.lower() not in _SCHEMES:
                found.append(f"<{element.tag} {plain}={value!r}>")
    return found


def damaged(folder: Path, chance: random.Random) -> list[str]:
    """Puts hostile texts and shapes into some places of a dataset. Gives the texts."""
    said = []
    for file in chance.sample(sorted(folder.rglob("*.yml")), k=chance.choice([1, 1, 1, 2])):
        tree = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        for _ in range(chance.choice([1, 1, 1, 3])):
            holder, key = chance.choice([*_leaves(tree)])
            if chance.random() < 0.2:
                holder[key] = _shape(chance)
            else:
                text = chance.choice(chance.choice([TEXTS, LEGAL]))
                said.append(text)
                holder[key] = chance.choice([text, f"{holder[key]} {text}", f"{text} {holder[key]}"])
        file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
    return said


def _leaves(tree: Tree) -> Iterator[tuple[Any, Any]]:
    """(what holds it, its key) of every text."""
    pairs = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree))
    for key, value in pairs:
        if isinstance(value, (dict, list)):
            yield from _leaves(value)
        else:
            yield tree, key


def _shape(chance: random.Random) -> Tree:
    """Something of a shape that hardly fits."""
    name = chance.choice(["id", "__class__", "__proto__", "block", "was", "<<", ""])
    deep: Tree = chance.choice(TEXTS)
    for _ in range(chance.choice([1, 3, 60])):
        deep = [deep] if chance.random() < 0.5 else {name: deep}
    return chance.choice([deep, {}, [], None, "", " ", "\n", 10**400, -1, True, ["x"] * 40, {name: name}])


def quoted(text: str) -> str:
    """A text as YAML on one line."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10**9).strip()


def infested(folder: Path) -> None:
    """Puts a hostile text, as code, behind every text of a dataset that readers see."""
    texts = cycle(text for text in TEXTS if text.isprintable() and not set(text) & set("`{}|"))
    for file in sorted(folder.rglob("*.yml")):
        tree = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
        for holder, key in [*_leaves(tree)]:
            if key in _SEEN and isinstance(holder, dict) and "many" not in holder:  # whose title names a field
                holder[key] = f"{holder[key]} ``{next(texts)}``"
        file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")


_SEEN = frozenset(("title", "label", "text", "hint", "intro", "summary", "lead", "note", "help"))
