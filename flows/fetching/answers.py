"""What E-utilities say, understood strictly: half an answer is no answer.

They say most of their troubles inside an answer that HTTP calls a success.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.errors import SourceError
from flows.fetching.trouble import Forgotten, Passing

if TYPE_CHECKING:
    from lxml import etree

LONGEST_QUOTE = 160
"""Characters of an answer in a message."""

_FORGOTTEN = re.compile(r"\bWebEnv\b | \bquery[ _]?key\b | \bobtain\ query\b | \bhistory\b", re.VERBOSE | re.IGNORECASE)
_PMID = re.compile(r"[0-9]{1,12}")


class Found(NamedTuple):
    """What a search found; the server remembers it by `environment` and `key`."""

    total: int
    pmids: tuple[str, ...]
    environment: str
    key: str
    unknown: tuple[str, ...] = ()
    """Phrases and fields of the query that PubMed does not know."""


class Citation(NamedTuple):
    """One article as it came. `revised` as in 2026-11-02; empty where PubMed does not say."""

    pmid: str
    revised: str
    text: str


class Delivered(NamedTuple):
    """Citations by PMID, and the PMIDs of books and chapters, which nobody reads here."""

    citations: dict[str, Citation]
    books: frozenset[str]


def found_in(answer: bytes) -> Found:
    """What an esearch answer says. Raises Passing or Forgotten."""
    root = _root(_decoded(answer), "eSearchResult")
    pmids = tuple(element.text or "" for element in root.findall("IdList/Id"))
    count = root.findtext("Count") or ""
    if not count.isdecimal() or not all(_PMID.fullmatch(pmid) for pmid in pmids):
        raise Passing("an answer without a count of citations, or with ids that are none")
    unknown = tuple(e.text or "" for e in root.iterfind("ErrorList/*") if e.text)
    environment, key = root.findtext("WebEnv") or "", root.findtext("QueryKey") or ""
    if pmids and not (environment and key):
        raise Passing("an answer that does not say where the search is kept")
    return Found(int(count), tuple(dict.fromkeys(pmids)), environment, key, unknown)


def delivered_in(answer: bytes) -> Delivered:
    """What an efetch answer holds. Raises Passing or Forgotten."""
    from extractors.reading.pubmed_xml import articles

    text = _decoded(answer)
    root = _root(text, "PubmedArticleSet")
    elements = root.findall("PubmedArticle")
    fragments = [fragment.text for fragment in articles([text])] if elements else []
    if len(fragments) != len(elements):
        raise Passing("an answer that can't be cut into its articles")
    citations = [_citation(element, fragment) for element, fragment in zip(elements, fragments, strict=True)]
    books = (element.findtext("BookDocument/PMID") or "" for element in root.iterfind("PubmedBookArticle"))
    return Delivered({citation.pmid: citation for citation in citations}, frozenset(books))


def quoted(text: str) -> str:
    """The beginning of an answer, fit for a message."""
    printable = "".join(character if character.isprintable() else " " for character in text[: 4 * LONGEST_QUOTE])
    short = " ".join(printable.split())
    return f"“{short[:LONGEST_QUOTE]}{'…' if len(short) > LONGEST_QUOTE else ''}”" if short else "nothing"


def is_about_history(text: str) -> bool:
    """Whether a complaint of the server says that it has forgotten a search."""
    return bool(_FORGOTTEN.search(text))


def _decoded(answer: bytes) -> str:
    try:
        return answer.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Passing("an answer that is no UTF-8 text") from None


def _root(text: str, expected: str) -> etree._Element:
    from extractors.reading.strict_xml import checked

    try:
        root = checked(text).root
    except SourceError:
        raise Passing(f"an answer that is no whole XML, beginning {quoted(text)}") from None
    complaint = next((element.text or "" for element in root.iter("ERROR", "error")), None)
    if complaint is not None:
        if is_about_history(complaint):
            raise Forgotten
        raise Passing(f"the server says {quoted(complaint)}")
    if root.tag != expected:
        raise Passing(f"<{root.tag}> where <{expected}> should be, beginning {quoted(text)}")
    return root


def _citation(article: etree._Element, fragment: str) -> Citation:
    pmid = (article.findtext("MedlineCitation/PMID") or "").strip()
    if not _PMID.fullmatch(pmid):
        raise Passing(f"an article whose PMID is {quoted(pmid)}")
    day = (article.findtext(f"MedlineCitation/DateRevised/{part}") for part in ("Year", "Month", "Day"))
    revised = "-".join(part.strip().zfill(2) for part in day if part)
    return Citation(pmid, revised, fragment)
