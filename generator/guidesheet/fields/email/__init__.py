"""An e-mail address, kept as typed."""

from typing import Literal

from guidesheet.fields.base import Field


class EmailField(Field):
    """An e-mail address, kept as typed."""

    kind = "text"

    type: Literal["email"]
    autofill: str | None = None
    """A token of WCAG 1.3.5, for the reader's own data only."""
