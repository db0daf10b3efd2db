"""What a numeral is by its neighbour in a list whose items have brackets: "at 3 (P = 0.09) and 6 months"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.accounting.behind import name_behind
from extractors.accounting.nouns import counts_things
from extractors.links.annotated import AnnotatedText

HANDED_ON = frozenset({"time", "enumerator", "grade", "name", "age", "score"})
"""What a numeral may be by its neighbour past a bracket; a count there may be one of people."""
JOINED = re.compile(r"\s?[,;]?\s?(?:and|or|to|vs\.?|versus|&)?\s?(?:at\s)?")
JOINED_BEFORE = re.compile(r"([)\]])\s?[,;]?\s?(?:and|or|to|vs\.?|versus|&)?\s?(?:at\s)?$")
OPENING, CLOSING = "([", ")]"
LONGEST = 240
"""Characters of a bracket."""
MOST_ITEMS = 6


def named_past_bracket(text: AnnotatedText, index: int, names: Mapping[int, str]) -> str:
    """The name of the list's neighbour before or behind, or of the unit behind the bracket; "" for none."""
    return _before(text, index, names) or _behind(text, index, names, MOST_ITEMS)


def _before(text: AnnotatedText, index: int, names: Mapping[int, str]) -> str:
    scan, start = text.scan, text.numerals[index].start
    joined = JOINED_BEFORE.search(scan, max(0, start - 14), start)
    if joined is None or index == 0:
        return ""
    opening = _opening_of(scan, joined.start(1))
    while opening > 0 and scan[opening - 1] == " ":
        opening -= 1
    before = text.numeral_over(opening - 1) if opening > 0 else None
    if before is None or text.numerals[before].form == "name":
        return ""
    return _handed_on(names.get(before, ""))


def _behind(text: AnnotatedText, index: int, names: Mapping[int, str], items: int) -> str:
    scan, end = text.scan, text.numerals[index].end
    at = end + 1 if scan.startswith(" ", end) else end
    if scan[at : at + 1] not in ("(", "["):
        return ""
    closing = _closing_of(scan, at)
    if closing < 0 or not items:
        return ""
    if name_behind(scan, closing + 1) == "time":
        return "time"
    if text.numerals[index].is_whole and counts_things(scan, closing + 1):
        return "count"
    joined = JOINED.match(scan, closing + 1)
    following = text.numeral_from(joined.end()) if joined else None
    if following is None or text.numerals[following].form == "name":
        return ""
    return _handed_on(names.get(following, "")) or _behind(text, following, names, items - 1)


def _handed_on(name: str) -> str:
    return name if name in HANDED_ON else ""


def _closing_of(scan: str, opening: int) -> int:
    """Where the bracket that opens at a place closes; -1 where it does not."""
    depth = 0
    for at in range(opening, min(len(scan), opening + LONGEST)):
        depth += (scan[at] in OPENING) - (scan[at] in CLOSING)
        if not depth:
            return at
    return -1


def _opening_of(scan: str, closing: int) -> int:
    """Where the bracket that closes at a place opens; -1 where it does not."""
    depth = 0
    for at in range(closing, max(-1, closing - LONGEST), -1):
        depth += (scan[at] in CLOSING) - (scan[at] in OPENING)
        if not depth:
            return at
    return -1
