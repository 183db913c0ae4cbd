"""Letters say answers in words, as people read them, never as they are stored."""

from __future__ import annotations

from typing import Any

import pytest

from guidesheet.answers import Naming
from guidesheet.expressions.evaluate import evaluate, plain_text
from guidesheet.load import load
from guidesheet.messages import messages
from run import ROOT
from support.letters import Given

METERS = {
    "handover.meters.kind": ["power", "water", "other"],
    "handover.meters.day": ["2026-11-23", "soon"],
    "handover.meters.reading": ["1234.5"],
    "handover.rooms.fine": ["yes", "no"],
}


@pytest.mark.parametrize(
    ("source", "answers", "said"),
    [
        ("{{ home.heat }}", {"home.heat": "gas"}, "Gas"),
        ("{{ home.heat }}", {"home.heat": "other", "home.heat:other": "Peat"}, "Peat"),
        ("{{ home.heat }}", {"home.heat": "other"}, "Other"),
        ("{{ home.rent }}", {"home.rent": "1234.50"}, "1,234.50"),
        ("{{ home.view_day }}", {"home.view_day": "2026-11-23"}, "November 23, 2026"),
        ("{{ home.view_day | plus(7) }}", {"home.view_day": "2026-11-23"}, "November 30, 2026"),
        ("{{ home.view_time }}", {"home.view_time": "09:30"}, "9:30 AM"),
        ("{{ me.move }}", {"me.move": "2027-03"}, "March 2027"),
        ("{{ here.meters.kind | list }}", {}, "Electricity, Water, and Other"),
        ("{{ here.meters.kind }}", {}, "Electricity, Water, and Other"),
        ("{{ here.meters.day }}", {}, "November 23, 2026 and soon"),
        ("{{ here.meters.day | date('short') | list }}", {}, "11/23/26 and soon"),
        ("{{ here.meters.reading }}", {}, "1,234.5"),
        ("{{ here.rooms.fine }}", {}, "Yes and No"),
        ("{{ here.doors }}", {"handover.doors": "fix"}, "To fix"),
        ("{% if here.doors == 'fix' %}Mend it{% endif %}", {"handover.doors": "fix"}, "Mend it"),
        ("{{ here.meters.day or 'never' }}", {}, "November 23, 2026 and soon"),
    ],
)
def test_an_answer_is_said_in_words(source: str, answers: dict[str, Any], said: str) -> None:
    dataset = load(ROOT / "tests/datasets/first-home/docs/guidance").dataset
    tree = Naming(dataset, messages("en")).scope("handover").letter(source)
    assert plain_text(evaluate(tree, Given({"answers": answers, "columns": METERS}), "en")) == said
