"""From the page to a PDF with the reader's answers: read back equal, said what does not show, with no server and no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from guidesheet import language
from support import axe, ways
from support.filled import drawn, values
from support.reader import FILL, READ, add_contact, begin_lists, ready, saved, star, write

OpenSheet = Callable[[Page, str], None]
NewContext = Callable[..., BrowserContext]
NAME = "PDF with my answers"
DIALOG = "The PDF cannot show everything"
SHEETS = ("before", "call", "confirm", "contact-log", "during", "notes", "request-email", "request-letter", "review", "thank-you",
          "what-to-ask", "who-to-ask")  # fmt: skip
HOMES = ("confirm", "costs", "handover", "homes", "viewing", "wishes")


def fill(page: Page, name: str = NAME) -> bytes:
    """Presses the button, and gives the file. Fails where the page has something to say first."""
    before = page.evaluate("out.files.length")
    page.get_by_role("button", name=name, exact=True).click()
    ways.caught(page, "files", before + 1)
    return ways.file(page)[2]


def dialog(page: Page) -> Locator:
    """What the page says before it saves."""
    page.get_by_role("button", name=NAME, exact=True).click()
    found = page.get_by_role("dialog", name=DIALOG)
    expect(found).to_be_visible()
    return found


KINDS = """() => [...document.querySelectorAll('gs-sheet [name][data-kind]')].map((box) => [box.dataset.kind, box.type,
  box.matches('[data-records]') ? box.selectedOptions[0].textContent : '', box.closest('.gs-off') !== null,
  box.closest('[data-rec]')?.dataset.rec ?? ''])"""


def shown(page: Page) -> dict[str, str]:
    """What a page's controls say, as its PDF is to say it: by field."""
    found: dict[str, str] = {}
    rows: dict[str, list[str]] = {}
    for (name, value, checked), (kind, type_, record, off, rec) in zip(page.evaluate(READ), page.evaluate(KINDS), strict=True):
        place, row, rest = re.fullmatch(r"([^[]*)(?:\[(\d[^\]]*)\])?(.*)", name).groups()  # type: ignore[union-attr]
        field = name
        if rec and not row:
            place, _, column = name.partition(".")
            row, rest = rec, f".{column}"
        if row:
            known = rows.setdefault(place, [])
            if row not in known:
                known.append(row)
            field = f"{place}[{known.index(row) + 1:04d}]{rest}"
        if off or not value or (type_ in ("checkbox", "radio") and not checked):
            continue
        if kind in ("keys", "tick"):
            found[f"{field}={value}" if kind == "keys" else field] = "Yes"
        else:
            found[field] = written(type_, value, record)
    return found


def written(type_: str, value: str, record: str) -> str:
    if record:
        return record
    if type_ in ("date", "month"):
        return language.date_text(value, "long", "en")
    return language.time_text(value, "en") if type_ == "time" else value


def own(found: dict[str, str]) -> dict[str, str]:
    """The fields with an answer."""
    return {name: value for name, value in found.items() if value}


def assert_same(page: Page, file: bytes) -> None:
    """What is on the page is in the file, and nothing else, but what other sheets ask."""
    kept, wanted = own(values(file)), shown(page)
    asked = {name for name, _, _ in page.evaluate(READ)}
    elsewhere = {name for name in kept if name not in wanted and re.sub(r"=.*|\[0.*?\]", "", name) not in asked}
    assert {name: value for name, value in kept.items() if name not in elsewhere} == wanted


@pytest.mark.parametrize("name", SHEETS)
def test_every_answer_of_the_demo_is_read_back(name: str, page: Page, sheet: OpenSheet) -> None:
    sheet(page, name)
    page.evaluate(ways.CATCH)
    begin_lists(page)
    page.evaluate(FILL)
    assert_same(page, fill(page))


@pytest.mark.parametrize("name", HOMES)
def test_every_answer_of_the_second_dataset_is_read_back(name: str, page: Page, home: str) -> None:
    page.goto(f"{home}renting/{name}/")
    ready(page)
    page.evaluate(ways.CATCH)
    begin_lists(page)
    page.evaluate(FILL)
    assert_same(page, fill(page))


def two_contacts(page: Page, sheet: OpenSheet) -> None:
    """Ana and Ben, Ben being the one that is worked on."""
    sheet(page, "contact-log")
    add_contact(page, name="Ana Núñez", phone="860-263-6000")
    add_contact(page, name="Ben Li", phone="860-263-7000")
    saved(page)


def test_the_chosen_contacts_answers_go_in(page: Page, sheet: OpenSheet) -> None:
    two_contacts(page, sheet)
    page.evaluate(ways.CATCH)
    kept = values(fill(page))
    assert [kept[f"contact[{n:04d}].name"] for n in range(1, 5)] == ["Ana Núñez", "Ben Li", "", ""]
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    for number, (name, phone) in enumerate((("Ana Núñez", "860-263-6000"), ("Ben Li", "860-263-7000"))):
        page.locator("gs-record select").select_option(label=name)
        file = fill(page)
        assert own(values(file)) == {"contact.name": name, "contact.phone": phone}, number
        assert all(lines == [name] for lines in drawn(file)["contact.name"])


def test_what_paper_has_no_room_for_is_said_first(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    for number in range(1, 6):
        add_contact(page, name=f"Contact {number}")
    saved(page)
    page.evaluate(ways.CATCH)
    box_ = dialog(page)
    assert box_.locator("li").all_inner_texts() == ["Their name: Contact 5"]
    expect(box_).to_contain_text("have no place in it, and are left out")
    assert page.evaluate("out.files.length") == 0
    box_.get_by_role("button", name="Save the PDF as it is").click()
    kept = values(ways.file(page)[2])
    assert [kept[f"contact[{n:04d}].name"] for n in range(1, 5)] == [f"Contact {n}" for n in range(1, 5)]


def test_rows_and_own_questions_go_in_as_the_reader_has_them(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    page.evaluate(ways.CATCH)
    for name in ("Kim", "Lou", "Max"):
        page.get_by_role("button", name="Add name").click()
        page.keyboard.type(name)
    page.get_by_role("button", name="Move up: Name 3").click()
    page.get_by_role("button", name="Remove: Name 1").or_(page.locator("li.gs-row [data-do=remove]").first).first.click()
    kept = values(fill(page))
    assert [kept[f"notes.referrals[{n:04d}].who"] for n in range(1, 5)] == ["Max", "Lou", "", ""]
    sheet(page, "what-to-ask")
    page.evaluate(ways.CATCH)
    for text in ("First own?", "Second own?"):
        page.locator("gs-questions gs-rows > [data-do=add]").first.click()
        page.locator("li.gs-q[data-row] [name$='.text']").last.fill(text)
    star(page, "what_to_ask.skills")
    kept = own(values(fill(page)))
    assert sorted(kept.values()) == ["First own?", "Second own?", "Yes"] and kept["what_to_ask.skills:star"] == "Yes"
    assert {name.partition("[")[2] for name in kept} == {"0001].text", "0002].text", ""}


def test_what_the_page_works_out_goes_in(page: Page, sheet: OpenSheet, home: str) -> None:
    sheet(page, "request-letter")
    page.evaluate(ways.CATCH)
    assert not [name for name, value in values(fill(page)).items() if value]
    write(page, request_letter__mailed="2031-12-24")
    day = "Wednesday, December 31, 2031"
    expect(page.locator("gs-letter").first).to_contain_text(day)
    expect(page.locator("#call_on")).to_contain_text(day)
    kept = own(values(fill(page)))
    assert {name: value for name, value in kept.items() if name.startswith("_.")} == {
        "_.request_letter.call_on": day, "_.request_letter.request-1": day, "_.request_letter.call_them-day": day
    }  # fmt: skip
    page.goto(f"{home}renting/costs/")
    ready(page)
    page.evaluate(ways.CATCH)
    begin_lists(page)
    page.evaluate(FILL)
    page.wait_for_timeout(100)
    wanted = page.evaluate("[...document.querySelectorAll('[data-shows]')].map((line) => line.textContent).filter(Boolean)")
    kept = {name: value for name, value in own(values(fill(page))).items() if name.startswith("_.")}
    letters = {kept.pop(name) for name in list(kept) if re.fullmatch(r".*-\d+", name)}
    assert sorted(kept.values()) == sorted(wanted) and len(wanted) > 1
    assert letters == {"answer 0, answer 2, and answer 4"}
    expect(page.locator(".gs-letter__live").first).to_contain_text(letters.pop())


def test_characters_that_do_not_show_and_long_texts_are_said_and_print_is_offered(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    page.evaluate("window.printed = 0; window.print = () => { printed++; }; null")
    write(page, me__name="Роза 日本 Díaz", contact__meet_place="A place that is far away. " * 12)
    saved(page)
    found = dialog(page)
    assert found.locator("li").all_inner_texts() == ["日 本", "Place of the meeting"]
    assert axe.violations(page) == []
    expect(found.get_by_role("button", name="Cancel")).to_be_focused()
    found.get_by_role("button", name="Cancel").click()
    assert page.evaluate("[printed, out.files.length]") == [0, 0]
    dialog(page).get_by_role("button", name="Print this page instead").click()
    page.wait_for_function("() => printed === 1")
    assert page.evaluate("out.files.length") == 0
    dialog(page).get_by_role("button", name="Save the PDF as it is").click()
    kept = values(ways.file(page)[2])
    assert kept["me.name"] == "Роза 日本 Díaz" and kept["contact.meet_place"] == "A place that is far away. " * 12
    note = page.locator(".gs-notice[data-kind-of=copy]")
    expect(note).to_contain_text("The PDF with your answers was saved")
    expect(note).to_be_in_viewport()
    assert axe.violations(page) == []


def test_it_says_that_letters_are_not_as_the_page_words_them(page: Page, sheet: OpenSheet) -> None:
    """Paper has no `if`: a sentence that the page adds for an answer is not in the PDF's letter."""
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    write(page, contact__referrer="Kim Oak")
    saved(page)
    expect(page.locator("gs-letter").first).to_contain_text("Kim Oak")
    assert drawn(fill(page))["contact.referrer"] == [["Kim Oak"]]
    note = page.locator(".gs-notice[data-kind-of=copy]")
    expect(note).to_contain_text("Letters in it are forms with blanks")
    page.set_viewport_size({"width": 390, "height": 700})
    for name in (NAME, f"{NAME}, large print"):
        page.get_by_role("button", name=name, exact=True).scroll_into_view_if_needed()
        fill(page, name)
        expect(note).to_be_in_viewport(ratio=1)
        place, header = note.bounding_box(), page.locator(".md-header").bounding_box()
        assert place and header and place["y"] >= header["y"] + header["height"], "the header hides its first words"
    sheet(page, "notes")
    page.evaluate(ways.CATCH)
    fill(page)
    expect(note).to_contain_text("The PDF with your answers was saved")
    expect(note).not_to_contain_text("Letters")


def test_it_leaves_no_trace_and_asks_nobody(page: Page, sheet: OpenSheet, guide: str) -> None:
    sheet(page, "call")
    write(page, me__name="Rosa Díaz")
    saved(page)
    page.evaluate(ways.CATCH)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before = page.evaluate("[location.href, {...localStorage}, {...sessionStorage}]")
    fill(page)
    assert page.evaluate("[location.href, {...localStorage}, {...sessionStorage}]") == before
    name, kind, data = ways.file(page)
    assert (name, kind) == ("call.pdf", "application/pdf") and values(data)["me.name"] == "Rosa Díaz"
    found = [url.removeprefix(guide.removesuffix("informational-interviews/")) for url in asked if not url.startswith("blob:")]
    assert sorted(re.sub(r"\w{8}$", "", url) for url in found) == [
        "assets/guidesheet/pdf.js?v=", "informational-interviews/call.fillable.pdf.js?v="
    ]  # fmt: skip


def test_large_print_has_its_own(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa Díaz")
    saved(page)
    large = fill(page, f"{NAME}, large print")
    assert b"/DA (/Wingdings 18 Tf 0 g)" in large and values(large)["me.name"] == "Rosa Díaz"
    assert ways.file(page)[0] == "call.pdf"


def test_answers_that_are_kept_in_the_tab_only_go_in(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.get_by_label("Keep them only until I close this tab").check()
    write(page, me__name="Rosa Díaz")
    saved(page, "Kept until you close this tab")
    page.evaluate(ways.CATCH)
    before = page.evaluate("[{...localStorage}, Object.keys(sessionStorage)]")
    assert values(fill(page))["me.name"] == "Rosa Díaz"
    assert page.evaluate("[{...localStorage}, Object.keys(sessionStorage)]") == before
    expect(page.locator(".gs-notice")).to_contain_text("On a shared computer, take it with you and delete it there.")


def test_it_works_from_a_disk(page: Page, guide_site: Path) -> None:
    page.goto((guide_site / "informational-interviews/call.html").as_uri())
    ready(page)
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa Díaz")
    saved(page)
    assert values(fill(page))["me.name"] == "Rosa Díaz"


@pytest.mark.parametrize("gone", ["**/*.pdf.js*", "**/pdf.js*"])
def test_where_a_script_is_gone_the_page_says_so_at_the_button_and_saves_nothing(gone: str, page: Page, sheet: OpenSheet) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    page.route(gone, lambda route: route.abort())
    page.get_by_role("button", name=NAME, exact=True).click()
    note = page.locator(".gs-notice")
    expect(note).to_contain_text("could not be loaded")
    expect(note).to_be_in_viewport(ratio=1)
    assert page.evaluate("out.files.length") == 0
    page.unroute(gone)
    assert fill(page)
    expect(note).to_have_count(1)
    expect(note).to_contain_text("The PDF with your answers was saved")


def test_a_part_in_whose_place_another_page_came_is_asked_for_again(page: Page, sheet: OpenSheet) -> None:
    """Networks of cafés answer everything with their own page, until somebody has signed in."""
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    page.route("**/pdf.js*", lambda route: route.fulfill(body="<!doctype html><p>Sign in", content_type="text/html"))
    page.get_by_role("button", name=NAME, exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("could not be loaded")
    page.unroute("**/pdf.js*")
    assert fill(page)


@pytest.mark.parametrize("body", ["", "<!doctype html><p>Sign in to the network", 'window.guidesheetFields={"pdf":"JVBERi'])
def test_a_script_that_comes_broken_gives_no_other_sheets_pdf(body: str, page: Page, sheet: OpenSheet) -> None:
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    fill(page, f"{NAME}, large print")
    page.route("**/call.fillable.pdf.js*", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    page.get_by_role("button", name=NAME, exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("could not be loaded")
    assert page.evaluate("out.files.length") == 1
    page.unroute("**/call.fillable.pdf.js*")
    assert b"/Wingdings 18" not in fill(page)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 256)])
def test_a_long_list_of_what_is_left_out_shows_its_beginning_and_its_buttons(width: int, height: int, page: Page, sheet: OpenSheet) -> None:
    page.set_viewport_size({"width": width, "height": height})
    sheet(page, "contact-log")
    for number in range(1, 31):
        add_contact(page, name=f"Contact {number}")
    saved(page)
    found = dialog(page)
    expect(found.get_by_role("heading", name=DIALOG)).to_be_in_viewport(ratio=1)
    cancel = found.get_by_role("button", name="Cancel")
    expect(cancel).to_be_focused()
    if height > 480:  # else they would leave no room for the rest
        expect(cancel).to_be_in_viewport(ratio=1)
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
        expect(found.locator(":focus")).to_be_in_viewport(ratio=0.9)
    assert axe.violations(page) == []
    cancel.click()
    expect(found).to_have_count(0)


def test_without_javascript_and_on_paper_there_is_no_such_button(new_chromium_context: NewContext, guide: str) -> None:
    for script in (False, True):
        page = new_chromium_context(java_script_enabled=script).new_page()
        page.goto(f"{guide}call.html")
        expect(page.get_by_role("button", name=NAME)).to_have_count(2 * script)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name=NAME)).to_have_count(0)


def test_it_says_so_in_spanish(page: Page, guide: str) -> None:
    page.goto(guide.replace("informational-interviews", "es/informational-interviews") + "call.html")
    ready(page)
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa 日", contact__meet_day="2031-12-24")
    page.get_by_role("button", name="PDF con mis respuestas", exact=True).click()
    found = page.get_by_role("dialog", name="El PDF no puede mostrarlo todo")
    expect(found.locator("li")).to_have_text(["日"])
    found.get_by_role("button", name="Guardar el PDF tal como está").click()
    assert values(ways.file(page)[2])["contact.meet_day"] == "24 de diciembre de 2031"


@pytest.mark.engines("firefox")
def test_pdf_js_reads_the_same_and_shows_it(page: Page, sheet: OpenSheet, tmp_path: Path) -> None:
    sheet(page, "call")
    page.evaluate(ways.CATCH)
    write(page, me__name="Rosa (née \\ Díaz) Nguyễn", contact__name="Пётр", me__intro="One line.\n\nAnother one (\\) of it.")
    page.get_by_label("Sketch what you are going to say").check()
    saved(page)
    file = tmp_path / "call.pdf"
    file.write_bytes(fill(page))
    page.goto(file.as_uri())
    page.wait_for_function("() => globalThis.PDFViewerApplication?.pdfDocument")
    read: dict[str, Any] = page.evaluate("""async () => Object.fromEntries(Object.entries(
      await PDFViewerApplication.pdfDocument.getFieldObjects()).map(([name, all]) =>
        [name, [...new Set(all.map(({value}) => value).filter((value) => value != null))]]))""")
    kept = values(file.read_bytes())
    ticks = {"call.outline", "call.quiet"}
    wanted = {name: [value or ("Off" if name in ticks else "")] for name, value in kept.items()}
    assert {name: found for name, found in read.items() if name in kept} == wanted
    assert kept["me.name"] == "Rosa (née \\ Díaz) Nguyễn" and kept["call.outline"] == "Yes"
    expect(page.locator("input[name='me.name']").first).to_have_value("Rosa (née \\ Díaz) Nguyễn")
    drawn_ = page.evaluate("""async () => (await (await PDFViewerApplication.pdfDocument.getPage(1)).getAnnotations())
      .filter((one) => one.fieldName === 'contact.name').map((one) => one.textContent?.join(''))""")
    assert drawn_ == ["Пётр"], "the appearance shows it in the form's own font"
