"""Letters for the tests: answers as data, and random trees (FORMATS.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

Case = dict[str, Any]


class Given:
    """Answers of a case: `answers`, `columns`, `starred`."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def value(self, answer: str) -> Any:
        return self.case["answers"].get(answer)

    def column(self, place: str, column: str, given: Sequence[str]) -> list[str]:
        found: list[str] = self.case.get("columns", {}).get(f"{place}.{column}", [])
        return found

    def starred(self, place: str) -> list[str]:
        found: list[str] = self.case.get("starred", {}).get(place, [])
        return found


NAMES = ("me.name", "contact.day", "contact.time", "contact.pay", "contact.how", "contact.ways", "here.note")
TEXTS = ("", "Dear", " ", "\n\n", " \t\n", "née Núñez", "a\r\nb", "{{", "<b>", "5", "yes", "😀")
DAYS = ("2026-12-24", "2024-02-29", "2026-02-30", "0001-01-01", "9999-12-31", "2027-05", "soon", "")
TIMES = ("09:30", "23:59", "00:00", "24:00", "9:30", "noon", "")
NUMBERS = ("0", "12", "1234.50", "-0.5", "1234567", "007", "1e3", "about 20", "99999999999999999999.5", "")
KEYS = ("phone", "mail", "other", "")


def random_case(random: Random, lang: str) -> Case:
    """One tree with answers to it."""
    answers: dict[str, Any] = {
        "me.name": random.choice(TEXTS),
        "contact.day": random.choice(DAYS),
        "contact.time": random.choice(TIMES),
        "contact.pay": random.choice(NUMBERS),
        "contact.how": random.choice(KEYS),
        "contact.ways": random.sample(KEYS[:3], random.randrange(4)),
        "here.note": random.choice((True, "", *TEXTS)),
    }
    kept = {name: value for name, value in answers.items() if random.random() < 0.8}
    rows = [random.choice(TEXTS) for _ in range(random.randrange(4))]
    return {
        "lang": lang,
        "answers": kept,
        "columns": {"notes.rows.who": [text for text in rows if text.strip()]},
        "starred": {"ask.bank": random.sample(("Why?", "How, and when?", "Who — and why?"), random.randrange(4))},
        "tree": _tree(random, 3),
    }


def _tree(random: Random, depth: int) -> list[Any]:
    return [_node(random, depth) for _ in range(random.randrange(1, 5))]


def _node(random: Random, depth: int) -> list[Any]:
    kind = random.choice(("t", "o", "o", "o", "if"))
    if kind == "t" or depth == 0:
        return ["t", random.choice(TEXTS)]
    if kind == "o":
        return ["o", _expr(random, depth), "label", *random.choice(((), (), ("7 days after: label",)))]
    return ["if", _expr(random, depth), _tree(random, depth - 1), _tree(random, depth - 1)]


def _expr(random: Random, depth: int) -> list[Any]:
    leaves = (["c", random.choice((*TEXTS, 5, 0))], ["v", random.choice(NAMES)], ["r", "notes.rows", "who"], ["s", "ask.bank"])
    if depth == 0:
        return random.choice(leaves)

    def inner() -> list[Any]:
        return _expr(random, depth - 1)

    return random.choice((
        *leaves,
        ["or", inner(), inner()], ["and", inner(), inner()], ["not", inner()],
        ["==", inner(), inner()], ["!=", inner(), inner()], ["in", inner(), inner()],
        ["f", "plus", ["v", "contact.day"], random.choice((7, -1, 0, 366, -800000, 4000000))],
        ["f", "workday", ["f", "plus", ["v", "contact.day"], random.randrange(7)]],
        ["f", "date", ["v", random.choice(("contact.day", "me.name"))], random.choice(("full", "long", "medium", "short"))],
        ["f", "time", ["v", "contact.time"]],
        ["f", "number", ["v", "contact.pay"]],
        ["f", "list", inner()],
        ["f", "pick", ["v", random.choice(("contact.how", "contact.ways"))], "phone", "by phone", "mail", "by post",
         *random.choice(([], ["else"]))],
    ))  # fmt: skip
