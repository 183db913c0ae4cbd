"""The theme's templates: `guidesheet.html`, which mends Material's, and what an editor's own ones build on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from guidesheet.errors import Problem

FOLDER = Path(__file__).parent / "material"
BASE = "guidesheet.html"
"""What a template has to build on to have all that every page of the site has."""
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s*["']([^"'\n]+)["']""")


def ours(custom_dir: Path | None) -> bool:
    """Will `main.html` be ours or build on it? It gives back links that are kept from the host, and knows titles in other languages."""
    own = custom_dir / "main.html" if custom_dir else None
    return own is None or not own.is_file() or any(base == BASE for _, base in _bases(own))


def alone(custom_dir: str | None) -> Iterator[Problem]:
    """The templates of an editor that build on Material's, past ours."""
    for path in sorted(Path(os.path.relpath(custom_dir)).glob("*.html")) if custom_dir else ():
        for (line, column), base in _bases(path):
            if base == "base.html":
                message = (
                    "with this template, pages have no help, no link to the pages on privacy and accessibility, no note on translations"
                )
                cure = f'write {{% extends "{BASE}" %}}, and `{{{{ super() }}}}` in every block of your own'
                yield Problem(path, line, column, message, cure)


def _bases(path: Path) -> Iterator[tuple[tuple[int, int], str]]:
    """((line, column) from 1, name) of what a template builds on."""
    text = path.read_text("utf-8", errors="replace")
    for found in _EXTENDS.finditer(text):
        at = found.start(1) - 1
        yield (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), found[1]
