"""A text → Jinja's nodes, and where in the text each of them stands: Jinja itself keeps lines only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from guidesheet.errors import Fault
from guidesheet.mistakes import place

Wrong = tuple[nodes.Node, str, str]
"""A node that is wrong, what is wrong, and what to do."""

_ENVIRONMENT = Environment(keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True, autoescape=False)
_UNSEEN = frozenset(("whitespace", "comment_begin", "comment", "comment_end", "raw_begin", "raw_end"))
"""Tokens that Jinja's parser is not given."""


_BLANK = re.compile(r"""\{\{(?!-)([^{}"']*(?:"[^{}"]*"[^{}"']*)*)(?<!-)\}\}""")
"""A blank that can be read by itself, wherever it stands."""
_MORE = re.compile(r"\{[{%#]|\r")
"""What else Jinja reads in a text."""


@lru_cache(maxsize=10_000)
def parsed(source: str) -> nodes.Template:
    """A text is parsed once: the check and the page ask for it. Raises jinja2.TemplateSyntaxError.

    So is a blank, which many texts have; where there is nothing else to read, a text is its pieces.
    """
    pieces = _BLANK.split(source)
    if source and not any(map(_MORE.search, pieces[::2])):
        with suppress(TemplateSyntaxError, ValueError):  # Jinja says what is wrong of the whole
            return nodes.Template([nodes.Output(list(_shown(pieces)))], lineno=1)
    return _whole(source)


def _whole(source: str) -> nodes.Template:
    return nodes.Template(Parser(_ENVIRONMENT, source).subparse(), lineno=1)  # its nodes know no environment, and need none


def _shown(pieces: Sequence[str]) -> Iterator[nodes.Expr]:
    """The nodes of texts and blanks, in turn. One that comes again in a text is another node there."""
    for index, piece in enumerate(pieces):
        if index % 2:
            yield _blank.__wrapped__(piece) if piece in pieces[:index] else _blank(piece)
        elif piece:
            yield nodes.TemplateData(piece)


@lru_cache(maxsize=10_000)
def _blank(piece: str) -> nodes.Expr:
    """The node of what stands in a blank. Raises ValueError where that is not one."""
    (output,) = _whole(f"{{{{{piece}}}}}").find_all(nodes.Output)
    (found,) = output.nodes
    return found


def reads(source: str) -> bool:
    """Can Jinja read a piece of a text?"""
    try:
        _ENVIRONMENT.parse(source)
    except (TemplateSyntaxError, RecursionError):
        return False
    return True


def placed(source: str, wrong: Iterable[Wrong], before: int = 0) -> list[Fault]:
    """The faults of a text's nodes, at their words.

    `source`: what was parsed; its first `before` characters are not the author's.
    """
    found = [Fault(*place(source, at), message, cure) for at, message, cure in _starts(source, wrong)]
    return [Fault(one.line, one.column - before * (not one.line), one.message, one.cure) for one in found]


def _starts(source: str, wrong: Iterable[Wrong]) -> Iterator[tuple[int, str, str]]:
    """The text is read once more, by tokens that have their places where Jinja wants a line."""
    parser = Parser(_ENVIRONMENT, source)
    tokens = zip(_places(source), _ENVIRONMENT.lexer.tokenize(source), strict=True)
    parser.stream = TokenStream((Token(at, token.type, token.value) for at, token in tokens), None, None)
    twins = dict(zip(map(id, _walked(parsed(source))), _walked(parser.parse()), strict=True))
    return ((_start(source, twins[id(node)]), message, cure) for node, message, cure in wrong)


def _places(source: str) -> Iterator[int]:
    """Where each token begins that Jinja's parser is given: what Jinja leaves out between them is white space."""
    at = 0
    for _, kind, text in _ENVIRONMENT.lex(source):
        at = source.index(text, at)
        if kind not in _UNSEEN:
            yield at
        at += len(text)


def _walked(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walked(child)


def _start(source: str, node: nodes.Node) -> int:
    """Where a node's first word begins: of a filter its name, of words that close a blank the braces."""
    if isinstance(node, nodes.TemplateData):
        return source.index("}}", node.lineno)
    if isinstance(node, nodes.Scope):  # what 'autoescape' is for: the word itself is the node in it
        return _start(source, node.body[0])
    if isinstance(node, nodes.Filter | nodes.Stmt):
        return node.lineno
    return min(filter(None, (one.lineno for one in _walked(node))))  # some have none; no name stands at 0, before its braces
