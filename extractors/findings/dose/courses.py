"""Regimens without an amount: "six cycles of chemotherapy", "9 IL-2 cycles", "two doses of the vaccine"."""

from __future__ import annotations

import re

from extractors.findings.dose.naming import Named
from extractors.findings.dose.page import Page
from extractors.findings.dose.regimen import Mention
from extractors.traced_text import CleanSpan

OF_NAME = re.compile(
    r"\s(?:[a-z]{2,12}\s)?of\s(?:the\s|an?\s|either\s|oral\s|intravenous\s|subcutaneous\s|adjuvant\s|neoadjuvant\s|first-line\s|standard\s){0,2}"
)
RECEIVED = re.compile(
    r"\b(?:receiv\w{1,3}|given|administ\w{1,8}|deliver\w{0,3}|complet\w{1,4}|after|following|treat\w{0,5}|underwent|undergo\w{0,3}|median|mean|least|course|for|additional|further|assigned)\b",
    re.IGNORECASE,
)
TIME_BEFORE = re.compile(
    r"\b(?:after|following|before|until|within|at|between|every|each|in|during)\s(?:the\s)?(?:first\s|last\s|initial\s|remaining\s)?$",
    re.IGNORECASE,
)
"""Courses as a point in time ("following two cycles of X, counts rose") are told of, not given."""
NAME_FOR = re.compile(
    r"(?<![\w-])(?P<name>(?=[\w/+-]{0,12}[A-Z])[A-Za-z0-9][\w/+-]{2,30})\sfor\s(?:up\sto\s|a\stotal\sof\s)?$"
)
NAME_WITHIN = re.compile(
    r"\s(?!I[VM]\b|SC\b|II|III)(?P<name>[A-Z][\w/+-]{0,12}[A-Z0-9][\w/+-]{0,12})\s(?=cycles?|courses?)"
)
COMPARED_BEFORE = re.compile(
    r"\b(?:compar\w{1,4}|these|the|both|test\w{0,3}|evaluat\w{1,3}|different)\s$", re.IGNORECASE
)
NUMBERED = re.compile(r"(?:cycles?|courses?)$", re.IGNORECASE)


def name_of_courses(page: Page, mention: Mention) -> Named | None:
    """The drug given in courses, by the words round the mention; None where the sentence names none."""
    start, end = mention.at
    inside = [drug for drug in page.drugs if start <= drug.at.start and drug.at.end <= end]
    if inside:
        return Named(inside[-1].name, inside[-1].at, 100, True)
    if of := OF_NAME.match(page.scan, end, page.sentence.end):
        for drug in page.drugs:
            if 0 <= drug.at.start - of.end() <= 14:
                return Named(drug.name, drug.at, 95, True)
        word = re.compile(r"[A-Za-z][\w/+-]{2,30}").match(page.scan, of.end(), page.sentence.end)
        if word and (word[0][1:].lower() != word[0][1:] or word[0].lower().endswith("therapy")):
            return Named(page.text[word.start() : word.end()], CleanSpan(*word.span()), 70, False)
    if before := NAME_FOR.search(page.scan, max(page.sentence.start, start - 48), start):
        return Named(before["name"], CleanSpan(*before.span("name")), 92, False)
    if within := NAME_WITHIN.search(page.scan, start, end):
        return Named(within["name"], CleanSpan(*within.span("name")), 92, False)
    return mention_as_far(page, mention)


def mention_as_far(page: Page, mention: Mention) -> Named | None:
    """The nearest drug of the sentence."""
    drugs = [drug for drug in page.drugs if drug.drug_class not in {"placebo", "comparator"}]
    if not drugs:
        return None
    nearest = min(drugs, key=lambda drug: max(drug.at.start - mention.at.end, mention.at.start - drug.at.end))
    return Named(nearest.name, nearest.at, 40, True)


def is_regimen(page: Page, mention: Mention, named: Named | None) -> bool:
    """Whether numbered courses are courses of a drug."""
    if TIME_BEFORE.search(page.scan, page.sentence.start, mention.at.start):
        return False
    given = RECEIVED.search(page.scan, page.sentence.start, page.sentence.end) is not None
    numbered = NUMBERED.search(page.scan[mention.at.start : mention.at.end]) is not None
    if numbered:
        return given or named is not None
    compared = COMPARED_BEFORE.search(page.scan, page.sentence.start, mention.at.start) is not None
    return named is not None and named.score >= 90 and given and not compared
