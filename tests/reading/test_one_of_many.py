"""Sources of many documents: what is wrong with one, or was given up, costs no other."""

from __future__ import annotations

import pytest

from extractors import pipeline
from extractors.errors import Deadly
from extractors.pipeline import Extracted, Failed, extract_source
from extractors.reading import pubmed_xml

XML = (
    "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>Zinc in {} adults</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>"
)
JATS = (
    "<article><front><article-meta><article-id pub-id-type='pmid'>{}</article-id><title-group>"
    "<article-title>Zinc in {} adults</article-title></title-group></article-meta></front></article>"
)
TEXT = "{1}. J Made Up. 2009;5:1.\n\nZinc in {0} adults.\n\nDoe J.\n\nWe gave zinc.\n\nPMID: {0}\n\n\n"
SOURCES = {
    "PubMed XML": f"<PubmedArticleSet>{''.join(XML.format(n, n) for n in (11, 12, 13))}</PubmedArticleSet>",
    "MEDLINE": "\n".join(f"PMID- {n}\nTI  - Zinc in {n} adults\nDP  - 2009\n" for n in (11, 12, 13)),
    "JATS": f"<pmc-articleset>{''.join(JATS.format(n, n) for n in (11, 12, 13))}</pmc-articleset>",
    "PubMed's text": "".join(TEXT.format(n, n - 10) for n in (11, 12, 13)),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_what_is_given_up_is_told_and_the_others_are_read(source: str) -> None:
    error = Deadly()
    first, second, third = extract_source(source.encode(), "set", given_up={1: error})
    assert isinstance(first, Extracted)
    assert isinstance(third, Extracted)
    assert (first.document_id, third.document_id) == ("set/11", "set/13")
    assert isinstance(second, Failed)
    assert second.error is error
    assert second.document_id == ("set/article-2" if "<article>" in source else "set/12")


@pytest.mark.parametrize("source", ["Zinc in 60 adults\n", "<html><body><p>Zinc in 60 adults.</p></body></html>"])
def test_a_single_document_that_is_given_up_is_not_read(source: str) -> None:
    with pytest.raises(Deadly):
        list(extract_source(source.encode(), "x", given_up={0: Deadly()}))


@pytest.mark.parametrize(
    "where", [(pubmed_xml, "read_article"), (pipeline, "extract_document")], ids=["reading", "rules"]
)
def test_a_defect_that_one_document_shows_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, where: tuple[object, str]
) -> None:
    real = getattr(*where)

    def defective(*given: object, **terms: object) -> object:
        if "12 adults" in str(given[0]):
            raise ZeroDivisionError("a defect")
        return real(*given, **terms)

    monkeypatch.setattr(*where, defective)
    first, second, third = extract_source(SOURCES["PubMed XML"].encode(), "set")
    assert [type(found) for found in (first, second, third)] == [Extracted, Failed, Extracted]
    assert second.document_id == "set/12"
    assert isinstance(second.error, ZeroDivisionError)
