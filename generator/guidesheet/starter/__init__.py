"""A project to begin with: `files/` holds what `guidesheet new` writes; its `$words` are filled in."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from string import Template

from guidesheet import ids, reference
from guidesheet.errors import DatasetError, Problem
from guidesheet.glyphs import missing
from guidesheet.load import load

_FILES = Path(__file__).parent / "files"
_NAMES = {"gitignore": ".gitignore", "vscode": ".vscode", "github": ".github"}
"""What would act on this folder, too, under its own name."""
_NO_PAPER = "\nhandouts: { make: false } # their fonts do not have all letters of the title\n"


def begin(folder: Path, title: str, command: str = "guidesheet") -> None:
    """Writes a new project into a folder, which may exist and hold other files; site id minted, `check`-clean.

    `command`: how an editor calls this package from there; the project's README says it.
    Raises DatasetError, and writes nothing, where a file is there already or the title cannot be one.
    """
    title = " ".join(title.split())
    if not title:
        raise DatasetError([Problem(folder, 0, 0, "a site needs a title", 'write `--title "…"`')])
    files = _rendered(title, ids.mint_site(), command)
    taken = [folder / name for name in files if (folder / name).exists()]
    if folder.exists() and not folder.is_dir():
        taken = [folder]
    if taken:
        raise DatasetError([Problem(path, 0, 0, "is there already", "name a new folder, or move it away") for path in taken])
    with tempfile.TemporaryDirectory() as made:
        trial = Path(made)
        _write(trial, files)
        load(trial / "docs/guidance", folder / "docs/guidance")
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(trial / name, folder / name)
    reference.write(folder / reference.FOLDER)


def _rendered(title: str, site: str, command: str) -> dict[str, str]:
    """Path in the project → text."""
    handouts = _NO_PAPER if missing(title) else ""
    yaml_title = json.dumps(title, ensure_ascii=False)
    words = {"title": title, "site": site, "yaml_title": yaml_title, "command": command, "handouts": handouts}
    files = (path for path in sorted(_FILES.rglob("*")) if path.is_file())
    return {
        "/".join(_NAMES.get(part, part) for part in path.relative_to(_FILES).parts): Template(path.read_text("utf-8")).substitute(words)
        for path in files
    }


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
