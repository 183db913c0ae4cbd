"""The package's own templates, read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

PACKAGE = Path(__file__).parent


@cache
def environment(bytecode: BytecodeCache | None = None) -> Environment:
    """Templates of the package: `blocks/<type>/page.html`, `fields/<type>/page.html`, `templates/`."""
    return Environment(
        loader=FileSystemLoader(PACKAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, bytecode_cache=bytecode, auto_reload=False,
    )  # fmt: skip


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template."""
    found: Callable[..., Markup] = getattr(environment().get_template(template).module, name)
    return found


def forget() -> None:
    """Templates are read again from here on."""
    environment.cache_clear()
    macro.cache_clear()
