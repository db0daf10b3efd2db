"""Times told otherwise: what people began ("started therapy, at a median CD4 count of 271"), labels ("W24 +88")."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.measures import Measure
from extractors.links.times import TimeMention

BEGUN = re.compile(
    r"\b(?P<begun>(?:start|initiat|commenc|resum|re-?start|re-?initiat|stopp|interrupt|discontinu)ed\s(?:\w+\s)?"
    r"(?:treatment|therapy|c?ART|HAART|antiretrovirals|drugs|medication)|began\s(?:\w+\s)?(?:treatment|therapy|c?ART|HAART))"
    r",?\s(?:at|with)\s(?:an?\s|their\s)?(?:(?:mean|median|average|absolute|lower|higher)\s){0,2}CD4\b[^.;,\d]{0,30}$"
)
"""Before a level: what people began or stopped when they had it, "started therapy, at a median CD4 count of"."""
LABELS = re.compile(r"\s?:?\s?")


def begun_with(head: str) -> str | None:
    """The words that date a level by what people did then, from those before it."""
    begun = BEGUN.search(head)
    return " ".join(begun["begun"].split()) if begun else None


def is_label_of(scan: str, mention: TimeMention, measure: Measure) -> bool:
    """Whether a time stands right before a measure as its label: "W24 +88, W48 +120", "baseline: 310"."""
    return LABELS.fullmatch(scan, mention.at.end, measure.at.start) is not None
