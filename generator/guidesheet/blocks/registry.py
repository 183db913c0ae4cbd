"""The blocks there are. A new one: a folder, and a line here."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WithJsonSchema

from guidesheet.blocks.base import Block
from guidesheet.blocks.checklist import ChecklistBlock
from guidesheet.blocks.fields import FieldsBlock
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.blocks.show import ShowBlock
from guidesheet.blocks.text import TextBlock
from guidesheet.errors import near
from guidesheet.shapes import ReadBy, problem, stands_for

BLOCKS: dict[str, type[Block]] = {
    "text": TextBlock,
    "checklist": ChecklistBlock,
    "questions": QuestionsBlock,
    "fields": FieldsBlock,
    "rows": RowsBlock,
    "letter": LetterBlock,
    "show": ShowBlock,
}


def block_of(given: Any) -> Block:
    """The block that an entry of YAML describes. Raises the problem that it names none, or one that does not exist."""
    if isinstance(given, Block):
        return given
    if not isinstance(given, dict):
        raise problem("block: expected keys and values here", "write `- block: text`, then its keys below")
    name = given.get("block")
    if not isinstance(name, str):
        raise problem("block: 'block' is missing", f"add a line `block: text`; {near('', BLOCKS)}")
    if name not in BLOCKS:
        raise problem(f"unknown block '{name}'", near(name, BLOCKS))
    return BLOCKS[name].model_validate(given)


AnyBlock = Annotated[Block, ReadBy(block_of), WithJsonSchema(stands_for("Block"))]
