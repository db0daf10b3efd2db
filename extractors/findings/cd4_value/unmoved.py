"""Levels of what is said not to have changed: "unchanged in both groups: final means, 41 and 40"."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.measures import Measure

NOT_MOVED = re.compile(r"\b(?:not|no|nothing|little|without|barely|hardly)\s(?:\w+\s){0,2}$", re.IGNORECASE)
GIVEN_NEXT = re.compile(r":[^.;\d]*\b(?:means?|medians?|averages?|counts?|values?|levels?)\b")
"""Behind what did not change: that its values come next, "unchanged in both groups: final means, …"."""


def is_unchanged(measure: Measure, window: str, moved: re.Match[str]) -> bool:
    """Whether a measure is the level of what is said not to have changed."""
    if moved.lastgroup != "change" or NOT_MOVED.search(window, 0, moved.start()) is None:
        return False
    return (window[-1:] == "(" and abs(measure.value) >= 100) or GIVEN_NEXT.search(window, moved.end()) is not None
