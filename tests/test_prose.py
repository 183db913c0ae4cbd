"""Texts that need no Markdown say what Markdown would have made of them."""

from __future__ import annotations

import random

import pytest

from guidesheet import prose
from guidesheet.errors import TextError

PIECES = (
    "word", "a", "B.", "1.", "1)", "12. ", "-", "+", "=", "==", "---", "===", "\n", "\n\n", "\n \n", "\n\n\n", " ", "  ", "    ", "\t",
    "'", '"', "(x)", "!", ":", ": x", "—", "é", "\u00a0", "\u2028", "[", "]", "#", "^", "%", "$", "@a.b", "http://x.y", "x_y",
    "_", "__", "_x_", "*", "`", "~", "/", "//", "?", "&", "&amp;",
    "<", ">", "|", "\\", "...", "日本", "{{ a.b }}", '{{ a.b or "<b>" }}', '{{ x or "{:" }}', "{{%}}",
    "{", "}", "}}", "{%",
)  # fmt: skip


def made(text: str, level: prose.Level) -> object:
    """What a text comes to: a Prose, or its faults."""
    try:
        return prose.parse(text, level)
    except TextError as error:
        return error.faults


def texts(count: int) -> list[str]:
    chance = random.Random(11)
    found = ("".join(chance.choice(PIECES) + chance.choice(("", "", " ")) for _ in range(chance.randint(1, 7))) for _ in range(count))
    return [text for text in found if text.strip()]


@pytest.mark.parametrize("level", ["inline", "block"])
def test_plain_texts_are_what_markdown_makes_of_them(level: prose.Level, monkeypatch: pytest.MonkeyPatch) -> None:
    given = texts(4000)
    quick = [made(text, level) for text in given]
    asked: list[str] = []
    convert = prose._markdown
    monkeypatch.setattr(prose, "_markdown", lambda text: asked.append(text) or convert(text))
    again = [made(text, level) for text in given]
    needed = len(asked)
    monkeypatch.setattr(prose, "_is_plain", lambda text, level: False)
    slow = [made(text, level) for text in given]
    assert [(text, one, other) for text, one, other in zip(given, quick, slow, strict=True) if one != other] == []
    assert again == quick and needed < len(asked) - 500  # many were plain


def test_a_text_with_a_blank_is_plain_but_for_its_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "_markdown", lambda text: pytest.fail(f"Markdown was asked for {text}"))
    found = prose.parse("Be there {{ value.early }} early, at (about) noon!\n", "block")
    assert found.markup == "<p>Be there \ue0000\ue001 early, at (about) noon!</p>"
    assert [blank.source.strip() for blank in found.blanks] == ["value.early"]
