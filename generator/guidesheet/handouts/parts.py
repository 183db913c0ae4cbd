"""What blocks need on paper besides their own keys: empty rows, another block's questions, a letter's pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from guidesheet.blocks.base import Block
from guidesheet.blocks.checklist import ChecklistBlock
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.blocks.show import ShowBlock
from guidesheet.fields.base import Field, lines_of
from guidesheet.handouts.content import SHOWN, Data, Paperwork
from guidesheet.handouts.letter import letter_parts
from guidesheet.source import Loc

_ROWS, _CARDS = 6, 3
"""Empty rows of a table, and empty cards, where the editor says nothing; as on the page."""
_OWN = 3
"""Room for so many own questions."""
_WIDEST = 5
"""Columns that a hand can write in; more make cards."""


def block_data(work: Paperwork, block: Block, at: Loc, owner: str | None) -> Data:
    """A block as its template gets it."""
    made = work.plainly(block, at, owner)
    for kind, more in _MORE.items():
        if isinstance(block, kind):
            made |= more(work, block, at, block.source or owner)
    return made


def minted(number: int) -> str:
    """The id of the nth empty row, from 1: one that a reader's row may have (FORMATS.md §1)."""
    return f"{number:04d}"


def _checklist(work: Paperwork, block: Any, at: Loc, owner: str | None) -> Data:
    there = work.naming.of(work.tongue).dataset
    return {"marks": work.listed(work.naming.dataset.listed(block.marks), there.listed(block.marks))}


def _questions(work: Paperwork, block: Any, at: Loc, owner: str | None) -> Data:
    own = _own_questions(work, work.own(block.id), work.plain(block.title)) if block.more else []
    return {"lines": lines_of(block.paper, 2), "own": own}


def _show(work: Paperwork, block: Any, at: Loc, owner: str | None) -> Data:
    sheet_id, _, name = block.of.partition(".")
    sheet = work.naming.dataset.sheets[sheet_id]
    shown = next(each for each in sheet.blocks if isinstance(each, QuestionsBlock) and each.id == name)
    there = Paperwork(work.naming, sheet, work.place)
    questions = []
    for item, loc in shown.entries():
        index = next(index for index, each in enumerate(sheet.blocks) if each.id == name)
        questions.append(there.plainly(item, ("blocks", index, *loc), None) | {"source": None, "items": []})
    own = _own_questions(work, block.of, work.plain(shown.title)) if shown.more else []
    return {"lines": lines_of(block.paper, 3), "questions": questions, "own": own}


def _own_questions(work: Paperwork, place: str, title: str) -> list[Data]:
    """Empty own questions."""
    words = work.naming.words("own_question")
    return [
        {"name": f"{place}[{minted(n)}]", "q": f"{words} {n}", "text": f"{place}[{minted(n)}].text", "title": title}
        for n in range(1, _OWN + 1)
    ]


def _rows(work: Paperwork, block: Any, at: Loc, owner: str | None) -> Data:
    table = block.layout == "table" and len(block.columns) <= _WIDEST
    said = block.paper.rows if block.paper else None
    count = (_ROWS if table else _CARDS) if said is None else said
    place = block.of or work.own(block.id)
    one = _one(work, block)
    given = [
        made | {"fields": list(_cells(work, block, f"{place}[{row.id}]", work.plain(row.title), at, owner))}
        for row, made in zip(block.given, work.part(block.given, (*at, "given"), owner), strict=True)
    ]
    spare = [
        {"title": f"{one} {n}", "fields": list(_cells(work, block, f"{place}[{minted(n)}]", f"{one} {n}", at, owner))}
        for n in range(1, count + 1)
        if block.grows
    ]
    total = [
        {
            "name": f"{SHOWN}.{work.own(block.id)}-total-{name}",
            "q": work.naming.words("total", label=work.plain(block.summed[name].label)),
            "words": work.naming.words("total", label="{}").split("{}"),
            "label": work.text(block.summed[name].label),
        }
        for name in block.total
    ]
    return {"table": table, "given": given, "spare": spare, "total": total}


def _cells(work: Paperwork, block: RowsBlock, row: str, title: str, at: Loc, owner: str | None) -> Iterator[Data]:
    """The fields of one row; the question of each says which row it stands in."""
    for index, column in enumerate(block.columns):
        field: Field | None = column if isinstance(column, Field) else work.naming.dataset.shared(f"{block.of}.{column}")
        assert field is not None, column
        shared = "" if isinstance(column, Field) else f"{block.of}.{column}"
        made = work.field(field, f"{row}.{field.id}", (*at, "columns", index), owner, shared=shared)
        yield made | {"q": f"{made['q']} ({title})"}


def _one(work: Paperwork, block: RowsBlock) -> str:
    """What one row is called, as it begins a line."""
    shape = work.naming.dataset.guidance.collections.get(block.of) if block.of else None
    prose = block.one or (shape.one if shape else None)
    words = work.plain(prose) if prose else work.naming.words("row")
    return words[:1].upper() + words[1:]


def _letter(work: Paperwork, block: Any, at: Loc, owner: str | None) -> Data:
    return letter_parts(work, block, at)


_MORE: dict[type[Block], Callable[[Paperwork, Any, Loc, str | None], Data]] = {
    ChecklistBlock: _checklist,
    QuestionsBlock: _questions,
    ShowBlock: _show,
    RowsBlock: _rows,
    LetterBlock: _letter,
}
