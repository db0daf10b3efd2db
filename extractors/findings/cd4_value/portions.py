"""Numbers that are told as a part of a change, or as what comes or goes in each span."""

from __future__ import annotations

import re

OF_THE_GAIN = re.compile(
    r"\sof\s(?:the|this|that|their)\s(?:\w+\s)?(?:(?P<down>loss|fall|drop|decline|decrease)|gain|rise|increase|improvement)\b",
    re.IGNORECASE,
)
"""Behind a number: that it is a part of what came or went, "12 cells of the gain remained"."""
LESS_EACH = re.compile(r"\s(?P<word>less|fewer|lower|more)\s(?:per|each|every|a)\s(?:week|month|year)\b", re.IGNORECASE)
"""Behind a number: that so many went or came in each span, "about 5 cells less per month"."""


def part_or_rate(after: str) -> tuple[str, bool, str] | None:
    """(kind, goes down, rule) by the words behind a number: "12 cells of the gain", "5 cells less per month"."""
    if part := OF_THE_GAIN.match(after):
        return "change", part["down"] is not None, "change_part"
    if each := LESS_EACH.match(after):
        return "change", each["word"].lower() != "more", "slope"
    return None
