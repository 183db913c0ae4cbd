"""`[[sheet: …]]` in hand-written pages: the extension alone, and what the host and `write` make of it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import html5lib
import markdown
import pytest
from markdown.preprocessors import Preprocessor

from guidesheet import embed, project
from guidesheet.cli import main
from guidesheet.errors import DatasetError
from run import ROOT
from support.sites import CONFIGS, pages_of

HOME = ROOT / "tests/datasets/first-home"
PAGE = "days/viewing-day"


def converted(text: str, *, dataset: Path = HOME / "docs/guidance", language: str = "") -> tuple[str, markdown.Markdown]:
    """What Python-Markdown makes of a page, and the instance that made it."""
    md = markdown.Markdown(
        extensions=["toc", "attr_list", "fenced_code", "admonition", embed.NAME],
        extension_configs={embed.NAME: {"dataset": str(dataset), "language": language}},
    )
    return md.convert(text), md


def dom(html: str) -> Any:
    return html5lib.parse(html, treebuilder="dom", namespaceHTMLElements=False)


def elements(html: str, tag: str, **attributes: str) -> list[Any]:
    wanted = {name.rstrip("_"): value for name, value in attributes.items()}
    return [e for e in dom(html).getElementsByTagName(tag) if all(value in e.getAttribute(name).split() for name, value in wanted.items())]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the project for first homes."""
    return Path(shutil.copytree(HOME, tmp_path / "own", ignore=shutil.ignore_patterns("site", ".cache")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project.build(CONFIGS["home"], str(tmp_path_factory.mktemp("built") / "home"), strict=True)


@pytest.fixture
def page(site: Path) -> str:
    """The page of the test project that embeds most."""
    return (site / PAGE / "index.html").read_text("utf-8")


def test_it_works_where_no_mkdocs_is_installed() -> None:
    code = f"""
import sys
sys.modules.update(dict.fromkeys(("mkdocs", "material", "zensical")))  # importing one of them fails
import markdown
options = {{"guidesheet.embed": {{"dataset": {str(HOME / "docs/guidance")!r}}}}}
md = markdown.Markdown(extensions=["guidesheet.embed"], extension_configs=options)
assert 'name="viewing.gas_tap"' in md.convert("[[sheet: viewing]]")
assert not any(name.startswith(("mkdocs.", "material.")) for name in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "```\n[[sheet: viewing]]\n```", "    [[sheet: viewing]]", "`[[sheet: viewing]]`", "- [[sheet: viewing]]",
        "- a\n- [[sheet: viewing]]", "- a\n\n- [[sheet: viewing]]", "> [[sheet: viewing]]", "\\[[sheet: viewing]]",
        "See [[sheet: viewing]].", "<!--\n[[sheet: viewing]]\n-->",
        "<pre>\n[[sheet: viewing]]\n</pre>", "[[sheets: viewing]]", "[[sheet viewing]]", "!!! note\n\n        [[sheet: viewing]]",
    ],
)  # fmt: skip
def test_what_is_no_line_of_its_own_stays_text(text: str) -> None:
    html, _ = converted(text)
    assert "gs-sheet" not in html and "[[sheet" in html


@pytest.mark.parametrize(
    "text",
    [
        "[[sheet: viewing]]", "[[sheet:viewing]]", "  [[ sheet : viewing ]]  ", "words\n[[sheet: viewing]]\nwords",
        "# Title\n[[sheet: viewing]]", "!!! note\n\n    [[sheet: viewing]]", "1. one\n\n    [[sheet: viewing]]\n\n2. two",
    ],
)  # fmt: skip
def test_a_line_of_its_own_is_the_sheet(text: str) -> None:
    html, _ = converted(text)
    assert html.count("<gs-sheet") == 1 and "sheet:" not in html and 'name="viewing.gas_tap"' in html
    assert html.count("<p>words</p>") == text.count("words")


@pytest.mark.parametrize(
    ("before", "levels"),
    [("", "h2 h3"), ("# One\n\n", "h2 h3"), ("# One\n\n## Two\n\n", "h3 h4"), ("One\n===\n\nTwo\n---\n\n", "h3 h4"),
     ("# One\n\n## Two\n\n# Three\n\n", "h2 h3"), ("##### Five\n\n", "h4 h5"), ("[[sheet: wishes]]\n\n", "h2 h3"),
     ("## Two\n\n[[sheet: wishes]]\n\n", "h3 h4")],
)  # fmt: skip
def test_headings_go_below_the_one_before_them(before: str, levels: str) -> None:
    html, md = converted(f"{before}[[sheet: viewing]]\n\n# After\n")
    block, group = levels.split()
    assert len(elements(html, block, id="viewing.checks")) == 1 and len(elements(html, group, id="viewing.inside")) == 1
    assert len(elements(html, block, id="viewing.ask-own")) == 0 and len(elements(html, group, id="viewing.ask-own")) == 1
    listed = json.dumps(getattr(md, "toc_tokens"))  # noqa: B009
    assert '"viewing.checks"' in listed and '"viewing.inside"' in listed and "viewing.ask-own" not in listed
    assert [e.firstChild.data for e in elements(html, "h1") if e.firstChild.data not in ("One", "Three")] == ["After"]


def test_texts_of_blocks_keep_below_their_headings(own: Path) -> None:
    sheet = own / "docs/guidance/renting/wishes.yml"
    sheet.write_text(
        sheet.read_text("utf-8").replace("      1. a home you can pay,\n", "      # How much\n\n      1. a home you can pay,\n"), "utf-8"
    )
    html, _ = converted("## Two\n\n[[sheet: wishes.why]]", dataset=own / "docs/guidance")
    assert "<h4>How much</h4>" in html
    assert "<h3>How much</h3>" in converted("[[sheet: wishes.why]]", dataset=own / "docs/guidance")[0]


def test_a_page_has_one_head_one_foot_and_no_id_twice(page: str) -> None:
    article = dom(page).getElementsByTagName("article")[0]
    assert page.count("<gs-sheet") == 5
    for once in ('class="gs-keep"', 'class="gs-actions', 'class="gs-where"', 'data-do="print-blank"', 'class="gs-sources"', "<gs-progress"):
        assert page.count(once) == 1, once
    assert page.index('class="gs-keep"') < page.index('id="confirm.mail"') and page.index('class="gs-actions') > page.index(
        'id="costs.bills"'
    )
    assert [e.getAttribute("data-coll") for e in elements(page, "gs-record")] == ["home", "helper"][: page.count("<gs-record")]
    assert 'data-do="erase-sheet"' not in page, "which sheet would it be?"
    ids = [e.getAttribute("id") for e in article.getElementsByTagName("*") if e.getAttribute("id")]
    assert sorted(ids) == sorted(set(ids)) and len(ids) > 40
    named = [
        (e.getAttribute(name), name) for name in ("for", "aria-describedby", "aria-labelledby") for e in article.getElementsByTagName("*")
    ]
    assert {name for given, _ in named for name in given.split() if "[]" not in name} - set(ids) == set()


def test_progress_counts_what_the_page_shows(page: str) -> None:
    (progress,) = elements(page, "gs-progress")
    units = json.loads(progress.getAttribute("data-units"))
    sheets = [unit for e in elements(page, "gs-sheet") for unit in json.loads(e.getAttribute("data-units"))]
    assert sorted(map(str, units)) == sorted({str(unit) for unit in sheets}) and len(units) > 10
    assert "costs.income" not in str(units) and "costs.bills" in str(units)
    twice, _ = converted("[[sheet: confirm.guide]]\n\n[[sheet: viewing.facts]]")
    assert elements(twice, "gs-progress")[0].getAttribute("data-units").count('["home.street"]') == 1


@pytest.mark.parametrize(
    ("text", "erase"),
    [("[[sheet: viewing]]", True), ("[[sheet: viewing.checks]]", False), ("[[sheet: viewing]]\n\n[[sheet: wishes]]", False)],
)
def test_only_a_whole_sheet_alone_offers_to_erase_it(text: str, erase: bool) -> None:
    assert ('data-do="erase-sheet"' in converted(text)[0]) is erase


def test_what_holds_no_answers_has_neither_head_nor_foot() -> None:
    html, _ = converted("[[sheet: wishes.why]]")
    assert "gs-keep" not in html and "gs-actions" not in html and "gs-status" not in html and 'class="gs-prose"' in html
    html, _ = converted("[[sheet: wishes.why]]\n\n[[sheet: costs.sums]]\n\n[[sheet: wishes.sharing]]")
    heads = [
        html.index(part) for part in ('id="wishes.why"', "gs-keep", 'id="costs.sums"', "gs-actions", 'id="wishes.sharing"', "gs-sources")
    ]
    assert heads == sorted(heads)


def test_who_says_so_is_told_where_it_changes_and_listed_once() -> None:
    html, _ = converted("[[sheet: confirm.mail]]\n\n[[sheet: viewing.checks]]\n\n[[sheet: costs.bills]]")
    said = re.findall(r'<p class="gs-source"[^>]*>([^<]*)</p>', html)
    assert said == ["A tenants' club", "The Guidesheet project", "The Guidesheet project"]
    assert html.count("gs-sources") == 1 and html.count("<dt>") == 2


def test_questions_lead_to_where_they_stand_on_the_same_page(page: str) -> None:
    assert '<a href="#viewing.ask">At the viewing</a>' in page
    assert '<a href="renting/viewing.html#ask">At the viewing</a>' in converted("[[sheet: confirm.questions]]")[0]


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("path", ["index.md", "flat.md", "days/one.md", "days/deep/two.md", "days/README.md"])
def test_addresses_are_right_at_every_depth(path: str, directories: bool, own: Path) -> None:
    shutil.rmtree(own / "docs/days")
    (own / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (own / "docs" / path).write_text("# Page\n\n[[sheet: confirm.questions]]\n", "utf-8")
    sheet = own / "docs/guidance/renting/confirm.yml"
    sheet.write_text(
        sheet.read_text("utf-8").replace("title: What you will ask", 'title: What you ask\n    hint: "See [costs](sheet:costs)"'), "utf-8"
    )
    config = own / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("use_directory_urls: true", f"use_directory_urls: {str(directories).lower()}"), "utf-8"
    )
    built = project.build(config, None, strict=True)
    name = path.removesuffix(".md").replace("README", "index")
    made = built / (f"{name}/index.html" if directories and not name.endswith("index") else f"{name}.html")
    links = [e.getAttribute("href") for e in elements(made.read_text("utf-8").partition("<gs-sheet")[2].partition("</gs-sheet")[0], "a")]
    assert len(links) == 2
    for link, wanted in zip(sorted(links), ("costs", "viewing"), strict=True):
        target = made.parent / link.partition("#")[0]
        target = target / "index.html" if link.partition("#")[0].endswith("/") else target
        assert target.resolve() == built / (f"renting/{wanted}/index.html" if directories else f"renting/{wanted}.html")


def test_search_finds_what_is_embedded_and_no_controls(site: Path) -> None:
    entries = {e["location"]: e for e in json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]}
    here = {place.partition("#")[2]: entry for place, entry in entries.items() if place.startswith(PAGE)}
    assert "Run the taps" in here["viewing.inside"]["text"] and here["viewing.inside"]["title"] == "Inside"
    assert "What does heating cost in a year?" in here["viewing.ask"]["text"]
    assert "All keys" not in str(here) and set(here) >= {"confirm.mail", "costs.bills", "viewing.checks", "viewing.outside"}
    text = " ".join(f"{entry['title']} {entry['text']}" for entry in here.values())
    for words in (
        "Working on",
        "shared computer",
        "Print",
        "Save a copy",
        "Clear this choice",
        "Notes on",
        "Add a",
        "Amount in dollars",
        "Who says so",
    ):
        assert words not in text, words


def test_pages_in_other_languages_embed_in_their_language(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "tests/datasets/two-languages", tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache"))
    built = project.build(folder / "mkdocs.yml", None, strict=True)
    english, spanish = ((built / name).read_text("utf-8") for name in ("index.html", "es/index.html"))
    assert "The law here" in english and "Your answers stay in this browser" in english and "voluntarios" not in english
    assert "The law" not in spanish and "Ayuda en español" in spanish and "Una nota a los vecinos" in spanish
    for page in (english, spanish):
        assert "[[sheet" not in page and page.count('class="gs-keep"') == 1
    assert "Ayuda en español" in converted("[[sheet: notice.help_es]]", dataset=folder / "guidance", language="es")[0]
    with pytest.raises(DatasetError, match="the dataset is not in the language 'fr'; use one of: en, es"):
        converted("[[sheet: notice]]", dataset=folder / "guidance", language="fr")


FAULTS = {
    "[[sheet: viewin]]": "there is no sheet 'viewin'; did you mean 'viewing'?",
    "[[sheet: at-the-viewing]]": "there is no sheet 'at-the-viewing'; did you mean 'viewing'?",
    "[[sheet: ]]": "there is no sheet ''; use one of: confirm, costs, handover, homes, viewing, wishes",
    "[[sheet: checks]]": "there is no sheet 'checks'; did you mean 'viewing.checks'?",
    "[[sheet: viewing.check]]": "there is no block 'check' in the sheet 'viewing'; did you mean 'checks'?",
    "[[sheet: viewing.gas_tap]]": "there is no block 'gas_tap' in the sheet 'viewing'; embed the block that it stands in, 'viewing.checks'",
    "[[sheet: wishes]]\n\n[[sheet: wishes]]": "'wishes' is on this page already; take one of the two away",
    "[[sheet: wishes]]\n\n[[sheet: wishes.why]]": "'wishes.why' is on this page already; take one of the two away",
    "[[sheet: wishes.why]]\n\n[[sheet: wishes]]": "'wishes' is on this page already; take one of the two away",
    "[[sheet: viewing.later]]": "it reads the starred questions of 'viewing.ask'; write [[sheet: viewing.ask]] on this page, too",
}


@pytest.mark.parametrize("text", FAULTS)
def test_faults_say_what_to_do(text: str, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    *first, last = text.splitlines()
    page = own / "docs/days/new.md"
    page.write_text(f"---\ntitle: New\n---\n\n```\n{text}\n```\n\n!!! note\n\n    {first[0] if first else 'words'}\n\n{last}\n", "utf-8")
    with pytest.raises(DatasetError, match=re.escape(FAULTS[text])):
        converted(text)
    assert main(["check", str(own)]) == 1
    found = capsys.readouterr().err.splitlines()
    place, _, said = found[0].partition(": ")
    assert said == FAULTS[text] and found[1:] == ["1 problem; nothing was changed."]
    assert place.endswith(f"docs/days/new.md:{page.read_text('utf-8').count(chr(10))}:1"), "the last line, not the one in the code"


STRAYS = {
    "[[Sheet: wishes]]": "9:1: this embeds nothing; write [[sheet: wishes]], in small letters, at the beginning of its line",
    "[[sheets: wishes]]": "9:1: this embeds nothing; write [[sheet: wishes]], in small letters, at the beginning of its line",
    "See [[sheet: wishes]].": "9:5: this embeds nothing, since other words or signs stand on its line; "
    "write [[sheet: wishes]] on a line of its own",
    "- [[sheet: wishes]]": "9:3: this embeds nothing, since other words or signs stand on its line; "
    "write [[sheet: wishes]] on a line of its own",
    "??? note\n    [[sheet: wishes]]": "10:5: this embeds nothing, since nothing here knows the box that begins with ???; "
    "add `- pymdownx.details` below markdown_extensions: in mkdocs.yml",
    "??? note\n\n    [[sheet: wishes]]": "11:5: this embeds nothing, since nothing here knows the box that begins with ???; "
    "add `- pymdownx.details` below markdown_extensions: in mkdocs.yml",
}
"""What readers would see as it is written; code is shown on purpose, and so is what has a backslash before it."""


@pytest.mark.parametrize("text", STRAYS)
def test_what_is_meant_to_embed_and_does_not_is_told(text: str, own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "`[[sheet: wishes]]` and \\[[sheet: wishes]]\n\n    [[sheet: wishes]]\n"
    (own / "docs/days/new.md").write_text(f"---\ntitle: New\n---\n\n{code}\n{text}\n", "utf-8")
    assert main(["check", str(own)]) == 1
    (own / "docs/days/new.md").write_text(f"---\ntitle: New\n---\n\n{code}\n[[sheet: wishes]]\n", "utf-8")
    assert main(["check", str(own)]) == 0
    place, _, said = capsys.readouterr().err.splitlines()[0].partition("new.md:")
    assert place.endswith("docs/days/") and said == STRAYS[text]


def test_a_fault_leaves_the_last_good_site(own: Path, capfd: pytest.CaptureFixture[str]) -> None:
    project.build(own / "mkdocs.yml", None, strict=True)
    good = {path: path.read_bytes() for path in (own / "site").rglob("*") if path.is_file()}
    page = own / f"docs/{PAGE}.md"
    page.write_text(page.read_text("utf-8").replace("[[sheet: viewing]]", "[[sheet: viewings]]"), "utf-8")
    for words in (["guidesheet", "build"], ["guidesheet", "write", str(own.parent / "out")], ["mkdocs", "build"]):
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, cwd=own, check=False)
        told = done.stdout + done.stderr
        assert done.returncode == 1 and "Traceback" not in told
        assert f"docs/{PAGE}.md:25:1: there is no sheet 'viewings'; did you mean 'viewing'?" in told, told
        assert "confirm.mail" not in told
    assert {path: path.read_bytes() for path in (own / "site").rglob("*") if path.is_file()} == good
    assert not (own.parent / "out").exists()


def test_what_another_plugin_puts_into_a_page_is_said_without_a_traceback(own: Path) -> None:
    (own / "hook.py").write_text(
        "def on_page_markdown(markdown, **_):\n    return markdown.replace('[Begin]', '\\n\\n[[sheet: nobody]]\\n\\n[Begin]')\n", "utf-8"
    )
    with (own / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nhooks: [hook.py]\n")
    for words in (["guidesheet", "build"], ["mkdocs", "build"]):
        done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, cwd=own, check=False)
        assert done.returncode == 1 and "docs/index.md: there is no sheet 'nobody'" in done.stderr and "Traceback" not in done.stderr, (
            done.stderr
        )


def test_the_extension_may_be_named_in_the_settings_too(own: Path, page: str) -> None:
    config = own / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "  - guidesheet.embed:\n      dataset: somewhere/else\n", "utf-8")
    built = project.build(config, None, strict=True)
    assert (built / PAGE / "index.html").read_text("utf-8") == page
    assert main(["write", str(own.parent / "out"), "-f", str(own)]) == 0
    assert "guidesheet.embed" not in (own.parent / "out/mkdocs.yml").read_text("utf-8")
    assert "[[sheet" not in (own.parent / f"out/docs/{PAGE}.md").read_text("utf-8")


def test_every_edit_of_the_dataset_is_seen(own: Path) -> None:
    dataset, sheet = own / "docs/guidance", own / "docs/guidance/renting/viewing.yml"
    assert "Run the taps" in converted("[[sheet: viewing]]", dataset=dataset)[0]
    sheet.write_text(sheet.read_text("utf-8").replace("Run the taps", "Run all the taps"), "utf-8")
    assert "Run all the taps" in converted("[[sheet: viewing]]", dataset=dataset)[0]
    sheet.write_text(sheet.read_text("utf-8").replace("id: viewing", "id: Viewing!"), "utf-8")
    with pytest.raises(DatasetError, match=r"viewing\.yml:1:5"):
        converted("[[sheet: viewing]]", dataset=dataset)


def test_pages_without_embeds_read_no_dataset(tmp_path: Path) -> None:
    assert converted("# Only words", dataset=tmp_path / "nowhere")[0] == '<h1 id="only-words">Only words</h1>'
    assert pages_of(tmp_path) == [] and os.listdir(tmp_path) == []


@pytest.mark.parametrize("directories", [True, False])
def test_a_host_without_the_plugin_tells_where_the_page_is(directories: bool, own: Path) -> None:
    config = own / "mkdocs.yml"
    config.write_text(
        f"site_name: Own\nuse_directory_urls: {str(directories).lower()}\nexclude_docs: guidance\n"
        "markdown_extensions: [{guidesheet.embed: {dataset: docs/guidance}}]\n", "utf-8",
    )  # fmt: skip
    (own / "docs/days/one.md").write_text("[[sheet: confirm.questions]]\n", "utf-8")
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-f", str(config)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = own / ("site/days/one/index.html" if directories else "site/days/one.html")
    wanted = "../../renting/viewing/#ask" if directories else "../renting/viewing.html#ask"
    assert f'<a href="{wanted}">At the viewing</a>' in made.read_text("utf-8")


def test_zensical_gets_links_to_files_as_it_makes_addresses_of_them(own: Path) -> None:
    class Context(Preprocessor):
        """What Zensical registers."""

        page = SimpleNamespace(path="days/one.md", url="days/one/")
        config: ClassVar = {"root_dir": str(own), "docs_dir": "docs", "use_directory_urls": True}

        def run(self, lines: list[str]) -> list[str]:
            return lines

    md = markdown.Markdown(extensions=[embed.NAME], extension_configs={embed.NAME: {"dataset": "docs/guidance"}})
    md.preprocessors.register(Context(md), "rendering_context", 0)
    assert '<a href="../renting/viewing.md#ask">At the viewing</a>' in md.convert("[[sheet: confirm.questions]]")
    with_letter = re.search('data-elsewhere="(.*?)"', md.convert("[[sheet: confirm.mail]]"))
    assert with_letter and '["../../renting/viewing/#facts"' in html.unescape(with_letter[1])  # which Zensical leaves as it is
    (own / "docs/days/one.md").write_text("One\n\n[[sheet: nobody]]\n", "utf-8")
    with pytest.raises(DatasetError, match=r"docs/days/one\.md:3:1: there is no sheet 'nobody'"):
        md.convert("One\n\n[[sheet: nobody]]\n")
