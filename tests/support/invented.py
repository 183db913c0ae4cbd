"""A dataset that nobody wrote: every block, every type of field and every option that there is, put together by chance from a seed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml

from guidesheet.load import accept, load

Given = dict[str, Any]

WORDS = (
    "answers", "AT&T", "café", "don't", "each", "for", "home", "it's", "letter", "Müller", "notes", "of", "one", "paper", "people",
    "question", "room", "step", "the", "think", "to", "with", "work", "write", "you", "日本語",
)  # fmt: skip
SIGNS = (
    "**bold words**", "*slanted*", "_both_", "`a < b`", "[a link](https://example.org/?a=1&b=2)", "[a sheet](sheet:sheet_1)", "\\*no\\*",
    "2 < 3 > 1", "&amp; & &lt;", "snake_case_name", "“quoted” — ...", "(1) first", "1) not a list",
    "~~no~~ ==no== ^no^", "no. #5", "C:\\\\new",
    "{{ me.name or \"your name\" }}", "{{ value.visit }}", "{{ contact.org }}", "a | b", "/// html", "{ #no .no }", "--", "x * y",
)  # fmt: skip
BLOCKS = (
    "- one\n- two with **bold**\n    - below\n\nAfter the list.", "1. first\n2. second", "> A quote\n> of two lines",
    "| A | B |\n|---|---:|\n| 1 | 2 |", "    code a < b &amp;\n    more", "# Heading\n\nBelow it.\n\n## Smaller", "Line one\nline two",
    "First.\n\n\nSecond.", "---", "![A house](../assets/house.svg)",
)  # fmt: skip
OPTIONED = ("choice", "choices", "scale")


def invent(folder: Path, seed: int) -> Path:
    """Writes a project with an invented dataset. Gives its mkdocs.yml."""
    _Inventing(random.Random(seed)).write(folder / "docs/guidance")
    (folder / "docs/index.md").write_text("# Start\n\nWords.\n", "utf-8")
    (folder / "docs/assets").mkdir()
    (folder / "docs/assets/house.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    plugins = ["search", "guidesheet"]
    config = {"site_name": "Invented", "theme": {"name": "material", "font": False}, "use_directory_urls": False, "plugins": plugins}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder / "mkdocs.yml"


def published(folder: Path, seed: int) -> Path:
    """The same, with all its ids published."""
    config = invent(folder, seed)
    accept(folder / "docs/guidance", load(folder / "docs/guidance"))
    return config


class _Inventing:
    """The inventing of one dataset."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.number = 0
        self.asked: list[str] = []
        """Ids of the sheet at hand that a condition can ask for."""

    def write(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        guides: dict[str, list[str]] = {"first": [], "second": []}
        for index in range(6):
            guides["second" if index > 3 else "first"].append(f"sheet_{index}")
        _dump(folder / "guidance.yml", self.guidance([*guides]))
        for guide, sheets in guides.items():
            (folder / guide).mkdir()
            steps = [{"id": f"step_{name}", "title": self.inline(), "text": self.inline(), "sheets": [name]} for name in sheets]
            texts = {"title": self.inline(), "summary": self.inline(), "text": self.block(), "source": self.maybe("they")}
            _dump(folder / guide / "guide.yml", texts | {"revised": "2026-11-01", "steps": steps})
            for name in sheets:
                _dump(folder / guide / f"{name.replace('_', '-')}.yml", self.sheet(name))

    def guidance(self, guides: list[str]) -> Given:
        fields = {kind: self.field(kind, own=False) for kind in KINDS}
        contact = {"name": {"label": "Their name", "type": "text"}, "org": self.field("text", own=False)}
        lists = {"few": self.options(3), "many": self.options(9)}
        name = {"label": self.inline(plain=True), "type": "text", "hint": "See [a sheet](sheet:sheet_2)"}
        return {
            "guidesheet": "1", "site": "inv3nt3d", "title": self.inline(plain=True), "summary": self.inline(plain=True), "language": "en",
            "handouts": {"make": "false"}, "publisher": {"name": self.inline(plain=True)}, "help": self.inline(plain=True),
            "guides": guides, "source": "we",
            "collections": {
                "me": {"fields": {"name": name} | fields},
                "contact": {"many": "true", "one": "contact", "title": "name", "fields": contact},
            },
            "lists": lists, "values": {"visit": {"minutes": ["20", "30"], "source": "they"}},
            "sources": {
                key: {"name": self.inline(plain=True), "short": key, "text": "Words.\n\n- more", "url": "https://example.org/"}
                for key in ("we", "they")
            },
            "fragments": {"bye": "Yours,\n{{ me.name }}"},
        }  # fmt: skip

    def sheet(self, name: str) -> Given:
        self.asked = []
        kinds = ["checklist", "text", "questions", "fields", "rows", "letter"]
        self.chance.shuffle(kinds)
        blocks = [self.dressed(kind) for kind in kinds[: self.chance.randint(3, 6)]]
        blocks.append({"block": "questions", "id": "bank", "title": self.inline(), "groups": self.groups(self.item), "more": "true"})
        every = [{"use": f"me.{kind}"} for kind in ("name", *KINDS)]
        blocks.append({"block": "fields", "id": self.id(), "title": self.inline(), "items": every})
        if name != "sheet_0":
            blocks.append(_said({"block": "show", "id": self.id(), "of": "sheet_0.bank", "only": self.maybe("starred")}))
        texts = {"title": self.inline(), "short": self.maybe(self.inline(plain=True)), "intro": self.block()}
        return _said({"id": name, "about": self.maybe("contact"), "source": self.maybe("they")} | texts | {"blocks": blocks})

    def dressed(self, kind: str) -> Given:
        """A block with what any may have."""
        any_has = {"block": kind, "id": self.id(), "title": self.maybe(self.inline()), "hint": self.maybe(self.inline())} | self.when()
        return _said(any_has | {"source": self.maybe("they")} | getattr(self, f"_{kind}")())

    def _checklist(self) -> Given:
        marks = self.maybe(self.chance.choice(["few", self.options(2)]))
        found = {"marks": marks} | self.chance.choice([{"items": self.some(self.item)}, {"groups": self.groups(self.item)}])
        if marks is None:
            self.asked += [each["id"] for group in found.get("groups", [found]) for each in group["items"]]
        return found

    def _text(self) -> Given:
        return {"text": self.block()}

    def _questions(self) -> Given:
        more = {"title": self.inline(), "more": self.maybe("true")}
        return more | self.chance.choice([{"items": self.some(self.item)}, {"groups": self.groups(self.item)}])

    def _fields(self) -> Given:
        return self.chance.choice([{"items": self.some(self.placed, 3, 7)}, {"groups": self.groups(self.placed)}])

    def _rows(self) -> Given:
        found: Given = {"title": self.inline(), "one": self.maybe("row"), "layout": self.chance.choice(["table", "cards"])}
        if self.chance.random() < 0.4:
            return found | {"of": "contact", "columns": ["name", "org"]}
        columns = [field | {"items": None, "when": None, "lead": None} for field in self.some(self.field, 1, 4)]
        given = [{"id": self.id(), "title": self.inline(), "text": self.maybe(self.block())} for _ in range(2)]
        total = [field["id"] for field in columns if field["type"] in ("number", "money")]
        extra = {"given": given, "more": "true"} if self.chance.random() < 0.5 else {}
        return found | {"columns": [_said(field) for field in columns], "total": total or None} | extra

    def _letter(self) -> Given:
        field = self.field("text")
        parts = [
            {"id": self.id(), "body": f"Dear {{{{ contact.name or \"friend\" }}}}:\n\n<not> & {{{{ here.{field['id']} }}}}\n\n\n\nLast.",
             "note": self.maybe(self.inline())},
            {"id": self.id(), "body": "{% if me.yesno %}Yes{% else %}No{% endif %} {% include \"bye\" %}",
             "optional": "true", "lead": self.inline()},
        ]  # fmt: skip
        return {"title": self.inline(), "channel": self.chance.choice(["post", "message", "phone"]), "fields": [field], "parts": parts}

    def item(self) -> Given:
        below = [{"id": self.id(), "text": self.inline()}] if self.chance.random() < 0.3 else None
        texts = {"text": self.inline(), "hint": self.maybe(self.inline()), "source": self.maybe("they")}
        return _said({"id": self.id(), "items": below, "optional": self.maybe("true")} | texts | self.when())

    def placed(self) -> Given:
        kind = self.chance.random()
        if kind < 0.35:
            label = {"label": self.maybe(self.inline()), "hint": self.maybe(self.inline())}
            return _said(
                {"use": self.chance.choice(["me.name", "contact.name", "contact.org", *(f"me.{kind}" for kind in KINDS)])}
                | label
                | self.when()
            )
        if kind < 0.45:
            return {"id": self.id(), "label": self.inline(), "by_hand": "true"}
        if kind < 0.55:
            return {"id": self.id(), "label": self.inline(), "shows": "{{ me.number + 1 }}"}
        return self.field()

    def field(self, kind: str = "", *, own: bool = True) -> Given:
        """A field of a kind, of any if none is named; `own`: of a sheet, and not shared."""
        kind = kind or self.chance.choice(KINDS[:-1])  # a sheet about contacts can name no other one
        found: Given = {
            "type": kind,
            "label": self.inline(plain=not own),
            "hint": self.maybe(self.inline(plain=not own)),
            "example": self.maybe("Words"),
        }
        if kind in OPTIONED:
            found |= {"options": self.chance.choice(["few", "many", self.options(3)]), "other": self.maybe("true")}
        elif kind in ("text", "longtext"):
            found |= {"limit": self.maybe(self.chance.choice(["80", {"words": "9"}])), "paper": self.maybe({"lines": "3"})}
        elif kind == "money":
            found["per"] = self.maybe("few")
        elif kind == "date":
            found["grain"] = self.maybe("month")
        elif kind == "record":
            found["of"] = "contact"
        return _said(found | ({"id": self.id()} | self.when() if own else {}))

    def options(self, count: int) -> list[Given]:
        return [_said({"id": f"o{n}", "label": self.inline(plain=True), "hint": self.maybe(self.inline(plain=True))}) for n in range(count)]

    def when(self) -> Given:
        if self.asked and self.chance.random() < 0.2:
            return {"when": f"here.{self.chance.choice(self.asked)}", "lead": self.inline()}
        return {}

    def groups(self, entry: Any) -> list[Given]:
        return [
            _said({"id": self.id(), "title": self.inline(), "hint": self.maybe(self.inline()), "items": self.some(entry)}) for _ in range(2)
        ]

    def some(self, entry: Any, least: int = 1, most: int = 3) -> list[Given]:
        return [entry() for _ in range(self.chance.randint(least, most))]

    def inline(self, *, plain: bool = False) -> str:
        """A text of one line; `plain`: without what only sheets may say."""
        words = self.chance.choices(WORDS, k=self.chance.randint(1, 6))
        if not plain and self.chance.random() < 0.5:
            words.insert(self.chance.randint(0, len(words)), self.chance.choice(SIGNS))
        return " ".join(words)

    def block(self) -> str:
        parts = [self.chance.choice([*BLOCKS, self.inline(), self.inline()]) for _ in range(self.chance.randint(1, 4))]
        return "\n\n".join(parts) + "\n"

    def id(self) -> str:
        self.number += 1
        return f"x{self.number}"

    def maybe(self, value: Any) -> Any:
        return value if self.chance.random() < 0.4 else None


KINDS = ("text", "longtext", "email", "phone", "date", "time", "number", "money", *OPTIONED, "yesno", "record")


def _said(given: Given) -> Given:
    """Without what is not said."""
    return {key: value for key, value in given.items() if value is not None}


def _dump(path: Path, given: Given) -> None:
    path.write_text(yaml.safe_dump(_said(given), allow_unicode=True, sort_keys=False), "utf-8")
