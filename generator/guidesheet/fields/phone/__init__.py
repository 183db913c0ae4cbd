"""A telephone number, kept as typed."""

from typing import Literal

from guidesheet.fields.base import Field


class PhoneField(Field):
    """A telephone number, kept as typed."""

    kind = "text"

    type: Literal["phone"]
    autofill: str | None = None
    """A token of WCAG 1.3.5, for the reader's own data only."""
