"""Which other servers the pages of a project ask: for the page on privacy. Told from its settings, its theme's overrides and its
hand-written pages; what other plugins put into pages is not seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from guidesheet.privacy import Hosting

_FONTS = ("fonts.googleapis.com", "fonts.gstatic.com")
"""What Material asks unless `theme: font: false`."""
_COUNTERS = {"google": "www.googletagmanager.com"}
"""`extra: analytics: provider:` → the server of its script, in Material."""
_FORGES = {"github.com": "api.github.com", "gitlab.com": "gitlab.com"}
"""`repo_url:` → whom Material's script asks for stars and forks."""
_TAG = re.compile(r"<(script|iframe|object|embed|img|link|source|video|audio)\b([^>]*)>", re.IGNORECASE)
_FROM = re.compile(r"""\b(?:src|href|data)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)""", re.IGNORECASE)
_LOADED = re.compile(r"""\brel\s*=\s*["']?[^"'>]*(?:stylesheet|icon|preload|modulepreload)""", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*<?((?:https?:)?//[^)\s>]+)")


def hosting(config: MkDocsConfig, *, sealed: bool, disk: bool) -> Hosting:
    """What the page on privacy says. `sealed`, `disk`: as of `Hosting`."""
    analytics = config.extra.get("analytics") or {}
    provider = analytics.get("provider") if isinstance(analytics, dict) else None
    programs, files = set[str](), set[str]()
    if {"privacy", "material/privacy"}.isdisjoint(config.plugins):  # which copies all of it into the site
        programs.update(_servers(getattr(script, "path", script) for script in config.extra_javascript))
        programs.update(_servers(address for address in config.extra.get("polyfills", []) if "iframe-worker" not in address))
        files.update(_servers(config.extra_css))
        files.update(_FONTS if config.theme.get("font") else ())
        for kind, server in _tags([*_overrides(config), *Path(config.docs_dir).rglob("*.md")]):
            (programs if kind in ("script", "iframe", "object", "embed") else files).add(server)
    if provider in _COUNTERS:
        programs.add(_COUNTERS[provider])
    forge = urlsplit(config.repo_url or "").netloc
    files.update(server for name, server in _FORGES.items() if forge == name)
    own = urlsplit(config.site_url or "").netloc
    return Hosting(
        tuple(sorted(programs - {own})), tuple(sorted(files - programs - {own})), counts=bool(provider), sealed=sealed, disk=disk
    )


def _servers(addresses: Iterable[object]) -> Iterator[str]:
    """Of those addresses that lead elsewhere."""
    return (server for address in addresses if (server := urlsplit(str(address)).netloc))


def _overrides(config: MkDocsConfig) -> Iterator[Path]:
    return Path(config.theme.custom_dir).rglob("*.html") if config.theme.custom_dir else iter(())


def _tags(files: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """(tag, server) of everything that templates and hand-written pages load from elsewhere; links that one may click are not."""
    for file in files:
        text = file.read_text("utf-8", errors="replace")
        for tag, attributes in _TAG.findall(text):
            if (found := _FROM.search(attributes)) and (tag.lower() != "link" or _LOADED.search(attributes)):
                yield tag.lower(), urlsplit(found[1]).netloc
        yield from (("img", urlsplit(address).netloc) for address in _IMAGE.findall(text))
