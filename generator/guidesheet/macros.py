"""The templates beside the model, and their macros."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

PACKAGE = Path(__file__).parent


class _Context(Context):
    """Calls what templates call, and does not ask first whether it wants to know this context: nothing of ours does,
    and asking took longer than calling.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, _loop_vars: object = None, _block_vars: object = None, **named: Any) -> Any:
        return called(*args, **named)


class _Environment(Environment):
    context_class = _Context


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


def forget() -> None:
    """Templates are read again from here on."""
    environment.cache_clear()
    macro.cache_clear()
