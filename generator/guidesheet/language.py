"""Dates, times, numbers and lists in words, by the rules of a language (Babel's locale data).

Dates are days, never moments: `YYYY-MM-DD` in, no time zone anywhere. The browser does the same with `Intl`
(`client/src/dates.js`), and a test compares the two.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")

STYLES = ("full", "long", "medium", "short")


@cache
def locale(lang: str) -> Locale:
    """The locale of a language tag; English where the tag is unknown."""
    try:
        return Locale.parse(lang, sep="-")
    except (ValueError, LookupError):
        return Locale.parse("en")


def own_name(lang: str) -> str:
    """What a language is called by those who speak it: "Español"."""
    name = locale(lang).get_display_name(lang) or lang
    return name[:1].upper() + name[1:]


def months(lang: str) -> set[str]:
    """The names of the months in a language, whole and short, as they stand in a date: "November", "Nov"."""
    return {name.rstrip(".") for width in ("wide", "abbreviated") for name in locale(lang).months["format"][width].values()}


def day(text: str) -> datetime.date | None:
    """The day that `YYYY-MM-DD` names, if there is one."""
    found = _DAY.fullmatch(text)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def plus(text: str, days: int) -> str:
    """The day `days` later; "" where `text` is no day or the calendar ends."""
    start = day(text)
    try:
        return (start + datetime.timedelta(days=days)).isoformat() if start else ""
    except OverflowError:
        return ""


def workday(text: str) -> str:
    """The same day, or the Monday after it when it is a Saturday or Sunday; "" where `text` is no day."""
    start = day(text)
    return plus(text, max(0, 7 - start.weekday()) if start.weekday() > 4 else 0) if start else ""


@lru_cache(maxsize=1_000)
def date_text(text: str, style: str, lang: str) -> str:
    """A day or a month in words; the text itself where it is neither."""
    found, month = day(text), _MONTH.fullmatch(text)
    if found:
        return _plain(format_date(found, style, locale=locale(lang)))
    if month and 1 <= int(month[2]) <= 12:
        first = datetime.date(int(month[1]), int(month[2]), 1)
        return _plain(format_skeleton("yMMMM", datetime.datetime(first.year, first.month, 1), locale=locale(lang)))
    return text


def time_text(text: str, lang: str) -> str:
    """A time of day in the language's short form; the text itself where it is none."""
    found = _TIME.fullmatch(text)
    if not found:
        return text
    return _plain(format_time(datetime.time(int(found[1]), int(found[2])), "short", locale=locale(lang)))


def number_text(text: str, lang: str) -> str:
    """A canonical decimal as the language writes it; the text itself where it is none."""
    if not _NUMBER.fullmatch(text):
        return text
    digits = len(text.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return _plain(format_decimal(text, pattern, locale=locale(lang), decimal_quantization=False))


def list_text(parts: Sequence[str], lang: str, style: Literal["standard", "or"] = "standard") -> str:
    """'a, b, and c', or 'a, b, or c'."""
    return format_list(list(parts), style=style, locale=locale(lang)) if parts else ""


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")
