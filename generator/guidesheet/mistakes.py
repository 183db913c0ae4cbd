"""What an editor most likely did: a parser names the sign that it tripped over, and the mistake was made before that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from guidesheet.errors import Fault

Place = tuple[int, int]
"""(line, column), from 0."""

_CURES = {
    "mapping values are not allowed": "put the text in quotes if it holds ': '",
    "did not find expected key": "check the spaces at the line's start; put text that begins with [, { or a quote in quotes",
    "did not find expected ','": "put text that holds , : [ ] { or } in quotes, and close every bracket",
    "tab character": "indent with spaces, never tabs",
    "unknown escape": 'use single quotes, or write the backslash twice inside "…"',
    "unexpected end of stream": "close the quote or bracket that is still open",
    "another document": "one file holds one document: remove the line `---`",
    "undefined alias": "put text that begins with * in quotes",
    "did not find expected alphabetic": "put text that begins with * or & in quotes",
}
_ONE_BRACE = re.compile(r"(?<!\{)\{ ?([a-z][a-z0-9_]*\.[a-z][a-z0-9_.]*) ?\}(?!\})")
_CLOSED_BY = {"{": "}", "[": "]"}
_QUOTES = {"'": '"', '"': "'"}


def place(text: str, position: int) -> Place:
    """Where a character of a text stands."""
    return text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1


def in_yaml(what: str, lines: Sequence[str], at: Place, began: Place | None) -> tuple[Place, str, str]:
    """Where a mistake is that keeps a file from being YAML, what is wrong, and what to do.

    `what`: what the parser says, `at` which place; `began`: where the piece began that it could not finish.
    """
    for find in (_two_versions, _odd_space):
        if found := find(lines, at[0]):
            return found
    if began and (found := _unfinished(what, lines, at, began)):
        return found
    if at[0] < len(lines) and (found := _in_line(what, lines, at)):
        return found
    cure = next((cure for part, cure in _CURES.items() if part in what), "check indentation and quotes")
    return at, f"this is not YAML: {what}", cure


def _two_versions(lines: Sequence[str], last: int) -> tuple[Place, str, str] | None:
    """What version control leaves where two people edited the same lines."""
    number = next((number for number, line in enumerate(lines) if line.startswith("<<<<<<< ")), None)
    if number is None:
        return None
    cure = "keep one of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return (number, 0), "two versions of the same lines stand here", cure


def _odd_space(lines: Sequence[str], last: int) -> tuple[Place, str, str] | None:
    """What comes along from web pages and word processors: a space that is none for YAML."""
    for number, line in enumerate(lines[: last + 2]):
        if found := re.match(r" *([^\S \t])", line):
            cure = "delete the spaces at the line's start, and type them again"
            return (number, found.start(1)), f"this looks like a space, but is another sign (U+{ord(found[1]):04X})", cure
    return None


def _unfinished(what: str, lines: Sequence[str], at: Place, began: Place) -> tuple[Place, str, str] | None:
    opened = lines[began[0]][began[1] : began[1] + 1] if began[0] < len(lines) else ""
    if "unexpected end of stream" in what and opened in _QUOTES:
        return began, "this quote is not closed", f"write {opened} where the text ends"
    first = at[0] >= len(lines) or not lines[at[0]][: at[1]].strip(" -")
    if "did not find expected ','" in what and opened in _CLOSED_BY and began[0] < at[0] and first:
        if " #" in lines[began[0]][began[1] :]:
            return began, f"what follows # is a comment, so that this {opened} is not closed", "put text that holds # in quotes"
        return began, f"this {opened} is not closed", f"write {_CLOSED_BY[opened]} where it ends"
    if "could not find expected ':'" in what:
        return _no_space(lines, began[0]) or (began, "this is no `key: text`", "write one, or indent the lines of a long text")
    return None


def _in_line(what: str, lines: Sequence[str], at: Place) -> tuple[Place, str, str] | None:
    row, before, sign = lines[at[0]], lines[at[0]][: at[1]], lines[at[0]][at[1] : at[1] + 1]
    if "mapping values are not allowed" in what and re.fullmatch(r"\s+[\w-]+", before):
        start = (at[0], len(before) - len(before.lstrip()))
        cure = "give it as many spaces as the line above"
        return _no_space(lines, at[0] - 1) or (start, "this line begins further right than those that it belongs with", cure)
    if "mapping values are not allowed" in what and re.fullmatch(r"\s*- [\w-]+", before) and at[0]:
        above = lines[at[0] - 1]
        if above.strip() and not re.match(r"\s*- |.*:\s*$", above):
            start = (at[0] - 1, len(above) - len(above.lstrip()))
            return start, "this line stands before a list, and is no entry of it", "begin it with '- ', too, or end it with a colon"
    if "mapping values are not allowed" in what and (found := re.match(r"\s*(?:- )?([\w-]+: )(\w.*)", row)) and len(row) < 100:
        return at, "a colon stands in text that has no quotes", f"write `{found[1]}{json.dumps(found[2].strip(), ensure_ascii=False)}`"
    if "did not find expected '-'" in what:
        cure = "give it as many spaces as the line above, or begin it with '- ' if it is a new entry of the list"
        return _no_space(lines, at[0]) or (at, "this line begins further left than those that it belongs with", cure)
    if "did not find expected key" in what and (quote := before.rstrip()[-1:]) in _QUOTES:
        return _quoted(lines, at, quote)
    if "did not find expected key" in what and row[at[1] :].startswith("- "):
        cure = "begin every entry of a list with '- ', at the same column, or take this dash away"
        return at, "a list begins in the middle of something else", cure
    if "cannot start any token" in what and sign:
        return at, f"this is not YAML: {what}", _CURES["tab character"] if sign == "\t" else f"put text that begins with {sign} in quotes"
    return None


def _no_space(lines: Sequence[str], number: int) -> tuple[Place, str, str] | None:
    """`-block: text` or `title:Boxes`."""
    if found := re.match(r"(\s*-)(\w[\w-]*:)", lines[number]):
        return (number, found.end(1)), "there is no space after the dash", f"write `- {found[2]}`"
    if found := re.match(r"\s*(?:- )?([\w-]+:)([^\s:/].*)", lines[number]):
        return (number, found.end(1)), "there is no space after the colon", f"write `{found[1]} {found[2].strip()[:60]}`"
    return None


def _quoted(lines: Sequence[str], at: Place, quote: str) -> tuple[Place, str, str] | None:
    """A quote that ends just before `at`: too early on its own line, or one of another text, because its own is missing."""
    if lines[at[0]][: at[1]].count(quote) % 2 == 0:
        return at, f"the {quote} before this ends the text, and more follows", f"put {_QUOTES[quote]} around the whole text instead"
    for number in range(at[0] - 1, -1, -1):
        if found := re.search(rf"(?:: |- |^\s*){quote}[^{quote}]*$", lines[number]):
            return (number, found[0].index(quote) + found.start()), "this quote is not closed", f"write {quote} where the text ends"
    return None


def dash_missing(row: str, column: int) -> tuple[str, str]:
    """What is wrong where an entry of a list begins without its dash, which stands at `column` in the others."""
    said = row.strip()
    return (
        "a new entry of the list begins here, and its dash is missing",
        f"write `- {said[:60]}{'…' * (len(said) > 60)}`, with the dash below that of the entry before (column {column + 1})",
    )


def comment(rest: str) -> tuple[str, str] | None:
    """What is wrong where text without quotes is followed by `rest` of its line: `#1` is a comment, and was not meant to be one."""
    if not re.match(r"\s+#[^\s#]", rest):
        return None
    cure = "put the text in quotes; begin a comment with # and a space"
    return f"what follows is a comment, and no reader sees it: {rest.strip()[:40]}", cure


def one_brace(text: str) -> Iterator[Fault]:
    """Blanks with one brace on each side, in a text whose other blanks are already taken out."""
    for found in _ONE_BRACE.finditer(text):
        yield Fault(*place(text, found.start()), "a blank has two braces on both sides", f"write {{{{ {found[1]} }}}}")
