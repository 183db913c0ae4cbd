"""Text of many lines."""

from typing import Literal

from guidesheet.fields.base import Written


class LongTextField(Written):
    """Text of many lines."""

    ruled = 4

    type: Literal["longtext"]
    autofill: str | None = None
    """A token of WCAG 1.3.5, for the reader's own data only."""
