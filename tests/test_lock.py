"""ids.lock: what is published stays answerable (FORMATS.md §7)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from guidesheet import cli
from guidesheet.check.loaded import Loaded
from guidesheet.check.lock import Comparison, read_lock
from guidesheet.errors import DatasetError
from guidesheet.load import accept, load, load_published

BASE = Path(__file__).parent / "errors" / "base" / "guidance"
BOXES = "      - {id: label_boxes, text: Write the room on every box}\n"

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a good dataset whose ids are published."""
    monkeypatch.delenv("CI", raising=False)
    return shutil.copytree(BASE, tmp_path / "guidance")


@pytest.fixture
def edit(folder: Path) -> Edit:
    """`edit(file, old, new)`: puts `new` where `old` stands once."""

    def edit(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text("utf-8")
        assert text.count(old) == 1
        (folder / name).write_text(text.replace(old, new), "utf-8")

    return edit


def test_accept_writes_the_lock(folder: Path) -> None:
    lock = folder / "ids.lock"
    published = lock.read_bytes()
    lock.unlink()
    assert accept(folder, load(folder))
    assert lock.read_bytes() == published


def test_a_second_accept_changes_nothing(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("moving/pack.yml", BOXES, BOXES + "      - {id: fragile, text: Mark what is fragile}\n")
    words = ["check", "--accept", str(folder)]
    said = []
    written = []
    for _ in range(2):
        assert cli.main(words) == 0
        said.append(capsys.readouterr().out.splitlines()[-1])
        written.append((folder / "ids.lock").read_bytes())
    assert said == ["ids.lock was written.", "ids.lock is as it was."]
    assert written[0] == written[1]
    assert b"pack.fragile\tme\ttick\t\tMark what is fragile\n" in written[0]


def test_the_lock_is_sorted_by_bytes(folder: Path) -> None:
    rows = (folder / "ids.lock").read_bytes().splitlines()
    assert rows[0].startswith(b"# guidesheet ids.lock 1:")
    ids = [row.split(b"\t")[0] for row in rows[1:]]
    assert ids == sorted(set(ids))
    assert {row.count(b"\t") for row in rows[1:]} == {4}


def test_a_failed_accept_writes_nothing(folder: Path, edit: Edit) -> None:
    before = (folder / "ids.lock").read_bytes()
    edit("moving/pack.yml", BOXES, "")
    assert cli.main(["check", "--accept", str(folder)]) == 1
    assert (folder / "ids.lock").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "was", "now"),
    [
        ("pack", "{id: label_boxes,", "{id: rooms, was: pack.label_boxes,", "pack.label_boxes", "pack.rooms"),
        ("ask", "{id: damp,", "{id: mould, was: [ask.damp],", "ask.damp", "ask.mould"),
        ("viewing", "{id: size,", "{id: area, was: 'viewing.rooms[].size',", "viewing.rooms[].size", "viewing.rooms[].area"),
        ("notice", "{id: mailed,", "{id: sent, was: notice.mailed,", "notice.mailed", "notice.sent"),
    ],
)
def test_a_renamed_id_stays_known(folder: Path, edit: Edit, file: str, old: str, new: str, was: str, now: str) -> None:
    edit(f"moving/{file}.yml", old, new)
    if file == "notice":
        edit("moving/notice.yml", "here.mailed", "here.sent")
    assert compared(folder).new == (now,)
    accept(folder, load(folder))
    lock = read_lock(folder / "ids.lock")
    assert (lock[was].type, lock[was].keys) == ("was", (now,))
    assert compared(folder).new == ()
    edit(f"moving/{file}.yml", new, new.partition(",")[0] + ",")  # the `was` is taken out again
    assert f"the published id '{was}' was renamed to '{now}', and no item says so" in refused(folder)


def test_a_chain_of_names_is_kept(folder: Path, edit: Edit) -> None:
    edit("moving/ask.yml", "{id: damp,", "{id: mould, was: ask.damp,")
    accept(folder, load(folder))
    edit("moving/ask.yml", "{id: mould, was: ask.damp,", "{id: wet, was: ask.mould,")
    assert "'ask.damp' was renamed to 'ask.mould', and no item says so" in refused(folder)
    edit("moving/ask.yml", "was: ask.mould,", "was: [ask.mould, ask.damp],")
    accept(folder, published(folder))
    lock = read_lock(folder / "ids.lock")
    assert {name: lock[name].keys for name in ("ask.damp", "ask.mould")} == {"ask.damp": ("ask.wet",), "ask.mould": ("ask.wet",)}


def test_a_renamed_option_passes(folder: Path, edit: Edit) -> None:
    edit("moving/viewing.yml", "{id: loud,", "{id: noisy,")
    assert "the option 'loud' of 'viewing.noise' has vanished" in refused(folder)
    edit("moving/viewing.yml", "{id: noisy,", "{id: noisy, was: loud,")
    assert compared(folder).problems == ()
    accept(folder, load(folder))
    assert read_lock(folder / "ids.lock")["viewing.noise"].keys == ("quiet", "noisy")


@pytest.mark.parametrize(
    ("name", "file", "old", "new"),
    [
        ("pack.label_boxes", "pack", BOXES, ""),
        ("viewing.noise=loud", "viewing", ", {id: loud, label: Loud}", ""),
        ("viewing.rooms[].size", "viewing", "      - {id: size, label: Size, type: number}\n", ""),
    ],
)
def test_what_is_removed_must_be_retired(folder: Path, edit: Edit, name: str, file: str, old: str, new: str) -> None:
    edit(f"moving/{file}.yml", old, new)
    assert "has vanished" in refused(folder)
    edit("guidance.yml", "values:\n", f"retired: {{'{name}': 2026-05-04}}\nvalues:\n")
    accept(folder, published(folder))
    assert f"{name}\t\tretired\t\t\n" in (folder / "ids.lock").read_text("utf-8")
    edit("guidance.yml", f"'{name}': 2026-05-04", "")
    assert f"'{name}' was retired, and guidance.yml no longer says so" in refused(folder)


def test_a_retired_id_is_never_used_again(folder: Path, edit: Edit) -> None:
    edit("moving/pack.yml", BOXES, "")
    edit("guidance.yml", "values:\n", "retired: {pack.label_boxes: 2026-05-04}\nvalues:\n")
    accept(folder, published(folder))
    edit("moving/pack.yml", "    items:\n", "    items:\n" + BOXES)
    said = refused(folder)
    assert said.startswith(f"{folder}/moving/pack.yml:10:9: the id 'pack.label_boxes' is retired and can never be used again")


def test_a_retired_option_is_never_used_again(folder: Path, edit: Edit) -> None:
    edit("guidance.yml", "values:\n", "retired: {viewing.noise=loud: 2026-05-04}\nvalues:\n")
    assert "the option 'loud' of 'viewing.noise' is retired and can never be used again" in refused(folder)


@pytest.mark.parametrize(("old", "new", "passes"), [
    ("{id: rent, label: Monthly rent, type: number}", "{id: rent, label: Monthly rent, type: text}", True),
    ("{id: rent, label: Monthly rent, type: number}", "{id: rent, label: Monthly rent, type: longtext}", True),
    ("{id: rent, label: Monthly rent, type: number}", "{id: rent, label: Monthly rent, type: time}", False),
    ("{id: room, label: Room, type: text}", "{id: room, label: Room, type: date}", False),
])  # fmt: skip
def test_saved_answers_fit_the_new_type(folder: Path, edit: Edit, old: str, new: str, passes: bool) -> None:
    edit("moving/viewing.yml", old, new)
    if passes:
        assert compared(folder).problems == ()
    else:
        assert "saved answers would not fit" in refused(folder)


def test_a_reworded_question_is_told(folder: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("moving/ask.yml", "Has there been **damp**?", "Is it dry?")
    assert compared(folder).reworded == (("ask.damp", "Has there been damp?", "Is it dry?"),)
    assert cli.main(["check", str(folder)]) == 0
    assert 'Reworded: ask.damp\n  was: "Has there been damp?"\n  now: "Is it dry?"\n' in capsys.readouterr().out


@pytest.mark.parametrize("ci", [None, "", "0", "false", "False"])
def test_a_new_id_is_only_told_at_home(
    folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str | None
) -> None:
    if ci is not None:
        monkeypatch.setenv("CI", ci)
    before = (folder / "ids.lock").read_bytes()
    edit("moving/pack.yml", BOXES, BOXES + "      - {id: fragile, text: Mark what is fragile}\n")
    assert cli.main(["check", str(folder)]) == 0
    assert "1 new ids are not published yet: pack.fragile\n" in capsys.readouterr().out
    assert (folder / "ids.lock").read_bytes() == before


@pytest.mark.parametrize("ci", ["true", "1", "woodpecker"])
def test_a_new_id_stops_ci(folder: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    edit("moving/pack.yml", BOXES, BOXES + "      - {id: fragile, text: Mark what is fragile}\n")
    said = f"{folder}/ids.lock: the id 'pack.fragile' is not in ids.lock; run `guidesheet check --accept` and commit ids.lock"
    assert refused(folder) == said
    assert cli.main(["check", "--accept", str(folder)]) == 0
    assert compared(folder).new == ()


def test_a_renamed_option_is_remembered(tmp_path: Path) -> None:
    folder = shutil.copytree(BASE.parents[1].parent / "datasets/first-home/docs/guidance", tmp_path / "guidance")
    assert "home.heat=power\thome\twas\telectric\t\n" in (folder / "ids.lock").read_text("utf-8")
    guidance = folder / "guidance.yml"
    guidance.write_text(guidance.read_text("utf-8").replace(", was: power", ""), "utf-8")
    assert "the published option 'power' of 'home.heat' was renamed to 'electric', and no option says so" in refused(folder)
    guidance.write_text(guidance.read_text("utf-8").replace("retired:", "retired:\n  home.heat=power: 2026-11-20"), "utf-8")
    compared(folder)


def test_without_a_lock_every_id_is_new(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = len(read_lock(folder / "ids.lock"))
    (folder / "ids.lock").unlink()
    assert len(compared(folder).new) == count
    monkeypatch.setenv("CI", "true")
    assert refused(folder).count("is not in ids.lock") == count


def compared(folder: Path) -> Comparison:
    """The dataset against its lock, where nothing is wrong."""
    return load_published(folder)[1]


def published(folder: Path) -> Loaded:
    """The dataset, where nothing is wrong."""
    return load_published(folder)[0]


def refused(folder: Path) -> str:
    """What is said of a dataset that does not pass."""
    with pytest.raises(DatasetError) as caught:
        load_published(folder)
    return str(caught.value)
