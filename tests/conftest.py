"""Browsers for the tests.

| fixture | scope | gives |
|---|---|---|
| `engine` | session | the name of a browser; a test that uses it, or one of the next five, runs once in every browser that is here |
| `browser` | session | that browser, started once |
| `new_context` | test | `new_context(**options)`: a fresh profile; options are Playwright's; closed at the end |
| `context`, `page` | test | a fresh profile, and one page in it |
| `chromium`, `new_chromium_context`, `chromium_page` | as above | in Chromium only, for what only it can do (PDF, CDP, media) |
| `launch_on` | test | `launch_on("firefox", folder)`: a browser on a profile that stays, to be killed and started again |
| `launch` | test | `launch("firefox", firefox_user_prefs={…})`: a browser of its own, for what holds from its start; closed at the end |

`@pytest.mark.engines("firefox")` keeps a test to the engines it names. A test that fails leaves a screenshot in `test-results/`.
Firefox ignores `emulate_media` without a word (use `launch` with preferences, and assert `matchMedia` first) and has no event for the
download of a blob.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from run import ROOT
from support import browsers, node
from support.browsers import ENGINES, Engine

WAIT = 10_000
"""Milliseconds that an action or an expectation may take: two busy cores are slow."""

_FOUND = "GUIDESHEET_TEST_BROWSERS"  # what the controller of the workers found, for them
_FAILED = pytest.StashKey[bool]()
_RAN: Counter[str] = Counter()

NewContext = Callable[..., BrowserContext]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--build-client", action="store_true", help="build the client's scripts into client/dist/, and run no test")


def pytest_cmdline_main(config: pytest.Config) -> int | None:
    if not config.getoption("--build-client"):
        return None
    built = node.build_client()
    print(built.stdout + built.stderr or "The client's scripts are built.")
    return built.returncode


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "engines(*names): runs in these browsers only")
    expect.set_options(timeout=WAIT)
    if _is_worker(config):
        return
    try:
        found = browsers.find_all(say=lambda sentence: print(sentence, flush=True))
    except browsers.NoBrowserError as error:
        pytest.exit(str(error), returncode=3)
    os.environ[_FOUND] = json.dumps([asdict(engine) for engine in found.values()])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        only = next((mark.args for mark in metafunc.definition.iter_markers("engines")), ENGINES)
        metafunc.parametrize("engine", [name for name in only if _engines()[name].how], scope="session")


def pytest_itemcollected(item: pytest.Item) -> None:
    used = getattr(item, "callspec", None)
    name = used.params.get("engine") if used else "chromium" if "chromium" in getattr(item, "fixturenames", ()) else None
    if name in ENGINES:  # else no browser, or none of those that the test is for
        item.user_properties.append(("engine", name))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and not report.skipped:
        _RAN.update(value for key, value in report.user_properties if key == "engine")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of a run says which browsers ran."""
    if _is_worker(config) or _FOUND not in os.environ:
        return
    said = [f"{engine} ran {_RAN[name]} test{'' if _RAN[name] == 1 else 's'}" if engine.how else str(engine)
            for name, engine in _engines().items()]  # fmt: skip
    print("Browsers: " + " · ".join(said))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(engine: str, playwright: Playwright) -> Iterator[Browser]:
    started = browsers.launch(playwright, _engines()[engine])
    yield started
    started.close()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    started = browsers.launch(playwright, _engines()["chromium"])
    yield started
    started.close()


@pytest.fixture
def new_context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewContext]:
    yield from _contexts(browser, request.node)


@pytest.fixture
def new_chromium_context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[NewContext]:
    yield from _contexts(chromium, request.node)


@pytest.fixture
def context(new_context: NewContext) -> BrowserContext:
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def chromium_page(new_chromium_context: NewContext) -> Page:
    return new_chromium_context().new_page()


@pytest.fixture
def launch(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    started: list[Browser] = []

    def launch(name: str, **options: Any) -> Browser:
        started.append(browsers.launch(playwright, _engines()[name], **options))
        return started[-1]

    yield launch
    for browser in started:
        browser.close()


@pytest.fixture
def launch_on(playwright: Playwright) -> Iterator[Callable[..., BrowserContext]]:
    """Starts an engine on a profile that stays."""
    started: list[BrowserContext] = []

    def launch_on(name: str, profile: Path, **options: Any) -> BrowserContext:
        started.append(browsers.launch_on(playwright, _engines()[name], profile, locale="en-US", **options))
        started[-1].set_default_timeout(WAIT)
        return started[-1]

    yield launch_on
    for context in started:
        with contextlib.suppress(Exception):  # it was killed
            context.close()


def _contexts(browser: Browser, item: pytest.Item) -> Iterator[NewContext]:
    opened: list[BrowserContext] = []

    def new_context(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "en-US", **options})
        context.set_default_timeout(WAIT)
        opened.append(context)
        return context

    yield new_context
    if item.stash.get(_FAILED, False):
        _take_screenshots(opened, re.sub(r"[^\w.-]+", "-", item.nodeid))
    for context in opened:
        context.close()


def _take_screenshots(contexts: list[BrowserContext], name: str) -> None:
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        try:
            page.screenshot(path=ROOT / "test-results" / f"{name}-{number}.png", timeout=5_000)
        except Error as error:
            print(f"No screenshot of page {number}: {error}")


def _engines() -> dict[str, Engine]:
    return {each["name"]: Engine(**each) for each in json.loads(os.environ[_FOUND])}


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
