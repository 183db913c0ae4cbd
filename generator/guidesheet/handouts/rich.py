"""Prose → nodes for the templates of paper: data, never markup. A node is a list: its kind, what it needs, and last the nodes inside it.

Inline: `["t", text]`, `["n", text]` (stays on one line), `["w", word]` (so long that it may break anywhere), `["b", nodes]` (bold),
`["c", nodes]` (code), `["br"]`,
`["a", address, said, nodes]` (a link; `said` is printed after it), `["lang", language, nodes]`.
Blocks: `["p", nodes]`, `["h", level, nodes]` (from 1), `["ul", items]`, `["ol", start, items]` with items `["li", blocks]`,
`["quote", blocks]`, `["pre", nodes]`, `["hr"]`, `["img", address, words]`, `["table", rows]` with rows `["tr", cells]` and cells
`["th" or "td", alignment, nodes]`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

from guidesheet import language
from guidesheet.messages import languages
from guidesheet.prose import Prose

Nodes = list[list[Any]]

_NUMBER = r"[$€£]?\d{1,15}(?:[.,:/]\d{1,15})*"
_UNIT = r"[ \u00a0](?:[ap]\.[ \u00a0]?m\.|[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])|%)"
_TO = r"\s?[–-]\s?"


@cache
def _whole() -> re.Pattern[str]:
    """What no line may break: telephone numbers, days, times, numbers with their unit. It begins and ends with a word."""
    names = {name for lang in languages() for name in language.months(lang)}
    month = f"(?:{'|'.join(map(re.escape, sorted(names, reverse=True)))})"
    return re.compile(
        r"(?<![\w.,:/$€£+-])(?:"
        r"\d-\d{3}(?:-[A-Z\d]+)+"  # 1-800-555-HELP
        r"|[^\W\d_]-[^\W\d_]{2,}"  # e-mail
        r"|\+?\(?\d[\d()./ \u2013-]{5,18}\d"  # 860-263-6000, (02) 555 01 23, 2026-11-23
        rf"|{month}\.? \d{{1,2}}(?:{_TO}\d{{1,2}})?(?:, \d{{4}})?"  # November 23, 2026
        rf"|\d{{1,2}}\.? (?:de )?{month}\.?,?(?: (?:de )?\d{{4}})?"  # 23 de noviembre de 2026, 23 November
        rf"|{month}\.?(?: de)? \d{{4}}"  # November 2026
        r"|[^\W\d_]{3,9}\.? \d{1,2}, \d{4}|\d{1,2}\.? [^\W\d_]{3,10}\.?,? \d{4}"  # a day in another language
        rf"|{_NUMBER}(?:{_UNIT})?{_TO}{_NUMBER}(?:{_UNIT})?|{_NUMBER}{_UNIT}"  # 20–30 minutes, 9:00–17:00, 3:30 p.m., $1,200 a
        r")(?!\w)"
    )


_LONG = re.compile(r"[^\W_]{29,}")


def pieces(text: str) -> Nodes:
    """A text without markup; what no line may break stays in one piece."""
    found: Nodes = []
    at = 0
    for whole in _whole().finditer(text):
        found += _words(text[at : whole.start()])
        found.append(["n", whole[0]])
        at = whole.end()
    return found + _words(text[at:])


def _words(text: str) -> Nodes:
    """Text, and between it words that no line may be wide enough for."""
    found: Nodes = []
    at = 0
    for word in _LONG.finditer(text):
        found += [["t", text[at : word.start()]], ["w", word[0]]]
        at = word.end()
    return [node for node in [*found, ["t", text[at:]]] if node[1]]


def nodes(prose: Prose, blank: Callable[[int], str], link: Callable[[str], tuple[str, str]]) -> Nodes:
    """A text of the dataset. `blank(n)`: what stands for its nth blank; `link(target)`: the address, and what is printed after it."""
    reader = _Reader(link)
    reader.feed(prose.html(lambda n: f"\ue000{n}\ue001", heading=1))
    reader.close()
    _fill(reader.root, blank)
    return reader.root


def said_in(lang: str, given: Nodes) -> Nodes:
    """Inline nodes in another language than what is around them."""
    return [["lang", lang, given]]


_SLOT = re.compile("\ue000([0-9]+)\ue001")


def _fill(given: object, blank: Callable[[int], str]) -> None:
    """Puts the words of blanks into texts, and cuts texts into pieces."""
    if not isinstance(given, list):
        return
    at = 0
    while at < len(given):
        node = given[at]
        if isinstance(node, list) and node[:1] == ["t"] and isinstance(node[1], str):
            made = pieces(_SLOT.sub(lambda found: blank(int(found[1])), node[1]))
            given[at : at + 1] = made
            at += len(made)
        else:
            _fill(node, blank)
            at += 1


class _Reader(HTMLParser):
    """Reads the HTML that `prose` makes, and nothing else."""

    def __init__(self, link: Callable[[str], tuple[str, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.link = link
        self.root: Nodes = []
        self.open: list[Nodes] = [self.root]
        self.lined = False  # inside of `pre`

    def handle_data(self, data: str) -> None:
        inside = self.open[-1]
        if self.lined:
            inside += self._lines(data)
            return
        data = re.sub(r"[ \t]*\n[ \t]*", " ", data)
        if inside is self.root and not data.strip():
            return
        if inside and inside[-1][:1] == ["t"]:
            inside[-1][1] = str(inside[-1][1]) + data
        else:
            inside.append(["t", data.lstrip() if inside and inside[-1] == ["br"] else data])

    def _lines(self, data: str) -> Iterator[list[Any]]:
        """Each line as it stands, with its indentation."""
        for number, line in enumerate(data.strip("\n").split("\n")):
            if number:
                yield ["br"]
            words = line.lstrip()
            yield ["t", "\u00a0" * (len(line) - len(words)) + words]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.lined = self.lined or tag == "pre"
        if tag == "img":
            self.open[-1].append(["img", given["src"], given["alt"]])
        elif tag in ("br", "hr"):
            self.open[-1].append([tag])
        elif tag in _INSIDE:
            node: list[Any] = [_INSIDE[tag], *self._needs(tag, given), []]
            self.open[-1].append(node)
            self.open.append(node[-1])

    def _needs(self, tag: str, given: dict[str, str]) -> tuple[object, ...]:
        if tag == "a":
            return self.link(given["href"])
        if tag == "ol":
            return (int(given.get("start") or 1),)
        if tag in ("h1", "h2"):
            return (int(tag[1]),)
        return (_alignment(given),) if tag in ("th", "td") else ()

    def handle_endtag(self, tag: str) -> None:
        self.lined = self.lined and tag != "pre"
        if tag in _INSIDE:
            done = self.open.pop()
            if tag in ("p", "h1", "h2", "th", "td"):
                _tidy(done)
            if tag in ("ul", "ol", "blockquote", "table", "tr", "li"):
                _only_blocks(done, tag)


_INSIDE = {tag: tag for tag in ("p", "pre", "ul", "ol", "li", "table", "tr", "th", "td", "a")} | {
    "strong": "b", "em": "b", "code": "c", "h1": "h", "h2": "h", "blockquote": "quote",
}  # fmt: skip
"""Tag with something inside → kind of node. Paper has bold only."""


def _alignment(given: dict[str, str]) -> str:
    return given.get("class", "gs-left").removeprefix("gs-")


def _tidy(inside: Nodes) -> None:
    """Takes white space at the ends of a paragraph away."""
    if inside and inside[0][:1] == ["t"]:
        inside[0][1] = str(inside[0][1]).lstrip()
    if inside and inside[-1][:1] == ["t"]:
        inside[-1][1] = str(inside[-1][1]).rstrip()


def _only_blocks(inside: Nodes, tag: str) -> None:
    """Takes white space between blocks away; words that stand alone in a list item become a paragraph."""
    if tag != "li":
        inside[:] = [node for node in inside if node[:1] != ["t"]]
        return
    made: Nodes = []
    words: Nodes = []
    for node in [*inside, ["p", []]]:
        if node[0] in ("t", "b", "c", "a", "br"):
            words.append(node)
            continue
        _tidy(words)
        if any(word[:1] != ["t"] or str(word[1]).strip() for word in words):
            made.append(["p", words])
        words = []
        made.append(node)
    inside[:] = made[:-1]
