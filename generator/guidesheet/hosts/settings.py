"""The mkdocs.yml of a written project: that of the editor, with what the plugin would have done written out.

Works on YAML nodes, so that tags such as `!ENV` and `!!python/name:…` stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from guidesheet.errors import DatasetError, Problem


class Settings:
    """A mkdocs.yml to change. What it inherits is in it."""

    def __init__(self, path: Path) -> None:
        """Raises DatasetError where the file, or one that it inherits, cannot be read."""
        self._root = _read(path)

    def text_of(self, key: str) -> str:
        """The text at a key of the top level; "" for none."""
        given = _get(self._root, key)
        return str(given.value) if isinstance(given, ScalarNode) else ""

    def put(self, key: str, value: Any) -> None:
        """Sets a key of the top level to plain data."""
        _put(self._root, key, _node(value))

    def drop(self, key: str) -> None:
        """Takes a key of the top level away."""
        self._root.value = [(name, value) for name, value in self._root.value if name.value != key]

    def put_below(self, parent: str, key: str, value: Any) -> None:
        """Sets a key one level below; `theme: material` becomes a mapping for that."""
        below = _get(self._root, parent)
        if not isinstance(below, MappingNode):
            below = _mapping({"name": below} if isinstance(below, ScalarNode) and below.value else {})
            _put(self._root, parent, below)
        _put(below, key, _node(value))

    def extend(self, key: str, values: Iterable[str]) -> None:
        """Adds to the end of a list of the top level."""
        given = _get(self._root, key)
        entries = given.value if isinstance(given, SequenceNode) else []
        _put(self._root, key, _sequence([*entries, *map(_node, values)]))

    def names(self, key: str) -> list[str]:
        """What `plugins:` or `markdown_extensions:` names."""
        given = _get(self._root, key)
        if isinstance(given, MappingNode):
            return [name.value for name, _ in given.value]
        return [_name(entry) for entry in given.value] if isinstance(given, SequenceNode) else []

    def switch_on(self, key: str, name: str) -> None:
        """Names a plugin or an extension, if it is not named yet."""
        if name in self.names(key):
            return
        given = _get(self._root, key)
        if isinstance(given, MappingNode):
            _put(given, name, _node({}))
        else:
            self.extend(key, [name])

    def switch_off(self, key: str, name: str) -> None:
        """Names a plugin or an extension no more."""
        given = _get(self._root, key)
        if isinstance(given, MappingNode):
            given.value = [(entry, value) for entry, value in given.value if entry.value != name]
        elif isinstance(given, SequenceNode):
            given.value = [entry for entry in given.value if _name(entry) != name]
        if isinstance(given, MappingNode | SequenceNode):
            given.flow_style = not given.value

    @property
    def text(self) -> str:
        """The file's text."""
        written: str = yaml.serialize(self._root, Dumper=yaml.SafeDumper, allow_unicode=True, width=120)
        return written


def _read(path: Path, seen: tuple[Path, ...] = ()) -> MappingNode:
    if path in seen:
        raise DatasetError([Problem(path, 0, 0, "inherits from itself", "take one INHERIT away")])
    try:
        root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DatasetError([Problem(path, 0, 0, f"cannot be read: {error}", "mend the file")]) from None
    if not isinstance(root, MappingNode):
        raise DatasetError([Problem(path, 0, 0, "holds no settings", "write at least `site_name: …`")])
    parent = _get(root, "INHERIT")
    if parent is None:
        return root
    root.value = [(name, value) for name, value in root.value if name.value != "INHERIT"]
    whole = _read((path.parent / str(parent.value)).resolve(), (*seen, path))
    _merged(whole, root)
    return whole


def _merged(below: Node | None, above: Node) -> Node:
    """Mappings merge, all else is replaced: as MkDocs does it."""
    if not isinstance(below, MappingNode) or not isinstance(above, MappingNode):
        return above
    for name, value in above.value:
        _put(below, name.value, _merged(_get(below, name.value), value))
    return below


def _get(mapping: MappingNode, key: str) -> Node | None:
    return next((value for name, value in mapping.value if name.value == key), None)


def _put(mapping: MappingNode, key: str, value: Node) -> None:
    at = next((i for i, (name, _) in enumerate(mapping.value) if name.value == key), None)
    if at is None:
        mapping.value.append((_node(key), value))
    else:
        mapping.value[at] = (mapping.value[at][0], value)
    mapping.flow_style = False


def _name(entry: Node) -> str:
    return str(entry.value[0][0].value if isinstance(entry, MappingNode) and entry.value else entry.value)


def _node(value: Any) -> Node:
    node = yaml.compose(yaml.safe_dump(value, allow_unicode=True), Loader=yaml.SafeLoader)
    assert node is not None
    return node


def _mapping(entries: dict[str, Node]) -> MappingNode:
    return MappingNode("tag:yaml.org,2002:map", [(_node(key), value) for key, value in entries.items()], flow_style=False)


def _sequence(entries: list[Node]) -> SequenceNode:
    return SequenceNode("tag:yaml.org,2002:seq", entries, flow_style=False)
