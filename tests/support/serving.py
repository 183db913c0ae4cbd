"""A project as `guidesheet serve` shows it to an editor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(project: Path) -> Iterator[str]:
    """The address at which a project is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project.parent / "serve.log"
    given = {name: value for name, value in os.environ.items() if name != "CI"}  # there, a stale translation stops a build
    with log.open("w") as out:
        words = [sys.executable, "-m", "guidesheet", "serve", "--address", f"127.0.0.1:{port}"]
        serving = subprocess.Popen(words, cwd=project, stdout=out, stderr=out, env={**given, "PYTHONUNBUFFERED": "1"})
    try:
        for _ in range(600):
            if "Serving on" in log.read_text("utf-8") or serving.poll() is not None:
                break
            try:
                serving.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        assert serving.poll() is None, log.read_text("utf-8")
        yield f"http://127.0.0.1:{port}/"
    finally:
        serving.terminate()
        serving.wait(20)
