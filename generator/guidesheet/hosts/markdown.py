"""A page as Markdown for any host that renders with Python-Markdown (MkDocs, ProperDocs, Zensical).

The headings of the page's contents become Markdown headings, so that the host lists them; the elements around them become
blocks of `pymdownx.blocks.html`, which comes with Material and Zensical; all else stays the raw HTML that it is. Needs the
extensions of `EXTENSIONS`.

Links in raw HTML are the page's own: MkDocs leaves them alone, Zensical takes them for paths of source files, and adds `../` where
pages are served as `sheet/`. `KEPT` before an address keeps it as it is until the theme's `main.html` takes that word away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from guidesheet.pages import Heading, Page

EXTENSIONS = ("attr_list", "fenced_code", "tables", "toc", "pymdownx.blocks.html")
"""What the host must have switched on: for the pages, and for what hand-written pages get without asking on MkDocs."""

KEPT = "guidesheet-here:"
"""Looks like the scheme of an address elsewhere, which every host leaves alone. `hosts/material/main.html` says it, too."""

_OWN_LINK = re.compile(r' (?:href|src)="(?=[^":/?#]*(?:[/?#][^"]*)?")(?![/?#"])')
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_MARKS = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);|<[^>]*>|(?<=\w)[-'’](?=\w)|[^\w\s,;?/]", re.IGNORECASE)


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    end: int = -1
    after: int = -1
    children: list[_Element] = field(default_factory=list)


class _Outline(HTMLParser):
    """The elements of a page with their places in its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.root = _Element("", {}, 0, 0, len(text), len(text))
        self._open = [self.root]
        self.feed(text)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._here()
        inner = start + len(self.get_starttag_text() or "")
        element = _Element(tag, {name: value or "" for name, value in attrs}, start, inner)
        self._open[-1].children.append(element)
        if tag in _VOID:
            element.end = element.after = inner
        else:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        element = self._open.pop()
        assert element.tag == tag, f"</{tag}> closes <{element.tag}>"
        element.end = self._here()
        element.after = element.end + len(f"</{tag}>")


def markdown(page: Page, *, keep_links: bool = False) -> str:
    """The page's file: front matter, then its article. `keep_links`: will the theme take `KEPT` away?"""
    matter = {"title": page.title, "description": page.description}
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in matter.items())
    wanted = frozenset(ids_of(page.contents))
    text = _OWN_LINK.sub(lambda match: match[0] + KEPT, page.html) if keep_links else page.html
    return f"---\n{head}---\n\n" + "\n\n".join(_blocks(text, _Outline(text).root, wanted)) + "\n"


def ids_of(headings: tuple[Heading, ...]) -> Iterator[str]:
    """The ids of headings and of all below them."""
    for heading in headings:
        yield heading.id
        yield from ids_of(heading.below)


def _blocks(text: str, parent: _Element, wanted: frozenset[str]) -> Iterator[str]:
    """The blocks of Markdown that an element holds."""
    raw_from: int | None = None
    for child in parent.children:
        if not _opened(child, wanted):
            raw_from = child.start if raw_from is None else raw_from
            continue
        if raw_from is not None:
            yield text[raw_from : child.start].strip()
            raw_from = None
        if _is_heading(child, wanted):
            inner = _MARKS.sub(_safe, " ".join(text[child.inner : child.end].split()))
            yield f"{'#' * int(child.tag[1])} {inner} {{ #{child.attributes['id']} }}"
        else:
            yield from _wrapped(child, list(_blocks(text, child, wanted)))
    if raw_from is not None:
        yield text[raw_from : parent.end].strip()


def _opened(element: _Element, wanted: frozenset[str]) -> bool:
    """Is it a heading of the contents, does it hold one, or would Python-Markdown take it for a word in a paragraph?"""
    return _is_heading(element, wanted) or _holds(element, wanted) or element.tag.startswith("gs-")


def _holds(element: _Element, wanted: frozenset[str]) -> bool:
    return any(_is_heading(child, wanted) or _holds(child, wanted) for child in element.children)


def _is_heading(element: _Element, wanted: frozenset[str]) -> bool:
    return re.fullmatch("h[1-6]", element.tag) is not None and element.attributes.get("id") in wanted


def _wrapped(element: _Element, inner: list[str]) -> Iterator[str]:
    """An element as a block; the one around it needs a longer fence."""
    fence = "/" * max(3, *(1 + len(match[0]) for block in inner if (match := re.match("/{3,}", block))), 3)
    given = json.dumps(element.attributes).translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"})
    yield f"{fence} html | {element.tag}\n    attrs: {given}\n    markdown: block"
    yield from inner
    yield fence


def _safe(match: re.Match[str]) -> str:
    """Signs that mean something in Markdown as their numbers; tags and entities as they are."""
    found = match[0]
    return f"&#{ord(found)};" if len(found) == 1 and found not in "-'" and found.isascii() else found
