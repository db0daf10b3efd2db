"""What goes on for more than a word inside a noun phrase of people: an age, the name of a society or a country."""

from __future__ import annotations

import re

AGES = re.compile(r"\s(?:aged\s)?\d{1,3}(?:-|\sto\s|-\sto\s)?(?:\d{1,3})?[\s-](?:years?|months?)[\s-]old(?=\s)")
"""Of those who are counted ("90 ASA I-II, 18-60 year old patients")."""
PROPER_OF = re.compile(r"\sof\s[A-Z][\w-]{2,30}")
""" "40 American Society of Anesthesiologists grade I patients": a name of its own before the noun."""


def past_asides(scan: str, word: re.Match[str], end: int) -> int:
    """Where the noun phrase goes on behind a word: past its comma, an age, and the "of" of a name."""
    start = word.end()
    following = scan[start : start + 4]
    if following[:1] == "," or following[1:2].isdigit():
        start += following[:1] == ","
        aged = AGES.match(scan, start, end)
        return aged.end() if aged else start
    if following == " of " and word["word"][0].isupper() and (name := PROPER_OF.match(scan, start, end)):
        return name.end()
    return start
