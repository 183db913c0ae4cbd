"""The rules that ruff and mypy keep; and that what no test runs can at least begin."""

import subprocess
import sys
from pathlib import Path

import pytest

from run import ROOT


@pytest.mark.parametrize("words", [["ruff", "check", "--quiet"], ["mypy", "--no-error-summary"]], ids=lambda words: words[0])
def test_nothing_is_found(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words)} found:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("script", sorted((ROOT / "bench").glob("*.py")), ids=lambda path: path.stem)
def test_every_bench_can_begin(script: Path) -> None:
    done = subprocess.run([sys.executable, "-c", "import runpy, sys; runpy.run_path(sys.argv[1])", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
