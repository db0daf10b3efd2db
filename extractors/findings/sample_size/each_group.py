"""The role of a count that is said of each group: "40 patients in each arm", "four groups of 40 patients"."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, TOLD, Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.predicates import predicate_of

TOLD_OF_EACH = re.compile(
    r"\s(?:in|from|of)\s(?:each|both|either)\s(?:\w+\s)?(?:group|arm)s?\s(?:(?:was|were|had|have)\s)?(?:\w+ly\s)?\Z"
)
WHO_COMPLETED = re.compile(r"[^,;.]{4,48}\s(?:who|that)\s(?:had\s)?completed\b")
EACH_IN = re.compile(r"\seach\s(?:in|on|from)\b")
""" "One patient each in A and B relapsed": as many in each group, and what befell them."""
ARMS_OF = re.compile(r"\b(?:two|three|four|five|six|\d)\s(?:[\w-]{1,20}\s)?arms\s(?:of|with)\s\Z")
FEW = 10


def of_each(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role]) -> Role:
    """The role of a count that is said of each group."""
    hit = predicate_of(clause, counts, place).hit
    if hit is not None and hit.role == "planned":
        return Role("planned", "each")
    if WHO_COMPLETED.match(clause.scan, counts[place].end, clause.end):
        return Role("completed", "each")
    if (
        hit is not None
        and (hit.role in CARRIED or (hit.role == "event" and counts[place].value < FEW))
        and not hit.leads
        and TOLD_OF_EACH.match(clause.scan, counts[place].end, hit.start)
    ):
        return Role(hit.role, "each")
    few = counts[place].value < FEW and clause.scan.endswith("in ", clause.start, counts[place].start)
    if few and hit is not None and hit.role == "event" and hit.end < counts[place].start:
        return Role("event", "each")  # "bleeding occurred in one patient in each group"
    if hit is not None and hit.role in TOLD and EACH_IN.match(clause.scan, counts[place].end, clause.end):
        return Role(hit.role, "each")
    aside = clause.bracket_of(counts[place].start) is not None
    return done[-1] if done and done[-1].role in (TOLD if aside else CARRIED) else Role("arm", "each")


def is_of_groups(clause: Clause, count: Count) -> bool:
    """ "four groups of 40 patients", "two arms with 40 patients"; people have arms of another kind, too."""
    scan, at = clause.scan, max(clause.start, count.start - 40)
    if scan.endswith(("groups of ", "groups with "), at, count.start):
        return True
    said = scan.endswith(("arms of ", "arms with "), at, count.start)
    return said and ARMS_OF.search(scan, at, count.start) is not None
