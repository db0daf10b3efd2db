"""One group under two names: "zinc (group A)", "usual care (UC)", "Group B (placebo)" each name the same people twice.

A bracket that begins with the second name right behind the first tells it. Names are told by `key_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from extractors.links.arm_names import Named, is_control_name
from extractors.links.arm_order import key_of

OPENS = re.compile(r"(?:\s(?:group|arm|therapy|treatment))?\s?[(\[]", re.IGNORECASE)
LABEL = re.compile(r"(?:group|arm|cohort)\s\w{1,3}", re.IGNORECASE)
SHORT = re.compile(r"[A-Z][\w/+-]{0,9}")
NOUNS = (" group", " arm")
ENDS = (")", "]", ";", ",", ":", *NOUNS)
PARTS = frozenset(
    "intervention experimental treatment treated control controls study case cases test active reference".split()
)
"""What a group is to the trial: names that need no noun to be a second name."""


def aliases_of(scan: str, names: Iterable[Named]) -> dict[frozenset[str], frozenset[str]]:
    """For each name that only repeats another one: the name that it stands for."""
    stands_for: dict[frozenset[str], frozenset[str]] = {}
    for one, other in pairwise(names):
        if not _is_repeated(scan, one, other):
            continue
        first, second = key_of(one.name), key_of(other.name)
        first = stands_for.get(first, first)
        if first != second and second not in stands_for and second not in stands_for.values():
            stands_for[second] = first
    return stands_for


def _is_repeated(scan: str, one: Named, other: Named) -> bool:
    """Whether a bracket right behind a name opens with another one for the same group."""
    if OPENS.fullmatch(scan, one.at.end, other.at.start) is None or not scan.startswith(ENDS, other.at.end):
        return False
    if LABEL.fullmatch(one.name):
        return True
    if is_control_name(one.name) < is_control_name(other.name) and "placebo" in other.name.casefold():
        return False
    as_noun = LABEL.fullmatch(other.name) is not None or scan.startswith(NOUNS, other.at.end)
    return as_noun or other.name.casefold() in PARTS or SHORT.fullmatch(other.name) is not None
