"""Names of blanks where nothing is answered: a day that is worked out is not the day that it is worked out from."""

from __future__ import annotations

from typing import Any

from guidesheet.expressions.names import Tree
from guidesheet.messages import Messages


def penned(tree: Tree, words: Messages, *, beside: bool = False) -> Tree:
    """A tree whose blanks say how far a day is from the answer that it is worked out from: `7 days after: Day you mail it`.

    `beside`: what they are called otherwise stays in front of it.
    """
    made: Tree = []
    for kind, what, *more in tree:
        if kind == "if":
            made.append([kind, what, *(penned(branch, words, beside=beside) for branch in more)])  # type: ignore[arg-type]
        elif kind == "o" and (days := _days(what)):
            said = f"{abs(days)}\u00a0{words.count('unit.days', abs(days))}"
            name = words("days_after" if days > 0 else "days_before", days=said, label=str(more[0]))
            made.append([kind, what, *(more if beside else ()), name])
        else:
            made.append([kind, what, *more])
    return made


def _days(expr: Any) -> int:
    """How many days after an answer the day is that an output works out; below 0 before it."""
    if expr[0] == "or":
        return _days(expr[1])
    if expr[0] != "f":
        return 0
    return _days(expr[2]) + (expr[3] if expr[1] == "plus" else 0)
