"""Times that measures of one sentence share: parallel from-to pairs, an unchanged pair, strata of a level."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.meaning import Meaning
from extractors.findings.cd4_value.pages import Page, is_told_again
from extractors.links.times import TimeMention

UNCHANGED = re.compile(
    r"\b(?:static|stable|unchanged|constant|flat|steady|the\ssame|(?:no|little)\schange|not\schange)\b", re.IGNORECASE
)
AND_SHARE = re.compile(
    r"(?:\s?[(\[][^()\[\]]{1,60}[)\]])?,?\s(?:and|with)\s(?:an?\s|the\s)?(?:(?:median|mean|average)\s)?(?:CD4\S{0,3}\s)?"
    r"(?:[a-z-]{1,12}\s){0,2}?(?:CD4\s?%|percentages?|CD4/CD8\sratio|ratio)\s(?:of\s|was\s)?",
    re.IGNORECASE,
)
"""From a count to the same people's share or ratio, whose time is the count's, too."""
AND_NADIR = re.compile(
    r"\b(?:(?P<time>base\s?line|current|entry|pre-?ART)|median|mean)\s(?:CD4\S{0,2}\s)?and\snadir\b", re.IGNORECASE
)
STRATUM_OF = re.compile(r"(?!.*\b(?:random|assign|alloc)).*\d\D{0,30}\b(?:had|were|with)\b", re.IGNORECASE | re.DOTALL)


def with_nadir(page: Page, lists: list[list[int]], times: tuple[TimeMention, ...]) -> dict[int, str]:
    """The times of a pair told as one: "at baseline the median and nadir counts were 597 and 250, respectively"."""
    match = AND_NADIR.search(page.scan, page.sentence.start, page.sentence.end)
    if match is None:
        return {}
    first = next((time.name for time in times if time.at.end <= match.start()), match["time"])
    pair = next((members for members in lists if page.measures[members[0]].at.start >= match.end()), [])
    return {pair[0]: first, pair[1]: "nadir"} if first and len(pair) == 2 else {}


def share_with_shares(page: Page, meanings: tuple[Meaning, ...], named: list[str | None]) -> None:
    """Gives a count and its share or ratio the time that stands with one of them."""
    for number in range(len(named) - 1, 0, -1):
        one, other = named[number - 1], named[number]
        if is_told_again(page, number):
            named[number - 1] = named[number] = one or other
        elif one is None and meanings[number - 1].kind == meanings[number].kind == "level":
            between = page.scan[page.measures[number - 1].end : page.measures[number].at.start]
            named[number - 1] = other if AND_SHARE.fullmatch(between) else None


def in_pairs(
    page: Page, meanings: tuple[Meaning, ...], named: list[str | None], times: tuple[TimeMention, ...]
) -> list[str | None]:
    """Parallel from-to pairs share their times: "from 428 at base line to 916 at month 12, … from 406 to 349"."""
    for number, meaning in enumerate(meanings):
        if meaning.rule not in {"level_from", "level_to"} or number < 2 or meanings[number - 2].rule != meaning.rule:
            continue
        if not _has_own(page, number, times):
            named[number] = named[number - 2]
        elif named[number - 2] is None:
            named[number - 2] = named[number]
    return _held(page, meanings, named)


def _held(page: Page, meanings: tuple[Meaning, ...], named: list[str | None]) -> list[str | None]:
    """A pair said to be unchanged is dated as the from-to pair before it: "… but static in controls (281 and 288)"."""
    for first in range(2, len(meanings) - 1):
        if is_unchanged_pair(page, meanings, first):
            named[first : first + 2] = named[first - 2 : first]
    return named


def is_unchanged_pair(page: Page, meanings: tuple[Meaning, ...], first: int) -> bool:
    """Whether a measure and the next are one group's at two times, behind another group's "from 281 to 340"."""
    if first < 2 or page.lists.count(page.lists[first]) != 2 or page.lists[first] == page.lists[first - 1]:
        return False
    if meanings[first - 2].rule != "level_from" or meanings[first - 1].rule != "level_to":
        return False
    return UNCHANGED.search(page.scan, page.measures[first - 1].end, page.measures[first].at.start) is not None


def among_strata(page: Page, meanings: tuple[Meaning, ...], named: list[str | None]) -> list[str | None]:
    """Strata share the time of the level that they break down: "… at entry was 300; 40 had fewer than 200"."""
    for number in range(1, len(meanings)):
        if meanings[number].kind != "threshold" or named[number] or named[number - 1] is None:
            continue
        before, last = meanings[number - 1], page.measures[number - 1]
        if page.lists[number] == page.lists[number - 1] and before.kind == "threshold":
            named[number] = named[number - 1]
            continue
        shares = before.kind == "level" or before.rule == "threshold_with_bound" or last.high is not None
        if shares and STRATUM_OF.match(page.scan[last.end : page.measures[number].at.start]):
            named[number] = named[number - 1]
    return named


def _has_own(page: Page, number: int, times: tuple[TimeMention, ...]) -> bool:
    """Whether a time stands between a measure and the next."""
    start = page.measures[number].end
    end = page.measures[number + 1].at.start if number + 1 < len(page.measures) else page.sentence.end
    return any(start <= mention.at.start < min(end, start + 60) for mention in times)
