"""What a page says in which language: texts, and attributes that are read out or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib

SHOWN = ("aria-label", "alt", "placeholder", "title", "data-q")
"""Attributes that readers meet: `data-q` in saved copies and in messages."""
_SILENT = {"script", "style"}

_WORDS = "the and your you with of for this that these what who when where to is are was it they their them from not made print search"
_ENGLISH = re.compile(rf"\b({_WORDS.replace(' ', '|')})\b", re.I)


def texts_in(page: Path, lang: str) -> Iterator[str]:
    """Every text of a page that is marked as being in a language, white space folded."""
    document = html5lib.parse(page.read_text("utf-8"), treebuilder="dom", namespaceHTMLElements=False).documentElement
    for given, text in _texts(document, ""):
        if given == lang and re.search(r"[^\W\d_]", text):
            yield " ".join(text.split())


def english(text: str, names: tuple[str, ...] = ()) -> list[str]:
    """The words of a text that are English and not Spanish. `names`: what is called so in every language."""
    for name in names:
        text = text.replace(name, "")
    return [found[0] for found in _ENGLISH.finditer(text)]


def _texts(node: Any, lang: str) -> Iterator[tuple[str, str]]:
    if node.nodeType == node.TEXT_NODE:
        yield lang, node.data
    if node.nodeType != node.ELEMENT_NODE or node.tagName in _SILENT:
        return
    lang = node.getAttribute("lang") or lang
    yield from ((lang, node.getAttribute(name)) for name in SHOWN if node.hasAttribute(name))
    if node.tagName == "meta" and node.getAttribute("name") == "description":
        yield lang, node.getAttribute("content")
    for child in node.childNodes:
        yield from _texts(child, lang)
