"""The wheel: what is in it, and that it works by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from run import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project, built with the tests' own hatchling."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


def test_it_holds_everything_that_the_package_reads(names: list[str]) -> None:
    package = ROOT / "generator/guidesheet"
    needed = [
        file.relative_to(package.parent).as_posix()
        for ending in ("py", "html", "css", "yml", "typ", "ttf", "json")
        for file in package.rglob(f"*.{ending}")
        if "node_modules" not in file.parts and file.parent.name not in ("src", "client")
    ]
    needed += [f"guidesheet/client/dist/{name}.js" for name in ("core", "keep")] + ["guidesheet/py.typed"]
    assert sorted(set(needed) - set(names)) == []


def test_it_holds_nothing_else(names: list[str]) -> None:
    inside = [name for name in names if ".dist-info/" not in name]
    assert [name for name in inside if not name.startswith("guidesheet/")] == []
    of_developers = ("tests/", "node_modules", "client/src/", "build.mjs", "package.json", "package-lock.json", "tsconfig.json", ".pyc")
    assert [name for name in inside if any(part in name for part in of_developers)] == []


def test_it_checks_a_dataset_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "else where"
    elsewhere.mkdir()
    _run(sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index", "--target", str(installed), str(wheel))
    env = {**os.environ, "PYTHONPATH": str(installed)}  # before the source tree, which this Python knows too
    where = _run(sys.executable, "-P", "-c", "import guidesheet; print(guidesheet.__file__)", cwd=elsewhere, env=env)
    assert Path(where.strip()).is_relative_to(installed)
    said = _run(str(installed / "bin/guidesheet"), "check", str(ROOT / "docs/guidance"), cwd=elsewhere, env=env)
    assert "nothing wrong" in said


def _run(*words: str, **options: object) -> str:
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, **options)
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    return done.stdout
