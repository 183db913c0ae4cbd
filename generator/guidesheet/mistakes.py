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
    for find in (_two_versions, _odd_space, _odd_dash):
        if found := find(lines, at[0]):
            return found
    if began and (found := _unfinished(what, lines, at, began)):
        return found
    if at[0] < len(lines) and (found := _in_line(what, lines, at, began)):
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
        if found := re.match(r"\s*(?:- *)?[\w-]+:([^\S \t])|\s*-([^\S \t])", line):
            start = found.start(1) if found[1] else found.start(2)
            message = f"this looks like a space, but is another sign (U+{ord(line[start]):04X})"
            return (number, start), message, "delete it, and type the space again"
        if found := re.match(r" *([^\S \t])", line):
            cure = "delete the spaces at the line's start, and type them again"
            return (number, found.start(1)), f"this looks like a space, but is another sign (U+{ord(found[1]):04X})", cure
    return None


def _odd_dash(lines: Sequence[str], last: int) -> tuple[Place, str, str] | None:
    """A dash that a word processor made longer, a bullet, or a dash without its space."""
    if last < len(lines) and (found := re.match(r"\s*([–—−‐‑•·▪‣*]) *(?=\S)", lines[last])):
        message = f"'{found[1]}' does not begin an entry of a list: a hyphen and a space do"
        return (last, found.start(1)), message, f"write `- {_short(lines[last][found.end() :])}`"
    if last < len(lines) and (found := re.match(r"\s*-(?=[{\[\"'])", lines[last])):
        return (last, found.end()), "there is no space after the dash", f"write `- {_short(lines[last][found.end() :])}`"
    return None


def _short(said: str) -> str:
    """The beginning of a line, for a message."""
    said = said.strip()
    return said if len(said) <= 60 else f"{said[:60]}…"


def _unfinished(what: str, lines: Sequence[str], at: Place, began: Place) -> tuple[Place, str, str] | None:
    opened = lines[began[0]][began[1] : began[1] + 1] if began[0] < len(lines) else ""
    if "unexpected end of stream" in what and opened in _QUOTES:
        return began, "this quote is not closed", f"write {opened} where the text ends"
    if "did not find expected ','" in what and (found := _quote_over_lines(lines, at, began)):
        return found
    first = at[0] >= len(lines) or not lines[at[0]][: at[1]].strip(" -")
    if "did not find expected ','" in what and opened in _CLOSED_BY and began[0] < at[0] and first:
        if " #" in lines[began[0]][began[1] :]:
            return began, f"what follows # is a comment, so that this {opened} is not closed", "put text that holds # in quotes"
        return began, f"this {opened} is not closed", f"write {_CLOSED_BY[opened]} where it ends"
    if "could not find expected ':'" in what:
        return _no_space(lines, began[0]) or (began, "this is no `key: text`", "write one, or indent the lines of a long text")
    return None


def _quote_over_lines(lines: Sequence[str], at: Place, began: Place) -> tuple[Place, str, str] | None:
    """A quote in brackets that takes all for text up to the next quote, which begins another text."""
    rest = "\n".join([lines[began[0]][began[1] :], *lines[began[0] + 1 : at[0] + 1]])
    for found in re.finditer(r"""[{\[,:] *(?:"(?:[^"\\]|\\.)*"|'[^']*')""", rest, re.DOTALL):
        quote = found[0][-1]
        if "\n" in found[0]:
            line, column = place(rest, found.start() + found[0].index(quote))
            where = began[0] + line, column + (0 if line else began[1])
            return where, "this quote is not closed", f"write {quote} where the text ends"
    return None


def _in_line(what: str, lines: Sequence[str], at: Place, began: Place | None) -> tuple[Place, str, str] | None:
    row, before, sign = lines[at[0]], lines[at[0]][: at[1]], lines[at[0]][at[1] : at[1] + 1]
    if "mapping values are not allowed" in what and (found := _second_colon(lines, at)):
        return found
    if "did not find expected '-'" in what:
        if began and (found := _not_below_the_dash(lines, at, began[1])):
            return found
        cure = "give it as many spaces as the line above, or begin it with '- ' if it is a new entry of the list"
        message = "this line begins further left than those that it belongs with"
        return _after_braces(row, at) or _no_space(lines, at[0]) or (at, message, cure)
    if "did not find expected key" in what and (quote := before.rstrip()[-1:]) in _QUOTES:
        return _quoted(lines, at, quote)
    if "did not find expected key" in what and (found := _begins_with_braces(lines, at[0]) or _after_braces(row, at)):
        return found
    if "did not find expected key" in what and row[at[1] :].startswith("- "):
        cure = "begin every entry of a list with '- ', at the same column, or take this dash away"
        return at, "a list begins in the middle of something else", cure
    if "did not find expected ','" in what and (found := _comma_missing(lines, at) or _quote_inside(before, sign, at)):
        return found
    if "did not find expected node content" in what and sign == ",":
        return at, "there is nothing between two commas", "delete one of them"
    if "cannot start any token" in what and sign:
        return at, f"this is not YAML: {what}", _CURES["tab character"] if sign == "\t" else f"put text that begins with {sign} in quotes"
    return None


def _comma_missing(lines: Sequence[str], at: Place) -> tuple[Place, str, str] | None:
    """In braces: what comes next, or a colon in a text."""
    row, before, sign = lines[at[0]], lines[at[0]][: at[1]], lines[at[0]][at[1] : at[1] + 1]
    last = before.rstrip()[-1:]
    if last and last in "}]\"'" and (found := re.match(r"\s*([\w-]+:(?=\s)|[{\[\"'])", row[at[1] :])):
        return (at[0], at[1] + found.start(1)), f"a comma is missing before `{found[1]}`", f"write `, {found[1]}`"
    if sign == ":" and at[0] and re.fullmatch(r"\s*[\w-]+", before) and lines[at[0] - 1].rstrip()[-1:] not in ",{[":
        return (at[0] - 1, len(lines[at[0] - 1].rstrip())), "a comma is missing at the end of this line", "write it there"
    if sign != ":" or not (found := re.search(r"[{,]\s*[\w-]+:\s+(([^\"'{}\[\],:]*?)([\w-]+))$", before)):
        return None
    rest = re.match(r"[^,{}\[\]]*", row[at[1] :])
    whole = json.dumps(found[1] + (rest[0].rstrip() if rest else ""), ensure_ascii=False)
    if not found[2] or not found[3].isidentifier() or not found[3].islower():
        return at, "a colon stands in text that has no quotes", f"write {whole}, with the quotes"
    message = f"a comma is missing before `{found[3]}:`, or this colon belongs to a text that has no quotes"
    return (at[0], at[1] - len(found[3])), message, f"write `{found[2].rstrip()}, {found[3]}:`, or {whole}, with the quotes"


def _quote_inside(before: str, sign: str, at: Place) -> tuple[Place, str, str] | None:
    """In braces: a text that its own quote ends too early."""
    if (quote := before.rstrip()[-1:]) not in _QUOTES or sign in "]}":
        return None
    return at, f"the {quote} before this ends the text, and more follows", f"put {_QUOTES[quote]} around the whole text instead"


def _after_braces(row: str, at: Place) -> tuple[Place, str, str] | None:
    """What stands behind an entry in braces or brackets, or behind a text that begins with one."""
    rest, last = row[at[1] :].strip(), row[: at[1]].rstrip()[-1:]
    if not rest or not last or last not in "}]":
        return None
    if (found := re.match(r"\s*(?:- )?[\w-]+: ([{\[].*)", row)) and re.match(r"\w", rest):
        cure = f"write {json.dumps(_short(found[1]), ensure_ascii=False)}, with the quotes"
        return (at[0], found.start(1)), f"a text that begins with {found[1][0]} has no quotes", cure
    cure = "delete this sign" if rest in ",.;" else f"write this before the {last}, after a comma"
    return at, f"the {last} before this ends the entry, and more follows", cure


def _second_colon(lines: Sequence[str], at: Place) -> tuple[Place, str, str] | None:
    """A colon where none can be: in a text, or in a line that belongs somewhere else."""
    row, before, above = lines[at[0]], lines[at[0]][: at[1]], lines[at[0] - 1] if at[0] else ""
    start = len(before) - len(before.lstrip())
    if re.fullmatch(r"\s+[\w-]+", before):
        cure = "give it as many spaces as the line above"
        message = "this line begins further right than those that it belongs with"
        return _no_space(lines, at[0] - 1) or ((at[0], start), message, cure)
    if before.lstrip().startswith("- ") and re.match(rf"\s{{0,{start}}}(?:- )?[\w-]+: *[^\s#|>]", above):
        cure = "write the key and a colon on a line above it, such as `items:`"
        return (at[0], start), "a list begins here, and its key is missing", cure
    if re.fullmatch(r"\s*- [\w-]+", before) and above.strip() and not re.match(r"\s*- |.*:\s*$", above):
        place_above = (at[0] - 1, len(above) - len(above.lstrip()))
        return place_above, "this line stands before a list, and is no entry of it", "begin it with '- ', too, or end it with a colon"
    found = re.match(r"\s*(?:- )?([\w-]+: )([^\s\"'\[{|>&*!].*)", row)
    if found and len(row) < 100:
        return at, "a colon stands in text that has no quotes", f"write `{found[1]}{json.dumps(found[2].strip(), ensure_ascii=False)}`"
    return None


def _begins_with_braces(lines: Sequence[str], last: int) -> tuple[Place, str, str] | None:
    """A text that begins with a blank, and so is none for YAML: on the line where it trips, or some lines above."""
    for number in range(last, max(-1, last - 4), -1):
        if found := re.match(r"\s*(?:- )?(?:[\w-]+: +)?(\{\{.*)", lines[number]):
            cure = f"write {json.dumps(_short(found[1]), ensure_ascii=False)}, with the quotes"
            if not lines[number][: found.start(1)].strip():
                cure = "write | after the colon above"
            return (number, found.start(1)), "a text that begins with {{ has no quotes", cure
    return None


def _not_below_the_dash(lines: Sequence[str], at: Place, dash: int) -> tuple[Place, str, str] | None:
    """A line that cannot be in a list whose dashes stand at the column `dash`: it has none, or one further right."""
    row, above = lines[at[0]], at[0] - 1
    if at[1] < dash or row[: at[1]].strip():
        return None
    key = re.match(r"[\w-]+:(?= |$)", row[at[1] :])
    if row[at[1]] in "{[" or (key and at[1] == dash and any(line[dash:].startswith(f"- {key[0]}") for line in lines[: at[0]])):
        return (at, *dash_missing(row, dash))
    if not row.startswith("- ", at[1]):
        return None
    if lines[above].startswith("- ", dash) and above and re.fullmatch(r"\s*(?:- )?[\w-]+:\s*", lines[above - 1]):
        message = "this entry begins further left than the next one, and so belongs to another list"
        return (above, dash), message, f"begin it with {at[1]} spaces, as the next line"
    return at, "this entry begins further right than those that it belongs with", f"begin it with {dash} spaces, as the entries before"


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
    cure = f"write `- {_short(row)}`, with the dash below that of the entry before (column {column + 1})"
    return "a new entry of the list begins here, and its dash is missing", cure


_UNSEEN = "\u200b\u2060\ufeff\u2028\u2029"


def unseen(text: str) -> tuple[Place, str, str] | None:
    """A sign that no editor shows, as it comes along from web pages: it splits a word for a search, and a line for YAML."""
    for sign in _UNSEEN:
        if sign in text:
            cure = "delete the word that it stands in, and type it again"
            return place(text, text.index(sign)), f"a sign that nobody sees stands here (U+{ord(sign):04X})", cure
    return None


def one_paragraph(lines: Sequence[str], start: Place, last: int) -> tuple[Place, str, str] | None:
    """A text without `|`, from its start to its last line, whose empty lines or lists would be lost."""
    if not any(not row.strip() or re.match(r"\s*(?:[-*•]|\d+[.)]) ", row) for row in lines[start[0] + 1 : last + 1]):
        return None
    own = bool(lines[start[0]][: start[1]].strip())
    row = start[0] if own else next((row for row in range(start[0] - 1, -1, -1) if lines[row].strip()), start[0])
    key = re.search(r"([\w-]+): *", lines[row])
    if not key:
        return start, "the paragraphs and lists of this text would become one paragraph", "write it below a key and |, such as `text: |`"
    cure = f"write `{key[1]}: |`, with all of the text on the lines below"
    return (row, key.start()), "the paragraphs and lists of this text would become one paragraph", cure


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
