"""Groups tagged in brackets behind what they got, one of them called a group: "zinc (Z arm) vs none (control)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_names import Named
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

ENDS = ("arm)", "group)")
SECOND = re.compile(
    r"(?:arm|group)\)(?:,?\s(?:vs\.?|versus|or|and|compared\s(?:with|to)))\s[^();.:\d]{2,60}\s\((?P<name>[A-Za-z][\w+/-]{1,19})\)"
)


def in_tags(page: Page) -> Iterator[Named]:
    """The second tag of such a pair."""
    if not any(end in page.lowered for end in ENDS):
        return
    for match in SECOND.finditer(page.scan):
        at = CleanSpan(*match.span("name"))
        if page.sentence_number(at.start) >= 0:
            yield Named(match["name"], at, True)
