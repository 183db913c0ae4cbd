"""Python and JavaScript write the same letters from the same trees and answers: generated cases with a fixed seed."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from guidesheet.expressions.evaluate import evaluate, plain_text
from guidesheet.messages import languages
from support import letters, node

CASES = 1000
SEED = 20261124
UNKNOWN = "ht"
"""A language that Babel knows and browsers do not: there its dates, times and lists are English (FORMATS.md §5)."""

SCRIPT = """
import { readFileSync } from 'node:fs';
const { evaluate, plainText } = await import(process.argv[2]);
const cases = JSON.parse(readFileSync(process.argv[3], 'utf8'));
console.log(JSON.stringify(cases.map((one) => {
  const pieces = evaluate(one.tree, {
    value: (id) => one.answers[id],
    column: (place, column) => one.columns[`${place}.${column}`] ?? [],
    starred: (place) => one.starred[place] ?? [],
  }, one.lang);
  return [pieces.map((piece) => piece.slice(0, 2)), plainText(pieces)];
})));
"""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
@pytest.mark.parametrize("lang", [*languages(), UNKNOWN])
def test_python_and_javascript_agree(tmp_path: Path, zone: str, lang: str) -> None:
    random = Random(SEED)
    cases = [letters.random_case(random, lang) for _ in range(CASES)]
    (tmp_path / "cases.json").write_text(json.dumps(cases), "utf-8")
    (tmp_path / "agree.mjs").write_text(SCRIPT, "utf-8")
    module = (node.CLIENT / "src/letter.js").as_uri()
    done = node.run(str(tmp_path / "agree.mjs"), module, str(tmp_path / "cases.json"), env={"TZ": zone})
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert sum(len(pieces) for pieces, _ in written) > CASES, "the cases say something"
    for case, (pieces, text) in zip(cases, written, strict=True):
        mine = evaluate(case["tree"], letters.Given(case), "en" if lang == UNKNOWN else lang)
        assert [list(piece) for piece in mine] == pieces, case
        assert plain_text(mine) == text, case
