"""Shares of wholes side by side: "39 of 43 and 37 of 45 were cured by week 8 (P = .4)" compares two groups."""

from __future__ import annotations

import re

from extractors.model import Sentence
from extractors.traced_text import CleanSpan

OF = " of "
WHOLE_ENDS = re.compile(r"\d\sof\s\d\Z")
TESTED_LATER = re.compile(r"\sof\s\d{1,6}\b[^.;()]{0,90}[(,;]\s?[Pp]\s?[=<>]")


def are_shares(scan: str, one: CleanSpan, two: CleanSpan, sentence: Sentence) -> bool:
    """Whether the whole of a share and the next share's number stand in a comparison that a P value ends."""
    if not (scan.startswith(OF, two.end) and WHOLE_ENDS.search(scan, sentence.start, one.start + 1)):
        return False
    return TESTED_LATER.match(scan, two.end, sentence.end) is not None
