"""The content security policy of a finished site: only its own scripts run, and nothing is asked of, or sent to, anybody else.

Read off the files themselves, whatever theme or page made them: each script and style that stands in a page is allowed by its hash
(CSP Level 3), so `unsafe-inline` is never needed. Servers get it as a header, from ready files; pages can carry it in a `meta` tag.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_INLINE = re.compile(r"<((?i:script|style))\b([^>]*)>(.*?)</(?i:\1)\s*>", re.DOTALL)
_DATA = re.compile(r"\btype=[\"']?(?!module|text/javascript|application/javascript)[\w.+-]+/[\w.+-]+", re.IGNORECASE)
_SAID = re.compile(r"\s(?:style|on[a-z]+)\s*=", re.IGNORECASE)
"""What `_TAGS` looks for, in less time."""
_TAGS = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)\s*=", re.IGNORECASE)
_OWN = re.compile(r"<meta\s[^>]*http-equiv=[\"']?Content-Security-Policy", re.IGNORECASE)
"""A workbook has its own, which allows less."""
_CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)

NETLIFY = "_headers"
"""Read by Netlify and Cloudflare Pages in the folder that they publish."""
FOLDER = "assets/guidesheet"


@dataclass(frozen=True)
class Policy:
    """What the pages of a site may do."""

    scripts: tuple[str, ...]
    """Hashes of the scripts that stand in pages, as CSP writes them: `'sha256-…'`."""
    styles: tuple[str, ...]
    blocked: tuple[str, ...]
    """Pages with `style=` or `on…=` in a tag, which no hash allows: browsers leave those out."""

    def text(self, *, meta: bool = False) -> str:
        """The policy on one line. `meta`: without what a `meta` tag cannot say."""
        rules = {
            "default-src": "'self'",  # and no `none`: Firefox fetches the next page ahead, and has no rule of its own for that
            "script-src": " ".join(("'self'", *self.scripts)),
            "style-src": " ".join(("'self'", *self.styles)),
            "img-src": "'self' data:",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'none'",
        } | ({} if meta else {"frame-ancestors": "'self'"})
        return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy_of(site: Path) -> Policy:
    """The policy that lets every page of a site do what it does now."""
    hashes: dict[str, set[str]] = {"script": set(), "style": set()}
    blocked = []
    seen: set[str] = set()
    said: set[str] = set()
    for path, text in _pages(site):
        for kind, attributes, content in _INLINE.findall(text):
            if content and not re.search(r"\ssrc\s*=", attributes, re.IGNORECASE) and not _DATA.search(attributes):
                hashes[kind.lower()].add(_hash(content))
        tags = set(text.split("<"))  # most of them stand on other pages, too
        said.update(filter(_SAID.search, tags - seen))
        seen |= tags
        if not said.isdisjoint(tags) and _TAGS.search(_INLINE.sub("", text)):
            blocked.append(path.relative_to(site).as_posix())
    return Policy(tuple(sorted(hashes["script"])), tuple(sorted(hashes["style"])), tuple(blocked))


def seal(site: Path, *, meta: bool) -> Policy:
    """Writes the header files of a finished site and, with `meta`, the policy into each page; what an editor brought along stays."""
    policy = policy_of(site)
    for path, text in _headers(policy).items():
        file = site / path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
    if meta:
        tag = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy.text(meta=True))}">'
        for page, text in _pages(site):
            if _OWN.search(text):
                continue
            page.write_text(_CHARSET.sub(lambda match: match[0] + tag, text, count=1), "utf-8", newline="")
    return policy


def _headers(policy: Policy) -> dict[str, str]:
    headers = {"Content-Security-Policy": policy.text(), "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
    return {
        NETLIFY: "/*\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items()),
        f"{FOLDER}/headers.nginx.conf": "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items()),
        f"{FOLDER}/headers.apache.conf": "".join(f'Header always set {name} "{value}"\n' for name, value in headers.items()),
    }


def _pages(site: Path) -> Iterator[tuple[Path, str]]:
    return ((path, path.read_bytes().decode("utf-8")) for path in sorted(site.rglob("*.html")))


def _hash(content: str) -> str:
    """Of the text as a browser reads it: line ends are `\\n`."""
    digest = hashlib.sha256(content.replace("\r\n", "\n").replace("\r", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
