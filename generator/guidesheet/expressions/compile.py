"""The Jinja subset → tree. Jinja parses; what is not in the subset is refused, each at its word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from jinja2 import TemplateSyntaxError, nodes

from guidesheet.errors import Fault, TextError, near
from guidesheet.expressions import slips
from guidesheet.expressions.names import AnswerName, Expr, Scope, Tree, ValueName
from guidesheet.expressions.parsing import Wrong, parsed, placed, reads
from guidesheet.expressions.refused import REFUSED

FILTERS = ("plus", "workday", "date", "time", "number", "list", "pick")

_KINDS = {
    "date": ("date", "month"),
    "plus": ("date",),
    "workday": ("date",),
    "time": ("time",),
    "number": ("number",),
}
"""Kinds of answers that a filter is for."""
_GIVES_DATE = ("plus", "workday")
Made = TypeVar("Made")


def compile_letter(source: str, scope: Scope) -> Tree:
    """The tree of a letter's body. Raises TextError with every fault."""
    return compiled(source, Compiling(scope, letter=True))


def compile_fragment(source: str, scope: Scope) -> Tree:
    """The tree of a fragment, which includes no other. Raises TextError with every fault."""
    return compiled(source, Compiling(scope, letter=True, included=True))


def compile_blank(source: str, scope: Scope) -> Tree:
    """The tree of one blank, from what stands between `{{` and `}}`. Raises TextError."""
    return compiled("{{" + source + "}}", Compiling(scope, letter=False), before=2)


def compile_condition(source: str, scope: Scope) -> Expr:
    """The expression of a condition, from what stands after `when:`. Raises TextError."""
    cure = "write a name, such as here.training; between names: and, or, not, ==, !=, in"
    compiling = Compiling(scope, letter=False)
    return lone(source, compiling, compiling.condition, "this is no condition", cure)


def lone(source: str, compiling: Compiling, made: Callable[[nodes.Expr], Made], message: str, cure: str) -> Made:
    """What is made of an expression without braces. Raises TextError with every fault, or the message where it is none."""
    before, after = "{{ ", " }}"
    try:
        (node,) = parsed(f"{before}{source}{after}").find_all(nodes.Output)
        (expr,) = node.nodes
    except (TemplateSyntaxError, RecursionError, ValueError):
        raise TextError([slips.in_expression(source) or Fault(0, 0, message, cure)]) from None
    found = made(expr)
    if compiling.wrong:
        raise TextError(placed(f"{before}{source}{after}", compiling.wrong, len(before)))
    return found


def compiled(source: str, compiling: Compiling, before: int = 0) -> Tree:
    """The tree of a text, of which the author has not written the first `before` characters. Raises TextError with every fault."""
    if compiling.letter and (outside := list(slips.outside(source))):
        raise TextError(outside)
    try:
        template = parsed(source)
    except TemplateSyntaxError as error:
        raise TextError(slips.in_letter(source, error.lineno - 1, compiling.scope.known(), reads)) from None
    except RecursionError:
        raise TextError([Fault(0, 0, "letter language: nested far too deep", "write it more simply")]) from None
    tree = compiling.tree(template.body)
    bare = slips.braces(source) if compiling.letter else ()
    faults = [*(placed(source, compiling.wrong, before) if compiling.wrong else ()), *bare]
    if faults:
        raise TextError(faults)
    return tree


class Compiling:
    """One compilation: collects faults and goes on."""

    def __init__(self, scope: Scope, letter: bool, included: bool = False) -> None:
        self.scope = scope
        self.letter = letter
        self.included = included
        self._found: dict[int, AnswerName | ValueName | None] = {}
        self.wrong: list[Wrong] = []

    def tree(self, body: Sequence[nodes.Node]) -> Tree:
        """The nodes of a body."""
        found: Tree = []
        for node in body:
            if isinstance(node, nodes.Output):
                for inner in node.nodes:
                    self._add(found, self._output(inner))
            elif isinstance(node, nodes.If) and self.letter:
                found.append(self._if(node))
            elif isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const) and self.letter:
                for piece in self._included(node.template):
                    self._add(found, piece)
            else:
                self._refuse(node)
        return found

    def condition(self, node: nodes.Expr) -> Expr:
        """An expression that is true or not, and that asks for an answer."""
        expr = self._test(node)
        read = set(_kinds(expr))
        if "s" in read:
            self._fault(node, "a list of questions cannot be a condition", "ask for a field, a tick or a column of rows")
        elif not self.wrong and not read:
            self._fault(node, "this condition asks for no answer, so it never changes", "write a name, such as here.training")
        return expr

    def _included(self, node: nodes.Const) -> Tree:
        """The tree of a fragment, from the name in its `include`."""
        name = str(node.value)
        source = self.scope.fragment(name)
        if source is None:
            cure = near(name, self.scope.fragments()) or "add it under fragments: in guidance.yml"
            self._fault(node, f"there is no fragment '{name}'", cure)
        elif self.included:
            self._fault(node, "a fragment cannot include another", "write the text out")
        else:
            with suppress(TextError):  # the check says what is wrong with it, in its own place
                return compile_fragment(source, self.scope)
        return []

    @staticmethod
    def _add(found: Tree, node: list[object]) -> None:
        """Neighbouring fixed texts become one."""
        if node[0] == "t" and found and found[-1][0] == "t":
            found[-1] = ["t", f"{found[-1][1]}{node[1]}"]
        elif node != ["t", ""]:
            found.append(node)

    def _if(self, node: nodes.If) -> list[object]:
        other = self.tree(node.else_)
        for branch in reversed(node.elif_):
            other = [["if", self._test(branch.test), self.tree(branch.body), other]]
        return ["if", self._test(node.test), self.tree(node.body), other]

    def _output(self, node: nodes.Expr) -> list[object]:
        if isinstance(node, nodes.TemplateData):
            if "}}" in node.data:
                self._fault(node, "'}}' without '{{' before it", "write {{ name }} with two braces on both sides")
            return ["t", node.data]
        expr = self._shown(node)
        if expr[0] == "c":
            return ["t", str(expr[1])]
        return ["o", expr, self._label(node) or "…"]

    def _label(self, node: nodes.Node) -> str:
        """The label of the first answer that an expression names."""
        found = self._find(node) if isinstance(node, nodes.Getattr) else None
        if isinstance(found, AnswerName):
            return found.label
        if isinstance(node, nodes.Getattr):
            return ""
        return next(filter(None, map(self._label, node.iter_child_nodes())), "")

    def _shown(self, node: nodes.Expr) -> Expr:
        """An expression as it is written out: keys as labels, dates in words."""
        if isinstance(node, nodes.Or):
            return ["or", self._shown(node.left), self._shown(node.right)]
        if isinstance(node, nodes.And):
            return ["and", self._test(node.left), self._shown(node.right)]
        if isinstance(node, nodes.Not | nodes.Compare):
            return self._fault(node, "a condition cannot be shown as words", "write {% if … %}words{% endif %}")
        if isinstance(node, nodes.Filter):
            expr = self._filter(node)
            return ["f", "date", expr, "long"] if node.name in _GIVES_DATE else expr
        found = self._find(node) if isinstance(node, nodes.Getattr) else None
        if isinstance(found, AnswerName) and "record" in (found.kind, found.cells):
            return self._fault(
                node, f"'{found.label}' is a record, not a text", "write a shared field of its collection, such as contact.name"
            )
        expr = self._value(node)
        return _in_words(found, expr, self.scope) if isinstance(found, AnswerName) else expr

    def _test(self, node: nodes.Node) -> Expr:
        """An expression as a condition: a bare yes/no is true for yes only."""
        if isinstance(node, nodes.Not):
            return ["not", self._test(node.node)]
        if isinstance(node, nodes.Or | nodes.And):
            return ["or" if isinstance(node, nodes.Or) else "and", self._test(node.left), self._test(node.right)]
        found = self._find(node) if isinstance(node, nodes.Getattr) else None
        if isinstance(found, AnswerName) and found.kind == "yesno":
            return ["==", ["v", found.id], ["c", "yes"]]
        return self._value(node)

    def _value(self, node: nodes.Node) -> Expr:
        """An expression as it is stored."""
        if isinstance(node, nodes.Const):
            return self._const(node)
        if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const) and type(node.node.value) is int:
            return ["c", -node.node.value]
        if isinstance(node, nodes.Getattr):
            return self._name(node)
        if isinstance(node, nodes.Or | nodes.And):
            return ["or" if isinstance(node, nodes.Or) else "and", self._value(node.left), self._value(node.right)]
        if isinstance(node, nodes.Not):
            return ["not", self._test(node.node)]
        if isinstance(node, nodes.Compare):
            return self._compare(node)
        if isinstance(node, nodes.Filter):
            return self._filter(node)
        if isinstance(node, nodes.Name):
            meant = [name for name in self.scope.known() if name.endswith(f".{node.name}")]
            within = [name for name in self.scope.known() if name.startswith(f"{node.name}.")]
            cure = f"write {' or '.join(meant)}" if meant else near("", within) or near(node.name, self.scope.known())
            return self._fault(node, f"'{node.name}' alone names nothing", cure)
        return self._refuse(node)

    def _const(self, node: nodes.Const) -> Expr:
        if type(node.value) in (str, int):
            return ["c", node.value]
        return self._fault(node, f"{node.value} is not part of the letter language", "use a text in quotes, or a whole number")

    def _name(self, node: nodes.Getattr) -> Expr:
        found = self._find(node)
        if isinstance(found, ValueName):
            return ["c", found.text]
        if isinstance(found, AnswerName):
            if found.kind == "rows":
                return ["r", found.id, found.column, *found.given]
            return ["s", found.id] if found.kind == "starred" else ["v", found.id]
        name = _dotted(node)
        if name is None:
            return self._fault(node, "only names with a dot can be used here", "write a name such as contact.name")
        scope = name.partition(".")[0]
        if self.scope.is_sheet(scope):
            message = f"'{name}' belongs to another sheet, and only shared fields can be read everywhere"
            return self._fault(node, message, "declare the field under collections: in guidance.yml")
        return self._fault(node, f"there is no '{name}'", near(name, self.scope.known()))

    def _find(self, node: nodes.Node) -> AnswerName | ValueName | None:
        if id(node) not in self._found:
            name = _dotted(node)
            self._found[id(node)] = self.scope.find(name) if name else None
        return self._found[id(node)]

    def _compare(self, node: nodes.Compare) -> Expr:
        if len(node.ops) != 1 or node.ops[0].op not in ("eq", "ne", "in", "notin"):
            return self._fault(node, "only ==, !=, in and not in compare things here", 'write {% if here.how == "phone" %}')
        op, right = node.ops[0].op, node.ops[0].expr
        for key, answer in ((node.expr, right), (right, node.expr)):
            if isinstance(key, nodes.Name):
                return self._fault(key, f"'{key.name}' has no quotes", f'write "{key.name}"')
            self._check_key(key, answer)
        sign = {"eq": "==", "ne": "!=", "in": "in", "notin": "in"}[op]
        expr: Expr = [sign, self._value(node.expr), self._value(right)]
        return ["not", expr] if op == "notin" else expr

    def _check_key(self, key: nodes.Node, answer: nodes.Node) -> None:
        """A constant that is compared with a choice must be one of its keys."""
        found = self._find(answer)
        if not isinstance(key, nodes.Const) or not isinstance(found, AnswerName):
            return
        keys = [option[0] for option in found.options] + (["other"] if found.other else [])
        keys = ["yes", "no"] if found.kind == "yesno" else keys
        if keys and key.value not in keys:
            self._fault(key, f"'{key.value}' is no option of '{found.label}'", near(str(key.value), keys))

    def _filter(self, node: nodes.Filter) -> Expr:
        if node.node is None or node.name not in FILTERS:
            return self._fault(node, f"there is no filter '{node.name}'", near(node.name, FILTERS))
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return self._fault(node, f"the filter '{node.name}' takes no named arguments", "write the values only")
        if bare := [argument.name for argument in node.args if isinstance(argument, nodes.Name)]:
            cure = f'write {node.name}("{bare[0]}")' if len(node.args) == 1 else f'write "{bare[0]}"'
            return self._fault(node, f"'{bare[0]}' has no quotes", cure)
        arguments = [self._argument(node.name, argument) for argument in node.args]
        wrong = slips.wrong_arguments(node.name, arguments)
        if wrong:
            return self._fault(node, *wrong)
        self._fits(node)
        if node.name == "date" and not arguments:
            arguments = ["long"]
        if node.name == "list":
            return ["f", "list", self._listed(node.node)]
        return ["f", node.name, self._value(node.node), *arguments]

    def _fits(self, node: nodes.Filter) -> None:
        """A filter is for answers of its kind, and `pick` for keys that there are."""
        found = self._find(node.node) if node.node else None
        wanted = _KINDS.get(node.name, ())
        inner = node.node.name if isinstance(node.node, nodes.Filter) else ""
        if inner in FILTERS and wanted and not (inner in _GIVES_DATE and "date" in wanted):
            given = "a date" if inner in _GIVES_DATE else "words"
            first = f", or write it before `| {inner}`" if "date" in wanted and inner == "date" else ""
            self._fault(node, f"`| {inner}` gives {given}, so '{node.name}' cannot come after it", f"delete `| {node.name}`{first}")
        if isinstance(found, AnswerName) and wanted and (found.cells or found.kind) not in wanted:
            self._fault(node, f"'{found.label}' is no {wanted[0]}, and '{node.name}' is for nothing else", f"delete `| {node.name}`")
        if node.name == "pick" and node.node:
            for key in node.args[: len(node.args) // 2 * 2 : 2]:
                self._check_key(key, node.node)

    def _listed(self, node: nodes.Expr) -> Expr:
        found = self._find(node) if isinstance(node, nodes.Getattr) else None
        if not isinstance(found, AnswerName) or found.kind not in ("keys", "rows"):
            return self._value(node)
        expr = _in_words(found, self._value(node), self.scope)
        return expr[2] if expr[:2] == ["f", "list"] else expr  # type: ignore[return-value]

    def _argument(self, name: str, node: nodes.Expr) -> object:
        found = self._find(node) if isinstance(node, nodes.Getattr) else None
        if name == "plus" and isinstance(found, ValueName):
            if found.days is None:
                cure = "give the value one whole number of days: {days: 7}"
                self._fault(node, "plus needs whole days, and this value is none", cure)
            return found.days or 0
        expr = self._value(node)
        if expr[0] != "c":
            self._fault(node, f"the filter '{name}' takes fixed texts and numbers only", "write a text in quotes, or a number")
            return ""
        return expr[1]

    def _refuse(self, node: nodes.Node) -> Expr:
        if isinstance(node, nodes.Sub) and isinstance(node.right, nodes.Name) and (left := _dotted(node.left)):
            cure = near(f"{left}_{node.right.name}", self.scope.known())
            return self._fault(node, f"'{left}-{node.right.name}' is no name: names have dots and underscores", cure)
        kind = type(node).__name__
        return self._fault(node, *REFUSED.get(kind, (f"'{kind}' is not part of the letter language", "delete it")))

    def _fault(self, node: nodes.Node, message: str, cure: str) -> Expr:
        self.wrong.append((node, message, cure))
        return ["c", ""]


def _kinds(expr: object) -> Iterator[str]:
    """The kinds of names that an expression reads."""
    if isinstance(expr, list):
        if expr[0] in ("v", "r", "s"):
            yield str(expr[0])
        elif expr[0] != "c":
            for part in expr[1:]:
                yield from _kinds(part)


def _dotted(node: nodes.Node) -> str | None:
    """`a.b.c` as it was written, or None."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        inner = _dotted(node.node)
        return f"{inner}.{node.attr}" if inner else None
    return None


def _in_words(name: AnswerName, expr: Expr, scope: Scope) -> Expr:
    """A stored answer as people read it; cells of a column one by one, then as a list."""
    kind = name.cells or name.kind
    if kind == "key" and name.other and not name.cells:
        own: Expr = ["and", ["==", expr, ["c", "other"]], ["v", f"{name.id}:other"]]
        return ["or", own, _picked(name, expr, scope)]
    if kind in ("key", "keys"):
        expr = _picked(name, expr, scope)
    elif kind in ("date", "month"):
        expr = ["f", "date", expr, "long"]
    elif kind in ("time", "number"):
        expr = ["f", kind, expr]
    elif kind == "yesno":
        expr = ["f", "pick", expr, "yes", scope.yes, "no", scope.no]
    return ["f", "list", expr] if name.kind in ("rows", "starred", "keys") else expr


def _picked(name: AnswerName, expr: Expr, scope: Scope) -> Expr:
    """Keys as their labels."""
    options = [*name.options, *([("other", scope.other)] if name.other else [])]
    return ["f", "pick", expr, *(word for option in options for word in option)]
