"""PubMed's abstracts saved as text ("Save, Format: Abstract (text)"): numbered reports, each a document of its own.

Each report is paragraphs between empty lines, hard-wrapped: the citation behind its number, the title, the authors,
their addresses, the abstract, and DOI, PMCID and PMID. Read as one page, several reports would share their arms and
totals without a word of warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from extractors.model import CleanDocument, Metadata
from extractors.reading import BrokenDocument, GivenUp, one_of_many
from extractors.reading import metadata as about
from extractors.reading.layout import EMPTY, laid_out, run_in_parts
from extractors.reading.medline import unwrapped
from extractors.traced_text import TracedText

_PMID_LINE = re.compile(r"^PMID: (\d{1,9})\b", re.MULTILINE)
_PMCID_LINE = re.compile(r"^PMCID: (PMC\d{1,12})\b", re.MULTILINE)
_NUMBERED = re.compile(r"(?:\A\s{0,20}|\n[^\S\n]{0,9}\r?\n)(?P<number>[1-9]\d{0,5})\. (?=\S)")
_PARAGRAPH = re.compile(r"\S[^\n]*+(?:\n(?![^\S\n]*+(?:\n|\Z))[^\n]*+)*+")
_AUTHORS = re.compile(r"[^\W\d_][\w'’. -]{0,60} [A-Z]{1,4}(?: (?:Jr|Sr|2nd|3rd))?(?:\(\d|[,.;])|\[No authors listed\]")
_BESIDE = re.compile(
    r"(?:Author information|Collaborators?(?: \(\d{1,4}\))?|DOI|PMCID|PMID|Publisher|Conflict of interest statement):"
    r"|(?:Comment|Erratum|Update|Retraction|Expression of concern|Republished|Corrected and republished|Summary for"
    r" patients|Plain language summary|Original report|Cites|Dataset)\b[^\n]{0,30} (?:in|on|of|from|by)\b[^\n]{0,5}$"
    r"|Comment (?:in|on)\b|Erratum (?:in|for)\b|Update (?:in|of)\b|Retraction (?:in|of)\b"
    r"|(?:Copyright\b|©|\([cC]\) ?\d{4})",
    re.MULTILINE,
)
_DOI = re.compile(r"\bdoi: ?(10\.\S{3,200}?)\.?(?=\s|$)", re.IGNORECASE)


def read_pubmed_text(source: str, encoding: str, given_up: GivenUp) -> Iterator[CleanDocument | BrokenDocument]:
    """Every report, in order, named by its PMID; a single one is the document itself."""
    places = _places(source)
    if len(places) == 1 and not given_up:
        yield _document(source, *places[0], encoding=encoding, name="")
        return
    for ordinal, (start, end) in enumerate(places):
        pmid = _PMID_LINE.search(source, start, end)
        name = pmid[1] if pmid else f"report-{ordinal + 1}"
        read = partial(_document, source, start, end, encoding=encoding, name=name)
        yield one_of_many(read, name=name, given_up=given_up.get(ordinal))


def _places(source: str) -> list[tuple[int, int]]:
    """From each report's citation to the next number: they count from 1, each behind the PMID of the one before."""
    numbers = list[re.Match[str]]()
    for found in _NUMBERED.finditer(source):
        follows = not numbers or _PMID_LINE.search(source, numbers[-1].end(), found.start())
        if follows and int(found["number"]) == len(numbers) + 1:
            numbers.append(found)
    ends = [*(found.start() for found in numbers[1:]), len(source)]
    return [(found.end(), end) for found, end in zip(numbers, ends, strict=True)]


def _document(source: str, start: int, end: int, *, encoding: str, name: str) -> CleanDocument:
    citation, *others = (unwrapped(source, *found.span()) for found in _PARAGRAPH.finditer(source, start, end))
    title, abstract = _title_and_abstract(others)
    text, sections = laid_out(title, run_in_parts(abstract))
    metadata = _metadata(source[start:end], citation.text, title=title.text, text=text.text)
    return CleanDocument(text=text, sections=sections, metadata=metadata, format="scrape", encoding=encoding, name=name)


def _title_and_abstract(paragraphs: Sequence[TracedText]) -> tuple[TracedText, list[TracedText]]:
    """The paragraph behind the citation, and those further on that tell neither of authors nor of other papers."""
    if not paragraphs:
        return EMPTY, []
    title, *others = paragraphs
    if others and _AUTHORS.match(others[0].text):
        others = others[1:]
    return title, [paragraph for paragraph in others if not _BESIDE.match(paragraph.text)]


def _metadata(report: str, citation: str, *, title: str, text: str) -> Metadata:
    journal, published = about.citation_in([citation])
    pmid, pmcid, doi = (found.search(report) for found in (_PMID_LINE, _PMCID_LINE, _DOI))
    return Metadata(
        title=title or None,
        journal=journal,
        published=published,
        doi=doi[1] if doi else None,
        pmid=pmid[1] if pmid else None,
        pmcid=pmcid[1] if pmcid else None,
        registrations=about.registrations_in(text),
    )
