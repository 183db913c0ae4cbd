"""A whole guide as one file, from disk: what is typed stays in the tab, goes along in a copy, comes back; nothing is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support import axe, sites
from support.copies import copy_of, load
from support.paper import printed
from support.reader import FILL, JOURNAL, READ, erase_everything, journal, keys, ready, saved
from support.reader import write as type_in
from support.workbooks import at, kept, open_file, write

OpenSheet = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo guide as one file."""
    return write("guide", tmp_path_factory.mktemp("stick"))


@pytest.fixture(scope="session")
def home_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide of the second dataset as one file."""
    return write("home", tmp_path_factory.mktemp("stick"))


def new_contact(page: Page, name: str) -> None:
    """Adds a contact at the head of the workbook; the place for the name has the focus then."""
    page.get_by_role("button", name="Add another contact").click()
    page.keyboard.type(name)
    kept(page)


def asks_before_closing(page: Page) -> bool:
    """Would the browser ask its reader before it closes the tab?"""
    asked: bool = page.evaluate("() => { const leave = new Event('beforeunload', {cancelable: true}); return !dispatchEvent(leave); }")
    return asked


def test_what_comes_next_with_everybody_stands_before_the_contents(page: Page, book: Path) -> None:
    open_file(page, book)
    expect(page.locator("#gs-next")).to_be_hidden()
    for name, mailed in (("Ana Núñez", "2031-12-24"), ("Ben Li", "2031-11-24")):
        new_contact(page, name)
        at(page, "request_letter request_letter.mailed").fill(mailed)
        kept(page)
    lines = page.locator(".gs-side .gs-day__list > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("Next: Call Ben Li to ask for a time")
    expect(lines.nth(0)).to_contain_text("Due on Monday, December 1, 2031")
    lines.nth(1).get_by_role("link").click()
    assert page.url.endswith("#request_letter.call_them")
    expect(at(page, "request_letter request_letter.call_them")).to_be_in_viewport()
    expect(page.locator("#about select option:checked")).to_have_text("Ana Núñez")
    assert axe.violations(page) == []
    lines.nth(0).get_by_role("button", name="Done").click()
    expect(lines.nth(0)).to_contain_text("Call Ana Núñez")


def test_all_sheets_about_one_contact_go_to_paper_together(page: Page, book: Path, tmp_path: Path) -> None:
    open_file(page, book)
    new_contact(page, "Ben Li")
    new_contact(page, "Ana Núñez")
    page.evaluate("window.printed = 0; window.print = () => { printed++; }; null")
    page.get_by_role("button", name="Print all sheets about Ana Núñez").click()
    assert page.evaluate("printed") == 1
    paper = printed(page, tmp_path)
    whole = " ".join(paper)
    titles = ("Ask by phone", "Ask by letter", "Ask by e-mail", "Before the interview", "The day before", "Say thank you")
    begun = [next((title for title in titles if title in sheet[:60]), "") for sheet in paper]
    assert set(titles) <= set(begun), "each begins a page"
    assert "Ana Núñez" in whole
    for words in ("Ben Li", "Contact log", "Who to ask", "What comes next", "Contents"):
        assert words not in whole, words


def test_every_kind_of_answer_is_back_after_a_reload_and_is_in_the_tab_only(page: Page, home_book: Path) -> None:
    open_file(page, home_book)
    for button in page.locator("gs-rows > [data-do=add]:visible").all():
        button.click()
    kinds = set(page.evaluate(FILL))
    assert kinds >= {"text", "textarea", "email", "tel", "date", "time", "number", "select", "radio", "checkbox"}
    kept(page)
    before = page.evaluate(READ)
    assert len(before) > 60
    page.reload()
    ready(page)
    assert page.evaluate(READ) == before
    assert keys(page) == {}


def test_an_answer_is_one_in_all_sheets_and_in_their_letters(page: Page, book: Path) -> None:
    open_file(page, book)
    expect(page.locator(".gs-where")).to_contain_text("in this tab until you close it")
    new_contact(page, "Ana Núñez")
    at(page, "call me.name").fill("Rosa Díaz")
    for sheet in ("request_letter", "thank_you"):
        expect(at(page, f"{sheet} me.name" if sheet == "request_letter" else "notes contact.name")).not_to_have_value("")
        letter = page.locator(f"#{sheet} .gs-letter__live").first
        expect(letter).to_contain_text("Rosa Díaz")
        expect(letter).to_contain_text("Ana Núñez")
    expect(page.locator("#notes .gs-about")).to_contain_text("Working on this contact: Ana Núñez")
    at(page, "notes notes.new").fill("from Ana")
    new_contact(page, "Ben Li")
    expect(at(page, "notes notes.new")).to_have_value("")
    expect(page.locator("#notes .gs-about")).to_contain_text("Working on this contact: Ben Li")
    page.locator("#about select").select_option(label="Ana Núñez")
    expect(at(page, "notes notes.new")).to_have_value("from Ana")
    expect(page.locator("li.gs-row [name='contact.name']")).to_have_count(2)


def test_steps_and_sheets_say_how_far_one_is(page: Page, book: Path) -> None:
    open_file(page, book)
    step = page.locator(".gs-step").first.locator("gs-progress")
    expect(step).to_contain_text("to fill in")
    at(page, "who_to_ask me.career").fill("nursing")
    expect(step).to_contain_text("1 of ")
    expect(page.locator("#who_to_ask .gs-head gs-progress")).to_contain_text("1 of ")
    expect(page.locator("#about gs-progress")).to_contain_text(" of ")


def test_stars_conditions_sums_and_limits_are_alive(page: Page, book: Path, home_book: Path) -> None:
    open_file(page, book)
    for name in ("skills", "hints"):
        at(page, f"what_to_ask what_to_ask.{name}:star").check()
    asked = page.locator("#during [data-ask]:visible")
    expect(asked).to_have_count(2)
    expect(asked.first).to_have_attribute("data-ask", "what_to_ask.skills")
    asked.first.locator("[data-do=down]").click()
    expect(asked.first).to_have_attribute("data-ask", "what_to_ask.hints")
    expect(page.locator("#what_to_ask gs-order li").first).to_contain_text("tips do you have")
    open_file(page, home_book)
    gas = page.locator('#viewing [name="viewing.gas_tap"]')
    expect(gas).to_be_hidden()
    page.locator('#viewing [name="home.heat"][value=gas]').check()
    expect(gas).to_be_visible()
    at(page, "costs costs.bills[power].amount").fill("40.50")
    at(page, "costs costs.bills[water].amount").fill("9.50")
    expect(page.locator('[id="costs.bills-total-amount"] .gs-computed__text')).to_have_text("50.00")
    at(page, "handover handover.rooms[kitchen].fault").fill("A crack in the wall over the sink")
    expect(page.locator("#handover .gs-limit")).to_contain_text("over the limit")


def test_a_copy_goes_to_another_computer(book: Path, new_context: Callable[..., BrowserContext], tmp_path: Path) -> None:
    one, two = (new_context().new_page() for _ in range(2))
    open_file(one, book)
    new_contact(one, "Ana Núñez")
    at(one, "what_to_ask what_to_ask.skills:star").check()
    at(one, "what_to_ask what_to_ask.skills:note").fill("Patience.\nMath.")
    kept(one)
    copy = copy_of(one)
    assert [record["title"] for record in copy["records"]] == ["Ana Núñez"]
    assert copy["base"] == "" and str(book.parent) not in json.dumps(copy), "no path of the reader's computer"
    open_file(two, book)
    expect(at(two, "notes contact.name")).to_have_value("")
    load(two, tmp_path, copy, "answers came from it.")
    expect(at(two, "notes contact.name")).to_have_value("Ana Núñez")
    expect(at(two, "what_to_ask what_to_ask.skills:note")).to_have_value("Patience.\nMath.")
    two.reload()
    expect(at(two, "notes contact.name")).to_have_value("Ana Núñez")
    assert keys(two) == {}


def test_a_copy_goes_from_the_website_to_the_stick_and_back(
    book: Path, sheet: OpenSheet, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    web, stick, library = (new_context().new_page() for _ in range(3))
    sheet(web, "call")
    type_in(web, me__name="Rosa Díaz", contact__name="Ana Núñez")
    saved(web)
    open_file(stick, book)
    stick.bring_to_front()
    load(stick, tmp_path, copy_of(web), "2 answers came from it.")
    expect(at(stick, "call me.name")).to_have_value("Rosa Díaz")
    at(stick, "notes notes.new").fill("typed from the stick")
    kept(stick)
    sheet(library, "notes")
    copy = copy_of(stick)
    library.bring_to_front()
    load(library, tmp_path, copy, "3 answers came from it.")
    expect(at(library, "notes notes.new")).to_have_value("typed from the stick")
    expect(at(library, "notes contact.name")).to_have_value("Ana Núñez")
    assert sorted(name.partition(":")[0] for name in keys(library) if name.startswith(("contact", "me"))) == ["contact", "me"]


def test_answers_stay_on_the_computer_only_when_its_reader_says_so(context: BrowserContext, book: Path) -> None:
    page = context.new_page()
    open_file(page, book)
    own = page.get_by_label("This computer is my own")
    expect(own).not_to_be_checked()
    at(page, "call me.name").fill("Rosa Díaz")
    kept(page)
    assert journal(page) == "", "nothing of it is left behind"
    own.check()
    expect(page.locator(".gs-where")).to_contain_text("in this browser, on this computer")
    page.wait_for_function(f"() => ({JOURNAL})().then((text) => text.includes('Rosa'))")
    page.close()
    again = context.new_page()
    open_file(again, book)
    expect(at(again, "call me.name")).to_have_value("Rosa Díaz")
    expect(again.get_by_label("This computer is my own")).to_be_checked()
    erase_everything(again)
    expect(at(again, "call me.name")).to_have_value("")
    expect(again.get_by_label("This computer is my own")).not_to_be_checked()
    at(again, "call me.name").fill("The next reader")
    kept(again)
    assert "reader" not in json.dumps(keys(again))
    again.wait_for_function(f"() => ({JOURNAL})().then((text) => !/Rosa|reader/.test(text))")
    again.close()
    third = context.new_page()
    open_file(third, book)
    expect(at(third, "call me.name")).to_have_value("")


def test_words_that_stay_come_back_to_a_killed_browser_and_others_do_not(page: Page, book: Path) -> None:
    """Chromium and Firefox lose what localStorage was given last, also that words stay; that is told by taking it away."""
    open_file(page, book)
    page.get_by_label("This computer is my own").check()
    at(page, "call me.name").fill("Rosa Díaz")
    expect(page.locator("#call .gs-status")).to_have_text("Saved in this browser")
    page.wait_for_function(f"() => ({JOURNAL})().then((text) => text.includes('Rosa'))")
    killed(page)
    expect(at(page, "call me.name")).to_have_value("Rosa Díaz")
    expect(page.get_by_label("This computer is my own")).to_be_checked()
    page.get_by_label("This computer is my own").uncheck()
    page.wait_for_function(f"() => ({JOURNAL})().then((text) => !text.includes('Rosa'))")
    killed(page)
    at(page, "call me.career").fill("nursing")
    kept(page)
    expect(at(page, "call me.name")).to_have_value("")
    expect(page.get_by_label("This computer is my own")).not_to_be_checked()


def killed(page: Page) -> None:
    """Loads the page again as after a kill: nothing is in either storage."""
    page.add_init_script("if (location.hash === '#killed') { localStorage.clear(); sessionStorage.clear(); }")
    page.goto(page.url.partition("#")[0] + "#killed")
    page.reload()
    ready(page)


def test_no_file_reads_what_was_typed_into_another(context: BrowserContext, book: Path, guide_site: Path, tmp_path: Path) -> None:
    """In Chromium all files of a disk share one localStorage."""
    page = context.new_page()
    open_file(page, book)
    at(page, "call me.name").fill("Rosa Díaz")
    kept(page)
    page.get_by_label("This computer is my own").check()
    before = {name: text for name, text in keys(page).items() if "guidesheet" in text}
    assert list(before) == ["me:-"]
    for other in (tmp_path / "copy of it.html", guide_site / book.name):
        other.write_bytes(book.read_bytes())
        open_file(page, other)
        expect(page.get_by_label("This computer is my own")).not_to_be_checked()
        expect(at(page, "call me.name")).to_have_value("")
    other.unlink()
    page.goto((guide_site / "informational-interviews/call.html").as_uri())
    ready(page)
    expect(at(page, "call me.name")).to_have_value("")
    open_file(page, book)
    expect(at(page, "call me.name")).to_have_value("Rosa Díaz")
    assert {name: text for name, text in keys(page).items() if "guidesheet" in text} == before


def test_closing_is_asked_about_only_while_words_are_in_no_copy(page: Page, book: Path, tmp_path: Path) -> None:
    open_file(page, book)
    assert not asks_before_closing(page), "nothing was written"
    at(page, "call me.name").fill("Rosa")
    assert asks_before_closing(page), "not even for a moment"
    expect(page.locator(".gs-copied")).to_have_text("Not in a copy yet")
    copy = copy_of(page)
    assert not asks_before_closing(page), "a copy has it"
    expect(page.locator(".gs-copied")).to_have_text("")
    page.reload()
    ready(page)
    assert not asks_before_closing(page)
    at(page, "call me.name").fill("Rosa Díaz")
    page.locator('#call a[href="#contents"]').click()
    kept(page)
    assert not asks_before_closing(page), "a link was just followed: what is in the tab is there when one comes back"
    page.wait_for_timeout(1100)
    assert asks_before_closing(page)
    page.get_by_label("This computer is my own").check()
    assert not asks_before_closing(page), "it is kept"
    page.get_by_label("This computer is my own").uncheck()
    page.get_by_role("button", name="Erase everything").click()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    assert not asks_before_closing(page)
    load(page, tmp_path, copy, "1 answer came from it.")
    assert not asks_before_closing(page), "it came from a copy"
    at(page, "call me.intro").fill("I bake.")
    kept(page)
    load(page, tmp_path, copy, "0 answers came from it.")
    assert asks_before_closing(page), "one answer is in no copy"


def test_where_nothing_can_be_kept_it_says_so_once(new_context: Callable[..., BrowserContext], book: Path) -> None:
    context = new_context()
    blocked = "Object.defineProperty(window, '%s', {get() { throw new DOMException('no', 'SecurityError'); }});"
    context.add_init_script(blocked % "localStorage" + blocked % "sessionStorage")
    page = context.new_page()
    open_file(page, book)
    expect(page.locator(".gs-where")).to_contain_text("does not let the page keep answers")
    expect(page.get_by_label("This computer is my own")).to_be_disabled()
    expect(page.locator(".gs-notice")).to_have_count(1)
    at(page, "call me.name").fill("Rosa")
    assert asks_before_closing(page)
    assert copy_of_answers(page) == ["Rosa"]


def copy_of_answers(page: Page) -> list[Any]:
    page.locator(".gs-notice").get_by_role("button", name="Close this message").click()
    return [answer["answer"] for record in copy_of(page)["records"] for answer in record["answers"]]


def test_it_asks_for_nothing_on_disk_and_only_for_itself_on_the_web(page: Page, book: Path, engine: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    with sites.served(book.parent) as address:
        for place in (book.as_uri(), address + book.name):
            page.goto(place, wait_until="networkidle")
            ready(page)
            at(page, "call me.name").fill("Rosa")
            page.get_by_role("button", name="Erase this sheet").first.click()
            page.locator(".gs-dialog").get_by_role("button", name="Cancel").click()
            copy_of(page)
        others = [url for url in asked if not url.startswith(("data:", "blob:")) and url not in (book.as_uri(), address + book.name)]
        assert address + book.name in asked and others == []
        assert said == []
        (book.parent / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', "utf-8")
        for way in ("fetch('/x.svg')", "new Promise((yes, no) => Object.assign(new Image(), {onload: yes, onerror: no, src: '/x.svg'}))"):
            assert page.evaluate(f"{way}.then(() => 'asked', () => 'refused')") == "refused", "the file forbids it"


@pytest.mark.engines("chromium")  # Firefox over BiDi has no event for the download of a blob
def test_the_policy_of_the_file_lets_a_copy_be_saved(page: Page, engine: str, book: Path, tmp_path: Path) -> None:
    open_file(page, book)
    at(page, "call me.name").fill("Rosa Díaz")
    with page.expect_download() as waiting:
        page.locator(".gs-bar").get_by_role("button", name="Save a copy").click()
    waiting.value.save_as(tmp_path / "copy.json")
    assert json.loads((tmp_path / "copy.json").read_text("utf-8"))["records"][0]["answers"][0]["answer"] == "Rosa Díaz"
    expect(page.locator(".gs-bar .gs-notice")).to_be_in_viewport()
