"""What "received" makes of a count: a group, all people, or those whom something befell."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import LATE, Case
from extractors.findings.sample_size.predicates import PARTITIVE
from extractors.findings.sample_size.roles import SEVERAL_KINDS, Hit
from extractors.traced_text import CleanSpan

BEGAN = re.compile(
    r"(?:started|initiated)(?:\s(?:the|this)\s(?:study|trial|programme|program|protocol|intervention))?"
    r"(?:,?\sand\s|,|[.;]|$)"
)
FEW_OF = 4
FEWEST_ARMS = 2
WITHOUT = re.compile(r"(?:did\s)?not\sreceiv|never\sreceiv")
OF_GROUP = re.compile(
    r"\s(?:in|from|of)\s(?:the\s)?(?:[\w/+-]{1,30}\s){0,3}(?:groups?|arms?|intervention|control|placebo)\b",
    re.IGNORECASE,
)
AMONG_THOSE = re.compile(r"\s(?:among|of|in)\s(?:the\s)?(?:those|patients|participants|subjects|women|men|children)\s")
GROUPED = re.compile(r"\b(?:control|intervention|placebo|treated)\b", re.IGNORECASE)
BEGINNING = ("started", "initiated")
UNDERGONE = ("underwent", "switched", "shifted", "started", "initiated")


def received(case: Case) -> str:
    """ "83 patients received A" is an arm, "180 patients received A or B" a total."""
    if case.cue != "received" or _is_of_those_who_began(case):
        return ""
    if (SEVERAL_KINDS.search(case.predicate.target) and not _others_received(case)) or _began(case):
        return "total"
    if _is_given_to_few(case):
        return "event"
    if _underwent(case):
        return "event"
    return "total" if case.largest == 0 and len(case.counts) == 1 and not _has_arm(case) else "arm"


def went_without(case: Case, hit: Hit) -> bool:
    """ "The first 50 did not receive the drug, while the next 36 received it": a group, not withdrawals."""
    if case.partial or not WITHOUT.match(case.clause.scan, hit.start, case.clause.end):
        return False
    others = case.clause.cues(case.clause.start, case.clause.end)
    return any(other.role == "received" and other.start > hit.end for other in others)


def is_of_group(case: Case) -> bool:
    """ "95 (99%) patients in the intervention group received aspirin": how many of a group were given something."""
    if case.clause.sentence.section != "results" or case.clause.before_treatment:
        return False
    behind = case.clause.outside(case.count.end, case.clause.end)
    quote = case.clause.scan[case.count.start : case.count.end]
    return (OF_GROUP.match(behind) or AMONG_THOSE.match(behind)) is not None or GROUPED.search(quote) is not None


def _others_received(case: Case) -> bool:
    """ "80 received A before or after meals, while 82 received B": each of two counts has its own treatment."""
    others = [count for count in case.counts if count is not case.count and count.of is None and count.percent is None]
    largest = max([case.largest, *[count.value for count in case.counts]])
    given = [
        hit
        for count in others
        for hit in case.clause.cues(count.end, case.clause.end if count is others[-1] else case.count.start)
        if hit.role == "received"
    ]
    return bool(given) and (case.count.value < largest or len(given) > 1)


def _is_given_to_few(case: Case) -> bool:
    """ "Atropine was administered to three patients": what befell a few of those of an earlier sentence."""
    if case.predicate.where not in {"before", "leading"} or case.clause.sentence.section != "results":
        return False
    return len(case.counts) == 1 and case.count.value * FEW_OF < case.largest


def _underwent(case: Case) -> bool:
    """ "Thirty-one patients underwent surgery during follow-up": what befell some of those of an earlier sentence."""
    hit = case.predicate.hit
    if hit is None or case.predicate.where != "behind" or case.clause.sentence.section != "results":
        return False
    if not case.clause.scan.startswith(UNDERGONE, hit.start) or case.count.value >= case.largest:
        return False
    began = case.clause.scan.startswith(BEGINNING, hit.start) and len(case.clause.text.arms.order) < FEWEST_ARMS
    if len(case.counts) == 1 or began:
        return began or not _has_arm(case)
    others = [case.clause.cues(count.end, min(count.end + 24, case.clause.end)) for count in case.counts]
    return all(hits and case.clause.scan.startswith(UNDERGONE, hits[0].start) for hits in others)


def _is_of_those_who_began(case: Case) -> bool:
    """ "Of 338 men who started therapy, 287 …": of those who did so something is told; they are no group by it."""
    hit = case.predicate.hit
    if hit is None or not (hit.state and hit.attributive) or case.clause.sentence.section not in LATE:
        return False
    return PARTITIVE.search(case.left[-40:]) is not None and not _has_arm(case)


def _began(case: Case) -> bool:
    """ "Forty women started and 28 completed": what they started is not said, for all did."""
    hit = case.predicate.hit
    if hit is None or not hit.state or case.predicate.where != "behind":
        return False
    return BEGAN.match(case.clause.scan, hit.start, case.clause.end) is not None


def _has_arm(case: Case) -> bool:
    """Whether the arm inventory names the group that the count belongs to, beside another."""
    arms = case.clause.text.arms.arms
    if len(arms) < FEWEST_ARMS and not any(arm.role == "control" for arm in arms):
        return False
    at = CleanSpan(case.count.start, case.count.end)
    return case.clause.text.arms.arm_of(at, case.clause.sentence) is not None
