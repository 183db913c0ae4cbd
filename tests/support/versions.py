"""A dataset with a history: random versions of it, each allowed by ids.lock, and what a reader has answered in each."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guidesheet import pages
from guidesheet.load import accept, load_published

DAY = "2026-11-27"
KINDS = ("text", "choice", "number", "yesno")
SHEETS = {"one": "me", "two": "contact", "three": "me"}


@dataclass
class Asked:
    """Something that is asked, whatever its id and words become."""

    number: int
    kind: str
    """A field's type, or tick, question, column, given."""
    home: str
    """What its id begins with: `one.`, `me.`, `one.jobs[].`."""
    name: str
    label: str
    was: list[str] = field(default_factory=list)
    options: list[dict[str, Any]] = field(default_factory=list)
    gone: bool = False

    @property
    def id(self) -> str:
        return f"{self.home}{self.name}" + ("]" if self.kind == "given" else "")

    def written(self) -> dict[str, Any]:
        """As an editor writes it."""
        words = {"tick": "text", "question": "text", "given": "title"}.get(self.kind, "label")
        entry: dict[str, Any] = {"id": self.name, words: self.label}
        if words == "label":
            entry["type"] = "text" if self.kind == "column" else self.kind
        if self.options:
            entry["options"] = self.options
        return entry | ({"was": self.was} if self.was else {})


@dataclass
class History:
    """The dataset as it is now."""

    dice: random.Random
    asked: list[Asked] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=lambda: list(SHEETS))
    count: int = 0

    def __post_init__(self) -> None:
        for home in ("me.", "contact."):
            self.ask(home, "text")
        for sheet in SHEETS:
            for kind in (*KINDS, "tick", "tick", "question", "question"):
                self.ask(f"{sheet}.", kind)
        for home, kind in (("one.jobs[].", "column"), ("two.rooms[].", "column"), ("two.rooms[", "given")):
            self.ask(home, kind)
            self.ask(home, kind)

    def ask(self, home: str, kind: str) -> None:
        """A new question."""
        self.count += 1
        n = self.count
        options = [{"id": f"k{n}{letter}", "label": f"Option {letter} of {n}"} for letter in "abc"] if kind == "choice" else []
        self.asked.append(Asked(n, kind, home, f"q{n}", f"Question {n}?", options=options))

    @property
    def live(self) -> list[Asked]:
        return [one for one in self.asked if not one.gone]

    def edit(self) -> str:
        """One edit that ids.lock allows; gives what it was."""
        acts = [self.reword, self.rename, self.remove, self.reorder, self.retype, self.add, self.move, self.recode, self.close]
        act = self.dice.choice(acts)
        one = self.dice.choice(self.live)
        return f"{act.__name__} {one.id}: {act(one)}"

    def reword(self, one: Asked) -> str:
        one.label = f"Question {one.number}, in other words {self.dice.randrange(10**6)}?"
        return one.label

    def rename(self, one: Asked) -> str:
        one.was.append(one.id)
        self.count += 1
        one.name = f"q{self.count}"
        return one.id

    def remove(self, one: Asked) -> str:
        alike = [other for other in self.live if (other.home, other.kind) == (one.home, one.kind)]
        if one.home in ("me.", "contact.") or (one.kind in ("column", "given") and len(alike) == 1):
            return "no"
        one.gone = True
        self.retired += [one.id, *one.was]
        return "gone"

    def reorder(self, _one: Asked) -> str:
        self.dice.shuffle(self.asked)
        return "all"

    def retype(self, one: Asked) -> str:
        if one.kind not in ("choice", "number", "yesno"):
            return "no"
        one.kind, one.options = self.dice.choice([("text", []), ("longtext", [])])
        return one.kind

    def add(self, one: Asked) -> str:
        self.ask(one.home, one.kind if one.kind in ("tick", "question", "column", "given") else self.dice.choice(KINDS))
        return self.asked[-1].id

    def move(self, one: Asked) -> str:
        """To the other sheet of the same home."""
        there = {"one.": "three.", "three.": "one."}.get(one.home)
        if there is None or there[:-1] not in self.sheets:
            return "no"
        one.was.append(one.id)
        one.home = there
        return one.id

    def recode(self, one: Asked) -> str:
        """An option is renamed, reworded or retired."""
        if len(one.options) < 2:
            return "no"
        option = self.dice.choice(one.options)
        way = self.dice.randrange(3)
        if way == 0:
            option["was"] = [option["id"], *option.get("was", [])]
            option["id"] += "x"
        elif way == 1:
            option["label"] += "!"
        else:
            one.options.remove(option)
            self.retired += [f"{name}={key}" for name in (one.id, *one.was) for key in (option["id"], *option.get("was", []))]
        return str(option)

    def close(self, one: Asked) -> str:
        """A whole sheet goes, seldom."""
        if "three" not in self.sheets or self.dice.random() < 0.7:
            return "no"
        self.sheets.remove("three")
        for other in self.live:
            if other.home == "three.":
                other.gone = True
                self.retired += [other.id, *other.was]
        self.retired += ["three.bank[].text", "three.still"]
        return "three"

    def write(self, folder: Path) -> None:
        """The dataset's files. JSON is YAML."""
        (folder / "guide").mkdir(parents=True, exist_ok=True)
        fields: dict[str, dict[str, Any]] = {"me": {}, "contact": {}}
        for one in self.live:
            if one.home[:-1] in fields:
                fields[one.home[:-1]][one.name] = {key: value for key, value in one.written().items() if key != "id"}
        contact = {"name": {"label": "Their name", "type": "text"}} | fields["contact"]
        guidance = {
            "guidesheet": 1, "site": "v3rs10n5", "title": "Versions", "summary": "It changes.", "publisher": {"name": "The tests"},
            "language": "en", "source": "own", "guides": ["guide"], "sources": {"own": {"name": "The tests"}},
            "collections": {"me": {"fields": fields["me"]}, "contact": {"many": True, "one": "one", "title": "name", "fields": contact}},
            "retired": dict.fromkeys(self.retired, DAY),
        }  # fmt: skip
        guide = {"title": "Guide", "summary": "One.", "steps": [{"id": "all", "title": "All", "sheets": self.sheets}]}
        self._put(folder / "guidance.yml", guidance)
        self._put(folder / "guide/guide.yml", guide)
        for path in folder.glob("guide/*.yml"):
            if path.stem != "guide":
                path.unlink()
        for sheet in self.sheets:
            about = SHEETS[sheet]
            blocks = list(self._blocks(sheet, about))
            self._put(
                folder / f"guide/{sheet}.yml", {"id": sheet, "title": f"Sheet {sheet}", "intro": "It.", "about": about, "blocks": blocks}
            )

    def _blocks(self, sheet: str, about: str) -> Iterator[dict[str, Any]]:
        def of(home: str, *kinds: str) -> list[dict[str, Any]]:
            return [one.written() for one in self.live if one.home == home and one.kind in kinds]

        use = [{"use": one.id} for one in self.live if one.home == f"{about}."]
        yield {"block": "fields", "id": "facts", "title": "Facts", "items": [*use, *of(f"{sheet}.", *KINDS, "longtext")]}
        if ticks := of(f"{sheet}.", "tick"):
            yield {"block": "checklist", "id": "list", "title": "List", "items": ticks}
        still = {"id": "still", "text": "What else?"}
        yield {"block": "questions", "id": "bank", "title": "Bank", "more": True, "items": [still, *of(f"{sheet}.", "question")]}
        if sheet == "one":
            yield {"block": "rows", "id": "jobs", "title": "Jobs", "one": "job", "more": True, "columns": of("one.jobs[].", "column")}
        if sheet == "two":
            columns, given = of("two.rooms[].", "column"), of("two.rooms[", "given")
            yield {"block": "rows", "id": "rooms", "title": "Rooms", "columns": columns, "given": given}

    @staticmethod
    def _put(path: Path, data: object) -> None:
        path.write_text(json.dumps(data, indent=1), "utf-8")


_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body class="md-typeset"><article class="md-content__inner">{html}<gs-data hidden></gs-data></article>{scripts}</body></html>
"""


def publish(dataset: Path, site: Path) -> list[str]:
    """Checks a version against ids.lock, accepts it, and writes its pages without a host; gives their addresses. Raises DatasetError."""
    loaded, _ = load_published(dataset, accept=True)
    accept(dataset, loaded)
    made = pages.site(loaded)
    for path, content in made.assets.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    addresses = []
    for page in made.pages:
        address = page.path.removesuffix(".md") + ".html"
        up = "../" * address.count("/")
        scripts = "".join(f'<script src="{up}{script}"></script>' for script in made.scripts)
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(_PAGE.format(title=page.title, html=page.html, scripts=scripts), "utf-8")
        addresses.append(address)
    return addresses
