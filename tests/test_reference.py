"""JSON Schemas and the page of all keys: true to the models, and of use in an editor."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from guidesheet import reference, schema, starter
from guidesheet.cli import main
from guidesheet.shapes import Shape
from run import ROOT

SCHEMAS = schema.schemas()
DATASETS = (ROOT / "docs/guidance", ROOT / "tests/datasets/first-home/docs/guidance")


class _Core(yaml.CSafeLoader):
    """YAML 1.2 as editors' language servers read it: days are text."""


_Core.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for sign, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def valid() -> Callable[[str, Any], None]:
    checks = {kind: fastjsonschema.compile(found) for kind, found in SCHEMAS.items()}
    return lambda kind, data: checks[kind](data)


def kind_of(file: Path) -> str:
    return {"guidance.yml": "guidance", "guide.yml": "guide"}.get(file.name, "sheet")


def read(text: str) -> Any:
    return yaml.load(text, _Core)


FILES = [file.relative_to(ROOT) for folder in DATASETS for file in sorted(folder.rglob("*.yml")) if "." not in file.stem]
"""All but translations, which have no schema."""


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_good_file_fits(file: Path, valid: Callable[[str, Any], None]) -> None:
    valid(kind_of(file), read((ROOT / file).read_text("utf-8")))


BAD = {
    "an unknown key": ("sheet", "id: a\ntitle: A\nintro: A\nbloks: []\nblocks: []"),
    "a missing key": ("sheet", "id: a\ntitle: A\nblocks: []"),
    "an id with a hyphen": ("sheet", "id: a-b\ntitle: A\nintro: A\nblocks: []"),
    "an unknown block": ("sheet", "id: a\ntitle: A\nintro: A\nblocks: [{block: quiz, id: q}]"),
    "an unknown key of a block": ("sheet", "id: a\ntitle: A\nintro: A\nblocks: [{block: text, id: q, text: A, txt: B}]"),
    "an unknown type": ("sheet", "id: a\ntitle: A\nintro: A\nblocks: [{block: fields, id: f, items: [{id: x, label: X, type: txt}]}]"),
    "missing options": ("sheet",
        "id: a\ntitle: A\nintro: A\nblocks: [{block: fields, id: f, items: [{id: x, label: X, type: choice}]}]"),
    "a channel that is none": ("sheet",
        "id: a\ntitle: A\nintro: A\nblocks: [{block: letter, id: l, title: L, channel: fax, body: A}]"),
    "a limit that is none": ("sheet",
        "id: a\ntitle: A\nintro: A\nblocks: [{block: fields, id: f, items: [{id: x, label: X, type: text, limit: {lines: 5}}]}]"),
    "a computed line with a type": ("sheet",
        "id: a\ntitle: A\nintro: A\nblocks: [{block: fields, id: f, items: [{id: x, label: X, shows: A, type: text}]}]"),
    "a field under one by hand": ("sheet", "id: a\ntitle: A\nintro: A\nblocks: [{block: fields, id: f, "
        "items: [{id: x, label: X, by_hand: true, items: [{id: y, label: Y, type: text}]}]}]"),
    "a break that is none": ("sheet", "id: a\ntitle: A\nintro: A\nblocks: [{block: text, id: t, text: A, paper: {break: after}}]"),
    "a flag that is none": ("sheet", "id: a\ntitle: A\nintro: A\nunlisted: maybe\nblocks: []"),
    "a day that is none": ("guide", "title: A\nsummary: A\nrevised: last week\nsteps: []"),
    "steps that are no list": ("guide", "title: A\nsummary: A\nsteps: {}"),
    "a source's address": ("guidance", "guidesheet: 1\nsite: abcd2345\ntitle: A\npublisher: {name: A}\nlanguage: en\nguides: []\n"
                           "collections: {me: {fields: {}}}\nsources: {a: {name: A, url: example.org}}"),
    "no label": ("guidance", "guidesheet: 1\nsite: abcd2345\ntitle: A\npublisher: {name: A}\nlanguage: en\nguides: []\n"
                                       "collections: {me: {fields: {x: {type: text}}}}"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_do_not_fit(name: str, valid: Callable[[str, Any], None]) -> None:
    kind, text = BAD[name]
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        valid(kind, read(text))


def written(cls: type[Shape]) -> list[str]:
    """The keys of a model as an editor writes them."""
    return [info.alias or key for key, info in cls.model_fields.items()]


def test_every_key_of_every_model_says_what_it_is_for() -> None:
    silent = [f"{cls.__name__}.{key}" for cls in schema.shapes() for key in written(cls) if not schema.said_of(cls).get(key)]
    assert silent == []
    bare = [
        f"{kind}/{name}.{key}"
        for kind, found in SCHEMAS.items()
        for name, part in {"": found, **found["definitions"]}.items()
        if name not in ("Block", "Field", "SharedField")
        for key, entry in part.get("properties", {}).items()
        if "description" not in entry and "const" not in entry
    ]
    assert bare == []


def test_the_page_has_every_key_of_every_model() -> None:
    page = reference.page(SCHEMAS)
    rows = set(re.findall(r"^\| \**([a-z_]+)\** \|", page, re.M))
    keys = {key for cls in schema.shapes() for key in written(cls)}
    assert keys - rows == set()
    assert rows - keys == {"key"}
    assert "### block: rows" in page and "### type: scale" in page and "### group" in page


def test_a_project_gets_them_where_its_editor_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starter.begin(tmp_path / "p", "Schemas")
    settings = read((tmp_path / "p/.vscode/settings.json").read_text("utf-8"))
    assert all((tmp_path / "p" / name).is_file() for name in settings["yaml.schemas"])
    file = tmp_path / "p/.guidesheet/sheet.schema.json"
    before = file.read_bytes()
    file.unlink()
    monkeypatch.chdir(tmp_path / "p")
    monkeypatch.delenv("GUIDESHEET_PROJECT", raising=False)
    assert main(["reference"]) == 0
    assert file.read_bytes() == before


def test_serve_writes_them_again_where_they_are_missing_or_old(tmp_path: Path) -> None:
    starter.begin(tmp_path, "Schemas")
    before = {path.name: path.read_bytes() for path in (tmp_path / ".guidesheet").iterdir()}
    (tmp_path / ".guidesheet/keys.md").unlink()
    (tmp_path / ".guidesheet/sheet.schema.json").write_text("{}")
    kept = (tmp_path / ".guidesheet/guide.schema.json").stat().st_mtime_ns
    with socket.create_server(("127.0.0.1", 0)) as other:  # so that it stops at once
        assert main(["serve", "-f", str(tmp_path), "-a", f"127.0.0.1:{other.getsockname()[1]}"]) == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / ".guidesheet").iterdir()} == before
    assert (tmp_path / ".guidesheet/guide.schema.json").stat().st_mtime_ns == kept
    shutil.rmtree(tmp_path / ".guidesheet")
    shutil.rmtree(tmp_path / ".vscode")
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["serve", "-f", str(tmp_path), "-a", f"127.0.0.1:{other.getsockname()[1]}"]) == 1
    assert not (tmp_path / ".guidesheet").exists()


def test_the_patterns_for_sheets_need_nothing_that_older_editors_lack(tmp_path: Path) -> None:
    """YAML extensions before language server 1.25 take `!(…)` for plain signs, and then check no sheet; a list with `!` works in all."""
    starter.begin(tmp_path, "Schemas")
    wanted = read((tmp_path / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    signs = "".join(pattern for found in wanted.values() for pattern in (found if isinstance(found, list) else [found]))
    assert not set("(){}|?+@[]") & set(signs)
    positive, *negative = wanted["./.guidesheet/sheet.schema.json"]
    assert fnmatch("docs/guidance/one/call.yml", positive) and all(pattern.startswith("!") for pattern in negative)
    for name in ("guide.yml", "guide.es.yml", "call.es.yml"):
        assert any(fnmatch(f"docs/guidance/one/{name}", pattern[1:]) for pattern in negative)
    assert not any(fnmatch("docs/guidance/one/call.yml", pattern[1:]) for pattern in negative)
