"""Raw YAML → plain data, and where each piece of it stands. The only module that reads YAML of a dataset.

Every scalar is text: `no`, `0123` and `2026-11-23` mean what they say. An empty plain scalar is None. The model decides
where it wants a number or a yes/no. Anchors, aliases, tags and repeated keys are refused.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from guidesheet import mistakes
from guidesheet.errors import DatasetError, Fault, Problem

Data = dict[str, "Data"] | list["Data"] | str | None
Loc = tuple[int | str, ...]

_OWN = "tag:yaml.org,2002:"
_TEXT = f"{_OWN}str"
"""Begins the tags that a text need not say."""
_DEEPEST = 40
"""Levels of nesting; a sheet needs about ten."""
_MANY = 1000
_DEEP = re.compile(rf"^ {{{_MANY}}}|^ *(?:[-?] +){{{_DEEPEST}}}", re.MULTILINE)
"""With this many brackets, or so far from the left, a file may be nested deeper than libyaml can follow: it would end the process."""


@dataclass(frozen=True)
class Document:
    """One YAML file: its data, and its text, which tells the places."""

    path: Path
    data: Data
    text: str

    @cached_property
    def root(self) -> yaml.Node | None:
        """The tree, once more: kept for every file it would take more room than all else."""
        return compose(self.text, self.path)

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the file."""
        return self.text.splitlines()

    def problem(self, loc: Loc, message: str, cure: str = "", *, key: bool = False) -> Problem:
        """A problem at `loc`, or at the closest place around it that exists; with `key` at the key instead of its value."""
        line, column = self._place(loc, key=key)
        return Problem(self.path, line, column, message, cure)

    def inside(self, loc: Loc, fault: Fault) -> Problem:
        """A problem inside the text at `loc`."""
        node = self._node(loc)
        if not isinstance(node, yaml.ScalarNode):
            return self.problem(loc, fault.message, fault.cure)
        if node.style == "|":
            line, column = node.start_mark.line + 1 + fault.line, fault.column + self._indent(node)
        else:
            line, column = self._unfolded(node, fault)
        return Problem(self.path, line + 1, column + 1, fault.message, fault.cure)

    def about(self, loc: Loc, piece: str, message: str, cure: str = "") -> Problem:
        """A problem of a piece of the text at `loc`: where it stands first, or where the text begins."""
        node = self._node(loc)
        before = node.value[: max(0, node.value.find(piece))] if isinstance(node, yaml.ScalarNode) else ""
        return self.inside(loc, Fault(before.count("\n"), len(before) - before.rfind("\n") - 1, message, cure))

    def bare(self, loc: Loc) -> bool:
        """Is it a text without quotes, `|` or `>`?"""
        node = self._node(loc)
        return isinstance(node, yaml.ScalarNode) and not node.style

    def _place(self, loc: Loc, *, key: bool) -> tuple[int, int]:
        node: yaml.Node | None = self.root
        mark = node.start_mark if node else None
        for step in loc:
            entry = _child(node, step)
            if entry is None:
                break
            named, node = entry
            mark = (named if key and named is not None else node).start_mark
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)

    def _node(self, loc: Loc) -> yaml.Node | None:
        node: yaml.Node | None = self.root
        for step in loc:
            entry = _child(node, step)
            if entry is None:
                return None
            node = entry[1]
        return node

    def _unfolded(self, node: yaml.ScalarNode, fault: Fault) -> tuple[int, int]:
        """The place in the file, from 0: folding changes white space only, so other characters are counted."""
        before = str(node.value).split("\n")[: fault.line + 1]
        before[-1] = before[-1][: fault.column]
        left = len("".join("".join(before).split()))
        line, column = (node.start_mark.line + 1, 0) if node.style == ">" else (node.start_mark.line, node.start_mark.column)
        column += node.style in ("'", '"')
        while line < len(self.lines) - 1 and left >= len("".join(self.lines[line][column:].split())):
            left -= len("".join(self.lines[line][column:].split()))
            line, column = line + 1, 0
        inked = [at for at, sign in enumerate(self.lines[line]) if at >= column and not sign.isspace()]
        return line, inked[left] if left < len(inked) else column

    def _indent(self, node: yaml.ScalarNode) -> int:
        """The indentation of a block scalar: that of its first line that is not empty."""
        body = self.lines[node.start_mark.line + 1 :]
        return next((len(line) - len(line.lstrip(" ")) for line in body if line.strip()), 0)


def read(path: Path, shown: Path | None = None) -> Document:
    """Reads one file. Problems name it as `shown`.

    Raises DatasetError with what is no YAML, no UTF-8, or not wanted here (anchors, tags, repeated keys).
    """
    shown = shown or path
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(shown, line, 1, "this file is not UTF-8 text", "save it as UTF-8 in your editor")
        raise DatasetError([problem]) from None
    except OSError as error:
        raise DatasetError([Problem(shown, 0, 0, f"cannot be read: {error.strerror}")]) from None
    if found := mistakes.unseen(text):
        (line, column), message, cure = found
        raise DatasetError([Problem(shown, line + 1, column + 1, message, cure)])
    root = compose(text, shown)
    problems: list[Problem] = []
    lines = text.splitlines()
    data = _plain(root, _Walk(shown, lines, problems), 0) if root else None
    if problems:
        raise DatasetError(problems)
    return Document(shown, data, text)


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Without YAML's rules for which scalar is a number, a date or a yes: every one is text.

    PyYAML asks three times for each node, so the answers are built-in functions that say the same whatever they are given.
    """

    resolve = _TEXT.format
    descend_resolver = ascend_resolver = "".format


def compose(text: str, shown: Path) -> yaml.Node | None:
    """The tree of a file's text, without a look at what is in it. Raises DatasetError where it is no YAML."""
    try:
        far = " " * _MANY in text or text.count("- ") + text.count("? ") >= _DEEPEST
        if text.count("[") + text.count("{") > _MANY or (far and _DEEP.search(text)):
            _refuse_depths(text, shown)
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
        return node
    except yaml.MarkedYAMLError as error:
        mark, began = error.problem_mark or error.context_mark, error.context_mark
        what = (error.problem or error.context or "it cannot be read").removeprefix("but ")
        at = (mark.line, mark.column) if mark else (0, 0)
        (line, column), message, cure = mistakes.in_yaml(what, text.splitlines(), at, (began.line, began.column) if began else None)
        raise DatasetError([Problem(shown, line + 1, column + 1, message, cure)]) from None
    except yaml.reader.ReaderError:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        before = text[: found.start()] if found else ""
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        problem = Problem(shown, *place, "a control character that YAML does not allow", "delete it")
        raise DatasetError([problem]) from None
    except RecursionError:
        raise DatasetError([Problem(shown, 1, 1, "nested far too deep", "check the brackets")]) from None


def _refuse_depths(text: str, shown: Path) -> None:
    """Raises DatasetError where a text is nested far too deep: its events are read one by one, which needs no depth."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MANY:
            line, column = (event.start_mark.line, event.start_mark.column) if event.start_mark else (0, 0)
            cure = "check the brackets and the indentation"
            raise DatasetError([Problem(shown, line + 1, column + 1, "nested far too deep", cure)])


class _Walk:
    """What the walk over one file collects."""

    def __init__(self, path: Path, lines: Sequence[str], problems: list[Problem]) -> None:
        self.path = path
        self.lines = lines
        self.problems = problems
        self.seen: set[int] = set()
        self.commented = any("#" in line for line in lines)

    def add(self, node: yaml.Node, message: str, cure: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, message, cure))

    def look_for_paragraphs(self, node: yaml.ScalarNode) -> None:
        """Adds what is wrong with a text on many lines that has no `|`."""
        start, last = node.start_mark, node.end_mark.line
        if found := mistakes.one_paragraph(self.lines, (start.line, start.column), last):
            (line, column), message, cure = found
            self.problems.append(Problem(self.path, line + 1, column + 1, message, cure))

    def after(self, node: yaml.Node) -> str:
        """What follows a node on its last line."""
        mark = node.end_mark
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""


def _plain(node: yaml.Node, walk: _Walk, depth: int) -> Data:
    if id(node) in walk.seen:
        walk.add(node, "anchors and aliases (& and *) are not used here", "write the text out in both places")
        return None
    walk.seen.add(id(node))
    if depth > _DEEPEST:
        walk.add(node, "nested far too deep", "check the brackets and the indentation")
        return None
    if node.tag != _TEXT and not node.tag.startswith(_OWN):
        walk.add(node, f"the tag {node.tag} is not used here", "put text that begins with ! in quotes")
        return None
    if isinstance(node, yaml.ScalarNode):
        if walk.commented and node.value and not node.style and (told := mistakes.comment(walk.after(node))):
            walk.add(node, *told)
        if not node.style and node.start_mark.line != node.end_mark.line:
            walk.look_for_paragraphs(node)
        return str(node.value) if node.value or node.style else None  # libyaml says '', not None
    return _mapping(node, walk, depth) if isinstance(node, yaml.MappingNode) else [_plain(child, walk, depth + 1) for child in node.value]


def _mapping(node: yaml.MappingNode, walk: _Walk, depth: int) -> Data:
    data: dict[str, Data] = {}
    cut = _cut_by_commas(node, walk) if node.flow_style and not all(value.value for _, value in node.value) else frozenset()
    for name, value in node.value:
        if id(name) in cut:
            continue
        if not isinstance(name, yaml.ScalarNode):
            walk.add(name, "a key must be a word", "put text that begins with { or [ in quotes")
            continue
        if name.value in data:
            if told := _without_dash(node, name, walk):
                walk.add(name, *told)
                data = {}  # the entry that begins here may have every key once more
            else:
                walk.add(name, f"the key '{name.value}' stands here twice", "keep one of the two")
                continue
        data[name.value] = _plain(value, walk, depth + 1)
    return data


def _without_dash(node: yaml.MappingNode, again: yaml.ScalarNode, walk: _Walk) -> tuple[str, str] | None:
    """What is wrong where a key stands twice in an entry of a list: the next entry begins there, if its first keys come again."""
    row = walk.lines[node.start_mark.line][: node.start_mark.column]
    names = [name.value for name, _ in node.value]
    at = next(index for index, (name, _) in enumerate(node.value) if name is again)
    rest = names[at:]
    more = again.value in names[:1] and again.start_mark.line > node.start_mark.line + 1
    if not row.rstrip().endswith("-") or not (more or sum(name in names[:at] for name in rest) > 1):
        return None
    return mistakes.dash_missing(walk.lines[again.start_mark.line], row.rindex("-"))


def _cut_by_commas(node: yaml.MappingNode, walk: _Walk) -> frozenset[int]:
    """Keys of a `{…}` that are the rest of a text with commas and without quotes, `{text: One, two}`: said once a text."""
    found: set[int] = set()
    names = [name for name, _ in node.value]
    bare = [isinstance(name, yaml.ScalarNode) and not name.style and not walk.after(name).lstrip().startswith(":") for name in names]
    for at, (before, value) in enumerate(node.value[:-1], 1):
        if not bare[at] or id(before) in found or not isinstance(value, yaml.ScalarNode) or value.style or not value.value:
            continue
        rest = list(itertools.takewhile(lambda index: bare[index], range(at, len(names))))
        whole = ", ".join([value.value, *(names[index].value for index in rest)])
        whole = whole[1:-1] if whole[:1] in "“„«" and whole[-1:] in "”“»" else whole
        cure = f"write {json.dumps(whole, ensure_ascii=False)}, with the quotes; a list stands in [ ]"
        walk.add(names[at], "a comma ends text that has no quotes", cure)
        found.update(id(names[index]) for index in rest)
    return frozenset(found)


def _child(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node | None, yaml.Node] | None:
    """(key node, value node) one step down, or None where there is no such thing."""
    if isinstance(node, yaml.MappingNode):
        pairs: Sequence[tuple[yaml.Node, yaml.Node]] = node.value
        return next(((name, value) for name, value in pairs if name.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
