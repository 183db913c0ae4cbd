"""What search finds is what Material's own reading of the same pages finds."""

from __future__ import annotations

import pytest
from material.plugins.search.plugin import Parser

from guidesheet import pages
from guidesheet.load import load
from guidesheet.search import found
from run import ROOT

FOLDERS = ("docs/guidance", "tests/datasets/first-home/docs/guidance", "tests/datasets/two-languages/guidance")

ARTICLES = {
    "words before a heading": "<p>One <b>two</b>\nthree</p>",
    "a heading first": '<h1 id="a">Title &amp; <code>more</code></h1>\n<p>Text</p>',
    "a heading of a lower level first": '<h2 id="a">Title</h2><p>Text</p>',
    "a heading without an id": "<h1>Title</h1><h2>Lower</h2><p>Text</p>",
    "a heading in an element that ends": '<h1 id="a">A</h1><section><h2 id="b">B</h2><div><h3 id="c">C</h3>c</div>b</section>a',
    "an excluded heading": '<h1 id="a">A</h1>a<section><h2 id="b" data-search-exclude>B</h2><p>b</p></section><p>again a</p>',
    "an excluded element": '<h1 id="a">A</h1><div data-search-exclude><p>no</p><div></div></div><p data-search-exclude="">no</p><p>yes</p>',
    "empty elements": "<p>\n</p><ul>\n<li></li>\n</ul><p>Words</p><p></p><ol><li>one</li></ol>",
    "code with lines of its own": "<pre><code>a\n\n  b &lt; c\n</code></pre>",
    "void elements": '<p>a<br />b <img src="x.png" alt="words" /> c<hr>d</p>',
    "signs": "<p>1 &lt; 2 &amp;&amp; &#34;x&#34; &gt; &eacute;</p>",
    "white space": "<div>\n <span> a </span>\n\n<span>\tb\n c</span> </div>",
}


def by_material(article: str) -> list[tuple[str, str, str]]:
    """(anchor, title, text)"""
    parser = Parser()
    parser.feed(article)
    parser.close()
    sections = (section for section in parser.data if not section.is_excluded())
    return [(section.id or "", "".join(section.title).strip(), "".join(section.text).strip()) for section in sections]


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_page_is_found_as_material_would_find_it(folder: str) -> None:
    loaded = load(ROOT / folder)
    made = [page for lang in loaded.editions for page in pages.site(loaded, lang=lang).pages]
    read = [[(each.anchor, each.title, each.text) for each in page.search] for page in made]
    assert sum(map(len, read)) > 2 * len(made)
    assert read == [by_material(page.html) for page in made]


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES)
def test_articles_are_read_by_the_same_rules(article: str) -> None:
    assert [(each.anchor, each.title, each.text) for each in found(article)] == by_material(article)


def test_search_finds_questions_guidance_and_a_sheets_own_fields_but_no_shared_ones() -> None:
    loaded = load(ROOT / "docs/guidance")
    pieces = {page.path: " ".join(each.title + each.text for each in page.search) for page in pages.site(loaded).pages}
    sheet = pieces["informational-interviews/before.md"]
    assert "Lay out professional clothes" in sheet and "A little reading makes for better questions" in sheet
    assert "About the company" in sheet
    assert not [label for label in ("Print", "Erase", "For example", "Their name", "Day of the meeting") if label in sheet]
