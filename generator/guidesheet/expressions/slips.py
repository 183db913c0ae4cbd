"""What an author most likely meant with a blank or a condition that Jinja cannot read: told in the words of this letter, not in Jinja's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from guidesheet.errors import Fault, near
from guidesheet.language import STYLES
from guidesheet.mistakes import one_brace, place

_NOT_CLOSED = re.compile(r"\{\{(?=(?:(?!\}\}).)*?(?:\{\{|\{%|\Z))|\{%(?=(?:(?!%\}).)*?(?:\{\{|\{%|\Z))", re.DOTALL)
"""A `{{` or `{%` that meets the next one, or the end, before it is closed."""
_TAG = re.compile(r"\{\{(?P<blank>.*?)\}\}|\{%[-+]?(?P<inner>.*?)[-+]?%\}|\{#.*?#\}", re.DOTALL)
_ONE_BRACE = re.compile(r"(?<!\{)\{ *%? *(?P<said>(?:if|elif) [^{}%\n]+?|else|endif) *%? *\}(?!\})")
_OUTSIDE = re.compile(r"(?P<note>\{#)|\{[{%][-+]|-[%}]\}|\+%\}|\{%\s*(?P<raw>raw|endraw)\s*%\}")
"""Notes, texts that Jinja is to leave alone, and signs for white space."""
_CURLY = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'"))
_CURLY_QUOTE = re.compile("[“”„‟«»‘’‚‛]")
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_ONE_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_PLAIN_WORDS = re.compile(r"\s*([^\W\d][\w.]*(?:\s+[\w.]+)+)\s*")
_BARE_OTHER = re.compile(r"\s*([\w.]+)\s+or\s+([^\W\d_][^\"'|{}()=]*?)\s*")
_WORDS = ("if", "elif", "else", "endif", "include")
_OPERATORS = frozenset(("and", "or", "not", "in", "is", "if", "else", "elif", "endif"))


def in_letter(source: str, line: int, known: Iterable[str], reads: Callable[[str], bool]) -> list[Fault]:
    """Every fault of a text that cannot be read, at least one.

    `line`: where Jinja tripped, from 0; `known`: the names there are; `reads`: can it read a piece of a text?
    """
    if opened := _NOT_CLOSED.search(source):
        return [_not_closed(source, opened)]
    found = [*braces(source), *_in_tags(source, list(known))]
    found = found or [*_unpaired(source)] or [*_unread(source, reads)]
    cure = "write {{ name }} for a blank, {% if name %}…{% endif %} for a condition"
    return found or [Fault(line, 0, "a blank or a condition in this line cannot be read", cure)]


def braces(source: str) -> Iterator[Fault]:
    """Blanks and conditions with too few braces, which would be words of the letter."""
    if "{" not in _TAG.sub("", source):
        return
    bare = _TAG.sub(lambda tag: re.sub(r"[^\n]", " ", tag[0]), source)
    yield from one_brace(bare)
    for found in _ONE_BRACE.finditer(bare):
        message = "a condition has {% on its left and %} on its right"
        yield Fault(*place(source, found.start()), message, f"write {{% {found['said'].strip()} %}}")


def outside(source: str) -> Iterator[Fault]:
    """What Jinja itself would take for a note, or for white space to leave out."""
    for found in _OUTSIDE.finditer(source):
        if found["note"]:
            message = "notes in {# … #} are not part of the letter language"
            cure = "write them above the text, in a line that begins with #"
        elif found["raw"]:
            message = f"'{found['raw']}' is not part of the letter language"
            cure = "delete it: {{ and {% always begin a blank or a condition"
        else:
            message, cure = f"'{found[0]}' is not part of the letter language", f"write {found[0].strip('+-')}, without the sign"
        yield Fault(*place(source, found.start("raw") if found["raw"] else found.start()), message, cure)


def in_expression(source: str) -> Fault | None:
    """What is wrong with an expression without braces, where it is one of the usual slips."""
    if found := _CURLY_QUOTE.search(source):
        return Fault(*place(source, found.start()), *_straight(source))
    if found := _ONE_EQUALS.search(_without_texts(source)):
        return Fault(*place(source, found.start()), *_two_equals(source, found.start()))
    return None


def _straight(said: str) -> tuple[str, str]:
    return "curly quotes mean nothing here", f"use straight ones: write `{said.strip().translate(_CURLY)}`"


def _two_equals(said: str, at: int) -> tuple[str, str]:
    return "one = compares nothing", f"write two: `{(said[:at] + '=' + said[at:]).strip()}`"


def _without_texts(source: str) -> str:
    """The same length, with nothing in its quotes."""
    return _QUOTED.sub(lambda text: " " * len(text[0]), source)


def _not_closed(source: str, opened: re.Match[str]) -> Fault:
    rest = re.match(r"[^{}%\n]*", source[opened.end() :])
    said = rest[0].strip() if rest else ""
    if opened[0] == "{%":
        cure = f"write {{% {said or 'if name'} %}}"
        return Fault(*place(source, opened.start()), "a condition is not closed", cure)
    return Fault(*place(source, opened.start()), "a blank is not closed", "write {{ name }} with two braces on both sides")


def _in_tags(source: str, known: list[str]) -> Iterator[Fault]:
    for tag in _TAG.finditer(source):
        if curly := _CURLY_QUOTE.search(tag[0]):
            yield Fault(*place(source, tag.start() + curly.start()), *_straight(tag[0]))
            continue
        if tag["blank"] is not None:
            told = _blank(tag["blank"], known)
        else:
            told = _condition(tag[0], tag["inner"]) if tag["inner"] is not None else None
        if told:
            yield Fault(*place(source, tag.start()), *told)


def _blank(inner: str, known: list[str]) -> tuple[str, str] | None:
    if not inner.strip():
        return "this blank is empty", f"write a name in it, such as {{{{ {next(iter(sorted(known)), 'me.name')} }}}}"
    first = inner.split(maxsplit=1)[0]
    if first in ("if", "elif", "else", "endif", "include"):
        return f"'{first}' cannot stand in {{{{ }}}}", f"write {{% {inner.strip()} %}}"
    if (other := _BARE_OTHER.fullmatch(inner)) and " " in other[2]:
        return "the words after 'or' have no quotes", f'write {{{{ {other[1]} or "{other[2]}" }}}}'
    if (plain := _PLAIN_WORDS.fullmatch(inner)) and not _OPERATORS.intersection(words := plain[1].split()):
        meant = [name for name in known if name.rpartition(".")[2] in (*words, "_".join(words))]
        cure = f"write {' or '.join(f'{{{{ {name} }}}}' for name in meant[:3])}" if meant else near("_".join(words), known)
        return f"'{plain[1]}' is no name: names have a dot and no spaces", cure
    return None


def _condition(tag: str, inner: str) -> tuple[str, str] | None:
    word = inner.split(maxsplit=1)[0] if inner.strip() else ""
    if word not in _WORDS:
        meant = get_close_matches(word, _WORDS, n=1, cutoff=0.6)
        rest = "{% endif %}" if meant == ["endif"] else tag.replace(word, meant[0], 1) if meant else ""
        cure = f"write {rest}" if meant else "use {% if … %}, {% else %} and {% endif %}"
        return f"a letter has no {{% {word} %}}", cure
    if word in ("if", "elif") and not inner.split()[1:]:
        return f"'{word}' asks for nothing", f"write a name after it: {{% {word} me.name %}}"
    if word in ("if", "elif") and (equals := _ONE_EQUALS.search(_without_texts(tag))):
        return _two_equals(tag, equals.start())
    return None


def _unpaired(source: str) -> Iterator[Fault]:
    """Conditions without an end, and ends without a condition."""
    begun: list[int] = []
    for tag in _TAG.finditer(source):
        word = (tag["inner"] or "").split()[:1]
        if word == ["if"]:
            begun.append(tag.start())
        elif word and word[0] in ("elif", "else", "endif") and not begun:
            message = f"there is no {{% if … %}} before this {{% {word[0]} %}}"
            yield Fault(*place(source, tag.start()), message, "write {% if name %} where the condition begins, or delete this")
        elif word == ["endif"]:
            begun.pop()
    for start in begun:
        yield Fault(*place(source, start), "this condition has no end", "write {% endif %} after the words that it is for")


def _unread(source: str, reads: Callable[[str], bool]) -> Iterator[Fault]:
    """The blanks and conditions that cannot be read alone."""
    for tag in _TAG.finditer(source):
        word = (tag["inner"] or "").split()[:1]
        before = "" if word in ([], ["if"], ["include"]) else "{% if me.name %}"
        after = "" if word in ([], ["endif"], ["include"]) else "{% endif %}"
        if not reads(f"{before}{tag[0]}{after}"):
            cure = 'write {{ name }}, {{ name or "other words" }} or {{ name | filter }}'
            if word:
                cure = 'write {% if name %} or {% if name == "word" %}, and join names with and, or, not'
            yield Fault(*place(source, tag.start()), f"this cannot be read: {tag[0][:60]}", cure)


def wrong_arguments(name: str, arguments: list[object]) -> tuple[str, str] | None:
    """What is wrong with a filter's arguments."""
    count = len(arguments)
    if name == "plus" and (count != 1 or type(arguments[0]) is not int):
        return "plus needs one whole number of days", "write plus(7), plus(-1) or plus(value.some_days)"
    if name == "date" and (count > 1 or (count == 1 and arguments[0] not in STYLES)):
        return "date has one of four styles", near(str(arguments[0]), STYLES) if count == 1 else 'write date or date("full")'
    if name in ("workday", "time", "number", "list") and count:
        return f"the filter '{name}' takes no arguments", f"write | {name}"
    if name == "pick" and count < 2:
        return "pick needs pairs of a key and a text", 'write pick("ms", "Ms.", "mr", "Mr.", "")'
    return None
