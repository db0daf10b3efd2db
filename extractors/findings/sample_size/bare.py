"""Which numbers stand bare: nothing beside them says that they count or measure something else.

What such a number counts, only the counts beside it can tell (see breakdown).
"""

from __future__ import annotations

import re

from extractors.findings.sample_size.counts import Clause
from extractors.findings.sample_size.lefts import measured_before
from extractors.findings.sample_size.people import PLACES, never_people
from extractors.findings.sample_size.verbs import is_plain_word

UNIT_AFTER = re.compile(
    r"\s?[%°$£€]|-\w|/(?!\s?[A-Za-z][\w+-]{0,20}\s\d)|\s?[-x×:]\s?\d|[.,]\d|\s?\+/-|\s?±|(?:st|nd|rd|th)\b|\)\s?[A-Z]"
)
"""A solidus may part two sizes: "T 32/P 16"."""
IN_NAME = re.compile(r"[A-Za-z]-\Z")
"""Before a number that is a part of a name: "the week-4 arm"."""
JOINED_BY = (" and ", " versus ", " vs")
GROUPS = re.compile(r"respectively|arm|group")
PLACES_BEFORE = re.compile(r"(?P<noun>[\w-]+)\s[(\[]$")
FEWEST = 10
DATED = re.compile(r"\b[A-Z][a-z]{2,8}\s(?:\d{1,2},?\s)?\Z")
LAST_ITEM = 6
ITEM = re.compile(r"\(\d\)\s[a-z]")
GROUP_NUMBER = re.compile(r"groups?\s\d\s?(?:,|and)", re.IGNORECASE)
""" "24 were in group 1 and 26 in group 2": groups are numbered below FEWEST."""


def may_be_dealt_out(clause: Clause, rest: list[int]) -> bool:
    """Whether two bare numbers without a count beside them can be groups: joined, where groups are named."""
    scan, numerals = clause.scan, clause.text.numerals
    for index in rest:
        if scan.startswith(JOINED_BY, numerals[index].end):
            return GROUPS.search(scan, clause.start, clause.end) is not None
    return False


def counts_places(clause: Clause, index: int) -> bool:
    """Whether a bracket divides something else than people ("four sites (1 in Peru, 3 in Kenya)")."""
    bracket = clause.bracket_of(clause.text.numerals[index].start)
    before = PLACES_BEFORE.search(clause.scan, max(clause.start, bracket[0] - 40), bracket[0] + 1) if bracket else None
    return before is not None and before["noun"].lower() in PLACES


def stands_bare(clause: Clause, index: int) -> bool:
    """Whether nothing beside a number says that it counts or measures something else."""
    numeral = clause.text.numerals[index]
    if IN_NAME.search(clause.scan, max(clause.start, numeral.start - 2), numeral.start):
        return False
    if clause.scan.startswith(")", numeral.end) and clause.bracket_of(numeral.start) is None:  # "Fig. | 4).", "1) …"
        return False
    if not is_plain_word(clause.scan, numeral.end) and UNIT_AFTER.match(clause.scan, numeral.end):
        return False
    if never_people(clause.scan, numeral.end, clause.end):
        return False
    left = clause.scan[max(clause.start, numeral.start - 32) : numeral.start]
    if numeral.value <= LAST_ITEM and left.endswith("(") and _numbers_item(clause, numeral.start, numeral.end):
        return False
    match = measured_before(left)
    if match is None or (numeral.form == "words" and match[0].endswith(", ")):
        return True
    return numeral.value >= FEWEST and GROUP_NUMBER.match(match[0]) is not None


def _numbers_item(clause: Clause, start: int, end: int) -> bool:
    """Whether a number alone in brackets numbers an item of a list ("(1) zinc, (2) iron and (3) both")."""
    if ITEM.match(clause.scan, start - 1) is None:
        return False
    value = int(clause.scan[start:end]) if clause.scan[start:end].isdecimal() else 0
    beside = (f"({value - 1}) ", f"({value + 1}) ")
    return value > 0 and any(clause.scan.find(item, clause.start, clause.end) >= 0 for item in beside)


def is_of_date(clause: Clause, start: int) -> bool:
    """Whether a number ends a date ("from January 4, 2014 to March 2015")."""
    return DATED.search(clause.scan, max(clause.start, start - 16), start) is not None
