"""The elements of an article that was made, with their places in its text. Knows no host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


@dataclass
class Element:
    """One element; its places are offsets in the text."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    end: int = -1
    after: int = -1
    children: list[Element] = field(default_factory=list)


class Outline(HTMLParser):
    """The elements of an article with their places in its text; `root` holds them. The article is closed properly, as ours are."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.root = Element("", {}, 0, 0, len(text), len(text))
        self._open = [self.root]
        self.feed(text)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._here()
        inner = start + len(self.get_starttag_text() or "")
        element = Element(tag, {name: value or "" for name, value in attrs}, start, inner)
        self._open[-1].children.append(element)
        if tag in _VOID:
            element.end = element.after = inner
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # `<br />` and its like are void

    def handle_endtag(self, tag: str) -> None:
        element = self._open.pop()
        assert element.tag == tag, f"</{tag}> closes <{element.tag}>"
        element.end = self._here()
        element.after = element.end + len(f"</{tag}>")


def is_heading(element: Element) -> bool:
    """Is it a heading that tables of contents list?"""
    listed = "id" in element.attributes and "data-search-exclude" not in element.attributes
    return listed and re.fullmatch("h[1-6]", element.tag) is not None


def below(element: Element) -> Iterator[Element]:
    """Everything in an element, in order."""
    for child in element.children:
        yield child
        yield from below(child)
