"""A line of text."""

from typing import Literal

from guidesheet.fields.base import Field


class TextField(Field):
    """A line of text."""

    kind = "text"

    type: Literal["text"]
    autofill: str | None = None
    """A token of WCAG 1.3.5, for the reader's own data only."""
