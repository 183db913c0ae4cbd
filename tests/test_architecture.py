"""The house: imports go one way, files stay small, the client's modules have no circles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from run import ROOT

PACKAGE = ROOT / "generator/guidesheet"
CLIENT = PACKAGE / "client/src"
LONGEST = 400

LAYERS = (
    ("collector", "errors", "ids", "language", "messages", "mistakes", "policy"),
    ("source", "shapes", "prose", "expressions", "editions", "glyphs"),
    ("fields",),
    ("blocks",),
    ("model",),
    ("overlays",),
    ("answers", "schema"),
    ("check",),
    ("load", "reference"),
    ("payload", "letters", "due", "macros", "controls", "making", "render", "search"),
    ("articles", "outline", "privacy"),
    ("handouts", "workbook"),
    ("pages",),
    ("embed", "hosts"),
    ("project", "starter"),
    ("cli",),
    ("__main__",),
)
"""Rooms of the house, lowest first (ARCHITECTURE.md). A module imports from its own layer and those before it."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(module: str) -> int:
    room = module.split(".")[1] if "." in module else ""
    return next((number for number, rooms in enumerate(LAYERS) if room in rooms), 0)


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for found in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(found, ast.ImportFrom) and found.module and found.module.split(".")[0] == "guidesheet":
            for alias in found.names:
                inner = PACKAGE.parent.joinpath(*found.module.split("."), alias.name)
                yield f"{found.module}.{alias.name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else found.module
        elif isinstance(found, ast.Import):
            yield from (alias.name for alias in found.names if alias.name.startswith("guidesheet"))


def test_every_room_is_in_the_house_plan() -> None:
    rooms = {name_of(path).split(".")[1] for path in MODULES if "." in name_of(path)}
    assert rooms == {room for rooms in LAYERS for room in rooms}
    plan = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert [room for room in rooms if f"`{room}" not in plan and room != "__main__"] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    own = layer(name_of(path))
    assert [f"{name_of(path)} imports {other}" for other in imports(path) if layer(other) > own] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name_of(path): set(imports(path)) - {name_of(path), "guidesheet"} for path in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_only_hosts_and_the_command_know_mkdocs() -> None:
    knowing = {name_of(path).split(".")[1] for path in MODULES if re.search(r"^(from|import) mkdocs", path.read_text("utf-8"), re.M)}
    assert knowing == {"hosts", "project"}


def test_only_the_dataset_the_words_and_the_hosts_settings_are_read_as_yaml() -> None:
    readers = {name_of(path) for path in MODULES if re.search(r"^(from|import) yaml", path.read_text("utf-8"), re.M)}
    assert readers == {"guidesheet.source", "guidesheet.messages", "guidesheet.hosts.settings", "guidesheet.hosts.options"}


def test_the_generator_knows_nothing_of_the_demo() -> None:
    words = re.compile(r"interview|career|employer|informational", re.I)
    texts = [
        path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html", ".js", ".yml", ".css"} and "node_modules" not in path.parts
    ]
    assert len(texts) > 80
    assert [f"{path.relative_to(PACKAGE)}: {found[0]}" for path in texts if (found := words.search(path.read_text("utf-8")))] == []


def test_the_clients_modules_import_one_way() -> None:
    graph = {}
    for path in CLIENT.rglob("*.js"):
        found = re.findall(r"^import [^;]*? from '(\.[^']+)'", path.read_text("utf-8"), re.M)
        graph[path] = {(path.parent / other).resolve() for other in found}
        assert all(other.is_file() for other in graph[path]), path
    assert len(graph) > 20
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(part.name for part in error.args[1]))


@pytest.mark.parametrize("folder", ["generator", "tests", "locks", "bench"])
def test_files_are_small(folder: str) -> None:
    files = [
        path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".js", ".mjs", ".html", ".css"} and "dist" not in path.parts
    ]
    assert {path.name: lines for path in files if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST} == {}
