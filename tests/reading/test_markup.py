"""Tokens, entities and inline marks: what people see, and where it stood."""

from __future__ import annotations

from functools import partial
from html.entities import html5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long

from extractors.reading.inline import Passage
from extractors.reading.markup import attribute, html_tokens, xml_tokens
from extractors.traced_text import CleanSpan, TracedText


def passage(source: str, *, is_html: bool = False) -> TracedText:
    reading = Passage(source, is_html=is_html)
    for token in html_tokens(source) if is_html else xml_tokens(source):
        reading.take(token)
    return reading.finished()


XML_ROWS = [
    ("10<sup>6</sup>/L", "10^6/L"),
    ("2 × 10<sup>8</sup> cells", "2 × 10^8 cells"),
    ("x10<sup>9</sup>/L", "x10^9/L"),
    ("10<sup>12</sup>", "10^12"),
    ("10<sup>5</sup>-10<sup>6</sup>", "10^5-10^6"),
    ("1:10<sup>6</sup>", "1:10^6"),
    ("2·10<sup>6</sup>", "2·10^6"),
    ("0·10<sup>12</sup>", "0·10"),
    ("10<sup>-4</sup>", "10^-4"),
    ("10<sup>&#x2212;3</sup>", "10^\u22123"),
    ("10<sup>(-4)</sup>", "10^(-4)"),
    ("10<sup> 6</sup> IU", "10^6 IU"),
    ("mg kg<sup>-1</sup> d<sup>-1</sup>", "mg kg^-1 d^-1"),
    ("350 cells/mm<sup>3</sup>.", "350 cells/mm3."),
    ("<b>cells/mm</b><sup>3 </sup>in", "cells/mm3 in"),
    ("per 1.73 m<sup>2</sup>", "per 1.73 m2"),
    ("kg/m<sup>2</sup>", "kg/m2"),
    ("µm<sup>2</sup>", "µm2"),
    ("χ<sup>2</sup> and I<sup>2</sup>", "χ2 and I2"),
    ("CD4<sup>+</sup> cells", "CD4+ cells"),
    ("Ca<sup>2+</sup>", "Ca2+"),
    ("log<sub>10</sub> copies", "log10 copies"),
    ("given <sup>131</sup>I", "given 131I"),
    ("the 46<sup>th </sup>week", "the 46th week"),
    ("Brand<sup>®</sup> tablets", "Brand® tablets"),
    ("HLA-B<sup>*</sup>5701", "HLA-B*5701"),
    ("350<sup>12</sup> cells", "350 cells"),
    ("110<sup>6</sup>", "110"),
    ("0.10<sup>6</sup>", "0.10"),
    ("CD10<sup>6</sup> was", "CD10 was"),
    ("the platform<sup>2</sup>", "the platform"),
    ("trial.<sup>3,4</sup> Then", "trial. Then"),
    ("trial<sup>3–5, 9</sup>.", "trial."),
    ("10<sup>3,4</sup> patients", "10 patients"),
    ("170<sup>a</sup> cells", "170 cells"),
    ("placebo<sup>*</sup>", "placebo"),
    ('350 <xref ref-type="bibr" rid="r1">12</xref> more', "350 more"),
    ('of 350 [<xref ref-type="bibr">12</xref>–<xref ref-type="bibr">14</xref>].', "of 350."),
    ('seen<sup><xref ref-type="bibr">1</xref>,<xref ref-type="bibr">2</xref></sup> before', "seen before"),
    ('Africa.<xref ref-type="bibr">1</xref>,<xref ref-type="bibr">2</xref> Here', "Africa. Here"),
    ('by <xref ref-type="bibr">Doe et al</xref>', "by Doe et al"),
    ('in Table <xref ref-type="table">2</xref>', "in Table 2"),
    ('60<xref ref-type="table-fn">b</xref>', "60"),
    ("P &lt; 0.05 &amp; more", "P < 0.05 & more"),
    ("a bare & and &unknown; stay", "a bare & and &unknown; stay"),
    ("0&#183;05 &#xB5;g &nbsp;x", "0·05 µg x"),
    ("two  spaces\n\tand breaks ", "two spaces and breaks"),
    ("<![CDATA[p < 0.05 &amp; <i>]]>", "p < 0.05 &amp; <i>"),
    ("be<!-- not this -->fore<?nor this?>", "before"),
    ("soft\u00adhyphen", "softhyphen"),
    ("an <sup>open mark", "an open mark"),
    ("a closed</sup> one", "a closed one"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "expected"), XML_ROWS)
def test_xml_text(source: str, expected: str) -> None:
    assert passage(source).text == expected


HTML_ROWS = [
    ("p &lt 0.05 &copy2020 &#150; &#128;", "p < 0.05 ©2020 – €"),
    ('was 350<a href="#ref12">12</a>.', "was 350."),
    ('was 350<a href="/article/1#CR3">[3]</a>.', "was 350."),
    ('<a href="#methods">12</a> weeks', "12 weeks"),
    ('<a href="/trial">60</a> adults', "60 adults"),
    ("P <0.05 and n< 60", "P <0.05 and n< 60"),
    ("<a title=\"x > y\" class='b'>word</a>", "word"),
    ("10<SUP>6</SUP>/L", "10^6/L"),
    ("<br/>next", "next"),
    ("end <a unfinished", "end"),
]


@pytest.mark.parametrize(("source", "expected"), HTML_ROWS)
def test_html_text(source: str, expected: str) -> None:
    assert passage(source, is_html=True).text == expected


def test_quote_maps_to_its_place() -> None:
    source = "fell to <b>10<sup>6</sup></b>&nbsp;IU &lt; 5"
    text = passage(source)
    start = text.text.index("10^6")
    at = text.source_span(CleanSpan(start, start + 4))
    assert source[at.start : at.end] == "10<sup>6"
    start = text.text.index("<")
    at = text.source_span(CleanSpan(start, start + 1))
    assert source[at.start : at.end] == "&lt;"


def assert_traced(text: TracedText, source: str, resolved: dict[str, str]) -> None:
    """Every character that the source holds leads to a run of it that stands for that character."""
    for number, character in enumerate(text.text):
        at = text.source_span(CleanSpan(number, number + 1))
        run = source[at.start : at.end]
        if run:
            stands_for = resolved.get(run, run)
            assert character in stands_for or (character == " " and stands_for.isspace())


FRAGMENTS = {
    **{f"&{name}": character for name, character in html5.items() if name.endswith(";")},
    "&#60;": "<",
    "&#x3E;": ">",
    "&#183;": "·",
}
BITS = st.one_of(
    st.sampled_from(sorted(FRAGMENTS)),
    st.sampled_from(
        ["<sup>", "</sup>", "<sub>", "<xref ref-type='bibr'>", "</xref>", "10", " ", "\n ", "3", ",", "[", "]"]
    ),
    st.text(st.characters(exclude_characters="&<", exclude_categories=["Cs"]), max_size=4),
)


@given(st.lists(BITS, max_size=30))
def test_every_character_knows_its_place(bits: list[str]) -> None:
    source = "".join(bits)
    assert_traced(passage(source), source, FRAGMENTS)
    assert_traced(passage(source, is_html=True), source, FRAGMENTS)


def test_every_named_entity() -> None:
    for name in (name for name in html5 if name.endswith(";")):
        character = html5[name]
        expected = " " if character in "\t\n" else "" if character in "\u200b\u2060\u200c\u200d\u00ad" else character
        assert passage(f"a&{name}b").text == f"a{expected}b", name


@given(st.text(max_size=60))
def test_tokens_cover_any_text(source: str) -> None:
    for tokens in (list(xml_tokens(source)), list(html_tokens(source))):
        assert all(token.start <= token.end for token in tokens)
        assert [t.start for t in tokens] == sorted(t.start for t in tokens)


def test_attributes() -> None:
    source = """<AbstractText Label="AIMS &amp; SCOPE" n='1' x=y checked Label="two">"""
    token = next(xml_tokens(source))
    assert attribute(source, token, "label") == "AIMS & SCOPE"
    assert attribute(source, token, "n") == "1"
    assert attribute(source, token, "x") == "y"
    assert attribute(source, token, "checked") == ""
    assert attribute(source, token, "missing") is None


HOSTILE = ["<a", "<a ", "&", "&#", "&a", "<sup>", "<sup>1", "<sup>1</sup>", "[<sup>1</sup>", "<!--", "<![CDATA["]
HOSTILE += [
    '<a "="',
    "<a b='",
    "<?",
    "<!",
    "  ",
    " \n",
    "</sup>",
    "<x/>",
    "<sup>10</sup>,",
    "<script>",
    "<a href=#r1>1</a>",
]


@pytest.mark.parametrize("fragment", HOSTILE)
@pytest.mark.parametrize("is_html", [False, True])
def test_hostile_markup_stays_linear(fragment: str, is_html: bool) -> None:
    assert times_as_long(partial(passage, is_html=is_html), fragment) < LINEAR
