"""What FORMATS.md promises, from the golden files that the JavaScript tests read too; here against independent short Python."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest

from guidesheet import ids
from guidesheet.expressions.evaluate import evaluate, plain_text
from run import ROOT
from support import letters, node

TESTS = sorted((ROOT / "tests/client").glob("*.test.mjs"))


def golden(name: str) -> Any:
    return json.loads((ROOT / f"tests/formats/{name}.json").read_text("utf-8"))


def test_javascript_keeps_the_formats_and_the_store_its_promises() -> None:
    done = node.run("--test", *map(str, TESTS))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^# pass [1-9]\d*$", done.stdout, re.M) or re.search(r"^ℹ pass [1-9]\d*$", done.stdout, re.M)


def test_ids_are_of_the_grammar() -> None:
    found = golden("ids")
    assert [text for text in found["valid"] if not ids.is_answer(text)] == []
    assert [text for text in found["invalid"] if ids.is_answer(text)] == []
    record = re.compile(rf"{re.escape(ids.ONLY)}|{ids.MINTED}")
    assert [text for text in found["records"]["valid"] if not record.fullmatch(text)] == []
    assert [text for text in found["records"]["invalid"] if record.fullmatch(text)] == []


def test_the_base_of_a_key_is_the_folder_of_the_root_languages_site_or_the_workbooks_own_path() -> None:
    for one in golden("keys")["base"]:
        path = urlsplit(urljoin(one["script"], one["root"])).path
        assert quote(path, safe="/%:@!$&'()*+,;=-._~").replace(":", "%3A") == one["base"]


def test_a_key_is_read_from_the_right() -> None:
    found = golden("keys")
    for one in found["keys"]:
        assert one["key"] == f"guidesheet:1:{one['site']}@{one['base']}:{one['coll']}:{one['rec']}"
        assert one["key"].rsplit(":", 2)[1:] == [one["coll"], one["rec"]]
    for one in found["no_records"]:
        prefix = f"guidesheet:1:{one['site']}@{one['base']}:"
        ours = one["key"].startswith(prefix) and re.fullmatch(r"[^.:][^:]*:[^:]+", one["key"].removeprefix(prefix))
        assert not ours, one["key"]


@pytest.mark.parametrize("one", golden("letters"), ids=lambda one: one["name"])
def test_letters_are_written(one: dict[str, Any]) -> None:
    pieces = evaluate(one["tree"], letters.Given(one), one["lang"])
    assert [list(piece) for piece in pieces] == one["pieces"]
    if "text" in one:
        assert plain_text(pieces) == one["text"]


def test_a_stored_text_is_a_record_of_a_newer_version_or_unread() -> None:
    for one in golden("records")["parse"]:
        assert state(one["raw"]) == one["is"], one["raw"]


def state(raw: str) -> str:
    try:
        found = json.loads(raw)
    except ValueError:
        return "unread"
    good = isinstance(found, dict) and found.get("f") == "guidesheet" and type(found.get("v")) is int and found["v"] >= 1
    if not good or not (isinstance(found.get("a"), dict) or isinstance(found.get("gone"), int)):
        return "unread"
    return "newer" if found["v"] > 1 else "record"


@pytest.mark.parametrize("one", golden("records")["join"], ids=lambda one: one["name"])
def test_two_copies_of_a_record_come_together(one: dict[str, Any]) -> None:
    assert joined(one["x"], one["y"]) == joined(one["y"], one["x"]) == one["both"]
    assert joined(one["both"], one["x"]) == one["both"], "joining again changes nothing"


Record = dict[str, Any]


def joined(x: Record, y: Record) -> Record:
    """FORMATS.md §3 without regard to speed."""
    made = min(x["made"], y["made"])
    gone = [record["gone"] for record in (x, y) if "gone" in record]
    if gone:
        return {"made": made, "gone": max(gone)}
    names = [*x["a"], *(name for name in y["a"] if name not in x["a"])]
    answers = {name: max((r["a"][name] for r in (x, y) if name in r["a"]), key=strength) for name in names}
    old: dict[str, list[Any]] = {}
    for record in (x, y):
        for name, entries in record.get("old", {}).items():
            listed = old.setdefault(name, [])
            listed.extend(entry for entry in entries if entry not in listed)
    for name, entries in list(old.items()):
        marks = [e[1] for e in (*entries, answers.get(name)) if e and e[0] == "" and len(e) == 2]
        marked = answers[name][1:] == [max(marks, default=-1)]
        kept = sorted((e for e in entries if e[1] > max(marks, default=-1) or (e == ["", max(marks)] and not marked)),
                      key=lambda e: (e[1], compact(e)))[-20:]  # fmt: skip
        old.pop(name) if not kept else old.update({name: kept})
    more = {key: value for record in (y, x) for key, value in record.items() if key not in ("a", "old", "made")}
    return {"made": made, "a": answers, **({"old": old} if old else {}), **more}


def strength(entry: Any) -> tuple[float, bytes]:
    readable = isinstance(entry, list) and len(entry) > 1 and isinstance(entry[1], int | float)
    return (entry[1] if readable else -1), compact(entry).encode("utf-16-be")


def compact(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def test_answers_that_are_not_newer_than_an_erasing_go() -> None:
    for one in golden("records")["erased"]:
        assert {name: entry for name, entry in one["x"]["a"].items() if entry[1] > one["time"]} == one["left"]["a"]
        old = {name: [e for e in entries if e[1] > one["time"]] for name, entries in one["x"].get("old", {}).items()}
        assert {name: entries for name, entries in old.items() if entries} == one["left"].get("old", {})
