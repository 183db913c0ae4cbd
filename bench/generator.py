"""The generator's speed, side by side in one run: `.run/test/bin/python bench/generator.py [sheets]`.

1. load + validate + emit, against Python-Markdown on the same pages as Markdown files. Bar: 0.25.
2. The whole site by the plugin, against the same host building the same pages from Markdown files. Bar: 0.45.
3. Growth: time a sheet at ten times as many sheets. Bar: 1.3 (linear).
"""

from __future__ import annotations

import gc
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]
os.environ["NO_MKDOCS_2_WARNING"] = "1"

import markdown
from mkdocs.commands import build as host_build
from mkdocs.config import load_config

import datasets
from guidesheet import pages
from guidesheet.load import load

ROUNDS = 3


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def emit(folder: Path) -> pages.Site:
    return pages.site(load(folder / "docs/guidance").dataset)


def convert(texts: list[str], extensions: list[str]) -> None:
    for text in texts:
        markdown.Markdown(extensions=extensions).convert(text)


def build(config: Path, into: Path) -> None:
    settings = load_config(str(config), site_dir=str(into))
    settings.plugins.on_startup(command="build", dirty=False)
    host_build.build(settings)


def plain_project(site: pages.Site, config: Path, folder: Path) -> Path:
    """The same pages as Markdown files, the same host without the plugin."""
    for page in site.pages:
        path = folder / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {page.short}\n---\n\n{page.html}\n", "utf-8")
    for name, content in site.assets.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "docs/index.md").write_text("# Start\n", "utf-8")
    (folder / "docs/assets/site.css").write_bytes((config.parent / "docs/assets/site.css").read_bytes())
    text = config.read_text("utf-8").replace("  - guidesheet:\n      dataset: docs/guidance\n", "")
    nav = "".join(f"  - {title}:\n" + "".join(f"    - {path}\n" for path in paths) for title, paths in site.nav)
    (folder / "mkdocs.yml").write_text(text.replace("  - guidesheet\n", nav), "utf-8")
    return folder / "mkdocs.yml"


def said(name: str, mine: list[float], other: list[float], bar: float) -> bool:
    ratio = statistics.median(mine) / statistics.median(other)
    kept = ratio <= bar
    times = f"{statistics.median(mine):.2f} s : {statistics.median(other):.2f} s"
    print(f"{name:46} {ratio:5.2f}  bar {bar:4.2f}  {'kept' if kept else 'NOT KEPT'}  ({times})", flush=True)
    return kept


def main(count: int) -> int:
    logging.disable(logging.WARNING)
    gc.disable()  # as `guidesheet build` does; for both sides
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = datasets.many_sheets(folder / "own", count)
        small = datasets.many_sheets(folder / "small", max(12, count // 10))
        site = emit(config.parent)
        plain = plain_project(site, config, folder / "plain")
        texts = [page.html for page in site.pages]
        extensions = ["attr_list", "md_in_html", "tables", "toc"]
        print(f"{count} sheets, {len(site.pages)} pages, {sum(map(len, texts)) / 1e6:.1f} MB of HTML")
        mine: dict[str, list[float]] = {"emit": [], "convert": [], "site": [], "host": [], "large": [], "small": []}
        for _ in range(ROUNDS):
            mine["emit"].append(seconds(lambda: emit(config.parent)))
            mine["convert"].append(seconds(lambda: convert(texts, extensions)))
            mine["site"].append(seconds(lambda: build(config, folder / "site")))
            mine["host"].append(seconds(lambda: build(plain, folder / "host")))
            mine["large"].append(mine["emit"][-1] / count)
            mine["small"].append(seconds(lambda: emit(small.parent)) / max(12, count // 10))
        kept = [
            said("load + validate + emit : Python-Markdown", mine["emit"], mine["convert"], 0.25),
            said("whole site : the host alone, same pages", mine["site"], mine["host"], 0.45),
            said("a sheet at 10 times as many : a sheet", mine["large"], mine["small"], 1.3),
        ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 120))
