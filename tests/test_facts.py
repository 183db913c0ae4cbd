"""All facts of the seed are in the guide, in our own words: `tests/seed/map.yml` says where."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from guidesheet.answers import value_text
from guidesheet.load import load
from guidesheet.messages import messages
from guidesheet.model import Dataset
from guidesheet.prose import Prose
from guidesheet.shapes import shapes_of, texts_of
from run import ROOT

SEED = ROOT / "tests/seed"
RUN = 6
"""So many words in a row are a sentence of the source's."""

FACTS: list[dict[str, str]] = yaml.safe_load((SEED / "facts.yml").read_text("utf-8"))
MAP: dict[str, dict[str, Any]] = yaml.safe_load((SEED / "map.yml").read_text("utf-8"))

NAMES = ("200 folly brook boulevard wethersfield ct 06109", "connecticut department of labor")
"""What has only one wording: an address, a name."""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(ROOT / "docs/guidance").dataset


def test_every_fact_has_a_place_and_every_place_a_fact() -> None:
    known = [fact["id"] for fact in FACTS]
    assert len(known) == len(set(known)) == 106
    assert sorted(MAP) == sorted(known)


@pytest.mark.parametrize("name", MAP)
def test_the_fact_is_said_where_the_map_says(name: str, dataset: Dataset) -> None:
    given = MAP[name]
    addresses, says = (one if isinstance(one, list) else [one] for one in (given["at"], given["says"]))
    assert len(addresses) == len(says)
    for address, words in zip(addresses, says, strict=True):
        assert folded(words) in folded(" ".join(said_at(dataset, address))), address


def test_what_a_source_record_carries_has_a_reason() -> None:
    for given in MAP.values():
        assert ("reason" in given) == str(given["at"]).startswith("sources.")


@pytest.mark.parametrize(
    "address", ["nowhere", "call.nothing", "contact.nothing", "sources.nobody", "values.nothing", "lists.ways_found.nobody"]
)
def test_an_address_that_does_not_exist_is_found_out(address: str, dataset: Dataset) -> None:
    with pytest.raises(LookupError):
        said_at(dataset, address)


def test_no_sentence_of_the_source_is_in_the_guide(dataset: Dataset) -> None:
    """`runs.txt` has a digest of every run of RUN words of the source's text, so that the text itself need not be here."""
    theirs = set((SEED / "runs.txt").read_text("ascii").split())
    assert len(theirs) > 500
    shapes: list[Any] = [dataset.guidance, *dataset.guides.values(), *dataset.sheets.values()]
    taken = []
    for shape in shapes:
        for text in said(shape):
            words = re.findall(r"[\w']+", folded(text))
            for start in range(len(words) - RUN + 1):
                run = " ".join(words[start : start + RUN])
                if digest(run) in theirs and not any(run in name for name in NAMES):
                    taken.append(run)
    assert taken == []


def digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:12]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).lower()


def said(shape: object) -> Iterator[str]:
    """Every text below a shape, as an editor wrote it."""
    for _, prose in texts_of(shape):
        yield prose.plain()
    if (body := getattr(shape, "body", None)) is not None:
        yield str(body)


def said_at(dataset: Dataset, address: str) -> list[str]:
    """The texts at an address of map.yml. Raises LookupError where there is none."""
    first, *rest = address.split(".")
    guidance = dataset.guidance
    words = messages(guidance.language)
    if first == "sources":
        source = guidance.sources[rest[0]]
        return list(said(source))
    if first == "values":
        return [str(value_text(guidance.values[rest[0]], words))]
    if first == "lists":
        return [text for option in guidance.lists[rest[0]] if option.id == rest[1] for text in said(option)] or _missing(address)
    if first in guidance.collections:
        return list(said(guidance.collections[first].fields[rest[0]]))
    if first in dataset.guides:
        guide = dataset.guides[first]
        if rest:
            return [text for step in guide.steps if step.id == rest[0] for text in said(step)] or _missing(address)
        return [prose.plain() for prose in (guide.title, guide.summary, guide.text) if isinstance(prose, Prose)]
    sheet = dataset.sheets[first]
    if not rest:
        return [sheet.title.plain(), sheet.intro.plain()]
    return [text for shape in shapes_of(sheet) if getattr(shape, "id", None) == rest[0] for text in said(shape)] or _missing(address)


def _missing(address: str) -> list[str]:
    raise LookupError(address)
