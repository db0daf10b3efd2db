"""What a document says of itself: journal, date, identifiers, registrations, publication types.

Each function reads plain text and returns what it found, normalised; None or () where the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.reading.dates import iso_date
from extractors.reading.remembered import Remembered

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_YEAR_SIGN = re.compile(r"(?:19|20)\d\d\b")
_MONTH_SIGN = re.compile(r"-[01]\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?(?![\d-])",  # 2009-07-15
        rf"\b{_YEAR}\s{{1,2}}{_MONTH}(?:\s{{1,2}}(?P<day>\d{{1,2}})\b)?(?!:)",  # 2009 Jul 15
        rf"\b{_MONTH}\s{{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}{_YEAR}",  # September 12, 2007
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,2}}{_MONTH},?\s{{1,2}}{_YEAR}",  # 18 Nov 2019
        rf"\b{_MONTH},?\s{{1,2}}{_YEAR}",  # September 2007
        rf"(?<![\d.:]){_YEAR}(?![-\d/])",  # 2008
    )
)

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]{1,200}")
_PMID = re.compile(r"\bPMID[:\s]{0,3}(\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\s?(\d{4,9})\b", re.IGNORECASE)

# Registries of the WHO network, as authors print their numbers. "ANRS 119" names a trial only.
_REGISTRATION = re.compile(
    r"""
    (?: NCT [\s:#-]{0,3} (?P<NCT> \d{8} )
    | ISRCTN [\s:#-]{0,3} (?P<ISRCTN> \d{8} )
    | ISCRTN [\s:#-]{0,3} (?P<ISRCTN_> \d{8} )
    | EudraCT (?: \s (?:number|no\.?|nr\.?|id|identifier) )? [\s:#-]{0,3} (?P<EudraCT> \d{4}-\d{6}-\d{2} )
    | EUCTR (?: \s (?:number|no\.?|nr\.?|id|identifier) )? [\s:#-]{0,3} (?P<EUCTR> \d{4}-\d{6}-\d{2} )
    | ChiCTR (?P<ChiCTR> (?: -[A-Z]{2,6} )? [\s:-]{0,2} \d{8,10} )
    | ACTRN [\s:#-]{0,3} (?P<ACTRN> \d{14} )
    | UMIN [\s:-]{0,2} (?: CTR \s? (?: ID )? [\s:-]{0,3} )? (?: UMIN )? (?P<UMIN> \d{9} )
    | jRCT (?P<jRCT> s? \d{9,10} )
    | JapicCTI (?P<JapicCTI> -? \d{6} )
    | JMA-IIA (?P<JMA> \d{5} )
    | IRCT [\s:-]{0,2} (?P<IRCT> \d{6,20} N \d{1,3} )
    | CTRI [\s/:-]{0,2} (?P<CTRI> \d{4} / \d{2,3} / \d{6} )
    | DRKS [\s:-]{0,2} (?P<DRKS> \d{8} )
    | NTR [\s:-]{0,2} (?P<NTR> \d{2,4} )
    | PACTR [\s:-]{0,2} (?P<PACTR> \d{15,16} )
    | KCT [\s:-]{0,2} (?P<KCT> \d{7} )
    | TCTR [\s:-]{0,2} (?P<TCTR> \d{11} )
    | SLCTR [\s/:-]{0,2} (?P<SLCTR> \d{4} / \d{3} )
    | RBR [\s-]{0,2} (?P<RBR> [0-9a-z]{6,7} ) (?=\b)
    | PER [\s-]{0,2} (?P<PER> \d{3}-\d{2} )
    | RPCEC [\s:-]{0,2} (?P<RPCEC> \d{8} )
    ) (?!\d)
    """,
    re.VERBOSE,
)
# What each of them has: a text without any is not scanned, nor one without a figure soon after it (RBR has letters).
_REGISTERED = ("CT", "DRKS", "NTR", "UMIN", "RBR", "PER", "RPCEC", "ISCR", "JMA-")
_FIGURE_SOON = r"(?=(?:\s*+[^\d\s]){0,20}+\s*+\d)"
_ANY_REGISTERED = re.compile("|".join(sign if sign == "RBR" else sign + _FIGURE_SOON for sign in _REGISTERED))
_BEFORE_SIGN, _AFTER_SIGN = len("JapicCT"), 100
"""Characters of a registration that may stand before its sign and after."""
_PRINTED = {"ISRCTN_": "ISRCTN", "EudraCT": "", "EUCTR": "", "CTRI": "CTRI/", "SLCTR": "SLCTR/", "RBR": "RBR-"} | {
    "PER": "PER-",
    "JMA": "JMA-IIA",
}
"""How a registry prints its numbers, where that is not its name and the number."""

PUBLICATION_TYPES = (
    "Adaptive Clinical Trial",
    "Case Reports",
    "Clinical Study",
    "Clinical Trial",
    "Clinical Trial, Phase I",
    "Clinical Trial, Phase II",
    "Clinical Trial, Phase III",
    "Clinical Trial, Phase IV",
    "Clinical Trial Protocol",
    "Comment",
    "Comparative Study",
    "Controlled Clinical Trial",
    "Editorial",
    "Equivalence Trial",
    "Evaluation Study",
    "Journal Article",
    "Letter",
    "Meta-Analysis",
    "Multicenter Study",
    "Observational Study",
    "Pragmatic Clinical Trial",
    "Practice Guideline",
    "Preprint",
    "Randomized Controlled Trial",
    "Research Support, N.I.H., Extramural",
    "Research Support, N.I.H., Intramural",
    "Research Support, Non-U.S. Gov't",
    "Research Support, U.S. Gov't, Non-P.H.S.",
    "Research Support, U.S. Gov't, P.H.S.",
    "Review",
    "Systematic Review",
    "Twin Study",
    "Validation Study",
)
TYPES = {name.casefold().rstrip("."): name for name in PUBLICATION_TYPES}
"""By how `lines.bare_of` has them."""

_JOURNAL = r"(?P<journal>[A-Z][A-Za-z&,()' :-]{1,80}?)"
_CITATIONS = tuple(
    (sign, re.compile(pattern))
    for sign, pattern in (
        (";", rf"(?:^|\.\s){_JOURNAL}\.\s{{1,2}}(?P<date>(?:19|20)\d\d(?:\s[A-Z][a-z]{{2}}(?:\s\d{{1,2}})?)?)\s?;"),
        (
            "(",
            rf"(?:^|\.\s){_JOURNAL}\s\d{{1,4}}(?:\s?\([^()]{{1,20}}\))?,\s\S{{1,20}}\s\((?P<date>(?:19|20)\d\d)\)",
        ),
        ("al", rf"et\sal\.?,?\s{_JOURNAL}\.\s\.$"),  # PubMed's short citation: "… et al. J Infect Dis. ."
    )
)
"""How citations are printed; and what each of them has."""
_UNDATED = re.compile(r"\.\s\.$", re.MULTILINE)
_LONGEST_CITING = 1000
"""Characters of a line in which a citation is looked for."""


def date_in(text: str) -> str | None:
    """The first date as ISO 8601, as precise as it is printed: "2009", "2009-07", "2009-07-15"."""
    if not _YEAR_SIGN.search(text):
        return None
    for pattern in _DATES:
        match = pattern.search(text)
        if match:
            parts = match.groupdict()
            return iso_date(parts["year"], parts.get("number") or parts.get("month"), parts.get("day"))
    return None


def full_date(text: str) -> str | None:
    """The ISO date of a short line that prints day or month with the year; None for any other line."""
    if len(text) > 120 or not ("20" in text or "19" in text) or not _MONTH_SIGN.search(text):
        return None
    date = date_in(text)
    return date if date and len(date) > 4 else None


full_dates = Remembered(full_date)
"""Short lines and what `full_date` tells of them."""


def doi_in(text: str) -> str | None:
    """The first DOI, without punctuation that only closes the sentence."""
    at = text.find("10.")
    while at >= 0:
        if match := _DOI.match(text, at):
            return _without_closing(match[0])
        at = text.find("10.", at + 1)
    return None


def _without_closing(doi: str) -> str:
    doi = doi.rstrip(".,;:'’”]}")
    while doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def _plain(text: str) -> bytes:
    """A text in lower case, for looking up what is ASCII; bytes: that is quick."""
    return text.encode("utf-8", "surrogatepass").lower()


def pubmed_ids_in(text: str) -> tuple[str | None, str | None]:
    """The first PubMed id that is named so, and the first PubMed Central id, with its "PMC"; each None without one."""
    plain = _plain(text)
    pmid = _PMID.search(text) if b"pmid" in plain else None
    pmcid = _PMCID.search(text) if b"pmc" in plain else None
    return pmid and pmid[1], pmcid and f"PMC{pmcid[1]}"


def registrations_in(text: str) -> tuple[str, ...]:
    """The trial registrations that the text prints, in order and once each.

    Written as the registry does, whatever the spacing: "NCT00120185", "ISRCTN12345678", "2010-019103-27" (EudraCT).
    """
    return tuple(dict.fromkeys(_registrations(text)))


def may_register(text: str) -> bool:
    """False for a text that prints no registration; nor does any part of it."""
    return _ANY_REGISTERED.search(text) is not None


def _signs(text: str) -> Iterator[int]:
    """Where a registration may stand."""
    for sign in _REGISTERED:
        at = text.find(sign)
        while at >= 0:
            yield at
            at = text.find(sign, at + len(sign))


def _registrations(text: str) -> Iterator[str]:
    done = 0
    for at in sorted(_signs(text)):
        match = _REGISTRATION.search(text, max(done, at - _BEFORE_SIGN), at + _AFTER_SIGN)
        if match is None or match.start() > at:  # what begins later has a sign of its own
            continue
        done = match.end()
        start, registry = match.start(), str(match.lastgroup)
        if not start or not (text[start - 1].isalnum() or text[start - 1] == "_"):
            yield _PRINTED.get(registry, registry) + re.sub(r"[\s:]", "", match[registry])


def registration_of(accession: str) -> str:
    """A registry's number as a data bank gives it, written as `registrations_in` writes it."""
    found = registrations_in(accession)
    return found[0] if len(found) == 1 else accession


def publication_types_in(bares: Iterable[str]) -> tuple[str, ...]:
    """The publication types that have a line of their own, in order and once each; as `lines.bare_of` has lines."""
    return tuple(dict.fromkeys([TYPES[bare] for bare in bares if bare in TYPES]))


def may_cite_undated(lines: Sequence[str], joined: str) -> bool:
    """False for lines of which only those with a year may print the document's citation."""
    return _UNDATED.search(joined) is not None or max(map(len, lines), default=0) > _LONGEST_CITING


def citation_in(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """Journal and ISO date of the document's own citation; each None where no line tells."""
    journal = published = None
    for line in [line for line in lines if ";" in line or "(" in line or "et al" in line]:
        if not ("19" in line or "20" in line or "al" in line):
            continue
        beginning = line[:_LONGEST_CITING]
        for pattern in [pattern for sign, pattern in _CITATIONS if sign in beginning]:
            match = pattern.search(beginning)
            if match:
                journal = journal or match["journal"].strip()
                published = published or date_in(match.groupdict().get("date") or "")
    return journal, published
