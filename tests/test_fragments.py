"""Fragments: texts of guidance.yml that letters share, put in when the site is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from guidesheet import starter
from guidesheet.answers import Naming
from guidesheet.cli import main
from guidesheet.load import load
from guidesheet.messages import messages

LETTER = "      Dear"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)  # nothing is published yet
    starter.begin(tmp_path / "p", "Fragments")
    return tmp_path / "p/docs/guidance"


def put(project: Path, fragment: str, letter: str) -> None:
    guidance, sheet = project / "guidance.yml", project / "first-guide/request.yml"
    guidance.write_text(guidance.read_text("utf-8") + f"\nfragments:\n  bye: '{fragment}'\n", "utf-8")
    sheet.write_text(sheet.read_text("utf-8").replace(LETTER, f"      {letter}\n{LETTER}", 1), "utf-8")


def test_a_fragment_stands_where_it_is_included(project: Path) -> None:
    put(project, "Yours, {{ me.name }} and so on", '{% include "bye" %} Go')
    dataset = load(project).dataset
    scope = Naming(dataset, messages("en")).scope("request")
    assert scope.letter('A {% include "bye" %} B') == scope.letter("A Yours, {{ me.name }} and so on B")
    assert main(["build", "--strict", "-f", str(project.parents[1])]) == 0
    assert "Yours, " in (project.parents[1] / "site/first-guide/request.html").read_text("utf-8")


@pytest.mark.parametrize(("fragment", "letter", "said"), [
    ("Yours", '{% include "by" %}', "request.yml:21:18: there is no fragment 'by'; did you mean 'bye'?"),
    ("Yours", "{% include me.name %}", "only a fragment of guidance.yml can be included, by its name; write {% include \"name\" %}"),
    ('{% include "bye" %}', '{% include "bye" %}', "guidance.yml:32:20: a fragment cannot include another; write the text out"),
    ("{{ here.reason }}", '{% include "bye" %}', "guidance.yml:32:12: "),
    ("{{ me.nam }}", '{% include "bye" %}', "did you mean 'me.name'?"),
])  # fmt: skip
def test_a_wrong_one_is_told_once_and_in_its_own_place(
    fragment: str, letter: str, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(project, fragment, letter)
    assert main(["check", str(project)]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.endswith("1 problem; nothing was changed.\n")


def test_a_fragment_that_nothing_includes_is_advised_about(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(project, "Yours", "Hello")
    assert main(["check", str(project)]) == 0
    assert "nothing uses the fragment 'bye'" in capsys.readouterr().out
