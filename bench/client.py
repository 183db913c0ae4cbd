"""The client's speed, side by side in one run, in Chromium at a quarter of the processor's speed: `.run/test/bin/python bench/client.py`.

1. Start on a sheet of 1,000 filled fields, against a bare loop that reads the record and sets 1,000 values. Bar: 1.5.
2. Work for one typed letter on that sheet, against a sheet of 20 fields. Bar: 2.
3. From the last letter to the written record. Bar: the pause of 300 ms and two frames.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = map(str, (HERE, HERE.parent, HERE.parent / "tests"))
os.environ["NO_MKDOCS_2_WARNING"] = "1"

from playwright.sync_api import Page, sync_playwright

import datasets
from guidesheet import project
from support import browsers
from support.sites import served

ROUNDS = 5
SLOWER = 4
PAUSE = 300
FRAMES = 2 * 1000 / 60

START = """(script) => {
  const begun = performance.now();
  const tag = document.createElement('script');
  tag.textContent = script;
  document.head.append(tag);
  document.body.offsetHeight;
  return performance.now() - begun;
}"""
BARE = """(key) => {
  const begun = performance.now();
  const answers = JSON.parse(localStorage.getItem(key)).a;
  for (const control of document.querySelectorAll('gs-sheet [name]')) control.value = answers[control.name][0];
  document.body.offsetHeight;
  return performance.now() - begun;
}"""
LETTERS = """async (name) => {
  const control = document.querySelector(`[name="${name}"]`);
  let spent = 0;
  for (let n = 0; n < 40; n++) {
    control.value += 'x';
    const begun = performance.now();
    control.dispatchEvent(new Event('input', {bubbles: true}));
    spent += performance.now() - begun;
    await new Promise((done) => setTimeout(done, 20));
  }
  return spent / 40;
}"""
WRITTEN = """(name) => new Promise((done) => setTimeout(() => {
  const control = document.querySelector(`[name="${name}"]`);
  const begun = performance.now();
  const status = document.querySelector('.gs-status');
  new MutationObserver(() => status.textContent.startsWith('Saved') && done(performance.now() - begun)).observe(status, {childList: true});
  control.value += 'y';
  control.dispatchEvent(new Event('input', {bubbles: true}));
}, 1000))"""


def record(count: int) -> str:
    answers = {
        f"many.f{n}": [f"Answer {n}, a line of some length to fill the box", 1795453579145 + n, f"Question {n}"] for n in range(count)
    }
    return json.dumps({"f": "guidesheet", "v": 1, "coll": "me", "rec": "-", "made": 1795453579145, "a": answers})


def fresh(page: Page, address: str, count: int, *, script: bool) -> str:
    """Opens a filled sheet, with the client's script or without; gives the key of the record."""
    page.unroute_all()
    if not script:
        page.route("**/core.js*", lambda route: route.abort())
    page.goto(address)
    key = "guidesheet:1:b3nch000@/:me:-"
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, record(count)])
    page.goto(address)
    if script:
        page.locator("html.gs-js").wait_for()
    return key


def main() -> int:
    logging.disable(logging.WARNING)
    starts, bare, at_many, at_few, written = [], [], [], [], []
    engine = browsers.find_all(say=print)["chromium"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        sizes = {1000: folder / "many", 20: folder / "few"}
        for count, place in sizes.items():
            project.build(datasets.many_fields(place, count), str(place / "site"), strict=False)
        browser = browsers.launch(playwright, engine)
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        with served(sizes[1000] / "site") as many, served(sizes[20] / "site") as few:
            core = (sizes[1000] / "site/assets/guidesheet/core.js").read_text("utf-8")
            for _ in range(ROUNDS):
                key = fresh(page, f"{many}guide/many.html", 1000, script=False)
                bare.append(page.evaluate(BARE, key))
                fresh(page, f"{many}guide/many.html", 1000, script=False)
                starts.append(page.evaluate(START, core))
                fresh(page, f"{many}guide/many.html", 1000, script=True)
                at_many.append(page.evaluate(LETTERS, "many.f7"))
                written.append(page.evaluate(WRITTEN, "many.f7"))
                fresh(page, f"{few}guide/many.html", 20, script=True)
                at_few.append(page.evaluate(LETTERS, "many.f7"))
        browser.close()
    kept = [
        said("start with 1,000 answers : a bare loop", statistics.median(starts), statistics.median(bare), 1.5),
        said("a letter at 1,000 fields : at 20", statistics.median(at_many), statistics.median(at_few), 2),
        said("last letter to written : pause and two frames", statistics.median(written), PAUSE + FRAMES, 1),
    ]
    return 0 if all(kept) else 1


def said(name: str, mine: float, other: float, bar: float) -> bool:
    kept = mine / other <= bar
    print(f"{name:46} {mine / other:5.2f}  bar {bar:4.2f}  {'kept' if kept else 'NOT KEPT'}  ({mine:.2f} ms : {other:.2f} ms)")
    return kept


if __name__ == "__main__":
    raise SystemExit(main())
