"""Handouts of a project: which there are, where they lie, what links to them, and what it costs to make them again."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from guidesheet import cli
from guidesheet.errors import DatasetError
from guidesheet.hosts.markdown import KEPT
from guidesheet.hosts.papers import Desk, all_jobs, shelf
from guidesheet.load import load
from run import ROOT
from support.filled import told
from support.handouts import texts_at, words_of

BASE = ROOT / "tests/errors/base"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a small project, where the test then is."""
    folder = tmp_path / "moving house"
    shutil.copytree(BASE, folder)
    monkeypatch.chdir(folder)
    for name in ("CI", "GUIDESHEET_PROJECT", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return folder


def add(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def pdfs(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pdf") if ".cache" not in path.parts}


def test_every_sheet_and_guide_has_its_handouts_and_pages_say_how_large_they_are(project: Path) -> None:
    assert cli.main(["build"]) == 0
    made = pdfs(project / "site")
    endings = {"", ".large", ".fillable", ".large.fillable"}
    names = {"ask", "notice", "pack", "viewing", "moving.packet"}
    assert set(made) == {f"moving/{name}{ending}.pdf" for name in names for ending in endings}
    linked = {}
    for page in (project / "site").rglob("*.html"):
        for href, words in links(page.read_text("utf-8")):
            linked[(page.parent / href).resolve().relative_to(project / "site").as_posix()] = words
    assert set(linked) == set(made)
    for path, words in linked.items():
        with pikepdf.open(io.BytesIO(made[path])) as pdf:
            pages = len(pdf.pages)
            assert ("/AcroForm" in pdf.Root) == ("fillable" in path) == ("fill in" in words)
        assert f"(PDF, {pages} page{'s' if pages > 1 else ''}, {round(len(made[path]) / 1000)} kB)" in words
        assert ("large print" in words) == (".large" in path)


def test_what_asks_nothing_is_not_there_to_be_filled_in(project: Path) -> None:
    guide = project / "guidance/moving/guide.yml"
    guide.write_text(re.sub(r"(sheets: \[)", r"\1law, ", guide.read_text("utf-8"), count=1), "utf-8")
    law = "id: law\ntitle: The law\nintro: Read it.\nblocks: [{block: text, id: t, text: Keep the rules.}]\n"
    (project / "guidance/moving/law.yml").write_text(law, "utf-8")
    guidance = project / "guidance/guidance.yml"
    before = guidance.read_text("utf-8")
    for editions, endings in (("[print, fillable]", {"", ".large"}), ("fillable", {".fillable", ".large.fillable"})):
        guidance.write_text(f"{before}handouts: {{editions: {editions}}}\n", "utf-8")
        assert cli.main(["build"]) == 0
        made = {f"moving/law{ending}.pdf" for ending in endings}
        assert {path for path in pdfs(project / "site") if "law" in path} == made
        page = (project / "site/moving/law/index.html").read_text("utf-8")
        assert {href.removeprefix("../") for href, _ in links(page)} == {path.removeprefix("moving/") for path in made}


def links(html: str) -> list[tuple[str, str]]:
    """(address, words) of every link to a PDF."""
    found: list[tuple[str, str]] = []

    class Reader(HTMLParser):
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            href = dict(attrs).get("href") or ""
            self.inside = tag == "a" and href.endswith(".pdf")
            if self.inside:
                found.append((href, ""))

        def handle_data(self, data: str) -> None:
            if self.inside:
                found[-1] = (found[-1][0], found[-1][1] + data)

        def handle_endtag(self, tag: str) -> None:
            self.inside = self.inside and tag != "a"

    Reader().feed(html)
    return found


def test_a_sheets_fillable_handouts_have_the_script_that_their_page_asks_for(project: Path) -> None:
    assert cli.main(["build"]) == 0
    site = project / "site"
    scripts = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.pdf.js")}
    sheets = ("ask", "notice", "pack", "viewing")
    assert set(scripts) == {f"moving/{name}{size}.fillable.pdf.js" for name in sheets for size in ("", ".large")}
    asked = {}
    for page in site.rglob("*.html"):
        for address, words in re.findall(r'data-do="pdf" data-pdf="([^"]+)">([^<]*)<', page.read_text("utf-8")):
            path, _, stamp = address.partition("?v=")
            asked[(page.parent / path).resolve().relative_to(site).as_posix()] = stamp
            assert words == f"PDF with my answers{', large print' if '.large' in path else ''}"
    assert set(asked) == set(scripts) and all(re.fullmatch(r"[0-9a-f]{8}", stamp) for stamp in asked.values())
    assert len(set(asked.values())) == len(asked)
    for path, content in scripts.items():
        data = (site / path.removesuffix(".js")).read_bytes()
        assert base64.b64decode(told(content.decode("ascii"))["pdf"]) == data
        assert len(content) < 1.4 * len(data) + 30_000


def test_several_papers_are_named_on_the_buttons(project: Path) -> None:
    add(project / "guidance/guidance.yml", "handouts: {paper: [a4, letter], sizes: normal}\n")
    assert cli.main(["build"]) == 0
    found = re.findall(r'data-pdf="([^"]+)\?v=\w+">([^<]*)<', (project / "site/moving/ask/index.html").read_text("utf-8"))
    words = {"../ask.a4.fillable.pdf.js": "A4 paper", "../ask.fillable.pdf.js": "Letter paper"}
    assert found == [(path, f"PDF with my answers, {paper}") for path, paper in words.items()]


def test_a_publisher_chooses_the_editions(project: Path) -> None:
    guidance = project / "guidance/guidance.yml"
    before = guidance.read_text("utf-8")
    add(guidance, "handouts: {paper: [a4, letter], editions: print, sizes: large}\n")
    assert cli.main(["handouts", "out"]) == 0
    assert set(pdfs(project / "out")) == {
        f"moving/{name}{paper}.large.pdf" for name in ("ask", "notice", "pack", "viewing", "moving.packet") for paper in ("", ".a4")
    }
    sizes = {}
    for path, data in pdfs(project / "out").items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            sizes[path] = [round(float(side)) for side in pdf.pages[0].mediabox[2:]]
    assert sizes["moving/ask.large.pdf"] == [612, 792] and sizes["moving/ask.a4.large.pdf"] == [595, 842]
    guidance.write_text(before + "handouts: {make: false}\n", "utf-8")
    assert cli.main(["build"]) == 0
    assert not list((project / "site").rglob("*.pdf.js"))
    assert pdfs(project / "site") == {} and links((project / "site/moving/ask/index.html").read_text("utf-8")) == []


def test_what_is_unchanged_is_not_made_again_and_the_bytes_are_the_same(project: Path) -> None:
    assert cli.main(["build"]) == 0
    cache = project / ".cache/guidesheet/handouts"
    first, kept = pdfs(project / "site"), stamps(cache)
    assert cli.main(["build"]) == 0
    assert pdfs(project / "site") == first and stamps(cache) == kept
    pack = project / "guidance/moving/pack.yml"
    pack.write_text(pack.read_text("utf-8").replace("a towel", "two towels"), "utf-8")
    assert cli.main(["build"]) == 0
    changed = {path for path, data in pdfs(project / "site").items() if data != first[path]}
    assert changed == {path for path in first if "/pack." in path or ".packet." in path}
    assert set(stamps(cache).items()) & set(kept.items()) == {each for each in kept.items() if each in stamps(cache).items()}
    endings = sorted(path.suffix for path in cache.iterdir())
    assert endings == [".js"] * 8 + [".pdf"] * len(first)  # what nothing needs any more is taken away
    shutil.rmtree(project / ".cache")
    second = pdfs(project / "site")
    assert cli.main(["build"]) == 0
    assert {path: hashlib.sha256(data).digest() for path, data in pdfs(project / "site").items()} == {
        path: hashlib.sha256(data).digest() for path, data in second.items()
    }


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_a_handout_that_cannot_be_made_stops_the_build_and_the_last_good_site_stays(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build"]) == 0
    before = {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()}
    capsys.readouterr()
    pack = project / "guidance/moving/pack.yml"
    text = pack.read_text("utf-8")
    field = "\n  - {block: fields, id: much, title: Much, items: [{id: more, label: More, type: longtext, paper: {lines: 30}}]}\n"
    pack.write_text(text.rstrip("\n") + field, "utf-8")
    line = len(text.rstrip("\n").split("\n")) + 1
    for words in (["build"], ["handouts", "out"]):
        assert cli.main(words) == 1
        said = capsys.readouterr()
        assert re.search(rf"guidance/moving/pack\.yml:{line}:\d+: this does not fit on one page; give it fewer lines", said.err + said.out)
        assert "Traceback" not in said.err
    assert {path: path.read_bytes() for path in (project / "site").rglob("*") if path.is_file()} == before
    assert not (project / "out").exists()


def test_what_fits_in_normal_print_only_is_told_once_and_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(project / "guidance/guidance.yml", "handouts: {paper: [letter, a4]}\n")
    pack = project / "guidance/moving/pack.yml"
    field = "  - {block: fields, id: much, title: Much, items: [{id: more, label: More, type: longtext, paper: {lines: 21}}]}\n"
    pack.write_text(pack.read_text("utf-8").rstrip("\n") + "\n" + field, "utf-8")
    assert cli.main(["handouts", "out"]) == 1
    said = capsys.readouterr().err
    assert re.search(r"pack\.yml:\d+:\d+: this does not fit on one page in large print; .+`handouts: {sizes: normal}`", said), said
    assert "1 problem;" in said
    guidance = project / "guidance/guidance.yml"
    guidance.write_text(guidance.read_text("utf-8").replace("[letter, a4]", "[letter, a4], sizes: normal"), "utf-8")
    assert cli.main(["handouts", "out"]) == 0


def test_handouts_are_not_put_into_a_project_by_mistake(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(project.rglob("*"))
    assert cli.main(["handouts", "."]) == 1
    said = capsys.readouterr().err
    assert re.match(r"\.: is the folder of a project; `.*handouts -f \.` makes its handouts; without `-f` stands where", said), said
    assert sorted(project.rglob("*")) == before


def test_handouts_of_earlier_days_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["handouts", "out"]) == 0
    assert "any more" not in capsys.readouterr().out
    add(project / "guidance/guidance.yml", "handouts: {editions: print, sizes: normal}\n")
    (project / "guidance/moving/pack.yml").rename(project / "guidance/moving/boxes.yml")
    assert cli.main(["handouts", "out"]) == 0
    said = capsys.readouterr().out
    assert "out: 5 handouts." in said and (project / "out/moving/pack.pdf").is_file()
    assert re.search(r"any more\): moving/ask\.fillable\.pdf, .* …\. Hand out what is new", said), said


def test_a_damaged_handout_in_the_cache_is_made_again(project: Path) -> None:
    assert cli.main(["build"]) == 0
    site = project / "site"
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*.pdf*")}
    kept = sorted((project / ".cache/guidesheet/handouts").iterdir())
    script = next(path for path in kept if path.suffix == ".js")
    with_script = script.with_suffix("")
    others = [path for path in kept if path.suffix == ".pdf" and path != with_script]
    for harm in (
        lambda: others[0].write_bytes(b""),
        lambda: others[1].write_bytes(others[1].read_bytes()[:-900]),
        lambda: script.write_bytes(script.read_bytes()[:500]),
        script.unlink,
    ):
        harm()
        assert cli.main(["build"]) == 0
        assert {path.relative_to(site): path.read_bytes() for path in site.rglob("*.pdf*")} == first
        assert sorted((project / ".cache/guidesheet/handouts").iterdir()) == kept


def test_what_the_disk_refuses_is_said_and_nothing_is_half_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "out").mkdir()
    (project / "out/moving").write_text("mine", "utf-8")
    assert cli.main(["handouts", "out"]) == 1
    said = capsys.readouterr().err
    assert re.search(r"^out/moving: the disk says: .+; make room, allow writing there, or name another place\n1 problem", said), said
    (project / "out/moving").unlink()
    (project / "out/moving/pack.pdf/mine").mkdir(parents=True)
    assert cli.main(["handouts", "out"]) == 1
    assert "out/moving/pack.pdf: the disk says" in capsys.readouterr().err
    assert not [path for path in (project / "out").rglob("*") if path.is_file()]
    shutil.rmtree(project / ".cache")
    (project / ".cache").write_text("mine", "utf-8")
    for words in (["build"], ["handouts", "elsewhere"]):
        assert cli.main(words) == 1
        said = "".join(capsys.readouterr())
        assert "the disk says" in said and "Traceback" not in said
    assert not (project / "site").exists() and not (project / "elsewhere").exists()


def test_pages_and_paper_know_the_address_of_the_site(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    assert "Advice: mkdocs.yml: there is no `site_url:`" in capsys.readouterr().out
    add(project / "mkdocs.yml", "site_url: https://example.org/help\n")
    assert cli.main(["check"]) == 0
    assert "site_url" not in capsys.readouterr().out
    assert cli.main(["handouts", "out"]) == 0
    assert "https://example.org/help/moving/ask/" in words_of((project / "out/moving/ask.pdf").read_bytes())[0]


def test_written_projects_have_them_too(project: Path) -> None:
    assert cli.main(["write", "out"]) == 0
    made = pdfs(project / "out/docs")
    assert len(made) == 20
    docs = project / "out/docs"
    scripts = {path.relative_to(docs).as_posix() for path in docs.rglob("*.pdf.js")}
    assert scripts == {f"{path}.js" for path in made if "fillable" in path and "packet" not in path}
    written = [href.removeprefix(KEPT) for href, _ in links((project / "out/docs/moving/ask.md").read_text("utf-8"))]
    assert [f"moving/{href.removeprefix('../')}" for href in written] == [
        f"moving/ask{ending}.pdf" for ending in ("", ".fillable", ".large", ".large.fillable")
    ]


def test_a_picture_that_cannot_be_printed_is_told_with_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs/moving").mkdir()
    (project / "docs/moving/van.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    map_ = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><text y="9">A way \u6f22</text></svg>'
    (project / "docs/moving/map.svg").write_text(map_, "utf-8")
    lines = {}
    for name, text in (("moving/pack.yml", "\n  - block: text\n    id: look\n    text: |\n      Look:\n\n      ![A van](van.png)\n"),
                       ("moving/guide.yml", "\ntext: |\n  See:\n\n  ![The way](map.svg)\n")):  # fmt: skip
        add(project / "guidance" / name, text)
        lines[name] = len((project / "guidance" / name).read_text("utf-8").rstrip("\n").split("\n"))
    assert cli.main(["handouts", "out"]) == 1
    said = capsys.readouterr().err
    cure = "; save it again as PNG or JPEG"
    faults = (
        rf"guidance/moving/guide\.yml:{lines['moving/guide.yml']}:\d+: the picture 'map\.svg' has letters that .* not have: \u6f22{cure}",
        rf"guidance/moving/pack\.yml:{lines['moving/pack.yml']}:\d+: the picture 'van\.png' cannot be read{cure}",
    )
    assert re.fullmatch("\n".join(faults) + r"\n2 problems.*\n", said), said


def test_what_is_wrong_with_a_template_is_told_once_with_its_place(project: Path) -> None:
    loaded = load(project / "guidance")
    jobs = all_jobs(project / "mkdocs.yml", project / "docs", loaded, directories=False)["en"]
    for job in jobs:
        job.document["sheets"][0]["blocks"][0]["block"] = "nothing"  # a folder without a template
    with pytest.raises(DatasetError) as error:
        shelf(project / "mkdocs.yml").fill(jobs, loaded)
    assert len(jobs) == 20 and len(error.value.problems) == 1
    place = r"\(guidesheet.handouts.layout.sheet\.typ:\d+:\d+\)"
    assert re.search(rf"ask\.yml: the handout moving/ask\.fillable\.pdf cannot be made, nor can 19 more: .*{place}", str(error.value))


def test_a_served_site_makes_one_when_it_is_opened(project: Path) -> None:
    loaded = load(project / "guidance")
    jobs = all_jobs(project / "mkdocs.yml", project / "docs", loaded, directories=False)
    desk = Desk()
    kept = shelf(project / "mkdocs.yml")
    desk.stock(kept, loaded, jobs)
    assert desk.bring("moving/nothing.pdf") is None and kept.found() == {}
    made = desk.bring("moving/ask.large.pdf")
    assert made and len(kept.found()) == 1
    assert min(size for _, _, _, size, _ in texts_at(made)) >= 17.9
    assert desk.bring("moving/ask.large.pdf.js") is None and desk.bring("moving/moving.packet.fillable.pdf.js") is None
    script = desk.bring("moving/ask.fillable.pdf.js")
    assert script and base64.b64decode(told(script.decode("ascii"))["pdf"]) == desk.bring("moving/ask.fillable.pdf")


def test_a_served_handout_that_cannot_be_made_says_why_in_the_browser(project: Path) -> None:
    field = "\n  - {block: fields, id: much, title: Much, items: [{id: more, label: More, type: longtext, paper: {lines: 30}}]}\n"
    pack = project / "guidance/moving/pack.yml"
    pack.write_text(pack.read_text("utf-8").rstrip("\n") + field, "utf-8")
    loaded = load(project / "guidance")
    desk = Desk()
    desk.stock(shelf(project / "mkdocs.yml"), loaded, all_jobs(project / "mkdocs.yml", project / "docs", loaded, directories=False))
    server = SimpleNamespace(mount_path="/help/", serve_request=lambda environ, start: start("404 Not Found", []) or [b"host"])
    server.set_app = lambda app: setattr(server, "app", app)
    desk.attend(server)  # type: ignore[arg-type]
    told: list[Any] = []

    def ask(path: str) -> bytes:
        told.clear()
        return b"".join(server.app({"PATH_INFO": path}, lambda *given: told.extend(given)))

    said = ask("/help/moving/pack.pdf").decode()
    assert told[0].startswith("500") and dict(told[1])["Content-Type"].startswith("text/plain")
    assert re.search(r"guidance/moving/pack\.yml:\d+:\d+: this does not fit on one page; give it fewer lines", said)
    assert ask("/help/moving/ask.pdf").startswith(b"%PDF") and told[0] == "200 OK"
    assert ask("/help/moving/nothing.pdf") == b"host" and ask("/elsewhere/moving/ask.pdf") == b"host"


def test_handouts_are_there_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "two"
    shutil.copytree(ROOT / "tests/datasets/two-languages", folder)
    monkeypatch.chdir(folder)
    assert cli.main(["build"]) == 0
    made = pdfs(folder / "site")
    root = {path for path in made if not path.startswith("es/")}
    assert {f"es/{path}" for path in root} == set(made) - root and len(root) == 20
    with pikepdf.open(io.BytesIO(made["es/moving/pack.pdf"])) as pdf:
        assert str(pdf.Root.Lang) == "es" and str(pdf.docinfo.Title) == "Empacar"
    assert "Página 1 de" in words_of(made["es/moving/pack.pdf"])[0]
    page = (folder / "site/es/moving/pack/index.html").read_text("utf-8")
    assert any("letra grande" in words for _, words in links(page))


def test_a_picture_is_printed_and_one_that_is_not_there_says_its_words(project: Path) -> None:
    pixel: Any = __import__("base64").b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    (project / "docs/moving").mkdir()
    (project / "docs/moving/van.png").write_bytes(pixel)
    text = "\n  - block: text\n    id: look\n    text: |\n      ![A small van](van.png)\n\n      ![A large van](lost.png)\n"
    pack = project / "guidance/moving/pack.yml"
    pack.write_text(pack.read_text("utf-8").rstrip("\n") + text, "utf-8")
    assert cli.main(["handouts", "out"]) == 0
    data = (project / "out/moving/pack.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        alts = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        assert alts == ["A small van"]
    assert "A large van" in " ".join(words_of(data))
