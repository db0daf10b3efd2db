"""HTML: the article of a page, with its sections, its exponents and its places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_alone import contents, only

from extractors.errors import UnknownFormat
from extractors.model import CleanDocument
from extractors.reading import read
from extractors.reading.html_blocks import blocks, slimmed, visible
from extractors.reading.markup import html_tokens
from extractors.traced_text import CleanSpan

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpora/articles"

PARAGRAPHS = (
    "Few trials have looked at drug A in adults who live with HIV, and none of them lasted for half a year.",
    "We gave 2 &times; 10<sup>6</sup> IU of drug A twice daily to 60 adults with fewer than 350<sup>12</sup>"
    " cells/mm<sup>3</sup>.",
    "After 48 weeks the mean CD4 count was higher with drug A than with placebo (P &lt; 0.05), and nobody had left.",
    "Drug A raised the CD4 count in this small group of adults, and a larger trial of the same regimen is under way.",
)

PAGE = f"""<!DOCTYPE html>
<html><head><title>Drug A in sixty adults - Journal of Made Up Trials</title>
<meta name="citation_title" content="Drug A in sixty adults"><meta name="citation_doi" content="doi:10.1000/x.111">
<meta name="citation_journal_title" content="Journal of Made Up Trials">
<meta name="citation_publication_date" content="2009/07/05"><meta name="citation_pmid" content="111">
<style>p {{ color: red }}</style><script>if (1 < 2) document.write("<p>77</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/issues">All 24 issues</a></li></ul></nav>
<main><article><h1>Drug A in sixty adults</h1>
<h2>Background</h2><p>{PARAGRAPHS[0]}</p>
<h2>Patients and methods</h2><h3>Dosing</h3><p>{PARAGRAPHS[1]}</p>
<h2>Results</h2><p>{PARAGRAPHS[2]}</p>
<table><tr><th>Arm</th><td>350 (88)</td></tr></table>
<p><strong>Conclusions:</strong> {PARAGRAPHS[3]}</p>
<h2>References</h2><ol>
<li>Doe J. Drug A and the CD4 count in 55 adults. J Made Up. 1999; 12: 33-44.</li></ol></article></main>
<footer><p>Copyright 2009 The Publisher. <a href="/terms">Terms</a></p></footer></body></html>"""


def test_a_page() -> None:
    document = only(PAGE)
    assert contents(document) == [
        ("title", "", "Drug A in sixty adults"),
        ("background", "Background", PARAGRAPHS[0]),
        (
            "methods",
            "Dosing",
            "We gave 2 × 10^6 IU of drug A twice daily to 60 adults with fewer than 350 cells/mm3.",
        ),
        ("results", "Results", PARAGRAPHS[2].replace("&lt;", "<")),
        ("conclusions", "Conclusions", PARAGRAPHS[3]),
    ]
    assert (document.format, document.warnings) == ("html", ())


def test_metadata() -> None:
    metadata = only(PAGE).metadata
    assert (metadata.title, metadata.journal) == ("Drug A in sixty adults", "Journal of Made Up Trials")
    assert (metadata.doi, metadata.pmid, metadata.published) == ("10.1000/x.111", "111", "2009-07-05")


@pytest.mark.parametrize(
    ("clean", "printed"),
    [("10^6 IU", "10<sup>6</sup> IU"), ("×", "&times;"), ("cells/mm3", "cells/mm<sup>3"), ("P < 0.05", "P &lt; 0.05")],
)
def test_places(clean: str, printed: str) -> None:
    document = only(PAGE)
    start = document.text.text.index(clean)
    at = document.text.source_span(CleanSpan(start, start + len(clean)))
    assert PAGE[at.start : at.end] == printed


BLOCK_ROWS = [
    ("<p>one<p>two", ["one", "two"]),
    ("one<br>line", ["one line"]),
    ("one<br><br/>two", ["one", "two"]),
    ("<td>5</td><td>10</td>", ["5", "10"]),
    ("<li>a <b>bold</b> word", ["a bold word"]),
    ("<script>var x = '<p>no</p>'</script><p>yes", ["yes"]),
    ("<style>p{}</style>yes", ["yes"]),
    ("<noscript><p>no</p></noscript><p>yes", ["yes"]),
    ('<div style="display: none">no</div><p>yes', ["yes"]),
    ("<head><title>no</title><body>yes", ["yes"]),
    ("<!-- <p>no</p> -->yes", ["yes"]),
]


@pytest.mark.parametrize(("source", "expected"), BLOCK_ROWS)
def test_blocks(source: str, expected: list[str]) -> None:
    assert [block.text.text for block in blocks(source, visible(source, html_tokens(source)))] == expected


def test_text_below_what_the_library_sees_is_kept_and_told() -> None:
    deep = "<div>" * 300 + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS) + "</div>" * 300
    document = only(f"<!DOCTYPE html><html><body>{deep}</body></html>")
    assert PARAGRAPHS[3] in document.text.text
    assert document.warnings


def test_a_page_without_text_is_an_error() -> None:
    with pytest.raises(UnknownFormat, match="no text"):
        only("<!DOCTYPE html><html><body><div id=app></div><script>run()</script></body></html>")


NEWS = "<!DOCTYPE html><html><body><article><h1>Drug A works</h1>{}{}</article></body></html>"


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        ("<h3>More on drugs</h3><p><a href='/b'>Drug B fails in fifty adults</a></p>", False),
        ("<p>© 2009 The Daily Trial. All rights reserved.</p>", False),
        ("<p>Registered in 2008 as <a href='/t'>ClinicalTrials.gov NCT00000001</a></p>", True),
    ],
)
def test_what_only_closes_a_page_goes(tail: str, kept: bool) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    _, *sections = contents(only(NEWS.format(body, tail)))
    assert sections[-1][2].endswith("NCT00000001") is kept
    assert kept or sections[-1][2].endswith("under way.")


SLIM_ROWS = [
    ("<nav><a>Home</a></nav><p>yes", "<p>yes"),
    ("<p>a<nav>b<nav>c</nav>d</nav>e", "<p>ae"),
    ("<nav><p>yes", "<nav><p>yes"),
    ("<p>a<!-- b --><script>c</script>d", "<p>ad"),
    ("<p>a<img src=x style='display:none'>b", "<p>ab"),
]


@pytest.mark.parametrize(("source", "expected"), SLIM_ROWS)
def test_slimmed(source: str, expected: str) -> None:
    assert slimmed(source, visible(source, html_tokens(source))) == expected


def test_a_short_page_keeps_its_words() -> None:
    assert "We gave 5 mg" in only("<html><body><p>We gave 5 mg.</p></body></html>").text.text


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<sup>",
    "</sup>",
    "<a href='#r1'>",
    "</a>",
    "<br>",
    "<h2>",
    "</h2>",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*TAGS, "&lt;", "&nbsp;"]), st.text("ab 10,.;<>&", max_size=8)), max_size=40))
def test_every_character_knows_its_place(bits: list[str]) -> None:
    source = "".join(bits)
    for block in blocks(source, visible(source, html_tokens(source))):
        for number, character in enumerate(block.text.text):
            at = block.text.source_span(CleanSpan(number, number + 1))
            run = {"&lt;": "<", "&nbsp;": "\xa0", "<br>": " "}.get(source[at.start : at.end], source[at.start : at.end])
            assert not run or character in run or (character == " " and run.isspace())


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpora are not here")
def test_pages_of_the_corpus_are_read() -> None:
    for path in sorted(CORPUS.iterdir())[:12]:
        (document,) = read(path.read_bytes(), path.name)
        assert isinstance(document, CleanDocument)
        assert document.format == "html"
        assert document.metadata.title
        assert len(document.text) > 300
