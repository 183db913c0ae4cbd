"""Model → HTML, through the templates beside the model. Knows no host."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from guidesheet import language
from guidesheet.answers import Naming, SheetScope, kind_of
from guidesheet.blocks.base import Block
from guidesheet.blocks.fields import ByHand, Use
from guidesheet.blocks.letter import LetterBlock, Part
from guidesheet.blocks.questions import QuestionsBlock
from guidesheet.blocks.rows import RowsBlock
from guidesheet.expressions.evaluate import on_paper
from guidesheet.expressions.names import Tree
from guidesheet.fields.base import Choosing, Field, lines_of
from guidesheet.messages import Messages
from guidesheet.model import Sheet, Source
from guidesheet.prose import Prose

PACKAGE = Path(__file__).parent
_RADIOS = 6
"""Options up to which a choice is shown as radios."""


@dataclass(frozen=True)
class OptionView:
    """One option of a control."""

    key: str
    label: Markup
    plain: str
    hint: Markup | str = ""
    lang: str = ""
    """Of the label, where it is not the page's."""


@dataclass(frozen=True)
class Control:
    """A field as its template sees it."""

    type: str
    kind: str
    id: str
    name: str
    """The answer id; "" for a control that keeps nothing."""
    question: str
    label: Markup
    hint: Markup | str
    example: Markup | str
    words: Messages
    lines: int
    autofill: str = "off"
    options: tuple[OptionView, ...] = ()
    other: bool = False
    compact: bool = False
    """In rows: a choice is a list to open, so that rows do not share radios."""

    def part(self, name: str) -> str:
        """A DOM id that belongs to this control."""
        return f"{self.id[:-2]}-{name}[]" if self.id.endswith("[]") else f"{self.id}-{name}"


@cache
def environment(bytecode: BytecodeCache | None = None) -> Environment:
    """Templates of the package: `blocks/<type>/page.html`, `fields/<type>/page.html`, `templates/`."""
    return Environment(
        loader=FileSystemLoader(PACKAGE), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined, bytecode_cache=bytecode, auto_reload=False,
    )  # fmt: skip


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template."""
    found: Callable[..., Markup] = getattr(environment().get_template(template).module, name)
    return found


def forget() -> None:
    """Templates are read again from here on."""
    environment.cache_clear()
    macro.cache_clear()


def attribute(data: object) -> str:
    """JSON for an attribute; the template escapes it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def dense(html: str) -> str:
    """Without blank lines and indentation, so that a host's Markdown leaves it alone."""
    return "\n".join(filter(None, (line.strip() for line in html.splitlines())))


@dataclass
class View:
    """What a template can ask while one page is made."""

    naming: Naming
    address: str
    """Of the page, without ending: `guide/sheet`."""
    scope: SheetScope
    sheet: Sheet | None = None
    sheet_source: str | None = None
    """The source that blocks inherit."""
    units: str = "[]"
    answered: bool = False
    """Does the page hold answers?"""
    records: tuple[SimpleNamespace, ...] = ()
    sources: tuple[Source, ...] = ()
    revised: str | None = None
    steps: tuple[SimpleNamespace, ...] = ()
    next: SimpleNamespace | None = None
    tongue: str | None = None
    """The language that the block at hand keeps."""
    _dom: Iterator[int] = field(default_factory=lambda: iter(range(1, 10**9)))

    @property
    def words(self) -> Messages:
        """The words of the page's language."""
        return self.naming.words

    @property
    def lang(self) -> str:
        """The page's language."""
        return self.words.lang

    def dom(self) -> str:
        """A DOM id that nothing else on the page has."""
        return f"gs-{next(self._dom)}"

    def text(self, prose: Prose) -> Markup:
        """A text with its blanks as elements that follow the answers."""
        scope = self.scope.spoken(prose.lang)
        html = prose.html(lambda n: _blank(prose.blanks[n].source, scope), self.href)
        return Markup(self.marked(html, prose.lang, "div" if prose.level == "block" else "span"))

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
        """The address of another page of the site, from this page."""
        if not self.naming.directories:
            return posixpath.relpath(f"{address}.html", posixpath.dirname(self.address) or ".")
        here, there = self.address.removesuffix("/index"), address.removesuffix("/index")
        return posixpath.relpath(there, here) + "/"

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
        return Markup(dense(html) if block.holds else html)

    def source(self, given: str | None, inherited: str | None) -> Markup | str:
        """Who says so, where it is somebody else than for what stands around it."""
        if given is None or given == inherited:
            return ""
        found = self.naming.dataset.guidance.sources[given]
        return self.text(found.short or found.name)

    def lines(self, block: Block, usual: int) -> int:
        """Ruled lines of a block's notes."""
        return lines_of(block.paper, usual)

    def rows(self, block: Block, usual: int) -> int:
        """Empty rows of a block on paper."""
        given = block.paper.rows if block.paper else None
        return usual if given is None else given

    def spare(self, usual: int) -> int:
        """Empty own questions on paper."""
        return usual

    # ── fields ────────────────────────────────────────────────────────────────────────────────

    def placed(self, entry: Use | ByHand | Field) -> Markup:
        """A field, or a shared field where it is used."""
        if isinstance(entry, Field):
            return self.control(self.made(entry, self.own(entry.id)))
        if isinstance(entry, ByHand):
            return macro("blocks/fields/page.html", "by_hand")(entry, self)
        shared = self.naming.dataset.shared(entry.use)
        assert shared is not None, entry.use
        control = self.made(shared, entry.use, shared=entry.use)
        if entry.label:
            control = replace(control, label=self.text(entry.label), question=self.plain(entry.label))
        if entry.hint:
            control = replace(control, hint=self.text(entry.hint))
        return self.control(control)

    def control(self, control: Control) -> Markup:
        """A field's HTML."""
        return macro(f"fields/{control.type}/page.html", "control")(control)

    def columns(self, block: RowsBlock, row: str = "", nameless: bool = False) -> Iterator[Control]:
        """The fields of one row: a given one, or (`row` empty) the one that the client copies."""
        for column in block.columns:
            if isinstance(column, str):
                shared = self.naming.dataset.shared(f"{block.of}.{column}")
                assert shared is not None, column
                name = f"{block.of}.{column}"
                made = self.made(shared, "", compact=True, shared=name)
            else:
                made, name = self.made(column, "", compact=True), f"{self.own(block.id)}[{row}].{column.id}"
            if nameless:
                yield made
            else:
                yield replace(made, name=name, id=made.id if row else f"{made.id}[]")

    def made(self, shape: Field, name: str, *, compact: bool = False, shared: str = "") -> Control:
        """A field ready for its template. `shared`: its name, if it is a shared one."""
        options = tuple(self._options(shape, shared))
        return Control(
            type=shape.type, kind=kind_of(shape), id=self.dom(), name=name, question=self.plain(shape.label),
            label=self.text(shape.label), hint=self.text(shape.hint) if shape.hint else "",
            example=self.text(shape.example) if shape.example else "", words=self.words, lines=shape.lines,
            autofill=getattr(shape, "autofill", None) or "off", options=options,
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
        for option, said in zip(self.naming.dataset.options(shape), spoken, strict=True):
            label = replace(said.label, lang=said.label.lang or lang or None)
            hint = self.text(option.hint) if option.hint else ""
            yield OptionView(option.id, self.text(label), self.plain(label), hint, label.lang or "")

    def one(self, block: RowsBlock) -> str:
        """What one row is called."""
        if block.one:
            return self.plain(block.one)
        shape = self.naming.dataset.guidance.collections.get(block.of) if block.of else None
        return self.plain(shape.one) if shape and shape.one else self.words("row")

    # ── questions, letters ────────────────────────────────────────────────────────────────────

    def shown(self, place: str) -> SimpleNamespace:
        """The questions of another sheet's block."""
        sheet_id, _, name = place.partition(".")
        sheet = self.naming.dataset.sheets[sheet_id]
        block = next(b for b in sheet.blocks if isinstance(b, QuestionsBlock) and b.id == name)
        there = replace(self, scope=self.naming.scope(sheet_id), sheet=sheet)
        return SimpleNamespace(
            href=self.to(self.naming.dataset.addresses[sheet_id]) + f"#{name}", title=there.text(sheet.title), more=block.more,
            questions=[
                SimpleNamespace(place=there.own(item.id), text=there.text(item.text), plain=there.plain(item.text))
                for item, _ in block.entries()
            ],
        )  # fmt: skip

    def _trees(self, block: LetterBlock) -> Iterator[tuple[str, Part | None, Tree, str | None]]:
        """(id, part, tree, language where it is not the page's)"""
        if block.subject:
            scope = self.scope.spoken(block.subject.lang)
            yield "subject", None, [["t", scope.naming.words("subject") + " "], *scope.letter(block.subject)], block.subject.lang
        for part in block.parts:
            yield part.id, part, self.scope.spoken(part.body.lang).letter(part.body), part.body.lang

    def spoken(self, block: LetterBlock) -> str:
        """The language that a letter is in: the page's, where its parts are in more than one."""
        found = {part.body.lang or self.lang for part in block.parts}
        return found.pop() if len(found) == 1 else self.lang

    def parts(self, block: LetterBlock) -> str:
        """`data-parts` of a letter."""
        found = []
        for name, part, tree, _ in self._trees(block):
            entry: dict[str, object] = {"id": name, "tree": tree}
            if part and part.optional:
                entry["optional"] = self.own(part.id)
            found.append(entry)
        return attribute(found)

    def optional(self, block: LetterBlock) -> list[Part]:
        """The parts that a reader may leave out."""
        return [part for part in block.parts if part.optional]

    def notes(self, block: LetterBlock) -> list[Prose]:
        """What is said beside the parts."""
        return [part.note for part in block.parts if part.note]

    def blank_letter(self, block: LetterBlock) -> Markup:
        """The letter for the pen: every part, blanks as lines, choices as boxes."""
        made, lang = [], self.spoken(block)
        for _, part, tree, said in self._trees(block):
            lead = self.text(part.lead) if part and part.lead else None
            made.append(f'<p class="gs-lead"{_lang(self.lang, lang)}>{lead}</p>' if lead else "")
            made += _paragraphs(tree, _lang(said or self.lang, lang))
        return Markup("\n".join(filter(None, made)))


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


def _paragraphs(tree: Tree, lang: str) -> Iterator[str]:
    """The paragraphs of a part on blank paper, as HTML; three empty lines or more are room for a hand. `lang`: an attribute."""
    pieces = []
    for kind, text in on_paper(tree):
        if kind == "t":
            pieces.append(str(escape(text)))
        elif kind == "x":
            pieces.append("".join(f'<span class="gs-box">{escape(label)}</span>' for label in text))
        else:
            pieces.append(f'<span class="gs-line"><span class="gs-line__label">{escape(text)}</span></span>')
    text = re.sub(r"[ \t]+\n", "\n", "".join(pieces)).strip()
    breaks, parts = re.findall(r"\n{2,}", text), re.split(r"\n{2,}", text)
    for gap, part in zip(["", *breaks], parts, strict=True):
        opened = f'<p class="gs-gap"{lang}>' if len(gap) > 3 else f"<p{lang}>"
        if part.strip():
            yield opened + "<br>\n".join(part.split("\n")) + "</p>"
