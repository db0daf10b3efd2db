"""Two numerals that are the ends of one band: "200-350", "between 200 and 350", "between 350 and 200"."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.bounds import UPPER, bound_before, joins_upper
from extractors.links.annotated import AnnotatedText
from extractors.numerals import Numeral

RANGE_TO = re.compile(r"\s?-\s?|\s(?:to|through)\s", re.IGNORECASE)
BETWEEN_AND = re.compile(r"\s(?:and|to)\s|\s?-\s?", re.IGNORECASE)
BETWEEN = re.compile(
    r"\b(?P<word>between|from)\s(?:(?:an?|the|about|approximately|around|nearly|mean|median|average|of|level|value"
    r"|baseline|some|only|just|roughly)\s){0,4}$",
    re.IGNORECASE,
)
OF_A_LEVEL = re.compile(
    r"(?:counts?|cells?|lymphocytes|levels?|values?|percentages?|CD4\S{0,2})"
    r"(?:\s(?:ranging|ranged|extending))?\sfrom\s$",
    re.IGNORECASE,
)
ROUND = 50
"""What limits of CD4 are multiples of."""
LONGEST_LINK = 48
"""Characters between the two numbers of a band, at most."""
MOVED = re.compile(
    r"\b(?:ris|rose|increas|fall|fell|declin|decreas|drop|chang|gain|los[st]|improv|recover|reduc|went|grow|shift"
    r"|slid|climb)",
    re.IGNORECASE,
)


def band_partner(text: AnnotatedText, index: int, stop: int, start: int) -> int | None:
    """The numeral that closes a band which this one opens: "200-350", "between 200 and 350", "200 to 350"."""
    if index + 1 >= len(text.numerals):
        return None
    one, other = text.numeral(index), text.numeral(index + 1)
    if other.start - stop > LONGEST_LINK or other.form == "name" or one.start == start:
        return None
    if abs(other.value) <= abs(one.value) and not _is_downward(text.scan, one, other, start):
        return None
    between = text.scan[stop : other.start]
    if not (BETWEEN_AND.fullmatch(between) or RANGE_TO.fullmatch(between) or UPPER.fullmatch(between)):
        return None
    before = BETWEEN.search(text.scan, max(start, one.start - 50), one.start)
    if before and before["word"].lower() == "between":
        return index + 1 if BETWEEN_AND.fullmatch(between) else None
    if before and not _is_of_a_level(text.scan, start, one.start):
        return None
    if RANGE_TO.fullmatch(between):
        return index + 1
    bound, _ = bound_before(text.scan, one.start, start)
    return index + 1 if joins_upper(between, bound) else None


def _is_downward(scan: str, one: Numeral, other: Numeral, start: int) -> bool:
    """Whether a band is told from its top: "between 350 and 200"."""
    if other.value < ROUND or one.value % ROUND or other.value % ROUND:
        return False
    return scan[one.end : other.start] == " and " and scan.endswith("between ", start, one.start)


def _is_of_a_level(scan: str, start: int, at: int) -> bool:
    """Whether "from" opens a band and no move: "CD4 counts from 200 to 350"."""
    head = scan[max(start, at - 110) : at]
    return OF_A_LEVEL.search(head) is not None and MOVED.search(head) is None
