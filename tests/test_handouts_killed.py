"""A run that makes handouts and is killed, or finds no room: no process goes on, nothing is half there."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from guidesheet.editions import Variant
from guidesheet.handouts.making import keep
from guidesheet.hosts.papers import shelf
from run import ROOT
from support.handouts import document

TWO_CORES = "import os\nos.cpu_count = lambda: 2\nfrom guidesheet import cli\ncli.main(['handouts', 'out'])"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes there are")
def test_a_run_that_is_killed_leaves_no_process_and_no_half_handout_behind(tmp_path: Path) -> None:
    for name in ("docs", "mkdocs.yml", "mkdocs.es.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    run = subprocess.Popen([sys.executable, "-c", TWO_CORES], cwd=tmp_path, stdout=subprocess.DEVNULL)
    kept = shelf(tmp_path / "mkdocs.yml")
    try:
        begun = time.monotonic()
        while not (workers := children(run.pid)) or not kept.found():
            assert run.poll() is None and time.monotonic() - begun < 60
            time.sleep(0.02)
    finally:
        run.kill()
        run.wait()
    while any(map(alive, workers)):
        assert time.monotonic() - begun < 90, "a process goes on"
        time.sleep(0.05)
    for file, pages in kept.found().values():
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == pages
    assert not (tmp_path / "out").exists()


def children(of: int) -> list[int]:
    """The processes that a process began and that make handouts."""
    found = ((each, status(each)) for each in Path("/proc").glob("[0-9]*"))
    return [int(each.name) for each, stat in found if stat[1:2] == [str(of)] and b"spawn_main" in read(each / "cmdline")]


def alive(process: int) -> bool:
    """Is it there, and not only waiting for somebody to ask how it ended?"""
    return status(Path(f"/proc/{process}"))[:1] not in ([], ["Z"])


def status(process: Path) -> list[str]:
    """What it does, the number of the process that began it, and more; nothing where it is gone."""
    return read(process / "stat").decode("utf-8", "replace").rpartition(")")[2].split()


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def test_where_there_is_no_room_no_half_handout_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def full(file: Path, data: bytes) -> int:
        write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        keep(document("guide", "call"), Variant(fill=True), "0" * 32, tmp_path)
    assert list(tmp_path.iterdir()) == []
