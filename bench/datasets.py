"""Datasets of any size for measurements: the demo's sheets again and again, and one sheet of many fields."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = "informational-interviews"


def many_sheets(folder: Path, count: int) -> Path:
    """A project with `count` sheets in guides of twelve: the demo's own, under other ids. Gives its mkdocs.yml."""
    dataset = folder / "docs/guidance"
    dataset.mkdir(parents=True)
    sources = [path for path in sorted((ROOT / "docs/guidance" / GUIDE).glob("*.yml")) if path.name != "guide.yml" and "." not in path.stem]
    texts = [path.read_text("utf-8") for path in sources]
    ids = [found[1] for text in texts if (found := re.match(r"id: (\w+)", text))]
    copies = -(-count // len(texts))
    guides = []
    left = count
    for copy in range(copies):
        guide = f"guide-{copy}"
        guides.append(guide)
        (dataset / guide).mkdir()
        steps = []
        for path, text, name in zip(sources[:left], texts, ids, strict=False):
            renamed = re.sub(rf"\b({'|'.join(ids)})(?=[.\b)]|$)", rf"\1_{copy}", text, flags=re.M)
            (dataset / guide / path.name).write_text(renamed, "utf-8")
            steps.append(f"  - {{id: {name}, title: {name}, sheets: [{name}_{copy}]}}")
        left -= len(steps)
        head = f"title: Guide {copy}\nsummary: A guide for measurements.\nsteps:\n"
        (dataset / guide / "guide.yml").write_text(head + "\n".join(steps) + "\n", "utf-8")
    guidance = (ROOT / "docs/guidance/guidance.yml").read_text("utf-8")
    guidance = re.sub(r"^languages: .*\n", "", guidance, flags=re.M)  # a host builds one language; so does what it is compared with
    listed = "guides:\n" + "".join(f"  - {guide}\n" for guide in guides)
    guidance += "\nhandouts: {make: false}\n"  # bench/handouts.py measures them
    (dataset / "guidance.yml").write_text(re.sub(r"guides:\n(?:  - .*\n)+", listed, guidance), "utf-8")
    return _host(folder)


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
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("  - about.md\n", "")
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return folder / "mkdocs.yml"
