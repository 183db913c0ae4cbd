"""The recipes of PUBLISHING.md and of a new project: what they name is there, and what they say to copy can be read.

bench/servers.py tries the settings for nginx and Apache; they need system packages.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import run
from guidesheet import cli, project, starter

PAGE = run.ROOT / "PUBLISHING.md"
FILES = run.ROOT / "generator/guidesheet/starter/files"
SAYING = (PAGE, run.ROOT / "README.md", run.ROOT / ".github/workflows/pages.yml", FILES / "README.md", FILES / "github/workflows/pages.yml")
"""Texts that tell an editor, or a host, what to run."""


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)


def commands(text: str) -> Iterator[list[str]]:
    """What stands after `run.py` or `guidesheet` where one of them is called."""
    for found in re.finditer(r"(?:run\.py|`guidesheet|\$command) ([a-z]+(?:(?! {2})[^`\n#…])*)", text):
        words = found[1].removesuffix('"') if found[1].count('"') % 2 else found[1]
        yield shlex.split(words)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("path", SAYING, ids=lambda path: path.relative_to(run.ROOT).as_posix())
def test_every_command_that_is_named_is_there(path: Path) -> None:
    told = list(commands(path.read_text("utf-8")))
    assert told
    for words in told:
        if words[0] in ("copy", "test"):
            assert f"run.py {words[0]} " in run.HELP
        else:
            cli._parser().parse_args([*words, "x"] if words == ["new"] else words)  # else SystemExit, with argparse's own words


def test_what_is_to_be_copied_can_be_read() -> None:
    gitlab = yaml.safe_load(snippets("yaml")[0])["pages"]
    assert gitlab["script"][0].endswith(f"--site-dir {gitlab['artifacts']['paths'][0]}")
    assert tomllib.loads(snippets("toml")[0])["build"]["publish"] == "site"
    assert [text.count("{") - text.count("}") for text in snippets("nginx")] == [0, 0]


def test_search_and_links_from_disk_have_what_the_page_asks_for() -> None:
    for path in (run.ROOT / "mkdocs.yml", FILES / "mkdocs.yml"):
        assert {"use_directory_urls: false", "  - offline"} <= {line.partition(" #")[0] for line in path.read_text("utf-8").splitlines()}


@pytest.mark.parametrize(("own", "command"), [(False, "python3 run.py build --strict"), (True, "python3 guidesheet/run.py build --strict")])
def test_the_workflow_publishes_what_the_command_builds(own: bool, command: str, tmp_path: Path) -> None:
    starter.begin(tmp_path, "Mine")
    folder = tmp_path if own else run.ROOT
    job = yaml.safe_load((folder / ".github/workflows/pages.yml").read_text("utf-8"))["jobs"]["publish"]
    assert [step["run"] for step in job["steps"] if "run" in step] == [command]
    (upload,) = [step for step in job["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    assert f"site_dir: {upload['with']['path']}\n" in (folder / "mkdocs.yml").read_text("utf-8")
    assert job["environment"]["url"] == "${{ steps.published.outputs.page_url }}"


def test_a_build_has_the_htaccess_among_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)  # there, a new project has to publish its ids first
    starter.begin(tmp_path, "Mine")
    (tmp_path / "docs/.htaccess").write_text(snippets("apache")[0], "utf-8")
    (line,) = re.findall(r"`(exclude_docs: .*?)`", PAGE.read_text("utf-8"))
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\n{line}\n", "utf-8")
    assert (project.build(config, None, strict=True) / ".htaccess").read_text("utf-8") == snippets("apache")[0]


def test_a_copy_has_all_that_a_project_needs_and_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    starter.begin(tmp_path, "Mine")
    there = run.copy([str(tmp_path)])
    ours = {f"generator/{name}" for name in files_in(run.ROOT / "generator") if not re.search("node_modules/|__pycache__/", name)}
    assert files_in(there) == ours | set(run.COPIED) - {"generator"} | {".gitignore"} and len(ours) > 100
    (there / "generator/guidesheet/left_over.py").write_text("")
    (there / ".run").mkdir()
    shutil.rmtree(there / "locks")
    assert run.copy([str(tmp_path)]) == there
    assert files_in(there) == ours | set(run.COPIED) - {"generator"} | {".gitignore"} and (there / ".run").is_dir()


def test_a_copy_goes_into_a_project_only_and_over_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["copy"], ["copy", str(tmp_path)], ["copy", "one", "two"]):
        assert run.main(words) == 1
        assert "Name the folder of a project" in capsys.readouterr().err
    starter.begin(tmp_path, "Mine")
    (tmp_path / "guidesheet").mkdir()
    (tmp_path / "guidesheet/mine.txt").write_text("mine")
    assert run.main(["copy", str(tmp_path)]) == 1
    assert "is no copy of Guidesheet: move it away" in capsys.readouterr().err
    assert files_in(tmp_path / "guidesheet") == {"mine.txt"}
