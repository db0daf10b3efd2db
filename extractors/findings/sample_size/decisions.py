"""From the predicate of a count to its role: DECISIONS, an ordered table of rules, the first that answers wins.

What the words beside the count settle is in wording; here is what its predicate settles; what is left without one is
in unled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extractors.findings.sample_size import grouping, strata, wording
from extractors.findings.sample_size.case import Case, Role
from extractors.findings.sample_size.fates import fate, of_those
from extractors.findings.sample_size.open_rows import is_open, lead_of
from extractors.findings.sample_size.people import ends_in_people
from extractors.findings.sample_size.predicates import PARTITIVE
from extractors.findings.sample_size.receiving import is_of_group, received
from extractors.findings.sample_size.roles import one_group
from extractors.findings.sample_size.traits import trait
from extractors.findings.sample_size.unled import by_itself

SENT_ON = re.compile(r"(?:referred|admitted)(?!\sto\sour)\b")
ARM_TAG = re.compile(r"\([^()]{0,40}\b(?:arm|group)\)", re.IGNORECASE)
""" "assigned to receive zinc (Z arm), zinc and iron (ZI arm) …": all of them."""
IN_BEFORE = re.compile(r"\b[Ii]n\s$")

ABOVE = re.compile(r"(?:was|were)\s(?:above|below|under|over)\b")
REACHED = re.compile(r"\b(?:by|at|after)\s(?:the\s)?(?:week|month|day|year|\d|end|last|final)")


def _characteristic(case: Case) -> str:
    """ "At baseline, 58 (54.1%) had fewer than 200 cells": what people are before treatment is no outcome."""
    hit = case.predicate.hit
    if case.partial and (hit is None or hit.role in {"event", "subgroup"}) and strata.among_traits(case):
        return "subgroup"
    if hit is None:
        return "subgroup" if case.partial and case.clause.before_treatment else ""
    told = hit.state or (hit.role == "received" and not hit.attributive)
    told = told or (hit.role == "event" and case.clause.scan.startswith("met ", hit.start))
    return "subgroup" if told and case.clause.before_treatment else ""


def _assigned(case: Case) -> str:
    """ "were randomized to A or B" is a total, "were assigned to A" an arm."""
    if case.cue != "assigned":
        return ""
    if case.count.shape == "n" and _is_behind_name(case):
        return "arm"
    if _are_all_given(case) or len(ARM_TAG.findall(case.clause.scan, case.count.end, case.clause.end)) > 1:
        return "total"
    return "arm" if one_group(case.predicate.target) else "total"


def _are_all_given(case: Case) -> bool:
    """ "Forty women were assigned to receive zinc", where no other group is told of: all there were."""
    arms = case.clause.text.arms.arms
    if case.largest or len(case.counts) > 1 or not case.count.noun:
        return False
    if len(arms) > 1 or any(arm.role == "control" for arm in arms):
        return False
    return case.predicate.target.startswith((" to receive ", " to treatment with "))


def _is_behind_name(case: Case) -> bool:
    """ "randomized to (1) placebo, n = 85; (2) zinc, n = 82"."""
    start = case.count.start
    near = case.clause.text.arms.mentions_between(max(case.clause.start, start - 60), start)
    return bool(near) and near[-1].at.end >= start - len(", ")


def _some_of(case: Case) -> str:
    """ "137 (26.8%) received second-line therapy": an outcome, unless they were taken in ("81 (85%) consented")."""
    if not case.partial or case.cue not in {"received", "enrolled"} or case.predicate.where == "leading":
        return ""
    hit = case.predicate.hit
    if (
        case.cue == "received"
        and case.predicate.where == "before"
        and case.clause.scan.startswith((")", "]", "%"), case.count.end - 1)
    ):
        before = case.clause.cues(case.clause.start, case.count.start)
        if any(other.role == "event" for other in before):
            return "event"  # "skin treated with the gel developed more dermatitis: 61% (40/65)"
    if case.cue == "received" and hit is not None:
        told = hit.state or (hit.attributive and case.count.of is not None) or is_of_group(case)
        return "event" if told else "subgroup"
    if _is_sent_on(case):
        return "event"
    return "total" if case.predicate.where == "behind" else "event"


def _enrolled(case: Case) -> str:
    hit = case.predicate.hit
    if case.cue != "enrolled":
        return ""
    if _is_sent_on(case):
        return "event"
    if case.count.shape == "whom" and case.predicate.where != "behind" and _is_fewer(case):
        return "subgroup"  # "they followed 51 of them for a year"
    if hit is not None and hit.attributive and case.count.value < case.largest and PARTITIVE.search(case.left[-40:]):
        return "subgroup"  # "Among the 88 who enrolled with a fever, …"
    return "arm" if case.predicate.where != "leading" and grouping.PLACED.match(case.predicate.target) else "total"


def _is_sent_on(case: Case) -> bool:
    """ "Of 900 mothers, 148 infants were referred": what befell some of those who took part."""
    hit, count = case.predicate.hit, case.count
    if hit is None or case.predicate.where != "behind" or case.clause.sentence.section != "results":
        return False
    largest = max([case.largest, *(other.value for other in case.counts if other.start <= count.start)])
    return count.value < largest and SENT_ON.match(case.clause.scan, hit.start, case.clause.end) is not None


def _aside(case: Case) -> str:
    """ "… by nine participants, four of them on no drug"; "in six of them the count rose"."""
    if case.count.shape != "whom" or case.predicate.where in {"behind", "shared"}:
        return ""
    return "event" if IN_BEFORE.search(case.left[-6:]) else "subgroup"


def _described(case: Case) -> str:
    """What became of them; "HIV RNA was below 50 copies in 67" is no group of people but an outcome."""
    hit = case.predicate.hit
    if hit is not None and hit.role == "subgroup" and case.predicate.where == "before":
        of_things = case.clause.scan.startswith(("was", "were", "continued"), hit.start)
        return (
            "event" if of_things and not ends_in_people(case.clause.scan[case.clause.start : hit.start]) else "subgroup"
        )
    if hit is not None and hit.role == "subgroup" and case.partial and _is_above_later(case, hit.start):
        return "event"
    return "total" if _is_all_there_was(case) else case.cue


def _is_fewer(case: Case) -> bool:
    """Whether more people were counted before or beside a count."""
    return case.count.value < max([case.largest, *[count.value for count in case.counts]])


def _is_above_later(case: Case, at: int) -> bool:
    """ "39 of 43 were above 200 cells by week 48": what they came to."""
    stands = ABOVE.match(case.clause.scan, at, case.clause.end) is not None
    return stands and REACHED.search(case.clause.open, case.count.end - case.clause.start) is not None


def _is_all_there_was(case: Case) -> bool:
    """ "From 2010 to 2012, 180 patients presented to our clinic": in the methods, no outcome of any larger number."""
    if case.cue != "event" or case.partial or case.clause.sentence.section not in {"title", "objective", "methods"}:
        return False
    return case.count.value > max([case.largest, *[count.value for count in case.counts if count is not case.count]])


DECISIONS: tuple[tuple[str, Callable[[Case], str]], ...] = (
    ("share_of_sexes", strata.share_of_sexes),
    ("named_enrolled", wording.named_enrolled),
    ("definite_group", grouping.definite_group),
    ("of_those", of_those),
    ("tagged", grouping.tagged),
    ("fate", fate),
    ("measured", wording.measured),
    ("part_of", wording.part_of),
    ("group", grouping.in_one_group),
    ("dealt_out", grouping.dealt_out),
    ("sex", wording.by_sex),
    ("healthy", strata.beside_healthy),
    ("who_are", strata.who_are),
    ("followed_up", strata.followed_up),
    ("trait", trait),
    ("characteristic", _characteristic),
    ("in_those", wording.in_those),
    ("definite", wording.definite),
    ("any_of", wording.any_of),
    ("cited", wording.cited),
    ("rest", wording.rest),
    ("total_of", wording.total_of),
    ("assigned", _assigned),
    ("qualified", wording.qualified),
    ("some_of", _some_of),
    ("enrolled", _enrolled),
    ("received", received),
    ("all_of", wording.all_of),
    ("partitive", wording.partitive),
    ("aside", _aside),
    ("described", _described),
)


def decide(case: Case) -> Role:
    """The role of a count outside brackets."""
    for name, decision in _open_to(case.cue, lead_of(case.left), partial=case.partial):
        if role := decision(case):
            return Role(role, name)
    return Role(by_itself(case), "by_itself")


@cache
def _open_to(cue: str, lead: str, *, partial: bool) -> tuple[tuple[str, Callable[[Case], str]], ...]:
    """The rows that can settle a count with such a predicate and such a word before it, in order."""
    return tuple((name, decision) for name, decision in DECISIONS if is_open(name, cue, lead, partial=partial))
