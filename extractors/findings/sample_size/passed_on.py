"""Roles that pass from one count on to the next: of those left over, of some of those whom something befell."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import Role
from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.lefts import LEFT_OVER

CAUSE_BEHIND = re.compile(
    r"(?:\sof\s(?:them|these|those|whom))?\s(?:for|from|because|due|owing|during|within|after|before|in\sthe\sfirst|by\s(?:week|day|month))\s"
    r"(?:(?!\s(?:was|were|had|did|have|\w+ed)\b)[^,;.]){1,80}[,;.]"
)
WENT_ON = re.compile(r"\s(?:switched|started|began|went\son|continued|were\s(?:switched|treated|started|dosed))\b")


def passed_on(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role]) -> Role | None:
    """The role of a count that follows from those before it, or None."""
    if _is_left_over(clause, counts, place, done):
        return Role("analysed", "left_over")
    if not done:
        return None
    if _is_aside_of_told(clause, counts, place, done):
        return Role(done[-1].role, "whom")
    return Role("total", "of_screened") if _is_of_screened(clause, counts, place, done) else None


def _is_left_over(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role]) -> bool:
    """ "Three never began, leaving 12 in the zinc group and 13 in the iron group": all of these were analysed."""
    start = counts[place].start
    if done and done[-1].why == "left_over":
        return clause.scan[counts[place - 1].end : start].rstrip().endswith((" and", ","))
    if "eaving" not in clause.scan[max(clause.start, start - 14) : start] or not LEFT_OVER.search(
        clause.scan, max(clause.start, start - 14), start
    ):
        return False
    return any(hit.role == "withdrawn" for hit in clause.cues(clause.start, start))


def _is_aside_of_told(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role]) -> bool:
    """ "Six stopped, two of them for rash", "57 died, 23 of them from cancer": some of those whom it befell."""
    count = counts[place]
    if count.shape != "whom" or done[-1].role not in {"withdrawn", "event"}:
        return False
    return CAUSE_BEHIND.match(clause.scan, count.end, clause.end) is not None


def _is_of_screened(clause: Clause, counts: tuple[Count, ...], place: int, done: list[Role]) -> bool:
    """ "81 patients screened, 64 switched", where no group is known: all that took part."""
    if done[-1].role != "screened" or counts[place].of is not None or clause.text.arms.order:
        return False
    return WENT_ON.match(clause.scan, counts[place].end, clause.end) is not None
