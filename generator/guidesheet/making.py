"""What all pages of a site in one language have in common while they are made."""

from __future__ import annotations

from dataclasses import dataclass, field

from guidesheet import due
from guidesheet.answers import Naming
from guidesheet.blocks.checklist import ChecklistBlock, Task
from guidesheet.controls import Control
from guidesheet.macros import attribute
from guidesheet.model import Sheet


@dataclass(frozen=True)
class Making:
    """What all pages of a site in one language are made with."""

    naming: Naming
    directories: bool = False
    """Are pages served as `sheet/` instead of `sheet.html`?"""
    sources_linked: bool = False
    """Are links to other pages given as paths of their Markdown, for a host that makes addresses of them?"""
    controls: dict[tuple[object, ...], Control] = field(default_factory=dict)
    """Shared fields that say the same on every page: they are made once."""
    due: dict[str, dict[str, object]] = field(default_factory=dict)
    """What is due, by answer id: its sheet and its guide tell of it."""
    ways: dict[tuple[str, ...], str] = field(default_factory=dict)
    """The buttons of letters, without what they are called."""
    _units: dict[str, str] = field(default_factory=dict)

    def units(self, sheet: str) -> str:
        """`data-units` of a sheet, which its page and its guide's have."""
        if sheet not in self._units:
            self._units[sheet] = attribute(self.naming.scope(sheet).units)
        return self._units[sheet]

    def told(self, sheet: Sheet, block: ChecklistBlock, item: Task) -> dict[str, object]:
        """What a page is told of a thing that is due."""
        name = f"{sheet.id}.{item.id}"
        if name not in self.due:
            self.due[name] = due.told(self.naming.scope(sheet.id), sheet, block, item)
        return self.due[name]
