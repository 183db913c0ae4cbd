"""Files that are no copies, or damaged, or meant to harm: nothing is changed, and a plain sentence says so."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from run import ROOT
from support.copies import choose, choose_file, copy_of
from support.reader import add_contact, box, keys, saved, star, write

OpenSheet = Callable[[Page, str], None]
SAYS = {"no-copy": "no copy of answers, or it is damaged", "other-site": "comes from another site", "newer": "saved by a newer version"}
MADE = 60
"""How many damaged copies are generated."""
SEED = 20261127
HARM: list[Any] = [
    None, True, -1, 1e308, "", "\0", "x" * 100_000, "__proto__", [], {}, [[[[[]]]]], {"__proto__": {"a": 1}}, {"then": "x"},
    "<script>document.title='run'</script>",
]  # fmt: skip


def filled_in(page: Page, sheet: OpenSheet) -> dict[str, Any]:
    """Answers here, and their copy."""
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    saved(page)
    sheet(page, "what-to-ask")
    star(page, "what_to_ask.skills")
    box(page, "what_to_ask.skills:note").fill("Patience.\nMath.")
    saved(page)
    sheet(page, "call")
    write(page, me__name="Rosa")
    saved(page)
    return copy_of(page)


def unchanged(page: Page, before: dict[str, str], what: str) -> None:
    assert keys(page) == before, what
    assert box(page, "me.name").input_value() == "Rosa", what
    assert page.title() != "run" and page.evaluate("({}).a === undefined && Object.keys(Object.prototype).length === 0"), what


def refused(page: Page, says: str) -> None:
    notice = page.locator(".gs-notice[data-kind-of=copy]")
    expect(notice).to_contain_text(says)
    expect(notice).to_be_focused()
    expect(page.locator(".gs-dialog")).to_have_count(0)
    notice.get_by_role("button", name="Close this message").click()


def test_every_kind_of_bad_file_is_refused(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    good = filled_in(page, sheet)
    before = keys(page)
    page.locator(".gs-notice").get_by_role("button", name="Close this message").click()
    files = sorted((ROOT / "tests/copies").rglob("*.*"))
    assert len(files) > 40
    for file in files:
        choose(page, tmp_path, file.read_text("utf-8").replace('"SITE"', json.dumps(good["site"])))
        refused(page, SAYS[file.parent.name])
        unchanged(page, before, file.name)


def test_large_and_deep_files_are_refused(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    good = filled_in(page, sheet)
    before = keys(page)
    page.locator(".gs-notice").get_by_role("button", name="Close this message").click()
    large = tmp_path / "large.json"
    large.write_text(json.dumps(good | {"about": "x" * 50_000_000}), "utf-8")
    pictures = tmp_path / "picture.json"
    pictures.write_bytes(bytes(random.Random(SEED).randbytes(100_000)))
    deep = tmp_path / "deep.json"
    deep.write_text(json.dumps(good).replace('"aside": []', f'"aside": {"[" * 200_000}{"]" * 200_000}'), "utf-8")
    more = tmp_path / "more.json"
    more.write_text(json.dumps(good).replace('"more": {}', f'"more": {{"x": {"[" * 200_000}{"]" * 200_000}}}', 1), "utf-8")
    for file in (large, pictures, deep, more):
        choose_file(page, file)
        refused(page, SAYS["no-copy"])
        unchanged(page, before, file.name)


def damaged(copy: dict[str, Any]) -> Iterator[str]:
    """A copy with harm at one to three places, or cut off, or with letters changed."""
    dice = random.Random(SEED)
    for _ in range(MADE):
        text = json.dumps(copy)
        way = dice.randrange(4)
        if way == 0:
            yield text[: dice.randrange(len(text))]
        elif way == 1:
            at = dice.randrange(len(text))
            yield text[:at] + chr(dice.randrange(1, 0x3000)) + text[at + 1 :]
        else:
            broken = json.loads(text)
            for _ in range(dice.randint(1, 3)):
                harm(broken, dice)
            yield json.dumps(broken)


def harm(node: Any, dice: random.Random) -> None:
    """Changes one place below a node."""
    keys_ = list(node) if isinstance(node, dict) else list(range(len(node)))
    if not keys_:
        return
    key = dice.choice(keys_)
    if isinstance(node[key], dict | list) and node[key] and dice.random() < 0.8:
        harm(node[key], dice)
    elif isinstance(node, dict) and dice.random() < 0.3:
        node[dice.choice(["__proto__", "constructor", "gone", "old", "more"])] = node.pop(key)
    else:
        node[key] = deepcopy(dice.choice(HARM))


def test_generated_damage_changes_nothing_by_itself(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    """Where the damage left a copy whole, it is asked about; all else is refused."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    good = filled_in(page, sheet)
    before = keys(page)
    page.locator(".gs-notice").get_by_role("button", name="Close this message").click()
    seen = {"asked": 0, "refused": 0, "same": 0}
    for text in damaged(good):
        choose(page, tmp_path, text)
        notice = page.locator(".gs-notice[data-kind-of=copy]")
        expect(page.locator(".gs-dialog").or_(notice)).to_be_visible()
        if page.locator(".gs-dialog").count():
            seen["asked"] += 1
            page.locator(".gs-dialog").get_by_role("button", name="Cancel").click()
        else:
            seen["same" if "here already" in notice.inner_text() else "refused"] += 1
            notice.get_by_role("button", name="Close this message").click()
        unchanged(page, before, text[:2000])
    assert errors == []
    assert seen["refused"] > MADE / 3 and seen["asked"] + seen["same"] > 3, seen
