"""What a PubMed article says of itself: journal, date, identifiers, registrations, publication types.

Identifiers are looked for where the article's own stand; those of its references and comments stand elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.model import Metadata
from extractors.reading.dates import iso_date, iso_of_printed
from extractors.reading.identifiers import pmcid_of, pmid_of
from extractors.reading.metadata import registration_of, registrations_in
from extractors.reading.registers import is_register

if TYPE_CHECKING:
    from lxml import etree


def metadata_of(root: etree._Element, *, title: str, text: str) -> Metadata:
    """The metadata of a PubmedArticle; `text` is its clean text, which may name a registration."""
    article = "MedlineCitation/Article"
    accessions = _accessions(root)
    return Metadata(
        title=title or None,
        journal=_first(root, f"{article}/Journal/Title", f"{article}/Journal/ISOAbbreviation"),
        published=_published(root),
        doi=_first(
            root,
            "PubmedData/ArticleIdList/ArticleId[@IdType='doi']",
            f"{article}/ELocationID[@EIdType='doi'][@ValidYN='Y']",
        ),
        pmid=pmid_of(_first(root, "MedlineCitation/PMID", "PubmedData/ArticleIdList/ArticleId[@IdType='pubmed']")),
        pmcid=pmcid_of(_first(root, "PubmedData/ArticleIdList/ArticleId[@IdType='pmc']")),
        registrations=tuple(dict.fromkeys([*accessions, *registrations_in(text)])),
        publication_types=tuple(
            " ".join(kind.text.split())
            for kind in root.iterfind(f"{article}/PublicationTypeList/PublicationType")
            if kind.text
        ),
    )


def _first(root: etree._Element, *paths: str) -> str | None:
    """The text of the first of these elements that has any."""
    for path in paths:
        if text := (root.findtext(path) or "").strip():
            return " ".join(text.split())
    return None


def _accessions(root: etree._Element) -> list[str]:
    """Registration numbers of trials; other data banks (GENBANK, PDB) hold no trials."""
    return [
        registration_of(number.text.strip())
        for bank in root.iterfind("MedlineCitation/Article/DataBankList/DataBank")
        if is_register(bank.findtext("DataBankName") or "")
        for number in bank.iterfind("AccessionNumberList/AccessionNumber")
        if number.text
    ]


def _published(root: etree._Element) -> str | None:
    """The issue's date, or the electronic one where the issue has none."""
    for path in (
        "MedlineCitation/Article/Journal/JournalIssue/PubDate",
        "MedlineCitation/Article/ArticleDate",
    ):
        date = root.find(path)
        if date is not None and (
            iso := iso_date(date.findtext("Year"), date.findtext("Month"), date.findtext("Day"))
            or iso_of_printed(date.findtext("MedlineDate"))
        ):
            return iso
    return None
