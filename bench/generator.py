"""The generator's speed, side by side in one run: `.run/test/bin/python bench/generator.py [--host-up-to N] [sheets …]`.

CPU time, never the clock, of processes of their own, in turn; a ratio is that of two of them in one round, and what counts is the median.

1. load + validate + emit against Python-Markdown on the same pages as `guidesheet write` writes them, with the extensions that it names
   for them; search is in 2, on both sides. Each has done a little of it before, so that what happens once is in 2 only. Each as a build
   does it: `guidesheet build` lets Python's garbage collector rest, MkDocs does not. Bar: 0.25.
2. The whole site, `guidesheet build` against `mkdocs build` of what `guidesheet write` writes, start of Python and all. Bar: 0.45.
3. Growth: both, for a page, against the size before. Bar: 1.3; for the whole site 1.3 times what the host alone grows, where that was
   run at both sizes. Its navigation says all guides and all sheets of the guide on every page: about 200 lines at 10,000 sheets.

The host alone takes minutes at 10,000 sheets: `--host-up-to` names the largest size at which it is run (1,000). Above that its time for a
page is taken from there, and the line says so.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import jinja2
import markdown
from mkdocs.config import load_config

import datasets
from guidesheet import macros, pages
from guidesheet.collector import at_rest
from guidesheet.load import load

SIZES = (100, 1000)
EMIT, SITE, GROWTH = 0.25, 0.45, 1.3


@dataclass
class Times:
    """CPU seconds of one size, round by round."""

    sheets: int
    pages: int = 0
    emit: list[float] = field(default_factory=list)
    convert: list[float] = field(default_factory=list)
    site: list[float] = field(default_factory=list)
    host: list[float] = field(default_factory=list)


def cpu(words: Sequence[str], *, own: bool = False) -> float:
    """CPU seconds of a process; `own`: those that it says itself."""
    words = [sys.executable, *words]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environ()) as child:
        assert child.stdout is not None
        said = child.stdout.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(words)} failed")
    return float(said) if own else used.ru_utime + used.ru_stime


@cache
def _environ() -> dict[str, str]:
    """That of the processes: they keep compiled modules, as on any computer that does not forbid it."""
    given = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHONDONTWRITEBYTECODE")}
    return given | {"NO_MKDOCS_2_WARNING": "1"}


def emit(folder: Path) -> None:
    """Reads, checks and makes all pages of a dataset."""
    kept = folder / "compiled"  # as the plugin keeps it
    kept.mkdir(exist_ok=True)
    macros.keep(jinja2.FileSystemBytecodeCache(str(kept)))

    def everything(dataset: Path) -> None:
        assert all(page.html for page in pages.site(load(dataset)).pages)

    everything(datasets.ROOT / "docs/guidance")
    start = time.process_time()
    with at_rest(leaving=True):
        everything(folder / "docs/guidance")
    print(time.process_time() - start)


def convert(folder: Path) -> None:
    """Makes HTML of all written pages."""
    settings = load_config(str(folder / "mkdocs.yml"))
    names, options = settings.markdown_extensions, settings.mdx_configs
    texts = [path.read_text("utf-8").split("---\n", 2)[2] for path in sorted((folder / "docs").rglob("*.md")) if path.name != "index.md"]

    def everything(texts: list[str]) -> None:
        for text in texts:
            markdown.Markdown(extensions=names, extension_configs=options).convert(text)  # as the host does: one instance a page

    everything(texts[:12])
    start = time.process_time()
    everything(texts)
    print(time.process_time() - start)


def measure(times: Times, folder: Path, rounds: int, *, host: bool) -> None:
    """Takes the times of one size."""
    config = datasets.many_sheets(folder / "own", times.sheets)
    own, written = folder / "own", folder / "written"
    cpu(["-m", "guidesheet", "write", str(written), "-f", str(own)])
    times.sheets = len(list((own / "docs/guidance").glob("*/*.yml"))) - len(list((own / "docs/guidance").glob("*/guide.yml")))
    times.pages = len(list((written / "docs").rglob("*.md")))
    cpu([__file__, "--emit", str(own)], own=True)  # compiles templates, as the first build does
    for _ in range(rounds):
        times.emit.append(cpu([__file__, "--emit", str(own)], own=True))
        times.convert.append(cpu([__file__, "--convert", str(written)], own=True))
        times.site.append(cpu(["-m", "guidesheet", "build", "-f", str(config), "-d", str(folder / "site")]))
        if host:
            times.host.append(cpu(["-m", "mkdocs", "build", "-f", str(written / "mkdocs.yml"), "-d", str(folder / "host")]))


def said(name: str, ratio: float, bar: float, note: str) -> bool:
    kept = ratio <= bar
    print(f"  {name:52} {ratio:5.2f}  bar {bar:4.2f}  {'kept' if kept else 'NOT KEPT':8}  ({note})", flush=True)
    return kept


def compare(now: Times, before: Times | None, hosted: Times) -> bool:
    """Says the ratios of one size. `hosted`: the size at which the host's time was taken."""

    def ms(seconds: list[float], of: Times = now) -> float:
        return statistics.median(seconds) / of.pages * 1000

    print(f"{now.sheets:,} sheets, {now.pages:,} pages; CPU ms a page in brackets", flush=True)
    ratio = statistics.median(mine / other for mine, other in zip(now.emit, now.convert, strict=True))
    kept = said("load + validate + emit : Python-Markdown", ratio, EMIT, f"{ms(now.emit):.2f} : {ms(now.convert):.2f}")
    note = f"{ms(now.site):.2f} : {ms(hosted.host, hosted):.2f}"
    if hosted is now:
        ratio = statistics.median(mine / other for mine, other in zip(now.site, now.host, strict=True))
    else:
        ratio, note = ms(now.site) / ms(hosted.host, hosted), f"{note}, the host at {hosted.sheets:,} sheets"
    kept &= said("whole site : the host alone, from Markdown", ratio, SITE, note)
    if before:
        host = ms(now.host) / ms(before.host, before) if now.host and before.host else 1
        for name, mine, earlier, bar in (
            ("load + validate + emit", now.emit, before.emit, GROWTH), ("whole site", now.site, before.site, GROWTH * host),
        ):  # fmt: skip
            note = f"{ms(mine):.2f} : {ms(earlier, before):.2f}"
            kept &= said(f"{name}, a page : at {before.sheets:,} sheets", ms(mine) / ms(earlier, before), bar, note)
    return kept


def main(sizes: Sequence[int], host_up_to: int) -> int:
    kept, before, hosted = True, None, None
    for size in sorted(sizes):
        times = Times(size)
        with tempfile.TemporaryDirectory() as name:
            measure(times, Path(name), 5 if size <= 200 else 3 if size <= 2000 else 1, host=size <= host_up_to or hosted is None)
        hosted = times if times.host else hosted
        assert hosted is not None
        kept &= compare(times, before, hosted)
        before = times
    return 0 if kept else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", nargs="*", type=int, default=SIZES)
    parser.add_argument("--host-up-to", type=int, default=1000)
    for part in ("--emit", "--convert"):
        parser.add_argument(part, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.emit or given.convert:
        (emit if given.emit else convert)(given.emit or given.convert)
    else:
        raise SystemExit(main(given.sheets, given.host_up_to))
