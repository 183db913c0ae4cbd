"""A line of text."""

from typing import Literal

from guidesheet.fields.base import Written


class TextField(Written):
    """A line of text."""

    type: Literal["text"]
    autofill: str | None = None
    """A token of WCAG 1.3.5, for the reader's own data only."""
