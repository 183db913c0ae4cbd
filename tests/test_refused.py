"""What is not in the letter language is refused, with file, line, column and a cure: cases as data (`tests/refused.yml`)."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from guidesheet.errors import DatasetError
from guidesheet.load import load
from run import ROOT

CASES: list[dict[str, object]] = yaml.safe_load((ROOT / "tests/refused.yml").read_text("utf-8"))
SHEET = """id: notice
title: Give notice
intro: Send it at least {{ value.notice }} before you leave.
blocks:
  - block: letter
    id: letter
    title: Your notice
    channel: post
    fields:
      - {id: mailed, label: Day you mail it, type: date}
    body: |
"""


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "tests/errors/base", tmp_path / "base")
    monkeypatch.chdir(tmp_path / "base")
    return Path("guidance")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["body"])[:40])
def test_it_is_refused_where_it_stands(dataset: Path, case: dict[str, object]) -> None:
    body = "".join(f"      {line}\n" if line else "\n" for line in str(case["body"]).split("\n"))
    (dataset / "moving/notice.yml").write_text(SHEET + body, "utf-8")
    with pytest.raises(DatasetError) as caught:
        load(dataset)
    assert [str(problem).removeprefix("guidance/moving/") for problem in caught.value.problems] == case["says"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["body"])[:40])
def test_the_place_is_that_of_the_word_told(case: dict[str, object]) -> None:
    lines = str(case["body"]).split("\n")
    for said in case["says"]:  # type: ignore[attr-defined]
        _, line, column, message = re.fullmatch(r"(notice\.yml):(\d+):(\d+): ([^;]*).*", said).groups()  # type: ignore[union-attr]
        rest = lines[int(line) - 12][int(column) - 7 :]
        assert rest.strip() and rest[0] != " "
        if named := re.match(r"'([\w.]+)' (?:alone|belongs|is no option)|there is no (?:fragment |filter )?'([\w./]+)'", message):
            assert rest.lstrip("'\"").startswith(named[1] or named[2])


def test_there_are_many_ways_to_be_wrong() -> None:
    assert len({str(case["body"]) for case in CASES}) >= 60
