"""The ways out of the page: what is missing is seen first, and nothing leaves with a blank in it unasked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from support import axe, ways
from support.reader import add_contact, box, ready, saved, write

OpenSheet = Callable[[Page, str], None]

SHARES = """navigator.share = async (given) => {
  if (window.refuse) throw new DOMException('', refuse);
  out.shared.push(given);
}"""


def whole_mail(page: Page, sheet: OpenSheet, to: str = "ana@example.org") -> None:
    """Fills in all that the request e-mail asks for."""
    sheet(page, "request-email")
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa Díaz", contact__name="Ana Núñez", contact__email=to,
          contact__reason="You lead a team & teach.", request_email__sent="2026-12-24")  # fmt: skip
    saved(page)


def test_what_is_missing_is_listed_and_nothing_leaves_before_the_reader_says_so(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    script = ways.letter(page, "call.script")
    write(page, me__name="Rosa Díaz")
    ways.press(script, "copy")
    panel = script.locator(".gs-notice[data-kind-of=lacking]")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("3 things are not right yet")
    assert panel.locator("li").all_inner_texts() == [
        "How you address them", "You, in two or three sentences", "Why you want to talk with this person",
    ]  # fmt: skip
    assert page.evaluate("out.copied") == []
    assert axe.violations(page) == []
    panel.get_by_role("button", name="How you address them").click()
    expect(box(page, "contact.greeting")).to_be_focused()
    page.keyboard.type("Ms. Núñez")
    expect(panel.locator("li")).to_have_count(2)
    panel.get_by_role("button", name="Why you want to talk with this person").click()
    page.keyboard.type("You lead a team.")
    ways.go_on(script)
    (text,) = ways.caught(page, "copied")
    assert text.startswith("Hello, Ms. Núñez. My name is Rosa Díaz.\n\n[You, in two or three sentences]\n\n")
    ways.said(script, "The text was copied")
    expect(panel).to_have_count(0)


def test_what_was_missing_can_be_filled_in_before_one_goes_on(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    keeper = ways.letter(page, "call.gatekeeper")
    write(page, me__name="Rosa Díaz")
    ways.press(keeper, "copy")
    keeper.get_by_role("button", name="Their name").click()
    page.keyboard.type("Ana Núñez")
    expect(keeper.locator(".gs-notice")).to_contain_text("Nothing is missing now.")
    keeper.get_by_role("button", name="Go on", exact=True).click()
    (text,) = ways.caught(page, "copied")
    assert "May I speak with Ana Núñez?" in text and "[" not in text


def test_a_blank_of_another_sheet_leads_there(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "thank-you")
    page.evaluate(ways.CATCH)
    note = ways.letter(page, "thank_you.note")
    write(page, thank_you__helped="The advice.")
    ways.press(note, "copy")
    link = note.locator(".gs-lacking").get_by_role("link", name="How you address them (Ask by phone)")
    link.click()
    page.wait_for_url("**/call.html#facts")
    ready(page)
    expect(box(page, "contact.greeting")).to_be_visible()


def test_a_mail_program_gets_address_subject_and_text(page: Page, sheet: OpenSheet) -> None:
    whole_mail(page, sheet)
    mail = ways.letter(page, "request_email.message")
    ways.press(mail, "mail")
    (link,) = ways.caught(page, "links")
    url = urlsplit(link)
    told = parse_qs(url.query)
    assert (url.scheme, url.path) == ("mailto", "ana@example.org")
    assert told["subject"] == ["A few questions about your work"]
    (body,) = told["body"]
    assert body.startswith("Dear Ana Núñez,\r\n\r\nI am learning about your field")
    assert "You lead a team & teach." in body and "Thursday, December 31, 2026" in body and "\n" not in body.replace("\r\n", "")
    ways.said(mail, "Your mail program should open now")
    assert page.evaluate("out.copied") == []


def test_what_is_too_long_for_an_address_is_copied_and_that_is_said(page: Page, sheet: OpenSheet) -> None:
    whole_mail(page, sheet)
    mail = ways.letter(page, "request_email.message")
    ways.press(mail, "copy")
    (text,) = ways.caught(page, "copied")
    at_most = 0
    for letters in range(900, 1500, 7):  # around the bar
        write(page, contact__reason="x" * letters)
        ways.press(mail, "mail")
        link = ways.caught(page, "links", 1)[-1]
        assert len(link) <= 1900
        if "body=" in link:
            at_most = max(at_most, len(link))
            continue
        ways.said(mail, "too long to hand over to a mail program")
        break
    assert at_most > 1880
    assert re.fullmatch(r"mailto:ana@example\.org\?subject=A%20few%20questions%20about%20your%20work", link)
    assert page.evaluate("out.copied.at(-1)") == text.replace("You lead a team & teach.", "x" * letters)


def test_a_letter_by_post_is_an_e_mail_too(page: Page, home: str) -> None:
    page.goto(f"{home}renting/handover/")
    ready(page)
    page.evaluate(ways.CATCH)
    protest = ways.letter(page, "handover.protest")
    box(page, "handover.rooms[kitchen].fault").fill("A crack")
    expect(protest.locator(".gs-letter__live")).to_contain_text("The kitchen: A crack")
    expect(protest.locator(".gs-letter__live")).not_to_contain_text("Faults at")
    ways.press(protest, "mail")
    panel = protest.locator(".gs-notice[data-kind-of=lacking]")
    expect(panel.locator("li")).to_have_text([re.compile("Street and number")])  # no landlord's name, and no date
    ways.go_on(protest)
    url = urlsplit(ways.caught(page, "links")[-1])
    told = parse_qs(url.query)
    assert told["subject"] == ["Faults at [Street and number]"]
    assert told["body"] == ["The kitchen: A crack."]
    ways.said(protest, "without your address, the date and their address")
    ways.press(protest, "copy")
    expect(panel.locator("li")).to_have_text([re.compile("Who lets it"), re.compile("Day of the viewing")])
    ways.go_on(protest)
    assert ways.caught(page, "copied")[-1].startswith("[Who lets it]\n\n[Day of the viewing]\n\nThe kitchen")


def test_hostile_words_stay_words(page: Page, sheet: OpenSheet) -> None:
    whole_mail(page, sheet, to="a@b.org?bcc=all@b.org&body=x")
    mail = ways.letter(page, "request_email.message")
    write(page, me__career="x&body=pay?cc=y")
    ways.press(mail, "mail")
    url = urlsplit(ways.caught(page, "links")[-1])
    assert url.path == "a@b.org%3Fbcc%3Dall%40b.org%26body%3Dx"
    told = parse_qs(url.query)
    assert told["subject"] == ["A few questions about x&body=pay?cc=y"]
    assert sorted(told) == ["body", "subject"]


def test_what_is_no_address_is_left_out(page: Page, sheet: OpenSheet) -> None:
    whole_mail(page, sheet, to="ana at example")
    ways.press(ways.letter(page, "request_email.message"), "mail")
    assert ways.caught(page, "links")[-1].startswith("mailto:?subject=")


def test_a_text_file_holds_the_letter_and_its_name_nobodys(page: Page, sheet: OpenSheet) -> None:
    whole_mail(page, sheet)
    mail = ways.letter(page, "request_email.message")
    ways.press(mail, "txt")
    name, kind, raw = ways.file(page)
    assert (name, kind) == ("request-email-message.txt", "text/plain;charset=utf-8")
    text = raw.decode("utf-8")
    assert text.startswith("Subject: A few questions about your work\n\nDear Ana Núñez,\n\n")
    assert text.endswith("Thank you,\nRosa Díaz\n")
    ways.said(mail, "The file was saved")
    ways.press(mail, "subject")
    assert ways.caught(page, "copied") == ["A few questions about your work"]


def test_a_subject_is_one_line_in_files_too(page: Page, sheet: OpenSheet) -> None:
    whole_mail(page, sheet)
    page.evaluate("""() => guidesheetSite && document.querySelector('gs-sheet [name="me.career"]').replaceWith(
      Object.assign(document.querySelector('gs-sheet textarea').cloneNode(), {name: 'me.career', value: ''}))""")
    box(page, "me.career").fill("food\nsafety")
    mail = ways.letter(page, "request_email.message")
    ways.press(mail, "txt")
    assert ways.file(page)[2].decode().startswith("Subject: A few questions about food safety\n\nDear")


def test_it_is_shared_where_the_browser_can(new_context: Callable[..., BrowserContext], sheet: OpenSheet) -> None:
    page = new_context().new_page()
    page.add_init_script("navigator.share = undefined")
    whole_mail(page, sheet)
    expect(page.locator("[data-way=share]:visible")).to_have_count(0)
    page = new_context().new_page()
    page.add_init_script(SHARES)
    whole_mail(page, sheet)
    mail = ways.letter(page, "request_email.message")
    ways.press(mail, "share")
    (given,) = ways.caught(page, "shared")
    assert given["title"] == "A few questions about your work" and given["text"].startswith("Dear Ana Núñez,")
    expect(ways.letter(page, "request_email.network").locator("[data-way=share]")).to_be_visible()
    page.evaluate("window.refuse = 'AbortError'")
    ways.press(mail, "share")
    assert page.evaluate("out.copied") == [], "whoever closes the sheet wants nothing"
    page.evaluate("window.refuse = 'NotAllowedError'")
    ways.press(mail, "share")
    ways.said(mail, "The text was copied instead")
    assert ways.caught(page, "copied") == [given["text"]]


def test_a_channel_that_takes_only_so_much_counts_and_says_who_says_so(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "request-email")
    page.evaluate(ways.CATCH)
    note = ways.letter(page, "request_email.network")
    write(page, contact__greeting="Ana", me__name="Rosa", me__career="care")
    expect(note.locator(".gs-letter__limit")).to_have_text(
        "Up to 200 characters. (Our addition; checked on November 23, 2026) Now: 72 of 200 characters."
    )
    write(page, contact__referrer="x" * 115)
    count = note.locator(".gs-letter__count")
    expect(count).to_have_text("Over the limit of 200 characters by 7")
    ways.press(note, "copy")
    panel = note.locator(".gs-notice[data-kind-of=lacking]")
    expect(panel.locator("li")).to_have_text(["Over the limit of 200 characters by 7"])
    assert page.evaluate("out.copied") == []
    write(page, contact__referrer="")
    expect(panel).to_contain_text("Nothing is missing now.")
    saved(page)
    page.reload()
    expect(count).to_have_text("Now: 72 of 200 characters.")


def test_the_script_is_shown_in_letters_for_an_arm_s_length(new_context: Callable[..., BrowserContext], sheet: OpenSheet) -> None:
    for width in (390, 1280):
        page = new_context(viewport={"width": width, "height": 844}).new_page()
        sheet(page, "call")
        write(page, me__name="Rosa Díaz", contact__name="Ana Núñez", me__intro="I bake. " * 60, contact__reason="You lead.")
        script = ways.letter(page, "call.script")
        ways.press(script, "large")
        dialog = page.locator("dialog.gs-large")
        text = dialog.locator(".gs-large__text")
        expect(text).to_contain_text("Hello, Ana Núñez. My name is Rosa Díaz.")
        assert text.evaluate("(text) => parseFloat(getComputedStyle(text).fontSize)") >= 32
        assert text.get_attribute("lang") == "en"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert text.evaluate("(text) => text.scrollHeight > text.clientHeight && text.scrollWidth <= text.clientWidth")
        text.focus()
        page.keyboard.press("End")
        expect(dialog.get_by_role("button", name="Close the large type")).to_be_in_viewport()
        assert axe.violations(page) == []
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(script.locator("[data-way=large]")).to_be_focused()


def test_all_ways_work_from_a_disk_and_without_a_network(context: BrowserContext, guide_site: Path, guide: str, sheet: OpenSheet) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for place in ((guide_site / "informational-interviews/call.html").as_uri(), f"{guide}call.html"):
        page.goto(place)
        ready(page)
        page.evaluate(ways.CATCH)
        write(page, me__name="Rosa Díaz", contact__name="Ana Núñez", me__intro="I bake.", contact__reason="You lead.")
        page.wait_for_function("() => window.guidesheetSend")
        if place.startswith("http"):
            context.set_offline(True)
        asked.clear()
        script = ways.letter(page, "call.script")
        for way in ("copy", "mail", "txt", "docx", "print", "large"):
            ways.press(script, way)
        expect(page.locator("dialog.gs-large")).to_be_visible()
        assert len(ways.caught(page, "files", 2)) == 2
        assert len(ways.caught(page, "links")) == len(ways.caught(page, "copied")) == 1
        assert [url for url in asked if not url.startswith(("blob:", "file:"))] == []
        context.set_offline(False)


def test_the_ways_are_the_same_in_spanish(page: Page, served: str, guide_site: Path) -> None:
    page.goto(f"{served}guide/es/informational-interviews/confirm.html")
    ready(page)
    page.evaluate(ways.CATCH)
    message = ways.letter(page, "confirm.message_es")
    ways.press(message, "copy")
    panel = message.locator(".gs-notice[data-kind-of=lacking]")
    expect(panel).to_contain_text("Antes de que salga: 6 cosas no están listas todavía.")
    panel.get_by_role("button", name="Día de la reunión").click()
    expect(box(page, "contact.meet_day")).to_be_focused()
    assert axe.violations(page) == []


def test_a_part_that_cannot_be_loaded_is_said_and_tried_again(page: Page, sheet: OpenSheet) -> None:
    page.route("**/send.js*", lambda route: route.abort())
    sheet(page, "call")
    script = ways.letter(page, "call.script")
    ways.press(script, "print")
    expect(script.locator(".gs-notice[data-kind-of=sent]")).to_contain_text("could not be loaded")
    page.unroute("**/send.js*")
    ways.press(script, "print")
    expect(script.locator(".gs-notice[data-kind-of=lacking]")).to_be_visible()


def test_what_was_complete_for_one_does_not_leave_for_another(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez")
    add_contact(page, org="Mercy Foods")
    saved(page)
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    whom = page.locator("gs-record select")
    whom.select_option(label="Ana Núñez")
    keeper = ways.letter(page, "call.gatekeeper")
    panel = keeper.locator(".gs-notice")
    ways.press(keeper, "copy")
    write(page, me__name="Rosa Díaz")
    expect(panel).to_contain_text("Nothing is missing now.")
    expect(panel.get_by_role("button").first).to_have_text("Go on")
    whom.select_option(index=1)
    expect(panel.locator("li")).to_have_text(["Their name"])
    expect(panel.get_by_role("button", name="Go on as it is, with the blanks in it")).to_be_visible()
    whom.select_option(label="Ana Núñez")
    panel.get_by_role("button", name="Go on", exact=True).click()
    (text,) = ways.caught(page, "copied")
    assert "May I speak with Ana Núñez?" in text and "[" not in text


def test_a_subject_that_is_shared_has_no_blank_unasked(page: Page, home: str) -> None:
    page.add_init_script(SHARES)
    page.goto(f"{home}renting/handover/")
    ready(page)
    page.evaluate(ways.CATCH)
    protest = ways.letter(page, "handover.protest")
    box(page, "handover.rooms[kitchen].fault").fill("A crack")
    ways.press(protest, "share")
    lacking = [re.compile(label) for label in ("Street and number", "Who lets it", "Day of the viewing")]
    expect(protest.locator(".gs-lacking li")).to_have_text(lacking)
    ways.go_on(protest)
    (given,) = ways.caught(page, "shared")
    assert given["title"] == "Faults at [Street and number]"
