"""Reminders: calendar files as RFC 5545 has them, read by a library that did not write them; generated cases with a fixed seed."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import icalendar
import pytest

from support import node

CASES = 400
SEED = 20261127
TEXTS = (
    "Call Ana", "Núñez; back, slash \\ and \\n", "two\nlines", "a\r\nb\rc", "😀" * 40, "日本語の長い文" * 12, "x" * 300, "tab\there",
    "\x00\x1b\u0085", "",
)  # fmt: skip

SCRIPT = """
import { readFileSync } from 'node:fs';
const { calendar } = await import(process.argv[2]);
const cases = JSON.parse(readFileSync(process.argv[3], 'utf8'));
console.log(JSON.stringify(cases.map((one) => calendar(one.events, 'en', new Date(one.now)))));
"""


def random_event(random: Random) -> dict[str, object]:
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=random.randrange(800))
    return {
        "uid": f"request_letter.call_them.1{random.randrange(10**9)}@q4m7xw2d", "day": day.isoformat(),
        "time": random.choice(("", f"{random.randrange(4, 24):02}:{random.randrange(60):02}")), "early": random.choice((0, 10, 45)),
        "summary": "".join(random.sample(TEXTS, 2)), "description": random.choice(TEXTS),
        "url": random.choice(("", "https://example.org/guides/call.html?x=1#facts")),
    }  # fmt: skip


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_a_library_reads_what_was_written(tmp_path: Path, zone: str) -> None:
    random = Random(SEED)
    cases = [{"now": 1795453579145, "events": [random_event(random) for _ in range(random.randrange(1, 4))]} for _ in range(CASES)]
    (tmp_path / "cases.json").write_text(json.dumps(cases), "utf-8")
    (tmp_path / "write.mjs").write_text(SCRIPT, "utf-8")
    module = (node.CLIENT / "src/days/ics.js").as_uri()
    done = node.run(str(tmp_path / "write.mjs"), module, str(tmp_path / "cases.json"), env={"TZ": zone})
    assert done.returncode == 0, done.stderr
    written = json.loads(done.stdout)
    assert any("\r\n " in text for text in written), "some lines are folded"
    for case, text in zip(cases, written, strict=True):
        lines = text.encode().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert lines[-1] == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
        assert [line.decode() for line in lines], "no letter is split between two lines"
        calendar = icalendar.Calendar.from_ical(text)
        assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
        for event, found in zip(case["events"], calendar.walk("VEVENT"), strict=True):
            assert_same(event, found, ZoneInfo(zone))


def assert_same(event: dict[str, object], found: icalendar.Event, zone: ZoneInfo) -> None:
    day = datetime.date.fromisoformat(str(event["day"]))
    assert found["UID"] == event["uid"]
    assert found.decoded("DTSTAMP") == datetime.datetime(2026, 11, 23, 17, 6, 19, tzinfo=datetime.UTC)
    assert (found["SUMMARY"], found.get("DESCRIPTION", "")) == (plain(event["summary"]), plain(event["description"]))
    assert found.get("URL", "") == event["url"]
    (alarm,) = found.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY" and alarm["DESCRIPTION"] == found["SUMMARY"]
    start, end = found.decoded("DTSTART"), found.decoded("DTEND")
    if not event["time"]:
        assert (start, end) == (day, day + datetime.timedelta(days=1))
        assert alarm.decoded("TRIGGER") == datetime.timedelta(hours=9)
        return
    meeting = datetime.datetime.combine(day, datetime.time.fromisoformat(str(event["time"])), zone).astimezone(datetime.UTC)
    early = datetime.timedelta(minutes=int(str(event["early"])))
    assert start == meeting - early
    assert end == (meeting if early else meeting + datetime.timedelta(minutes=30))
    assert alarm.decoded("TRIGGER") == datetime.timedelta(hours=-1)


def plain(text: object) -> str:
    """Without what a calendar cannot hold."""
    ends = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in ends if (letter >= " " and letter != "\x7f") or letter in "\n\t")
