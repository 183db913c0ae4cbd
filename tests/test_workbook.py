"""`build --workbook`: one file a guide and language, the same bytes each time, small, and with nothing in it that leads nowhere."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import html5lib
import pytest

from guidesheet import pages, workbook
from guidesheet.cli import main
from guidesheet.load import load
from guidesheet.workbook import Around
from run import ROOT
from support.workbooks import write

KILOBYTE = 1000
TWO = ROOT / "tests/datasets/two-languages"
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
"""A picture of one pixel."""


@pytest.fixture(autouse=True)
def _unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `CI` is set, ids that are not in ids.lock stop a build."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the dataset in two languages."""
    return shutil.copytree(TWO, tmp_path / "p", ignore=shutil.ignore_patterns("site", ".cache"))


def two_guides(project: Path, texts: dict[str, str]) -> None:
    """The project with a second guide, of which one sheet is in a step of the first, too; `texts` replace files."""
    (project / "guidance/cooking").mkdir()
    files = {
        "cooking/guide.yml": "title: Cooking\nsummary: In your own kitchen.\nsteps:\n  - {id: start, title: Start, sheets: [pots, soup]}\n",
        "cooking/pots.yml": "id: pots\ntitle: Pots and pans\nintro: What you need.\nblocks:\n  - {block: text, id: t, text: Few.}\n",
        "cooking/soup.yml": "id: soup\ntitle: A soup\nintro: Simple.\nblocks:\n  - {block: text, id: t, text: Stir.}\n",
        **texts,
    }
    for path, text in files.items():
        (project / "guidance" / path).write_text(text, "utf-8")
    listed = project / "guidance/guidance.yml"
    listed.write_text(listed.read_text("utf-8").replace("  - moving\n", "  - moving\n  - cooking\n"), "utf-8")
    for path in ("guide.es.yml", "guidance.es.yml"):
        (project / "guidance" / path).unlink(missing_ok=True)


def made(project: Path, around: Around, folder: str = "moving") -> str:
    content = pages.site(load(project / "guidance"), around=around).assets[f"{folder}.workbook.html"]
    assert isinstance(content, str)
    return content


def dom(text: str) -> Any:
    return html5lib.parse(text, treebuilder="dom", namespaceHTMLElements=False)


def words(element: Any) -> str:
    return " ".join("".join(node.data if node.nodeType == node.TEXT_NODE else words(node) for node in element.childNodes).split())


def links(text: str) -> dict[str, str]:
    return {words(link): link.getAttribute("href") for link in dom(text).getElementsByTagName("a") if link.getAttribute("href")}


def test_each_guide_and_language_has_its_file_and_the_build_says_where_and_how_large(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--strict", "-f", str(project)]) == 0
    assert list((project / "site").rglob("*workbook*")) == [], "only when it is asked for"
    assert "workbook" not in (project / "site/moving/index.html").read_text("utf-8")
    assert main(["build", "--strict", "--workbook", "-f", str(project)]) == 0
    said = capsys.readouterr().out
    for name, lang, title in (("moving.workbook.html", "en", "Moving house"), ("es/moving.workbook.es.html", "es", "Mudanza")):
        file = project / "site" / name
        page = dom(file.read_text("utf-8"))
        assert page.documentElement.getAttribute("lang") == lang
        assert words(page.getElementsByTagName("h1")[0]) == title
        assert re.search(rf"{re.escape(str(file))} \({-(-file.stat().st_size // 1000)} kB\)", said)
        index = file.parent / "moving/index.html"
        (offered,) = [href for href in links(index.read_text("utf-8")).values() if "workbook" in href]
        assert (index.parent / offered).resolve() == file.resolve()
    assert "Working on" not in (project / "site/es/moving.workbook.es.html").read_text("utf-8")


def test_two_builds_make_the_same_bytes(project: Path) -> None:
    found = []
    for folder in ("one", "two"):
        assert main(["build", "--workbook", "-f", str(project), "-d", str(project / folder)]) == 0
        found.append([path.read_bytes() for path in sorted((project / folder).rglob("*workbook*.html"))])
    assert len(found[0]) == 2 and found[0] == found[1]


def test_mkdocs_yml_can_ask_for_it_and_pages_can_link_it(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert "dataset: guidance" in text
    config.write_text(text.replace("dataset: guidance", "dataset: guidance\n      workbook: true"), "utf-8")
    with (project / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write("\n[All of it](moving.workbook.html)\n")
    assert main(["build", "--strict", "-f", str(project)]) == 0
    assert (project / "site/moving.workbook.html").is_file()
    assert main(["write", str(project / "out"), "-f", str(project)]) == 0
    for docs, site, name in (("docs", "site", "moving.workbook.html"), ("docs-es", "site/es", "moving.workbook.es.html")):
        assert (project / "out" / docs / name).read_bytes() == (project / site / name).read_bytes()


def test_it_is_small(tmp_path: Path) -> None:
    """The demo guide: twelve sheets. Seen: 341 and 71 kB, of which the script is 97 and 36, the style 21 and 5."""
    raw = write("guide", tmp_path).read_bytes()
    assert len(raw) <= 370 * KILOBYTE
    assert len(gzip.compress(raw, 9, mtime=0)) <= 76 * KILOBYTE


def test_the_policy_names_what_is_in_the_file_and_nothing_else(tmp_path: Path) -> None:
    page = dom(write("home", tmp_path).read_text("utf-8"))
    (policy,) = [meta.getAttribute("content") for meta in page.getElementsByTagName("meta") if meta.getAttribute("http-equiv")]
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        texts = ["".join(node.data for node in element.childNodes) for element in page.getElementsByTagName(tag)]
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}
        (named,) = [set(part.split()[1:]) for part in policy.split("; ") if part.split()[0] == directive]
        assert hashes == named
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    loaded = [e for tag in ("link", "img", "script", "iframe") for e in page.getElementsByTagName(tag)]
    asked = [e.getAttribute(name) for e in loaded for name in ("src", "href") if e.getAttribute(name)]
    assert [address for address in asked if not address.startswith("data:")] == []


def test_the_policy_of_the_site_leaves_it_alone_and_lets_it_run(project: Path) -> None:
    config = project / "mkdocs.yml"
    made = []
    for policy in ("false", "true"):
        config.write_text(
            re.sub(r"dataset: guidance\n(      policy: .*\n)?", f"dataset: guidance\n      policy: {policy}\n", config.read_text("utf-8")),
            "utf-8",
        )
        assert main(["build", "--strict", "--workbook", "-f", str(project)]) == 0
        made.append((project / "site/moving.workbook.html").read_bytes())
        assert ("Content-Security-Policy" in (project / "site/moving/index.html").read_text("utf-8")) == (policy == "true")
    assert made[0] == made[1]
    headers = (project / "site/_headers").read_text("utf-8")
    for tag in ("script", "style"):
        for element in dom(made[0].decode()).getElementsByTagName(tag):
            text = "".join(node.data for node in element.childNodes)
            assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in headers, tag


def test_no_words_of_the_dataset_become_a_script(project: Path) -> None:
    hostile = "`</script><script>alert(1)</script><!--<script>`"
    path = project / "guidance/guidance.yml"
    path.write_text(path.read_text("utf-8").replace("title: Moving house", f'title: "{hostile}"'), "utf-8")
    page = dom(made(project, Around()))
    data, script = ("".join(node.data for node in e.childNodes) for e in page.getElementsByTagName("script"))
    assert "guidesheetIds=" in data and script == (ROOT / "generator/guidesheet/client/dist/workbook.js").read_text("utf-8")
    assert words(page.getElementsByTagName("p")[0]) == hostile.strip("`")


OUT = (
    "See [pots](sheet:pots), [the box list](sheet:pack), [our page](../about.html#us), [the law](https://example.org/law) and [this](#t)."
    "\\n\\n![One dot](dot.png) ![Gone](nowhere.png) ![Outside](../../../secret.png)"
)


@pytest.mark.parametrize("url", ["", "https://example.org/guides/"])
def test_links_out_of_the_guide_say_where_they_lead(project: Path, url: str) -> None:
    notice = project / "guidance/moving/notice.yml"
    text = notice.read_text("utf-8").replace("blocks:\n", f'blocks:\n  - {{block: text, id: t, text: "{OUT}"}}\n', 1)
    two_guides(project, {"moving/notice.yml": text})
    (project / "docs/moving").mkdir()
    (project / "docs/moving/dot.png").write_bytes(DOT)
    (project.parent / "secret.png").write_bytes(DOT)
    html = made(project, Around(url, project / "docs"))
    found = links(html)
    assert found["the box list"] == "#pack" and found["this"] == "#notice.t" and found["the law"] == "https://example.org/law"
    assert 'id="notice.t"' in html
    title = "pots (“Pots and pans”, in the guide “Cooking”)"
    assert title in words(dom(html).documentElement)
    assert found.get(title) == (f"{url}cooking/pots.html" if url else None)
    assert found.get("our page") == (f"{url}about.html#us" if url else None)
    assert "our page" in html
    images = {image.getAttribute("alt"): image.getAttribute("src") for image in dom(html).getElementsByTagName("img")}
    assert images == {"One dot": f"data:image/png;base64,{base64.b64encode(DOT).decode()}"}
    assert "<em>Gone</em>" in html and "<em>Outside</em>" in html


def test_tables_are_aligned_without_styles_in_attributes(project: Path) -> None:
    notice = project / "guidance/moving/notice.yml"
    table = "| Thing | Cost |\n      |:--|--:|\n      | Van | 90 |"
    notice.write_text(
        notice.read_text("utf-8").replace("blocks:\n", f"blocks:\n  - block: text\n    id: t\n    text: |\n      {table}\n", 1), "utf-8"
    )
    html = made(project, Around())
    assert [e.getAttribute("class") for e in dom(html).getElementsByTagName("td")][:2] == ["gs-left", "gs-right"]
    assert ' style="' not in html


def test_links_are_those_of_sites_with_a_folder_a_page(project: Path) -> None:
    notice = project / "guidance/moving/notice.yml"
    text = notice.read_text("utf-8").replace("blocks:\n", f'blocks:\n  - {{block: text, id: t, text: "{OUT}"}}\n', 1)
    two_guides(project, {"moving/notice.yml": text.replace("dot.png", "../dot.png")})
    (project / "docs/moving").mkdir()
    (project / "docs/moving/dot.png").write_bytes(DOT)
    around = Around("https://example.org/guides/", project / "docs")
    html = pages.site(load(project / "guidance"), directories=True, around=around).assets["moving.workbook.html"]
    assert isinstance(html, str)
    found = links(html)
    assert found["pots (“Pots and pans”, in the guide “Cooking”)"] == "https://example.org/guides/cooking/pots/"
    assert found["our page"] == "https://example.org/guides/moving/about.html#us"
    assert len(dom(html).getElementsByTagName("img")) == 1


def test_a_sheet_of_another_guide_comes_along_and_unlisted_ones_too(project: Path) -> None:
    guide = (project / "guidance/moving/guide.yml").read_text("utf-8")
    guide = re.sub(r"sheets: \[", "sheets: [soup, ", guide, count=1)
    extra = "id: extra\ntitle: An extra\nunlisted: true\nintro: More.\nblocks:\n  - {block: text, id: t, text: Read.}\n"
    two_guides(project, {"moving/guide.yml": guide, "moving/extra.yml": extra})
    html = made(project, Around())
    dataset = load(project / "guidance").dataset
    names = list(workbook.sheets_of(dataset, "moving"))
    assert names[0] == "soup" and names[-1] == "extra" and "pots" not in names
    places = [e.getAttribute("id") for e in dom(html).getElementsByTagName("gs-sheet")]
    assert places == names
    found = links(html)
    assert found["A soup"] == "#soup" and found["An extra"] == "#extra"
    assert "More sheets" in html
    assert "pots" not in html, "what it does not hold it does not know"
