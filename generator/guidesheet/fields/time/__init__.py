"""A time of day, `HH:MM`."""

from typing import Literal

from guidesheet.fields.base import Field


class TimeField(Field):
    """A time of day, `HH:MM`."""

    kind = "time"

    type: Literal["time"]
