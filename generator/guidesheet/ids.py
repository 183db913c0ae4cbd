"""The one grammar of answer ids (FORMATS.md §1) and the minting of new ones."""

from __future__ import annotations

import re
import secrets
import string

NAME = r"[a-z][a-z0-9_]*"
MINTED = r"[0-9][a-z0-9]{3,31}"

_NAME = re.compile(NAME)
_SITE = re.compile(r"[a-z0-9]{8}")
_ANSWER = re.compile(rf"{NAME}\.{NAME}(?:\[(?:{NAME}|{MINTED})\](?:\.{NAME})?)?(?::{NAME})?")
_LETTERS = string.ascii_lowercase + string.digits

RESERVED = frozenset({"me", "here", "value"})
"""Names that mean something in letters, and so name no sheet, and no collection but the reader's own (`me`)."""

ME = "me"
"""The collection of the reader."""
ONLY = "-"
"""The record id of a collection that has one record."""
OTHER = "other"
"""The option key that stands for the reader's own words."""


def is_name(text: str) -> bool:
    """Is this an id that a person may write?"""
    return _NAME.fullmatch(text) is not None


def is_answer(text: str) -> bool:
    """Is this a well-formed answer id?"""
    return _ANSWER.fullmatch(text) is not None


def is_site(text: str) -> bool:
    """Is this a well-formed site id?"""
    return _SITE.fullmatch(text) is not None


def mint_site() -> str:
    """A new site id: eight letters or digits, at random."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
