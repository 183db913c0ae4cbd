"""Computed lines: texts with blanks that may also add and take away numbers. Counted in the browser only (`client/src/sums.js`)."""

from __future__ import annotations

from jinja2 import nodes

from guidesheet.errors import near
from guidesheet.expressions.compile import Compiling, compiled
from guidesheet.expressions.names import AnswerName, Expr, Scope, Tree


def compile_computed(source: str, scope: Scope) -> Tree:
    """The tree of a computed line. Raises TextError with every fault."""
    return compiled(source, _Computing(scope, letter=False))


class _Computing(Compiling):
    """Outputs may be sums: `here.week.hours | sum - here.taken.hours | sum`."""

    def _output(self, node: nodes.Expr) -> list[object]:
        sums = isinstance(node, nodes.Add | nodes.Sub) or (isinstance(node, nodes.Filter) and node.name == "sum")
        return ["o", self._number(node), self._label(node) or "…"] if sums else super()._output(node)

    def _number(self, node: nodes.Node | None) -> Expr:
        if isinstance(node, nodes.Add | nodes.Sub):
            return ["+" if isinstance(node, nodes.Add) else "-", self._number(node.left), self._number(node.right)]
        if isinstance(node, nodes.Filter) and node.name == "sum":
            return self._sum(node)
        if isinstance(node, nodes.Const) and type(node.value) is int:
            return ["c", node.value]
        found = self._find(node) if node else None
        if isinstance(found, AnswerName) and found.kind == "number":
            return ["v", found.id]
        assert node is not None
        if isinstance(found, AnswerName) and found.cells == "number":
            return self._fault(node, f"'{found.label}' is a column of numbers", "write `| sum` after it")
        if isinstance(node, nodes.Getattr) and found is None:
            return self._value(node)
        return self._fault(node, "only numbers can be added or taken away", "use number and money fields, their sums, and whole numbers")

    def _sum(self, node: nodes.Filter) -> Expr:
        if node.args or node.kwargs or node.node is None:
            return self._fault(node, "the filter 'sum' takes no arguments", "write | sum")
        found = self._find(node.node)
        if isinstance(found, AnswerName) and found.cells == "number":
            return ["f", "sum", self._value(node.node)]
        if isinstance(node.node, nodes.Getattr) and found is None:
            return self._value(node.node)
        columns = [name for name in self.scope.known() if isinstance(at := self.scope.find(name), AnswerName) and at.cells == "number"]
        return self._fault(node, "only a column of numbers has a sum", near("", columns) or "add a number column to a block of rows")
