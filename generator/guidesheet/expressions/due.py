"""Days and times on which something is due, from what stands after `due:` and `at:`."""

from __future__ import annotations

from jinja2 import nodes

from guidesheet.expressions.compile import Compiling, lone
from guidesheet.expressions.names import AnswerName, Expr, Scope

_DAY = ("this is no day", "write a date, such as here.mailed, or here.mailed | plus(value.call_after) | workday")
_TIME = ("this is no time of day", "write the name of a field of `type: time`, such as contact.meet_time")


def compile_day(source: str, scope: Scope) -> tuple[Expr, str]:
    """The expression of a day, and the label of the answer that it comes from. Raises TextError."""
    return _compile(source, scope, "date", *_DAY)


def compile_time(source: str, scope: Scope) -> tuple[Expr, str]:
    """The same for a time of day."""
    return _compile(source, scope, "time", *_TIME)


def _compile(source: str, scope: Scope, kind: str, message: str, cure: str) -> tuple[Expr, str]:
    due = _Due(scope, letter=False)
    return lone(source, due, lambda node: due.due(node, kind, message, cure), message, cure)


class _Due(Compiling):
    def due(self, node: nodes.Expr, kind: str, message: str, cure: str) -> tuple[Expr, str]:
        """The expression and its label, where it gives what is wanted."""
        expr = self._value(node)
        found = self._find(node) if isinstance(node, nodes.Getattr) else None
        named = isinstance(found, AnswerName) and found.kind == kind and not found.cells
        worked_out = kind == "date" and isinstance(node, nodes.Filter) and node.name in ("plus", "workday")
        if not (named or worked_out or self.wrong):
            self._fault(node, message, cure)
        return expr, self._label(node)
