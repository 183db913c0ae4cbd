"""The tests' own browsers: fresh profiles, preferences that hold, and plain words about what is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from run import ROOT
from support import browsers


@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_fresh_profile(page: Page, turn: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<title>page</title>")
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("[localStorage.length, navigator.language]") == [0, "en-US"]
    page.evaluate("turn => { localStorage.turn = turn; }", turn)


def test_a_browser_that_prints(chromium_page: Page) -> None:
    chromium_page.set_content("<h1>Title</h1>")
    assert b"/StructTreeRoot" in chromium_page.pdf(tagged=True)


@pytest.mark.engines("firefox")
def test_preferences_that_hold_from_the_start(engine: str, launch: Callable[..., Browser]) -> None:
    dark = launch(engine, firefox_user_prefs={"layout.css.prefers-color-scheme.content-override": 0}).new_page()
    assert dark.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_the_last_line_says_which_browsers_ran_what() -> None:
    done = _pytest("tests/test_browsers.py", "-n", "2", "-k", "fresh and chromium")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(r"Browsers: chromium \d+ \(.+\) ran 2 tests · firefox.+ · webkit.+", done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"CHROME": "/no/such/chrome"}, "/no/such/chrome: .*No such file"),
        ({"GUIDESHEET_REQUIRE_BROWSERS": "lynx"}, "lynx: no such browser; there are chromium, firefox, webkit"),
    ],
    ids=["the one that was named", "one that is required"],
)
def test_a_missing_browser_stops_the_run(env: dict[str, str], said: str) -> None:
    done = _pytest("tests/test_browsers.py", "-n", "0", **env)
    assert done.returncode == 3
    assert re.search(said, done.stdout + done.stderr)


def test_no_chromium_at_all_lists_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: object) -> browsers.Engine:
        raise OSError("no network")

    monkeypatch.setattr(browsers, "_places", lambda playwright, name: iter(()))
    for way in ("_by_playwright", "_by_npm"):
        monkeypatch.setattr(browsers, way, fails)
    monkeypatch.delenv("GUIDESHEET_ALLOW_APT", raising=False)
    for name in ("CHROME", "CHROME_PATH"):
        monkeypatch.delenv(name, raising=False)
    heard: list[str] = []
    with pytest.raises(browsers.NoBrowserError) as raised:
        browsers._chromium(None, heard.append)  # type: ignore[arg-type]
    assert str(raised.value).splitlines()[1:] == [
        "  chromium: not installed",
        "  Playwright's download: no network",
        "  npm copy: no network",
        "  apt-get: not without GUIDESHEET_ALLOW_APT=1",
    ]
    assert len(heard) == 3


def _pytest(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "GUIDESHEET_TEST_"))}
    return subprocess.run([sys.executable, "-m", "pytest", "-q", *words], cwd=ROOT, env={**clean, **env}, capture_output=True, text=True)
