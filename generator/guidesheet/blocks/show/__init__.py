"""Another block's answers again."""

from typing import Literal

from guidesheet.blocks.base import Block


class ShowBlock(Block):
    """The questions of another block, on screen and paper; it has no answers of its own."""

    papers = ("turn", "break", "lines", "only")

    block: Literal["show"]
    of: str
    """`sheet.block`"""
    only: Literal["starred"] | None = None
    """`starred`: only the questions that the reader picked."""
