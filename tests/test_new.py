"""`guidesheet new`: a project of one's own that is right from the start."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import pytest

from guidesheet import ids, starter
from guidesheet.cli import main
from guidesheet.load import load_published

PYTHON = "py" if os.name == "nt" else "python3"


@pytest.fixture(autouse=True)
def _unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `CI` is set, ids that are not in ids.lock stop a build."""
    monkeypatch.delenv("CI", raising=False)


def site_of(folder: Path) -> str:
    found = re.search(r"^site: (\S+)", (folder / "docs/guidance/guidance.yml").read_text("utf-8"), re.M)
    assert found
    return found[1]


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_project_is_clean_and_has_a_site_id_of_its_own(tmp_path: Path) -> None:
    assert [main(["new", str(tmp_path / name)]) for name in ("one", "two")] == [0, 0]
    assert [main(["check", str(tmp_path / name)]) for name in ("one", "two")] == [0, 0]
    first, second = site_of(tmp_path / "one"), site_of(tmp_path / "two")
    assert ids.is_site(first) and ids.is_site(second) and first != second
    hidden = {".gitignore", ".vscode/settings.json", ".github/workflows/pages.yml"}
    assert hidden | {"README.md", "mkdocs.yml"} <= set(files_in(tmp_path / "one"))


@pytest.mark.parametrize(
    "title", ["Renting & moving", 'She said: "yes"', "Gruß — 日本語", "$site, 100% # not a comment", "  two\n lines  "]
)
def test_any_title_is_kept_and_its_site_builds(title: str, tmp_path: Path) -> None:
    starter.begin(tmp_path / "p", title)
    loaded, _ = load_published(tmp_path / "p/docs/guidance")
    assert loaded.dataset.guidance.title.plain() == " ".join(title.split())
    assert main(["build", "--strict", "-f", str(tmp_path / "p")]) == 0
    assert (tmp_path / "p/site/first-guide/request.html").is_file()
    assert (tmp_path / "p/site/first-guide/request.pdf").is_file() == ("日" not in title)


def test_the_folders_name_becomes_the_title(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "job-center_west")]) == 0
    assert load_published(tmp_path / "job-center_west/docs/guidance")[0].dataset.guidance.title.plain() == "Job center west"


def test_other_files_stay_and_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "LICENSE").write_text("mine")
    assert main(["new", str(tmp_path)]) == 0
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "mkdocs.yml").unlink()
    capsys.readouterr()
    assert main(["new", str(tmp_path)]) == 1
    assert f"{tmp_path / 'README.md'}: is there already; name a new folder, or move it away" in capsys.readouterr().err
    assert (tmp_path / "LICENSE").read_text() == (tmp_path / "README.md").read_text() == "mine"
    assert not (tmp_path / "mkdocs.yml").exists()


def test_the_commands_that_are_told_are_those_that_work_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "their copy").mkdir()
    monkeypatch.chdir(tmp_path / "their copy")
    monkeypatch.setenv("GUIDESHEET_RUN", str(tmp_path / "their copy/run.py"))
    assert main(["new", "../mine"]) == 0
    assert f"{PYTHON} run.py serve -f ../mine" in capsys.readouterr().out
    assert f"{PYTHON} '../their copy/run.py' serve" in (tmp_path / "mine/README.md").read_text("utf-8")
    assert main(["check", "../mine"]) == 0
    assert f"`{PYTHON} run.py check --accept` writes them down" in capsys.readouterr().out
    monkeypatch.setenv("CI", "1")
    assert main(["build", "-f", "../mine"]) == 1
    assert f"run `{PYTHON} run.py check --accept` and commit ids.lock" in capsys.readouterr().err
    monkeypatch.delenv("GUIDESHEET_RUN")
    assert main(["check", "../mine"]) == 1
    assert "run `guidesheet check --accept`" in capsys.readouterr().err


def test_a_title_that_cannot_be_one_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "p"), "--title", "Half {{ a blank"]) == 1
    assert "guidance.yml:3:" in capsys.readouterr().err
    assert not (tmp_path / "p").exists()


def test_an_address_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starter.begin(tmp_path, "Mine")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "-f", str(tmp_path), "-a", f"127.0.0.1:{port}"]) == 1
    assert f"something else answers at 127.0.0.1:{port} already; stop the other" in capsys.readouterr().err
