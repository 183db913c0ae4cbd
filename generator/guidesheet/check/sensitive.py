"""What nobody should write into a worksheet, and which sheets ask for it: told from the words of their questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guidesheet.answers import Naming, Place
from guidesheet.check.loaded import Loaded
from guidesheet.errors import Problem

KINDS = {
    "ssn": {"en": r"social security n|\bssn\b|\bitin\b|taxpayer id", "es": r"seguro social|\bnss\b|\bssn\b|\bitin\b"},
    "birth": {"en": r"birth ?da|date of birth|\bdob\b", "es": r"fecha de nacimiento|cumpleaños"},
    "bank": {
        "en": r"bank account|account number|routing number|(?:credit|debit) card|card number",
        "es": r"cuenta bancaria|cuenta de banco|número de cuenta|tarjeta de (?:crédito|débito)|número de (?:la |su )?tarjeta",
    },
    "password": {"en": r"password|passcode|\bpin (?:code|number)", "es": r"contraseña|código pin|clave de acceso"},
    "health": {"en": r"disabilit|diagnos|medication|your health\b", "es": r"discapacidad|diagnóstic|medicamento|su salud\b"},
}
"""Kind → language → what questions about it have in them. Job seekers' sheets need none of these; ALA's advice for public computers
and that of job centers is to type them nowhere but on the form that needs them."""

_TYPED = frozenset(("text", "longtext", "email", "phone", "date", "time", "number", "money", "choice", "choices", "scale", "yesno"))


def asked(naming: Naming) -> Iterator[tuple[str, Place]]:
    """(kind, answer) of all questions about such things; nothing in a language that has no words here."""
    lang = naming.words.lang.partition("-")[0]
    patterns = {kind: re.compile(words[lang], re.IGNORECASE) for kind, words in KINDS.items() if lang in words}
    for place in naming.places.values():
        if place.type in _TYPED:
            yield from ((kind, place) for kind, pattern in patterns.items() if pattern.search(place.text))


def never_asked(naming: Naming) -> tuple[str, ...]:
    """The kinds that no sheet asks for; none where nobody can tell, in a language that has no words here."""
    if naming.words.lang.partition("-")[0] not in KINDS["ssn"]:
        return ()
    found = {kind for kind, _ in asked(naming)}
    return tuple(kind for kind in KINDS if kind not in found)


def advice(loaded: Loaded) -> Iterator[Problem]:
    """Questions to think twice about, each with its place."""
    for kind, place in asked(loaded.naming):
        message = f"'{place.text}' asks for {_NAMES[kind]}, which should not lie in a browser"
        yield loaded.problem(place.file, place.loc, message, "leave it out, or make it a `by_hand` line for paper")


_NAMES = {
    "ssn": "a number of the Social Security", "birth": "a date of birth", "bank": "a bank account or card",
    "password": "a password", "health": "somebody's health",
}  # fmt: skip
