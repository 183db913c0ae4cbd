"""A dataset in two languages: what is translated, what falls back and says so, what is stale.

Mistakes are in tests/errors/overlay-*.yml.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.registry import BLOCKS
from guidesheet.blocks.text import TextBlock
from guidesheet.check import translations
from guidesheet.cli import main
from guidesheet.errors import DatasetError
from guidesheet.load import accept_translations, load, load_published
from guidesheet.messages import languages, messages
from guidesheet.overlays import Edition, edition
from guidesheet.prose import Prose
from guidesheet.shapes import Inline, Shape, Wording
from run import ROOT

DATASET = ROOT / "tests/datasets/two-languages/guidance"
NOTICE, PACK = "moving/notice.es.yml", "moving/pack.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    shutil.copytree(DATASET, tmp_path / "guidance")
    return tmp_path / "guidance"


def spanish(folder: Path = DATASET) -> Edition:
    return load(folder).editions["es"]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def block(found: Edition, name: str) -> object:
    sheet, _, own = name.partition(".")
    return next(entry for entry in found.dataset.sheets[sheet].blocks if entry.id == own)


def texts(value: object) -> Iterator[Prose | Wording]:
    """Every text in a value."""
    if isinstance(value, Prose | Wording):
        yield value
    elif isinstance(value, Shape):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from texts(entry)
    elif isinstance(value, dict):
        for entry in value.values():
            yield from texts(entry)


def test_texts_are_laid_over_by_id() -> None:
    found = spanish()
    guidance, sheets = found.dataset.guidance, found.dataset.sheets
    me, helper = guidance.collections["me"], guidance.collections["helper"]
    assert guidance.title.plain() == "Mudanza en dos idiomas"
    assert [field.label.plain() for field in me.fields.values()][:2] == ["Su nombre", "Su nueva dirección"]
    assert [option.label.plain() for option in found.dataset.options(me.fields["reach"])] == ["Teléfono", "Correo postal"]
    assert [option.label.plain() for option in found.dataset.options(helper.fields["brings"])] == ["Una camioneta", "Herramientas"]
    assert guidance.fragments["goodbye"].startswith("Atentamente,")
    assert [step.title.plain() for step in found.dataset.guides["moving"].steps] == ["Mirar", "Irse"]
    assert [item.label and item.label.plain() for item in block(found, "notice.you").items] == [None, "Cómo le contactan", None]  # type: ignore[attr-defined]
    assert [column.label.plain() for column in block(found, "viewing.rooms").columns] == ["Cuarto", "Tamaño"]  # type: ignore[attr-defined]
    (body,) = block(found, "notice.note").parts  # type: ignore[attr-defined]
    assert body.body.startswith("Nos mudamos") and body.body.lang is None
    assert {text.lang for text in texts(sheets["viewing"]) if text.lang} == set()


def test_what_is_not_translated_is_in_the_root_language_and_says_so() -> None:
    found = spanish()
    assert {text.lang for text in texts(found.dataset.sheets["ask"])} == {"en"}
    assert [text.name for text in found.missing] == [
        "ask.title", "ask.intro", "ask.bank.title", "ask.bank.heating.text", "ask.bank.damp.text", "pack.intro",
    ]  # fmt: skip
    publisher = found.dataset.guidance.publisher
    assert publisher.name.lang == "en" and not any("publisher.name" in text.place for text in found.texts)


def test_ids_types_and_order_are_those_of_the_root() -> None:
    loaded = load(DATASET)

    def bones(value: object) -> object:
        if isinstance(value, Prose | Wording):
            return None
        if isinstance(value, Shape):
            return {name: bones(getattr(value, name)) for name in type(value).model_fields}
        if isinstance(value, tuple):
            return [bones(entry) for entry in value]
        return {key: bones(entry) for key, entry in value.items()} if isinstance(value, dict) else value

    here, there = loaded.dataset, loaded.editions["es"].dataset
    for part in ("guidance", "guides", "sheets", "addresses"):
        assert bones(getattr(there, part)) == bones(getattr(here, part))


def test_a_letter_in_english_stays_english_with_labels_in_spanish() -> None:
    found = spanish()
    letter = block(found, "notice.letter")
    assert isinstance(letter, LetterBlock) and letter.lang == "en"
    assert {part.body.lang for part in letter.parts} == {"en"}
    beside = [text.plain() for part in letter.parts for text in (part.note, part.lead) if text]
    assert beside == ["Su nombre, si lo sabe", "Si entrega llaves:"]
    assert letter.fields[0].label.plain() == "Día en que lo envía"
    assert not any(text.place.startswith("notice.blocks.letter") and text.place.endswith("body") for text in found.texts)


def test_blocks_can_be_left_out_or_be_there_for_one_language() -> None:
    loaded = load(DATASET)
    assert loaded.editions["en"].hidden == {"notice.help_es"}
    assert (loaded.editions["es"].hidden, loaded.editions["es"].omitted) == ({"notice.law"}, {"notice.law"})
    only = block(loaded.editions["es"], "notice.help_es")
    assert isinstance(only, TextBlock) and only.text.lang is None
    assert {text.lang for text in texts(block(loaded.editions["en"], "notice.help_es"))} == {"es"}


@pytest.mark.parametrize("folder", ["docs/guidance", "tests/datasets/first-home/docs/guidance"])
def test_the_walk_finds_every_text(folder: str) -> None:
    """Without an overlay all that has words says its language, and is counted but for names and letters in a language of their own."""
    loaded = load(ROOT / folder)
    bare, problems = edition("eu", loaded.dataset, loaded.documents, {})
    assert problems == []
    every = [text for part in (bare.dataset.guidance, *bare.dataset.guides.values(), *bare.dataset.sheets.values()) for text in texts(part)]
    plain = [text for text in every if text.lang is None]
    said = [text if isinstance(text, Wording) else text.plain(lambda n: "") for text in plain]
    assert len(every) > 100 and [text for text in said if re.search("[a-z]", re.sub(r"\{[{%].*?[%}]\}", "", text))] == []
    kept = sum(len(each.parts) for _, each in loaded.dataset.blocks() if isinstance(each, LetterBlock) and each.lang == "en")
    fallen = [text for text in every if text.lang == loaded.dataset.guidance.language]
    assert len(bare.missing) == len(bare.texts) > 0.9 * (len(fallen) - kept)


def test_a_new_block_is_translated_without_a_line_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Card(Shape):
        id: str
        front: Inline
        back: Inline | None = None

    class Cards(TextBlock):
        block: str  # type: ignore[assignment]
        cards: tuple[Card, ...]

    monkeypatch.setitem(BLOCKS, "cards", Cards)
    with (folder / PACK).open("a", encoding="utf-8") as file:
        file.write("  - {block: cards, id: deck, text: Learn these, cards: [{id: a, front: Box}, {id: b, front: Bag, back: Sack}]}\n")
    with (folder / "moving/pack.es.yml").open("a", encoding="utf-8") as file:
        file.write("  deck: {cards: {a: Caja, b: {front: Bolsa}}}\n")
    found = spanish(folder)
    assert [card.front.plain() for card in block(found, "pack.deck").cards] == ["Caja", "Bolsa"]  # type: ignore[attr-defined]
    assert [text.name for text in found.missing][-2:] == ["pack.deck.text", "pack.deck.b.back"]


def test_check_counts_what_is_missing_and_says_what_is_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "es: 6 of 52 texts are not translated: ask.title, ask.intro," in out and "es leaves out: notice.law" in out
    (folder / "moving/pack.es.yml").unlink()
    assert main(["check", str(folder)]) == 0
    assert "es: 12 of 52 texts are not translated" in capsys.readouterr().out


def test_a_translation_is_stale_until_it_changes_or_somebody_says_it_is_right(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder / PACK, "title: Boxes", "title: Your boxes")
    edit(folder / PACK, "Write the room on every box", "Write the room and the floor on every box")
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert 'pack.es.yml:4:12: the text was changed after it was translated, to "Your boxes"' in out
    assert "--still-right es:pack.boxes.title" in out and out.count("Stale: ") == 2
    for _ in range(2):  # accepting alone never makes it fresh
        assert main(["check", str(folder), "--accept"]) == 0
        assert capsys.readouterr().out.count("Stale: ") == 2
    assert main(["check", str(folder), "--accept", "--still-right", "es:pack.boxes.title"]) == 0
    out = capsys.readouterr().out
    assert "Still right: es:pack.boxes.title" in out and out.count("Stale: ") == 1
    edit(folder / "moving/pack.es.yml", "Escriba el cuarto en cada caja", "Escriba el cuarto y el piso en cada caja")
    assert main(["check", str(folder), "--accept"]) == 0
    out = capsys.readouterr().out
    assert "changed: es:pack.boxes.label_boxes.text" in out and "Stale" not in out
    assert main(["check", str(folder)]) == 0
    assert "Stale" not in capsys.readouterr().out


def test_old_words_that_come_back_are_as_stale_as_they_were(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = folder / "moving/pack.es.yml"
    before = overlay.read_text("utf-8")
    edit(folder / PACK, "title: Boxes", "title: Your boxes")
    edit(overlay, "    title: Cajas\n", "")
    assert main(["check", str(folder), "--accept"]) == 0
    assert "Stale" not in capsys.readouterr().out
    overlay.write_text(before, "utf-8")
    assert main(["check", str(folder), "--accept"]) == 0
    assert "Stale: " in capsys.readouterr().out


def test_a_place_stands_for_all_below_it_and_a_wrong_one_for_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for old, new in (("title: Boxes", "title: Your boxes"), ("on every box", "on all boxes"), ("title: Who helps", "title: Who can help")):
        edit(folder / PACK, old, new)
    before = (folder / translations.NAME).read_bytes()
    for wrong in ("es:pack.box", "pack.boxes", "es:viewing"):
        assert main(["check", str(folder), "--accept", "--still-right", wrong]) == 1
        assert f"no stale translation is called '{wrong}'" in capsys.readouterr().err
    assert main(["check", str(folder), "--still-right", "es:pack.boxes"]) == 1
    assert (folder / translations.NAME).read_bytes() == before
    found, right = accept_translations(folder, load(folder), ["es:pack.boxes"])
    assert (len(found.stale), sorted(entry.name for entry in right)) == (3, ["es:pack.boxes.label_boxes.text", "es:pack.boxes.title"])
    lock = translations.read_lock(folder / translations.NAME)
    assert [entry.name for entry in translations.compare(load(folder), lock).stale] == ["es:pack.helpers.title"]


def test_ci_refuses_stale_translations_and_accepts_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    load_published(folder)
    edit(folder / PACK, "intro: |\n  Begin", "intro: |\n\n  Begin")  # the same words
    load_published(folder)
    edit(folder / PACK, "title: Boxes", "title: Your boxes")
    with pytest.raises(DatasetError, match="changed after it was translated"):
        load_published(folder)
    edit(folder / "moving/pack.es.yml", "title: Cajas", "title: Sus cajas")
    load_published(folder)


def test_the_lock_is_sorted_and_a_second_accept_changes_nothing(folder: Path) -> None:
    lines = (folder / translations.NAME).read_text("utf-8").splitlines()
    assert lines[0].startswith("#") and lines[1:] == sorted(lines[1:]) and len(lines) == 47
    accept_translations(folder, load(folder), [])
    assert (folder / translations.NAME).read_text("utf-8").splitlines() == lines


def test_a_dataset_of_one_language_gets_no_lock(folder: Path) -> None:
    for path in folder.rglob("*.es.yml"):
        path.unlink()
    (folder / translations.NAME).unlink()
    edit(folder / "guidance.yml", "languages: [en, es]\n", "")
    edit(folder / "moving/notice.yml", "    lang: [es]\n", "")
    accept_translations(folder, load(folder), [])
    assert not (folder / translations.NAME).exists() and list(load(folder).editions) == ["en"]


@pytest.mark.parametrize("lang", [lang for lang in languages() if lang != "en"])
def test_every_message_is_there_in_every_language_with_the_same_slots(lang: str) -> None:
    folder = ROOT / "generator/guidesheet/messages"
    here, there = (yaml.safe_load((folder / f"{name}.yml").read_text("utf-8")) for name in ("en", lang))
    assert list(there) == list(here)
    slots = {key: (set(re.findall(r"\{\w+\}", here[key])), set(re.findall(r"\{\w+\}", there[key]))) for key in here}
    assert {key: pair for key, pair in slots.items() if pair[0] != pair[1]} == {}
    assert messages(lang).count("unit.days", 1) != messages(lang).count("unit.days", 2)


def test_advice_on_translations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hard = "Responsabilidades administrativas extraordinariamente complicadas requieren documentación institucional correspondiente. " * 12
    edit(folder / "moving/viewing.es.yml", 'intro: "Calcule {{ value.viewing }} y', f'intro: "{hard} {{{{ me.name }}}}')
    edit(folder / "moving/viewing.es.yml", "  rooms:\n", "  rooms: omit\n")
    edit(folder / "moving/viewing.es.yml", "    title: Cuartos\n    columns: {room: Cuarto, size: Tamaño}\n", "")
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "viewing.es.yml:2:8: the original has the blank 'value.viewing' here, and the translation does not" in out
    assert "viewing.es.yml:2:8: the translation has the blank 'me.name' here, and the original does not" in out
    assert "the block 'rooms' is left out in 'es', and holds answers" in out
    assert re.search(r"viewing.es.yml:1:8: this sheet reads at grade \d+\.\d in 'es', above 8", out)
