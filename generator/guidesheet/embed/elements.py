"""An article as elements of Python-Markdown: headings as headings, so that the host lists them; all else as the HTML that it is."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from guidesheet import outline

Stash = Callable[[str], str]
"""Keeps HTML, and gives what stands for it in a text."""


def fill(element: Element, article: str, stash: Stash) -> None:
    """Makes an element the one that the article consists of."""
    (whole,) = outline.Outline(article).root.children
    element.tag = whole.tag
    element.attrib.clear()
    element.attrib.update(whole.attributes)
    _inside(element, article, whole, stash)


def _inside(element: Element, text: str, given: outline.Element, stash: Stash) -> None:
    start, last = given.inner, None
    for child in given.children:
        if not outline.is_heading(child) and not any(map(outline.is_heading, outline.below(child))):
            continue
        _add(element, last, text[start : child.start], stash)
        last = SubElement(element, child.tag, child.attributes)
        if outline.is_heading(child):
            _add(last, None, text[child.inner : child.end], stash)
        else:
            _inside(last, text, child, stash)
        start = child.after
    _add(element, last, text[start : given.end], stash)


def _add(element: Element, last: Element | None, html: str, stash: Stash) -> None:
    """HTML at the beginning of an element, or after the last one in it."""
    if not html.strip():
        return
    kept = AtomicString(stash(html.strip()))
    if last is None:
        element.text = kept
    else:
        last.tail = kept
