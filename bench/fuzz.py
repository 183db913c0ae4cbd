"""Looks for a dataset that breaks the loader, and for a copy of answers that breaks its import.

`.run/test/bin/python bench/fuzz.py [--examples N] [--seed N]`

Hypothesis puts texts, shapes and bytes where they do not belong, in invented datasets. A dataset is good, or it is wrong with a place and a
sentence for everything; what is good becomes pages of which nothing runs. What breaks that rule is made as small as can be, and shown.
Then as many damaged copies go through the client's own reading of them, in Node (tests/client/damaged.mjs): each is refused with a
sentence, or read, and takes no word away. The tests try some hundred datasets and some thousand copies with a fixed seed
(tests/test_hostile.py, tests/client/copied.test.mjs); this tries as many of both as `--examples` says, the same for the same `--seed`.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests"), str(Path(__file__).resolve().parents[1])]

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from guidesheet import pages
from guidesheet.errors import DatasetError, Problem
from guidesheet.load import load
from run import ROOT
from support import hostile, invented, node

PROJECTS = 4

CUT = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12) | st.sampled_from([text.encode() for text in hostile.TEXTS]))
"""(where in a file, how many bytes are taken out, what comes there instead)"""


@st.composite
def damage(draw: st.DrawFn) -> tuple[int, random.Random | None, list[tuple[int, tuple[float, int, bytes]]]]:
    """(number of the invented dataset, chance by which hostile texts are put into it, (number of a file, cut) …)"""
    chance = draw(st.none() | st.randoms(use_true_random=False))
    return draw(st.integers(0, PROJECTS - 1)), chance, draw(st.lists(st.tuples(st.integers(0, 20), CUT), max_size=4))


def cut(file: Path, place: tuple[float, int, bytes]) -> None:
    """Makes one cut."""
    where, length, text = place
    content = file.read_bytes()
    at = int(where * len(content))
    file.write_bytes(content[:at] + text + content[at + length :])


def hold(folder: Path) -> bool:
    """Looks at one dataset; says whether it was good. Raises AssertionError where the rule is broken."""
    wrong: Sequence[Problem] = ()
    try:
        loaded = load(folder)
    except DatasetError as error:
        wrong = error.problems
    for problem in wrong:
        assert problem.message and problem.path.is_relative_to(folder), problem
    if wrong:
        return False
    for page in pages.site(loaded).pages:
        assert hostile.faults(page.html) == [], page.path
        title = pages.harmless(page.title, quote=True)
        assert hostile.faults(f'<p title="{title}">{title}</p>') == [], page.title
    return True


def copies(examples: int, number: int) -> None:
    """Tries copies, and says how many were read. Raises AssertionError with what Node said where the rule is broken."""
    trying = (ROOT / "tests/client/damaged.mjs").as_uri()
    code = f"const {{ tryCopies }} = await import({json.dumps(trying)}); console.log(JSON.stringify(tryCopies({examples}, {number})))"
    done = node.run("--input-type=module", "-e", code)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    print(f"{examples} copies, {found['read']} of them read: all others were refused with a sentence, and none took a word away.")


def main(examples: int, number: int) -> int:
    """Tries, and says how many datasets were good, and how many copies were read."""
    tried = good = 0
    with tempfile.TemporaryDirectory() as name:
        projects = [Path(name) / f"project-{index}" for index in range(PROJECTS)]
        for index, project in enumerate(projects):
            project.mkdir()
            invented.invent(project, index)

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        )
        @given(damage())
        def attempt(case: tuple[int, random.Random | None, list[tuple[int, tuple[float, int, bytes]]]]) -> None:
            nonlocal tried, good
            index, chance, cuts = case
            with tempfile.TemporaryDirectory() as folder:
                dataset = shutil.copytree(projects[index] / "docs/guidance", Path(folder) / "d")
                if chance:
                    hostile.damaged(dataset, chance)
                files = sorted(dataset.rglob("*.yml"))
                for at, place in cuts:
                    cut(files[at % len(files)], place)
                tried += 1
                good += hold(dataset)

        attempt()
    print(f"{tried} datasets, {good} of them good: every fault was said with its place, and nothing ran.")
    copies(examples, number)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given_words = parser.parse_args()
    print(f"--seed {given_words.seed}", flush=True)
    raise SystemExit(main(given_words.examples, given_words.seed))
