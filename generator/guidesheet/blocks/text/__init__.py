"""Guidance to read."""

from typing import Literal

from guidesheet.blocks.base import Block
from guidesheet.shapes import Block as BlockText


class TextBlock(Block):
    """Guidance to read: paragraphs, lists, tables."""

    holds = False
    spoken = frozenset(("text",))

    block: Literal["text"]
    text: BlockText
    """Paragraphs, lists, tables, quotes, headings, in Markdown."""
