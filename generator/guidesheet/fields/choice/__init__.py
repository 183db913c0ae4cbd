"""One of some options."""

from typing import Literal

from guidesheet.fields.base import Choosing


class ChoiceField(Choosing):
    """One of some options."""

    kind = "key"
    ruled = 0

    type: Literal["choice"]
