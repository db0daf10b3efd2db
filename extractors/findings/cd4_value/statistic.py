"""Whether a CD4 measure is a mean or a median, by its sentence, what the document declares, or the sentence before."""

from __future__ import annotations

from extractors.findings.cd4_value.cues import STATISTIC, STATISTIC_AFTER, STATISTIC_OF_LIST, STATISTIC_WITHIN
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.pages import Page


def end_of_list(page: Page, number: int) -> int:
    """The number of the last measure in the list of one."""
    while number + 1 < len(page.lists) and page.lists[number + 1] == page.lists[number]:
        number += 1
    return number


def statistic_of(page: Page, measure: Measure, inherited: str | None) -> str | None:
    """The statistic that a number is: the last one named before it, or just behind it, or one said earlier.

    `inherited` is the statistic of the sentence before; it holds for one that goes on with the same numbers.
    """
    if behind := STATISTIC_AFTER.match(page.scan, measure.end, page.sentence.end):
        return behind["name"].lower()
    if shared := _shared_behind(page, measure):
        return shared
    if within := STATISTIC_WITHIN.search(page.scan, measure.start, measure.end):
        return within["name"].lower()
    found = None
    for match in STATISTIC.finditer(page.scan, page.sentence.start, measure.at.start):
        if page.scan.endswith(" on ", 0, match.start()) and page.scan.startswith(";", match.end()):
            continue
        found = "mean" if match["mean"] else "median"
    if found or page.convention.is_empty:
        return found or (inherited if page.continues else None)
    return _declared(page, measure) or (inherited if page.continues else None)


def _shared_behind(page: Page, measure: Measure) -> str | None:
    """The statistic behind a list that holds for all of it: "157 and 106 cells on average", "310 and 290 (medians)"."""
    last = page.measures[end_of_list(page, page.measures.index(measure))]
    match = STATISTIC_OF_LIST.match(page.scan, last.end, page.sentence.end)
    return match and ("mean" if match["mean"] else "median")


def _declared(page: Page, measure: Measure) -> str | None:
    if measure.spread is None:
        return None
    signed = any(sign in page.scan[measure.start : measure.end] for sign in ("±", "+/-", "+-"))
    return page.convention.statistic_of(measure.spread["type"], signed=signed)
