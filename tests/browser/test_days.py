"""Days that act: shown, listed for all contacts, put into a calendar with no more of others than the reader agrees to."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from support import axe, ways
from support.paper import printed
from support.reader import add_contact, box, erase_everything, ready, saved, write

OpenSheet = Callable[[Page, str], None]


def day_of(page: Page, item: str) -> Locator:
    """The day beside a thing to do: `request_letter.call_them`."""
    return page.locator("li", has=page.locator(f'[name="{item}"]')).locator("gs-day").last


def entries(page: Page) -> list[icalendar.Event]:
    """What is in the calendar file that was saved last."""
    name, kind, raw = ways.file(page)
    assert name.endswith(".ics") and kind == "text/calendar;charset=utf-8"
    return icalendar.Calendar.from_ical(raw).walk("VEVENT")


def test_a_day_is_shown_as_soon_as_it_is_known(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-letter")
    day = day_of(page, "request_letter.call_them")
    expect(day).to_contain_text("The day shows here once you fill in: Day you mail it")
    expect(day.get_by_role("button")).to_be_hidden()
    write(page, request_letter__mailed="2031-12-25")
    expect(day).to_contain_text("Due on Thursday, January 1, 2032")
    write(page, request_letter__mailed="2031-12-20")
    expect(day).to_contain_text("Due on Monday, December 29, 2031")  # not the Saturday before
    saved(page)
    page.reload()
    expect(day).to_contain_text("Due on Monday, December 29, 2031")
    assert axe.violations(page) == []
    write(page, request_letter__mailed="2020-01-02")
    expect(day).to_contain_text("Due on Thursday, January 9, 2020, which has passed")


def test_what_is_due_today_says_so(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "before")
    year, month, day = page.evaluate("(now => [now.getFullYear(), now.getMonth() + 1, now.getDate()])(new Date())")
    write(page, contact__meet_day=f"{year}-{month:02}-{day:02}", contact__meet_time="10:00")
    said = page.evaluate("new Intl.DateTimeFormat('en', {dateStyle: 'full'}).format(new Date())")
    expect(day_of(page, "before.early").locator(".gs-day__text")).to_have_text(f"Due today, {said}, at 10:00 AM")


def test_a_calendar_gets_no_more_of_the_other_person_than_is_ticked(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", org="Mercy Foods", phone="860-555-0114")
    saved(page)
    sheet(page, "request-letter")
    page.evaluate(ways.CATCH)
    write(page, request_letter__mailed="2031-12-24")
    day = day_of(page, "request_letter.call_them")
    day.get_by_role("button", name="Add to my calendar").click()
    panel = day.locator(".gs-notice")
    expect(panel).to_be_focused()
    expect(panel.get_by_role("checkbox")).to_have_count(3)
    expect(panel.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert axe.violations(page) == []
    panel.get_by_role("button", name="Save the calendar file").click()
    name, _, raw = ways.file(page)
    assert name == "request-letter-call-them.ics"
    for words in ("Ana", "Núñez", "0114", "Mercy"):
        assert words.encode() not in raw, words
    (event,) = entries(page)
    assert event["SUMMARY"] == "Call them to ask for a time"
    assert event.decoded("DTSTART") == datetime.date(2031, 12, 31)
    assert str(event["URL"]).endswith("/request-letter.html")
    expect(panel).to_contain_text("A calendar file was saved")

    day.get_by_role("button", name="Add to my calendar").click()
    panel.get_by_label("Their phone: 860-555-0114").check()
    panel.get_by_label("Their name: Ana Núñez").check()
    panel.get_by_role("button", name="Save the calendar file").click()
    ways.caught(page, "files", 2)
    (again,) = entries(page)
    assert again["SUMMARY"] == "Call Ana Núñez to ask for a time"
    assert "Their phone: 860-555-0114" in again["DESCRIPTION"] and "Mercy" not in again["DESCRIPTION"]
    assert again["UID"] == event["UID"], "the calendar knows it as the same"
    assert again["SEQUENCE"] >= event["SEQUENCE"]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
def test_a_meeting_is_at_its_time_where_the_reader_is(new_context: Callable[..., BrowserContext], sheet: OpenSheet, zone: str) -> None:
    page = new_context(timezone_id=zone).new_page()
    sheet(page, "before")
    page.evaluate(ways.CATCH)
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone").replace("Calcutta", "Kolkata") == zone
    write(page, contact__meet_day="2031-07-08", contact__meet_time="10:00")
    day = day_of(page, "before.early")
    expect(day).to_contain_text("Due on Tuesday, July 8, 2031, at 10:00 AM")
    day.get_by_role("button", name="Add to my calendar").click()
    (event,) = entries(page)
    hour, minute = {"America/New_York": (14, 0), "Asia/Kolkata": (4, 30)}[zone]
    meeting = datetime.datetime(2031, 7, 8, hour, minute, tzinfo=datetime.UTC)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (meeting - datetime.timedelta(minutes=10), meeting)
    assert event["SUMMARY"] == "Be there 5–10\u00a0minutes early"


def test_the_guide_says_what_comes_next_with_everybody(page: Page, sheet: OpenSheet, guide: str) -> None:
    page.goto(f"{guide}index.html")
    ready(page)
    page.wait_for_function("() => window.guidesheetDays")
    expect(page.get_by_role("heading", name="What comes next")).to_be_hidden()
    sheet(page, "contact-log")
    for name in ("Ana Núñez", "Ben Li"):
        add_contact(page, name=name)
    saved(page)
    for name, mailed in (("Ana Núñez", "2031-12-24"), ("Ben Li", "2031-11-24")):
        sheet(page, "request-letter")
        page.locator("gs-record select").select_option(label=name)
        write(page, request_letter__mailed=mailed)
        saved(page)
    sheet(page, "before")
    write(page, contact__meet_day="2031-12-20", contact__meet_time="10:00")
    saved(page)
    page.goto(f"{guide}index.html")
    page.evaluate(ways.CATCH)
    lines = page.locator(".gs-day__list > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Next: Call Ben Li to ask for a time")
    expect(lines.nth(0)).to_contain_text("Due on Monday, December 1, 2031")
    expect(lines.nth(1)).to_contain_text("Next: Call Ana Núñez to ask for a time")
    assert axe.violations(page) == []

    lines.nth(0).get_by_role("button", name="Done").click()
    expect(lines.nth(0)).to_contain_text("Next: Confirm the meeting with Ben Li")
    expect(lines.nth(0)).to_contain_text("Due on Friday, December 19, 2031")
    expect(lines.nth(0).get_by_role("button", name="Done")).to_be_focused()
    lines.nth(0).get_by_role("button", name="Done").click()
    expect(lines.nth(0)).to_contain_text("Next: Ben Li: Be there 5–10 minutes early")

    page.get_by_role("button", name="Add all that lies ahead to my calendar").click()
    page.get_by_role("button", name="Save the calendar file").click()
    name, _, raw = ways.file(page)
    assert name == "reminders.ics" and b"Ana" not in raw and b"Ben" not in raw
    assert [str(event["SUMMARY"]) for event in entries(page)] == [
        "Be there 5–10\u00a0minutes early", "Send the note of thanks", "Call them to ask for a time",
        "Let the person know how you are getting on",
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in entries(page)}) == 4

    lines.nth(1).get_by_role("link").click()
    page.wait_for_url("**/request-letter.html#call_them")
    ready(page)
    expect(page.locator("gs-record select option:checked")).to_have_text("Ana Núñez")
    sheet(page, "request-letter")
    page.locator("gs-record select").select_option(label="Ben Li")
    expect(box(page, "request_letter.call_them")).to_be_checked()


def test_paper_has_the_day_or_a_line_for_it(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "request-letter")
    paper = " ".join(printed(page, tmp_path))
    assert "Day:" in paper and "once you fill in" not in paper
    write(page, request_letter__mailed="2031-12-24")
    expect(day_of(page, "request_letter.call_them")).to_contain_text("Due on")
    paper = " ".join(printed(page, tmp_path))
    assert "Due on Wednesday, December 31, 2031" in paper and "Day:" not in paper and "Add to my calendar" not in paper
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print a blank one").click()
    paper = " ".join(printed(page, tmp_path))
    assert "Day:" in paper and "2031" not in paper


def test_days_are_said_in_the_language_of_the_page(page: Page, served: str, guide_site: Path) -> None:
    page.goto(f"{served}guide/es/informational-interviews/request-letter.html")
    ready(page)
    write(page, request_letter__mailed="2031-12-24")
    expect(day_of(page, "request_letter.call_them")).to_contain_text("Para el miércoles, 31 de diciembre de 2031")


def test_from_a_disk_no_path_goes_into_a_calendar(page: Page, guide_site: Path) -> None:
    page.goto((guide_site / "informational-interviews/request-letter.html").as_uri())
    ready(page)
    page.evaluate(ways.CATCH)
    write(page, request_letter__mailed="2031-12-24")
    day_of(page, "request_letter.call_them").get_by_role("button", name="Add to my calendar").click()
    (event,) = entries(page)
    assert "URL" not in event and b"file:" not in ways.file(page)[2]


def test_what_a_calendar_gets_follows_the_answers_and_the_contact(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ben Li", phone="860-555-0199")
    add_contact(page, name="Ana Núñez", phone="860-555-0114")
    saved(page)
    for name in ("Ben Li", "Ana Núñez"):
        sheet(page, "request-letter")
        page.locator("gs-record select").select_option(label=name)
        write(page, request_letter__mailed="2031-12-24")
        saved(page)
    page.evaluate(ways.CATCH)
    day = day_of(page, "request_letter.call_them")
    day.get_by_role("button", name="Add to my calendar").click()
    panel = day.locator(".gs-notice")
    panel.get_by_label("Their phone: 860-555-0114").check()
    write(page, request_letter__mailed="2031-12-10")
    expect(day).to_contain_text("Due on Wednesday, December 17, 2031")
    expect(panel.get_by_label("Their phone: 860-555-0114")).to_be_checked()
    panel.get_by_role("button", name="Save the calendar file").click()
    (event,) = entries(page)
    assert event.decoded("DTSTART") == datetime.date(2031, 12, 17)
    assert "860-555-0114" in event["DESCRIPTION"]

    day.get_by_role("button", name="Add to my calendar").click()
    panel.get_by_label("Their phone: 860-555-0114").check()
    page.locator("gs-record select").select_option(label="Ben Li")
    expect(panel.get_by_label("Their phone: 860-555-0199")).not_to_be_checked()
    panel.get_by_role("button", name="Save the calendar file").click()
    ways.caught(page, "files", 2)
    (event,) = entries(page)
    assert event.decoded("DTSTART") == datetime.date(2031, 12, 31)
    assert b"0199" not in event.to_ical() and b"0114" not in event.to_ical()


def test_what_may_stand_in_a_calendar_is_gone_once_everything_is_erased(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-letter")
    write(page, contact__name="Ana Secret", contact__org="Mercy Foods", request_letter__mailed="2031-12-24")
    saved(page)
    day_of(page, "request_letter.call_them").get_by_role("button", name="Add to my calendar").click()
    expect(page.locator("gs-day .gs-notice")).to_contain_text("Mercy Foods")
    erase_everything(page)
    expect(page.locator("gs-day .gs-notice")).to_have_count(0)
    page.wait_for_function("() => !/Secret|Mercy/.test(document.documentElement.outerHTML)")


def test_who_comes_back_on_another_day_sees_what_is_due_then(page: Page, sheet: OpenSheet, guide: str) -> None:
    page.clock.install(time="2031-12-28T12:00:00Z")
    sheet(page, "request-letter")
    write(page, contact__name="Ana Núñez", request_letter__mailed="2031-12-22")
    day = day_of(page, "request_letter.call_them")
    page.clock.run_for(1000)
    expect(day).to_contain_text("Due on Monday, December 29, 2031")
    page.goto(f"{guide}index.html")
    ready(page)
    page.wait_for_function("() => window.guidesheetDays")
    page.clock.run_for(1000)
    line = page.locator(".gs-day__list > li")
    expect(line).to_contain_text("Due on Monday, December 29, 2031")
    for said in ("Due today, Monday, December 29, 2031", "Due on Monday, December 29, 2031, which has passed"):
        page.clock.fast_forward(24 * 3600 * 1000)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.clock.run_for(1000)
        expect(line).to_contain_text(said)
