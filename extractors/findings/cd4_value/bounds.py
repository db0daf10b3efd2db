"""Bounds printed with a number: "<200", "fewer than 500", "at least 25%", "350 cells/mm3 or lower"."""

from __future__ import annotations

import re
from collections.abc import Mapping

LESS, MORE = r"(?:less|fewer|lower)", r"(?:more|greater|higher)"
COMPARATORS: Mapping[str, str] = {
    "<=": rf"≤|<\s?=|=\s?<|<\sor\s=|{LESS}\sthan\sor\s=|at\smost|(?:no|not)\s{MORE}\sthan|up\sto"
    rf"|(?:a\s)?maximum\s(?:of\s)?|{LESS}\sthan\sor\sequal\sto|equal\sto\sor\s{LESS}\sthan|not\sexceeding|{LESS}\sor\sequal(?:\sto|\sthan)?",
    ">=": rf"≥|>\s?=|=\s?>|>\sor\s=|{MORE}\sthan\sor\s=|at\sleast|(?:no|not)\s{LESS}\sthan|(?:a\s)?minimum\s(?:of\s)?"
    rf"|{MORE}\sthan\sor\sequal\sto|equal\sto\sor\s{MORE}\sthan|{MORE}\sor\sequal(?:\sto|\sthan)?",
    "<": rf"<(?!\s?=)|{LESS}\sthan|(?:smaller|lesser)\sthan|below|under|beneath",
    ">": rf">(?!\s?=)|{MORE}\sthan|larger\sthan|above|over|exceeding|exceeded|exceeds?|in\sexcess\sof|superior\sto",
}
NAMES: Mapping[str, str] = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
BEFORE = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[,;:+/\w]))(?:"
    + "|".join(f"(?P<{NAMES[sign]}>{printed})" for sign, printed in COMPARATORS.items())
    + r")\s?(?:(?:an?|the|about|approximately|or\sequal\sto)\s)?$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s(?:or|and)\s(?:(?P<le>less|fewer|lower|below|under)|(?P<ge>more|greater|higher|above|over|upwards?))\b(?!\sthan)",
    re.IGNORECASE,
)


def bound_before(scan: str, at: int, start: int) -> tuple[str | None, int]:
    """The comparator printed before a number, and where the quote begins."""
    match = BEFORE.search(scan, max(start, at - 36), at)
    if match is None:
        return None, at
    sign = next(sign for sign, name in NAMES.items() if match[name])
    return sign, match.start()


def bound_after(scan: str, at: int, end: int) -> tuple[str | None, int]:
    """The comparator printed after a number or its unit, and where it ends."""
    match = AFTER.match(scan, at, end)
    if match is None:
        return None, at
    return ("<=" if match["le"] else ">="), match.end()
