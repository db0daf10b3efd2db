"""Groups named by their doses: "596 and 642 cells/μL with 20 and 30 μg/kg, respectively", "the 5 and 10 mg groups"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.pages import Page
from extractors.links.annotated import AnnotatedText

UNIT = r"(?:mg|μg|mcg|g|MIU|IU|MU|million\s(?:IU|units|U))(?:/(?:kg|m2|day|d|dose))*"
SIGNS = (" mg", " μg", "μg/", "mg/", " g", "-mg", "-μg", "IU", "MU", "million")
"""One of these is in whatever names groups so."""
AMOUNTS = re.compile(
    rf"\b(?i:with|at|on|for|given|receiving|in|from|to|under)\s(?:the\s|doses\sof\s)?"
    rf"(?P<amounts>\d[\d.]*-?(?:(?:[\s-]{UNIT})?(?:,?\s(?:and|or|vs\.?|versus)\s|,\s)\d[\d.]*-?){{1,5}})[\s-]?(?P<unit>{UNIT})(?![\w/])"
)
NUMBER = re.compile(r"\d[\d.]*")
TOLD_IN_ORDER = re.compile(r",?\srespectively|[\s-](?:dose\s)?(?:groups|arms|cohorts|recipients|doses)\b")
LONGEST_GAP = 60
"""Characters between the last value and the doses."""


def dosed_groups(text: AnnotatedText, page: Page, measures: Sequence[Measure]) -> tuple[str, ...] | None:
    """The groups of a list of measures, where a list of as many doses stands behind it or before it."""
    said = page.scan[page.sentence.start : page.sentence.end]
    if not any(sign in said for sign in SIGNS):
        return None
    for match in AMOUNTS.finditer(page.scan, page.sentence.start, page.sentence.end):
        amounts = NUMBER.findall(match["amounts"])
        near = 0 <= match.start() - measures[-1].end <= LONGEST_GAP or match.end() <= measures[0].at.start
        told = TOLD_IN_ORDER.match(page.scan, match.end()) or TOLD_IN_ORDER.search(
            page.scan, measures[-1].end, measures[-1].end + len(", respectively")
        )
        if len(amounts) == len(measures) and near and told:
            unit = text.text[match.start("unit") : match.end("unit")]
            return tuple(f"{amount} {unit}" for amount in amounts)
    return None
