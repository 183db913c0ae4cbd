"""`guidesheet write`: a whole project for any host, with the same articles as the plugin makes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from guidesheet import project as build_project
from guidesheet import starter
from guidesheet.cli import main
from guidesheet.hosts.markdown import KEPT
from guidesheet.hosts.settings import Settings
from run import ROOT
from support import invented, sites
from support.articles import articles, difference

LANGUAGES = ROOT / "tests/datasets/two-languages/mkdocs.yml"
PROJECTS: dict[str, Path | int] = sites.CONFIGS | {"languages": LANGUAGES, "invented": 8, "invented again": 14}
"""mkdocs.yml of projects; a seed for one that is put together by chance."""
MKDOCS = sites.HOSTS["mkdocs"]

TITLES = (
    "*Not* _emphasised_ `here` and **there**", "[A link](https://example.org/) in it", "2 \\. not a list", "Ends with ##",
    "{ #no-id .no-class }", "a < b & c > d, &amp; \\* \\\\ ~~no~~ ==no== ^no^",
    "“Quotes” — it's 3:15 p.m. ... -- (c)", "/// html | div", "日本語 und Grüße",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `CI` is set, ids that are not in ids.lock stop a build."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project."""
    starter.begin(tmp_path / "own", "Own")
    return tmp_path / "own"


def written(project: Path, folder: Path) -> Path:
    assert main(["write", str(folder), "-f", str(project)]) == 0
    return folder


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()
    }


def entries(site: Path) -> list[tuple[str, ...]]:
    """(language, place, title, text) of all that search finds; white space counts where it parts words."""
    found = []
    for index in site.rglob("search_index.json"):
        folder = index.parent.parent.relative_to(site).as_posix()
        for entry in json.loads(index.read_text("utf-8"))["docs"]:
            text = re.sub(r"\s*(</?(?:p|li|ul|ol|pre)>)\s*", r"\1", re.sub(sites.SEALED, "", " ".join(entry["text"].split())))
            found.append((folder, entry["location"], entry["title"], text))
    return sorted(found)


@pytest.fixture(scope="module", params=PROJECTS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site that the plugin makes of a project, and the project that `write` makes of it."""
    folder, given = tmp_path_factory.mktemp("both"), PROJECTS[request.param]
    config = given if isinstance(given, Path) else invented.published(folder / "own", given)
    plugin = build_project.build(config, str(folder / "plugin"), strict=True)
    sites.unseal(plugin)
    return plugin, written(config, folder / "written")


@pytest.mark.parametrize("host", sites.HOSTS)
def test_every_host_makes_the_same_articles_and_search_of_it(host: str, both: tuple[Path, Path], tmp_path: Path) -> None:
    plugin, project = both
    site = sites.by_host(sites.HOSTS[host], shutil.copytree(project, tmp_path / "p"))
    there, here = articles(site), articles(plugin)
    assert len(here) >= 8 and list(there) == list(here)
    assert [f"{page}: {difference(here[page], there[page])}" for page in here if here[page] != there[page]] == []
    assert entries(plugin) == entries(site)


def test_properdocs_runs_the_plugin_too(tmp_path: Path) -> None:
    folder = LANGUAGES.parent
    own = shutil.copytree(folder, tmp_path / "own", ignore=shutil.ignore_patterns("site", ".cache"))
    sites.build_by(sites.HOSTS["properdocs"], own / "mkdocs.yml")
    plugin = build_project.build(own / "mkdocs.yml", str(tmp_path / "plugin"), strict=True)
    assert articles(own / "site") == articles(plugin) and (own / "site/es/moving/pack/index.html").is_file()


def test_links_of_pages_in_folders_are_kept_from_hosts_that_would_change_them(project: Path, tmp_path: Path) -> None:
    def links(out: Path) -> set[str]:
        return set(re.findall(r'(?:href|src)="([^"]*)"', (out / "docs/first-guide/what-to-bring.md").read_text("utf-8")))

    without_handouts(project)
    assert links(written(project, tmp_path / "flat")) == {"request.html"}
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("use_directory_urls: false", "").replace("  - offline", "  #"), "utf-8")
    sheet = project / "docs/guidance/first-guide/what-to-bring.yml"
    text = "See [a page](https://example.org/), [an office](tel:5550100) and [the request](sheet:request)."
    sheet.write_text(sheet.read_text("utf-8").replace("Tick what you have, and pick what you want to ask.", text), "utf-8")
    assert links(written(project, tmp_path / "out")) == {f"{KEPT}../request/", "https://example.org/", "tel:5550100"}
    assert KEPT not in (sites.by_host(MKDOCS, tmp_path / "out") / "first-guide/what-to-bring/index.html").read_text("utf-8")
    (project / "theme").mkdir()
    (project / "theme/main.html").write_text('{% extends "base.html" %}', "utf-8")
    config.write_text(config.read_text("utf-8").replace("  name: material", "  name: material\n  custom_dir: theme"), "utf-8")
    assert "../request/" in links(written(project, tmp_path / "themed"))


def test_an_editors_own_template_builds_on_ours_or_is_told_to(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without_handouts(project)
    config, own = project / "mkdocs.yml", project / "theme/main.html"
    config.write_text(config.read_text("utf-8").replace("  name: material", "  name: material\n  custom_dir: theme"), "utf-8")
    own.parent.mkdir()
    own.write_text('{# Ours. #}\n{%- extends "base.html" %}\n{% block announce %}Open house{% endblock %}', "utf-8")
    told = "main.html:2:13: with this template, pages have no help, no link to the pages on privacy and accessibility"
    assert main(["check", str(project)]) == 0
    assert told in capsys.readouterr().out
    assert main(["build", "--strict", "-f", str(project)]) == 1
    own.write_text('{% extends "guidesheet.html" %}\n{% block announce %}Open house{% endblock %}', "utf-8")
    assert main(["check", str(project)]) == main(["build", "--strict", "-f", str(project)]) == 0
    assert "main.html" not in capsys.readouterr().out
    for site in (project / "site", sites.by_host(MKDOCS, written(project, tmp_path / "out"))):
        for page in ("first-guide/request.html", "index.html"):
            text = (site / page).read_text("utf-8")
            assert "Open house" in text and 'class="gs-help"' in text and "privacy.html" in text and 'role="dialog"' not in text


def without_handouts(project: Path) -> None:
    with (project / "docs/guidance/guidance.yml").open("a", encoding="utf-8") as guidance:
        guidance.write("handouts: {make: false}\n")


@pytest.mark.parametrize("title", TITLES)
def test_a_heading_with_signs_of_markdown_says_the_same(title: str, project: Path, tmp_path: Path) -> None:
    sheet = project / "docs/guidance/first-guide/request.yml"
    text, count = re.subn(r"^( +)title: .*$", lambda m: f"{m[1]}title: {json.dumps(title)}", sheet.read_text("utf-8"), flags=re.M)
    assert count
    sheet.write_text(text, "utf-8")
    without_handouts(project)
    assert main(["build", "--strict", "-f", str(project)]) == 0
    site = sites.by_host(MKDOCS, written(project, tmp_path / "out"))
    here, there = articles(project / "site"), articles(site)
    assert [f"{page}: {difference(here[page], there[page])}" for page in here if here[page] != there[page]] == []
    assert entries(project / "site") == entries(site)


def test_only_what_changed_is_written_again_and_what_is_left_over_goes(project: Path, tmp_path: Path) -> None:
    out = written(project, tmp_path / "out")
    (out / "mine.txt").write_text("mine")
    before = snapshot(out)
    written(project, out)
    assert {path for path, found in snapshot(out).items() if found != before[path]} == {".guidesheet.json"}
    (project / "docs/about.md").write_text("# About\n")
    written(project, out)
    assert (out / "docs/about.md").is_file()
    (project / "docs/about.md").unlink()
    index = project / "docs/index.md"
    index.write_text(index.read_text("utf-8") + "\nMore.\n", "utf-8")
    written(project, out)
    changed = {path for path, found in snapshot(out).items() if found != before[path]}
    assert changed == {".guidesheet.json", "docs/index.md"} and set(snapshot(out)) == set(before)


def test_nothing_that_it_did_not_write_is_written_over(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    (out / "docs").mkdir(parents=True)
    (out / "docs/index.md").write_text("mine")
    assert main(["write", str(out), "-f", str(project)]) == 1
    assert "docs/index.md: is there already; name a new folder" in capsys.readouterr().err
    assert list(snapshot(out)) == ["docs/index.md"]
    (out / "docs/index.md").unlink()
    written(project, out)
    page = out / "docs/first-guide/request.md"
    page.write_text("my edit")
    assert main(["write", str(out), "-f", str(project)]) == 1
    assert "request.md: was edited here; make the edit in your own project" in capsys.readouterr().err
    assert page.read_text() == "my edit"


@pytest.mark.parametrize("where", [".", "docs", "docs/out"])
def test_it_does_not_write_into_the_pages_that_it_reads(where: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(project)
    assert main(["write", str(project / where), "-f", str(project)]) == 1
    assert "name a folder elsewhere" in capsys.readouterr().err
    assert snapshot(project) == before


def test_a_broken_dataset_writes_nothing(project: Path, tmp_path: Path) -> None:
    (project / "docs/guidance/first-guide/request.yml").write_text("blocks: [", "utf-8")
    assert main(["write", str(tmp_path / "out"), "-f", str(project)]) == 1
    assert not (tmp_path / "out").exists()


def test_the_editors_settings_stay_and_the_plugins_are_written_out(project: Path, tmp_path: Path) -> None:
    (project / "base.yml").write_text("theme: {name: material, font: false}\nextra: {mine: 1}\n", "utf-8")
    (project / "theme").mkdir()
    (project / "theme/404.html").write_text("gone", "utf-8")
    (project / "hook.py").write_text("", "utf-8")
    (project / "docs/more.md").write_text("# More\n", "utf-8")
    (project / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nsite_name: !ENV [NAME_OF_NOBODY, Own]\nwatch: [docs]\nhooks: [hook.py]\nuse_directory_urls: false\n"
        "theme: {custom_dir: theme, icon: {logo: material/home}}\nplugins: {search: {lang: en}, guidesheet: {}}\n"
        "markdown_extensions:\n  toc: {toc_depth: 3}\n  pymdownx.emoji:\n    emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "nav:\n  - Start: index.md\n  - guidesheet\n  - more.md\nnot_in_nav: |\n  /none.md\n",
        "utf-8",
    )
    out = written(project, tmp_path / "out")
    sites.by_host(MKDOCS, out)
    text = (out / "mkdocs.yml").read_text("utf-8")
    assert "!ENV [NAME_OF_NOBODY, Own]" in text and "emoji_index: !!python/name:material.extensions.emoji.twemoji" in text
    given = yaml.safe_load(re.sub(r"!ENV|!!python/name:\S+", "", text))
    assert given["theme"] == {"name": "material", "font": False, "custom_dir": "overrides", "icon": {"logo": "material/home"}}
    assert given["plugins"] == {"search": {"lang": "en"}} and set(given["extra"]) == {"mine", "guidesheet"}
    assert {"toc", "pymdownx.emoji", "attr_list", "pymdownx.blocks.html"} <= set(given["markdown_extensions"])
    assert given["nav"][0] == {"Start": "index.md"} and given["nav"][-1] == "more.md"
    assert given["not_in_nav"].split() == ["/none.md", "accessibility.md", "privacy.md"]
    assert not {"INHERIT", "watch"} & set(given)
    assert (out / "overrides/404.html").read_text("utf-8") == "gone" and (out / "hook.py").is_file()
    assert not list(out.rglob("*.lock")) and [path.name for path in out.rglob("*.yml")] == ["mkdocs.yml"]


def test_settings_that_inherit_in_a_circle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("INHERIT: b.yml\n")
    (tmp_path / "b.yml").write_text("INHERIT: a.yml\n")
    with pytest.raises(Exception, match="inherits from itself"):
        Settings(tmp_path / "a.yml")
