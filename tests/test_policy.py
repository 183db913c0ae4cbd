"""The content security policy is read off a finished site: hashes of what stands in its pages, and nothing that an editor wrote is lost."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from guidesheet import policy

PAGE = """<!doctype html><html><head>
<meta charset="utf-8"><title>x</title>
<script>var a = 1;\r\n</script><script src="x.js"></script>
<script type="application/json">{"no": "code"}</script>
<script type="module">let b</script><style>p { color: red }</style></head><body><p>text</p></body></html>
"""


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    for path in ("index.html", "below/page.html"):
        (tmp_path / path).write_text(PAGE, "utf-8", newline="")
    return tmp_path


def test_what_runs_in_a_page_is_allowed_by_its_hash_and_data_is_not(site: Path) -> None:
    found = policy.policy_of(site)
    assert found.scripts == tuple(sorted((hashed("var a = 1;\n"), hashed("let b"))))
    assert found.styles == (hashed("p { color: red }"),)
    assert found.blocked == ()
    assert "unsafe" not in found.text() and "form-action 'none'" in found.text() and "frame-ancestors" not in found.text(meta=True)


def test_the_policy_stands_before_the_first_script_of_every_page_and_leaves_the_rest(site: Path) -> None:
    policy.seal(site, meta=True)
    for path in ("index.html", "below/page.html"):
        text = (site / path).read_bytes().decode()
        before, _, after = text.partition('<meta http-equiv="Content-Security-Policy"')
        assert before.endswith('<meta charset="utf-8">')
        assert before + after.partition(">")[2] == PAGE


def test_without_the_option_pages_stay_and_servers_have_their_files(site: Path) -> None:
    policy.seal(site, meta=False)
    assert (site / "index.html").read_bytes().decode() == PAGE
    said = policy.policy_of(site).text()
    assert f"/*\n  Content-Security-Policy: {said}\n" in (site / "_headers").read_text()
    assert f'add_header Content-Security-Policy "{said}" always;\n' in (site / "assets/guidesheet/headers.nginx.conf").read_text()
    assert f'Header always set Content-Security-Policy "{said}"\n' in (site / "assets/guidesheet/headers.apache.conf").read_text()


def test_a_publishers_own_header_file_stays(site: Path) -> None:
    (site / "_headers").write_text("/*\n  X-Own: 1\n")
    policy.seal(site, meta=True)
    assert (site / "_headers").read_text() == "/*\n  X-Own: 1\n"


@pytest.mark.parametrize("tag", ['<p style="color: red">', "<p class=a onclick='x()'>", '<a href="x" onmouseover = "y">'])
def test_what_no_hash_can_allow_is_told(site: Path, tag: str) -> None:
    (site / "below/page.html").write_text(PAGE.replace("<p>", tag), "utf-8")
    assert policy.policy_of(site).blocked == ("below/page.html",)


def test_words_about_styles_are_no_styles(site: Path) -> None:
    (site / "index.html").write_text(PAGE.replace("text", "use style= or onclick= <code>&lt;p style=x&gt;</code>"), "utf-8")
    assert policy.policy_of(site).blocked == ()
