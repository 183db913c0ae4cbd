"""What is not wrong and could be better: said by `check`, never in the way of a build."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from guidesheet.blocks.checklist import Task
from guidesheet.blocks.fields import FieldsBlock, Use
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.check import reading, sensitive, translated
from guidesheet.check.loaded import Loaded
from guidesheet.check.texts import letters
from guidesheet.errors import Problem
from guidesheet.model import UNITS
from guidesheet.shapes import Shape, shapes_of, texts_of

_NAME = re.compile(r"\b[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_COUNTED = re.compile(rf"\b\d+(?:\s?[–-]\s?\d+)?\s+(?:{'|'.join(f'{unit}?' for unit in UNITS)})\b")
_BRACKETS = re.compile(r"\[[^\W\d][^\[\]\n]{1,60}\]")
_TAGS = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)

_OPENING, _CLOSING = tuple("“„«‘"), tuple("”“»’")


def advice(loaded: Loaded, docs: Path | None = None) -> Iterator[Problem]:
    """Everything worth a second look. `docs`: the folder of the site's hand-written pages, where links may lead."""
    yield from _unused(loaded)
    yield from _unused_blanks(loaded)
    yield from _bracketed(loaded)
    yield from _unsourced(loaded)
    yield from nowhere(loaded, docs) if docs else ()
    yield from _curly(loaded)
    yield from sensitive.advice(loaded)
    yield from _reading(loaded)
    yield from translated.advice(loaded)


def _used(loaded: Loaded) -> set[str]:
    """Every name that a text, a sheet or a letter uses: `contact.name`, `value.visit`, `list.ways`, `source.ctdol`."""
    found: set[str] = set()
    for _, shape in loaded.files():
        for _, prose in texts_of(shape):
            found.update(name for blank in prose.blanks for name in _NAME.findall(blank.source))
        for part in shapes_of(shape):
            if source := getattr(part, "source", None):
                found.add(f"source.{source}")
            if isinstance(part, Task):
                found.update((f"value.{part.early}", *part.tell))
            for key in ("when", "shows", "due", "at"):
                found.update(_NAME.findall(getattr(part, key, None) or ""))
    for _, block in loaded.dataset.blocks():
        if isinstance(block, LetterBlock):
            texts = list(block.texts(loaded.dataset.guidance.fragments))
            found.update(name for text in texts for name in _NAME.findall(text))
            found.update(f"fragment.{name}" for name, text in loaded.dataset.guidance.fragments.items() if text in texts)
            found.update(filter(None, (block.to, f"value.{block.limit}")))
        if isinstance(block, RowsBlock) and block.of:
            found.update(f"{block.of}.{column}" for column in block.columns)
        if isinstance(block, FieldsBlock):
            found.update(entry.use for entry, _ in block.entries() if isinstance(entry, Use))
        found.update(f"list.{name}" for part in shapes_of(block) for name in _lists(part))
    for name, collection in loaded.dataset.guidance.collections.items():
        found.update(f"list.{listed}" for field in collection.fields.values() for listed in _lists(field))
        if collection.title:
            found.add(f"{name}.{collection.title}")
    guidance = loaded.dataset.guidance
    found.update(f"source.{part.source}" for part in guidance.values.values() if part.source)
    return found


def _lists(part: Shape) -> Iterator[str]:
    """The lists that a field or a checklist names."""
    found = (getattr(part, key, None) for key in ("options", "per", "marks"))
    return (name for name in found if isinstance(name, str))


def _unused(loaded: Loaded) -> Iterator[Problem]:
    used, guidance = _used(loaded), loaded.dataset.guidance
    for name, collection in guidance.collections.items():
        for field in collection.fields:
            if f"{name}.{field}" not in used:
                message = f"no sheet and no text uses the shared field '{name}.{field}'"
                cure = f"place it with `use: {name}.{field}`; delete it only if it was never published"
                yield loaded.problem("guidance.yml", ("collections", name, "fields", field), message, cure)
            elif f"{name}.{field}" not in loaded.naming.placed:
                message = f"texts use the shared field '{name}.{field}', and no sheet asks for it: nobody can fill it in"
                cure = f"place it with `use: {name}.{field}`"
                yield loaded.problem("guidance.yml", ("collections", name, "fields", field), message, cure)
    for thing, key, known in (
        ("value", "values", guidance.values), ("list", "lists", guidance.lists),
        ("fragment", "fragments", guidance.fragments), ("source", "sources", guidance.sources),
    ):  # fmt: skip
        for name in known:
            if f"{thing}.{name}" not in used:
                yield loaded.problem("guidance.yml", (key, name), f"nothing uses the {thing} '{name}'", "use it, or delete it")


def _unused_blanks(loaded: Loaded) -> Iterator[Problem]:
    """A letter's own fields that nothing on its sheet reads: they are asked for, and never said."""
    for sheet in loaded.dataset.sheets.values():
        parts = list(shapes_of(sheet))
        texts = [blank.source for _, prose in texts_of(sheet) for blank in prose.blanks]
        texts += [str(given) for part in parts for key in ("when", "shows", "due", "at") if (given := getattr(part, key, None))]
        texts += [text for part in parts if isinstance(part, LetterBlock) for text in part.texts(loaded.dataset.guidance.fragments)]
        read = {name for text in texts for name in _NAME.findall(text)}
        for index, block in enumerate(sheet.blocks):
            for number, field in enumerate(block.fields if isinstance(block, LetterBlock) else ()):
                if f"here.{field.id}" not in read:
                    cure = f"write {{{{ here.{field.id} }}}} where it belongs; delete the field only if it was never published"
                    message = f"the letter '{block.id}' asks for '{field.id}' and never says it"
                    yield loaded.problem(sheet.id, ("blocks", index, "fields", number), message, cure)


def _bracketed(loaded: Loaded) -> Iterator[Problem]:
    """Words in square brackets, as letters on paper have them: here they would go out as they are."""
    for sheet in loaded.dataset.sheets.values():
        document = loaded.documents[sheet.id]
        for loc, text in letters(document, sheet):
            for found in _BRACKETS.findall(_TAGS.sub("", text)):
                cure = "write a blank, such as {{ me.name }}; or delete the brackets"
                yield document.about(loc, found, f"the letter would go out with '{found}' in it", cure)


def _unsourced(loaded: Loaded) -> Iterator[Problem]:
    for name, value in loaded.dataset.guidance.values.items():
        if value.source is None:
            message = f"nobody is named who says the number '{name}'"
            yield loaded.problem("guidance.yml", ("values", name), message, "add `source:` with the id of a source")
    if loaded.dataset.guidance.language != "en":
        return
    for file, shape in loaded.files():
        for loc, prose in texts_of(shape):
            if loc[:1] != ("sources",) and (found := _COUNTED.search(prose.plain(lambda n: ""))):
                message = f"the number in '{found[0]}' has no source"
                yield loaded.documents[file].about(
                    loc, found[0], message, "write it once under values: in guidance.yml, and here {{ value.name }}"
                )


def nowhere(loaded: Loaded, docs: Path) -> Iterator[Problem]:
    """Links and pictures that no file of the site is behind. A strict build stops at them."""
    dataset = loaded.dataset
    pages = {*dataset.addresses.values(), *(f"{folder}/index" for folder in dataset.guides)}
    for file, shape in loaded.files():
        here = posixpath.dirname(dataset.addresses.get(file, file if file.endswith("/") else ""))
        for loc, prose in loaded.naming.scope(file).parts.texts if file in dataset.sheets else texts_of(shape):
            for target in prose.links:
                if re.match(r"[a-z]+:|#", target):
                    continue
                path = posixpath.normpath(posixpath.join(here, target.partition("#")[0]))
                page = re.sub(r"\.html$", "", path)
                if page not in pages and not any((docs / name).exists() for name in (path, f"{page}.md", f"{page}/index.md")):
                    cure = "link to a sheet with `sheet:its_id`"
                    yield loaded.documents[file].about(loc, target, f"the link to '{target}' leads nowhere", cure)
            for target in prose.images:
                path = posixpath.normpath(posixpath.join(here, target))
                if not (docs / path).is_file():
                    cure = f"put the picture there: {docs / path}"
                    yield loaded.documents[file].about(loc, target, f"there is no picture '{target}'", cure)


def _curly(loaded: Loaded) -> Iterator[Problem]:
    """Texts in curly quotes that YAML takes for part of them."""
    for file, shape in loaded.files():
        for loc, prose in texts_of(shape):
            said = prose.plain(lambda n: "…")
            if said[:1] in _OPENING and said[-1:] in _CLOSING and len(said) > 1 and loaded.documents[file].bare(loc):
                message = f"readers see the curly quotes around {said[:40]}{'…' * (len(said) > 40)}"
                cure = 'write straight ones, "…", to have none; or put straight ones around the curly, to keep these'
                yield loaded.problem(file, loc, message, cure)


def _reading(loaded: Loaded) -> Iterator[Problem]:
    lang = loaded.dataset.guidance.language
    if not reading.graded(lang):
        yield loaded.problem("guidance.yml", ("language",), f"not graded: no measure of reading for '{lang}'")
        return
    for name in loaded.dataset.sheets:
        found, _ = reading.grade(reading.own_texts(loaded.editions[lang], name), lang)
        if found is not None and found > reading.HARDEST:
            cure = "write shorter sentences and everyday words"
            yield loaded.problem(name, ("title",), f"this sheet reads at grade {found:.1f}, above {reading.HARDEST}", cure)
