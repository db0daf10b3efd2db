"""What looks like a time point and is none: an age, a treatment called \"interruption\"."""

from __future__ import annotations

import re

OF_AN_AGE = re.compile(
    r"\bage[ds]?(?:\s(?:of|was|between|from|over|under|above|below|and|to|or|more|less|than|at|least"
    r"|\d{1,3}(?:\.\d)?|days?|weeks?|months?|years?|[<>≥≤=]{1,2}))*\s?[<>≥≤=]{0,2}\s?(?:\d{1,2}\s?-\s?)?$"
)
"""Before a span that is an age: "aged ≥18 years on ART", "aged 2 months to 12 years"."""
AS_AN_AGE = re.compile(r"\s(?:of\sage|old)\b")
LINKS_OF_AGES = ("to", "from", "between", "of", "over", "beyond")
ALLOCATED_TO = re.compile(r"\b(?:random|assign|alloc)[^.;]{0,90}$")
"""Before "to interruption", which is then a group's treatment and no time."""


def is_time(match: re.Match[str], small: str) -> bool:
    """Whether a candidate is a point in time and no age, and no treatment that people are allocated to."""
    start = match.start()
    head = small[max(0, start - 100) : start]
    if match["event"]:
        return not (match[0].startswith("to ") and ALLOCATED_TO.search(head))
    if not match["amounts"]:
        return True
    if AS_AN_AGE.match(small, match.end()):
        return False
    if "age" not in head[-40:]:
        return True
    led = match["duration"] is None or match["duration"] in LINKS_OF_AGES
    return not (led and OF_AN_AGE.search(head[-60:]))
