"""Model → HTML, through the templates beside the model. Knows no host."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from guidesheet import language, letters
from guidesheet.answers import Naming, SheetScope, kind_of
from guidesheet.blocks.base import Block, Item, below
from guidesheet.blocks.checklist import ChecklistBlock, Task
from guidesheet.blocks.fields import ByHand, Computed, Use
from guidesheet.blocks.letter import LetterBlock
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.controls import ID, Control, OptionView
from guidesheet.editions import Handout
from guidesheet.fields.base import Choosing, Conditioned, Field, Option, Paper, lines_of
from guidesheet.macros import attribute, macro, safe
from guidesheet.making import Making
from guidesheet.messages import Messages
from guidesheet.model import Sheet, Source
from guidesheet.prose import Prose
from guidesheet.shapes import texts_of

_RADIOS = 6
"""Options up to which a choice is shown as radios."""


def dense(html: str) -> str:
    """Without blank lines and indentation, so that a host's Markdown leaves it alone."""
    return "\n".join(filter(None, map(str.strip, str(html).splitlines())))


@dataclass
class View:
    """What a template can ask while one page is made."""

    making: Making
    address: str
    """Of the page, without ending: `guide/sheet`."""
    scope: SheetScope
    sheet: Sheet | None = None
    sheet_source: str | None = None
    """The source that blocks inherit."""
    units: str = "[]"
    blocks: tuple[Markup, ...] = ()
    live: bool = False
    """Does something on the page come and go with the answers?"""
    answered: bool = False
    """Does the page hold answers?"""
    records: tuple[SimpleNamespace, ...] = ()
    sources: tuple[Source, ...] = ()
    revised: str | None = None
    steps: tuple[SimpleNamespace, ...] = ()
    next: SimpleNamespace | None = None
    handouts: Sequence[Handout] = ()
    tongue: str | None = None
    """The language that the block at hand keeps."""
    embedded: frozenset[str] = frozenset()
    """In a page that somebody else wrote: the blocks of sheets that stand there."""
    level: int = 2
    """Of the headings of blocks; those of groups are one below."""
    naming: Naming = field(init=False)
    words: Messages = field(init=False)
    """The words of the page's language."""
    lang: str = field(init=False)
    """The page's language."""
    _dom: Iterator[int] = field(default_factory=lambda: iter(range(1, 10**9)))

    def __post_init__(self) -> None:
        self.naming, self.words = self.making.naming, self.making.naming.words
        self.lang = self.words.lang

    def dom(self) -> str:
        """A DOM id that nothing else on the page has."""
        return f"gs-{next(self._dom)}"

    def at(self, name: str) -> str:
        """The DOM id of a part of the sheet; on a page of somebody else's, one that no heading of theirs can have."""
        return f"{self.sheet.id}.{name}" if self.embedded and self.sheet else name

    def text(self, prose: Prose) -> Markup:
        """A text with its blanks as elements that follow the answers."""
        if prose.fixed and prose.level == "inline":
            return safe(prose.markup)
        scope = self.scope.spoken(prose.lang)
        html = prose.html(lambda n: _blank(prose.blanks[n].source, scope), self.href, self.level + 1)
        return safe(self.marked(html, prose.lang, "div" if prose.level == "block" else "span"))

    def plain(self, prose: Prose) -> str:
        """A text in plain words, blanks as `[label]`."""
        return self.scope.plain(prose)

    def marked(self, html: str, lang: str | None, tag: str = "span") -> str:
        """HTML that says its language, where that is not the page's."""
        return html if lang in (None, self.lang) else f'<{tag} lang="{escape(lang)}">{html}</{tag}>'

    def href(self, target: str) -> str:
        """The address of a link in a text, from this page."""
        name = target.removeprefix("sheet:")
        return self.to(self.naming.dataset.addresses[name]) if name != target else target

    def to(self, address: str) -> str:
        """What a link says that leads to another page of the site, from this page."""
        return _from(posixpath.dirname(self.address), f"{address}.md") if self.making.sources_linked else self.served(address)

    def served(self, address: str) -> str:
        """The address of another page of the site as a browser asks for it, from this page."""
        if not self.making.directories:
            return _from(posixpath.dirname(self.address), f"{address}.html")
        here, there = (path.removesuffix("index").rstrip("/") for path in (self.address, address))
        return posixpath.relpath(there, here or ".") + "/"

    def place_href(self, place: str) -> str:
        """What a link says that leads to a block of any sheet, from this page; "" where none can."""
        return self._place(place, self.to)

    def place_served(self, place: str) -> str:
        """The same, as a browser asks for it."""
        return self._place(place, self.served)

    def _place(self, place: str, to: Callable[[str], str]) -> str:
        sheet, _, name = place.partition(".")
        return f"#{place}" if place in self.embedded else f"{to(self.naming.dataset.addresses[sheet])}#{name}"

    def file(self, path: str) -> str:
        """The address of a file of the site, from this page."""
        here = self.address.removesuffix("/index") if self.making.directories else posixpath.dirname(self.address)
        return posixpath.relpath(path, here or ".")

    def day(self, text: str) -> str:
        """A day in words."""
        return language.date_text(text, "long", self.lang)

    def own(self, name: str) -> str:
        """The id of one of the sheet's own answers."""
        return f"{self.sheet.id}.{name}" if self.sheet else name

    def block(self, block: Block) -> Markup:
        """A block's HTML."""
        self.tongue = block.tongue
        html = macro(f"blocks/{block.block}/page.html", "block")(block, self)
        self.tongue = None
        return safe(dense(html) if block.holds else html)

    def source(self, given: str | None, inherited: str | None) -> Markup | str:
        """Who says so, where it is somebody else than for what stands around it."""
        if given is None or given == inherited:
            return ""
        found = self.naming.dataset.guidance.sources[given]
        return self.text(found.short or found.name)

    def below(self, entry: Item | Use | ByHand | Computed | Field) -> tuple[Any, ...]:
        """What stands under an item or a field."""
        return below(entry)

    def laid(self, paper: Paper | None) -> str:
        """The classes that lay a part out on paper, each after a space."""
        return (" gs-turn" if paper and paper.turn else "") + (" gs-break" if paper and paper.break_ else "")

    def lines(self, block: Block, usual: int) -> int:
        """Ruled lines of a block's notes."""
        return lines_of(block.paper, usual)

    def rows(self, block: Block, usual: int) -> int:
        """Empty rows of a block on paper."""
        given = block.paper.rows if block.paper else None
        return usual if given is None else given

    # ── fields ────────────────────────────────────────────────────────────────────────────────

    def when(self, part: Conditioned) -> Markup | str:
        """The attribute with the condition of a part; "" where it has none."""
        if part.when is None:
            return ""
        return Markup(' data-when="{}"').format(attribute(self.scope.condition(part.when)))

    def totals(self, block: RowsBlock) -> Iterator[Markup]:
        """The lines with the sums of a block's columns."""
        for name in block.total:
            label = Markup(escape(self.words("total", label="{}"))).format(self.text(block.summed[name].label))
            tree = self.scope.computed(f"{{{{ here.{block.id}.{name} | sum }}}}")
            yield macro("templates/block.html", "computed")(label, "", attribute(tree), self.at(f"{block.id}-total-{name}"))

    def placed(self, entry: Use | ByHand | Computed | Field, under: str = "") -> Markup:
        """A field, or a shared field where it is used, with its condition and what stands under it."""
        made = self._placed(entry) + under
        laid = self.laid(vars(entry).get("paper"))
        return macro("templates/block.html", "around")(entry, made, laid, self) if entry.lead or laid else made

    def _placed(self, entry: Use | ByHand | Computed | Field) -> Markup:
        if isinstance(entry, Field):
            return self.control(replace(self.made(entry, self.own(entry.id)), found=True))
        if isinstance(entry, ByHand):
            return macro("blocks/fields/page.html", "by_hand")(entry, self)
        if isinstance(entry, Computed):
            tree = self.scope.spoken(entry.shows.lang).computed(entry.shows)
            label, hint = self.text(entry.label), self.text(entry.hint) if entry.hint else ""
            return macro("templates/block.html", "computed")(label, hint, attribute(tree), self.at(entry.id), entry.shows.lang)
        control = self.shared(entry.use)
        if entry.label:
            control = replace(control, label=self.text(entry.label), question=self.plain(entry.label))
        if entry.hint:
            control = replace(control, hint=self.text(entry.hint))
        return self.control(control)

    def control(self, control: Control) -> Markup:
        """A field's HTML."""
        if not control.html:
            control.html = str(macro(f"fields/{control.type}/page.html", "control")(control))
        return safe(control.html.replace(ID, self.dom()))

    def columns(self, block: RowsBlock, row: str = "", nameless: bool = False) -> Iterator[Control]:
        """The fields of one row: a given one, or (`row` empty) the one that the client copies."""
        for column in block.columns:
            copied = not row and not nameless
            if isinstance(column, str):
                yield self.shared(f"{block.of}.{column}", nameless=nameless, compact=True, copied=copied)
            else:
                name = "" if nameless else f"{self.own(block.id)}[{row}].{column.id}"
                yield self.made(column, name, compact=True, copied=copied)

    def shared(self, name: str, *, nameless: bool = False, compact: bool = False, copied: bool = False) -> Control:
        """A shared field ready for its template."""
        key = name, self.tongue, nameless, compact, copied
        found = self.making.controls.get(key)
        if found is None:
            dataset = self.naming.dataset
            shape = dataset.shared(name)
            assert shape is not None, name
            found = self.made(shape, "" if nameless else name, compact=compact, copied=copied, shared=name)
            if all(text.fixed for _, text in texts_of((shape, dataset.options(shape)))):
                self.making.controls[key] = found
        return found

    def made(self, shape: Field, name: str, *, compact: bool = False, copied: bool = False, shared: str = "") -> Control:
        """A field ready for its template. `shared`: its name, if it is a shared one."""
        options = tuple(self._options(shape, shared))
        given = vars(shape)
        return Control(
            type=shape.type, kind=kind_of(shape), name=name, question=self.plain(shape.label), copied=copied,
            label=self.text(shape.label), hint=self.text(shape.hint) if shape.hint else "",
            example=self.text(shape.example) if shape.example else "", words=self.words, lines=shape.lines,
            limit=given.get("limit"), of=given.get("of", ""), autofill=given.get("autofill") or "off", options=options,
            on_device=self.naming.dataset.guidance.keep_answers == "device",
            other=isinstance(shape, Choosing) and shape.other, compact=compact or len(options) > _RADIOS,
        )  # fmt: skip

    def _options(self, shape: Field, shared: str) -> Iterator[OptionView]:
        """A field's options, in the language that the block keeps."""
        there = self.naming.of(self.tongue)
        lang = there.words.lang if there is not self.naming else ""
        if shape.type == "yesno":
            for key in ("yes", "no"):
                yield OptionView(key, Markup(self.marked(escape(there.words(key)), lang or None)), there.words(key), lang=lang)
        spoken = there.dataset.options((there.dataset.shared(shared) if shared else None) or shape)
        yield from self._said(self.naming.dataset.options(shape), spoken, lang)

    def _said(self, own: tuple[Option, ...], spoken: tuple[Option, ...], lang: str) -> Iterator[OptionView]:
        """Options in the words of `spoken`, their language said where they are not in the page's."""
        for option, said in zip(own, spoken, strict=True):
            label = replace(said.label, lang=lang) if lang and not said.label.lang else said.label
            hint = self.text(option.hint) if option.hint else ""
            yield OptionView(option.id, self.text(label), self.plain(label), hint, label.lang or "")

    def marking(self, block: ChecklistBlock, item: Item) -> Markup:
        """An item that is marked instead of ticked."""
        there = self.naming.of(self.tongue)
        lang = there.words.lang if there is not self.naming else ""
        options = tuple(self._said(self.naming.dataset.listed(block.marks), there.dataset.listed(block.marks), lang))
        return self.control(Control(
            type="scale", kind="key", name=self.own(item.id), question=self.plain(item.text), label=self.text(item.text),
            hint=self.text(item.hint) if item.hint else "", example="", words=self.words, lines=0,
            options=options, asked=True, compact=len(options) > _RADIOS,
        ))  # fmt: skip

    def titled(self, collection: str) -> str:
        """The answer id of what a record of a collection is called."""
        return f"{collection}.{self.naming.dataset.guidance.collections[collection].title}"

    def one(self, block: RowsBlock) -> str:
        """What one row is called."""
        if block.one:
            return self.plain(block.one)
        shape = self.naming.dataset.guidance.collections.get(block.of) if block.of else None
        return self.plain(shape.one) if shape and shape.one else self.words("row")

    def days(self, block: ChecklistBlock, item: Task) -> str:
        """`data-days` of a thing that is due."""
        assert self.sheet is not None
        return attribute([self.making.told(self.sheet, block, item)])

    # ── questions, letters ────────────────────────────────────────────────────────────────────

    def shown(self, place: str) -> SimpleNamespace:
        """The questions of another sheet's block."""
        sheet_id, _, name = place.partition(".")
        sheet = self.naming.dataset.sheets[sheet_id]
        block = next(b for b in sheet.blocks if isinstance(b, QuestionsBlock) and b.id == name)
        there = replace(self, scope=self.naming.scope(sheet_id), sheet=sheet)
        return SimpleNamespace(
            href=self.place_href(place), title=there.text(sheet.title), more=block.more,
            questions=[
                SimpleNamespace(place=there.own(item.id), text=there.text(item.text), plain=there.plain(item.text), when=there.when(item))
                for item, _ in block.entries()
            ],
        )  # fmt: skip

    def ways(self, block: LetterBlock, here: str) -> Markup:
        """The buttons of a letter; only what it is called is its own. `here`: the attribute with their language, or ""."""
        key = block.channel, "subject" if block.subject else "", here
        if key not in self.making.ways:
            self.making.ways[key] = macro("blocks/letter/page.html", "ways")(block, self, here, ID)
        return safe(str.replace(self.making.ways[key], ID, escape(self.plain(block.title))))

    def parts(self, block: LetterBlock) -> str:
        """`data-parts` of a letter."""
        return attribute([*letters.told(self.scope, block)])

    def elsewhere(self, block: LetterBlock) -> Markup | str:
        """`data-elsewhere` of a letter: where blanks are filled in that no field of its sheet fills in; "" where there are none."""
        told = {name: [self.place_served(place), self.sheet_title(place)] for name, place in letters.elsewhere(self.scope, block)}
        found = {name: link for name, link in told.items() if link[0]}
        return Markup(' data-elsewhere="{}"').format(attribute(found)) if found else ""

    def sheet_title(self, place: str) -> str:
        """The title of the sheet that a block stands on, in plain words."""
        name = place.partition(".")[0]
        return self.naming.scope(name).plain(self.naming.dataset.sheets[name].title)

    def most(self, block: LetterBlock) -> Markup | str:
        """The attributes with the limit of a letter's channel; "" where it has none."""
        if block.limit is None:
            return ""
        value = self.naming.dataset.guidance.values[block.limit]
        return Markup(' data-most="{}" data-unit="{}"').format(value.length, value.unit)

    def limit(self, block: LetterBlock) -> Markup:
        """How long a letter may be, who says so, and when that was looked up."""
        assert block.limit is not None
        value = self.naming.dataset.guidance.values[block.limit]
        said = Markup(escape(self.words.count(f"limit.{value.unit}", value.length or 0)))
        facts = [self.source(value.source, None)] if value.source else []
        facts += [Markup(escape(self.words("checked", day=self.day(value.read))))] if value.read else []
        return said + (Markup(" ({})").format(Markup("; ").join(facts)) if facts else "")

    def spoken(self, block: LetterBlock) -> str:
        """The language that a letter is in: the page's, where its parts are in more than one."""
        return letters.spoken(self.lang, block)

    def blank_letter(self, block: LetterBlock) -> Markup:
        """The letter for the pen: every part, blanks as lines, choices as boxes."""
        made, lang = [], self.spoken(block)
        for _, part, tree, said in letters.trees(self.scope, block):
            lead = self.text(part.lead) if part and part.lead else None
            made.append(f'<p class="gs-lead"{_lang(self.lang, lang)}>{lead}</p>' if lead else "")
            attributes = _lang(said or self.lang, lang) + " data-search-exclude"
            made += letters.paragraphs(tree, self.words, attributes, _lang(self.lang, said or self.lang))
        return Markup("\n".join(filter(None, made)))


@lru_cache(maxsize=10_000)
def _from(folder: str, path: str) -> str:
    """The address of a file of the site from one of its folders ("" for the first)."""
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else posixpath.relpath(f"/{path}", f"/{folder}")


def _blank(source: str, scope: SheetScope) -> str:
    """A blank as an element that follows the answers."""
    tree = scope.blank(source)
    words = escape(scope.unanswered(source))
    if all(node[0] == "t" for node in tree):
        return str(words)
    return f'<gs-out data-tree="{escape(attribute(tree))}">{words}</gs-out>'


def _lang(own: str, around: str) -> str:
    """The attribute of what is in another language than what is around it."""
    return f' lang="{escape(own)}"' if own != around else ""
