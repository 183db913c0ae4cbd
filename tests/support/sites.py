"""The sites that tests look at: both datasets, built as readers get them, served under a subpath each."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from guidesheet import project
from run import ROOT

CONFIGS = {"guide": ROOT / "mkdocs.yml", "home": ROOT / "tests/datasets/first-home/mkdocs.yml"}
"""Subpath → project: the demo guide, and a dataset of another subject."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def build(name: str, into: Path) -> Path:
    """Builds a project of CONFIGS into the folder of its name, and gives that."""
    return project.build(CONFIGS[name], str(into / name), strict=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
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
