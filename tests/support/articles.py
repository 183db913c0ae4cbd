"""The articles of a built site as trees that can be compared: what a host adds around or between makes no difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib

from support.sites import pages_of

Tree = tuple[str, tuple[tuple[str, str], ...], tuple[Any, ...]]
"""(tag, attributes, what is inside: texts and trees)"""


def articles(site: Path) -> dict[str, Tree]:
    """Page → its article."""
    return {page: article((site / page).read_text("utf-8")) for page in pages_of(site)}


def article(html: str) -> Tree:
    """The first `<article>` of a page."""
    document = html5lib.parse(html, treebuilder="dom", namespaceHTMLElements=False)
    return tree(document.getElementsByTagName("article")[0])


def tree(node: Any) -> Tree:
    """An element; white space between words counts as one space, an anchor that Zensical puts first as nothing."""
    return node.tagName, tuple(sorted(node.attributes.items())), tuple(_inside(node))


def _inside(node: Any) -> Iterator[Any]:
    text = ""
    for child in node.childNodes:
        if child.nodeType == child.TEXT_NODE:
            text += child.data
        elif child.nodeType == child.ELEMENT_NODE and child.getAttribute("id") != "__skip":
            if words := " ".join(text.split()):
                yield words
            text = ""
            yield tree(child)
    if words := " ".join(text.split()):
        yield words


def difference(one: Any, other: Any, path: str = "") -> str:
    """Where two trees part, for people; "" where they do not."""
    if one == other:
        return ""
    if isinstance(one, str) or isinstance(other, str) or one[:2] != other[:2]:
        return f"{path}: {str(one)[:300]} != {str(other)[:300]}"
    for a, b in zip(one[2], other[2], strict=False):
        if a != b:
            return difference(a, b, f"{path}/{one[0]}")
    return f"{path}/{one[0]}: {len(one[2])} parts != {len(other[2])} parts"
