"""What became of those counted: lost, completed, analysed, screened, planned; the predicate says all."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, LATE, Case
from extractors.findings.sample_size.predicates import PARTITIVE
from extractors.findings.sample_size.receiving import went_without
from extractors.findings.sample_size.roles import Hit

IN_ANALYSIS = re.compile(
    r"(?:in|for)\s(?:the\s|this\s|our\s|an?\s|these\s)?(?:[\w-]+\s){0,4}analys[ie]s", re.IGNORECASE
)
TAKEN_INTO = re.compile(
    r"\b(?:included|entered|considered|retained|used|remained|kept|available|eligible|evaluated|counted|were|was)\s\Z"
)
SEEN = re.compile(r"(?:was|were)\s(?:\w+ly\s)?(?:evaluated|assessed|examined)\b")
OF_THOSE = re.compile(r"\sof\s(?:the\s|those\s|all\s)?(?:[\w-]+\s){0,3}?(?:who|that)\b")
OTHER_SUBJECT = re.compile(
    r"[^,;.]{0,80},\s(?:\d{1,3}(?:\.\d{1,2})?\s?(?:%|per\s?cent\b)"
    r"|(?!(?:who|which|and|all|were|was|only|have|had)\b)[a-z]{3,20}\s(?:(?:was|were)\s)?\Z)"
)
""" "Of 2,378 subjects, 89% had …", "Of 129 patients, serum was available in 101"."""
WHO = re.compile(r"\s(?:who|that)\s")


def of_those(case: Case) -> str:
    """ "89% (185/209) of participants who got a card answered": the relative clause is about the whole."""
    hit = case.predicate.hit
    if hit is None or not hit.attributive:
        return ""
    if case.count.shape == "of" and hit.role in CARRIED and WHO.match(case.clause.scan, case.count.end):
        return "event"  # "14 of 16 users who completed the trial preferred it"
    if case.count.shape != "ratio":
        return ""
    return "event" if OF_THOSE.match(case.clause.scan, case.count.end, case.clause.end) else ""


def fate(case: Case) -> str:
    """Lost, completed, analysed, screened, planned: the predicate says all; not in "Among 10 who completed, …"."""
    hit = case.predicate.hit
    if case.count.noun == "completers":
        return "completed"
    if case.left.endswith(("subgroup of ", "subset of ", "subsample of ")) and not case.partial:
        return "subgroup"
    if hit is None or (PARTITIVE.search(case.left[-40:]) and (hit.attributive or _has_other_subject(case, hit))):
        return ""
    if hit.role == "analysed" and _in_an_analysis(case, hit):
        return "event"
    if hit.role == "withdrawn" and went_without(case, hit):
        return "arm"
    if hit.role == "analysed" and _were_seen_first(case, hit):
        return "total"
    if hit.role == "screened" and _was_identified_in(case, hit):
        return "event"
    return hit.role if hit.role in CARRIED else ""


def _has_other_subject(case: Case, hit: Hit) -> bool:
    """ "Of the 640 subjects, 89% in the diet group had sufficient data": the predicate is the percentage's."""
    return (
        case.predicate.where == "behind"
        and OTHER_SUBJECT.match(case.clause.scan, case.count.end, hit.start) is not None
    )


def _was_identified_in(case: Case, hit: Hit) -> bool:
    """ "A total of 20 nodules were identified in 12 patients": what was found in some of them."""
    if case.clause.sentence.section not in LATE or case.predicate.where not in {"before", "leading"}:
        return False
    if not case.clause.scan.endswith("identified", hit.start, hit.end):
        return False
    return case.clause.scan.startswith(" in ", hit.end) or case.left.endswith(" in ")


def _were_seen_first(case: Case, hit: Hit) -> bool:
    """ "Eighty-two patients were evaluated from 1996 to 2002": the first told of in the methods are all there were."""
    if case.largest or case.partial or case.clause.sentence.section != "methods":
        return False
    later = any(other.value >= case.count.value for other in case.counts if other is not case.count)
    return not later and SEEN.match(case.clause.scan, hit.start, case.clause.end) is not None


def _in_an_analysis(case: Case, hit: Hit) -> bool:
    """ "A cured 88% (72/82) in the intention-to-treat analysis": where an outcome was counted, not who was counted."""
    if case.count.shape != "ratio" or not IN_ANALYSIS.match(case.clause.scan, hit.start, hit.end):
        return False
    return TAKEN_INTO.search(case.clause.scan, max(case.clause.start, hit.start - 24), hit.start) is None
