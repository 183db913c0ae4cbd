"""A page as Markdown for any host that renders with Python-Markdown (MkDocs, ProperDocs, Zensical).

The headings of the page's contents become Markdown headings, so that the host lists them; the elements around them become
blocks of `pymdownx.blocks.html`, which comes with Material and Zensical; all else stays the raw HTML that it is. Needs the
extensions of `EXTENSIONS`.

Links in raw HTML are the page's own: MkDocs leaves them alone, Zensical takes them for paths of source files, and adds `../` where
pages are served as `sheet/`. `KEPT` before an address keeps it as it is until the theme's `guidesheet.html` takes that word away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from guidesheet.outline import Element, Outline, below, is_heading
from guidesheet.pages import Page

EXTENSIONS = ("attr_list", "fenced_code", "tables", "toc", "pymdownx.blocks.html")
"""What the host must have switched on: for the pages, and for what hand-written pages get without asking on MkDocs."""

KEPT = "guidesheet-here:"
"""Looks like the scheme of an address elsewhere, which every host leaves alone. `hosts/material/guidesheet.html` says it, too."""

_OWN_LINK = re.compile(r' (?:href|src)="(?=[^":/?#]*(?:[/?#][^"]*)?")(?![/?#"])')
_MARKS = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);|<[^>]*>|(?<=\w)[-'’](?=\w)|[^\w\s,;?/]", re.IGNORECASE)


def markdown(page: Page, *, keep_links: bool = False) -> str:
    """The page's file: front matter, then its article. `keep_links`: will the theme take `KEPT` away?"""
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in page.matter.items())
    text = _linked(page.html, keep_links)
    return f"---\n{head}---\n\n" + "\n\n".join(_blocks(text, Outline(text).root)) + "\n"


def part(article: str, indent: str = "", *, keep_links: bool = False) -> str:
    """An article for a page that somebody else wrote, `indent` (all white space) from the left, as in a list item, an admonition, a tab."""
    text = re.sub("<pre>.*?</pre>", lambda match: match[0].replace("\n", "&#10;"), _linked(article, keep_links), flags=re.DOTALL)
    made = "\n\n".join(_blocks(text, Outline(text).root, nested=True))
    return "\n".join(indent + line if line else "" for line in made.split("\n"))


def _linked(article: str, keep_links: bool) -> str:
    return _OWN_LINK.sub(lambda match: match[0] + KEPT, article) if keep_links else article


def _blocks(text: str, parent: Element, *, nested: bool = False) -> Iterator[str]:
    """The blocks of Markdown that an element holds. `nested`: raw HTML is no block where what is around it is indented."""
    raw: list[Element] = []
    for child in parent.children:
        if not _opened(child):
            raw.append(child)
            continue
        yield from _raw(text, raw, nested=nested)
        raw = []
        if is_heading(child):
            inner = _MARKS.sub(_safe, re.sub(r"[ \t\n]+", " ", text[child.inner : child.end]).strip())
            yield f"{'#' * int(child.tag[1])} {inner} {{ #{child.attributes['id']} }}"
        else:
            yield from _wrapped(child, list(_blocks(text, child, nested=nested)))
    yield from _raw(text, raw, nested=nested)


def _raw(text: str, elements: Sequence[Element], *, nested: bool) -> Iterator[str]:
    """Neighbours without a heading in them, as the HTML that they are."""
    if nested:
        for element in elements:
            lines = filter(None, map(str.strip, text[element.inner : element.end].split("\n")))
            yield from _wrapped(element, ["\n".join(f"    {line}" for line in lines)], "html")
    elif elements:
        yield text[elements[0].start : elements[-1].after]


def _opened(element: Element) -> bool:
    """Is it a heading of the contents, does it hold one, or would Python-Markdown take it for a word in a paragraph?"""
    return is_heading(element) or any(map(is_heading, below(element))) or element.tag.startswith("gs-")


def _wrapped(element: Element, inner: list[str], content: str = "block") -> Iterator[str]:
    """An element as a block; the one around it needs a longer fence. `content`: `block` for Markdown, `html` for what stays as it is."""
    fence = "/" * max(3, *(1 + len(found) for block in inner for found in re.findall(r"^ *(/{3,})", block, re.MULTILINE)), 3)
    given = json.dumps(element.attributes).translate({ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"})
    yield f"{fence} html | {element.tag}\n    attrs: {given}\n    markdown: {content}"
    yield from inner
    yield fence


def _safe(match: re.Match[str]) -> str:
    """Signs that mean something in Markdown as their numbers; tags and entities as they are."""
    found = match[0]
    return f"&#{ord(found)};" if len(found) == 1 and found not in "-'" and found.isascii() else found
