"""Regimens without an amount: "six cycles of chemotherapy", "9 IL-2 cycles", "two doses of the vaccine"."""

from __future__ import annotations

import re

from extractors.findings.dose.naming import FAR_RIGHT, NO_DRUG, Named
from extractors.findings.dose.page import Page
from extractors.findings.dose.regimen import Mention
from extractors.traced_text import CleanSpan

OF_NAME = re.compile(
    r"""
    \s (?: [a-z]{2,12}\s )? of\s
    (?: (?: the | an? | either | oral | intravenous | subcutaneous | (?:\(neo\)-?)?adjuvant | neoadjuvant | first-line
      | standard ) \s ){0,2}
    """,
    re.VERBOSE,
)
NEXT_WORD = re.compile(r"[A-Z]{2}\b(?!-)|[A-Za-z][\w/+-]{2,30}")
REGIMEN = re.compile(r"[A-Z]{2,6}(?:-[A-Z]{1,6}|\d{2,3})?")
"""A regimen by its letters: "EC", "FEC100", "AC-T"."""
RECEIVED = re.compile(
    r"""
    \b (?: receiv\w{1,3} | given | administ\w{1,8} | deliver\w{0,3} | complet\w{1,4} | after | following
      | treat\w{0,5}
        | underwent | undergo\w{0,3} | median | mean | least | course | for | additional | further | assigned ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
TIME_BEFORE = re.compile(
    r"""
    \b (?: after | following | before | until | within | at | between | every | each | in | during
      | of(?=\sthe\s) ) \s
    (?:the\s)? (?: (?:first|last|initial|remaining) \s )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Courses as a point in time ("following two cycles of X, counts rose") are told of, not given."""
NAME_FOR = re.compile(
    r"(?<![\w-])(?P<name>(?=[\w/+-]{0,12}[A-Z])[A-Za-z0-9][\w/+-]{2,30}|[A-Z]{2})"
    r"(?:\s(?:was|were)\s(?:given|administered))?"
    r"(?:\s(?:every\s\w{1,5}\sweeks|q\dw|weekly))?\sfor\s(?:up\sto\s|a\stotal\sof\s)?$"
)
NAME_WITHIN = re.compile(
    r"\s(?!I[VM]\b|SC\b|II|III)(?P<name>[A-Z][\w/+-]{0,12}[A-Z0-9][\w/+-]{0,12})\s(?=cycles?|courses?)"
)
COMPARED_BEFORE = re.compile(
    r"\b(?:compar\w{1,4}|these|the|both|test\w{0,3}|evaluat\w{1,3}|different)\s$", re.IGNORECASE
)
NUMBERED = re.compile(r"(?:cycles?|courses?)$", re.IGNORECASE)
TIME_AFTER = re.compile(
    r"\s(?:after|before|following)\s(?:the\s)?(?:intervention|treatment|baseline|randomi[sz]ation)\b"
)
STATED, FARTHEST_NAME = 90, 14
"""From STATED on, the words themselves tie the name to the courses."""


def name_of_courses(page: Page, mention: Mention) -> Named | None:
    """The drug given in courses, by the words round the mention; None where the sentence names none."""
    start, end = mention.at
    for drug in page.drugs:
        if start <= drug.at.start and drug.at.end <= end:
            return Named(drug.name, drug.at, STATED + 10, True)
    if named := _named_behind(page, end):
        return named
    for place in (
        NAME_FOR.search(page.scan, max(page.sentence.start, start - 48), start),
        NAME_WITHIN.search(page.scan, start, end),
    ):
        if place:
            return Named(place["name"], CleanSpan(*place.span("name")), STATED + 2, False)
    return _nearest(page, mention)


def _named_behind(page: Page, end: int) -> Named | None:
    """The name in "six cycles of X"."""
    of = OF_NAME.match(page.scan, end, page.sentence.end)
    if of is None:
        return None
    for drug in page.drugs:
        if 0 <= drug.at.start - of.end() <= FARTHEST_NAME:
            return Named(drug.name, drug.at, STATED + 5, True)
    word = NEXT_WORD.match(page.scan, of.end(), page.sentence.end)
    if word and (word[0][1:].lower() != word[0][1:] or word[0].lower().endswith("therapy")):
        score = STATED if REGIMEN.fullmatch(word[0]) else STATED - 20
        return Named(page.text[word.start() : word.end()], CleanSpan(*word.span()), score, False)
    return None


def _nearest(page: Page, mention: Mention) -> Named | None:
    """The nearest drug of the sentence."""
    drugs = [drug for drug in page.drugs if drug.drug_class not in NO_DRUG]
    if not drugs:
        return None
    nearest = min(drugs, key=lambda drug: max(drug.at.start - mention.at.end, mention.at.start - drug.at.end))
    return Named(nearest.name, nearest.at, FAR_RIGHT, True)


def is_regimen(page: Page, mention: Mention, named: Named | None) -> bool:
    """Whether numbered courses are courses of a drug."""
    start, end = mention.at
    if TIME_BEFORE.search(page.scan, max(page.sentence.start, start - 40), start) or TIME_AFTER.match(page.scan, end):
        return False
    given = RECEIVED.search(page.scan, page.sentence.start, page.sentence.end) is not None
    numbered = NUMBERED.search(page.scan[start:end]) is not None
    if numbered:
        return given or named is not None
    compared = COMPARED_BEFORE.search(page.scan, max(page.sentence.start, start - 30), start) is not None
    return named is not None and named.score >= STATED and given and not compared
