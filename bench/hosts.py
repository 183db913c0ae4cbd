"""Other hosts beside the plugin: `.run/test/bin/python bench/hosts.py [host …]`, a host as pip takes it: `zensical==0.0.73`.

Installs the newest ProperDocs with Material, and the newest Zensical that installs here, each into an environment of its own in a scratch
folder. They build what `guidesheet write` makes of three projects; every article, what stands around it, and the search index are compared
with the plugin's site. They build it once more with pages as their editors wrote them, and the extension for `[[sheet: …]]`. Then each
site of the demo is read in every browser that is here, from a server and from disk: search, fill in, read the letter, come back; and axe
is asked about its whole pages. Says what ran; the exit code is 1 where anything differs, or where nothing could be compared.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import html5lib
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from guidesheet import embed, project
from guidesheet.hosts.options import dataset_folder
from guidesheet.hosts.settings import Settings
from support import axe, browsers, sites
from support.articles import Tree, articles, difference
from support.reader import saved, write

PROJECTS = sites.CONFIGS | {"languages": ROOT / "tests/datasets/two-languages/mkdocs.yml"}
HOSTS = {"properdocs": ("properdocs", "mkdocs-material>=9.8,<10"), "zensical": ("zensical",)}
EXTENSION = ("babel", "pydantic", "pyyaml", "jinja2")
"""What `guidesheet.embed` needs besides Python-Markdown, which every host has."""
WAIT = 20_000
"""Milliseconds that a browser may take for one thing."""
ASIDE = "data-search-exclude"
"""A word to the host about its search index; Zensical takes it out of the page."""


@dataclass(frozen=True)
class Host:
    """An installed host: its name, what else it runs with, and its command."""

    name: str
    versions: str
    command: tuple[str, ...]


def installed(wanted: str, folder: Path) -> Host | str:
    """A host in an environment of its own; or why there is none."""
    name = re.split(r"[^\w-]", wanted)[0]
    if name not in HOSTS:
        return f"no such host; there are {', '.join(HOSTS)}"
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "install", "--quiet", wanted, *HOSTS[name][1:], *EXTENSION], capture_output=True, text=True)
    if done.returncode:
        return f"pip could not install it: {(done.stderr.strip().splitlines() or ['it does not say why'])[-1]}"
    listed = json.loads(subprocess.run([*pip, "list", "--format=json"], capture_output=True, text=True, check=True).stdout)
    versions = {entry["name"].lower(): entry["version"] for entry in listed}
    told = ", ".join(f"{each} {versions[each]}" for each in (name, "mkdocs-material", "markdown", "pymdown-extensions") if each in versions)
    published = subprocess.run([*pip, "index", "versions", name], capture_output=True, text=True).stdout
    if (newest := re.match(r"[\w-]+ \((\S+)\)", published)) and newest[1] != versions[name] and wanted == name:
        told += f" ({newest[1]} is published, but does not install here)"
    return Host(name, told, (python, "-m", name))


def without(node: Any) -> Any:
    """A tree without what is told to the host only."""
    if isinstance(node, str):
        return node
    return node[0], tuple(pair for pair in node[1] if pair[0] != ASIDE), tuple(map(without, node[2]))


def around(site: Path, page: str) -> dict[str, object]:
    """What readers meet around the article, whatever the theme makes of it; addresses from the site's folder."""
    document = html5lib.parse((site / page).read_text("utf-8"), treebuilder="dom", namespaceHTMLElements=False)

    def elements(tag: str, name: str, value: str) -> list[Any]:
        return [each for each in document.getElementsByTagName(tag) if value in each.getAttribute(name).split()]

    def leads(element: Any) -> str:
        return urljoin(page, element.getAttribute("src") or element.getAttribute("href"))

    def said(link: Any) -> str:
        return next(filter(None, (each.getAttribute("lang") for each in (link, *link.getElementsByTagName("span")))), "")

    help_ = elements("div", "class", "gs-help")
    contents = elements("ul", "data-md-component", "toc")[:1]
    loaded = [leads(each) for tag in ("script", "link") for each in document.getElementsByTagName(tag)]
    title = document.getElementsByTagName("title")[0].firstChild.data
    return {
        "language": document.documentElement.getAttribute("lang"),
        "title": title if page.removeprefix("es/") != "index.html" else "",  # each theme makes its own of the home page's
        "scripts and styles": [path for path in loaded if "assets/guidesheet/" in path and "iframe-worker" not in path],
        "help": [" ".join(text(each).split()) for each in help_],
        "links of the help": [leads(link) for each in help_ for link in each.getElementsByTagName("a")],
        "note": [text(each) for each in elements("p", "class", "gs-unreviewed")],
        "switch": [leads(each) for each in elements("a", "class", "gs-language")],
        "titles in other languages": sorted(
            {(said(link), " ".join(text(link).split())) for link in elements("a", "class", "md-nav__link") if said(link)}
        ),
        "contents": [leads(link) for found in contents for link in found.getElementsByTagName("a")],
        "name of the search": [each.getAttribute("aria-label") for each in elements("div", "role", "dialog")],
    }


def text(node: Any) -> str:
    return str(node.data) if node.nodeType == node.TEXT_NODE else "".join(map(text, node.childNodes))


def places(site: Path) -> dict[str, str]:
    """Place in the search index → its title, of every language."""
    found = {}
    for index in [*site.rglob("search_index.json"), *site.rglob("search.json")]:
        folder = (index.parent.parent if index.name == "search_index.json" else index.parent).relative_to(site)
        given = json.loads(index.read_text("utf-8"))
        found |= {(folder / entry["location"]).as_posix(): entry["title"] for entry in given.get("docs") or given["items"]}
    return found


def differences(mine: Path, theirs: Path) -> Iterator[str]:
    """Where a host's site is another than the plugin's."""
    here: dict[str, Tree] = articles(mine)
    there: dict[str, Tree] = articles(theirs)
    yield from (f"{page}: on one side only" for page in sorted({*here} ^ {*there}))
    for page in sorted({*here} & {*there}):
        if (found := without(here[page])) != (other := without(there[page])):
            yield f"{page}: {difference(found, other)}"
        ours, others = around(mine, page), around(theirs, page)
        yield from (f"{page}: {name}: {ours[name]} != {others[name]}" for name in ours if ours[name] != others[name])
    ours, others = places(mine), places(theirs)
    yield from (f"search: {place}: on one side only" for place in sorted({*ours} ^ {*others}))
    named = (place for place in ours if "#" in place and place in others)  # Zensical calls a page what navigation calls it
    yield from (f"search: {place}: {ours[place]!r} != {others[place]!r}" for place in named if ours[place] != others[place])


def reads(page: Page, here: str, *, alone: bool) -> Iterator[str]:
    """What does not work for a reader of the demo. `alone`: does each page on disk keep its own answers (Firefox)?"""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    try:
        page.goto(f"{here}index.html")
        page.locator("html.gs-js").wait_for()
        page.locator(".md-search__button, .md-search__input").first.click()
        page.keyboard.type("philosophy")
        page.locator("a[href*='#']").filter(has_text="philosophy", visible=True).first.click()
        expect(page).to_have_url(re.compile(r"what-to-ask\.html.*#[a-z]+$"))
        expect(page.locator("h1")).to_have_text("What to ask")
        page.wait_for_load_state()
        page.goto(f"{here}informational-interviews/request-letter.html")
        write(page, me__name="Ana Ruiz")
        saved(page)
        for _ in range(2):
            expect(page.locator("gs-letter .gs-letter__live").first).to_contain_text("Ana Ruiz")
            page.reload()
        if not alone:
            page.goto(f"{here}informational-interviews/thank-you.html")
            expect(page.locator("gs-letter .gs-letter__live").first).to_contain_text("Ana Ruiz")
    except (AssertionError, Error) as error:
        yield str(error).splitlines()[0]
    yield from (f"asked for {url}" for url in asked if not url.startswith((here, "blob:", "data:")))


def broken(browser: Browser, here: str, site: Path) -> Iterator[str]:
    """The rules of axe that whole pages break, light and wide, dark and narrow."""
    for scheme, width in (("light", 1280), ("dark", 390)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce")
        page = context.new_page()
        for each in sites.pages_of(site):
            page.goto(here + each)
            page.locator("html.gs-js").wait_for()
            yield from (f"{each}, {scheme}: {violation[:300]}" for violation in axe.violations(page))
        context.close()


def opened(site: Path, started: dict[str, Browser]) -> Iterator[tuple[str, list[str]]]:
    """Engine and way → what does not work there."""
    with sites.served(site) as root:
        for engine, browser in started.items():
            for way, here in (("served", root), ("from disk", f"{site.as_uri()}/")):
                context = browser.new_context(locale="en-US")
                context.set_default_timeout(WAIT)
                found = list(reads(context.new_page(), here, alone=engine == "firefox" and way == "from disk"))
                context.close()
                yield f"{engine}, {way}", found
            if engine == "chromium":
                yield f"{engine}, by axe", list(broken(browser, root, site))


def embedding(config: Path, out: Path) -> int:
    """Writes a project that embeds for itself: pages as the editor wrote them, and the extension. Gives how many pages do."""
    project.write(config, out)
    docs, count = config.parent / "docs", 0
    for page in docs.rglob("*.md"):
        lang = page.with_suffix("").suffix[1:]
        to = out / (f"docs-{lang}" if lang else "docs") / page.relative_to(docs).with_name(page.name.replace(f".{lang}.md", ".md"))
        if "[[sheet:" in page.read_text("utf-8"):
            to.write_bytes(page.read_bytes())
            count += 1
    for file in out.glob("mkdocs*.yml"):
        settings = Settings(file)
        language = file.stem.removeprefix("mkdocs").removeprefix(".")
        settings.extend("markdown_extensions", [{embed.NAME: {"dataset": str(dataset_folder(config)), "language": language}}])
        file.write_text(settings.text, "utf-8")
    return count


def built(host: Host, plugin: Path, out: Path) -> list[str]:
    """Has a host build a project; gives where its site is another than the plugin's."""
    try:
        return list(differences(plugin, sites.by_host(host.command, out)))
    except AssertionError as error:
        return [f"it does not build: {error}"]


def compared(host: Host, folder: Path, started: dict[str, Browser]) -> bool:
    """Says what a host's sites have in common with the plugin's. Are they the same, and can they be read?"""
    good = True
    for name, config in PROJECTS.items():
        plugin, out = folder / name / "plugin", folder / name / host.name
        if not plugin.exists():
            project.build(config, str(plugin), strict=True)
            sites.unseal(plugin)
        project.write(config, out)
        found = built(host, plugin, out)
        count, entries = len(sites.pages_of(plugin)), len(places(plugin))
        same = "all the same" if not found else "NOT THE SAME"
        print(f"  {name}: {count} pages, {entries} places in the search index: {same}", flush=True)
        checks = [("", found)]
        live = out.with_name(f"{host.name}-embeds")
        if pages := embedding(config, live):
            checks.append((f"{pages} page{'s' if pages > 1 else ''} by the extension", built(host, plugin, live)))
        if name == "guide" and not found:
            checks += ((f"read in {way}", wrong) for way, wrong in opened(out / "site", started))
        for what, wrong in checks:
            if what:
                print(f"  {name}, {what}: {'works' if not wrong else 'DOES NOT WORK'}", flush=True)
            for line in wrong:
                print(f"    {line[:600]}")
            good = good and not wrong
    return good


def main(wanted: list[str]) -> int:
    os.environ.pop("CI", None)
    os.environ["PYTHONPATH"] = str(ROOT / "generator")  # for the extension
    project.log_to_terminal()
    expect.set_options(timeout=WAIT)
    results = []
    engines = {engine: found for engine, found in browsers.find_all(print).items() if found.how}
    with tempfile.TemporaryDirectory(prefix="guidesheet-hosts-") as name, sync_playwright() as playwright:
        started = {engine: browsers.launch(playwright, found) for engine, found in engines.items()}
        print("Browsers: " + ", ".join(map(str, engines.values())))
        for each in wanted or HOSTS:
            host = installed(each, Path(name) / "environments" / each)
            if isinstance(host, str):
                print(f"{each}: not compared; {host}")
                continue
            print(host.versions, flush=True)
            results.append(compared(host, Path(name), started))
        for browser in started.values():
            browser.close()
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
