"""The field types there are. A new one: a folder, and a line here."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import WithJsonSchema

from guidesheet.errors import near
from guidesheet.fields.base import Field
from guidesheet.fields.choice import ChoiceField
from guidesheet.fields.choices import ChoicesField
from guidesheet.fields.date import DateField
from guidesheet.fields.email import EmailField
from guidesheet.fields.longtext import LongTextField
from guidesheet.fields.money import MoneyField
from guidesheet.fields.number import NumberField
from guidesheet.fields.phone import PhoneField
from guidesheet.fields.record import RecordField
from guidesheet.fields.scale import ScaleField
from guidesheet.fields.text import TextField
from guidesheet.fields.time import TimeField
from guidesheet.fields.yesno import YesNoField
from guidesheet.shapes import ReadBy, problem, stands_for

TYPES: dict[str, type[Field]] = {
    "text": TextField,
    "longtext": LongTextField,
    "email": EmailField,
    "phone": PhoneField,
    "date": DateField,
    "time": TimeField,
    "number": NumberField,
    "money": MoneyField,
    "choice": ChoiceField,
    "choices": ChoicesField,
    "scale": ScaleField,
    "yesno": YesNoField,
    "record": RecordField,
}


def field_of(given: Any) -> Field:
    """The field that an entry of YAML describes. Raises the problem that it has no type, or one that does not exist."""
    if isinstance(given, Field):
        return given
    if not isinstance(given, dict):
        raise problem("field: expected keys and values here", "write `{id: …, label: …, type: text}`")
    name = given.get("type")
    if not isinstance(name, str):
        raise problem("field: 'type' is missing", f"add a line `type: text`; {near('', TYPES)}")
    if name not in TYPES:
        raise problem(f"field: unknown type '{name}'", near(name, TYPES))
    return TYPES[name].model_validate(given)


AnyField = Annotated[Field, ReadBy(field_of), WithJsonSchema(stands_for("Field"))]
SharedField = Annotated[Field, ReadBy(field_of), WithJsonSchema(stands_for("SharedField"))]
"""Its id is its key."""
