"""Handouts of sheets that nobody thought of: nothing is cut off, nothing lies over something else, nothing stands in a margin."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageStat

from guidesheet import cli
from guidesheet.editions import Variant
from guidesheet.handouts.document import packet_document, sheet_document
from guidesheet.handouts.typeset import TypesetError, pictures
from guidesheet.load import load
from run import ROOT
from support.handouts import FOLDERS, SITE, VARIANTS, body_of, made, texts_at, widgets, words_of

LONG = (
    "How to find out, well before the day on which you move, everything that the landlord, the neighbors, "
    "the energy company and the town hall ought to have told you"
)
"""A title that no footer has room for."""
WORD = "Rechtsschutzversicherungsgesellschaftsangestelltenvertretungsausschusssitzungsprotokollführerin"


def odd(folder: Path, blocks: str, title: str = "Odd") -> dict[Variant, bytes]:
    """The PDFs of a sheet with these blocks. Asserts that the margins are white."""
    shutil.copytree(ROOT / "tests/errors/base/guidance", folder / "guidance")
    sheet = f"id: odd\ntitle: {title}\nunlisted: true\nintro: Nothing is cut off.\nblocks:\n{blocks}"
    (folder / "guidance/moving/odd.yml").write_text(sheet, "utf-8")
    there = load(folder / "guidance").naming
    document = sheet_document(there, there.dataset.sheets["odd"], SITE)
    data = {variant: made(document, variant) for variant in VARIANTS}
    for variant in VARIANTS:
        for number, page in enumerate(pictures(document, variant, resolution=50.8), 1):  # two pixels a millimeter
            picture = Image.open(io.BytesIO(page)).convert("L")
            width, height = picture.size
            for margin in ((0, 0, 47, height), (width - 35, 0, width, height), (0, 0, width, 28), (0, height - 16, width, height)):
                assert ImageStat.Stat(picture.crop(margin)).extrema[0][0] > 200, (variant, number, margin)
    return data


def squeezed(data: bytes) -> str:
    return re.sub(r"\s+", "", "".join(body_of(data)))


def kinds(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"]


def test_long_titles_and_endless_words_stay_between_the_margins(tmp_path: Path) -> None:
    blocks = f"""
  - {{block: fields, id: f, items: [{{id: one, label: "{WORD}", type: text}}, {{id: two, label: "{LONG}", type: date}}]}}
  - {{block: text, id: t, text: "{"31415926535" * 12} and {WORD}"}}
"""
    for data in odd(tmp_path, blocks, f'"{LONG}"').values():
        text = squeezed(data)
        assert text.count(WORD) == 2 and text.count("31415926535" * 12) == 1
        assert text.count(LONG.replace(" ", "")) >= 2


def test_a_table_with_wide_words_is_no_table_but_cards(tmp_path: Path) -> None:
    wide = " | ".join(["Responsibilities", "Internationalization", "Qualifications", "Requirements", "Recommendations"])
    blocks = f"""
  - block: text
    id: wide
    text: |
      | {wide} | Day |
      |---|---|---|---|---|---|
      | one | two | three | 860-263-6000 | five | November 23, 2026 |
  - block: text
    id: narrow
    text: |
      | Day | What you do on it, in more words than there are beside it |
      |---|---|
      | Monday | Responsibilities |
"""
    for variant, data in odd(tmp_path, blocks).items():
        assert kinds(data).count("/Table") == (0 if variant.large else 1), variant
        assert "Requirements:860-263-6000" in squeezed(data)
        assert ("Day:Monday" in squeezed(data)) == variant.large


def test_lines_that_are_set_as_they_stand_stay_lines(tmp_path: Path) -> None:
    lines = "          first words\n            second words\n          third words\n"
    blocks = f"\n  - block: text\n    id: t\n    text: |\n      Say:\n\n{lines}"
    for data in odd(tmp_path, blocks).values():
        bases = {text.strip(): (round(left), round(base)) for _, left, base, _, text in texts_at(data)}
        first, second, third = bases["first words"], bases["second words"], bases["third words"]
        assert first[1] > second[1] > third[1] and first[0] == third[0]


def test_what_a_text_breaks_and_lines_up_is_lined_up_on_paper(tmp_path: Path) -> None:
    blocks = """
  - block: text
    id: t
    text: |
      First line\x20\x20
      second line

      | Name | Amount | Mark |
      |:-----|-------:|:----:|
      | Power | 1,234 | a |
      | Water | 9 | very wide |
"""
    for variant, data in odd(tmp_path, blocks).items():
        lefts = {text.strip(): round(left, 1) for _, left, _, _, text in texts_at(data)}
        assert lefts["First line"] == lefts["second line"] and " second" not in str(list(texts_at(data)))
        if not variant.large:
            assert lefts["Name"] == lefts["Power"] == lefts["Water"]
            assert lefts["Amount"] < lefts["1,234"] < lefts["9"]
            assert lefts["very wide"] < lefts["Mark"] < lefts["a"]


def test_a_choice_that_stands_in_two_kinds_of_rows_is_one_field(tmp_path: Path) -> None:
    shutil.copytree(FOLDERS["home"], tmp_path / "guidance")
    again = "\n  - {block: rows, id: again, title: Again, of: home, columns: [heat, view_time]}\n"
    homes = tmp_path / "guidance/renting/homes.yml"
    table = homes.read_text("utf-8").rstrip("\n")
    assert "layout: table" in table and "heat" in table
    for file in ("homes.yml", "wishes.yml"):  # on one sheet, and on two of a packet
        homes.write_text(table, "utf-8")
        there = tmp_path / "guidance/renting" / file
        there.write_text(there.read_text("utf-8").rstrip("\n") + again, "utf-8")
        naming = load(tmp_path / "guidance").naming
        alone = sheet_document(naming, naming.dataset.sheets["homes"], SITE)
        for document in (alone, packet_document(naming, "renting", SITE)):
            twice = document is not alone or file == "homes.yml"
            for variant in (Variant(), Variant(fill=True)):
                data = made(document, variant)
                assert kinds(data).count("/Table") == (0 if twice else 1)
            boxes = [widget for name, _, _, widget in widgets(data) if name == "home[0001].heat"]
            assert len(boxes) == (8 if twice else 1)  # each of four options in both places; a list


def test_rows_that_paper_is_not_to_have_are_not_there(tmp_path: Path) -> None:
    column = "columns: [{id: x, label: Asked of each, type: text}], paper: {rows: 0}"
    blocks = f"""
  - {{block: rows, id: own, title: For the screen, layout: table, {column}}}
  - {{block: rows, id: both, title: For both, more: true, given: [{{id: a, title: This one}}], {column}}}
"""
    for variant, data in odd(tmp_path, blocks).items():
        assert squeezed(data).count("Askedofeach") == 1 and "Forthescreen" in squeezed(data)
        if variant.fill:
            assert [name for name, _, _, _ in widgets(data)] == ["odd.both[a].x"]


def test_own_words_for_a_choice_have_a_place_in_a_letter(tmp_path: Path) -> None:
    blocks = """
  - block: letter
    id: note
    title: A note
    channel: message
    fields: [{id: way, label: The way, type: choice, other: true, options: [{id: mail, label: by mail}, {id: call, label: by phone}]}]
    body: "Answer me {{ here.way }}, please."
"""
    for variant, data in odd(tmp_path, blocks).items():
        assert squeezed(data).count("Inyourownwords") == 1  # above, the line beside the box says enough
        if variant.fill:
            assert [name for name, _, _, _ in widgets(data)].count("odd.way:other") == 2


def test_columns_are_as_wide_as_their_longest_word(tmp_path: Path) -> None:
    words = ["Day", "Responsibilities", "A", "B", "C"]
    columns = "".join(f"\n      - {{id: c{n}, label: {word}, type: text}}" for n, word in enumerate(words))
    blocks = f"\n  - block: rows\n    id: log\n    title: Log\n    layout: table\n    more: true\n    columns:{columns}\n"
    data = odd(tmp_path, blocks)[Variant(fill=True)]
    wide = {name.rsplit(".", 1)[1]: place[2] - place[0] for name, _, place, _ in widgets(data) if "[0001]" in name}
    assert wide["c1"] > 1.05 * wide["c0"] and wide["c1"] < 2 * wide["c0"]
    assert kinds(data).count("/Table") == 1


def test_rows_with_many_options_have_a_line_each_and_say_once_what_there_is(tmp_path: Path) -> None:
    options = ", ".join(f'{{id: o{n}, label: "Option {n} of a long list"}}' for n in range(40))
    blocks = f"""
  - block: rows
    id: one
    title: One of many
    layout: table
    more: true
    columns: [{{id: x, label: X, type: choice, other: true, options: [{options}]}}, {{id: y, label: Y, type: text}}]
    paper: {{rows: 4}}
"""
    for variant, data in odd(tmp_path, blocks).items():
        assert kinds(data).count("/Table") == (0 if variant.large else 1), variant
        text = squeezed(data)
        assert all(text.count(f"Option{n}ofalonglist") == 1 for n in range(40))
        if variant.fill:
            fields = {name: widget for name, _, _, widget in widgets(data)}
            assert {f"odd.one[{n:04d}].x{part}" for n in (1, 2, 3, 4) for part in ("", ":other")} < set(fields)
            assert sum(name.endswith("].x") for name in fields) == 4  # a list, not forty boxes


def test_rows_with_many_boxes_are_cards_and_no_row_of_a_table_is_split(tmp_path: Path) -> None:
    options = ", ".join(f'{{id: o{n}, label: "Option {n} of a long list"}}' for n in range(40))
    few = "[{id: a, label: Alpha}, {id: b, label: Beta}, {id: c, label: Gamma}]"
    blocks = f"""
  - block: rows
    id: many
    title: Some of many
    layout: table
    more: true
    columns: [{{id: x, label: X, type: choices, options: [{options}]}}, {{id: y, label: Y, type: text}}]
    paper: {{rows: 2}}
  - block: rows
    id: few
    title: Few
    layout: table
    more: true
    columns: [{{id: x, label: X, type: choices, options: {few}}}, {{id: y, label: Y, type: text}}, {{id: z, label: Z, type: text}}]
    paper: {{rows: 30}}
"""
    for variant, data in odd(tmp_path, blocks).items():
        assert kinds(data).count("/Table") == (0 if variant.large else 1), variant  # of the few
        text = squeezed(data)
        assert all(text.count(f"Option{n}ofalonglist") == 2 for n in range(40))
        if variant.fill and not variant.large:
            pages: dict[str, set[int]] = {}
            for name, page, _, _ in widgets(data):
                if ".few[" in name:
                    pages.setdefault(name.split("]")[0], set()).add(page)
            assert len(pages) == 30 and all(len(each) == 1 for each in pages.values())


def test_options_stand_in_columns_only_where_their_words_fit(tmp_path: Path) -> None:
    words = [
        "Massachusetts",
        "Unkontrollierbarkeiten",
        "Verantwortlichkeiten",
        "Ja",
        "Nein",
        "Wohl",
        "Kaum",
        "Nie",
        "Oft",
        "Stets",
        "Eh",
        "Oh",
    ]
    options = ", ".join(f"{{id: o{n}, label: {word}}}" for n, word in enumerate(words))
    blocks = f"""
  - block: rows
    id: r
    title: R
    more: true
    columns: [{{id: x, label: X, type: choices, options: [{options}]}}]
"""
    for data in odd(tmp_path, blocks).values():
        assert all(squeezed(data).count(word) >= 3 for word in words[:3])


def test_what_has_parts_that_fit_goes_on_over_the_next_page(tmp_path: Path) -> None:
    options = ", ".join(f'{{id: o{n}, label: "Option {n} of a list"}}' for n in range(120))
    said = "I write to {{ me.name }} because I heard of you. " * 30
    blocks = f"""
  - {{block: fields, id: f, items: [{{id: pick, label: Pick one, type: choice, other: true, options: [{options}]}}]}}
  - {{block: letter, id: l, title: Long, channel: email, body: "{said}"}}
"""
    for data in odd(tmp_path, blocks).values():
        text = squeezed(data)
        assert all(text.count(f"Option{n}ofalist") == 1 for n in range(120))
        assert text.count("becauseIheardofyou.") == 30


@pytest.mark.parametrize("block", [
    "{block: fields, id: f, items: [{id: a, label: A, type: longtext, paper: {lines: 29}}]}",
    "{block: questions, id: q, title: Q, items: [{id: a, text: A?}], paper: {lines: 29}}",
    "{block: letter, id: l, title: L, channel: post, body: '{{here.a}}', fields: [{id: a, label: A, type: longtext, paper: {lines: 29}}]}",
])  # fmt: skip
def test_more_lines_than_a_page_has_are_still_an_error(block: str, tmp_path: Path) -> None:
    with pytest.raises(TypesetError, match="does not fit"):
        odd(tmp_path, f"  - {block}\n")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://приклад.укр/шлях/", "https://приклад.укр/шлях/"),
        ("https://例え.jp:8000/道/a%20b/", "https://xn--r8jz45g.jp:8000/%E9%81%93/a%20b/"),
    ],
)
def test_an_address_that_paper_cannot_show_is_written_as_browsers_send_it(given: str, shown: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/errors/base", tmp_path / "p")
    settings = tmp_path / "p/mkdocs.yml"
    settings.write_text(f"site_url: {given}\n{settings.read_text('utf-8')}", "utf-8")
    assert cli.main(["handouts", str(tmp_path / "out"), "-f", str(settings)]) == 0
    words = "".join(words_of((tmp_path / "out/moving/ask.pdf").read_bytes())).replace("\n", "")
    assert f"{shown}moving/ask/" in words
