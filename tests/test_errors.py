"""Bad datasets, and what their editors are told: tests/errors/*.yml, each laid over the good dataset in tests/errors/base/.

A case has `title`, `files` (name in the project: its text, or null where it is missing), `problems` (every line that is said, in order)
and, where they matter, `env` and `encoding` (name in the project: how it was saved).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from guidesheet import cli

CASES = Path(__file__).parent / "errors"
BROKEN = "many-at-once"
"""The case for tests that need any bad dataset."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good dataset with its mkdocs.yml, where the tests then are."""
    folder = tmp_path / "moving house"
    shutil.copytree(CASES / "base", folder)
    monkeypatch.chdir(folder)
    for name in ("CI", "GUIDESHEET_PROJECT", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.mark.parametrize("name", sorted(file.stem for file in CASES.glob("*.yml")))
def test_every_problem_is_told(name: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    case = read(name)
    lay(case, project)
    for key, value in case.get("env", {}).items():
        monkeypatch.setenv(key, value)
    assert cli.main(["check"]) == 1
    assert_told(case, capsys.readouterr())


def test_the_cases_name_places_that_there_are() -> None:
    for file in CASES.glob("*.yml"):
        files = read(file.stem)["files"]
        for problem in read(file.stem)["problems"]:
            path, line, column, _ = key(problem)
            if line:
                lines = (files[path] if path in files else (CASES / "base" / path).read_text("utf-8")).split("\n")
                assert line <= len(lines), f"{file.name}: {problem}"
                assert 1 <= column <= len(lines[line - 1]) + 1, f"{file.name}: {problem}"


def test_the_command_tells_it_too(project: Path) -> None:
    case = read(BROKEN)
    lay(case, project)
    done = run("guidesheet", "check")
    assert done.returncode == 1
    assert_told(case, (done.stdout, done.stderr))


def test_the_base_is_clean(project: Path) -> None:
    done = run("guidesheet", "check", env={"CI": "true"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "guidance: 4 sheets, nothing wrong."


def test_problems_are_sorted_and_told_once() -> None:
    """By file, then by line and column as numbers; several files at once in many cases."""
    in_many_files = 0
    for file in CASES.glob("*.yml"):
        problems = yaml.safe_load(file.read_text("utf-8"))["problems"]
        keys = [key(problem) for problem in problems]
        assert keys == sorted(set(keys)), file.name
        in_many_files += len({path for path, *_ in keys}) > 1
    assert in_many_files >= 10


@pytest.mark.parametrize("words", [("guidesheet", "build"), ("mkdocs", "build")], ids=" ".join)
def test_a_failed_build_leaves_the_last_good_site(words: tuple[str, ...], project: Path) -> None:
    good = run(*words)
    assert good.returncode == 0, good.stdout + good.stderr
    before = site(project)
    assert Path("index.html") in before
    assert Path("moving/pack/index.html") in before
    case = read(BROKEN)
    lay(case, project)
    failed = run(*words)
    said = failed.stdout + failed.stderr
    assert failed.returncode == 1
    assert [problem for problem in case["problems"] if problem not in said] == []
    assert "Traceback" not in said
    assert site(project) == before
    assert [path.name for path in project.glob(".site-*")] == []


@pytest.mark.parametrize("words", [("guidesheet", "build"), ("mkdocs", "build")], ids=" ".join)
def test_a_page_in_the_way_leaves_the_last_good_site(words: tuple[str, ...], project: Path) -> None:
    assert run(*words).returncode == 0
    before = site(project)
    (project / "docs/moving").mkdir()
    (project / "docs/moving/pack.md").write_text("# Pack\n", "utf-8")
    failed = run(*words)
    assert failed.returncode == 1
    assert "moving/pack.md: the dataset makes this page, too; rename one of the two" in failed.stdout + failed.stderr
    assert site(project) == before
    assert [path.name for path in project.glob(".site-*")] == []


def test_what_killed_builds_left_goes_after_a_day(project: Path) -> None:
    left = [project / name for name in (".site-new-abc", ".site-old-12", ".site-new-xyz")]
    for folder in left:
        folder.mkdir()
        (folder / "index.html").write_text("half", "utf-8")
    for folder in left[:2]:
        os.utime(folder, (0, 0))
    assert run("guidesheet", "build").returncode == 0
    assert [path.name for path in project.glob(".site-*")] == [".site-new-xyz"]  # which another build may be making


def read(name: str) -> dict[str, Any]:
    """A case."""
    case: dict[str, Any] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    assert not case.keys() - {"title", "env", "encoding", "files", "problems"}
    assert case["title"]
    assert case["problems"]
    return case


def lay(case: dict[str, Any], project: Path) -> None:
    """Lays a case's files over the project."""
    for name, given in case["files"].items():
        file = project / name
        if given is None:
            file.unlink()
            continue
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(given.encode(case.get("encoding", {}).get(name, "utf-8")))


def assert_told(case: dict[str, Any], said: tuple[str, str]) -> None:
    """Exactly the case's problems, and how many."""
    out, err = said
    count = len(case["problems"])
    assert err.split("\n") == [*case["problems"], f"{count} problem{'s' if count > 1 else ''}; nothing was changed.", ""]
    assert out == ""


def key(problem: str) -> tuple[str, int, int, str]:
    """What a problem is sorted by."""
    place, _, message = problem.partition(": ")
    path, line, column = place.split(":") if ":" in place else (place, "0", "0")
    return path, int(line), int(column), message


def run(*words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a module where the test is."""
    settings = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **(env or {})}
    return subprocess.run([sys.executable, "-m", *words], env=settings, capture_output=True, text=True, encoding="utf-8", timeout=60)


def site(project: Path) -> dict[Path, bytes]:
    """Every file of the built site."""
    root = project / "site"
    return {file.relative_to(root): file.read_bytes() for file in root.rglob("*") if file.is_file()}
