"""Every answer of a dataset: its id, home, type and question; and what names mean in the texts of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, reduce
from typing import Any, NamedTuple, TypeVar

from guidesheet import ids
from guidesheet.blocks.base import Block
from guidesheet.blocks.fields import FieldsBlock, Use
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.errors import TextError
from guidesheet.expressions.compile import compile_blank, compile_condition, compile_letter
from guidesheet.expressions.compute import compile_computed
from guidesheet.expressions.due import compile_day, compile_time
from guidesheet.expressions.evaluate import NoAnswers, evaluate
from guidesheet.expressions.names import AnswerName, Expr, Tree, ValueName
from guidesheet.expressions.pen import penned
from guidesheet.fields.base import Choosing, Field, Option
from guidesheet.fields.date import DateField
from guidesheet.fields.money import MoneyField
from guidesheet.fields.record import RecordField
from guidesheet.messages import Messages, messages
from guidesheet.model import Dataset, Sheet, Value
from guidesheet.overlays import Edition
from guidesheet.prose import Prose
from guidesheet.shapes import Parts, parts_of
from guidesheet.source import Loc

_PER = ".per"
"""`here.pay.per`: the period of an amount."""
T = TypeVar("T")


class Place(NamedTuple):
    """One answer id with all that its line in ids.lock says, and where it is declared."""

    id: str
    home: str
    type: str
    keys: tuple[str, ...]
    text: str
    """The question in plain text, blanks as `[label]`."""
    labels: tuple[str, ...]
    """Of the keys."""
    was: tuple[str, ...]
    was_keys: tuple[tuple[str, str], ...]
    """(earlier key, key)"""
    file: str
    loc: Loc


def kind_of(field: Field) -> str:
    """The control's `data-kind`."""
    return "month" if isinstance(field, DateField) and field.grain == "month" else field.kind


def value_text(value: Value, words: Messages) -> str:
    """`about 20–30 minutes`, with the unit after an unbroken space."""
    unit = words.count(f"unit.{value.unit}", value.numbers[-1])
    text = "–".join(map(str, value.numbers)) + "\u00a0" + unit
    return words("about_number", n=text) if value.about else text


class Naming:
    """What names mean, sheet by sheet. Compiled texts are kept, so that a text is compiled once."""

    def __init__(self, dataset: Dataset, words: Messages, *, hidden: Collection[str] = ()) -> None:
        self.dataset = dataset
        self.words = words
        self._hidden = hidden
        self._others: Mapping[str, Naming] = {words.lang: self}
        self._scopes: dict[str, SheetScope] = {}

    def of(self, lang: str | None) -> Naming:
        """The same in another language; in that of the root, where the site is not in that language."""
        return self if lang is None else self._others.get(lang) or next(iter(self._others.values()))

    def tongues(self) -> tuple[Naming, ...]:
        """The same in each language of the site, this one among them."""
        return tuple(self._others.values())

    def labels(self) -> Iterator[tuple[str, str]]:
        """(shared field, label) of every place that calls it otherwise than guidance.yml."""
        for sheet in self.dataset.sheets.values():
            for block in sheet.blocks:
                yield from ((name, self.scope(sheet.id).plain(label)) for name, label in block.relabeled())

    def shown(self, sheet: Sheet) -> Sheet:
        """A sheet without the blocks that pages of this language leave out."""
        if not self._hidden:
            return sheet
        blocks = tuple(block for block in sheet.blocks if f"{sheet.id}.{block.id}" not in self._hidden)
        return sheet.model_copy(update={"blocks": blocks}) if len(blocks) < len(sheet.blocks) else sheet

    def scope(self, sheet: str | None) -> SheetScope:
        """Of one sheet; None for texts outside of sheets."""
        key = sheet or ""
        if key not in self._scopes:
            self._scopes[key] = SheetScope(self, self.dataset.sheets[sheet] if sheet else None)
        return self._scopes[key]

    @cached_property
    def placed(self) -> dict[str, list[str]]:
        """Shared field → the blocks that have a place for it, those where it is asked for itself before lists of records."""
        found: dict[str, list[str]] = {}
        listed: dict[str, list[str]] = {}
        for sheet in self.dataset.sheets.values():
            for block in self.shown(sheet).blocks:
                if isinstance(block, FieldsBlock):
                    for entry, _ in block.entries():
                        if isinstance(entry, Use):
                            found.setdefault(entry.use, []).append(f"{sheet.id}.{block.id}")
                if isinstance(block, RowsBlock) and block.of:
                    for column in block.columns:
                        listed.setdefault(f"{block.of}.{column}", []).append(f"{sheet.id}.{block.id}")
        return {name: [*found.get(name, ()), *listed.get(name, ())] for name in (*found, *listed)}

    @cached_property
    def placing(self) -> dict[str, frozenset[str]]:
        """Shared field → the sheets that have a place for it."""
        return {name: frozenset(place.partition(".")[0] for place in places) for name, places in self.placed.items()}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every answer by id, in the order of the site."""
        found = {place.id: place for place in self._shared()}
        found.update((place.id, place) for sheet in self.dataset.sheets.values() for place in self._own(sheet))
        return found

    def _shared(self) -> Iterator[Place]:
        scope = self.scope(None)
        for home, collection in self.dataset.guidance.collections.items():
            for name, field in collection.fields.items():
                loc = ("collections", home, "fields", name)
                yield self._place(scope, f"{home}.{name}", home, field.type, field.label, field, field.was, "guidance.yml", loc)

    def _own(self, sheet: Sheet) -> Iterator[Place]:
        scope = self.scope(sheet.id)
        for index, block in enumerate(sheet.blocks):
            for answer in block.answers():
                loc = ("blocks", index, *answer.loc)
                yield self._place(
                    scope, f"{sheet.id}.{answer.name}", sheet.home(block), answer.type,
                    answer.text, answer.field, answer.was, sheet.id, loc, answer.options,
                )  # fmt: skip

    def _place(
        self, scope: SheetScope, name: str, home: str, kind: str,
        text: Prose, field: Field | None, was: tuple[str, ...], file: str, loc: Loc, listed: Any = (),
    ) -> Place:  # fmt: skip
        options = self.dataset.options(field) if field else self.dataset.listed(listed)
        keys = tuple(option.id for option in options)
        labels = tuple(scope.plain(option.label) for option in options)
        if isinstance(field, Choosing) and field.other:
            keys, labels = (*keys, ids.OTHER), (*labels, self.words("other"))
        if kind == "yesno":
            labels = (self.words("yes"), self.words("no"))
        was_keys = tuple((old, option.id) for option in options for old in option.was)
        return Place(name, home, kind, keys, scope.plain(text), labels, was, was_keys, file, loc)


def namings(editions: Mapping[str, Edition]) -> dict[str, Naming]:
    """What names mean in each language of a site."""
    found = {lang: Naming(edition.dataset, messages(lang), hidden=edition.hidden) for lang, edition in editions.items()}
    for naming in found.values():
        naming._others = found
    return found


class SheetScope:
    """What names mean in the texts of one sheet (expressions.names.Scope)."""

    def __init__(self, naming: Naming, sheet: Sheet | None) -> None:
        self.naming = naming
        self.sheet = sheet
        self.yes = naming.words("yes")
        self.no = naming.words("no")
        self.other = naming.words("other")
        self._compiled: dict[tuple[Callable[[str, SheetScope], Any], str], Any] = {}
        self._found: dict[str, AnswerName | ValueName | None] = {}
        self._told: dict[str | None, SheetScope] = {}
        self._reader: SheetScope | None = None

    def find(self, name: str) -> AnswerName | ValueName | None:
        """A shared field, `here.item`, `here.block.column`, or `value.x`."""
        if name not in self._found:
            found, label = self._find(name), self._reader.find(name) if self._reader else None
            if isinstance(found, AnswerName) and isinstance(label, AnswerName):
                found = replace(found, label=label.label)
            self._found[name] = found
        return self._found[name]

    def _find(self, name: str) -> AnswerName | ValueName | None:
        first, _, second = name.partition(".")
        if first == "here":
            return self._own.get(second)
        if first == "value":
            value = self.naming.dataset.guidance.values.get(second)
            return ValueName(value_text(value, self.naming.words), value.whole_days) if value else None
        return self.naming.scope(None).shared.get(name)

    def known(self) -> Iterable[str]:
        """Every name that can be written in this sheet."""
        guidance = self.naming.dataset.guidance
        for collection, shape in guidance.collections.items():
            yield from (f"{collection}.{field}" for field in shape.fields)
        yield from (f"here.{name}" for name in self._own)
        yield from (f"value.{name}" for name in guidance.values)

    def fragment(self, name: str) -> str | None:
        """The text of a fragment."""
        return self.naming.dataset.guidance.fragments.get(name)

    def fragments(self) -> Iterable[str]:
        """The names of all fragments."""
        return self.naming.dataset.guidance.fragments

    def is_sheet(self, name: str) -> bool:
        """Is it another sheet's id?"""
        return name in self.naming.dataset.sheets and (self.sheet is None or name != self.sheet.id)

    def blank(self, source: str) -> Tree:
        """The tree of one `{{ … }}`."""
        return self._once(_blank, source)

    def letter(self, source: str) -> Tree:
        """The tree of a letter's body."""
        return self._once(compile_letter, source)

    def computed(self, source: str) -> Tree:
        """The tree of a computed line."""
        return self._once(compile_computed, source)

    def day(self, source: str) -> tuple[Expr, str]:
        """The expression of a day on which something is due, and the label of the answer that it comes from."""
        return self._once(compile_day, source)

    def time(self, source: str) -> tuple[Expr, str]:
        """The same for a time of day."""
        return self._once(compile_time, source)

    def condition(self, *sources: str) -> Expr:
        """The expression that all of some conditions hold."""
        return reduce(lambda one, other: ["and", one, other], (self._once(compile_condition, source) for source in sources))

    def plain(self, prose: Prose) -> str:
        """A text in plain words, blanks as `[label]`, white space folded."""
        if not prose.blanks:
            return prose.words
        scope = self.spoken(prose.lang)
        return " ".join(prose.plain(lambda n: scope.stand_in(prose.blanks[n].source)).split())

    def spoken(self, lang: str | None) -> SheetScope:
        """The same sheet's, in another language."""
        return self if lang is None else self.naming.of(lang).scope(self.sheet.id if self.sheet else None)

    def told(self, lang: str | None) -> SheetScope:
        """As `spoken`, with blanks named in this language: who fills them in reads this one."""
        other = self.spoken(lang)
        if other is self:
            return self
        if lang not in self._told:
            self._told[lang] = made = SheetScope(other.naming, other.sheet)
            made._reader = self
        return self._told[lang]

    def stand_in(self, source: str) -> str:
        """What stands for a blank where answers may not: `[label]`, or the words of a value."""
        try:
            tree = self.blank(source)
        except TextError:
            return "[…]"
        return "".join(str(node[1]) if node[0] == "t" else f"[{node[2]}]" for node in tree)

    def unanswered(self, source: str) -> str:
        """What a blank says before anything is answered: its default, or `[label]`."""
        pieces = evaluate(self.blank(source), NoAnswers(), self.naming.words.lang)
        return "".join(f"[{text}]" if kind == "b" else text for kind, text in pieces)

    def _once(self, compiling: Callable[[str, SheetScope], T], source: str) -> T:
        """What a text compiles to: the check and the page ask for it."""
        key = compiling, source
        if key not in self._compiled:
            self._compiled[key] = compiling(source, self)
        found: T = self._compiled[key]
        return found

    @cached_property
    def homes(self) -> tuple[str, ...]:
        """The collections whose answers the sheet shows."""
        return tuple(homes_of(self.sheet)) if self.sheet else ()

    @cached_property
    def parts(self) -> Parts:
        """The sheet taken apart."""
        return parts_of(self.sheet)

    @cached_property
    def units(self) -> list[list[object]]:
        """Units of progress of the sheet (ARCHITECTURE.md)."""
        return [*self.units_of(self.naming.shown(self.sheet).blocks)] if self.sheet else []

    def units_of(self, blocks: Iterable[Block]) -> Iterator[list[object]]:
        """Those of some of its blocks."""
        for block in blocks:
            yield from self._units(block)

    def _units(self, block: Block) -> Iterator[list[object]]:
        around: dict[str, list[str]] = {}
        for name, part in block.conditions():
            around.setdefault(name, []).append(part.when or "")
        for unit in block.units():
            entries: list[object] = []
            for name in unit:
                shared = (isinstance(block, RowsBlock) and block.of) or (isinstance(block, FieldsBlock) and "." in name)
                full = name if shared or not self.sheet else f"{self.sheet.id}.{name}"
                whens = [*filter(None, [block.when]), *around.get(name.partition(":")[0], ())]
                entries.append([full, self.condition(*whens)] if whens else full)
            yield entries

    @cached_property
    def shared(self) -> Mapping[str, AnswerName]:
        """The shared fields, by name."""
        found = {}
        for home, collection in self.naming.dataset.guidance.collections.items():
            for key, field in collection.fields.items():
                name = f"{home}.{key}"
                found[name] = self._answer(name, field)
                if isinstance(field, MoneyField):
                    found[name + _PER] = self._period(name, field)
        return found

    @cached_property
    def _own(self) -> dict[str, AnswerName]:
        return dict(found for block in self.sheet.blocks for found in self._of_block(block)) if self.sheet else {}

    def _of_block(self, block: Block) -> Iterator[tuple[str, AnswerName]]:
        sheet = self.sheet.id if self.sheet else ""
        if isinstance(block, QuestionsBlock):
            yield block.id, AnswerName(f"{sheet}.{block.id}", "starred", block.title.plain())
            return
        for answer in block.answers():
            place = f"{sheet}.{answer.name}"
            if "[" in answer.name and isinstance(block, RowsBlock):
                column = answer.name.rpartition(".")[2]
                if answer.field:
                    yield from self._column(f"{sheet}.{block.id}", block, column, answer.field)
            elif answer.field:
                yield answer.name, self._answer(place, answer.field)
                if isinstance(answer.field, MoneyField):
                    yield answer.name + _PER, self._period(place, answer.field)
            elif answer.type == "tick":
                marks = _words(self.naming.dataset.listed(answer.options))
                yield answer.name, AnswerName(place, "key" if marks else "tick", answer.text.plain(), marks)

    def _column(self, rows: str, block: RowsBlock, column: str, field: Field) -> Iterator[tuple[str, AnswerName]]:
        cells = [(column, "", self._answer(rows, field))]
        if isinstance(field, MoneyField):
            cells.append((f"{column}:per", _PER, self._period(rows, field)))
        for stored, said, cell in cells:
            given = tuple(row.id for row in block.given)
            yield f"{block.id}.{column}{said}", replace(cell, id=rows, kind="rows", column=stored, cells=cell.kind, given=given)

    def _answer(self, place: str, field: Field) -> AnswerName:
        if not isinstance(field, Choosing):
            return AnswerName(place, "record" if isinstance(field, RecordField) else kind_of(field), field.label.plain())
        return AnswerName(place, kind_of(field), field.label.plain(), self._options(field), field.other)

    def _period(self, place: str, field: MoneyField) -> AnswerName:
        label = f"{self.naming.words('per')}: {field.label.plain()}"
        return AnswerName(f"{place}:per", "key", label, self._options(field))

    def _options(self, field: Field) -> tuple[tuple[str, str], ...]:
        return _words(self.naming.dataset.options(field))


def homes_of(sheet: Sheet) -> dict[str, None]:
    """The collections whose answers a sheet shows, in order."""
    homes: dict[str, None] = {}
    for block in sheet.blocks:
        if block.block in {"letter", "show"} or any(True for _ in block.answers()):
            homes[sheet.home(block)] = None
        for entry, _ in block.entries() if isinstance(block, FieldsBlock) else ():
            if isinstance(entry, Use):
                homes[entry.use.partition(".")[0]] = None
    return homes


def _words(options: tuple[Option, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((option.id, option.label.plain()) for option in options)


def _blank(source: str, scope: SheetScope) -> Tree:
    return penned(compile_blank(source, scope), scope.naming.words)
