"""run.py: what it decides, in whole runs. A stand-in for uv "installs" modules that say how they were called, so nothing is fetched."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a shell script")

_UV = """\
import json, os, pathlib, sys, time
words, python = sys.argv[1:], pathlib.Path(sys.argv[sys.argv.index("--python") + 1])
with open(os.environ["UV_LOG"], "a") as log:
    log.write(json.dumps(words) + "\\n")
time.sleep(float(os.environ.get("UV_SECONDS", 0)))
if "UV_FAILS" in os.environ:
    sys.exit("no network")
site = next(python.parents[1].glob("lib/python*/site-packages"))
if "--editable" in words:
    for name in ("guidesheet", "pytest"):
        (site / f"{name}.py").write_text(
            "import json, os, sys\\n"
            "print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get('GUIDESHEET_PROJECT'), sys.prefix]))\\n"
            "sys.exit(7 if 'seven' in sys.argv else 0)\\n"
        )
"""


@dataclass
class Project:
    """A project with run.py and little else, in a folder whose name has a space."""

    root: Path
    log: Path
    env: dict[str, str]

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(self.root / "run.py"), *words]

    def run(self, *words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words), cwd=cwd or self.root, env={**self.env, **env}, capture_output=True, text=True, timeout=60
        )

    def installed(self) -> list[str]:
        """What was installed since the last time this was asked: "packages" or "project", each by its environment."""
        calls = [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        names = [Path(words[words.index("--python") + 1]).parents[1].name for words in calls]
        return [f"{name}: {'project' if '--editable' in words else 'packages'}" for name, words in zip(names, calls, strict=True)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root, commands = tmp_path / "my project", tmp_path / "commands"
    (root / "locks").mkdir(parents=True)
    shutil.copy(run.ROOT / "run.py", root)
    (root / "pyproject.toml").write_text("[project]")
    for name in ("run", "test"):
        (root / f"locks/{name}.txt").write_text("one==1")
    commands.mkdir()
    (commands / "uv.py").write_text(_UV)
    (commands / "uv").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{commands}/uv.py" "$@"\n')
    (commands / "uv").chmod(0o755)
    log = tmp_path / "uv.log"
    env = {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "UV_LOG": str(log)}
    env.pop("GUIDESHEET_PROJECT", None)
    return Project(root, log, env)


def test_a_command_gets_its_words_its_folder_and_the_project(project: Project, tmp_path: Path) -> None:
    done = project.run("build", "-d", "my site", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    words, cwd, named, prefix = json.loads(done.stdout)
    assert words == ["build", "-d", "my site", "--strict"]
    assert (cwd, named) == (str(tmp_path), str(project.root))
    assert prefix == str(project.root / ".run/run")


def test_the_project_is_that_of_the_folder_else_that_around_a_copy(project: Project, tmp_path: Path) -> None:
    def named(cwd: Path) -> str:
        return str(json.loads(project.run("check", cwd=cwd).stdout)[2])

    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    assert named(tmp_path / "elsewhere") == str(tmp_path)
    (project.root / "mkdocs.yml").touch()
    assert named(tmp_path / "elsewhere") == str(project.root)
    (tmp_path / "elsewhere/mkdocs.yml").touch()
    assert named(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")


def test_the_tests_get_their_words_in_the_projects_folder(project: Project, tmp_path: Path) -> None:
    words, cwd, _, prefix = json.loads(project.run("test", "-k", "two words", cwd=tmp_path).stdout)
    assert (words, cwd, prefix) == (["-k", "two words"], str(project.root), str(project.root / ".run/test"))


def test_the_exit_code_is_the_commands_own(project: Project) -> None:
    assert project.run("seven").returncode == 7


def test_a_module_in_the_callers_folder_is_not_taken_for_ours(project: Project, tmp_path: Path) -> None:
    (tmp_path / "guidesheet.py").write_text("raise SystemExit('not this one')")
    assert project.run("check", cwd=tmp_path).returncode == 0


def test_a_second_run_installs_nothing(project: Project) -> None:
    assert "once" in project.run("check").stderr
    assert project.installed() == ["run: packages", "run: project"]
    assert project.run("check").stderr == ""
    assert project.installed() == []


def test_showing_the_site_never_fetches_what_the_tests_need(project: Project) -> None:
    project.run("serve")
    assert project.installed() == ["run: packages", "run: project"]
    assert not (project.root / ".run/test").exists()


def test_a_changed_lock_sets_everything_up_anew(project: Project) -> None:
    project.run("check")
    left = project.root / ".run/run/left"
    left.touch()
    project.installed()
    (project.root / "locks/run.txt").write_text("one==2")
    assert project.run("check").returncode == 0
    assert project.installed() == ["run: packages", "run: project"]
    assert not left.exists()


def test_a_changed_pyproject_installs_the_project_alone(project: Project) -> None:
    project.run("check")
    project.installed()
    (project.root / "pyproject.toml").write_text("[project]\nname='two'")
    project.run("check")
    assert project.installed() == ["run: project"]


def test_a_moved_project_is_set_up_anew(project: Project, tmp_path: Path) -> None:
    project.run("check")
    project.installed()
    project.root = project.root.rename(tmp_path / "elsewhere")
    assert json.loads(project.run("check").stdout)[3] == str(tmp_path / "elsewhere/.run/run")
    assert project.installed() == ["run: packages", "run: project"]


def test_an_interrupted_set_up_is_done_again(project: Project) -> None:
    failed = project.run("check", UV_FAILS="1")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "no network" in failed.stderr
    assert "Run the same command again" in failed.stderr
    assert "Traceback" not in failed.stderr
    left = project.root / ".run/run/half"
    left.touch()
    assert project.run("check").returncode == 0
    assert not left.exists()


def test_a_killed_set_up_is_done_again_and_holds_nobody_up(project: Project) -> None:
    with subprocess.Popen(project.command("check"), env={**project.env, "UV_SECONDS": "2"}, stderr=subprocess.PIPE) as first:
        assert first.stderr
        first.stderr.readline()
        first.kill()
    assert project.run("check").returncode == 0


def test_two_at_once_set_up_once(project: Project) -> None:
    both = [subprocess.Popen(project.command("check"), env={**project.env, "UV_SECONDS": "0.5"}, stdout=subprocess.PIPE) for _ in range(2)]
    for one in both:
        assert json.loads(one.communicate(timeout=60)[0])[0] == ["check"]
    assert project.installed() == ["run: packages", "run: project"]


@pytest.mark.parametrize("words", [[], ["--help"]], ids=["nothing", "help"])
def test_no_words_give_help_and_set_nothing_up(project: Project, words: list[str]) -> None:
    done = project.run(*words)
    assert done.returncode == 0
    assert "python3 run.py serve" in done.stdout
    assert not (project.root / ".run").exists()


def test_an_old_python_gets_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "version", "3.9.2 (default)")
    assert run.main(["check"]) == 1
    assert capsys.readouterr().err == "Guidesheet needs Python 3.11 or later; this is 3.9.2.\n"


def test_it_can_be_read_by_an_old_python() -> None:
    ast.parse((run.ROOT / "run.py").read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize(
    ("uv", "pip", "ensurepip", "starts"),
    [
        ("/bin/uv", (), False, ["/bin/uv", "pip", "install"]),
        (None, (22, 3), False, [sys.executable, "-m", "pip", "--python", "env/bin/python", "install"]),
        (None, (), True, ["env/bin/python", "-m", "pip", "install"]),
        (None, (22, 2), True, ["env/bin/python", "-m", "pip", "install"]),
    ],
    ids=["uv", "pip", "venv's own pip", "venv's own pip where pip is old"],
)
def test_the_installer(uv: str | None, pip: tuple[int, ...], ensurepip: bool, starts: list[str], without: Callable[..., None]) -> None:
    without(uv, pip, ensurepip)
    assert run._installer(Path("env/bin/python"))[: len(starts)] == starts


@pytest.mark.parametrize(("pip", "said"), [((), "it has none"), ((22, 2), "it has pip 22.2")])
def test_no_pip_gets_one_sentence(pip: tuple[int, ...], said: str, without: Callable[..., None]) -> None:
    without(None, pip, False)
    with pytest.raises(run.SetUpError, match=rf"needs pip 22\.3 or later for .+, and {re.escape(said)}: install"):
        run._installer(Path("env/bin/python"))


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def without(uv: str | None, pip: tuple[int, ...], ensurepip: bool) -> None:
        monkeypatch.setattr(run.shutil, "which", lambda name: uv)
        monkeypatch.setattr(run, "_pip_version", lambda: pip)
        monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: ensurepip or None)
        monkeypatch.setattr(run.subprocess, "run", lambda *words, **options: subprocess.CompletedProcess(words, 0))

    return without


def test_it_needs_the_standard_library_only() -> None:
    tree = ast.parse((run.ROOT / "run.py").read_text("utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_lock_holds_what_pyproject_asks_for(name: str) -> None:
    pyproject = tomllib.loads((run.ROOT / "pyproject.toml").read_text("utf-8"))
    groups = pyproject["dependency-groups"]
    asked = [*pyproject["project"]["dependencies"], *groups["run"], *(groups["test"] if name == "test" else [])]
    lock = (run.ROOT / f"locks/{name}.txt").read_text("utf-8")
    locked = {canonicalize_name(found[1]): found[2] for found in re.finditer(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}
    for requirement in (Requirement(text) for text in asked if isinstance(text, str)):
        number = locked.get(canonicalize_name(requirement.name))
        assert number, f"{requirement} is not in locks/{name}.txt: run locks/renew.py"
        assert requirement.specifier.contains(number), f"locks/{name}.txt has {number}, not {requirement}: run locks/renew.py"


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_lock_has_hashes_and_no_addresses(name: str) -> None:
    lock = (run.ROOT / f"locks/{name}.txt").read_text("utf-8")
    assert "://" not in lock
    for package in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in package, package
