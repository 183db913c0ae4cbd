"""Fields for the pen only: a line on paper, no box on the page, nothing stored and nothing in ids.lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guidesheet import starter
from guidesheet.cli import main
from guidesheet.load import load
from run import ROOT
from support.paper import printed

HOME = ROOT / "tests/datasets/first-home/docs/guidance"


def test_a_signature_has_lines_on_paper_and_no_box_on_the_page(page: Page, home: str, tmp_path: Path) -> None:
    page.goto(f"{home}renting/handover/")
    field = page.locator("#signed_by")
    expect(field).to_contain_text("Write this by hand, on paper")
    assert field.locator("input, textarea, select").count() == 0
    assert field.locator(".gs-lines").is_hidden()
    text = " ".join(printed(page, tmp_path))
    assert "Signature of both" in text
    assert "Write this by hand" not in text


def test_its_lines_are_ruled_filled_in_or_blank(chromium_page: Page, home: str) -> None:
    chromium_page.goto(f"{home}renting/handover/")
    chromium_page.emulate_media(media="print")
    for blank in (False, True):
        chromium_page.evaluate("blank => document.documentElement.classList.toggle('gs-print-blank', blank)", blank)
        lines = chromium_page.locator("#signed_by .gs-lines i")
        assert lines.count() == 2
        assert all(line.bounding_box()["height"] > 30 for line in lines.all())  # type: ignore[index]


def test_it_has_no_id_that_could_be_stored() -> None:
    assert "signed_by" not in (HOME / "ids.lock").read_text("utf-8")
    (block,) = (block for _, block in load(HOME).dataset.blocks() if block.id == "signed")
    assert [answer.name for answer in block.answers()] == ["signed_on"]
    assert list(block.units()) == [("signed_on",)]


@pytest.mark.parametrize(("entry", "said"), [
    ("{id: pin, label: PIN, by_hand: true, type: text}", "field by hand: unknown key 'type'"),
    ("{id: pin, label: PIN, by_hand: maybe}", "field: 'type' is missing"),
    ("{id: pin, by_hand: true}", "field by hand: 'label' is missing"),
])  # fmt: skip
def test_a_wrong_one_is_told(entry: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starter.begin(tmp_path / "p", "By hand")
    file = tmp_path / "p/docs/guidance/first-guide/request.yml"
    file.write_text(file.read_text("utf-8").replace("      - { use: me.name }", f"      - {entry}"), "utf-8")
    assert main(["check", str(tmp_path / "p")]) == 1
    assert said in capsys.readouterr().err
