"""A number, kept as a canonical decimal."""

from typing import Literal

from guidesheet.fields.base import Field


class NumberField(Field):
    """A number, kept as a canonical decimal."""

    kind = "number"

    type: Literal["number"]
