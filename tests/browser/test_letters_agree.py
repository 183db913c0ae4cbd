"""Browsers write the same letters as Python: generated cases with a fixed seed, in every shipped language and one they do not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from playwright.sync_api import BrowserContext

from guidesheet.expressions.evaluate import evaluate, plain_text
from guidesheet.messages import languages
from support import letters, node
from support.sites import served as serve

CASES = 250
SEED = 20261127
UNKNOWN = "ht"

WRITE = """async ([address, cases]) => {
  const { evaluate, plainText } = await import(address);
  return cases.map((one) => {
    const pieces = evaluate(one.tree, {
      value: (id) => one.answers[id],
      column: (place, column) => one.columns[`${place}.${column}`] ?? [],
      starred: (place) => one.starred[place] ?? [],
    }, one.lang);
    return [pieces.map((piece) => piece.slice(0, 2)), plainText(pieces)];
  });
}"""


@pytest.fixture(scope="module")
def sources() -> Iterator[str]:
    with serve(node.CLIENT / "src") as address:
        yield address


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_a_browser_and_python_agree(new_context: Callable[..., BrowserContext], sources: str, zone: str) -> None:
    page = new_context(timezone_id=zone).new_page()
    page.goto(sources)
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone
    assert page.evaluate(f"Intl.DateTimeFormat.supportedLocalesOf(['{UNKNOWN}'])") == []
    for lang in (*languages(), UNKNOWN):
        random = Random(SEED)
        cases = [letters.random_case(random, lang) for _ in range(CASES)]
        for case, (pieces, text) in zip(cases, page.evaluate(WRITE, [f"{sources}letter.js", cases]), strict=True):
            mine = evaluate(case["tree"], letters.Given(case), "en" if lang == UNKNOWN else lang)
            assert [list(piece) for piece in mine] == pieces, case
            assert plain_text(mine) == text, case
