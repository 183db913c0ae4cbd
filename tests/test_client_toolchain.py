"""The client's sources and the scripts built from them: types, freshness, size, and ways to make markup that are not taken."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from run import ROOT
from support import node

SOURCES = sorted((node.CLIENT / "src").rglob("*.js"))
KILOBYTE = 1024


def test_tsc_finds_nothing() -> None:
    done = node.type_check()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_built_scripts_are_fresh(tmp_path: Path) -> None:
    built = node.build_client(tmp_path)
    assert built.returncode == 0, built.stderr
    fresh = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    committed = {file.name: file.read_bytes() for file in (node.CLIENT / "dist").iterdir()}
    assert sorted(committed) == sorted(fresh)
    stale = [name for name in fresh if committed[name] != fresh[name]]
    assert not stale, f"{', '.join(stale)}: the sources have changed; run: python3 run.py test --build-client"


BARS = {
    "core.js": 12, "keep.js": 5, "undo.js": 5, "since.js": 5, "live.js": 5, "lists.js": 5, "send.js": 8, "days.js": 5, "journal.js": 3,
    "shared.js": 4, "elsewhere.js": 3, "packet.js": 2, "pdf.js": 3, "theme.js": 2, "workbook.js": 44,
    "guidesheet.css": 3, "keep.css": 1, "since.css": 1, "live.css": 1, "lists.css": 1, "send.css": 1, "days.css": 1,
    "packet.css": 1, "workbook.css": 6,
}  # fmt: skip


@pytest.mark.parametrize("name", BARS)
def test_it_is_small(name: str) -> None:
    size = len(gzip.compress((node.CLIENT / "dist" / name).read_bytes(), 9, mtime=0))
    assert size <= BARS[name] * KILOBYTE, f"{name} is {size} bytes gzipped; the bar is {BARS[name]} kB"


@pytest.mark.parametrize("source", SOURCES, ids=lambda file: file.relative_to(node.CLIENT).as_posix())
def test_no_text_becomes_markup_or_code(source: Path) -> None:
    ways = r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|eval|new\s+Function)\b|document\.write"
    lines = source.read_text("utf-8").splitlines()
    taken = [f"{source.relative_to(ROOT)}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if re.search(ways, line)]
    assert not taken, "\n".join(taken)
