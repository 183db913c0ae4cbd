"""What search finds on a page: read from the article by the rules of Material's search, which reads the same pages where they come from
`write`. So both indexes are the same, and `data-search-exclude` in a template is all that there is to say.

Quicker than a parser of HTML, since it may lean on how ours is written: every element is closed, no attribute holds a bare `<` or `>`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

EXCLUDED = "data-search-exclude"

_ID = re.compile(r'(?:^|\s)id="([^"]*)"')
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))


@dataclass(frozen=True)
class Found:
    """What search finds at one place of a page: HTML of paragraphs, lists and code."""

    anchor: str
    """"" for the page itself."""
    title: str
    text: str


@dataclass(slots=True)
class _Section:
    """What stands below a heading with an id, as long as the element that holds the heading is open."""

    anchor: str
    tag: str
    depth: float
    excluded: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def found(article: str) -> tuple[Found, ...]:
    """Every section of an article, in order."""
    sections = _Reading(article).sections
    return tuple(Found(s.anchor, "".join(s.title).strip(), "".join(s.text).strip()) for s in sections if not s.excluded)


class _Reading:
    """The reading of one article."""

    def __init__(self, article: str) -> None:
        self.open: list[str] = []
        self.sections: list[_Section] = []
        at = 0
        while (start := article.find("<", at)) >= 0:
            self._words(article[at:start])
            at = article.index(">", start) + 1
            tag, _, attributes = article[start + 1 : at - 1].partition(" ")
            if tag[0] == "/":
                self._end(tag[1:])
            elif tag not in _VOID:
                self._start(tag, attributes)
                if EXCLUDED in attributes:
                    at = _after(article, tag, at)
                    self._leave()
                elif tag in _KEPT:
                    self._here.append(f"<{tag}>")
        self._words(article[at:])

    @property
    def _here(self) -> list[str]:
        """Where words go: into the heading, while it is open."""
        return self.section.title if self.section.tag in self.open else self.section.text

    def _start(self, tag: str, attributes: str) -> None:
        self.open.append(tag)
        heading = _ID.search(attributes) if tag in _HEADINGS else None
        if not self.sections and (tag != "h1" or not heading):
            self._section(_Section("", "", len(self.open) if heading else 0))
        if heading:
            self._section(_Section(heading[1] if self.sections else "", tag, len(self.open), EXCLUDED in attributes))

    def _section(self, section: _Section) -> None:
        self.section = section
        self.sections.append(section)

    def _end(self, tag: str) -> None:
        self._leave()
        if tag in _KEPT:
            here = self._here
            first = here.index(f"<{tag}>")
            if all(map(str.isspace, here[first + 1 :])):  # there is nothing in it
                del here[first:]
            else:
                here.append(f"</{tag}>")

    def _leave(self) -> None:
        """Goes out of an element; what comes next belongs to the section around it."""
        depth = len(self.open)
        if self.section.depth > depth:
            self.section.depth = float("inf")
            self.section = next(section for section in reversed(self.sections) if section.depth <= depth)
        self.open.pop()

    def _words(self, text: str) -> None:
        if not text:
            return
        if not self.sections:
            self._section(_Section("", "", 0))
        here = self._here
        if "pre" not in self.open:
            text = " " if text.isspace() else text.replace("\n", " ")
            if text == " " and here is self.section.text and here and here[-1].isspace():
                return
        here.append(html.escape(html.unescape(text), quote=False) if "&" in text else text)


def _after(article: str, tag: str, at: int) -> int:
    """Where an element ends that is open `at` a place."""
    level, end = 1, f"</{tag}>"
    while level:
        start, at = at, article.index(end, at) + len(end)
        level += article.count(f"<{tag}>", start, at) + article.count(f"<{tag} ", start, at) - 1
    return at
