"""A site in two languages, as it lies on disk: by the plugin, by MkDocs alone, and by `write`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import html5lib
import pytest

from guidesheet import project
from guidesheet.cli import main
from guidesheet.load import load
from guidesheet.pages import site as site_of
from run import ROOT
from support.articles import articles, difference
from support.sites import HOSTS, build_by, by_host, pages_of

SOURCE = ROOT / "tests/datasets/two-languages"
ONLY_HERE = {"about/index.html"}
"""Pages that are not translated."""


def copied(folder: Path) -> Path:
    return shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("site", ".cache"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project.build(copied(tmp_path_factory.mktemp("built") / "p") / "mkdocs.yml", None, strict=True)


def dom(page: Path) -> Any:
    return html5lib.parse(page.read_text("utf-8"), treebuilder="dom", namespaceHTMLElements=False)


def elements(page: Path, tag: str, **attributes: str) -> list[Any]:
    """Elements of a page with these attributes (`class_`: one of its classes)."""
    wanted = {name.rstrip("_"): value for name, value in attributes.items()}
    return [e for e in dom(page).getElementsByTagName(tag) if all(value in e.getAttribute(name).split() for name, value in wanted.items())]


def words(element: Any) -> str:
    return " ".join("".join(node.data if node.nodeType == node.TEXT_NODE else words(node) for node in element.childNodes).split())


def test_every_page_is_there_in_both_languages_but_those_that_nobody_translated(site: Path) -> None:
    there = pages_of(site)
    spanish = {page.removeprefix("es/") for page in there if page.startswith("es/")}
    assert spanish == {page for page in there if not page.startswith("es/")} - ONLY_HERE and len(spanish) == 8
    for page in there:
        assert dom(site / page).documentElement.getAttribute("lang") == ("es" if page.startswith("es/") else "en")
    assert words(elements(site / "es/index.html", "h1")[0]) == "Mudanza"


@pytest.mark.parametrize("tag", ["a", "link"])
def test_the_switch_and_the_head_lead_to_the_same_page(tag: str, site: Path) -> None:
    for page in pages_of(site):
        links = [e for e in elements(site / page, tag) if e.getAttribute("hreflang")]
        assert [link.getAttribute("hreflang") for link in links] == ["en", "es"], page
        for link in links:
            lang = link.getAttribute("hreflang")
            own = page.removeprefix("es/")
            wanted = "index.html" if own in ONLY_HERE and lang == "es" else own
            led = urljoin(f"/{page.removesuffix('index.html')}", link.getAttribute("href")).lstrip("/") + "index.html"
            assert led == ("es/" if lang == "es" else "") + wanted, page
            assert (site / led).is_file()
            assert tag == "link" or (link.getAttribute("lang"), words(link)) == (lang, {"en": "English", "es": "Español"}[lang])


def test_both_languages_have_one_base(site: Path) -> None:
    found = {}
    for lang in ("", "es/"):
        text = (site / lang / "assets/guidesheet/site.js").read_text("utf-8")
        told = json.loads(text.removeprefix("window.guidesheetSite=").strip().removesuffix(";"))
        found[told["lang"]] = (told["site"], urljoin(f"https://x.org/guides/{lang}assets/guidesheet/core.js", told["root"]), told["homes"])
        assert told["words"]["saved"] == ("Guardado en este navegador" if lang else "Saved in this browser")
    assert found["en"] == found["es"] and found["es"][1] == "https://x.org/guides/"


def test_what_falls_back_says_so_on_its_element(site: Path) -> None:
    for tag in ("h1", "h2"):
        heading = elements(site / "es/moving/ask/index.html", tag)[0]
        (inner,) = heading.getElementsByTagName("span")
        assert inner.getAttribute("lang") == "en" and words(inner) == words(heading)
    assert elements(site / "es/moving/ask/index.html", "div", lang="en") and not elements(site / "moving/ask/index.html", "span", lang="en")
    assert not elements(site / "es/moving/viewing/index.html", "h1")[0].getElementsByTagName("span")


def test_a_letter_in_english_on_a_spanish_page(site: Path) -> None:
    page = site / "es/moving/notice/index.html"
    english, spanish = elements(page, "gs-letter")
    assert (english.getAttribute("lang"), spanish.getAttribute("lang")) == ("en", "es")
    assert {e.getAttribute("lang") for e in english.getElementsByTagName("form")} == {"es"}
    (blank,) = (div for div in english.getElementsByTagName("div") if div.getAttribute("class") == "gs-letter__blank")
    said = words(blank)
    assert "I leave the flat on" in said and "Yours," in said
    assert "Telephone" in english.getAttribute("data-parts") or "How to reach you" in english.getAttribute("data-parts")
    assert "Teléfono" in words(spanish) and "Nos mudamos el" in words(spanish)
    assert words(elements(page, "h2")[0]) == "Su aviso"


def test_blanks_of_a_letter_are_named_in_the_language_of_the_page(site: Path) -> None:
    def labels(page: str) -> list[tuple[str, str]]:
        letter = elements(site / page, "gs-letter")[0]
        spans = [span for span in letter.getElementsByTagName("span") if span.getAttribute("class") == "gs-line__label"]
        return [(span.getAttribute("lang"), words(span).replace("\u00a0", " ")) for span in spans]

    spanish = ["90 días después de: Día en que lo envía", "Cómo comunicarse con usted", "El día en que se muda", "Su nombre"]
    assert labels("es/moving/notice/index.html") == [("es", label) for label in spanish]
    assert labels("moving/notice/index.html")[0] == ("", "90 days after: Day you mail it")
    told = json.loads(elements(site / "es/moving/notice/index.html", "gs-letter")[0].getAttribute("data-parts"))
    output = next(part for part in told if part["id"] == "leaving")["tree"][1]
    assert output[2:] == ["Día en que lo envía", "90\u00a0días después de: Día en que lo envía"]


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str, str, str], Any]:
    """Makes a page after more was written into notice.yml and its translation: `page("es", blocks, overlay)`."""

    def made(lang: str, blocks: str, overlay: str) -> Any:
        folder = copied(tmp_path / lang) / "guidance"
        for name, text in (("notice.yml", blocks), ("notice.es.yml", overlay)):
            with (folder / "moving" / name).open("a", encoding="utf-8") as file:
                file.write(text)
        loaded = load(folder)
        found = next(each for each in site_of(loaded, lang=lang).pages if each.path == "moving/notice.md")
        return html5lib.parse(found.html, treebuilder="dom", namespaceHTMLElements=False)

    return made


def tags(page: Any, tag: str, **attributes: str) -> list[Any]:
    return [e for e in page.getElementsByTagName(tag) if all(e.getAttribute(name) == value for name, value in attributes.items())]


FORM = """  - block: fields
    id: form
    lang: en
    title: The landlord's form
    items:
      - use: me.reach
      - {id: pets, type: yesno, label: Any pets?}
      - {id: floor, type: choice, label: Floor, options: [{id: up, label: Upstairs, hint: With a view}, {id: down, label: Downstairs}]}
  - block: rows
    id: people
    title: Helpers
    lang: en
    of: helper
    columns: [name, brings]
  - block: letter
    id: french
    lang: fr
    title: In French
    channel: message
    body: 'Nous partons {{ me.moving_day | date("full") }}. {{ value.notice }}'
"""
FORMULARIO = """  form:
    title: El formulario del casero
    items: {pets: ¿Mascotas?, floor: {label: Piso, options: {up: {hint: Con vista}}}}
  people: {title: Ayudantes}
  french: {title: En francés}
"""


def test_options_lists_and_dates_follow_the_language_of_the_block(page: Callable[[str, str, str], Any]) -> None:
    found = page("es", FORM, FORMULARIO)
    legends = [words(legend) for legend in tags(found, "legend")]
    assert {"Cómo comunicarse con usted", "¿Mascotas?", "Piso"} <= set(legends)
    english = {words(span) for span in tags(found, "span", lang="en")}
    assert {"Telephone", "Post", "Yes", "No", "Upstairs", "Downstairs"} <= english and "Con vista" not in english
    assert "Con vista" in {words(span) for span in tags(found, "span", **{"class": "gs-opt__hint"})}
    boxes = [words(e) for e in tags(found, "input", type="checkbox") if "brings" in e.getAttribute("name")]
    assert boxes and "A van" in english and "Una camioneta" not in {words(span) for span in tags(found, "span")}
    letter = tags(found, "gs-letter", lang="fr")[0]
    assert words(tags(found, "h2", id="french")[0]) == "En francés"
    assert "Nous partons" in words(letter) and "90 days" in words(letter)  # no French here: words of the root


def test_the_same_blocks_in_the_root_language_say_nothing_of_it(page: Callable[[str, str, str], Any]) -> None:
    found = page("en", FORM, FORMULARIO)
    said = [span.getAttribute("class") for span in tags(found, "span", lang="en")]
    assert said == ["gs-line__label"] and tags(found, "option", lang="en") == []  # of the letter in French
    assert [letter.getAttribute("lang") for letter in tags(found, "gs-letter")] == ["en", "en", "fr"]


def test_a_letter_alone_in_another_language_says_so_in_a_dataset_of_one(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/errors/base/guidance", tmp_path / "guidance")
    sheet = tmp_path / "guidance/moving/notice.yml"
    sheet.write_text(sheet.read_text("utf-8").replace("channel: post\n", "channel: post\n    lang: es\n"), "utf-8")
    made = next(page for page in site_of(load(tmp_path / "guidance")).pages if page.path == "moving/notice.md")
    found = html5lib.parse(made.html, treebuilder="dom", namespaceHTMLElements=False)
    assert [letter.getAttribute("lang") for letter in tags(found, "gs-letter")] == ["es"]


def test_numbers_in_texts_that_fall_back_are_in_their_language(page: Callable[[str, str, str], Any]) -> None:
    items = "[{id: stay, text: 'Stay {{ value.viewing }}.'}, {id: go, text: 'Go {{ value.viewing }}.'}]"
    blocks = f"  - {{block: checklist, id: more, items: {items}}}\n"
    found = page("es", blocks, "  more: {items: {go: 'Vaya {{ value.viewing }}.'}}\n")
    ticks = {e.getAttribute("name"): e for e in tags(found, "input", type="checkbox")}
    said = {name: (ticks[name].getAttribute("data-q"), words(ticks[name].parentNode)) for name in ("notice.stay", "notice.go")}
    english, spanish = "Stay 20–30 minutes.", "Vaya 20–30 minutos."
    assert said == {"notice.stay": (english, english), "notice.go": (spanish, spanish)}


def test_a_letter_that_is_translated_in_part_marks_the_rest(page: Callable[[str, str, str], Any]) -> None:
    letter = """  - block: letter
    id: half
    title: Half
    channel: post
    parts:
      - {id: one, body: "Dear {{ me.name }}, by {{ me.reach }}:"}
      - {id: two, body: "We take {{ value.viewing }}."}
"""
    found = page("es", letter, "  half: {title: Mitad, parts: {two: {body: 'Tomará {{ value.viewing }}.'}}}\n")
    (paper,) = [e for e in tags(found, "gs-letter") if e.getAttribute("data-letter") == "notice.half"]
    assert paper.getAttribute("lang") == "es"
    (english,) = [p for p in paper.getElementsByTagName("p") if p.getAttribute("lang") == "en"]
    assert words(english).startswith("Dear") and "Telephone" in words(english)
    said = [node.data for p in paper.getElementsByTagName("p") for node in p.childNodes if node.nodeType == node.TEXT_NODE]
    assert "Tomará 20–30\u00a0minutos." in said


def english(site: Path, page: str, kind: str, classed: str) -> list[str]:
    """What elements of a class hold that is in English, on a page that is not."""
    found = []
    for element in elements(site / page, kind, class_=classed):
        inside = [element, *element.getElementsByTagName("span")]
        found += [words(each) for each in inside if each.getAttribute("lang") == "en"]
    return found


@pytest.fixture(scope="module", params=["plugin", "write"])
def built(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site by way of the plugin, and by way of a written project."""
    if request.param == "plugin":
        return site
    out = tmp_path_factory.mktemp("written") / "p"
    assert main(["write", str(out), "-f", str(SOURCE)]) == 0
    return by_host(HOSTS["mkdocs"], out)


def test_the_theme_says_the_language_of_titles(built: Path) -> None:
    asked, viewing = "es/moving/ask/index.html", "es/moving/viewing/index.html"
    title = "What to ask at a viewing"
    assert set(english(built, asked, "a", "md-nav__link")) == {"Questions", title}
    assert english(built, viewing, "a", "md-nav__link") == [title]
    assert english(built, asked, "div", "md-header__topic") == [title] and not english(built, viewing, "div", "md-header__topic")
    assert english(built, viewing, "a", "md-footer__link--prev") == [title]
    assert not english(built, "moving/viewing/index.html", "a", "md-nav__link")


def test_links_at_the_foot_are_called_what_stands_in_them_where_that_is_in_two_languages(built: Path) -> None:
    def named(page: str) -> dict[str, str]:
        links = elements(built / page, "a", class_="md-footer__link")
        return {link.getAttribute("aria-label") or words(link): link.getAttribute("href") for link in links}

    assert named("es/moving/viewing/index.html") == {
        "Anterior What to ask at a viewing": "../ask/",
        "Siguiente: Avisar que se va": "../notice/",
    }
    assert "Previous: What to ask at a viewing" in named("moving/viewing/index.html")


def test_tabs_the_path_and_titles_in_nav_are_the_same_by_the_plugin_and_in_written_projects(tmp_path: Path) -> None:
    folder = copied(tmp_path / "p")
    config, guide = folder / "mkdocs.yml", folder / "guidance/moving/guide.es.yml"
    text = config.read_text("utf-8").replace("[navigation.footer]", "[navigation.footer, navigation.tabs, navigation.path]")
    named = "nav:\n  - Start: index.md\n  - More: [{Look: moving/ask.md}, moving/viewing.md]\n  - guidesheet\n  - about.md\n"
    config.write_text(text[: text.index("nav:")] + named, "utf-8")
    guide.write_text(guide.read_text("utf-8").replace("title: Mudanza\n", "", 1), "utf-8")
    site = project.build(config, None, strict=True)
    assert main(["write", str(tmp_path / "out"), "-f", str(folder)]) == 0
    written = by_host(HOSTS["mkdocs"], tmp_path / "out")

    def said(site: Path, page: str, classed: str) -> list[str]:
        found = elements(site / page, "a", class_=classed) + elements(site / page, "li", class_=classed)
        return [f"{e.getAttribute('aria-label') or words(e)} ({' '.join(english(site, page, 'a', classed))})" for e in found]

    for page in pages_of(site):
        for classed in ("md-nav__link", "md-tabs__link", "md-path__item", "md-footer__link"):
            assert said(site, page, classed) == said(written, page, classed), page
    notice = "es/moving/notice/index.html"
    assert english(site, notice, "a", "md-tabs__link") == english(site, notice, "li", "md-path__item") == ["Moving house"]
    assert [words(link) for link in elements(site / notice, "a", class_="md-tabs__link")] == ["Start", "More", "Moving house"]
    menu = [words(link) for link in elements(site / notice, "a", class_="md-nav__link")]
    assert menu[:3] == ["Start", "Look", "En la visita"] and "What to ask at a viewing" not in menu


def test_links_to_pages_that_are_not_translated_say_their_language(site: Path) -> None:
    (link,) = [a for a in elements(site / "es/moving/index.html", "a", class_="gs-step__sheet") if a.getAttribute("href") == "ask/"]
    assert link.firstChild.getAttribute("lang") == "en"


def test_blocks_for_one_language_only(site: Path) -> None:
    def ids(page: str) -> set[str]:
        return {e.getAttribute("id") for e in elements(site / page, "h2")}

    here, there = ids("moving/notice/index.html"), ids("es/moving/notice/index.html")
    assert "law" in here - there and "help_es" in there - here


def test_every_page_says_once_that_nobody_reviewed_the_translation(site: Path) -> None:
    for page in pages_of(site):
        found = elements(site / page, "p", class_="gs-unreviewed")
        assert len(found) == (1 if page.startswith("es/") else 0), page


def test_each_language_has_a_search_of_its_own(site: Path) -> None:
    index = {lang: json.loads((site / lang / "search/search_index.json").read_text("utf-8")) for lang in ("", "es/")}
    assert [found["config"]["lang"] for found in index.values()] == [["en"], ["es"]]
    titles = {lang: {entry["title"] for entry in found["docs"]} for lang, found in index.items()}
    assert "Quién ayuda" in titles["es/"] - titles[""] and "Who helps" in titles[""] - titles["es/"]


def test_the_theme_and_the_settings_speak_the_language(site: Path) -> None:
    text = (site / "es/moving/pack/index.html").read_text("utf-8")
    assert "Colores oscuros" in text and "Dark colors" not in text and 'placeholder="Búsqueda"' in text
    assert "<title>Empacar - Mudanza</title>" in text
    assert "Hecho con" in text and "Made with" not in text
    for page, said in {"404.html": "There is no such page", "es/404.html": "Esa página no existe"}.items():
        assert words(elements(site / page, "h1")[0]) == said


def test_mkdocs_alone_makes_the_same_site(site: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path / "p")
    build_by(HOSTS["mkdocs"], folder / "mkdocs.yml")
    here, there = articles(site), articles(folder / "site")
    assert list(here) == list(there) and [page for page in here if here[page] != there[page]] == []


def test_write_makes_the_same_site_with_settings_for_each_language(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["write", str(out), "-f", str(SOURCE)]) == 0
    assert f"mkdocs build -f {out}/mkdocs.yml && mkdocs build -f {out}/mkdocs.es.yml" in capsys.readouterr().out
    here, there = articles(site), articles(by_host(HOSTS["mkdocs"], out))
    assert list(here) == list(there)
    assert [f"{page}: {difference(here[page], there[page])}" for page in here if here[page] != there[page]] == []
    for page in here:
        links = [[e.getAttribute("href") for e in elements(folder / page, "a", class_="gs-language")] for folder in (site, out / "site")]
        assert links[0] == links[1] and len(links[0]) == 2


def test_a_site_of_one_language_has_no_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    shutil.copytree(ROOT / "tests/errors/base", tmp_path / "p")
    alone = project.build(tmp_path / "p/mkdocs.yml", None, strict=True)
    assert not list(alone.rglob("languages*.js")) and not (alone / "es").exists()
    assert "md-select" not in (alone / "index.html").read_text("utf-8")


def test_without_a_translated_home_page_there_is_one_with_the_guides(tmp_path: Path) -> None:
    folder = copied(tmp_path / "p")
    (folder / "docs/index.es.md").unlink()
    (folder / "mkdocs.es.yml").unlink()
    site = project.build(folder / "mkdocs.yml", None, strict=True)
    home = (site / "es/index.html").read_text("utf-8")
    assert 'lang="es"' in home and "Mudanza en dos idiomas</h1>" in home
    assert [link.getAttribute("href") for link in elements(site / "es/index.html", "a") if link.parentNode.tagName == "h2"] == ["moving/"]
    (link,) = [e for e in elements(site / "index.html", "a", class_="gs-language") if e.getAttribute("hreflang") == "es"]
    assert (site / link.getAttribute("href") / "index.html").is_file()
    page = site / "es/moving/pack/index.html"
    logo = elements(page, "a", class_="md-logo")[0].getAttribute("href")
    assert (page.parent / logo / "index.html").is_file()


def test_the_sites_name_is_translated_where_it_is_the_datasets_title(tmp_path: Path) -> None:
    folder = copied(tmp_path / "p")
    (folder / "mkdocs.es.yml").unlink()
    site = project.build(folder / "mkdocs.yml", None, strict=True)
    assert "<title>Empacar - Mudanza en dos idiomas</title>" in (site / "es/moving/pack/index.html").read_text("utf-8")


def test_a_mistake_in_a_translation_leaves_the_last_good_site(tmp_path: Path) -> None:
    folder = copied(tmp_path / "p")
    site = project.build(folder / "mkdocs.yml", None, strict=True)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    overlay = folder / "guidance/moving/pack.es.yml"
    overlay.write_text(overlay.read_text("utf-8").replace("boxes:", "box:"), "utf-8")
    with pytest.raises(Exception, match=re.escape("pack.es.yml:3:3: there is no block 'box' in pack.yml; did you mean 'boxes'?")):
        project.build(folder / "mkdocs.yml", None, strict=True)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
