"""JATS: the prose of full articles, section by section, without what is set apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from read_alone import contents, only

from extractors.errors import BrokenMarkup
from extractors.reading import BrokenDocument, read
from extractors.traced_text import CleanSpan

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpora/jats"

FRONT = """<front><journal-meta><journal-id journal-id-type="nlm-ta">J Made Up</journal-id>
<journal-title-group><journal-title>Journal of Made Up Trials</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmid">111</article-id><article-id pub-id-type="pmc">77</article-id>
<article-id pub-id-type="doi">10.1000/x.111</article-id>
<article-categories><subj-group subj-group-type="heading"><subject>Research Article</subject></subj-group>
</article-categories>
<title-group>
<article-title>Drug A in <italic>sixty</italic> adults<xref ref-type="fn" rid="n">*</xref></article-title></title-group>
<contrib-group><contrib><name><surname>Doe</surname></name><xref ref-type="aff">1</xref></contrib></contrib-group>
<pub-date pub-type="pmc-release"><year>2011</year></pub-date>
<pub-date pub-type="epub"><day>5</day><month>7</month><year>2009</year></pub-date>
<abstract abstract-type="toc"><p>A teaser with 99.</p></abstract>
<abstract><sec><title>Background:</title><p>Few data.</p></sec>
<sec><title>Findings</title><p>CD4 rose to 10<sup>6</sup>/L in 60.</p></sec>
<sec><title>Trial registration</title><p>NCT00000001</p></sec></abstract>
</article-meta></front>"""

BODY = """<body><sec sec-type="intro"><title>Why</title>
<p>Others [<xref ref-type="bibr" rid="b">12</xref>] saw 5.</p></sec>
<sec><title>Methods</title>
<sec><title>Dosing</title><label>2.1</label>
<p>We gave 5 mg<table-wrap><table><tr><td>88</td></tr></table></table-wrap> daily.</p>
<fig><caption><p>Figure with 77</p></caption></fig>
<list list-type="bullet"><list-item><p>first</p></list-item><list-item><p>second</p></list-item></list></sec>
<p>After <disp-formula><tex-math>66</tex-math></disp-formula> all.</p></sec>
<sec><title>Competing interests</title><p>None, 55.</p></sec>
<sec sec-type="supplementary-material"><title>More</title><p>File 44</p></sec>
<sec><title>Discussion</title><p>It works<fn><p>33</p></fn>.</p></sec></body>
<back><ack><p>Thanks 22</p></ack><sec><title>Funding</title><p>Paid by the Fund.</p></sec>
<sec><title>Authors' contributions</title><p>All 21.</p></sec>
<ref-list><ref id="b"><mixed-citation>Doe <year>1999</year></mixed-citation></ref></ref-list></back>"""

ARTICLE = (
    '<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">'
    f"{FRONT}{BODY}<sub-article><body><p>Reply 11</p></body></sub-article></article>"
)


def test_an_article() -> None:
    assert contents(only(ARTICLE)) == [
        ("title", "", "Drug A in sixty adults"),
        ("background", "Background:", "Few data."),
        ("results", "Findings", "CD4 rose to 10^6/L in 60."),
        ("registration", "Trial registration", "NCT00000001"),
        ("background", "Why", "Others saw 5."),
        ("methods", "Dosing", "We gave 5 mg daily.\nfirst\nsecond"),
        ("methods", "", "After all."),
        ("conclusions", "Discussion", "It works."),
        ("funding", "Funding", "Paid by the Fund."),
    ]


def test_headings_stand_on_their_own_lines() -> None:
    assert "\n\nMethods\nDosing\nWe gave" in only(ARTICLE).text.text


def test_metadata() -> None:
    metadata = only(ARTICLE).metadata
    assert (metadata.pmid, metadata.doi, metadata.pmcid) == ("111", "10.1000/x.111", "PMC77")
    assert (metadata.journal, metadata.published) == ("Journal of Made Up Trials", "2009-07-05")
    assert metadata.registrations == ("NCT00000001",)
    assert metadata.publication_types == ("research-article", "Research Article")


def test_places() -> None:
    document = only(ARTICLE)
    start = document.text.text.index("10^6/L")
    at = document.text.source_span(CleanSpan(start, start + 6))
    assert ARTICLE[at.start : at.end] == "10<sup>6</sup>/L"


ABSTRACTS = [
    ("<p>In 60 men.</p>", [("body", "In 60 men.")]),
    ("<title>Abstract</title><p>In 60 men.</p>", [("body", "In 60 men.")]),
    (
        "<p><bold>Background:</bold> Few data.</p><p><bold>Methods:</bold> We gave 5 mg.</p>"
        "<p><bold>Results:</bold> Fell.</p>",
        [("background", "Few data."), ("methods", "We gave 5 mg."), ("results", "Fell.")],
    ),
    (
        "<p>BACKGROUND: Few data. METHODS: We gave 5 mg. RESULTS: It fell.</p>",
        [("background", "Few data."), ("methods", "We gave 5 mg."), ("results", "It fell.")],
    ),
    (
        "<sec><title>Trial registration</title><p>ClinicalTrials.gov number: NCT00000001.</p></sec>",
        [("registration", "ClinicalTrials.gov number: NCT00000001.")],
    ),
    ("", []),
]


@pytest.mark.parametrize(("abstract", "expected"), ABSTRACTS)
def test_abstracts(abstract: str, expected: list[tuple[str, str]]) -> None:
    source = f"<article><front><article-meta><abstract>{abstract}</abstract></article-meta></front></article>"
    assert [(label, content) for label, _, content in contents(only(source))] == expected


MATH = [
    ("<mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup>", "10^6"),
    ("<mml:msup><mml:mrow><mml:mi>m</mml:mi></mml:mrow><mml:mrow><mml:mn>2</mml:mn></mml:mrow></mml:msup>", "m2"),
    ("<mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac>", "1 2"),
    ("<mml:mi>P</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.05</mml:mn>", "P<0.05"),
]


@pytest.mark.parametrize(("formula", "expected"), MATH)
def test_formulas_in_a_sentence(formula: str, expected: str) -> None:
    math = f"<inline-formula><mml:math>{formula}</mml:math></inline-formula>"
    source = f'<article xmlns:mml="m"><front/><body><p>So {math} it is.</p></body></article>'
    assert contents(only(source)) == [("body", "", f"So {expected} it is.")]


def test_a_set_loses_only_the_broken_article() -> None:
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    inner = ARTICLE.replace(f" {xlink}", "").replace("<p>Few", '<p xlink:href="x">Few', 1)
    broken, other = inner.replace("</front>", ""), inner.replace(">111<", ">222<")
    source = f"<pmc-articleset {xlink}>{inner}\n{broken}\n{other}</pmc-articleset>"
    found = list(read(source.encode(), "set.xml"))
    assert [(type(d).__name__, d.name) for d in found] == [
        ("CleanDocument", "111"),
        ("BrokenDocument", "article-2"),
        ("CleanDocument", "222"),
    ]
    assert isinstance(found[1], BrokenDocument)
    line = source[: source.index("</article>", source.index("</article>") + 1)].count("\n") + 1
    assert found[1].error.place.startswith(f"line {line}, character ")


def test_a_broken_article_is_an_error_with_its_line() -> None:
    with pytest.raises(BrokenMarkup, match=r"^line \d+, character \d+: found .*; expected well-formed XML"):
        only(ARTICLE.replace("</abstract>", "", 1))


def test_names_of_html_are_repaired_and_told() -> None:
    document = only(ARTICLE.replace("Few data", "Few&nbsp;data &amp; R&D &lt; 5"))
    assert contents(document)[1][2] == "Few\xa0data & R&D < 5."
    assert document.warnings[0].startswith("text after an XML error was repaired")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpora are not here")
def test_the_corpus_is_read() -> None:
    for path in sorted(CORPUS.iterdir()):
        document = only(path.read_text("utf8"))
        assert document.metadata.pmcid == path.stem
        assert document.metadata.title
        assert {"methods", "results"} <= {section.label for section in document.sections} or len(document.text) < 3000
