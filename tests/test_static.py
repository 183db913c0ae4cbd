"""The rules that ruff and mypy keep."""

import subprocess
import sys

import pytest

from run import ROOT


@pytest.mark.parametrize("words", [["ruff", "check", "--quiet"], ["mypy", "--no-error-summary"]], ids=lambda words: words[0])
def test_nothing_is_found(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words)} found:\n{done.stdout}{done.stderr}"
