"""Any number of some options."""

from typing import Literal

from guidesheet.fields.base import Choosing


class ChoicesField(Choosing):
    """Any number of some options."""

    kind = "keys"
    ruled = 0

    type: Literal["choices"]
