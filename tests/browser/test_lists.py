"""Lists as people use them: put in order by buttons, a way back from every removal, the focus where one goes on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from support.reader import add_contact, box, keys, ready, saved, star, write

OpenSheet = Callable[[Page, str], None]

ROWS = "li.gs-row"
SHOWN = "gs-show li:visible .gs-q__text"


def focused(page: Page) -> str:
    """What the button or box in focus is called."""
    name: str = page.evaluate(
        "(document.activeElement.innerText || document.activeElement.name || document.activeElement.localName).replace(/\\s+/g, ' ').trim()"
    )
    return name


def values(boxes: Locator) -> list[str]:
    found: list[str] = boxes.evaluate_all("all => all.map((one) => one.value)")
    return found


def names(page: Page, *written: str) -> Locator:
    """The first boxes of rows of names, made here."""
    for name in written:
        page.get_by_role("button", name="Add name").click()
        page.keyboard.type(name)
    saved(page)
    return page.locator(f"{ROWS} [name$='.who']")


def test_rows_move_with_the_focus_and_say_where_they_are(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    boxes = names(page, "Kim", "Lou", "Max")
    rows = page.locator(ROWS)
    rows.nth(2).get_by_role("button", name="Move up: Name 3").press("Enter")
    assert values(boxes) == ["Kim", "Max", "Lou"]
    assert focused(page) == "↑ Move up: Name 2"
    expect(page.locator("[role=status]")).to_have_text("Moved to position 2 of 3.")
    page.keyboard.press("Enter")
    assert values(boxes) == ["Max", "Kim", "Lou"]
    expect(rows.first.locator("[data-do=up]")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    assert values(boxes) == ["Max", "Kim", "Lou"] and focused(page) == "↑ Move up: Name 1"
    expect(rows.first.locator("legend")).to_have_text("Name 1")
    page.reload()
    ready(page)
    assert values(boxes) == ["Max", "Kim", "Lou"]


def test_the_record_that_one_works_on_says_so(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    for name in ("Ana", "Ben"):
        add_contact(page, name=name)
    saved(page)
    use = page.get_by_role("button", name="Work on this contact")
    expect(use.last).to_have_attribute("aria-pressed", "true")
    expect(use.first).to_have_attribute("aria-pressed", "false")
    use.first.press("Space")
    expect(use.first).to_be_focused()
    expect(use.first).to_have_attribute("aria-pressed", "true")
    expect(use.last).to_have_attribute("aria-pressed", "false")


def test_only_what_was_moved_has_a_place_of_its_own(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    names(page, "Kim", "Lou", "Max")
    page.locator(ROWS).first.locator("[data-do=down]").click()
    saved(page)
    stored = "".join(keys(page).values())
    assert stored.count(":pos") == 1


def test_two_tabs_agree_on_the_order(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    boxes = names(page, "Kim", "Lou", "Max")
    other = page.context.new_page()
    sheet(other, "notes")
    page.locator(ROWS).first.locator("[data-do=down]").click()
    expect(other.locator(f"{ROWS} [name$='.who']").first).to_have_value("Lou")
    other.locator(ROWS).last.locator("[data-do=up]").click()
    expect(boxes.nth(1)).to_have_value("Max")
    assert values(boxes) == values(other.locator(f"{ROWS} [name$='.who']")) == ["Lou", "Max", "Kim"]


def test_every_removal_can_be_undone_until_it_is_dismissed(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    boxes = names(page, "Kim", "Lou", "Max")
    rows = page.locator(ROWS)
    rows.nth(1).get_by_role("button", name="Remove this name 2").press("Enter")
    assert focused(page).endswith("who"), "the neighbour"
    expect(page.locator("[role=status]")).to_have_text("Removed: Name 2")
    rows.nth(1).get_by_role("button", name="Remove this name 2").click()
    notices = page.locator("li.gs-notice")
    expect(notices).to_have_count(2)
    assert values(boxes) == ["Kim"]
    write(page, notes__new="typed in between")
    page.wait_for_timeout(500)
    expect(notices).to_have_count(2)
    notices.first.get_by_role("button", name="Undo").press("Enter")
    assert values(boxes) == ["Kim", "Lou"]
    assert page.evaluate("document.activeElement.value") == "Lou"
    notices.first.get_by_role("button", name="Close this message").press("Enter")
    expect(notices).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body"), "the focus is not lost"
    saved(page)
    page.reload()
    ready(page)
    assert values(boxes) == ["Kim", "Lou"]


def test_of_a_sheet_that_was_erased_no_row_stays_empty_on_the_page(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    for name in ("Ana", "Lou"):
        page.get_by_role("button", name="Add name").click()
        page.keyboard.type(name)
    saved(page)
    page.get_by_role("button", name="Remove this name 1").click()
    expect(page.locator(ROWS)).to_have_count(1)
    page.get_by_role("button", name="Erase this sheet").click()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(page.locator(ROWS)).to_have_count(0)
    page.reload()
    ready(page)
    page.locator("[data-undo]", has_text="The sheet was erased").get_by_role("button", name="Undo").click()
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(f"{ROWS} [name$='.who']")).to_have_value("Lou")
    page.locator("[data-undo]", has_text="Removed").get_by_role("button", name="Undo").click()
    expect(page.locator(ROWS)).to_have_count(2)
    expect(page.locator(f"{ROWS} [name$='.who']").first).to_have_value("Ana")


def test_the_last_row_removed_leads_to_the_button_that_adds(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    names(page, "Kim")
    page.get_by_role("button", name="Remove this name 1").press("Enter")
    assert focused(page) == "Add name"


def test_a_removed_contact_comes_back_where_one_goes_on(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "contact-log")
    for name in ("Ana Núñez", "Ben Li"):
        add_contact(page, name=name)
    saved(page)
    page.locator(ROWS).first.get_by_role("button", name="Remove this contact 1: Ana Núñez").click()
    expect(page.locator("li.gs-notice")).to_contain_text("Removed: Contact 1: Ana Núñez")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"{ROWS} [name='contact.name']:focus")).to_have_value("Ana Núñez")


def test_starred_questions_are_put_in_order_once_for_every_sheet(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "what-to-ask")
    order = page.locator("gs-order")
    star(page, "what_to_ask.path")
    expect(order).to_be_hidden()
    star(page, "what_to_ask.skills")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("How do you like the night shifts?")
    page.locator("li.gs-q--own [name$=':star']").check()
    own = order.locator("li", has_text="night shifts")
    expect(order.locator("li")).to_have_count(3)
    own.get_by_role("button", name="Move up: How do you like the night shifts?").click()
    own.get_by_role("button", name="Move up").click()
    expect(order.locator("li").first).to_contain_text("night shifts")
    saved(page)
    sheet(page, "during")
    shown = page.locator("gs-show li:visible")
    expect(shown).to_have_count(3)
    expect(shown.first.locator("textarea").first).to_have_value("How do you like the night shifts?")
    second = shown.nth(1).locator("p.gs-q__text").inner_text()
    shown.nth(1).get_by_role("button", name=f"Move up: {second}").press("Enter")
    expect(shown.first).to_contain_text(second)
    assert focused(page).startswith("↑ Move up")
    page.reload()
    ready(page)
    expect(shown.first).to_contain_text(second)
    sheet(page, "what-to-ask")
    expect(order.locator("li").first).to_contain_text(second)


def test_own_questions_are_edited_on_either_sheet(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "what-to-ask")
    page.get_by_role("button", name="Add a question").click()
    page.keyboard.type("First wording?")
    page.locator("li.gs-q--own [name$=':star']").check()
    saved(page)
    sheet(page, "during")
    page.locator("gs-show li:visible textarea").first.fill("Better wording?")
    saved(page)
    sheet(page, "what-to-ask")
    expect(page.locator("li.gs-q--own textarea").first).to_have_value("Better wording?")


def test_a_row_begun_and_left_empty_can_be_moved_and_filled_in(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    boxes = names(page, "Kim", "Lou")
    page.get_by_role("button", name="Add name").click()
    page.locator(ROWS).last.locator("[data-do=up]").click()
    boxes.nth(1).fill("Between")
    saved(page)
    page.reload()
    ready(page)
    assert values(boxes) == ["Kim", "Between", "Lou"]


def test_where_the_part_cannot_be_loaded_the_page_says_so_and_keeps_what_is_stored(page: Page, sheet: OpenSheet) -> None:
    sheet(page, "notes")
    names(page, "Kim")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/lists.js*", refuse)
    page.reload()
    expect(page.locator(".gs-notice")).to_contain_text("could not be loaded")
    expect(page.get_by_role("button", name="Add name")).to_be_hidden()
    write(page, notes__new="still works")
    saved(page)
    assert "Kim" in "".join(keys(page).values())
    page.unroute("**/lists.js*")
    page.reload()
    ready(page)
    assert values(page.locator(f"{ROWS} [name$='.who']")) == ["Kim"]
    expect(box(page, "notes.new")).to_have_value("still works")
