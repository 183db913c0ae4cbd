"""What is due on a day, as the page is told of it: a thing to do with its day, and what its entry in a calendar may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidesheet.answers import SheetScope
from guidesheet.blocks.checklist import ChecklistBlock, Task
from guidesheet.expressions.evaluate import names_in
from guidesheet.expressions.names import Tree
from guidesheet.model import Sheet
from guidesheet.prose import Prose

_MARK = re.compile("\ue001([0-9]+)\ue001")


def due(sheet: Sheet) -> Iterator[tuple[ChecklistBlock, Task]]:
    """Everything on a sheet that has a day."""
    for block in sheet.blocks:
        if isinstance(block, ChecklistBlock):
            yield from ((block, item) for item, _ in block.entries() if item.due)


def told(scope: SheetScope, sheet: Sheet, block: ChecklistBlock, item: Task) -> dict[str, object]:
    """An entry of `data-days` (ARCHITECTURE.md)."""
    assert item.due is not None
    guidance = scope.naming.dataset.guidance
    day, label = scope.day(item.due)
    text = _tree(scope, item.text)
    found: dict[str, object] = {"id": f"{sheet.id}.{item.id}", "coll": sheet.home(block), "text": text, "on": day, "from": label}
    if item.at:
        found["at"] = scope.time(item.at)[0]
    if item.early:
        found["early"] = guidance.values[item.early].numbers[-1]
    others = {name: shape for name, shape in guidance.collections.items() if shape.many}
    names = dict.fromkeys([*names_in(text), *item.tell])
    shared = ((name, scope.naming.dataset.shared(name)) for name in names if name.partition(".")[0] in others)
    tell = [[name, scope.plain(field.label)] for name, field in shared if field]
    return found | ({"tell": tell} if tell else {})


def _tree(scope: SheetScope, prose: Prose) -> Tree:
    """A text in plain words as a tree."""
    there = scope.spoken(prose.lang)
    made: Tree = []
    for index, piece in enumerate(_MARK.split(" ".join(prose.plain(lambda n: f"\ue001{n}\ue001").split()))):
        if index % 2:
            made += there.blank(prose.blanks[int(piece)].source)
        elif piece:
            made.append(["t", piece])
    return made
