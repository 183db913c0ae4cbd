"""Dataset → one data structure for the templates of paper: plain JSON, in one language. Knows no host and no Typst.

A part of the dataset comes out as a map with the keys of its model; texts are nodes (`rich.py`). Beside them stand:
`name`: its answer id; `q`: its question in plain words; `at`: where it stands, for errors (`file`, then the address in it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guidesheet import ids, language
from guidesheet.answers import Naming, SheetScope
from guidesheet.articles import inherited_source, sources_of
from guidesheet.blocks.base import Block, Item
from guidesheet.blocks.fields import ByHand, Computed, FieldsBlock, Use
from guidesheet.blocks.rows import RowsBlock
from guidesheet.fields.base import Field, Limit, Option
from guidesheet.handouts import rich
from guidesheet.model import Dataset, Sheet, Source
from guidesheet.prose import Prose
from guidesheet.shapes import Shape
from guidesheet.source import Loc

Data = dict[str, Any]

SHOWN = "_"
"""What a PDF's form fields begin with that keep no answer: lines that a page would work out."""


@dataclass(frozen=True)
class Place:
    """Where the pages of a site stand."""

    url: str = ""
    """Address of the site of this language, with a slash at its end; "" where it has none."""
    image: Callable[[str, str], bytes | None] = lambda page, target: None
    """The bytes of an image that a page names; None where there is none."""
    directories: bool = False
    """Are pages served as `sheet/` instead of `sheet.html`?"""

    def of(self, address: str) -> str:
        """The address of a page on the web; "" where there is none."""
        if not self.url:
            return ""
        if not self.directories:
            return f"{self.url}{address}.html"
        return self.url + address.removesuffix("index").rstrip("/") + "/"


class Paperwork:
    """One sheet as data."""

    def __init__(self, naming: Naming, sheet: Sheet, place: Place) -> None:
        self.naming = naming
        self.sheet = sheet
        self.place = place
        self.scope: SheetScope = naming.scope(sheet.id)
        self.address = naming.dataset.addresses[sheet.id]
        self.tongue: str | None = None

    # ── texts ─────────────────────────────────────────────────────────────────────────────────

    def text(self, prose: Prose) -> rich.Nodes:
        """A text as nodes; what is not in the page's language says so."""
        scope = self.scope.spoken(prose.lang)
        made = rich.nodes(prose, lambda n: scope.unanswered(prose.blanks[n].source), self._link)
        self._see(made)
        return made if prose.lang in (None, self.naming.words.lang) else rich.said_in(prose.lang or "", made)

    def plain(self, prose: Prose) -> str:
        """A text in plain words, blanks as `[label]`."""
        return self.scope.plain(prose)

    def _link(self, target: str) -> tuple[str, str]:
        """The address of a link, and what is printed after its words."""
        name = target.removeprefix("sheet:")
        if name != target:
            there = self.naming.dataset.sheets[name]
            return self.place.of(self.naming.dataset.addresses[name]), "sheet:" + self.naming.scope(name).plain(there.title)
        if target.startswith(("http:", "https:", "mailto:", "tel:")):
            return target, target.partition(":")[2].removeprefix("//").rstrip("/")
        return "", ""

    def _see(self, made: rich.Nodes) -> None:
        """Puts the bytes of images in; what names them goes to the end."""
        for node in made:
            if node[0] == "img":
                target = str(node[1])
                found = self.place.image(self.address, target)
                node[1:] = [list(found) if found else None, *node[2:], target]
            else:
                for inner in node[1:]:
                    if isinstance(inner, list) and inner and isinstance(inner[0], list):
                        self._see(inner)

    # ── parts ─────────────────────────────────────────────────────────────────────────────────

    def own(self, name: str) -> str:
        """The id of one of the sheet's own answers."""
        return f"{self.sheet.id}.{name}"

    def part(self, shape: Any, at: Loc, owner: str | None) -> Any:
        """A part of the sheet and all below it. `owner`: the source that it inherits."""
        if isinstance(shape, Prose):
            return self.text(shape)
        if isinstance(shape, tuple):
            return [self.part(entry, (*at, index), owner) for index, entry in enumerate(shape)]
        if isinstance(shape, Use):
            return self.used(shape, at, owner)
        if isinstance(shape, Field):
            return self.field(shape, self.own(shape.id), at, owner)
        return self.plainly(shape, at, owner) if isinstance(shape, Shape) else shape

    def plainly(self, shape: Shape, at: Loc, owner: str | None) -> Data:
        """A part of the sheet, key by key."""
        source: str | None = getattr(shape, "source", None)
        made: Data = {
            info.alias or name: self.part(getattr(shape, name), (*at, info.alias or name), source or owner)
            for name, info in type(shape).model_fields.items()
        }
        if "source" in made:
            made["source"] = self.source(source, owner)
        if isinstance(shape, Item):
            made |= {"name": self.own(shape.id), "q": self.plain(shape.text)}
        if isinstance(shape, Computed):
            made |= {"type": "computed", "name": f"{SHOWN}.{self.own(shape.id)}", "q": self.plain(shape.label)}
        if isinstance(shape, ByHand):
            made |= {"type": "by_hand", "lines": shape.lines}
        return made | {"at": [self.sheet.id, *at], "chars": self._chars(shape)}

    def _chars(self, shape: Shape) -> int:
        """About how many characters a part shows besides what stands under it; options count at least as a line."""
        texts = (getattr(shape, name) for name in type(shape).model_fields if name != "items")
        shown = sum(len(text.markup) for text in texts if isinstance(text, Prose))
        options = self.naming.dataset.options(shape) if isinstance(shape, Field) else ()
        return shown + sum(max(60, len(option.label.markup) + len(option.hint.markup if option.hint else "")) for option in options)

    def used(self, use: Use, at: Loc, owner: str | None) -> Data:
        """A shared field where it is placed."""
        shared = self.naming.dataset.shared(use.use)
        assert shared is not None, use.use
        made = self.field(shared, use.use, at, owner, shared=use.use)
        for key in ("label", "hint", "lead"):
            if given := getattr(use, key):
                made[key] = self.text(given)
        if use.label:
            made["q"] = self.plain(use.label)
        return made | {"items": self.part(use.items, (*at, "items"), owner)}

    def field(self, shape: Field, name: str, at: Loc, owner: str | None, *, shared: str = "") -> Data:
        """A field: what it asks, and where its answer goes."""
        limit: Limit | None = getattr(shape, "limit", None)
        return self.plainly(shape, at, owner) | {
            "name": name,
            "q": self.plain(shape.label),
            "lines": shape.lines,
            "limit": self.naming.words.count(f"limit.{limit.unit}", limit.most) if limit else None,
            "options": self.options(shape, shared),
            "other": bool(getattr(shape, "other", False)),
        }

    def options(self, shape: Field, shared: str = "") -> list[Data]:
        """What can be chosen, in the language that the block keeps."""
        there = self.naming.of(self.tongue)
        if shape.type == "yesno":
            lang = there.words.lang if there is not self.naming else ""
            return [{"id": key, **self._said(there.words(key), lang), "hint": None} for key in ("yes", "no")]
        field = (there.dataset.shared(shared) if shared else None) or shape
        return self.listed(self.naming.dataset.options(shape), there.dataset.options(field))

    def listed(self, own: tuple[Option, ...], spoken: tuple[Option, ...]) -> list[Data]:
        """Options, their labels in the words of `spoken`."""
        found = []
        for option, said in zip(own, spoken, strict=True):
            label = {"label": self.text(said.label), "q": self.plain(said.label)}
            found.append({"id": option.id, **label, "hint": self.text(option.hint) if option.hint else None})
        return found

    def _said(self, words: str, lang: str) -> Data:
        made = rich.pieces(words)
        return {"label": rich.said_in(lang, made) if lang and lang != self.naming.words.lang else made, "q": words}

    def source(self, given: str | None, inherited: str | None) -> rich.Nodes | None:
        """Who says so, where it is somebody else than for what stands around it."""
        if given is None or given == inherited:
            return None
        found = self.naming.dataset.guidance.sources[given]
        return self.text(found.short or found.name)

    # ── the sheet ─────────────────────────────────────────────────────────────────────────────

    def whole(self, blocks: Callable[[Paperwork, Block, Loc, str | None], Data]) -> Data:
        """The sheet. `blocks` makes one of its blocks."""
        dataset, sheet = self.naming.dataset, self.sheet
        owner = inherited_source(self.naming, sheet)
        made = []
        for block in self.naming.shown(sheet).blocks:
            at = ("blocks", next(index for index, each in enumerate(sheet.blocks) if each.id == block.id))
            self.tongue = block.tongue
            made.append(blocks(self, block, at, owner) | {"lang": block.tongue})
        self.tongue = None
        revised = sheet.revised or dataset.guides[dataset.guide_of(sheet.id)].revised
        return {
            "id": sheet.id,
            "title": self.text(sheet.title),
            "said": self.plain(sheet.title),
            "short": self.plain(sheet.short or sheet.title),
            "intro": self.text(sheet.intro),
            "turn": bool(sheet.paper and sheet.paper.turn),
            "address": self.place.of(self.address),
            "revised": language.date_text(revised, "long", self.naming.words.lang) if revised else "",
            "record": self._record(),
            "blocks": made,
            "sources": [self.told(source) for source in sources_of(self.naming, sheet, owner)],
        }

    def told(self, source: Source) -> Data:
        """Who somebody is who says something."""
        made = self.plainly(source, (), None)
        made["read"] = language.date_text(source.read, "long", self.naming.words.lang) if source.read else ""
        return made

    def _record(self) -> Data | None:
        """The field that says whom the sheet is about, where nothing on it asks for that."""
        about = self.naming.dataset.guidance.collections.get(self.sheet.about)
        if about is None or not about.many or self.sheet.about == ids.ME:
            return None
        name = f"{self.sheet.about}.{about.title}"
        if name in self._asked():
            return None
        shape = self.naming.dataset.shared(name)
        assert shape is not None, name
        return self.field(shape, name, (), None, shared=name) | {"hint": None, "example": None}

    def _asked(self) -> Iterator[str]:
        """Every shared answer that the sheet asks for."""
        for block in self.sheet.blocks:
            if isinstance(block, FieldsBlock):
                yield from (entry.use for entry, _ in block.entries() if isinstance(entry, Use))
            if isinstance(block, RowsBlock) and block.of:
                yield from (f"{block.of}.{column}" for column in block.columns)


def fields_by_name(dataset: Dataset, sheet: Sheet) -> Mapping[str, Field]:
    """Every single answer that the texts of a sheet may name: those of the sheet, and all shared ones."""
    found = {
        f"{home}.{name}": field for home, collection in dataset.guidance.collections.items() for name, field in collection.fields.items()
    }
    for block in sheet.blocks:
        found |= {f"{sheet.id}.{answer.name}": answer.field for answer in block.answers() if answer.field and "[" not in answer.name}
    return found
