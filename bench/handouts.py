#!/usr/bin/env python3
"""How much handouts cost, as ratios of one run: `.run/test/bin/python bench/handouts.py`.

1. The edition to fill in, against the one to print, on the demo's sheets. Bar: 2.5.
2. The same against WeasyPrint with forms, on the articles of the same sheets. Bar: 0.2. It needs system libraries, so it is measured only
   where GUIDESHEET_WEASYPRINT names a Python that has it.
3. Everything again, unchanged, against the first time. Bar: 0.1.
4. How large the scripts are with which pages fill handouts in, packed as servers send them, against the PDFs that they hold. Bar: 1.3.
5. Whether poppler shows what the client wrote into a handout, in four scripts, where `pdftotext` is there; the tests ask Firefox's pdf.js.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from guidesheet import pages
from guidesheet.check.loaded import Loaded
from guidesheet.editions import Variant
from guidesheet.handouts.content import Place
from guidesheet.handouts.document import sheet_document
from guidesheet.handouts.making import make
from guidesheet.handouts.shelf import Shelf, jobs
from guidesheet.load import load
from support import filled

ROUNDS = 7
WEASY = """
import sys, time, pathlib
from weasyprint import HTML
pages = [path.read_text("utf-8") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.html"))]
HTML(string=pages[0]).write_pdf(pdf_variant="pdf/ua-1", pdf_forms=True)
start = time.process_time()
for page in pages:
    HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", pdf_forms=True)
print(time.process_time() - start)
"""


def seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    loaded = load(ROOT / "docs/guidance")
    naming = loaded.namings["en"]
    sheets = list(naming.dataset.sheets.values())
    count = 0

    def documents() -> list[dict[str, object]]:
        nonlocal count
        count += 1  # nothing that Typst remembers may help
        return [sheet_document(naming, sheet, Place(f"https://example.org/{count}/")) for sheet in sheets]

    def run(variant: Variant) -> float:
        given = documents()
        return seconds(lambda: [make(document, variant) for document in given])

    run(Variant()), run(Variant(fill=True))
    pairs = [(run(Variant()), run(Variant(fill=True))) for _ in range(ROUNDS)]
    blank, fill = (statistics.median(each) for each in zip(*pairs, strict=True))
    each = f"{1000 * fill / len(sheets):.0f} ms against {1000 * blank / len(sheets):.0f} ms a sheet"
    print(f"1. to fill in / to print: {statistics.median(f / b for b, f in pairs):.2f} (bar 2.5); {each}")
    print(f"2. to fill in / WeasyPrint with forms: {weasyprint(loaded, fill)}")
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))

        def everything() -> None:
            shelf.fill([job for found in jobs(loaded, {"en": Place()}).values() for job in found], loaded)

        start = time.perf_counter()
        everything()
        first = time.perf_counter() - start
        start = time.perf_counter()
        everything()
        print(f"3. unchanged / the first time: {(time.perf_counter() - start) / first:.3f} (bar 0.1); {len(shelf.found())} handouts")
        print(f"4. scripts / PDFs: {scripts(Path(folder))}")
        print(f"5. poppler: {poppler(Path(folder) / 'filled.pdf')}")


def scripts(folder: Path) -> str:
    found = sorted(folder.glob("*.pdf.js"))
    packed = sum(len(gzip.compress(file.read_bytes(), 9)) for file in found)
    held = sum(file.with_suffix("").stat().st_size for file in found)
    plain = sum(file.stat().st_size for file in found)
    each = f"each about {plain // len(found) // 1000} kB, packed {packed // len(found) // 1000} kB"
    return f"{packed / held:.2f} (bar 1.3); {len(found)} scripts, {each}"


def poppler(file: Path) -> str:
    program = shutil.which("pdftotext")
    if not program:
        return "not asked; there is no pdftotext here"
    texts = {"contact.name": "Nguyễn Thị Hòa", "contact.greeting": "Москва Київ", "me.name": "Łódź", "contact.meet_place": "Αθήνα ώρα"}
    (made,) = filled.filled([(filled.script("guide", "call", Variant(fill=True)), texts)])
    file.write_bytes(made.pdf)
    said = subprocess.run([program, str(file), "-"], capture_output=True, text=True, check=True, encoding="utf-8").stdout
    lost = [text for text in texts.values() if text not in said]
    return f"does not show {', '.join(lost)}" if lost else f"shows all of {', '.join(texts.values())}"


def weasyprint(loaded: Loaded, fill: float) -> str:
    python = os.environ.get("GUIDESHEET_WEASYPRINT")
    if not python:
        return "not measured; GUIDESHEET_WEASYPRINT names no Python with WeasyPrint"
    site = pages.site(loaded)
    with tempfile.TemporaryDirectory() as folder:
        for page in site.pages:
            if page.path.removesuffix(".md") in loaded.dataset.addresses.values():
                inside = re.sub(r"</?form[^>]*>|<template>.*?</template>", "", page.html, flags=re.DOTALL)  # it wants one form
                html = f'<!doctype html><html lang="en"><title>{page.title}</title><body><form action="#">{inside}</form>'
                (Path(folder) / page.path.replace("/", "-")).with_suffix(".html").write_text(html, "utf-8")
        done = subprocess.run([python, "-c", WEASY, folder], capture_output=True, text=True, check=True)
    return f"{fill / float(done.stdout.split()[-1]):.3f} (bar 0.2)"


if __name__ == "__main__":
    sys.exit(main())
