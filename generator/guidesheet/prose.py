"""The dataset's Markdown → allow-listed HTML and plain text.

Two levels: `inline` (bold, italic, code, links) and `block` (also paragraphs, lists, tables, quotes, headings). No raw HTML,
no attributes; links go to http, https, mailto, tel, relative addresses and `sheet:id` only. `{{ … }}` blanks are taken out before
Markdown sees the text, and put back by whoever writes it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Literal

import markdown

from guidesheet.errors import Fault, TextError
from guidesheet.mistakes import one_brace, place

Level = Literal["inline", "block"]

_BLANK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_SLOT = re.compile("\ue000([0-9]+)\ue001")
_MARKED = re.compile(r"[*`\[\]<>&\\#|~{}\t]|(?<!\w)_")  # inside of a word and behind it, `_` marks nothing
_MARKED_LINE = re.compile(r"^(?:[-+=]|\d+[.)]\s|[^\S\n])|[^\S\n]$", re.MULTILINE)
"""What a plain text does not have, nor two spaces together; such a text needs no Markdown."""
_REFUSED = re.compile(r"^[%:]|[<{]")
"""What may not stand in a blank either."""
_TAG = re.compile(r"<(?=[A-Za-z/!?])[^\n>]*>?")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
_TARGET = re.compile(r"\]\(\s*([^)\s]+)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "sheet:")

_INLINE = {"p": (), "strong": (), "em": (), "code": (), "a": ("href",), "br": ()}
_ALLOWED: dict[Level, dict[str, tuple[str, ...]]] = {
    "inline": _INLINE,
    "block": _INLINE
    | dict.fromkeys(("ul", "li", "blockquote", "h1", "h2", "hr", "pre", "table", "thead", "tbody", "tr"), ())
    | {"th": ("class",), "td": ("class",), "ol": ("start",), "img": ("src", "alt")},
}
_ALIGN = re.compile(r' style="text-align: (left|right|center);"')
"""As Markdown lays out a column; a strict policy allows no style in a tag, so it becomes a class."""
_NAMES = {"h1": "a heading", "h2": "a heading", "ul": "a list", "ol": "a list", "blockquote": "a quote", "pre": "indented code",
          "img": "an image", "table": "a table", "hr": "a line"}  # fmt: skip


@dataclass(frozen=True)
class Blank:
    """One `{{ … }}`: what stands inside, and where (from 0)."""

    source: str
    line: int
    column: int


@dataclass(frozen=True)
class Prose:
    """One text of the dataset, already safe. `\ue000n\ue001` stands for its nth blank."""

    level: Level
    markup: str
    blanks: tuple[Blank, ...] = ()
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    lang: str | None = None
    """Its language, where that is not the page's."""

    def html(self, blank: Callable[[int], str] = str, link: Callable[[str], str] = str, heading: int = 3) -> str:
        """HTML (inline without a paragraph around it). `blank(n)` gives the HTML of a blank, `link` maps an address;
        headings begin at `heading`.
        """
        text = self.markup
        if self.links:
            text = _HREF.sub(lambda m: f'href="{html.escape(link(html.unescape(m[1])))}"', text)
        if "<h" in text:
            text = re.sub(r"(</?h)([12])>", lambda m: f"{m[1]}{int(m[2]) + heading - 1}>", text)
        return _SLOT.sub(lambda m: blank(int(m[1])), text) if self.blanks else text

    @property
    def fixed(self) -> bool:
        """Does it say the same on every page, in the page's language?"""
        return not (self.blanks or self.links or self.lang)

    @cached_property
    def words(self) -> str:
        """The words alone, on one line; for a text without blanks."""
        return " ".join(self.plain().split())

    def plain(self, blank: Callable[[int], str] = str) -> str:
        """The words alone; paragraphs, list items and rows on lines of their own."""
        text = self.markup
        if "<" in text:
            text = _ITEM.sub("- ", _LINE_END.sub("\n", text))
            text = _EMPTY_LINES.sub("\n", _ANY_TAG.sub("", _CELLS.sub(" · ", text))).strip()
        text = html.unescape(text) if "&" in text else text
        return _SLOT.sub(lambda m: blank(int(m[1])), text) if self.blanks else text


_HREF = re.compile(r'href="([^"]*)"')
_ANY_TAG = re.compile(r"<[^>]*>")
_LINE_END = re.compile(r"</(?:p|li|h\d|tr|blockquote|table)>\n?|<br />\n?")
_ITEM = re.compile(r"<li>\n*")
_CELLS = re.compile(r"</t[hd]>\s*<t[hd][^>]*>")
_EMPTY_LINES = re.compile(r"\n{2,}")


def parse(text: str, level: Level) -> Prose:
    """The text, made safe. Raises TextError with every fault in it."""
    faults: list[Fault] = []
    blanks: list[Blank] = []

    def take(found: re.Match[str]) -> str:
        blanks.append(Blank(found[1], *place(text, found.start())))
        return f"\ue000{len(blanks) - 1}\ue001"

    if "\ue000" in text or "\ue001" in text:
        raise TextError([Fault(0, 0, "a character for private use (U+E000, U+E001)", "delete it")])
    slotted = _BLANK.sub(take, text) if "{" in text else text
    slotted = slotted.strip("\n") if level == "block" else slotted.strip()
    if _is_plain(slotted, level) and not any(_REFUSED.search(blank.source) for blank in blanks):
        return Prose(level, slotted if level == "inline" else _paragraphs(slotted), tuple(blanks))
    faults += _outside(text, slotted)
    if faults:
        raise TextError(faults)
    markup = _ALIGN.sub(r' class="gs-\1"', _markdown(slotted))
    watch = _Watch(level, text)
    watch.feed(markup)
    watch.close()
    if watch.faults:
        raise TextError(watch.faults)
    if level == "inline":
        markup = markup.removeprefix("<p>").removesuffix("</p>")
    return Prose(level, markup, tuple(blanks), tuple(watch.links), tuple(watch.images))


def _is_plain(text: str, level: Level) -> bool:
    """Would Markdown leave it as it is, but for paragraphs?"""
    if _MARKED.search(text) or "  " in text:
        return False
    if "\n" in text:
        return level == "block" and not _MARKED_LINE.search(text)
    return not _MARKED_LINE.match(text) and not text[-1:].isspace()


def _paragraphs(text: str) -> str:
    """Paragraphs of plain words as Markdown writes them."""
    return "\n".join(f"<p>{part}</p>" for part in re.split(r"\n{2,}", text)) if "\n" in text else f"<p>{text}</p>"


def _outside(text: str, slotted: str) -> list[Fault]:
    """HTML, stray braces and conditions, wherever they stand in the text."""
    faults = []
    bare = _CODE.sub(lambda found: " " * len(found[0]), text)
    for found in _TAG.finditer(_AUTOLINK.sub(lambda link: " " * len(link[0]), bare)):
        cure = "write Markdown: **bold**, *italic*, [words](address); for a bare < put a space after it"
        faults.append(Fault(*place(text, found.start()), f"HTML is not allowed here: {found[0][:40]}", cure))
    conditions = (place(text, found.start()) for found in re.finditer(r"\{%", text))
    faults.extend(Fault(*at, "{% %} is for letters only", 'use {{ name or "other words" }}') for at in conditions)
    attributes = (place(text, found.start()) for found in re.finditer(r"\{:", bare))
    faults.extend(Fault(*at, "attributes {: … } are not allowed here", "delete them") for at in attributes)
    outside = _BLANK.sub(lambda blank: re.sub(r"[^\n]", " ", blank[0]), bare)
    faults.extend(one_brace(outside))
    if re.search(r"\{\{|\}\}", slotted):
        stray = re.search(r"\{\{|\}\}", _BLANK.sub(lambda blank: " " * len(blank[0]), text))
        at = place(text, stray.start()) if stray else (0, 0)
        faults.append(Fault(*at, "a blank is not closed", "write {{ name }} with two braces on both sides"))
    return faults


def _markdown(text: str) -> str:
    renderer = _renderer()
    renderer.reset()
    try:
        return renderer.convert(text)
    except RecursionError:
        _shared.clear()  # it stands in the middle of the text
        raise TextError([Fault(0, 0, "lists or quotes in this text are nested far too deep", "take some levels out")]) from None


_shared: list[markdown.Markdown] = []


def _renderer() -> markdown.Markdown:
    """One instance for all texts: no raw HTML, no entities but the text's own, no reference links."""
    if not _shared:
        made = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="xhtml")
        for name in ("html_block",):
            made.preprocessors.deregister(name)
        for name in ("html", "entity", "reference", "image_reference", "short_reference", "short_image_ref"):
            made.inlinePatterns.deregister(name)
        made.parser.blockprocessors.deregister("reference")
        _shared.append(made)
    return _shared[0]


class _Watch(HTMLParser):
    """Reads what Markdown made, and lets pass what is on the list."""

    def __init__(self, level: Level, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.level = level
        self.text = text
        self.faults: list[Fault] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.paragraphs = 0
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = _ALLOWED[self.level].get(tag)
        if allowed is None:
            if tag in ("li", "thead", "tbody", "tr", "th", "td"):
                return
            name = _NAMES.get(tag, "a heading this deep" if tag[:1] == "h" else f"<{tag}>")
            where = "in a text of one line" if self.level == "inline" and tag in _NAMES else "here"
            self._fault(f"{name} is not allowed {where}", "write plain words, or put \\ before the sign that begins the line")
            return
        self.paragraphs += tag == "p"
        if self.level == "inline" and self.paragraphs > 1:
            self.paragraphs = 0
            self._fault("this text must be one paragraph", "remove the empty line, or use a text block")
        given = dict(attrs)
        for name in given:
            if name not in allowed and not (name == "title" and tag in ("a", "img")):
                self._fault(f"the attribute '{name}' is not allowed here", "remove it")
        if "title" in given:
            self._fault("a link or image has no title here", 'write [words](address) without "…"')
        if tag == "a":
            self._link(given.get("href") or "")
        if tag == "img":
            self._image(given.get("src") or "", given.get("alt") or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _link(self, target: str) -> None:
        if _SLOT.search(target):
            self._fault("a blank cannot stand in a link's address", "put the blank beside the link")
            return
        squeezed = re.sub(r"[\x00-\x20]", "", target)
        scheme = _SCHEME.match(squeezed)
        if (scheme and scheme[0].lower() not in _SCHEMES) or squeezed.startswith("//") or "\\" in squeezed:
            cure = "link to https://…, mailto:…, tel:…, sheet:id, or a file of this site"
            self._fault(f"links to '{target[:40]}' are not allowed", cure, target)
        elif squeezed != target:
            self._fault("a link's address has a space or control character in it", "remove it", target)
        self.links.append(target)

    def _image(self, source: str, words: str) -> None:
        if _SCHEME.match(source) or source.startswith(("//", "\\")) or _SLOT.search(source):
            self._fault("an image must lie in this site", "copy the file beside the pages and write its relative address", source)
        self.images.append(source)
        if not words.strip():
            bare = re.search(r"!\[\s*\]", self.text)
            message = "this image has no words for those who cannot see it"
            self._fault(message, "write ![what it shows](address)", bare[0] if bare else "![")

    def _fault(self, message: str, cure: str, piece: str = "") -> None:
        at = max(0, self.text.find(piece)) if piece else 0
        for found in _TARGET.finditer(self.text, self.seen) if piece else ():
            if piece.startswith(html.unescape(found[1])):  # it may be written with entities, and stand there twice
                at, self.seen = found.start(1), found.end()
                break
        self.faults.append(Fault(*place(self.text, at), message, cure))
