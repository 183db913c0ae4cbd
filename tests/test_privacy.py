"""The page on privacy: made from what is true of this build."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
import yaml

from guidesheet import starter
from guidesheet.check.sensitive import KINDS, never_asked
from guidesheet.cli import main
from guidesheet.load import load
from guidesheet.messages import messages
from run import ROOT

EN = messages("en")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)  # nothing is published yet
    starter.begin(tmp_path / "p", "Private")
    return tmp_path / "p"


def page_of(project: Path, edits: dict[str, tuple[str, str]] | None = None) -> str:
    """What the page says after some edits of files: path → (what stands there, what shall)."""
    for path, (old, new) in (edits or {}).items():
        text = (project / path).read_text("utf-8")
        assert old in text
        (project / path).write_text(text.replace(old, new, 1), "utf-8")
    assert main(["build", "-f", str(project)]) == 0
    (file,) = (*project.glob("site/privacy/index.html"), *project.glob("site/privacy.html"))
    tree = html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=False)
    return " ".join("".join(next(tree.iter("article")).itertext()).split())


def test_it_says_where_answers_are_and_that_nothing_is_loaded_from_others(project: Path) -> None:
    said = page_of(project)
    site = yaml.safe_load((project / "docs/guidance/guidance.yml").read_text("utf-8"))["site"]
    assert EN("privacy.kept.names", prefix=f"guidesheet:1:{site}") in said
    for name in ("kept.here", "long.safari", "erase.left", "sent.nothing", "sent.own", "sent.server", "asked.open"):
        assert EN(f"privacy.{name}") in said
    for name in ("sent.counts", "sent.sealed"):
        assert EN(f"privacy.{name}") not in said


def test_it_speaks_of_a_stick_only_where_the_site_is_read_from_disk(project: Path) -> None:
    assert EN("privacy.kept.disk") in page_of(project)
    assert EN("privacy.kept.disk") not in page_of(project, {"mkdocs.yml": ("  - offline", "  #")})


@pytest.mark.parametrize(("keep", "name"), [("device", "tab"), ("tab", "tab_first"), ("ask", "ask")])
def test_it_says_where_answers_are_before_the_reader_has_chosen(project: Path, keep: str, name: str) -> None:
    said = page_of(project, {"docs/guidance/guidance.yml": ("language: en", f"language: en\nkeep_answers: {keep}")})
    names = ("tab", "tab_first", "ask")
    assert [one for one in names if EN(f"privacy.kept.{one}") in said] == [name]


OTHERS = {
    "a script": ("mkdocs.yml", "plugins:", "extra_javascript: ['https://cdn.example.org/a.js']\nplugins:", "programs", "cdn.example.org"),
    "a module": (
        "mkdocs.yml", "plugins:", "extra_javascript:\n  - {path: //cdn.example.org/a.mjs, type: module}\nplugins:",
        "programs", "cdn.example.org",
    ),
    "a style": ("mkdocs.yml", "plugins:", "extra_css: ['https://css.example.org/a.css']\nplugins:", "files", "css.example.org"),
    "fonts": ("mkdocs.yml", "  font: false", "  #", "files", "fonts.googleapis.com and fonts.gstatic.com"),
    "stars of a repository": ("mkdocs.yml", "plugins:", "repo_url: https://github.com/o/r\nplugins:", "files", "api.github.com"),
    "a picture in a page": ("docs/index.md", "\n", "\n\n![A map](https://maps.example.org/a.png)\n", "files", "maps.example.org"),
    "a film in a page": (
        "docs/index.md", "\n", '\n\n<iframe title="f" src="https://film.example.org/a"></iframe>\n', "programs", "film.example.org",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OTHERS)
def test_it_names_every_server_that_is_asked(case: str, project: Path) -> None:
    path, old, new, kind, hosts = OTHERS[case]
    said = page_of(project, {path: (old, new)})
    assert EN(f"privacy.sent.{kind}", hosts=hosts) in said
    assert EN("privacy.sent.own") not in said


def test_a_link_that_one_may_click_loads_nothing(project: Path) -> None:
    edit = {"docs/index.md": ("\n", '\n\n[There](https://there.example.org/) <a href="https://there.example.org/">there</a>\n')}
    assert EN("privacy.sent.own") in page_of(project, edit)


def test_it_says_that_visits_are_counted(project: Path) -> None:
    said = page_of(project, {"mkdocs.yml": ("plugins:", "extra:\n  analytics: {provider: google, property: G-0}\nplugins:")})
    assert EN("privacy.sent.counts") in said
    assert EN("privacy.sent.programs", hosts="www.googletagmanager.com") in said


def test_it_says_that_pages_carry_a_policy_where_they_do(project: Path) -> None:
    text = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(text.replace("- guidesheet:\n", "- guidesheet:\n      policy: true\n"), "utf-8")
    assert "policy: true" in (project / "mkdocs.yml").read_text("utf-8")
    assert EN("privacy.sent.sealed") in page_of(project)
    assert "Content-Security-Policy" in (project / "site/index.html").read_text("utf-8")


def test_it_lists_what_is_asked_for_and_what_never(project: Path) -> None:
    dataset = load(project / "docs/guidance").dataset
    labels = "; ".join(field.label.plain() for field in dataset.guidance.collections["me"].fields.values())
    said = page_of(project)
    assert EN("privacy.asked.me", labels=labels) in said
    assert "No sheet asks for your Social Security number, your date of birth, bank accounts or cards, passwords" in said
    edit = {"docs/guidance/guidance.yml": ("      phone:", "      born: {label: Your date of birth, type: date}\n      phone:")}
    said = page_of(project, edit)
    assert "No sheet asks for your Social Security number, bank accounts or cards, passwords" in said


SENSITIVE = {
    "ssn": ("Your Social Security number", "Su número de Seguro Social", "Your social life"),
    "birth": ("Date of birth", "Fecha de nacimiento", "Where were you born to work?"),
    "bank": ("Bank account number", "Tarjeta de crédito", "Which bank do you want to work for?"),
    "password": ("Your password", "Su contraseña", "What a pass costs"),
    "health": ("Do you have a disability?", "Su discapacidad", "Health care jobs that you like"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_check_advises_against_such_questions(kind: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, _, good = SENSITIVE[kind]
    file = project / "docs/guidance/guidance.yml"
    text = file.read_text("utf-8")
    for label, warned in ((bad, True), (good, False)):
        file.write_text(text.replace("      phone:", f"      more: {{label: {label!r}, type: text}}\n      phone:", 1), "utf-8")
        assert main(["check", str(project)]) == 0
        assert ("should not lie in a browser" in capsys.readouterr().out) == warned
        assert (kind in never_asked(load(file.parent).naming)) != warned


@pytest.mark.parametrize("kind", KINDS)
def test_such_questions_are_known_in_spanish(kind: str, project: Path) -> None:
    file = project / "docs/guidance/guidance.yml"
    text = file.read_text("utf-8").replace("language: en", "language: es")
    assert "language: es" in text
    file.write_text(text, "utf-8")
    assert kind in never_asked(load(file.parent).naming)
    file.write_text(text.replace("      phone:", f"      more: {{label: {SENSITIVE[kind][1]!r}, type: text}}\n      phone:", 1), "utf-8")
    assert kind not in never_asked(load(file.parent).naming)


def test_nothing_is_promised_in_a_language_that_nobody_can_check(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    naming = load(project / "docs/guidance").naming
    assert never_asked(naming) == tuple(KINDS)
    monkeypatch.setattr(naming.words, "lang", "xx")
    assert never_asked(naming) == ()


def test_a_page_of_ones_own_takes_its_place(project: Path) -> None:
    (project / "docs/privacy.md").write_text("# Ours\n\nWe count nothing.\n", "utf-8")
    assert "We count nothing." in page_of(project)


def test_a_written_project_has_it_too(project: Path) -> None:
    text = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(text.replace("  font: false", "  #"), "utf-8")
    assert main(["write", "-f", str(project), str(project / "out")]) == 0
    written = next((project / "out").rglob("privacy.md")).read_text("utf-8")
    assert "fonts.googleapis.com" in written


def test_both_datasets_ask_for_none_of_it() -> None:
    for folder in ("docs/guidance", "tests/datasets/first-home/docs/guidance"):
        assert never_asked(load(ROOT / folder).naming) == tuple(KINDS)
