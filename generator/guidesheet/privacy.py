"""The page on privacy: what is true of this site, its dataset and its publisher's settings. Knows no host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from guidesheet import ids, language
from guidesheet.check.sensitive import never_asked
from guidesheet.macros import macro
from guidesheet.making import Making
from guidesheet.render import View

ADDRESS = "privacy"
PARTS = ("kept", "long", "erase", "sent", "asked")
"""The sections, by their ids; `help` follows."""


@dataclass(frozen=True)
class Hosting:
    """What the publisher's settings add to the pages."""

    programs: tuple[str, ...] = ()
    """Servers, besides the site's own, whose scripts the pages run."""
    files: tuple[str, ...] = ()
    """Servers, besides those, from which pages load style, fonts or images."""
    counts: bool = False
    """Do they count visits?"""
    sealed: bool = False
    """Does each page carry a content security policy?"""
    disk: bool = False
    """Is the site also read from disk?"""


def privacy_html(making: Making, hosting: Hosting) -> str:
    """The article."""
    guidance = making.naming.dataset.guidance
    view = View(making, ADDRESS, making.naming.scope(None), revised=making.naming.dataset.revised())
    parts = [SimpleNamespace(id=part, lines=[*_LINES[part](view, hosting)]) for part in PARTS]
    return str(macro("templates/privacy.html", "privacy")(view, parts, guidance.help, guidance.publisher))


def _kept(view: View, hosting: Hosting) -> Iterator[str]:
    usual = {"device": "kept.tab", "tab": "kept.tab_first", "ask": "kept.ask"}[view.naming.dataset.guidance.keep_answers]
    yield from _said(view, "kept.here", usual, "kept.sealed", "kept.others")
    if hosting.disk:
        yield from _said(view, "kept.disk")
    yield _line(view, "kept.names", prefix=f"guidesheet:1:{view.naming.dataset.guidance.site}")


def _long(view: View, hosting: Hosting) -> Iterator[str]:
    yield from _said(view, "long.usual", "long.safari", "long.private", "long.shared")


def _erase(view: View, hosting: Hosting) -> Iterator[str]:
    yield from _said(view, "erase.buttons", "erase.undo", "erase.browser", "erase.left")


def _sent(view: View, hosting: Hosting) -> Iterator[str]:
    yield from _said(view, "sent.nothing", "sent.letters")
    if hosting.programs:
        yield _line(view, "sent.programs", hosts=language.list_text(hosting.programs, view.lang))
    if hosting.files:
        yield _line(view, "sent.files", hosts=language.list_text(hosting.files, view.lang))
    if not (hosting.programs or hosting.files):
        yield from _said(view, "sent.own")
    if hosting.counts:
        yield from _said(view, "sent.counts")
    if hosting.sealed:
        yield from _said(view, "sent.sealed")
    yield from _said(view, "sent.server")


def _asked(view: View, hosting: Hosting) -> Iterator[str]:
    yield from _said(view, "asked.open")
    naming = view.naming
    for home, shape in naming.dataset.guidance.collections.items():
        labels = "; ".join(naming.places[f"{home}.{name}"].text for name in shape.fields)
        if labels and home == ids.ME:
            yield _line(view, "asked.me", labels=labels)
        elif labels:
            yield _line(view, "asked.others", one=view.plain(shape.one) if shape.one else home, labels=labels)
    if kinds := never_asked(naming):
        yield _line(view, "asked.never", kinds=language.list_text([view.words(f"privacy.never.{kind}") for kind in kinds], view.lang, "or"))


_LINES = {"kept": _kept, "long": _long, "erase": _erase, "sent": _sent, "asked": _asked}


def _said(view: View, *names: str) -> Iterator[str]:
    return (_line(view, name) for name in names)


def _line(view: View, name: str, **values: str) -> str:
    return view.words(f"privacy.{name}", **values)
