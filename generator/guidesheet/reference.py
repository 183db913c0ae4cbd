"""What editors' programs and editors themselves look up: JSON Schemas, and a page of all keys, both written from the models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from guidesheet import schema
from guidesheet.blocks.registry import BLOCKS
from guidesheet.fields.registry import TYPES

FOLDER = ".guidesheet"
"""Where a project keeps them; `.vscode/settings.json` of a new project points there."""

_TWICE = ("Shared", "Group_Nesting", "Group_Tasks")
"""Definitions that say again what others say."""


def write(folder: Path) -> list[Path]:
    """Writes `guidance.schema.json`, `guide.schema.json`, `sheet.schema.json` and `keys.md` into a folder. Gives their paths."""
    made = schema.schemas()
    files = {f"{kind}.schema.json": schema.written(found) for kind, found in made.items()}
    files["keys.md"] = page(made)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_text(text, "utf-8", newline="\n")
    return [folder / name for name in files]


def keep_fresh(project: Path) -> None:
    """Writes them again where a project's editor looks for them, and they are missing (a fresh clone) or of another version."""
    settings = project / ".vscode/settings.json"
    if settings.is_file() and f"./{FOLDER}/" in settings.read_text("utf-8", errors="replace"):
        with suppress(OSError):  # the site can be shown all the same
            write(project / FOLDER)


def page(schemas: dict[str, dict[str, Any]]) -> str:
    """The page of all keys, in Markdown."""
    names = {"guidance": "guidance.yml", "guide": "guide.yml: one guide", "sheet": "A sheet: one file"}
    lines = ["# All keys of a dataset", "", "Written by `guidesheet reference` from the program itself. Keys in bold must be there."]
    for kind, found in schemas.items():
        lines += _part(f"## {names[kind]}", found)
    parts = schemas["guidance"]["definitions"] | schemas["sheet"]["definitions"]
    lines += ["", "## Blocks of a sheet"]
    for name, block in BLOCKS.items():
        lines += _part(f"### block: {name}", parts[block.__name__])
    lines += ["", "## Types of fields"]
    for name, field in TYPES.items():
        lines += _part(f"### type: {name}", parts[field.__name__])
    lines += ["", "## Parts of these"]
    shown = {cls.__name__ for cls in (*BLOCKS.values(), *TYPES.values())}
    for name, found in (schemas["guide"]["definitions"] | parts).items():
        if "properties" in found and "description" in found and name not in shown and not name.startswith(_TWICE):
            lines += _part(f"### {name.partition('_')[0].lower()}", found)
    return "\n".join(lines) + "\n"


def _part(heading: str, found: dict[str, Any]) -> Iterator[str]:
    yield from ("", heading, "", found["description"], "", "| key | what it is |", "|---|---|")
    for key, entry in found["properties"].items():
        said = entry.get("description", "").replace("|", "\\|")
        if words := entry.get("enum"):
            said += " One of: " + ", ".join(f"`{word}`" for word in words) + "."
        yield f"| {f'**{key}**' if key in found.get('required', ()) else key} | {said} |"
