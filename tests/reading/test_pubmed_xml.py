"""PubMed XML: articles out of a set, each whole, at its place, and none lost for another's fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from read_alone import contents, only

from extractors.errors import BrokenMarkup, TooLarge, UnknownFormat
from extractors.model import CleanDocument
from extractors.reading import BrokenDocument, read
from extractors.reading.pubmed_xml import read_pubmed_xml
from extractors.traced_text import CleanSpan

ABSTRACT = """
<Abstract>
  <AbstractText Label="AIMS" NlmCategory="OBJECTIVE">To test drug A.</AbstractText>
  <AbstractText Label="WHAT WE DID" NlmCategory="METHODS">We
     gave 2 &#215; 10<sup>6</sup> IU (n&#xa0;=&#xa0;60).</AbstractText>
  <AbstractText NlmCategory="RESULTS">CD4 rose to 350<sup>12</sup> cells/mm<sup>3</sup>
     (<i>P</i> &lt; 0.05).</AbstractText>
  <AbstractText Label="UNLABELLED">It worked.</AbstractText>
  <CopyrightInformation>Copyright 2009 The 12 Owners.</CopyrightInformation>
</Abstract>
<OtherAbstract Type="Publisher" Language="fre"><AbstractText>En bref 99.</AbstractText></OtherAbstract>
"""


def article(pmid: str = "111", *, title: str = "Drug A in 60 adults.", abstract: str = ABSTRACT) -> str:
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>
<Article PubModel="Print"><Journal><JournalIssue><PubDate><Year>2009</Year><Month>Jul</Month><Day>5</Day></PubDate>
</JournalIssue><Title>Journal of Made Up Trials</Title><ISOAbbreviation>J Made Up</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle>{abstract}
<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT00000001
</AccessionNumber></AccessionNumberList></DataBank><DataBank><DataBankName>GENBANK</DataBankName><AccessionNumberList>
<AccessionNumber>AB123456</AccessionNumber></AccessionNumberList></DataBank></DataBankList>
<PublicationTypeList><PublicationType UI="D1">Randomized Controlled Trial</PublicationType></PublicationTypeList>
</Article><CommentsCorrectionsList><CommentsCorrections RefType="CommentIn"><PMID Version="1">999</PMID>
</CommentsCorrections></CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="pubmed">{pmid}</ArticleId><ArticleId IdType="doi">10.1000/x.{pmid}</ArticleId>
<ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList><ReferenceList><Reference><Citation>Doe 1999</Citation>
<ArticleIdList><ArticleId IdType="doi">10.1000/other</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle>"""


def article_set(*articles: str) -> str:
    return f'<?xml version="1.0"?>\n<PubmedArticleSet>\n{"".join(articles)}\n</PubmedArticleSet>'


def documents(source: str) -> list[CleanDocument | BrokenDocument]:
    return list(read(source.encode(), "set.xml"))


def test_an_article() -> None:
    document = only(article_set(article()))
    assert contents(document) == [
        ("title", "", "Drug A in 60 adults."),
        ("objective", "AIMS", "To test drug A."),
        ("methods", "WHAT WE DID", "We gave 2 × 10^6 IU (n\xa0=\xa060)."),
        ("results", "", "CD4 rose to 350 cells/mm3 (P < 0.05)."),
        ("body", "", "It worked."),
    ]
    assert document.text.text.startswith("Drug A in 60 adults.\n\nAIMS\nTo test drug A.\n\nWHAT WE DID\nWe gave")
    assert (document.name, document.format, document.warnings) == ("111", "pubmed-xml", ())


def test_metadata_is_the_articles_own() -> None:
    metadata = only(article_set(article())).metadata
    assert (metadata.pmid, metadata.doi, metadata.pmcid) == ("111", "10.1000/x.111", "PMC77")
    assert (metadata.journal, metadata.published) == ("Journal of Made Up Trials", "2009-07-05")
    assert metadata.registrations == ("NCT00000001",)
    assert metadata.publication_types == ("Randomized Controlled Trial",)


def test_places_are_in_the_whole_source() -> None:
    source = article_set(article("1"), article("2"))
    for document in documents(source):
        assert isinstance(document, CleanDocument)
        start = document.text.text.index("10^6 IU")
        at = document.text.source_span(CleanSpan(start, start + 7))
        assert source[at.start : at.end] == "10<sup>6</sup> IU"
        start = document.text.text.index("AIMS")
        at = document.text.source_span(CleanSpan(start, start + 4))
        assert source[at.start : at.end] == "AIMS"
        assert source[: at.start].count("<PubmedArticle>") == int(document.name)


@pytest.mark.parametrize("size", [1, 7, 400, 5000, 10**6])
def test_any_chunks_give_the_same_articles(size: int) -> None:
    source = article_set(article("1"), article("2"), article("3"))
    chunks = (source[at : at + size] for at in range(0, len(source), size))
    assert list(read_pubmed_xml(chunks, "utf-8")) == documents(source)


OTHER_ENGLISH = '<OtherAbstract Type="AIDS" Language="eng"><AbstractText>In 12 men.</AbstractText></OtherAbstract>'
PLAIN_LANGUAGE = OTHER_ENGLISH.replace("AIDS", "plain-language-summary")
RUN_IN = (
    "<Abstract><AbstractText>BACKGROUND: Few data. METHODS: We gave 5 mg. RESULTS: It fell.</AbstractText></Abstract>"
)
ABSTRACTS = [
    ("", []),
    (OTHER_ENGLISH, [("body", "", "In 12 men.")]),
    (PLAIN_LANGUAGE, []),
    (OTHER_ENGLISH.replace("eng", "spa"), []),
    ("<Abstract/>", []),
    (
        RUN_IN,
        [
            ("background", "BACKGROUND", "Few data."),
            ("methods", "METHODS", "We gave 5 mg."),
            ("results", "RESULTS", "It fell."),
        ],
    ),
    ("<!-- <Abstract><AbstractText>no</AbstractText></Abstract> -->", []),
]


@pytest.mark.parametrize(("abstract", "expected"), ABSTRACTS)
def test_abstracts(abstract: str, expected: list[tuple[str, str, str]]) -> None:
    assert contents(only(article_set(article(abstract=abstract))))[1:] == expected


TITLES = [
    ("[Drug A in 60 adults].", "Drug A in 60 adults"),
    ("[Drug A in 60 adults.]", "Drug A in 60 adults."),
    ("Drug A [a trial].", "Drug A [a trial]."),
    ("Drug A &lt; 5 <i>in vivo</i>.", "Drug A < 5 in vivo."),
]


@pytest.mark.parametrize(("printed", "expected"), TITLES)
def test_titles(printed: str, expected: str) -> None:
    assert only(article_set(article(title=printed))).metadata.title == expected


DATES = [
    ("<Year>2009</Year>", "2009"),
    ("<Year>2009</Year><Month>07</Month>", "2009-07"),
    ("<Year>2009</Year><Season>Spring</Season>", "2009"),
    ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "1998-12"),
    ("<MedlineDate>Winter</MedlineDate>", None),
]


@pytest.mark.parametrize(("printed", "expected"), DATES)
def test_dates(printed: str, expected: str | None) -> None:
    source = article_set(article()).replace("<Year>2009</Year><Month>Jul</Month><Day>5</Day>", printed)
    assert only(source).metadata.published == expected


def test_a_lone_article() -> None:
    assert only(article()).name == "111"


def test_a_repair_is_told_and_moves_nothing() -> None:
    source = article_set(article(title="A & B &nbsp; in P &lt; 0.05"))
    document = only(source)
    assert document.metadata.title == "A & B in P < 0.05"
    assert document.warnings[0].startswith("text after an XML error was repaired: ")
    start = document.text.text.index("<")
    at = document.text.source_span(CleanSpan(start, start + 1))
    assert source[at.start : at.end] == "&lt;"


def test_one_broken_article_costs_only_itself() -> None:
    broken = article("2").replace("</ArticleTitle>", "")
    first, second, third = documents(article_set(article("1"), broken, article("3")))
    assert isinstance(second, BrokenDocument)
    assert isinstance(second.error, BrokenMarkup)
    assert second.name == "2"
    assert [document.name for document in (first, third)] == ["1", "3"]


def test_an_error_names_its_line() -> None:
    source = article_set(article("1"), article("2").replace("</ArticleTitle>", "</b>"))
    broken = documents(source)[1]
    assert isinstance(broken, BrokenDocument)
    line = source[: source.index("</b>")].count("\n") + 1
    assert broken.error.place.startswith(f"line {line}, character ")


def test_an_article_without_its_end() -> None:
    unended = article("1").replace("</PubmedArticle>", "")
    names = [(type(d).__name__, d.name) for d in documents(article_set(unended, article("2")))]
    assert names == [("BrokenDocument", "1"), ("CleanDocument", "2")]


def test_a_file_that_is_cut_off() -> None:
    source = article_set(article("1"), article("2"))
    within = documents(source[: source.rindex("<Abstract>")])
    assert [type(d).__name__ for d in within] == ["CleanDocument", "BrokenDocument"]
    between = documents(source[: source.rindex("<PubmedArticle>")])
    assert [type(d).__name__ for d in between] == ["CleanDocument", "BrokenDocument"]


def test_the_same_pmid_twice_gets_two_names() -> None:
    assert [document.name for document in documents(article_set(article("5"), article("5")))] == ["5", "5-2"]


@pytest.mark.parametrize("inside", ["", "<PubmedBookArticle><PMID>1</PMID></PubmedBookArticle>", "<DeleteCitation/>"])
def test_a_set_without_articles(inside: str) -> None:
    with pytest.raises(UnknownFormat, match="without journal articles"):
        documents(article_set(inside))


def test_books_and_deletions_are_passed_over() -> None:
    book = "<PubmedBookArticle><BookDocument><PMID>9</PMID></BookDocument></PubmedBookArticle>"
    deleted = "<DeleteCitation><PMID>8</PMID></DeleteCitation>"
    assert [document.name for document in documents(article_set(book, article("1"), deleted))] == ["1"]


def test_an_article_without_end_is_refused_early() -> None:
    def endless() -> Iterator[str]:
        yield "<PubmedArticleSet><PubmedArticle>"
        while True:
            yield "x" * 1_000_000

    with pytest.raises(TooLarge):
        list(read_pubmed_xml(endless(), "utf-8"))


def test_entities_of_a_hostile_doctype_are_not_followed() -> None:
    doctype = '<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    document = only(article_set(article(title="A &x; B")).replace("<PubmedArticleSet>", f"{doctype}<PubmedArticleSet>"))
    assert document.metadata.title == "A &x; B"


@pytest.mark.parametrize("pmid", ["../../etc/x", "", "12a"])
def test_what_is_no_pmid_names_no_file(pmid: str) -> None:
    document = only(article_set(article(pmid)))
    assert (document.name, document.metadata.pmid) == ("article-1", None)
