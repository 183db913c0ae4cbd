"""The editors' page "Writing a letter" is true: its sheet is valid, and its examples say what stands beside them."""

from __future__ import annotations

import re

import pytest
import yaml

from guidesheet import letters
from guidesheet.answers import Naming, SheetScope
from guidesheet.errors import TextError
from guidesheet.expressions.compile import FILTERS
from guidesheet.expressions.evaluate import evaluate, plain_text
from guidesheet.load import load
from guidesheet.messages import messages
from run import ROOT
from support.letters import Given

PAGE = (ROOT / "LETTERS.md").read_text("utf-8")
SHEET, *BLOCKS = re.findall(r"^```(?:yaml)?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
LINES = [line for block in BLOCKS for line in block.splitlines()]
WAYS = dict(re.split(r" +→ ", line) for line in LINES if re.match(r"(post|email) +→", line))
SAID = [tuple(re.split(r" +→ ", line)) for line in LINES if "→" in line and not line.startswith(tuple(WAYS))]
REFUSED = [tuple(re.split(r" +✗ ", line)) for line in LINES if "✗" in line]

POSTED = ("sender", "date", "address")
"""What an e-mail has by itself."""

GUIDANCE = """
guidesheet: 1
site: w1r2t3l4
title: Letters
publisher: {name: The tests}
language: en
guides: [ask]
collections:
  me: {fields: {name: {label: Your name, type: text}}}
  contact:
    many: true
    one: contact
    title: name
    fields:
      name: {label: Their name, type: text}
      phone: {label: Their phone, type: phone}
      email: {label: Their e-mail, type: email}
      meet_time: {label: Time, type: time}
values: {visit: {minutes: [20, 30]}, call_after: {days: 7}}
fragments: {thanks: "Thank you, {{ me.name }}"}
"""
GUIDE = "title: Ask\nsummary: Ask.\nsteps: [{id: one, title: One, sheets: [letter]}]\n"

ANSWERS = {
    "me.name": "Rosa", "contact.name": "Ana Núñez", "contact.meet_time": "14:30", "letter.mailed": "2026-12-24", "letter.pay": "1234.50",
    "letter.trained": "no", "letter.closing": "kind", "letter.bring": ["plan", "pen"],
}  # fmt: skip
COLUMNS = {"letter.people.who": ["Ben", "Li"]}


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> SheetScope:
    folder = tmp_path_factory.mktemp("letters")
    (folder / "ask").mkdir()
    for name, text in {"guidance.yml": GUIDANCE, "ask/guide.yml": GUIDE, "ask/letter.yml": SHEET}.items():
        (folder / name).write_text(text, "utf-8")
    return Naming(load(folder).dataset, messages("en")).scope("letter")


@pytest.mark.parametrize(("source", "says"), SAID)
def test_an_example_says_what_stands_beside_it(scope: SheetScope, source: str, says: str) -> None:
    pieces = evaluate(scope.letter(source), Given({"answers": ANSWERS, "columns": COLUMNS}), "en")
    assert plain_text(pieces).replace("\u00a0", " ") == says


@pytest.mark.parametrize(("source", "says"), REFUSED)
def test_what_is_not_part_of_it_is_refused(scope: SheetScope, source: str, says: str) -> None:
    with pytest.raises(TextError) as caught:
        scope.letter(source)
    assert says in [fault.message for fault in caught.value.faults]


@pytest.mark.parametrize("way", ["post", "email"])
def test_one_letter_goes_several_ways(scope: SheetScope, way: str) -> None:
    (block,) = (block for block in scope.naming.dataset.sheets["letter"].blocks if block.block == "letter")
    parts = [part for part in letters.told(scope, block) if "optional" not in part and (way == "post" or part["role"] not in POSTED)]
    trees = [part["mail"] if way == "email" and "mail" in part else part["tree"] for part in parts]
    given = Given({"answers": ANSWERS, "columns": COLUMNS})
    said = [plain_text(evaluate(tree, given, "en")).replace("\u00a0", " ") for tree in trees]  # type: ignore[arg-type]
    assert " / ".join(filter(None, said)) == WAYS[way]


def test_what_an_e_mail_leaves_out_is_what_the_browser_leaves_out() -> None:
    source = (ROOT / "generator/guidesheet/client/src/send/draft.js").read_text("utf-8")
    (listed,) = re.findall(r"const POSTED = \[(.*?)\]", source)
    assert tuple(re.findall(r"'(\w+)'", listed)) == POSTED


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("{{ here.mailed }}", "Day you mail it"),
        ('{{ here.mailed | plus(value.call_after) | workday | date("full") }}', "7 days after: Day you mail it"),
        ("{{ here.mailed | plus(1) | plus(-2) or 'soon' }}", "1 day before: Day you mail it"),
        ("{{ here.mailed | plus(2) | plus(-2) }}", "Day you mail it"),
        ("{% if contact.phone %}I call{% else %}{{ here.mailed | plus(2) }}{% endif %}", "2 days after: Day you mail it"),
    ],
)
def test_a_day_that_is_worked_out_is_not_called_as_the_one_that_it_comes_from(scope: SheetScope, source: str, named: str) -> None:
    (paragraph,) = letters.paragraphs(scope.letter(source), messages("en"), "", "")
    assert f'<span class="gs-line__label">{named}</span>' in paragraph.replace("\u00a0", " ")


def test_a_text_says_how_far_a_day_is_from_what_is_not_answered(scope: SheetScope) -> None:
    assert scope.unanswered(' here.mailed | plus(-1) | date("full") ') == "[1\u00a0day before: Day you mail it]"


def test_the_page_has_all_of_the_language() -> None:
    assert len(SAID) >= 30 and len(REFUSED) >= 8
    written = " ".join(source for source, _ in SAID)
    assert [name for name in FILTERS if f"| {name}" not in written] == []
    for word in ("if", "elif", "else", "endif", "include", " or ", " and ", "not ", "==", "!=", " in ", "not in"):
        assert word in written, word
    answered = yaml.safe_load(SHEET)["blocks"][0]["fields"]
    assert {f"letter.{field['id']}" for field in answered} - ANSWERS.keys() == {"letter.news"}
    assert len(PAGE.splitlines()) < 120, "one screen, or two"
    assert (ROOT / "CONTRIBUTING.md").read_text("utf-8").count("(LETTERS.md)") == 1


def test_the_answers_are_those_that_the_page_tells() -> None:
    told = dict(re.findall(r"\{id: (\w+), .*# (.+)$", SHEET, re.MULTILINE))
    assert (told["mailed"], told["pay"], told["trained"], told["closing"], told["bring"]) == (
        "2026-12-24", "1234.50", "no", "kind", "plan, pen",
    )  # fmt: skip
