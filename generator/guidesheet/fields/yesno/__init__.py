"""Yes or no."""

from typing import Literal

from guidesheet.fields.base import Field


class YesNoField(Field):
    """Yes or no; empty means not answered."""

    kind = "yesno"
    ruled = 0

    type: Literal["yesno"]
