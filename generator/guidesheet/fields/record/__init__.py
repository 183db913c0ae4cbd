"""A record of a collection, such as whom a visit is to."""

from typing import Literal

from guidesheet.fields.base import Field
from guidesheet.shapes import Name


class RecordField(Field):
    """A record of a collection, such as whom a visit is to. Choosing it here also chooses it on the page."""

    kind = "key"

    type: Literal["record"]
    of: Name
    """The collection of many whose records can be chosen."""
