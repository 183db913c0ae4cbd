"""What `check` advises: said with its place, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from guidesheet import project as project_of
from guidesheet import starter
from guidesheet.check import reading
from guidesheet.check.advice import advice
from guidesheet.cli import main
from guidesheet.load import load
from run import ROOT

EASY = "We help you to find work. You can ask us. Bring your card with you. We will talk about your plans. " * 8
HARD = (
    "Individuals participating in occupational rehabilitation programs administered collaboratively by municipal authorities "
    "should familiarize themselves with eligibility documentation requirements preceding enrollment. "
) * 8
FACIL = "Te ayudamos a buscar trabajo. Trae tu carta. Habla con la gente de la casa. Di lo que te gusta. " * 8


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)  # nothing is published yet
    starter.begin(tmp_path / "p", "Advice")
    return tmp_path / "p/docs/guidance"


def said(folder: Path) -> list[str]:
    return [str(hint).replace(f"{folder}/", "") for hint in advice(load(folder), folder.parent)]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("folder", ["docs/guidance", "tests/datasets/first-home/docs/guidance"])
def test_both_datasets_need_no_advice(folder: str) -> None:
    assert said(ROOT / folder) == []


def test_a_new_project_needs_no_advice(project: Path) -> None:
    assert said(project) == []


CASES = {
    "field": ("guidance.yml", "      phone:", "      fax: { label: Fax, type: text }\n      phone:",
              "guidance.yml:16:12: no sheet and no text uses the shared field 'me.fax'; "
              "place it with `use: me.fax`; delete it only if it was never published"),
    "never asked": ("first-guide/request.yml", "      - { use: me.phone }\n", "",
              "guidance.yml:16:14: texts use the shared field 'me.phone', and no sheet asks for it: nobody can fill it in; "
              "place it with `use: me.phone`"),
    "brackets": ("first-guide/request.yml", "You can reach me", "I come from [name of your town]. You can reach me",
              "first-guide/request.yml:24:19: the letter would go out with '[name of your town]' in it; "
              "write a blank, such as {{ me.name }}; or delete the brackets"),
    "value": ("guidance.yml", "values:\n", "values:\n  late: { days: 2, source: office }\n",
              "guidance.yml:26:9: nothing uses the value 'late'; use it, or delete it"),
    "list": ("guidance.yml", "values:\n", "lists:\n  ways: [{ id: a, label: A }]\nvalues:\n",
             "guidance.yml:26:9: nothing uses the list 'ways'; use it, or delete it"),
    "source": ("guidance.yml", "sources:\n", "sources:\n  them: { name: Them }\n",
               "guidance.yml:29:9: nothing uses the source 'them'; use it, or delete it"),
    "number": ("first-guide/what-to-bring.yml", "All pages of it.", "It has 2 to 3 weeks from 10–12 days ago.",
               "first-guide/what-to-bring.yml:11:72: the number in '3 weeks' has no source; "
               "write it once under values: in guidance.yml, and here {{ value.name }}"),
    "link": ("first-guide/what-to-bring.yml", "All pages of it.", "'[See](../nowhere.html)'",
             "first-guide/what-to-bring.yml:11:67: the link to '../nowhere.html' leads nowhere; link to a sheet with `sheet:its_id`"),
    "blank": ("first-guide/request.yml", "    channel: message\n",
              "    channel: message\n    fields:\n      - { id: how, label: How, type: text }\n",
              "first-guide/request.yml:21:9: the letter 'message' asks for 'how' and never says it; "
              "write {{ here.how }} where it belongs; delete the field only if it was never published"),
    "curly quotes": ("first-guide/what-to-bring.yml", "All pages of it.", "“All of it”",
             "first-guide/what-to-bring.yml:11:60: readers see the curly quotes around “All of it”; "
             'write straight ones, "…", to have none; or put straight ones around the curly, to keep these'),
    "hard": ("first-guide/request.yml", "intro: Fill in the boxes.", f"intro: {HARD}Fill in the boxes.", "this sheet reads at grade"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_advice_is_given_for(name: str, project: Path) -> None:
    file, old, new, expected = CASES[name]
    edit(project / file, old, new)
    (hint,) = said(project)
    assert hint == expected or (name == "hard" and expected in hint)


def test_links_to_other_pages_of_the_site_need_no_advice(project: Path) -> None:
    edit(
        project / "first-guide/what-to-bring.yml",
        "All pages of it.",
        "'[Home](../index.html) [ask](request.html#facts) [web](https://example.org)'",
    )
    assert said(project) == []


def test_quotes_that_are_meant_need_no_advice(project: Path) -> None:
    edit(project / "first-guide/what-to-bring.yml", "All pages of it.", '"“All of it”"')
    assert said(project) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("![A card](card.png)", "there is no picture 'card.png'"), ("[See](card.html)", "the link to 'card.html' leads nowhere")],
)
def test_a_strict_build_stops_where_nothing_is_behind_a_text(
    text: str, told: str, project: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    sheet, config = project / "first-guide/what-to-bring.yml", str(project.parent.parent)
    edit(project / "guidance.yml", "sources:\n", "handouts: {make: false}\nsources:\n")
    sheet.write_text(
        f"{sheet.read_text('utf-8')}  - block: text\n    id: more\n    title: More\n    text: |\n      Bring it.\n\n      {text}\n", "utf-8"
    )
    line = sheet.read_text("utf-8").count("\n")
    assert main(["check", config]) == 0
    place = f"first-guide/what-to-bring.yml:{line}:{text.index('(') + 8}: {told}"
    assert place in capfd.readouterr().out
    with pytest.raises(Abort):
        project_of.build(Path(config) / "mkdocs.yml", None, strict=True)
    assert place in caplog.text
    (project.parent / "first-guide").mkdir(exist_ok=True)
    (project.parent / "first-guide/card.png").write_bytes(b"")
    (project.parent / "first-guide/card.html").write_bytes(b"")
    assert project_of.build(Path(config) / "mkdocs.yml", None, strict=True).is_dir()


def test_advice_does_not_fail_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project / "guidance.yml", ", source: office", "")
    assert main(["check", str(project)]) == 0
    assert "Advice: " in capsys.readouterr().out


def test_a_language_without_a_measure_is_not_graded() -> None:
    assert reading.grade([EASY], "de") == (None, 8 * 21)
    assert not reading.graded("de")


def test_each_language_is_graded_by_its_own_texts(project: Path) -> None:
    """A text on Spanish pages only counts there, and nowhere else."""
    edit(project / "guidance.yml", "language: en\n", "language: en\nlanguages: [en, es]\n")
    sheet, dificil = project / "first-guide/request.yml", "Consideraciones administrativas correspondientes. " * 40
    edit(sheet, "blocks:\n", f"blocks:\n  - {{block: text, id: more, lang: [es], text: '{dificil}'}}\n")
    (project / "first-guide/request.es.yml").write_text("title: Pedir\n", "utf-8")
    assert [line for line in said(project) if "grade" in line] == [
        "first-guide/request.es.yml:1:8: this sheet reads at grade 17.3 in 'es', above 8; write shorter sentences and everyday words"
    ]
    edit(sheet, "lang: [es], ", "")
    assert any(line.startswith("first-guide/request.yml") and "grade" in line for line in said(project))


def test_too_few_words_are_not_graded() -> None:
    assert reading.grade(["One two three."] * 33, "en") == (None, 99)


def test_grades_tell_easy_from_hard() -> None:
    easy, hard = reading.grade([EASY], "en")[0], reading.grade([HARD], "en")[0]
    facil = reading.grade([FACIL], "es")[0]
    assert easy is not None and hard is not None and facil is not None
    assert easy < 4 and hard > 16 and facil < 4


@pytest.mark.parametrize(("word", "lang", "count"), [
    ("work", "en", 1), ("worked", "en", 1), ("wanted", "en", 2), ("interview", "en", 3), ("informational", "en", 5), ("table", "en", 2),
    ("bridges", "en", 2), ("makes", "en", 1), ("trabajo", "es", 3), ("entrevista", "es", 4), ("ciudad", "es", 2), ("día", "es", 2),
    ("bueno", "es", 2), ("leer", "es", 2),
])  # fmt: skip
def test_syllables(word: str, lang: str, count: int) -> None:
    assert reading.syllables_of(word, lang) == count
