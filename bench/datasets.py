"""Datasets of any size for measurements: the demo's sheets again and again, and one sheet of many fields."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = "informational-interviews"
WORDS = (
    "able", "blue", "busy", "calm", "clear", "close", "common", "easy", "even", "fair", "fine", "first", "free", "full", "good", "great",
    "kind", "large", "late", "light", "local", "main", "new", "next", "nice", "old", "open", "other", "plain", "quick", "quiet", "rare",
    "ready", "real", "round", "short", "slow", "small", "steady", "strong", "true", "usual", "warm", "whole", "wide", "young",
)  # fmt: skip


def many_sheets(folder: Path, count: int, seed: int = 1) -> Path:
    """A project with `count` sheets, rounded up to whole copies of the demo's, in guides that grow with its square root, so that navigation
    is as short as can be. Gives its mkdocs.yml.

    Every copy has other ids and other words, so that nothing that is kept from one text to the next can flatter a measurement.
    """
    dataset = folder / "docs/guidance"
    dataset.mkdir(parents=True)
    sources = [path for path in sorted((ROOT / "docs/guidance" / GUIDE).glob("*.yml")) if path.name != "guide.yml" and "." not in path.stem]
    texts = {path.stem: _in_one_language(path.read_text("utf-8")) for path in sources}
    ids = [found[1] for text in texts.values() if (found := re.match(r"id: (\w+)", text))]
    words = random.Random(seed)
    in_guide = max(1, round(count**0.5 / len(texts)))
    guides: dict[str, list[int]] = {}
    for copy in range(-(-count // len(texts))):
        guides.setdefault(f"guide-{copy // in_guide}", []).append(copy)
    for guide, copies in guides.items():
        (dataset / guide).mkdir()
        steps = []
        for copy in copies:
            for name, text in texts.items():
                renamed = re.sub(rf"\b({'|'.join(ids)})(?=[.\b)]|$)", rf"\1_{copy}", text, flags=re.M)
                varied = re.sub(r"\b([Tt]he|[Yy]our|[Aa]) (?=[a-z])", lambda found: f"{found[0]}{words.choice(WORDS)} ", renamed)
                (dataset / guide / f"{name}-{copy}.yml").write_text(varied, "utf-8")
            steps += [f"  - {{id: {name}_{copy}, title: {name}, sheets: [{name}_{copy}]}}" for name in ids]
        head = f"title: {guide}\nsummary: A guide for measurements.\nsteps:\n"
        (dataset / guide / "guide.yml").write_text(head + "\n".join(steps) + "\n", "utf-8")
    guidance = (ROOT / "docs/guidance/guidance.yml").read_text("utf-8")
    guidance = re.sub(r"^languages: .*\n", "", guidance, flags=re.M)  # a host builds one language; so does what it is compared with
    listed = "guides:\n" + "".join(f"  - {guide}\n" for guide in guides)
    guidance += "\nhandouts: {make: false}\n"  # bench/handouts.py measures them
    (dataset / "guidance.yml").write_text(re.sub(r"guides:\n(?:  - .*\n)+", listed, guidance), "utf-8")
    return _host(folder)


def _in_one_language(text: str) -> str:
    """A sheet without the blocks that stand in another language only."""
    return "".join(block for block in re.split(r"^(?=  - block: )", text, flags=re.M) if not re.search(r"^    lang: \[", block, flags=re.M))


def many_fields(folder: Path, count: int) -> Path:
    """A project with one sheet of `count` long fields. Gives its mkdocs.yml."""
    dataset = folder / "docs/guidance"
    (dataset / "guide").mkdir(parents=True)
    (dataset / "guidance.yml").write_text(
        "guidesheet: 1\nsite: b3nch000\ntitle: Bench\npublisher: {name: Bench}\nlanguage: en\nguides: [guide]\n"
        "collections:\n  me:\n    fields:\n      name: {label: Your name, type: text}\n",
        "utf-8",
    )
    steps = "steps:\n  - {id: all, title: All, sheets: [many]}\n"
    (dataset / "guide/guide.yml").write_text(f"title: Guide\nsummary: One sheet.\n{steps}", "utf-8")
    items = "".join(f"      - {{id: f{n}, label: Question {n}, type: longtext}}\n" for n in range(count))
    sheet = f"id: many\ntitle: Many\nintro: Many fields.\nblocks:\n  - block: fields\n    id: all\n    title: All\n    items:\n{items}"
    (dataset / "guide/many.yml").write_text(sheet, "utf-8")
    return _host(folder)


def _host(folder: Path) -> Path:
    (folder / "docs/index.md").write_text("# Start\n", "utf-8")
    shutil.copytree(ROOT / "docs/assets", folder / "docs/assets")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - about.md\n", "").replace("      policy: true\n", "")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return folder / "mkdocs.yml"
