"""An amount of money, kept as a canonical decimal, with its period where it has one."""

from typing import Literal

from guidesheet.fields.base import Field, Listed


class MoneyField(Field):
    """An amount of money. The label says in what currency."""

    kind = "number"

    type: Literal["money"]
    per: Listed = ()
    """For what the amount is, chosen beside it (an hour, a year): options, or the name of a list in guidance.yml."""
