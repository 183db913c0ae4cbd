"""A day, or a month, in ISO form."""

from typing import Literal

from guidesheet.fields.base import Field


class DateField(Field):
    """A day (`2026-11-23`), or a month (`2026-11`)."""

    kind = "date"

    type: Literal["date"]
    grain: Literal["day", "month"] = "day"
    """`month` asks for a month only."""
