"""Groups named by a number or a letter ("group 2"), whose numbers are no CD4 values."""

from __future__ import annotations

import re
from decimal import Decimal

GROUP_BY_NUMBER = re.compile(r"\b(?:in|for)\s(?:the\s)?(?:group|arm|cohort)\s(?:\d|[IV]{1,3}|[A-Z])\b", re.IGNORECASE)
NAME_OF_GROUP = re.compile(r"\b(?:group|arm|cohort)\s$", re.IGNORECASE)


def names_group(scan: str, start: int, value: Decimal) -> bool:
    """Whether a small number is a group's name."""
    return abs(value) < 10 and NAME_OF_GROUP.search(scan, max(0, start - 8), start) is not None
