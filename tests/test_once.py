"""What a build does once: reading, compiling, making a shared field. And that what is made once is right wherever it stands."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guidesheet import answers, load, pages, project, starter
from guidesheet.blocks.registry import BLOCKS
from guidesheet.expressions.compile import compile_letter
from guidesheet.fields.registry import TYPES
from guidesheet.load import load as load_dataset
from run import ROOT
from support import invented

LANGUAGES = ROOT / "tests/datasets/two-languages"


@pytest.fixture(autouse=True)
def _unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `CI` is set, ids that are not in ids.lock stop a build."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> pages.Site:
    """The site of an invented dataset."""
    folder = tmp_path_factory.mktemp("invented")
    invented.invent(folder, 3)
    return pages.site(load_dataset(folder / "docs/guidance"))


def counting(seen: Counter[Any], act: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        seen[key(*given)] += 1
        return act(*given, **named)

    return counted


def test_a_build_in_two_languages_reads_each_file_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = shutil.copytree(LANGUAGES, tmp_path / "own", ignore=shutil.ignore_patterns("site", ".cache"))
    seen: Counter[str] = Counter()
    monkeypatch.setattr(load, "read", counting(seen, load.read, lambda path, shown=None: path.relative_to(own).as_posix()))
    project.build(own / "mkdocs.yml", str(tmp_path / "site"), strict=True)
    assert seen == dict.fromkeys((path.relative_to(own).as_posix() for path in (own / "guidance").rglob("*.yml")), 1)


def test_a_letter_is_compiled_once_for_the_check_and_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[tuple[int, str]] = Counter()
    monkeypatch.setattr(answers, "compile_letter", counting(seen, compile_letter, lambda source, scope: (id(scope), source)))
    pages.site(load_dataset(ROOT / "docs/guidance"))
    assert len(seen) > 10 and set(seen.values()) == {1}


def test_what_was_compiled_of_the_templates_is_kept(tmp_path: Path) -> None:
    starter.begin(tmp_path / "own", "Own")
    project.build(tmp_path / "own/mkdocs.yml", None, strict=True)
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "own/.cache/guidesheet").glob("*.cache")}
    project.build(tmp_path / "own/mkdocs.yml", None, strict=True)
    assert len(kept) > 30 and kept == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "own/.cache/guidesheet").glob("*.cache")}


def test_a_project_without_room_for_a_cache_is_built(tmp_path: Path) -> None:
    starter.begin(tmp_path / "own", "Own")
    guidance = tmp_path / "own/docs/guidance/guidance.yml"
    guidance.write_text(guidance.read_text("utf-8") + "\nhandouts: {make: false}\n", "utf-8")
    (tmp_path / "own/.cache").write_text("in the way", "utf-8")
    assert (project.build(tmp_path / "own/mkdocs.yml", None, strict=True) / "first-guide/request.html").is_file()


def test_a_link_in_a_shared_field_leads_to_its_sheet_from_every_page(site: pages.Site) -> None:
    found = Counter()
    for page in site.pages:
        folder = posixpath.dirname(page.path)
        for href in re.findall(r'<p class="gs-hint"[^>]*>See <a href="([^"]*)"', page.html):
            assert posixpath.normpath(posixpath.join(folder, href)) == "first/sheet-2.html", page.path
            found[folder] += 1
    assert min(found["first"], found["second"]) > 0  # the same field, in two folders


def test_every_dom_id_of_a_page_is_one_of_its_kind_and_every_label_has_its_control(site: pages.Site) -> None:
    for page in site.pages:
        names = Counter(re.findall(r'\sid="([^"]*)"', page.html))
        assert [name for name, count in names.items() if count > 1] == [], page.path
        wanted = {
            name for given in re.findall(r'\s(?:for|aria-describedby|aria-labelledby)="([^"]*)"', page.html) for name in given.split()
        }
        assert wanted - names.keys() == set(), page.path
    assert any(re.search(r'<div class="gs-spare">.*gs-row__fields', page.html, re.DOTALL) for page in site.pages)


def test_the_invented_dataset_has_every_block_and_type(site: pages.Site) -> None:
    text = "".join(page.html for page in site.pages)
    assert [name for name in BLOCKS if f"gs-block--{name}" not in text] == []
    assert [name for name in TYPES if f"gs-field--{name}" not in text] == []
