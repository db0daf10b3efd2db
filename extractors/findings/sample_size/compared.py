"""Counts set against one another: "(3 vs 9)", "(n = 14 vs 15)", "more women on A (n = 9) than on B"."""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import CARRIED, Role
from extractors.findings.sample_size.counts import Clause, Count

MORE = re.compile(
    r"\b(?:[Mm]ore|[Ff]ewer|(?:number|proportion|percentage)\sof)\s"
    r"(?:patients|subjects|participants|women|men|children|infants|people|adults|individuals)\b"
)
SET_AGAINST = re.compile(r"\s(?:compared\s(?:to|with)|versus|vs)\b[^;.]{1,80}\(n\s?=")
""" "improved in the singers (n = 18) compared to the controls (n = 17)"."""
SIZES_COMPARED = re.compile(r"[(\[][nN]\s?=\s?\d{1,6}\s(?:vs\.?|versus)\s\d{1,6}[)\]]")
VALUE_COMPARED = re.compile(
    r"[,;:]\s[^()]{0,40}\d\s(?:\([^()]{1,20}\)\s)?(?:vs\.?|versus|compared\swith|v\.?)\s", re.IGNORECASE
)
COMPARED = re.compile(r"\d\s(?:vs\.?|versus|compared\swith|v\.?)\s", re.IGNORECASE)

PEOPLE_COMPARED = re.compile(r"\s(?:vs\.?|versus|compared\swith)\s\d{1,5}\s?[;,)]")
""" "(72 children vs 48; P = .01)"."""
TREATED_WITH = re.compile(r"\s(?:with|on|given|receiving|taking|got|treated\swith)\s(?!a\s|an\s|the\s)[\w-]{3,}")
VERSUS = re.compile(r"\s(?:vs\.?|versus|against|compared\s(?:with|to))\s\Z")


def compared(clause: Clause, count: Count, bracket: tuple[int, int]) -> Role | None:
    """The role of a count that its bracket sets against another: two sizes, else two outcomes; or None."""
    if SIZES_COMPARED.fullmatch(clause.scan, *bracket):
        return Role("subgroup", "compared")
    return Role("event", "compared") if _is_compared(clause, count, bracket) else None


def _is_compared(clause: Clause, count: Count, bracket: tuple[int, int]) -> bool:
    """Whether the bracket compares the count itself ("(3 vs 9)", not "(n = 37, 59.1 vs 61.2 points)")."""
    if count.shape == "n" and VALUE_COMPARED.search(clause.scan, count.end, bracket[1]):
        return False
    if COMPARED.search(clause.scan, bracket[0], bracket[1]):
        return True
    if not PEOPLE_COMPARED.match(clause.scan, count.end, bracket[1]):
        return False
    return not any(hit.role in CARRIED and not hit.attributive for hit in clause.cues(clause.start, bracket[0]))


def is_more(clause: Clause, counts: tuple[Count, ...], bracket: tuple[int, int]) -> bool:
    """Whether a comparison counts those it happened to ("more women on A (n = 9) than on B (n = 3) fainted")."""
    if " than " not in clause.open or len(counts) != 2:
        return False
    more = MORE.search(clause.open)
    if more is None or more.start() + clause.start > bracket[0]:
        return False
    return not any(hit.role == "assigned" for hit in clause.cues(clause.start, clause.end))


def as_sides(clause: Clause, counts: tuple[Count, ...], roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles, with two wholes set against each other read as groups ("15 men with zinc versus 14 with placebo")."""
    plain = [place for place, role in enumerate(roles) if role.role == "total" and counts[place].shape != "n"]
    if len(plain) != 2 or not all(TREATED_WITH.match(clause.scan, counts[place].end) for place in plain):
        return roles
    if not VERSUS.search(clause.scan, counts[plain[0]].end, counts[plain[1]].start):
        return roles
    return tuple(Role("arm", "against") if place in plain else role for place, role in enumerate(roles))
