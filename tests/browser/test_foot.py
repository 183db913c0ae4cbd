"""The same help, the accessibility statement and the page on privacy, at the foot of every page."""

from __future__ import annotations

import shutil
from pathlib import Path

import html5lib
import pytest
import yaml

from guidesheet import __version__
from guidesheet.cli import main
from run import ROOT
from support.sites import pages_of

HOME = ROOT / "tests/datasets/first-home"


def foot(page: Path, statement: str = "accessibility") -> tuple[str, str]:
    """(what it says, where the link of a statement leads)"""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    (place,) = (part for part in tree.iter("div") if part.get("class") == "gs-help")
    (link,) = (part for part in place.iter("a") if statement in part.get("href", ""))
    return " ".join("".join(place.itertext()).split()), link.get("href", "")


@pytest.mark.parametrize("statement", ["accessibility", "privacy"])
def test_every_page_has_the_same_help_and_leads_to_the_statement(statement: str, guide_site: Path) -> None:
    said: dict[str, set[str]] = {}
    for name in pages_of(guide_site):
        page = guide_site / name
        lang = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False).get("lang")
        own = guide_site if lang == "en" else guide_site / lang
        text, href = foot(page, statement)
        said.setdefault(lang, set()).add(text)
        assert (page.parent / href).resolve() == (own / f"{statement}.html").resolve()
    assert said["en"] == {"Help with these sheets: ask the counselor or librarian who sent you here. Accessibility · Privacy"}
    assert {len(texts) for texts in said.values()} == {1}


def test_the_statement_says_all_that_there_is_to_say(guide_site: Path) -> None:
    texts: dict[str, str] = yaml.load((ROOT / "generator/guidesheet/messages/en.yml").read_text("utf-8"), yaml.BaseLoader)
    tree = html5lib.parse((guide_site / "accessibility.html").read_text("utf-8"), namespaceHTMLElements=False)
    said = " ".join("".join(next(tree.iter("article")).itertext()).split())
    own = [text.replace("{version}", __version__) for name, text in texts.items() if name.startswith("access.")]
    assert len(own) > 15
    assert [text for text in own if text not in said] == []


def test_a_statement_of_ones_own_takes_its_place(tmp_path: Path) -> None:
    shutil.copytree(HOME, tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache"))
    (tmp_path / "p/docs/accessibility.md").write_text("# Ours\n\nAsk us.\n")
    assert main(["build", "--strict", "-f", str(tmp_path / "p")]) == 0
    assert "Ask us." in (tmp_path / "p/site/accessibility/index.html").read_text("utf-8")
    assert foot(tmp_path / "p/site/renting/viewing/index.html")[1] == "../../accessibility/"


@pytest.mark.parametrize("target", ["sheet:viewing", "../index.md"])
def test_help_cannot_link_to_where_not_every_page_can(target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(HOME, tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache"))
    file = tmp_path / "p/docs/guidance/guidance.yml"
    file.write_text(file.read_text("utf-8").replace("publisher:", f'help: "[Ask us]({target})"\npublisher:', 1))
    assert main(["check", str(tmp_path / "p")]) == 1
    assert f"the link to '{target}' would not work on every page" in capsys.readouterr().err
