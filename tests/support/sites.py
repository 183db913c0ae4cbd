"""The sites that tests look at: both datasets, built as readers get them, served under a subpath each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from guidesheet import project
from guidesheet.messages import messages
from run import ROOT

CONFIGS = {"guide": ROOT / "mkdocs.yml", "home": ROOT / "tests/datasets/first-home/mkdocs.yml"}
"""Subpath → project: the demo guide, and a dataset of another subject."""

HOSTS = {name: (sys.executable, "-m", name) for name in ("mkdocs", "properdocs")}
"""The hosts that build a written project without this package, and how they are called."""

SEALED = "|".join(rf"\s*<li>{re.escape(messages(lang)('privacy.sent.sealed'))}</li>" for lang in ("en", "es"))
"""What the page on privacy says only of a site that `guidesheet build` sealed: other hosts put no policy into pages."""


def unseal(site: Path) -> None:
    """Takes that off a site's pages on privacy."""
    for file in (*site.rglob("privacy/index.html"), *site.rglob("privacy.html")):
        file.write_text(re.sub(SEALED, "", file.read_text("utf-8")), "utf-8")


class _StaticHost(SimpleHTTPRequestHandler):
    """As static hosts answer: for what is not there, the closest 404.html above it."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Sends a file; a browser that has left for another page needs no more of it."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        root = Path(self.directory)
        above = (folder / "404.html" for folder in Path(self.translate_path(self.path)).parents if folder.is_relative_to(root))
        page = next((found for found in above if found.is_file()), None)
        if code != HTTPStatus.NOT_FOUND or page is None:
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def build(name: str, into: Path) -> Path:
    """Builds a project of CONFIGS into the folder of its name, and gives that."""
    return project.build(CONFIGS[name], str(into / name), strict=True)


def build_by(host: Sequence[str], config: Path) -> None:
    """Has a host's command build a site. Raises AssertionError with what it said, where it or its warnings stop the build."""
    words = [*host, "build", "--strict", "-f", str(config)]
    environ = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env=environ, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def by_host(host: Sequence[str], folder: Path) -> Path:
    """Has a host build every language of a written project, the root's first, and gives the site. Raises as `build_by`."""
    for config in sorted(folder.glob("mkdocs*.yml"), key=lambda path: len(path.name)):
        build_by(host, config)
    return folder / "site"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_StaticHost, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pages_of(folder: Path) -> list[str]:
    """Every page of a built site, as addresses relative to it, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if path.name != "404.html")
