"""The templates beside the model, and their macros.

Their code is Jinja's, made plainer (`_Code`): most of the time of a build went into what Jinja does for templates that nobody knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.utils import missing
from markupsafe import Markup, escape

PACKAGE = Path(__file__).parent


_SPECIAL = re.compile("[&<>\"']").search


safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""HTML that templates write as it is: what `Markup` gives, without its look for what else it might be given."""


def _escaped(value: Any) -> str:
    """What templates write, safe: `escape`, without an object for every text that needs no escaping, which most do not."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SPECIAL(value)):
        safe: str = value
        return safe
    return escape(value)


class _Code(CodeGenerator):
    """Writes templates as plainly as our own can be read: `thing.name` and `thing.name(…)` are Python's, which take a fifth of the time of
    Jinja's. Those look for keys, too, and ask what is called whether it wants to know the context; nothing of ours has or does.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("environment.escaped(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        names = tuple(argument.name for argument in macro_ref.node.args)
        self.write(f"environment.macro(macro, {names}, {macro_ref.accesses_caller})")


def _macro(function: Callable[..., str], names: Sequence[str], calls: bool) -> Callable[..., Markup]:
    """A macro: `function` takes a value for each name, and the caller where it `calls`. Raises TypeError for a name too many."""

    def called(*given: object, caller: object = None, **named: object) -> Markup:
        if len(given) < len(names):
            given = (*given, *(named.pop(name, missing) for name in names[len(given) :]))
        if named:
            raise TypeError(f"a macro of {names} knows no {[*named]}")
        return safe(function(*given, caller) if calls else function(*given))

    return called


class _Environment(Environment):
    code_generator_class = _Code
    escaped = staticmethod(_escaped)
    macro = staticmethod(_macro)


@cache
def environment() -> Environment:
    """Templates of the package: `blocks/<type>/page.html`, `fields/<type>/page.html`, `templates/`."""
    return _Environment(
        loader=FileSystemLoader(PACKAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, auto_reload=False,
    )  # fmt: skip


def keep(compiled: BytecodeCache | None) -> None:
    """Compiled templates are kept there, from one run to the next."""
    environment().bytecode_cache = compiled


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template."""
    found: Callable[..., Markup] = getattr(environment().get_template(template).module, name)
    return found


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def attribute(data: object) -> str:
    """JSON for an attribute; the template escapes it."""
    return _JSON.encode(data)


def forget() -> None:
    """Templates are read again from here on."""
    environment.cache_clear()
    macro.cache_clear()
