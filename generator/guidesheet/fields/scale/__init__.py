"""One step of a scale; its options have an order."""

from typing import Literal

from guidesheet.fields.base import Choosing


class ScaleField(Choosing):
    """One step of a scale; its options have an order."""

    kind = "key"
    ruled = 0

    type: Literal["scale"]
