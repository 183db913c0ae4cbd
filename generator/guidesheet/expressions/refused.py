"""What Jinja has and letters have not: what is told of each kind of Jinja's nodes, and what to write instead."""

from __future__ import annotations

_CALCULATED = ("arithmetic is not part of the letter language", "for days write {{ here.day | plus(7) }}")
_SET = "'set' is not part of the letter language"
_PIECES = ("'~' is not part of the letter language", "write one blank after the other: {{ me.name }} {{ me.phone }}")
_LISTED = ("lists in brackets are not part of the letter language", "write one blank after the other: {{ me.name }} {{ me.phone }}")
_SHARED = 'write the text under fragments: in guidance.yml, and {% include "name" %} where it belongs'

REFUSED = {
    "Add": _CALCULATED,
    "Assign": (_SET, "write the expression where it is used"),
    "AssignBlock": (_SET, "write the text where it is used"),
    "Block": ("'block' is not part of the letter language", "delete it: a letter has `parts:`"),
    "Call": ("calls are not part of the letter language", "use a filter, such as {{ here.day | date }}"),
    "CallBlock": ("'call' is not part of the letter language", _SHARED),
    "Concat": _PIECES,
    "CondExpr": ("'… if … else …' inside {{ }} is not part of the letter language", "write {% if … %}…{% else %}…{% endif %}"),
    "Dict": ("lists in braces are not part of the letter language", 'for the words of a choice write | pick("key", "words", …)'),
    "Div": _CALCULATED,
    "Extends": ("'extends' is not part of the letter language", _SHARED),
    "FilterBlock": ("'filter' is not part of the letter language", "write the filter in the blank: {{ here.day | date }}"),
    "FloorDiv": _CALCULATED,
    "For": ("loops are not part of the letter language", "use a list: {{ here.block.column | list }}"),
    "FromImport": ("'from' is not part of the letter language", _SHARED),
    "Getitem": ("square brackets are not part of the letter language", "write a name with a dot, such as contact.name"),
    "If": ("{% … %} stands in letters only", "write an expression in {{ }}, or use `when:`"),
    "Import": ("'import' is not part of the letter language", _SHARED),
    "Include": ("only a fragment of guidance.yml can be included, by its name", 'write {% include "name" %}'),
    "List": _LISTED,
    "Macro": ("'macro' is not part of the letter language", _SHARED),
    "Mod": _CALCULATED,
    "Mul": _CALCULATED,
    "Neg": _CALCULATED,
    "Pos": _CALCULATED,
    "Pow": _CALCULATED,
    "Scope": ("'autoescape' is not part of the letter language", "delete it: letters are plain text"),
    "Sub": ("arithmetic is not part of the letter language", "for days write {{ here.day | plus(-7) }}"),
    "Test": ("'is' is not part of the letter language", "write the name alone: {% if contact.phone %}"),
    "Tuple": ("a blank has one name", "write one blank after the other: {{ me.name }} {{ me.phone }}"),
    "With": ("'with' is not part of the letter language", "write the expression where it is used"),
}
"""By the class of the node: what is wrong, and what to do."""
