"""The group that a bracket names: behind a size in its own, or in the one right behind people."""

from __future__ import annotations

import re

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.label_names import checked

BEHIND_SIZE = re.compile(r"[,;]\s(?:the\s)?(?P<name>[^\W\d][^(),;=]{1,40}?)[\s-](?:group|arm|cohort)\s?[;)\]]")
""" "(n = 214, low-dose group)"."""
ASIDE = re.compile(
    r"\s\((?:[^(),;]{1,30}[,;]\s)?(?:the\s)?(?P<name>(?!both\b|each\b|per\b|in\b|of\b)[^\W\d](?:(?!\s(?:per|each|both)\s)[^(),;]){1,40}?)\s(?:group|arm)\)"
)
""" "one patient (aged 40, zinc arm)"."""


def in_own_bracket(clause: Clause, count: Count) -> str | None:
    """The group named behind a size in its bracket, or at the end of the bracket right behind people."""
    if not clause.scan.startswith((",", ";") if count.shape == "n" else " (", count.end):
        return None
    if count.shape == "n":
        match = BEHIND_SIZE.match(clause.scan, count.end, clause.end)
    else:
        match = ASIDE.match(clause.scan, count.end, clause.end) if count.noun else None
    return checked(clause.text.text[match.start("name") : match.end("name")]) if match else None
