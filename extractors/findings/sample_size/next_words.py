"""The one or two words right behind a number, by which most numbers show at once what they count.

Few words stand behind most numbers; so what stands up to the next space is read once for each run of letters.
"""

from __future__ import annotations

import re

from extractors.kept import Kept

NEXT = re.compile(r"[\s-]{1,2}(?P<one>[A-Za-zμ][\w'-]*)(?:[\s-](?P<two>[A-Za-z][\w'-]*))?")
BEFORE_WORD = (" ", "-")
LONGEST_RUN = 48


def first_word(scan: str, start: int, end: int) -> str:
    """The word behind a space or hyphen at `start`, in lower case; "" where none is."""
    if scan.startswith(" ", start):
        stop = scan.find(" ", start + 1, end)
        if start + 2 < stop < start + LONGEST_RUN:
            return FIRST[scan[start + 1 : stop]]
    match = NEXT.match(scan, start, end) if scan.startswith(BEFORE_WORD, start) else None
    return match[1].lower() if match else ""


def first_two(scan: str, start: int, end: int) -> str:
    """The two words behind a space or hyphen at `start`, in lower case, with a space between; "" where none are."""
    match = NEXT.match(scan, start, end) if scan.startswith(BEFORE_WORD, start) else None
    return f"{match[1]} {match[2]}".lower() if match and match[2] else ""


def _first_of(run: str) -> str:
    match = NEXT.match(f" {run}")
    return match[1].lower() if match else ""


FIRST = Kept(_first_of)
