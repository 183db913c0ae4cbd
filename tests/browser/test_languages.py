"""A reader of two languages: one store for both, and a switch that keeps place and answers."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guidesheet import project
from run import ROOT
from support import node, sites
from support.keyboard import rests_on, tab_to
from support.reader import box, keys, ready, saved, write

AXE = "async () => (await axe.run()).violations.map(({id, nodes}) => [id, nodes.map((n) => n.html).slice(0, 3)])"
KEPT = "Guardado en este navegador"


def built(into: Path, name: str, **changed: object) -> Path:
    """The site in two languages, with other settings."""
    folder = into / name
    shutil.copytree(ROOT / "tests/datasets/two-languages", folder, ignore=shutil.ignore_patterns("site", ".cache"))
    settings = folder / "mkdocs.yml"
    settings.rename(folder / "base.yml")
    settings.write_text(json.dumps({"INHERIT": "base.yml", **changed}), "utf-8")
    return project.build(settings, None, strict=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("languages")


@pytest.fixture(scope="module")
def addresses(folder: Path) -> Iterator[dict[str, str]]:
    """How a site is deployed → the address of its folder."""
    offline = ["search", "offline", {"guidesheet": {"dataset": "guidance"}}]
    with sites.served(folder) as below:
        built(folder, "plain")
        instant = {"name": "material", "font": False, "features": ["navigation.instant"]}
        built(folder, "instant", theme=instant, site_url=f"{below}instant/site/")
        yield {
            "plain": f"{below}plain/site/",
            "instant": f"{below}instant/site/",
            "disk": f"{built(folder, 'disk', plugins=offline, use_directory_urls=False).as_uri()}/",
        }


def at(address: str, page: str) -> str:
    return f"{address}{page}.html" if address.startswith("file:") else f"{address}{page}/"


def switch(page: Page, name: str) -> None:
    """Changes the language as a reader does."""
    page.get_by_role("button", name=re.compile("language|idioma")).focus()
    page.get_by_role("link", name=name, exact=True).click()


@pytest.mark.parametrize("way", ["plain", "instant"])
def test_answers_and_place_stay_when_the_language_changes(way: str, addresses: dict[str, str], page: Page) -> None:
    there_and_back(addresses[way], page)


def test_the_switch_leads_to_what_the_reader_scrolled_to(addresses: dict[str, str], page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(at(addresses["plain"], "moving/notice"))
    ready(page)
    page.evaluate("document.getElementById('letter').scrollIntoView()")
    page.evaluate("document.querySelector('a.gs-language[hreflang=es]').click()")
    expect(page).to_have_url(at(addresses["plain"], "es/moving/notice") + "#letter")
    expect(page.locator("#letter")).to_be_in_viewport()


@pytest.mark.engines("chromium")
def test_answers_and_place_stay_when_the_language_changes_on_disk(addresses: dict[str, str], page: Page) -> None:
    """Firefox may give each file on disk a storage of its own."""
    there_and_back(addresses["disk"], page)


def there_and_back(here: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(at(here, "moving/notice") + "#letter")
    ready(page)
    write(page, me__name="Ana Núñez", me__moving_day="2027-01-31")
    page.get_by_label("Telephone").check()
    switch(page, "Español")
    expect(page).to_have_url(re.compile(re.escape(at(here, "es/moving/notice")) + "#(letter|you)$"))
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(box(page, "me.name")).to_have_value("Ana Núñez")
    expect(page.get_by_label("Teléfono")).to_be_checked()
    english, spanish = page.locator("gs-letter .gs-letter__live").all()
    expect(spanish).to_have_text("Nos mudamos el domingo, 31 de enero de 2027. Comuníquese por Teléfono.")
    blank = english.locator("mark")
    expect(blank).to_have_text("[90\u00a0días después de: Día en que lo envía]")
    expect(blank).to_have_attribute("lang", "es")
    expect(page.locator("gs-letter .gs-letter__missing").first).to_have_text("Falta todavía: Día en que lo envía")
    write(page, notice__mailed="2026-11-24", me__name="Ana Núñez Ríos")
    expect(english).to_contain_text("I leave the flat on Monday, February 22, 2027.")
    expect(english).to_contain_text("Reach me by Telephone.")
    expect(english).to_contain_text("Ana Núñez Ríos")
    saved(page, KEPT)
    stored = {key for key in keys(page) if "." not in key}
    assert stored == {"me:-"}, stored
    assert len({key.rsplit(":", 2)[0] for key in page.evaluate("Object.keys(localStorage)") if key.startswith("guidesheet:1:")}) == 1
    switch(page, "English")
    expect(page).to_have_url(re.compile(re.escape(at(here, "moving/notice")) + "#(letter|you)$"))
    expect(box(page, "me.name")).to_have_value("Ana Núñez Ríos")
    expect(box(page, "notice.mailed")).to_have_value("2026-11-24")
    expect(page.locator("gs-letter .gs-letter__live").last).to_contain_text("We move on Sunday, January 31, 2027")
    assert errors == []


def test_a_keyboard_opens_and_closes_the_list_of_languages(addresses: dict[str, str], page: Page) -> None:
    """What comes with the focus goes at Escape (WCAG 1.4.13), and the focus stays."""
    page.goto(at(addresses["plain"], "moving/notice"))
    ready(page)
    tab_to(page, "Select language", most=4)
    spanish = page.get_by_role("link", name="Español", exact=True)
    tab_to(page, "Español", most=2)
    page.keyboard.press("Escape")
    expect(spanish).to_be_hidden()
    rests_on(page, "Select language")
    page.keyboard.press("Shift+Tab")
    tab_to(page, "Español", most=3)
    page.keyboard.press("Enter")
    expect(page).to_have_url(at(addresses["plain"], "es/moving/notice"))
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_records_and_own_questions_are_the_same_in_both_languages(addresses: dict[str, str], page: Page) -> None:
    here = addresses["plain"]
    page.goto(at(here, "es/moving/ask"))
    ready(page)
    page.get_by_role("button", name="Añadir una pregunta").click()
    page.keyboard.type("¿Hay ascensor?")
    page.locator('[name="ask.damp:star"]').check()
    saved(page, KEPT)
    switch(page, "English")
    expect(page.locator('li.gs-q--own textarea[name$=".text"]')).to_have_value("¿Hay ascensor?")
    expect(page.locator('[name="ask.damp:star"]')).to_be_checked()
    page.goto(at(here, "moving/pack"))
    page.get_by_role("button", name="Add helper").click()
    page.locator('li.gs-row [name="helper.name"]').fill("Bo")
    saved(page)
    switch(page, "Español")
    expect(page.locator('li.gs-row [name="helper.name"]')).to_have_value("Bo")
    expect(page.get_by_role("button", name="Quitar: ayudante 1")).to_be_visible()


def test_answers_that_last_as_long_as_the_tab_are_in_both_languages(addresses: dict[str, str], page: Page) -> None:
    page.goto(at(addresses["plain"], "es/moving/notice"))
    ready(page)
    page.get_by_label("¿Usa un equipo compartido?").check()
    write(page, me__name="Ana")
    saved(page, "Guardado hasta que cierre esta pestaña")
    switch(page, "English")
    expect(box(page, "me.name")).to_have_value("Ana")
    assert not [key for key in page.evaluate("Object.keys(localStorage)") if key.endswith(":me:-")]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_switch_is_large_enough_and_works_by_keyboard(width: int, addresses: dict[str, str], page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(at(addresses["plain"], "moving/pack"))
    ready(page)
    button = page.get_by_role("button", name="language")
    expect(button).to_be_visible()
    button.focus()
    links = page.locator("a.gs-language")
    for part in (button, *links.all()):
        expect(part).to_be_visible()
        size = part.bounding_box()
        assert size and round(size["width"]) >= 44 and round(size["height"]) >= 44, size
        assert size["x"] >= 0 and size["x"] + size["width"] <= width
    assert [link.get_attribute("lang") for link in links.all()] == ["en", "es"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(links.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(at(addresses["plain"], "es/moving/pack"))


def test_search_finds_its_own_language(addresses: dict[str, str], page: Page) -> None:
    page.goto(at(addresses["plain"], "es/moving/pack"))
    page.get_by_role("textbox", name="Búsqueda").click()
    page.keyboard.type("voluntarios")
    expect(page.locator(".md-search-result")).to_contain_text("Ayuda en español", timeout=15_000)


def test_a_copy_of_the_answers_has_the_questions_of_the_page(addresses: dict[str, str], chromium_page: Page) -> None:
    page = chromium_page
    page.goto(at(addresses["plain"], "es/moving/notice"))
    ready(page)
    page.get_by_label("Teléfono").check()
    saved(page, KEPT)
    with page.expect_download() as download:
        page.get_by_role("button", name="Guardar una copia").click()
    copy = json.loads(Path(download.value.path()).read_text("utf-8"))
    (answer,) = copy["records"][0]["answers"]
    assert (copy["lang"], copy["base"]) == ("es", "/plain/site/")
    assert (answer["id"], answer["answer"], answer["words"], answer["question"]) == ("me.reach", "phone", "Teléfono", "Cómo le contactan")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_either_language(scheme: str, chromium: Browser, addresses: dict[str, str], folder: Path) -> None:
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce", locale="es")
    page = context.new_page()
    axe = (node.modules() / "axe-core/axe.min.js").read_text("utf-8")
    found = {}
    for name in sites.pages_of(folder / "plain/site"):
        page.goto(addresses["plain"] + name)
        ready(page)
        page.get_by_role("button", name=re.compile("language|idioma")).focus()
        page.evaluate(axe)
        violations = page.evaluate(
            "async () => (await axe.run()).violations.map(({id, nodes}) => [id, nodes.map((n) => n.html).slice(0, 3)])"
        )
        if violations:
            found[name] = violations
    context.close()
    assert found == {}


def test_a_page_without_javascript_reads_and_switches(addresses: dict[str, str], chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(at(addresses["plain"], "es/moving/notice"))
    expect(page.get_by_text("Sin JavaScript, lo que escriba aquí no se guarda.")).to_be_visible()
    page.locator(".md-select").hover()
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(at(addresses["plain"], "moving/notice"))
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_links_at_the_foot_have_a_name_also_where_it_is_in_two_languages(width: int, page: Page, addresses: dict[str, str]) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(at(addresses["plain"], "es/moving/viewing"))
    expect(page.get_by_role("link", name="Anterior What to ask at a viewing", exact=True)).to_have_attribute("href", "../ask/")
    expect(page.get_by_role("link", name="Siguiente: Avisar que se va", exact=True)).to_have_attribute("href", "../notice/")
