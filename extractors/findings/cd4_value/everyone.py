"""Numbers that are all participants', though a group is named beside them: entry counts, endpoints of the trial."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.findings.cd4_value.meaning import Meaning
from extractors.findings.cd4_value.pages import Page
from extractors.links.annotated import AnnotatedText

ENDPOINT = re.compile(r"\b(?:risk|odds|chance|probability|declines?|progress\w*|delay\w*)\b", re.IGNORECASE)
"""Between a group and a limit: that the limit is an endpoint of all: "zinc reduced the risk of a CD4 count <200"."""
ALLOCATED = re.compile(r"\b(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated)\b", re.IGNORECASE)
IN_ALL_ARMS = re.compile(
    r"(?:\s(?:at|by|after)\s[^.;,]{1,24})?\s(?:in|for|with|across|on)\s(?:both|all|each|either)\s(?:of\sthe\s|the\s)?(?:\w+\s)?"
    r"(?:arms?|groups?|regimens?|strata)\b",
    re.IGNORECASE,
)
GIVEN = re.compile(r"\b(?:receiv(?:ed|ing)|took|were\s(?:given|treated))\b", re.IGNORECASE)


def without_everyones(
    text: AnnotatedText, page: Page, meanings: Sequence[Meaning], named: Sequence[str | None]
) -> list[str | None]:
    """The groups of a page's numbers, without those of numbers that are all people's."""
    return [
        None if name and _is_of_all(text, page, number, name, limit=meanings[number].kind == "threshold") else name
        for number, name in enumerate(named)
    ]


def _is_of_all(text: AnnotatedText, page: Page, number: int, name: str, *, limit: bool) -> bool:
    """Whether people are allocated behind a number, given something behind a limit, or the limit is an endpoint."""
    start, end = page.measures[number].at.start, page.measures[number].end
    if IN_ALL_ARMS.match(page.scan, end, page.sentence.end):
        return True
    before = next(iter(reversed(text.arms.mentions_between(page.sentence.start, start))), None)
    if before and before.name == name and ALLOCATED.search(page.scan, end, page.sentence.end):
        return True
    if not limit:
        return False
    behind = next(iter(text.arms.mentions_between(end, page.sentence.end)), None)
    if behind and behind.name == name and GIVEN.search(page.scan, end, behind.at.start):
        return True
    if before is None or before.head or before.name != name:
        return False
    return ENDPOINT.search(page.scan, before.at.end, start) is not None
