"""Amounts that are doses because the amount before them is one: in a list, later in time, or compared with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.naming import LEFT_KNOWN, Named
from extractors.findings.dose.page import Page
from extractors.findings.dose.strengths import is_combined

CHAINED = re.compile(
    r"""
    (?: \s? [(\[] [^()\[\]]{0,40} [)\]] | [\s-](?:doses?|injections?|infusions?|tablets?|capsules?|bolus)(?=\s) )?
    (?: \s?/\s? | -? ,? \s? (?: (?:or|and|versus|vs[.]?|to) \s (?:with\s)? (?:either\s|a\s|the\s)?
        (?:single\s)? (?:fixed\s)? )? | \s?-\s? )
    """,
    re.VERBOSE,
)
GOES_ON = re.compile(
    r"[^.;]{0,80}\b(?:then|followed\sby|thereafter|subsequently)\s(?:(?:with|by|at|to|an?|the|further|maintenance"
    r"|continuous|infusion|infusions|dose|doses|of|oral|intravenous|reduced|increased)\s){0,5}"
)
"""Between an amount and the one that follows it in time: "800 mg/day for 2 weeks, then 400 mg/day"."""
COMPARED = re.compile(
    r"[^;:()]{0,60}\b(?:than|compared\s(?:with|to)|versus|vs[.]?|(?:superior|inferior)\sto),?\s(?:the\s|an?\s)?"
)
LIMITED = re.compile(
    r"[^;:()]{0,50}\b(?:at\smost|up\sto|maximum(?:\sdose)?(?:\sof)?|not\sexceed(?:ing)?|no\smore\sthan"
    r"|target(?:\sdose)?\sof|starting\sat)\s(?:an?\s)?"
)
AND_MORE = re.compile(r"[^;:()\d]{0,40}\b(?:and|or|then)\s(?:(?!with\b)[a-z-]{2,10}\s){0,3}")
NO_MORE = re.compile(
    r"\b(?:levels?|concentrations?|excret\w*|loss|lost|urin\w+|intakes?|serum|plasma|differ\w*|clearance|weigh\w*|rose|fell"
    r"|rise|fall|placebo|changed?|consum\w+|requir\w+|reduc\w+|protein|by)\b",
    re.IGNORECASE,
)
"""Between two amounts: that the second may be something else."""
GIVEN_BY = frozenset({"mg", "ug", "IU", "L"})
"""Units of which "X 100,000 IU … and the older ones 200,000 IU" are two doses."""
MOST_BETWEEN, MOST_OF_STRENGTH = 80, 10


def is_chained(gap: str) -> bool:
    """Whether nothing but what joins a list stands between two amounts."""
    return gap != " " and CHAINED.fullmatch(gap) is not None


def beside_doses(page: Page, every: Sequence[tuple[Amount, Named | None]], doses: Sequence[bool]) -> Sequence[bool]:
    """Which amounts are doses, with those that the one before makes doses: "a dose of 5 mg, 10 mg, or 20 mg"."""
    if all(doses) or not any(doses):
        return doses
    found = [*doses]
    for at, ((one, _), (other, _)) in enumerate(pairwise(every)):
        if found[at] and not found[at + 1] and one.unit.name == other.unit.name and not other.spread:
            gap = page.scan[one.at.end : other.at.start]
            found[at + 1] = is_combined(page.scan, *other.at) if other.unit.name == "%" else _goes_on(gap, one, other)
    return _with_strengths(page, every, found)


def _goes_on(gap: str, one: Amount, other: Amount) -> bool:
    """Whether what stands between a dose and a later amount of its unit makes that one, too."""
    if is_chained(gap) or GOES_ON.fullmatch(gap) or LIMITED.fullmatch(gap):
        return True
    if one.unit.per != other.unit.per or len(gap) > MOST_BETWEEN or NO_MORE.search(gap):
        return False
    if COMPARED.fullmatch(gap):
        return True
    return one.unit.name in GIVEN_BY and AND_MORE.fullmatch(gap) is not None


def _with_strengths(page: Page, every: Sequence[tuple[Amount, Named | None]], found: list[bool]) -> list[bool]:
    """With the strengths right behind a known drug, where another such is one: "X 1.5% versus Y 5% or Z 0.9%"."""
    beside = [_is_strength_of_drug(*pair) for pair in every]
    if any(one and dose for one, dose in zip(beside, found, strict=True)):
        return [one or dose for one, dose in zip(beside, found, strict=True)]
    return found


def _is_strength_of_drug(amount: Amount, named: Named | None) -> bool:
    """Whether a small percentage stands right behind the name of a known drug."""
    if named is None or amount.unit.name != "%" or amount.value is None or amount.value > MOST_OF_STRENGTH:
        return False
    return named.known and named.score == LEFT_KNOWN and named.at.end == amount.at.start - 1
