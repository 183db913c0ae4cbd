"""A site that was moved to another path offers what was typed at the old one; another site of the same host is never touched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support import sites
from support.reader import JOURNAL, add_contact, box, erase_everything, journal, ready, saved, write

At = Callable[[str, str], str]


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory, guide_site: Path, home_site: Path) -> Iterator[At]:
    """`at("old", "call")`: the address of a sheet of the demo guide in `/old place/`, or in `/new/`; `at("other", …)`: of another site."""
    root = tmp_path_factory.mktemp("host")
    for name, site in (("old place", guide_site), ("new", guide_site), ("other", home_site)):
        shutil.copytree(site, root / name)
    with sites.served(root) as address:
        folders = {"old": f"{address}old%20place/informational-interviews", "new": f"{address}new/informational-interviews"}
        yield lambda where, name: f"{folders.get(where, address + 'other')}/{name}.html"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def typed_at_the_old_place(page: Page, at: At) -> None:
    opened(page, at("old", "contact-log"))
    add_contact(page, name="Ana Núñez", org="Mercy Hospital")
    saved(page)
    opened(page, at("old", "call"))
    write(page, me__name="Rosa Díaz", call__times="Mornings")
    saved(page)
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('Mornings')")


def of(page: Page, base: str) -> dict[str, str]:
    """What localStorage has under a path."""
    everything: dict[str, str] = page.evaluate("({...localStorage})")
    return {key: text for key, text in everything.items() if f"@{base}:" in key}


OFFER = ".gs-notice[data-kind-of^=moved]"


def test_answers_from_the_old_path_are_offered_and_used_and_can_be_erased_there(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    before = of(page, "/old%20place/")
    opened(page, at("new", "call"))
    offer = page.locator(OFFER)
    expect(offer).to_contain_text("was at another address before: /old place/")
    expect(box(page, "me.name")).to_have_value("")
    offer.get_by_role("button", name="Use them here").click()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    expect(box(page, "call.times")).to_have_value("Mornings")
    expect(offer).to_contain_text("are here now")
    assert of(page, "/old%20place/") == before, "nothing there was changed"
    opened(page, at("new", "contact-log"))
    expect(page.locator("li.gs-row [name='contact.org']")).to_have_value("Mercy Hospital")
    expect(offer).to_have_count(0)


def test_what_was_taken_can_be_erased_at_the_old_path_and_stays_erased(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    opened(page, at("new", "call"))
    offer = page.locator(OFFER)
    offer.get_by_role("button", name="Use them here").click()
    offer.get_by_role("button", name="Erase them there").click()
    expect(offer).to_contain_text("were erased")
    assert [key.rsplit(":", 1)[1] for key in of(page, "/old%20place/")] == [".erased"]
    page.wait_for_function("async () => (await indexedDB.databases()).every(({name}) => !name.includes('@/old'))")
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    opened(page, at("old", "call"))
    page.wait_for_timeout(500)
    expect(box(page, "me.name")).to_have_value("")
    opened(page, at("new", "call"))
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    assert "Rosa Díaz" in journal(page)


def test_what_was_typed_here_meanwhile_wins_and_the_rest_comes(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    opened(page, at("new", "call"))
    write(page, me__name="Rosa D. Ruiz")
    saved(page)
    page.reload()
    page.locator(OFFER).get_by_role("button", name="Use them here").click()
    expect(box(page, "call.times")).to_have_value("Mornings")
    expect(box(page, "me.name")).to_have_value("Rosa D. Ruiz")


def test_where_there_is_no_room_for_them_it_says_so_and_offers_them_again(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    page.goto(at("other", "index"))
    page.evaluate("""() => {
      const key = Object.keys(localStorage).find((name) => name.includes('@/old%20place/:contact:'));
      const record = JSON.parse(localStorage[key]);
      record.a['call.times'][0] = 'm'.repeat(3_000_000);
      localStorage[key] = JSON.stringify(record);
    }""")
    opened(page, at("new", "call"))
    page.locator(OFFER).get_by_role("button", name="Use them here").click()
    expect(page.locator(OFFER)).to_contain_text("storage is full: your answers from /old place/ are on this page, but not saved")
    assert page.locator(OFFER).get_by_role("button").all_inner_texts() == ["Save a copy", "Close this message"]
    assert page.evaluate("document.activeElement.matches('.gs-notice')")
    page.context.new_page().close()
    again = page.context.new_page()
    opened(again, at("new", "call"))
    expect(again.locator(OFFER)).to_contain_text("was at another address before: /old place/")


def test_an_offer_that_was_declined_is_not_made_again(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    opened(page, at("new", "call"))
    page.locator(OFFER).get_by_role("button", name="Close this message").click()
    page.reload()
    ready(page)
    page.wait_for_timeout(1000)
    expect(page.locator(OFFER)).to_have_count(0)
    assert len(of(page, "/old%20place/")) >= 2


def moved_to_a_shared_computer(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    opened(page, at("new", "call"))
    page.get_by_label("On a shared computer?").check()
    expect(page.locator(".gs-where")).to_contain_text("in this tab")
    page.reload()
    ready(page)


def test_on_a_shared_computer_nobody_is_offered_what_another_one_typed(page: Page, at: At) -> None:
    moved_to_a_shared_computer(page, at)
    page.wait_for_timeout(1000)
    expect(page.locator(OFFER)).to_have_count(0)


def test_another_site_of_the_host_is_never_offered_and_never_touched(page: Page, at: At, home_site: Path) -> None:
    opened(
        page,
        at(
            "other",
            next(name.removesuffix(".html") for name in sites.pages_of(home_site) if "gs-sheet" in (home_site / name).read_text("utf-8")),
        ),
    )
    texts = page.locator("gs-sheet :is(textarea, input[type=text])[name]:visible")
    texts.first.fill("Of the other site")
    saved(page)
    page.wait_for_function(f"async () => (await ({JOURNAL})()).includes('Of the other site')")
    before = of(page, "/other/")
    assert "Of the other site" in json.dumps(before)
    opened(page, at("new", "call"))
    page.wait_for_timeout(1000)
    expect(page.locator(OFFER)).to_have_count(0)
    write(page, me__name="Rosa Díaz")
    saved(page)
    page.get_by_role("button", name="Erase everything").click()
    page.locator(".gs-dialog").get_by_role("button", name="Erase", exact=True).click()
    expect(page.locator(".gs-notice")).to_contain_text("erased")
    page.wait_for_timeout(500)
    assert of(page, "/other/") == before
    assert "Of the other site" in journal(page) and "Rosa" not in journal(page)


def test_finish_and_erase_says_what_the_old_path_still_has_and_erases_it_there(page: Page, at: At) -> None:
    typed_at_the_old_place(page, at)
    opened(page, at("new", "call"))
    page.locator(OFFER).get_by_role("button", name="Use them here").click()
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    erase_everything(page)
    expect(page.locator(".gs-notice[data-kind-of=finished]")).to_be_focused()
    expect(page.locator(OFFER)).to_have_count(1)
    expect(page.locator(OFFER)).to_contain_text("typed there are still in this browser, and the next person could use them")
    page.locator(OFFER).get_by_role("button", name="Erase them there").click()
    expect(page.locator(OFFER)).to_have_count(0)
    expect(page.locator("body > [role=status]")).to_have_text("The answers at /old place/ were erased, too.")
    page.wait_for_function(f"async () => !(JSON.stringify({{...localStorage}}) + await ({JOURNAL})()).match(/Rosa|Ana|Mornings/)")
    page.reload()
    ready(page)
    page.wait_for_timeout(500)
    expect(page.locator(OFFER)).to_have_count(0)


def test_nobody_on_a_shared_computer_is_told_of_them_at_the_end(page: Page, at: At) -> None:
    moved_to_a_shared_computer(page, at)
    erase_everything(page, "Erase")
    expect(page.locator(".gs-notice[data-kind-of=finished]")).to_be_focused()
    page.wait_for_timeout(500)
    expect(page.locator(OFFER)).to_have_count(0)
