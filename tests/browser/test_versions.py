"""The dataset changes between visits: no answer is lost, none is shown under a wrong question, and what has changed is said."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from support.reader import ready
from support.versions import SHEETS, Asked, History, publish

HISTORIES = 6
"""How many are made, each with this many versions and edits before each."""
VERSIONS, EDITS = 4, 6
SEED = 20261127

WRITE = """([name, value]) => {
  const boxes = [...document.querySelectorAll(`gs-sheet [name="${name}"]`)];
  const box = boxes.find((one) => one.type === 'radio' && one.value === value) ?? boxes[0];
  if (['radio', 'checkbox'].includes(box.type)) box.checked = true;
  else box.value = value;
  for (const type of ['input', 'change']) box.dispatchEvent(new Event(type, {bubbles: true}));
}"""
ADD = """(place) => {
  const rows = document.querySelector(`gs-rows[data-rows="${place}"]`);
  rows.querySelector(':scope > [data-do=add]').click();
  return rows.querySelector('li.gs-row:last-of-type [name]').name.match(/\\[(\\w+)\\]/)[1];
}"""
SEE = """() => {
  const shown = {};
  for (const box of document.querySelectorAll('gs-sheet [name][data-kind]')) {
    const value = ['radio', 'checkbox'].includes(box.type) ? (box.checked ? (box.type === 'radio' ? box.value : true) : '') : box.value;
    shown[box.name] ||= value;
  }
  const words = (part) => [...document.querySelectorAll(part)].map((one) => one.textContent);
  const orphans = [...document.querySelectorAll('.gs-orphans li')]
    .map((one) => [one.querySelector('.gs-orphans__q').textContent.replace(/^.* · /, ''), one.querySelector('.gs-orphans__a').textContent]);
  return {shown, orphans, reworded: words('.gs-reworded .gs-hint'), misfits: words('.gs-misfit')};
}"""


@dataclass
class Answer:
    """What a reader wrote to what was asked then."""

    question: Asked
    part: str
    """"", "star", "note"; of a cell, its row."""
    row: Asked | None
    value: str | bool
    words: str
    stored: str

    @property
    def gone(self) -> bool:
        return self.question.gone or (self.row is not None and self.row.gone)

    def name(self) -> str:
        """The id of its control now."""
        if self.question.kind == "column":
            return self.question.id.replace("[]", f"[{self.row.name if self.row else self.part}]")
        return f"{self.question.id}:{self.part}" if self.part else self.question.id

    def shown(self) -> str | bool:
        """What its control says now; "" for an option that is no more, which is said beside it."""
        if not self.question.options:
            return self.value
        return next((one["id"] for one in self.question.options if self.value in (one["id"], *one.get("was", []))), "")


@dataclass
class Reader:
    """Somebody who comes back to each version."""

    page: Page
    address: str
    dice: random.Random
    answers: dict[tuple[int, str, int], Answer] = field(default_factory=dict)
    earlier: set[tuple[int, str]] = field(default_factory=set)
    """(question, words) of all that was ever written."""
    count: int = 0
    visits: int = 0

    def open(self, name: str) -> None:
        self.visits += 1
        self.page.goto(f"{self.address}{name}.html?{self.visits}")  # the page itself is no old one
        ready(self.page)

    def answer(self, history: History) -> None:
        """Writes a few answers on each sheet."""
        for sheet in history.sheets:
            self.open(f"guide/{sheet}")
            there = [one for one in history.live if self.sheet_of(one) == sheet and one.kind != "given"]
            for one in self.dice.sample(there, 4):
                self._write(history, one)
            self.page.evaluate("dispatchEvent(new Event('pagehide'))")

    @staticmethod
    def sheet_of(one: Asked) -> str:
        scope = one.home.split(".")[0]
        return {"me": "one", "contact": "two"}.get(scope, scope)

    def _write(self, history: History, one: Asked) -> None:
        self.count += 1
        part, row = "", None
        if one.kind == "question":
            part = self.dice.choice(["star", "note"])
        elif one.home == "one.jobs[].":
            rows = sorted({other.part for other in self.answers.values() if other.question.home == one.home})
            part = self.dice.choice(rows) if rows and self.dice.random() < 0.5 else self.page.evaluate(ADD, "one.jobs")
        elif one.kind == "column":
            row = self.dice.choice([other for other in history.live if other.kind == "given"])
        value: str | bool = f"w{self.count}"
        if one.kind in ("tick", "choice", "yesno", "number") or part == "star":
            keys = {"choice": [option["id"] for option in one.options], "yesno": ["yes", "no"], "number": [f"{self.count}.5"]}
            value = self.dice.choice(keys[one.kind]) if one.kind in keys else True
        answer = Answer(one, part, row, value, one.label, "")
        answer.stored = answer.name()
        had = self.answers.get((one.number, part, row.number if row else 0))
        if had and had.value == value and not had.gone:
            return  # nothing is written
        self.page.evaluate(WRITE, [answer.name(), value])
        self.answers[one.number, part, row.number if row else 0] = answer
        self.earlier.add((one.number, text_of(value)))

    def check(self, history: History, story: list[str]) -> None:
        """Every page of the version that there is now."""
        for sheet in history.sheets:
            self.open(f"guide/{sheet}")
            self._settled(history, sheet, story)
        self.open("guide/index")
        lost = [one for one in self.answers.values() if one.gone and one.stored.split(".")[0] not in (*history.sheets, "me", "contact")]
        self._listed(lost, story)

    def _settled(self, history: History, sheet: str, story: list[str]) -> None:
        about = SHEETS[sheet]
        here = [one for one in self.answers.values() if not one.gone and one.question.home.split(".")[0] in (sheet, about)]
        lost = [one for one in self.answers.values() if one.gone and self._listed_on(one, sheet, about, history)]
        changed = Counter({(one.question.number, one.row.number if one.row else one.part if "[" in one.question.home else "")
                           for one in here if one.words != one.question.label})  # fmt: skip
        expected = Counter(number for number, _ in changed)
        self._listed(lost, story)
        for _ in range(50):
            seen = self.page.evaluate(SEE)
            told = Counter(int(text.split("It was: “Question ")[1].split("?")[0].split(",")[0]) for text in seen["reworded"])
            if told == expected:
                break
            self.page.wait_for_timeout(100)
        assert told == expected, ("changed since you answered", sheet, story)
        wanted = {one.name(): one.shown() for one in here}
        shown = {name: value for name, value in seen["shown"].items() if value != "" or wanted.get(name)}
        assert shown == {name: value for name, value in wanted.items() if value != ""}, (sheet, story)
        for one in here:
            if one.shown() == "":
                assert any(str(one.value) in text for text in seen["misfits"]), (one, story)

    @staticmethod
    def _listed_on(one: Answer, sheet: str, about: str, history: History) -> bool:
        scope = one.stored.split(".")[0]
        return scope == sheet or (scope not in history.sheets and SHEETS.get(scope) == about)

    def _listed(self, lost: list[Answer], story: list[str]) -> None:
        """What is gone is listed with the words it was asked in, and nothing else that the reader has not replaced."""
        wanted = Counter((one.words, text_of(one.value)) for one in lost)
        for _ in range(50):
            orphans: list[list[str]] = self.page.evaluate(SEE)["orphans"]
            seen = Counter((question, text) for question, text in orphans)
            if not wanted - seen:
                break
            self.page.wait_for_timeout(100)
        assert not wanted - seen, ("not listed", wanted - seen, story)
        numbers = {one.question.number for one in self.answers.values() if one.gone}
        for question, text in seen - wanted:
            number = int(question.removeprefix("Question ").split("?")[0].split(",")[0])
            assert number in numbers and (number, text) in self.earlier, ("listed wrongly", question, text, story)


def text_of(value: Any) -> str:
    return "✓" if value is True else str(value)


def test_no_history_of_the_dataset_loses_an_answer_or_shows_it_elsewhere(page: Page, root: Path, served: str, engine: str) -> None:
    edits: Counter[str] = Counter()
    for number in range(HISTORIES):
        dice = random.Random(SEED + number)
        history = History(dice)
        name = f"versions-{engine}-{number}"
        dataset, site = root / f"{name}-data", root / name
        history.write(dataset)
        publish(dataset, site)
        reader = Reader(page, f"{served}{name}/", dice)
        story: list[str] = [f"history {number}"]
        for _ in range(VERSIONS):
            reader.answer(history)
            story += [history.edit() for _ in range(EDITS)]
            history.write(dataset)
            publish(dataset, site)
            reader.check(history, story)
        edits.update(line.split()[0] for line in story if not line.endswith(": no"))
    assert len(edits) >= 9, f"every kind of edit was made: {edits}"
