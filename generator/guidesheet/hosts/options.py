"""What a mkdocs.yml says of the plugin, read before the host reads it: the host names no line, and lets misspelt options pass."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from guidesheet.errors import DatasetError, Problem, near
from guidesheet.source import compose

NAME = "guidesheet"
OPTIONS = ("dataset", "language", "workbook", "policy")
_FLAGS = ("workbook", "policy")
_EITHER = ("true", "false", "yes", "no", "on", "off")


def dataset_folder(config_file: Path) -> Path:
    """The dataset that a mkdocs.yml names.

    Raises DatasetError where it names none, where an option of the plugin is wrong, or where the file is no YAML.
    """
    plugins = _plugins(config_file)
    if problems := [*_wrong(config_file, plugins)]:
        raise DatasetError(problems)
    for entry in _settings(config_file).get("plugins") or []:
        if entry == NAME:
            return config_file.parent / "docs/guidance"
        if isinstance(entry, dict) and NAME in entry:
            return config_file.parent / ((entry[NAME] or {}).get("dataset") or "docs/guidance")
    names = [name for name, _ in plugins if isinstance(name, ScalarNode)]
    meant = get_close_matches(NAME, [name.value for name in names], n=1, cutoff=0.8)
    for name in names:
        if name.value in meant:
            raise DatasetError([_problem(config_file, name, f"there is no plugin '{name.value}'", f"write `{NAME}`")])
    cure = f"add it on a line of its own below `plugins:`: `  - {NAME}`"
    raise DatasetError([Problem(config_file, 0, 0, f"the plugin '{NAME}' is not among plugins:", cure)])


def docs_folder(config_file: Path) -> Path:
    """The folder of the hand-written pages. Raises DatasetError where the file is no YAML."""
    _plugins(config_file)
    return config_file.parent / str(_settings(config_file).get("docs_dir") or "docs")


def _settings(config_file: Path) -> dict[str, Any]:
    with config_file.open(encoding="utf-8") as stream:
        return yaml_load(stream) or {}


def _plugins(config_file: Path) -> list[tuple[Node, Node | None]]:
    """The plugins that a file names itself, each with its options."""
    root = compose(config_file.read_text("utf-8", errors="replace"), config_file)
    top = root.value if isinstance(root, MappingNode) else []
    given = next((value for name, value in top if name.value == "plugins"), None)
    entries = given.value if isinstance(given, SequenceNode) else [given] if isinstance(given, MappingNode) else []
    found: list[tuple[Node, Node | None]] = []
    for entry in entries:
        found += entry.value if isinstance(entry, MappingNode) else [(entry, None)]
    return found


def _wrong(config_file: Path, plugins: list[tuple[Node, Node | None]]) -> Iterator[Problem]:
    """Options of the plugin that there are not, and what is neither true nor false."""
    for name, options in plugins:
        if name.value != NAME or not isinstance(options, MappingNode):
            continue
        for option, value in options.value:
            if option.value not in OPTIONS:
                yield _problem(config_file, option, f"the plugin has no option '{option.value}'", near(str(option.value), OPTIONS))
            elif option.value in _FLAGS and _plain(value) and value.value.lower() not in _EITHER:
                yield _problem(config_file, value, f"'{value.value}' is neither true nor false", f"write `{option.value}: true`, or false")


def _plain(node: Node) -> bool:
    """Is it a text as it stands there, and not one that the host looks up, such as `!ENV NAME`?"""
    return isinstance(node, ScalarNode) and node.tag.startswith("tag:yaml.org,2002:")


def _problem(config_file: Path, node: Node, message: str, cure: str) -> Problem:
    return Problem(config_file, node.start_mark.line + 1, node.start_mark.column + 1, message, cure)
