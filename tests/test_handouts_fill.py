"""Handouts to fill in: every answer is a form field of its name, asks its question, and comes in the order of reading."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from guidesheet.answers import Naming, Place
from guidesheet.blocks.fields import FieldsBlock, Use
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.editions import Variant
from guidesheet.handouts.content import SHOWN
from guidesheet.handouts.document import asked
from guidesheet.ids import is_answer
from support.handouts import MM, document, leaves, naming, packet_pdf, sheet_pdf, sheets, widgets, words_of

FILL = Variant(fill=True)
GUIDES = [("guide", "informational-interviews"), ("home", "renting")]


def expected(there: Naming) -> set[str]:
    """Every answer that a sheet asks for, as form fields say it: rows without their number, choices of several by option."""
    found = set[str]()
    used = {name for sheet in there.dataset.sheets.values() for name in shared_of(there, sheet.id)}
    for place in there.places.values():
        if "." in place.id and place.id.split(".")[0] in there.dataset.guidance.collections and place.id not in used:
            continue
        found |= set(names_of(place))
    for _, block in there.dataset.blocks():
        if getattr(block, "more", False) and block.block == "questions":
            found |= {f"{sheet}.{block.id}[]:{part}" for sheet in there.dataset.sheets for part in ("star", "note")
                      if block in there.dataset.sheets[sheet].blocks}  # fmt: skip
    return found


def names_of(place: Place) -> list[str]:
    if place.type in ("rows", "row"):
        return []
    if place.type == "question":
        return [f"{place.id}:star", f"{place.id}:note"]
    if place.type == "choices":
        return [f"{place.id}={key}" for key in place.keys] + [f"{place.id}:other"] * ("other" in place.keys)
    if place.type == "money" and place.keys:
        return [place.id, f"{place.id}:per"]
    return [place.id, *([f"{place.id}:other"] if "other" in place.keys else [])]


def shared_of(there: Naming, sheet_id: str) -> set[str]:
    """The shared fields that a sheet asks for: in its fields and rows, in its letters, and for whom it is about."""
    sheet = there.dataset.sheets[sheet_id]
    found = set[str]()
    about = there.dataset.guidance.collections[sheet.about]
    if about.title:
        found.add(f"{sheet.about}.{about.title}")
    for block in sheet.blocks:
        if isinstance(block, FieldsBlock):
            found |= {entry.use for entry, _ in block.entries() if isinstance(entry, Use)}
        if isinstance(block, RowsBlock) and block.of:
            found |= {f"{block.of}.{column}" for column in block.columns}
        if isinstance(block, LetterBlock):  # what a condition asks for is not printed
            bare = (re.sub(r"\{%.*?%\}", "", text) for text in block.texts(there.dataset.guidance.fragments))
            found |= {name for text in bare for name in re.findall(r"\{\{\s*([a-z_]+\.[a-z_]+)", text) if there.dataset.shared(name)}
    return found


@pytest.mark.parametrize(("name", "folder"), GUIDES)
def test_the_form_fields_of_a_guide_are_the_answers_of_its_dataset(name: str, folder: str) -> None:
    found = {field for field, _, _, _ in widgets(packet_pdf(name, folder, FILL)) if not field.startswith(f"{SHOWN}.")}
    plain = {re.sub(r"\[\d{4}\]", "[]", field) for field in found}
    records = {re.sub(r"^(\w+)\[\]\.", r"\1.", field) for field in plain}  # a row that is a record has shared answers
    given = {re.sub(r"\[[a-z_]+\]\.", "[].", field) for field in records}  # published rows have the columns of the block
    assert given == expected(naming(name))
    for field in found:
        assert is_answer(re.sub(r"^(home|helper|contact)\[\d{4}\]\.", r"\1.", field.partition("=")[0])), field


@pytest.mark.parametrize(("name", "sheet"), sheets("guide", "home", "moving"))
def test_fields_ask_their_question_and_come_in_the_order_of_reading(name: str, sheet: str) -> None:
    with pikepdf.open(io.BytesIO(sheet_pdf(name, sheet, FILL))) as pdf:
        order = list(in_tags(pdf))
        drawn = [widget for page in pdf.pages for widget in page.obj.get("/Annots", []) if widget.Subtype == "/Widget"]
        assert [widget.objgen for widget in order] == [widget.objgen for widget in drawn] and len(drawn) > 0
        assert all(str(page.obj.Tabs) == "/S" for page in pdf.pages)
        assert all(str(widget.TU).strip() for widget in drawn)
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        for earlier, later in pairwise(drawn):
            if earlier.P.objgen == later.P.objgen and later.Rect[1] > earlier.Rect[3]:
                pytest.fail(f"{later.TU} stands above {earlier.TU}")


def in_tags(pdf: pikepdf.Pdf) -> Any:
    """The widgets in the order of the structure tree."""

    def walk(node: Any) -> Any:
        if isinstance(node, pikepdf.Array):
            for each in node:
                yield from walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/Type") == "/OBJR":
                if node.Obj.get("/Subtype") == "/Widget":
                    yield node.Obj
            else:
                yield from walk(node.get("/K"))

    yield from walk(pdf.Root.StructTreeRoot.K)


def test_questions_stand_at_the_fields_that_answer_them() -> None:
    told = {field: str(widget.TU) for field, _, _, widget in widgets(sheet_pdf("guide", "request_letter", FILL))}
    assert told["me.name"] == "Your name" and told["request_letter.mailed"] == "Day you mail it"
    assert told["request_letter.spelling"] == "Spelling, above all of names"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_questions_are_told_in_the_letters_of_their_language(lang: str) -> None:
    seen = ""
    for name, sheet in sheets("guide", "moving"):
        told = told_of(sheet_pdf(name, sheet, FILL, lang))
        for field, part in asked(document(name, sheet, lang)):
            if field in told:
                assert any(part["q"] in said for said, _ in told[field]), (field, part["q"])
                seen += part["q"]
    assert {"en": "–", "es": "ó"}[lang] in seen


def test_each_box_of_a_choice_tells_its_option() -> None:
    for name, sheet in sheets("guide", "home"):
        for field, places in told_of(sheet_pdf(name, sheet, FILL)).items():
            keys: dict[str, list[str]] = {}
            for said, states in places:
                assert keys.setdefault(said, states) == states, f"{field}: two boxes say {said}"
    closing = told_of(sheet_pdf("guide", "request_letter", FILL))["request_letter.closing"]
    assert [said for said, _ in closing] == ["Closing: Sincerely", "Closing: Kind regards"] * 2
    doors = told_of(sheet_pdf("home", "handover", FILL))["handover.doors"]
    assert [said for said, _ in doors] == [f"Doors and locks: {words}" for words in ("Fine", "To fix", "Does not apply")]


def told_of(data: bytes) -> dict[str, list[tuple[str, list[str]]]]:
    """What each place of a field tells of itself, and the keys that it can have."""
    told: dict[str, list[tuple[str, list[str]]]] = {}
    for field, _, _, widget in widgets(data):
        states = [] if isinstance(widget.AP.N, pikepdf.Stream) else [key[1:] for key in widget.AP.N if key != "/Off"]
        told.setdefault(field, []).append((str(widget.TU), states))
    return told


def test_the_same_answer_twice_is_one_field() -> None:
    with pikepdf.open(io.BytesIO(sheet_pdf("guide", "request_letter", FILL))) as pdf:
        fields = dict(leaves(pdf.Root.AcroForm.Fields))
        assert len(fields["me.name"].Kids) == 3 and len(fields["me.phone"].get("/Kids", [])) == 0
        closing = fields["request_letter.closing"]
        assert int(closing.Ff) == 0  # Firefox shows a mark of "one of several" in one place only
        states = sorted(key for kid in closing.Kids for key in kid.AP.N if key != "/Off")
        assert states == ["/regards", "/regards", "/sincerely", "/sincerely"]
        assert int(fields["me.address"].Ff) & 1 << 12 and not int(fields["me.phone"].Ff)


def test_a_choice_in_one_place_is_one_of_several() -> None:
    with pikepdf.open(io.BytesIO(sheet_pdf("home", "handover", FILL))) as pdf:
        doors = dict(leaves(pdf.Root.AcroForm.Fields))["handover.doors"]
        assert int(doors.Ff) == 1 << 15 and len(doors.Kids) == 3


def test_no_two_fields_have_one_name() -> None:
    for name, folder in GUIDES:
        with pikepdf.open(io.BytesIO(packet_pdf(name, folder, FILL))) as pdf:
            names = [name for name, _ in leaves(pdf.Root.AcroForm.Fields)]
            assert len(names) == len(set(names)) > 60


def test_what_is_chosen_in_a_table_is_a_list_of_the_options() -> None:
    with pikepdf.open(io.BytesIO(sheet_pdf("home", "homes", FILL))) as pdf:
        heat = dict(leaves(pdf.Root.AcroForm.Fields))["home[0001].heat"]
        assert str(heat.FT) == "/Ch" and int(heat.Ff) & 1 << 17
        assert [[str(part) for part in each] for each in heat.Opt] == [
            ["", " "], ["gas", "Gas"], ["electric", "Electric"], ["pump", "Heat pump"], ["other", "Other"]
        ]  # fmt: skip


@pytest.mark.parametrize(("name", "sheet"), [("guide", "before"), ("home", "handover")])
def test_boxes_and_lines_are_as_large_as_a_hand_needs(name: str, sheet: str) -> None:
    for large, box, line in ((False, 5, 9), (True, 7, 13)):
        for field, _, (left, bottom, right, top), widget in widgets(sheet_pdf(name, sheet, Variant(large=large, fill=True))):
            if str(widget.get("/FT", widget.get("/Parent", {}).get("/FT"))) == "/Btn":
                assert abs(right - left - box * MM) < 0.1 and abs(top - bottom - box * MM) < 0.1, field
            elif not field.startswith(f"{SHOWN}."):
                lines = (top - bottom) / (line * MM)
                assert lines > 0.8 and right - left >= 25 * MM, field


@pytest.mark.parametrize(("name", "sheet"), sheets("guide", "home"))
def test_the_edition_to_fill_in_says_what_the_other_says(name: str, sheet: str) -> None:
    """They differ in fields only; page numbers and feet follow the pages."""
    said = [re.sub(r"\s+", "", " ".join(words_of(sheet_pdf(name, sheet, variant)))) for variant in (Variant(), FILL)]
    there = naming(name)
    foot = re.escape(there.scope(sheet).plain(there.dataset.sheets[sheet].short or there.dataset.sheets[sheet].title).replace(" ", ""))
    bare = [re.sub(rf"{foot}·Lastrevised\w+\d+,\d+\.|https://example\.org\S*?html|Page\d+of\d+", "", text) for text in said]
    assert sorted(bare[0]) == sorted(bare[1])
