"""The guide in Spanish, from its first page to a letter in English that is printed from a Spanish sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Page, expect

from guidesheet.blocks.letter import LetterBlock
from guidesheet.check.translations import coverage
from guidesheet.load import load
from run import ROOT
from support import tongues
from support.paper import printed
from support.reader import box, saved, write
from support.sites import pages_of

KEPT = "Guardado en este navegador"
NAMES = ("Connecticut Department of Labor", "Informational Interviews", "American Job Center", "Material for MkDocs")
"""What has no other name in Spanish."""
SAME = {"Guidesheet", "Material for MkDocs", "No", "Ms. Rivera, Dr. Chen, Sam", "Ejemplo: Ms. Rivera, Dr. Chen, Sam"}
"""Texts that are the same in both languages."""
LETTERS = {"call": 3, "request-letter": 1, "request-email": 2, "confirm": 1, "thank-you": 2}
"""Sheet → how many letters it has in English."""


@pytest.fixture
def spanish(served: str, guide_site: Path) -> str:
    """The address of the folder of the Spanish sheets."""
    return f"{served}guide/es/informational-interviews/"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("html.gs-js").wait_for()


def switch(page: Page, name: str) -> None:
    """Changes the language as a reader does."""
    page.get_by_role("button", name=re.compile("language|idioma")).focus()
    page.get_by_role("link", name=name, exact=True).click()
    page.locator("html.gs-js").wait_for()


def test_all_of_the_guide_is_there_in_spanish(guide_site: Path) -> None:
    pages = pages_of(guide_site)
    there = [page.removeprefix("es/") for page in pages if page.startswith("es/")]
    assert there == [page for page in pages if not page.startswith("es/")] and len(there) >= 16
    for page in there:
        (note,) = re.findall(r'<p class="gs-unreviewed"[^>]*>([^<]*)', (guide_site / "es" / page).read_text("utf-8"))
        assert "lengua materna" in note
    (said,) = coverage(load(ROOT / "docs/guidance"))
    assert re.fullmatch(r"es: all \d{3} texts are translated\.", said), said


def test_no_english_is_left_outside_what_is_marked_as_english(guide_site: Path) -> None:
    left = []
    for page in [*pages_of(guide_site / "es"), "404.html"]:
        texts = set(tongues.texts_in(guide_site / "es" / page, "es"))
        assert len(texts) > 20, page
        same = texts & set(tongues.texts_in(guide_site / page, "en")) - SAME
        left += [(page, text) for text in texts if text in same or tongues.english(text, NAMES)]
    assert left == []
    assert tongues.english("Print the letter") and not tongues.english("Imprimir solo la carta, no a mano")


def test_letters_are_in_english_and_below_in_spanish(guide_site: Path) -> None:
    found = {}
    for page in pages_of(guide_site / "es/informational-interviews"):
        tree = html5lib.parse((guide_site / "es/informational-interviews" / page).read_text("utf-8"), namespaceHTMLElements=False)
        if langs := [letter.get("lang") for letter in tree.iter("gs-letter")]:
            found[page.removesuffix(".html")] = langs
    assert found == {name: ["en", "es"] * count for name, count in LETTERS.items()}


def test_a_letter_in_spanish_has_the_parts_and_blanks_of_the_english_one() -> None:
    """It is no translation that the lock could watch: this test does."""
    checked = 0
    for sheet in load(ROOT / "docs/guidance").dataset.sheets.values():
        letters = {block.id: block for block in sheet.blocks if isinstance(block, LetterBlock)}
        for name, letter in letters.items():
            if letter.lang == "en":
                other = letters[f"{name}_es"]
                assert (other.lang, other.channel, other.source) == (("es",), letter.channel, letter.source)
                assert [*_blanks(other)] == [*_blanks(letter)], f"{sheet.id}.{name}"
                checked += 1
    assert checked == sum(LETTERS.values())


def _blanks(letter: LetterBlock) -> Iterator[tuple[str, list[str]]]:
    """Each part, and the names that its blanks use."""
    for name, text in [("subject", letter.subject or ""), *((part.id, part.body) for part in letter.parts)]:
        yield name, sorted(re.findall(r"\b(?:me|contact|here|value)\.\w+|plus|workday", text))


def test_a_letter_is_filled_in_on_the_spanish_page_and_is_there_in_english(spanish: str, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    opened(page, f"{spanish}contact-log.html")
    page.get_by_role("button", name="Añadir: contacto", exact=True).click()
    page.locator('li.gs-row [name="contact.name"]').fill("Ana Núñez")
    saved(page, KEPT)
    opened(page, f"{spanish}request-letter.html#request")
    english, other = page.locator(".gs-letter__live").all()
    expect(page.locator(".gs-letter__missing").first).to_contain_text("Dónde trabaja la persona · Dirección del trabajo de la persona")
    expect(english.locator("mark", has_text="[Su nombre]").first).to_have_attribute("lang", "es")
    write(page, me__name="Rosa Díaz", me__career="nursing", request_letter__mailed="2026-12-03")
    page.get_by_label("Kind regards").check()
    expect(english).to_contain_text("December 3, 2026")
    expect(english).to_contain_text("I am learning about nursing, and I would like to hear how the work looks from the inside.")
    expect(english).to_contain_text("A meeting would take 20–30\u00a0minutes.")
    expect(english).to_contain_text("I will call you on Thursday, December 10, 2026 to ask for a time that suits you.")
    expect(english).to_contain_text("Kind regards,")
    expect(other).to_contain_text("Le llamaré el jueves, 10 de diciembre de 2026 para preguntarle a qué hora le conviene.")
    expect(other).to_contain_text("Una reunión tomaría 20–30\u00a0minutos.")
    expect(other).to_contain_text("Saludos cordiales,")
    expect(page.locator("#call_on")).to_contain_text("jueves, 10 de diciembre de 2026")
    saved(page, KEPT)
    letter = english.inner_text()
    switch(page, "English")
    expect(page).to_have_url(re.compile(r"/guide/informational-interviews/request-letter\.html(#\w+)?$"))
    expect(box(page, "me.name")).to_have_value("Rosa Díaz")
    expect(page.locator(".gs-letter__live")).to_have_count(1)
    assert _without_blanks(page.locator(".gs-letter__live").inner_text()) == _without_blanks(letter)
    write(page, me__name="Rosa Díaz Ríos")
    saved(page)
    switch(page, "Español")
    expect(page).to_have_url(re.compile(re.escape(f"{spanish}request-letter.html") + r"(#\w+)?$"))
    expect(box(page, "me.name")).to_have_value("Rosa Díaz Ríos")
    expect(page.locator("gs-record option:checked")).to_have_text("Ana Núñez")
    bases = {key.split(":")[2] for key in page.evaluate("Object.keys(localStorage)") if key.startswith("guidesheet:1:")}
    assert bases == {"q4m7xw2d@/guide/"}, "one store for both languages"
    assert errors == []


def _without_blanks(text: str) -> str:
    """The names of blanks are in the language of the page."""
    return re.sub(r"\[[^\]]*\]", "[]", text)


def test_the_english_letter_alone_is_printed_from_the_spanish_sheet(spanish: str, page: Page, tmp_path: Path) -> None:
    opened(page, f"{spanish}request-letter.html")
    write(page, me__name="Rosa Díaz", contact__greeting="Ms. Núñez", request_letter__mailed="2026-12-24")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Imprimir solo la carta").first.click()
    page.get_by_role("button", name="Imprimir con líneas para llenar a mano").click()
    expect(page.locator("html.gs-print-one")).to_have_count(1)
    (paper,) = printed(page, tmp_path)
    assert "December 24, 2026" in paper and "Dear Ms. Núñez:" in paper and "Thursday, December 31, 2026" in paper
    assert "Reciba un cordial saludo" not in paper and "Despedida" not in paper


def test_a_sheet_on_paper_has_its_dates_in_spanish(spanish: str, page: Page, tmp_path: Path) -> None:
    opened(page, f"{spanish}call.html")
    write(page, contact__meet_day="2027-01-31", contact__meet_place="Mercy Hospital")
    saved(page, KEPT)
    paper = " ".join(printed(page, tmp_path))
    assert "31 de enero de 2027" in paper and "Lo que acordaron" in paper
    assert "January" not in paper and "Añadir" not in paper


def test_what_the_script_says_is_spanish_on_every_page(spanish: str, guide_site: Path, chromium_page: Page) -> None:
    """Also the dialog for erasing, and what is said after a copy was saved."""
    page = chromium_page
    said = """() => [...document.querySelectorAll('body *')]
      .filter((part) => part.closest('[lang]').lang === 'es' && part.checkVisibility())
      .flatMap((part) => [part.ariaLabel ?? '', ...[...part.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data)])"""
    left = []

    def look(name: str) -> None:
        texts = page.evaluate(said)
        assert len(texts) > 20, name
        left.extend((name, text) for text in texts if tongues.english(text, NAMES))

    opened(page, f"{spanish}contact-log.html")
    page.get_by_role("button", name="Añadir: contacto", exact=True).click()
    page.locator('li.gs-row [name="contact.name"]').fill("Ana Núñez")
    saved(page, KEPT)
    for name in pages_of(guide_site / "es"):
        opened(page, spanish.removesuffix("informational-interviews/") + name)
        for notes in page.locator("details.gs-notes > summary").all():
            notes.click()
        look(name)
    opened(page, f"{spanish}call.html")
    for button, leave in (("Borrar esta hoja", "Cancelar"), ("Borrar todo", "Cancelar")):
        page.get_by_role("button", name=button).click()
        expect(page.locator("dialog")).to_contain_text("¿" + button)
        look(button)
        page.get_by_role("button", name=leave).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Guardar una copia").click()
    look("Guardar una copia")
    copy = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert copy["about"].startswith("Una copia de sus respuestas de “Entrevistas informativas”.")
    assert left == []


def test_search_in_spanish_finds_a_spanish_word_and_no_english_page(spanish: str, guide_site: Path, page: Page) -> None:
    opened(page, f"{spanish}index.html")
    page.get_by_role("textbox", name="Búsqueda").click()
    page.keyboard.type("habilidades")
    expect(page.locator(".md-search-result__link").first).to_contain_text("Qué preguntar", timeout=15_000)
    page.locator(".md-search-result__link[href*='#']").first.click()
    expect(page).to_have_url(re.compile(r"/es/informational-interviews/what-to-ask\.html.*#field$"))
    index = {lang: (guide_site / lang / "search/search_index.json").read_text("utf-8") for lang in ("", "es")}
    assert "habilidades" in index["es"] and "habilidades" not in index[""] and "Which skills" not in index["es"]
