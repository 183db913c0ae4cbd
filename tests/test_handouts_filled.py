"""A handout with a reader's answers in it: every field says what it was given and shows it, and it is as accessible as before."""

from __future__ import annotations

import io
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import page as validator  # page-validation
import pikepdf
import pytest

from guidesheet.editions import Variant
from guidesheet.glyphs import measures
from guidesheet.handouts.document import answerable, packet_document
from guidesheet.handouts.fillscript import fill_script
from support import handouts
from support.filled import Filled, drawn, filled, script, told, values

FILL = Variant(fill=True)
VARIANTS = [FILL, Variant(large=True, fill=True), Variant("a4", fill=True), Variant("a4", large=True, fill=True)]
SHEETS = [each for each in handouts.sheets("guide", "home", "moving") if answerable(handouts.document(*each), FILL)]
SPANISH = [("guide", "call"), ("guide", "contact_log"), ("moving", "notice")]
TEXTS = 200
"""How many texts are made by chance; each goes into a field of its own."""
PIECES = (
    "(", ")", "((", "\\", "\\)", "\\\\n", "<<", ">>", "%", "[", "]", "/V", "endstream", "endobj", "\n", "\n\n", "\r\n", " ", "  ", "\t",
    "Ana Núñez", "Łódź", "Nguyễn", "Київ", "Αθήνα", "e\u0301", "n\u0303", "q\u0323", "ﬁ", "\u00a0", "\u200b", "\u2068", "\ufeff", "“ ”",
    "👩‍👧", "𝒳", "שלום", "مرحبا", "日本語", "0123456789", "averyveryveryverylongword", "<script>", "�", "{{ x }}", "&amp;", "€", "–",
)  # fmt: skip


def answers_for(script_text: str, texts: Any) -> dict[str, str]:
    """An answer for every field: texts in turn; every tick, and the last of each choice."""
    made = {}
    for field in told(script_text)["fields"]:
        keys = list(field.get("keys", {}))
        made[field["name"]] = keys[-1] if keys else "Yes" if field["kind"] == "tick" else next(texts)
    return made


def numbered() -> Any:
    """`Answer 1`, `Answer 2` …: they fit everywhere."""
    return (f"Answer {n}" for n in range(1, 10_000))


def by_chance(seed: int) -> Any:
    dice = random.Random(seed)
    while True:
        yield "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 9)))


def assert_accessible(data: bytes, folder: Path) -> None:
    file = folder / "handout.pdf"
    file.write_bytes(data)
    found = validator.validate_pdf(str(file), profile=validator.ValidationProfile.PDF_UA_1)
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.ending)
def test_every_field_of_every_sheet_says_its_answer_and_the_file_is_accessible(variant: Variant, tmp_path: Path) -> None:
    given = [(script(*sheet, variant), answers_for(script(*sheet, variant), numbered())) for sheet in SHEETS]
    for (_, answers), made, sheet in zip(given, filled(given), SHEETS, strict=True):
        assert values(made.pdf) == answers, sheet
        assert (made.missing, made.long) == ([], []), sheet
        assert_accessible(made.pdf, tmp_path)


def test_a_handout_without_answers_says_nothing_new() -> None:
    (made,) = filled([(script("guide", "call", FILL), {})])
    assert set(values(made.pdf).values()) == {""}
    assert made.pdf.startswith(handouts.sheet_pdf("guide", "call", FILL))


def test_a_handout_with_answers_asks_what_the_empty_one_asks() -> None:
    given = [(script(*sheet, FILL, "es"), answers_for(script(*sheet, FILL, "es"), numbered())) for sheet in SPANISH]
    for (_, answers), made, (name, sheet) in zip(given, filled(given), SPANISH, strict=True):
        empty = questions(handouts.sheet_pdf(name, sheet, FILL, "es"))
        assert questions(made.pdf) == empty and answers.keys() == empty.keys(), sheet
        assert any("ó" in said or "¿" in said for place in empty.values() for said in place), sheet


def questions(data: bytes) -> dict[str, list[str]]:
    """What every field asks: as a whole, and in each of its places."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = handouts.leaves(pdf.Root.AcroForm.Fields)
        return {name: [str(place.TU) for place in (field, *field.get("/Kids", []))] for name, field in fields}


@pytest.fixture(scope="module")
def chance() -> list[tuple[dict[str, str], Filled]]:
    """Handouts with texts made by chance."""
    given, texts, count = [], by_chance(6), 0
    while count < TEXTS:
        name, sheet = SHEETS[len(given) % len(SHEETS)]
        answers = answers_for(script(name, sheet, FILL), texts)
        given.append((script(name, sheet, FILL), answers))
        count += sum(field["size"] > 0 and not field.get("keys") for field in told(given[-1][0])["fields"])
    return [(answers, made) for (_, answers), made in zip(given, filled(given), strict=True)]


def test_any_text_is_read_back_as_it_was_typed(chance: list[tuple[dict[str, str], Filled]], tmp_path: Path) -> None:
    for answers, made in chance:
        kept = values(made.pdf)
        for name, text in answers.items():
            assert kept[name] in (text, re.sub(r"[\r\n]+", " ", text)), name  # the latter where there is one line
        assert_accessible(made.pdf, tmp_path)


def test_what_shows_is_the_text_and_what_cannot_show_is_said(chance: list[tuple[dict[str, str], Filled]]) -> None:
    glyphs = measures()["glyphs"]
    for _, made in chance:
        unknown, texts = set(), values(made.pdf)
        for name, places in drawn(made.pdf, lists=False).items():
            seen = [sign for sign in unicodedata.normalize("NFC", texts[name]) if visible(sign)]
            unknown |= {sign for sign in seen if sign not in glyphs}
            wanted = "".join(sign if sign in glyphs else "?" for sign in seen)
            for lines in places:
                assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", wanted), name
        assert {sign.removeprefix("◌") for sign in made.missing} == unknown


def visible(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Zs") and not "\ufe00" <= sign <= "\ufe0f"


def test_no_line_is_wider_or_lower_than_its_place() -> None:
    long = "Some words that go on and on, and a " + "very" * 60 + "long one.\n"
    for variant in VARIANTS:
        text = script("guide", "call", variant)
        fields = [field for field in told(text)["fields"] if field["size"]]
        (made,) = filled([(text, {field["name"]: long * (1 if field["kind"] == "lines" else 3) for field in fields})])
        for field in fields:
            for (_, _, width, height), lines in zip(field["boxes"], drawn(made.pdf)[field["name"]], strict=True):
                smallest = field["size"] * 0.7
                if field["q"] in made.long:
                    continue
                assert len(lines) * smallest * 1.25 <= height, field["q"]
                for line in lines:
                    wide = sum(measures()["glyphs"][sign][1] for sign in line.rstrip()) / 1000
                    assert wide * smallest <= width, (field["q"], line)
        assert {field["q"] for field in fields if field["kind"] == "text"} <= set(made.long)


def test_a_text_that_is_a_little_long_gets_smaller_and_one_that_is_longer_is_said() -> None:
    text = script("guide", "call", FILL)
    field = next(field for field in told(text)["fields"] if field["name"] == "contact.meet_place")
    width = field["boxes"][0][2]
    sign = measures()["glyphs"]["n"][1] * field["size"] / 1000
    fits, small, long = ("n" * int(width * share / sign) for share in (0.95, 1.3, 1.5))
    for answer, size, said in ((fits, 12, []), (small, None, []), (long, None, [field["q"]])):
        (made,) = filled([(text, {field["name"]: answer})])
        assert made.long == said
        (appearance,) = re.findall(rb"/DA \(/Wingdings ([\d.]+) Tf 0 g\)", made.pdf[len(handouts.sheet_pdf("guide", "call", FILL)) :])
        assert size == float(appearance) or (size is None and 8 <= float(appearance) < 12)


def test_the_same_answer_in_two_places_shows_in_both() -> None:
    (made,) = filled([(script("guide", "request_letter", FILL), {"me.name": "Rosa Díaz", "request_letter.closing": "sincerely"})])
    assert drawn(made.pdf)["me.name"] == [["Rosa Díaz"]] * 3
    assert values(made.pdf)["request_letter.closing"] == "sincerely"


def test_a_list_shows_the_words_of_its_key() -> None:
    text = script("home", "homes", FILL)
    (made,) = filled([(text, {"home[0001].heat": "pump"})])
    assert values(made.pdf)["home[0001].heat"] == "pump"
    assert drawn(made.pdf)["home[0001].heat"] == [["Heat pump"]]


def test_the_script_is_the_same_every_time_and_says_how_answers_are_written() -> None:
    document = handouts.document("guide", "call")
    data = handouts.sheet_pdf("guide", "call", FILL)
    assert fill_script(data, document) == fill_script(data, document)
    fields = {field["name"]: field for field in told(script("guide", "call", FILL))["fields"]}
    assert fields["contact.meet_day"]["type"] == "date" and "type" not in fields["contact.phone"]
    letter = {field["name"]: field for field in told(script("guide", "request_letter", FILL))["fields"]}
    assert [field["tree"][:2] for name, field in letter.items() if "-" in name and "tree" in field] == [
        ["o", ["f", "date", ["f", "workday", ["f", "plus", ["v", "request_letter.mailed"], 7]], "full"]]
    ]  # fmt: skip


def test_a_guides_packet_is_filled_in_by_no_page() -> None:
    packet = packet_document(handouts.naming("guide"), "informational-interviews", handouts.SITE)
    assert not answerable(packet, FILL)
    assert not answerable(handouts.document("guide", "call"), Variant())
    assert answerable(handouts.document("guide", "call"), FILL)
