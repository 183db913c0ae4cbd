"""Datasets that want to do harm: nothing of them runs, and nothing hangs; what is wrong is said as of any other dataset."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guidesheet import pages
from guidesheet.check.loaded import Loaded
from guidesheet.errors import DatasetError
from guidesheet.load import load
from guidesheet.workbook import Around
from run import ROOT
from support import hostile, invented

CASES = 150
"""How many damaged datasets are tried."""
SEED = 20261127
LONG = 240
"""Seconds after which something is called hanging."""


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Invented datasets to be damaged."""
    folders = [tmp_path_factory.mktemp("hostile") for _ in range(3)]
    for seed, folder in enumerate(folders):
        invented.invent(folder, SEED + seed)
    return folders


def read(folder: Path) -> Loaded | None:
    """A dataset; None where something is wrong with it, which has its place then."""
    try:
        return load(folder)
    except DatasetError as error:
        wrong = error.problems
    assert wrong and all(problem.path.is_relative_to(folder) and problem.line > 0 for problem in wrong), (folder, wrong)
    return None


@pytest.mark.parametrize("part", range(3))
def test_nothing_of_a_damaged_dataset_is_more_than_text(part: int, projects: list[Path], tmp_path: Path) -> None:
    made = 0
    for number in range(part, CASES, 3):
        chance = random.Random(SEED + number)
        folder = shutil.copytree(chance.choice(projects) / "docs/guidance", tmp_path / str(number))
        said = hostile.damaged(folder, chance)
        if (loaded := read(folder)) is None:
            continue
        made += 1
        site = pages.site(loaded, around=Around())
        for page in site.pages:
            if any(re.search(r"\bhit\b|script|example\.org|passwd", part) for part in (page.html, page.title, page.description)):
                assert hostile.faults(page.html) == [], (number, page.path, said)
            for shown in (page.title, page.short, page.description):
                told = pages.harmless(shown, quote=True)
                assert hostile.faults(f'<p title="{told}">{told}</p>') == [], (number, page.path, said)
        for name in ("site.js", "ids.js"):
            assert "<" not in str(site.assets[f"assets/guidesheet/{name}"]), (number, said)
        assert "49" not in "".join(page.title for page in site.pages)
    assert made > 0


def test_every_hostile_text_is_harmless_as_a_title_of_a_site(tmp_path: Path) -> None:
    taken = []
    for number, text in enumerate(hostile.TEXTS):
        folder = shutil.copytree(ROOT / "tests/errors/base/guidance", tmp_path / str(number))
        (folder / "ids.lock").unlink()
        for file in folder.rglob("*.yml"):
            lines = file.read_text("utf-8").split("\n")
            title = f"title: {hostile.quoted(text)}"
            file.write_text("\n".join(title if line.startswith("title: ") else line for line in lines), "utf-8")
        if (loaded := read(folder)) is None:
            continue
        site = pages.site(loaded)
        taken.append(text)
        titles = [pages.harmless(page.title) for page in site.pages] + [title for title, _ in site.nav] + [site.name_for(site.root_title)]
        assert [hostile.faults(title) for title in titles if hostile.faults(title)] == []
        assert [page.path for page in site.pages if hostile.faults(page.html)] == []
    assert len(taken) > 5


FILES: dict[str, Callable[[str], str | bytes]] = {
    "a billion laughs": lambda text: "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)) + text,
    "an anchor of its own": lambda text: "x: &x {y: *x}\n" + text,
    "a tag that calls Python": lambda text: text.replace("title: ", "title: !!python/object/apply:os.system ['touch hit'] #", 1),
    "a merge key": lambda text: "<<: {title: x}\n" + text,
    "brackets": lambda text: text + "\nx: " + "[" * 100_000,
    "braces": lambda text: text + "\nx: " + "{a: " * 100_000,
    "dashes": lambda text: text + "\nx:\n" + "- " * 100_000,
    "levels": lambda text: text + "\nx:\n" + "".join(f"{' ' * n}a:\n" for n in range(3_000)),
    "one long line": lambda text: re.sub(r"(?m)^intro: .*$", "intro: " + "word " * 2_000_000, text),
    "one long word": lambda text: re.sub(r"(?m)^intro: .*$", "intro: " + "w" * 10_000_000, text),
    "stars": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"" + "*" * 50_000 + "\"", text),
    "brackets of links": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"" + "[" * 50_000 + "\"", text),
    "half a link again and again": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"" + "[a](" * 20_000 + "\"", text),
    "backticks": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"" + "`a``b" * 10_000 + "\"", text),
    "blanks": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"" + "{{ " * 20_000 + "\"", text),
    "brackets in a blank": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"{{ " + "(" * 20_000 + " }}\"", text),
    "many conditions": lambda text: re.sub(r"(?m)^intro: .*$", "intro: \"{{ me.name " + "or me.name " * 20_000 + "}}\"", text),
    "quotes of quotes": lambda text: text.replace("blocks:", "blocks:\n  - block: text\n    id: q\n    text: \"" + ">" * 3_000 + " a\"", 1),
    "lists of lists": lambda text: text.replace(
        "blocks:", "blocks:\n  - block: text\n    id: q\n    text: |\n" + "".join(f"{' ' * (6 + 4 * n)}- a\n" for n in range(300)), 1),
    "zeros": lambda text: text + "\x00" * 1000,
    "half of a sign": lambda text: text.encode() + b"\xf0\x9f",
    "another encoding": lambda text: text.encode("utf-16"),
    "nothing": lambda text: "",
    "only a list": lambda text: "- a\n- b\n",
    "only a word": lambda text: "word",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_no_file_hangs_or_breaks_the_check(name: str, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "tests/errors/base/guidance", tmp_path / "d")
    file = folder / "moving/pack.yml"
    made = FILES[name](file.read_text("utf-8"))
    assert made != file.read_text("utf-8")
    file.write_bytes(made.encode() if isinstance(made, str) else made)
    words = [sys.executable, "-m", "guidesheet", "check", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=LONG, check=False)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode == 0 or re.search(r"pack\.yml:\d+:\d+: ", done.stderr), done.stderr[:2000]
    assert len(done.stderr) < 20_000  # and a person can read it
    assert not (tmp_path / "hit").exists() and not Path("hit").exists()


def test_a_sheet_of_100_000_items_is_read_and_made(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "tests/errors/base/guidance", tmp_path / "d")
    items = "".join(f"      - {{id: i{n}, text: Item {n}}}\n" for n in range(100_000))
    sheet = f"id: pack\ntitle: Packing\nintro: Much.\nblocks:\n  - block: checklist\n    id: all\n    items:\n{items}"
    (folder / "moving/pack.yml").write_text(sheet, "utf-8")
    (folder / "ids.lock").unlink()
    for name in ("ask", "viewing", "notice"):
        (folder / f"moving/{name}.yml").unlink()
    guide = folder / "moving/guide.yml"
    guide.write_text("title: Moving\nsummary: All.\nsteps:\n  - {id: one, title: One, sheets: [pack]}\n", "utf-8")
    code = (
        "import sys; from pathlib import Path; from guidesheet import pages; from guidesheet.load import load;"
        "made = pages.site(load(Path(sys.argv[1]))); print(sum(page.html.count('type=\"checkbox\"') for page in made.pages))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=LONG * 2, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= 100_000
