"""What stands right before a number and labels it: a short name and "=", or a list of numbered groups."""

from __future__ import annotations

import re

from extractors.findings.sample_size import lefts
from extractors.findings.sample_size.counts import Clause

OWN_SHARE = re.compile(r"\s?[(\[]\d{1,3}(?:\.\d{1,2})?\s?%[)\]]")
""" "0 (0%) in group 1 and 6 (10.2%) in group 2": no list of groups."""
MANY = 100
MORE_THAN = ("ore than ", "ver ")
""" "More than 5,000 people": a rounded count, where a noun says of whom."""
SHORT_NAME = re.compile(r"(?<=[(\[;,\s])[A-Z][\w/+-]{1,11}\s?=\s?\Z")


def is_label(scan: str, left: str, end: int, value: int) -> bool | None:
    """Whether what stands before a number makes it a label (see lefts.is_label); not where it has its own share."""
    label = lefts.is_label(left, value)
    if label and value >= MANY and left.endswith(MORE_THAN):
        return None
    return False if label and left.endswith((" and ", ", ")) and OWN_SHARE.match(scan, end) else label


def arm_before(clause: Clause, left: str, start: int) -> re.Match[str] | None:
    """The short name of a known group before an "=" in a bracket: "(ART = 9; HIFT = 8)"."""
    match = SHORT_NAME.search(left) if left.endswith(("= ", "=")) else None
    if match is None:
        return None
    at = start - len(left) + match.start()
    return match if clause.text.arms.mentions_between(at, at + 1) else None
