"""Handouts on paper: what is said, how it is laid out, what is embedded. Every sheet of the datasets, in every edition."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import page as validator  # page-validation
import pikepdf
import pytest
from fontTools.ttLib import TTFont

from guidesheet.articles import inherited_source, sources_of
from guidesheet.editions import Variant
from guidesheet.glyphs import FONTS, measures
from guidesheet.handouts.rich import pieces
from guidesheet.handouts.typeset import TypesetError
from guidesheet.prose import Prose
from guidesheet.shapes import texts_of
from support import handouts
from support.handouts import MM, SITE, VARIANTS, made, naming, packet_pdf, project_pdf, sheet_pdf, sheets, texts_at, words_of

SHEETS = sheets("guide", "home", "moving")
SPOKEN = [(*sheet, "en") for sheet in SHEETS] + [(*sheet, "es") for sheet in sheets("guide", "moving")]
"""(dataset, sheet, language) of every sheet that a build prints."""
NAMES = [f"{variant.paper}{'-large' * variant.large}{'-fillable' * variant.fill}" for variant in VARIANTS]


@pytest.mark.parametrize("variant", VARIANTS[::3], ids=NAMES[::3])
@pytest.mark.parametrize(("name", "sheet", "lang"), SPOKEN)
def test_no_word_of_a_sheet_is_lost(name: str, sheet: str, lang: str, variant: Variant) -> None:
    there = naming(name, lang)
    scope = there.scope(sheet)
    paper = " ".join(handouts.body_of(sheet_pdf(name, sheet, variant, lang)))
    paper = squeezed(re.sub(r"\s*\((?:see|vea)\s+[“«][^”»]*[”»]\)", "", paper))  # what paper adds to links
    for loc, prose in texts_of(there.shown(there.dataset.sheets[sheet])):
        if loc[-1] == "short":
            continue
        text = said(prose, scope)
        for line in (text[:1].upper() + text[1:] if loc[-1] == "one" else text).splitlines():  # what a row is called begins a line
            assert squeezed(line.removeprefix("- ").replace(" · ", "")) in paper, (loc, line)


def said(prose: Prose, scope: handouts.SheetScope) -> str:
    return scope_text(prose, scope.spoken(prose.lang))


def scope_text(prose: Prose, scope: handouts.SheetScope) -> str:
    return prose.plain(lambda n: scope.unanswered(prose.blanks[n].source))


def squeezed(text: str) -> str:
    """Without white space, which lines and columns change."""
    return re.sub(r"\s+|\u00a0", "", text)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
@pytest.mark.parametrize(("name", "sheet", "lang"), SPOKEN)
def test_every_handout_is_accessible(name: str, sheet: str, lang: str, variant: Variant, tmp_path: Path) -> None:
    assert_accessible(sheet_pdf(name, sheet, variant, lang), tmp_path)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
@pytest.mark.parametrize(("name", "folder"), [("guide", "informational-interviews"), ("home", "renting"), ("moving", "moving")])
def test_every_packet_is_accessible(name: str, folder: str, variant: Variant, tmp_path: Path) -> None:
    data = packet_pdf(name, folder, variant)
    assert_accessible(data, tmp_path)
    pages = words_of(data)
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
    for sheet in naming(name).dataset.sheets.values():
        assert naming(name).scope(sheet.id).plain(sheet.title) in pages[0] + pages[1]


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
@pytest.mark.parametrize(("name", "folder"), [("guide", "informational-interviews"), ("home", "renting"), ("moving", "moving")])
def test_a_packet_says_once_and_at_its_end_who_says_so(name: str, folder: str, variant: Variant) -> None:
    there, pages = naming(name), words_of(packet_pdf(name, folder, variant))
    last = next(number for number, text in enumerate(pages) if text.startswith("Who says so"))
    assert last > 1 and sum(text.count("Who says so") for text in pages) == 2  # among the contents, and there
    told = {
        source.name.markup: source
        for sheet in there.dataset.sheets.values()
        for source in sources_of(there, sheet, inherited_source(there, sheet))
    }
    ends = squeezed("".join(pages[last:]))
    for source in told.values():
        assert ends.count(squeezed(there.scope(None).plain(source.text or source.name))) == 1
    if name == "home":  # one of its sheets has another source than the guide
        heads = [text for text in pages[2:last] if "Last revised" in text and "(A tenants' club)" in text]
        assert len(heads) == 1 and re.search(r"At the viewing (This sheet on the web: \S+ \S+ )?\(A tenants' club\)", heads[0])


def assert_accessible(data: bytes, folder: Path) -> None:
    file = folder / "handout.pdf"
    file.write_bytes(data)
    found = validator.validate_pdf(str(file), profile=validator.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []


@pytest.mark.parametrize(("name", "sheet"), SHEETS)
def test_it_says_its_title_and_language(name: str, sheet: str) -> None:
    with pikepdf.open(io.BytesIO(sheet_pdf(name, sheet, Variant()))) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title) == naming(name).scope(sheet).plain(naming(name).dataset.sheets[sheet].title)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize("variant", VARIANTS[::3], ids=NAMES[::3])
@pytest.mark.parametrize(("name", "sheet"), SHEETS)
def test_nothing_stands_in_the_margins(name: str, sheet: str, variant: Variant) -> None:
    data = sheet_pdf(name, sheet, variant)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [[float(side) for side in each.mediabox] for each in pdf.pages]
    for number, left, base, size, text in texts_at(data):
        assert left >= 25 * MM - 0.5, text
        assert base >= 10 * MM, text
        assert base + 0.7 * size <= boxes[number][3] - 15 * MM, text
    for number, left, bottom, right, top in drawn(data):
        assert left >= 25 * MM - 1 and right <= boxes[number][2] - 18 * MM, (number, left, right)
        assert bottom >= 10 * MM and top <= boxes[number][3] - 15 * MM, (number, bottom, top)


def drawn(data: bytes) -> list[tuple[int, float, float, float, float]]:
    """(page, left, bottom, right, top) of each form field."""
    return [(number, *place) for _, number, place, _ in handouts.widgets(data)]  # type: ignore[misc]


@pytest.mark.parametrize(("name", "sheet"), SHEETS)
def test_large_print_is_nowhere_smaller_than_18_points(name: str, sheet: str) -> None:
    assert min(size for _, _, _, size, _ in texts_at(sheet_pdf(name, sheet, Variant(large=True)))) >= 17.9
    sizes = [size for _, _, _, size, _ in texts_at(sheet_pdf(name, sheet, Variant()))]
    assert min(sizes) >= 9.9 and sorted(sizes)[len(sizes) * 3 // 4] > 11.9


def test_large_print_has_cards_where_normal_print_has_a_table() -> None:
    assert tags(sheet_pdf("guide", "who_to_ask", Variant())).count("/Table") == 1
    assert "/Table" not in tags(sheet_pdf("guide", "who_to_ask", Variant(large=True)))


def test_a_table_over_two_pages_is_one_table_and_its_head_is_repeated(tmp_path: Path) -> None:
    folder = written(tmp_path, "who-to-ask.yml", lambda text: text.replace("paper: {rows: 10}", "paper: {rows: 40}"))
    data = project_pdf(folder, "who_to_ask", Variant())
    assert tags(data).count("/Table") == 1 and tags(data).count("/TR") == 41
    assert sum("How you know them" in text for text in words_of(data)) >= 2


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_fonts_are_embedded_and_ours(variant: Variant) -> None:
    for name, sheet in SHEETS:
        with pikepdf.open(io.BytesIO(sheet_pdf(name, sheet, variant))) as pdf:
            fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"]
            assert fonts
            for font in fonts:
                assert "Guidesheet" in str(font.FontName) and ("/FontFile2" in font or "/FontFile3" in font)


@pytest.mark.parametrize("variant", VARIANTS[::3], ids=NAMES[::3])
def test_there_is_no_color_but_black(variant: Variant) -> None:
    for name, sheet in SHEETS:
        with pikepdf.open(io.BytesIO(sheet_pdf(name, sheet, variant))) as pdf:
            for page in pdf.pages:
                for operands, operator in pikepdf.parse_content_stream(page):
                    if str(operator) in ("rg", "RG", "g", "G", "k", "K", "scn", "SCN", "sc", "SC"):
                        assert all(float(operand) == 0 for operand in operands if not isinstance(operand, pikepdf.Name)), operands


def test_a_question_and_its_lines_are_never_split() -> None:
    data = sheet_pdf("guide", "what_to_ask", Variant(fill=True))
    places = {name: number for name, number, _, _ in handouts.widgets(data)}
    pages = words_of(data)
    questions = [block for _, block in naming("guide").dataset.blocks() if block.block == "questions"]
    for item, _ in questions[0].entries():
        text = naming("guide").scope("what_to_ask").plain(item.text).replace("[The field of work you want to learn about]", "this field")
        assert text in pages[places[f"what_to_ask.{item.id}:note"]]


def test_the_fonts_have_what_is_said_of_them() -> None:
    told = measures()
    sans = [TTFont(FONTS / f"GuidesheetSans-{weight}.ttf").getBestCmap() for weight in ("Regular", "Bold")]
    covered = {code for first, last in told["covered"] for code in range(first, last + 1)}
    assert covered == set(sans[0]) & set(sans[1])
    form = TTFont(FONTS / "GuidesheetForm-Regular.ttf")
    scale = 1000 / form["head"].unitsPerEm
    glyphs = {chr(code): [form.getGlyphID(name), round(form["hmtx"][name][0] * scale)] for code, name in form.getBestCmap().items()}
    assert glyphs == told["glyphs"]
    for text in ("Łódź ąčęľ őţ ğışç", "Tiếng Việt ưỡng đ", "Київ Ђѓ Ёж Їґ", "Αθήνα ώρα ΐ"):
        assert set(text) <= set(glyphs) and {ord(sign) for sign in text} <= covered


def test_the_same_data_makes_the_same_bytes() -> None:
    for variant in VARIANTS:
        first = made(handouts.document("guide", "request_letter"), variant)
        assert first == made(handouts.document("guide", "request_letter"), variant)


def test_a_letter_prints_all_parts_with_their_leads_and_boxes_for_choices() -> None:
    text = " ".join(words_of(sheet_pdf("home", "confirm", Variant())))
    assert re.search(r"If you know the rent:.*You ask for .*Rent.* a month", text)
    assert re.search(r"Tell me which papers you need", text)
    letter = " ".join(words_of(sheet_pdf("guide", "request_letter", Variant())))
    assert re.search(r"I will call you on .* to ask for a time that suits you\..* Sincerely +Kind regards,", letter)


def test_the_address_and_its_code_are_there_only_where_the_site_has_an_address() -> None:
    assert "https://example.org/guides/renting/viewing.html" in words_of(sheet_pdf("home", "viewing", Variant()))[0]
    there = naming("home")
    alone = made(handouts.sheet_document(there, there.dataset.sheets["viewing"], handouts.Place()), Variant())
    assert "http" not in words_of(alone)[0]
    assert len(alone) < len(sheet_pdf("home", "viewing", Variant()))


def test_hostile_text_is_printed_as_it_is(tmp_path: Path) -> None:
    hostile = '#import "x.typ": y #panic() $x^2$ @label <tag> [b] \\u{1F} // gone /* gone */ = h - l + e `raw` ~ _u_ https://x.y "q" #{1+1}'
    bare = hostile.replace(" <tag>", "")
    sheet = f"""
id: hostile
title: '{escaped(bare)}'
unlisted: true
intro: Be careful.
blocks:
  - block: fields
    id: facts
    items:
      - {{id: one, label: '{escaped(bare)}', type: text}}
      - {{id: two, label: Two, type: choice, options: [{{id: a, label: '{escaped(bare)}'}}]}}
  - block: letter
    id: letter
    title: A letter
    channel: post
    body: '{hostile}'
"""
    folder = written(tmp_path, "hostile.yml", lambda text: sheet)
    for variant in VARIANTS:
        text = squeezed(" ".join(handouts.body_of(project_pdf(folder, "hostile", variant))))
        assert squeezed(hostile) in text, text
        assert text.count(squeezed(bare)) == 3, text


def escaped(text: str) -> str:
    """As Markdown that says the same."""
    return re.sub(r"([\\`*_{}\[\]<>#+\-!|])", r"\\\1", text).replace("'", "''")


def test_what_is_taller_than_a_page_is_an_error_that_says_where(tmp_path: Path) -> None:
    folder = written(tmp_path, "review.yml", lambda text: text.replace("type: longtext}", "type: longtext, paper: {lines: 30}}", 1))
    with pytest.raises(TypesetError, match="does not fit") as error:
        project_pdf(folder, "review", Variant())
    assert error.value.at == ["review", "blocks", 0, "items", 1]


def test_days_and_telephone_numbers_are_never_broken(tmp_path: Path) -> None:
    facts = (
        "860-263-6000", "November 23, 2026", "20–30 minutes", "+1 (860) 263-6000", "23 de noviembre de 2026",
        "3:30 p.m.", "$1,200 a month", "A4 paper", "April 3", "9:00–17:00", "1-800-555-HELP",
    )  # fmt: skip
    for pad in range(0, 60, 4):
        text = " ".join("x" * pad + f" {fact}" for fact in facts)
        sheet = f"id: broken\ntitle: Broken\nunlisted: true\nintro: '{text}'\nblocks:\n  - {{block: text, id: t, text: Nothing.}}\n"
        data = project_pdf(written(tmp_path / str(pad), "broken.yml", lambda given, sheet=sheet: sheet), "broken", Variant(large=True))
        bases = {}
        for _, _, base, _, run in texts_at(data):
            bases.setdefault(round(base), []).append(run)
        lines = [re.sub(r"\s+", " ", "".join(runs)) for runs in bases.values()]
        for fact in facts:
            kept = fact.removesuffix(" month").removesuffix(" paper")  # which may stand on the next line
            assert any(kept in line for line in lines), (pad, kept, lines)


def test_what_stays_on_one_line_never_begins_or_ends_inside_a_word() -> None:
    text = "B2 English, 1.5 hours, 2,500 people, at 10 a.m.–2 p.m., form I-9 now, 1.200 euros, 3 re-entries, 5 B12, COVID-19 cases"
    text += ", an e-mail, twenty-one, vis-à-vis"
    assert [node[1] for node in pieces(text) if node[0] == "n"] == [
        "1.5 hours", "2,500 people", "10 a.m.–2 p.m.", "1.200 euros", "3 re-entries", "e-mail",
    ]  # fmt: skip
    assert "".join(str(node[1]) for node in pieces(text)) == text


def written(folder: Path, file: str, edit: handouts.Edit) -> Path:
    """A copy of the demo with a file edited, or added."""
    target = folder / "guidance"
    shutil.copytree(handouts.FOLDERS["guide"], target)
    path = target / "informational-interviews" / file
    before = path.read_text("utf-8") if path.is_file() else ""
    after = edit(before)
    assert after != before
    path.write_text(after, "utf-8")
    return target


def tags(data: bytes) -> list[str]:
    """The kinds of all structure elements."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"]


def test_the_places_of_the_site_are_those_of_the_pages() -> None:
    assert SITE.of("renting/index") == "https://example.org/guides/renting/index.html"
    assert replace(SITE, directories=True).of("renting/index") == "https://example.org/guides/renting/"
