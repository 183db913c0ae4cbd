"""Templates: our shorter code of them against Jinja's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from guidesheet import macros, pages
from guidesheet.load import load
from guidesheet.workbook import Around
from run import ROOT
from support import hostile, invented

SEED = 20261127
CASES = 4
"""How many invented datasets are tried, each as it is and full of hostile texts."""


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    macros.forget()


def everything(folder: Path) -> dict[str, str]:
    """Every page of a dataset by address, in each of its languages, and every workbook."""
    found: dict[str, str] = {}
    loaded = load(folder)
    for lang in loaded.editions:
        site = pages.site(loaded, lang=lang, around=Around())
        found |= {f"{lang}/{page.path}": page.html for page in site.pages}
        found |= {f"{lang}/{path}": str(content) for path, content in site.assets.items() if path.endswith(".html")}
    return found


def datasets(tmp_path: Path) -> Iterator[Path]:
    """The demo, one in two languages, and invented ones, also with texts that want to do harm."""
    yield from (ROOT / "docs/guidance", ROOT / "tests/datasets/two-languages/guidance")
    for number in range(CASES):
        (folder := tmp_path / str(number)).mkdir()
        yield invented.invent(folder, SEED + number).parent / "docs/guidance"
        hostile.infested(infested := shutil.copytree(folder / "docs/guidance", tmp_path / f"{number}-infested"))
        yield infested


def test_they_make_what_jinja_makes_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [*datasets(tmp_path)]
    quick = [everything(folder) for folder in given]
    assert all(any(path.endswith(".html") for path in site) for site in quick)
    monkeypatch.setattr(macros, "_Environment", jinja2.Environment)
    macros.forget()
    for folder, made in zip(given, quick, strict=True):
        slow = everything(folder)
        assert [path for path in made | slow if made.get(path) != slow.get(path)] == [], folder


def test_a_macro_takes_no_name_that_it_does_not_know() -> None:
    template = macros.environment().from_string("{% macro one(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ one(1, c=3) }}")
    with pytest.raises(TypeError, match="c"):
        template.render()


@pytest.mark.parametrize("value", ["<", "&", '"', "'", 7, None, ["<"], type("Odd", (str,), {})("<b>")])
def test_what_is_written_is_escaped_as_jinja_escapes_it(value: object) -> None:
    told = {"value": value}
    stock = jinja2.Environment(autoescape=True).from_string("{{ value }}")
    assert macros.environment().from_string("{{ value }}").render(told) == stock.render(told)
