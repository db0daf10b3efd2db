"""The bare number that a row of counts begins with: "297 control and 310 active patients"."""

from __future__ import annotations

import re
from decimal import Decimal
from operator import attrgetter

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.people import counts_others
from extractors.findings.sample_size.things import leads_to_others

JOINED = re.compile(
    r"(?:\s[^\W\d][\w+/-]{0,30}){0,3}(?:\s\((?P<share>\d{1,3}(?:\.\d{1,2})?)\s?%\))?,?\s(?:and|versus|vs\.?)\s(?:the\s)?"
)
BY_GROUPS = re.compile(r"(?:\s[^\W\d][\w+/-]{0,30}){1,2}\s[Gg]roup\sand\s")
""" "17 control group and 22 active group participants"."""
READING = re.compile(
    r"\b(?:was|is|than|averaged|reached|median|mean|counts?|scores?|levels?|rate|age)\s(?:of\s|only\s)?\Z"
)
""" "The median count was 465, and 849 participants …": a value read out is the first of no list."""
OPENS = re.compile(r"(?:\b(?:in|from|for|by|among|of|to|included|comprised)|,)\s\Z|[(\[]\Z")
AGAINST = frozenset({" vs ", " vs. ", " versus "})
SHARED = 2
"""Numerals from the first of a row to the next, its percentage between them."""
LISTED = frozenset({"noun", "of", "list", "verb"})


def opens_list(clause: Clause, index: int, counts: list[Count]) -> bool:
    """Whether a bare number is joined to the count behind it ("297 control and 310 active patients")."""
    end = clause.text.numerals[index].end
    behind = [count for count in counts if 0 < count.numeral - index <= SHARED and count.shape in LISTED]
    behind.sort(key=attrgetter("numeral"))
    start = clause.text.numerals[index].start
    if (
        not behind
        or (counts_others(clause.scan, end, clause.end) and not BY_GROUPS.match(clause.scan, end))
        or READING.search(clause.scan, max(clause.start, start - 24), start)
        or (clause.scan.startswith(", and ", end) and clause.scan.endswith(" at ", 0, start))
    ):
        return False
    if leads_to_others(clause.scan, end, clause.end):
        return False
    if behind[0].shape == "verb":
        return clause.scan[end : behind[0].start] == " and " and "respectively" in clause.open
    if behind[0].shape == "list":
        between = clause.scan[end : behind[0].start]
        led = OPENS.search(clause.scan, max(clause.start, start - 16), start) is not None
        return between in AGAINST or (led and between == ", ")
    return JOINED.fullmatch(clause.scan[end : behind[0].start]) is not None


def with_share(clause: Clause, count: Count, counts: list[Count]) -> Count:
    """The first of a row with the percentage behind its name ("33 zinc (10%) and 41 sham (13%) patients")."""
    following = next((other for other in counts if other.numeral > count.numeral), None)
    joined = JOINED.fullmatch(clause.scan[count.end : following.start]) if following else None
    return count._replace(percent=Decimal(joined["share"])) if joined and joined["share"] else count
