"""Treatments set against each other without a word of allocation: "a trial of X 100 mg/day versus placebo".

Both sides must be treatments; what they are told by (a dose, letters in brackets) may stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.links.arm_names import NOT_GIVEN, Named, is_drug, is_treatment
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

SIGNS = (" versus ", " vs ", " vs. ", " compared with ", " compared to ")
NAME = r"(?P<name>[a-z][\w/+-]{2,30}(?:\s[a-z][\w-]{2,20})?)"
LEFT = re.compile(
    rf"(?:^|[\s(]){NAME}"
    r"(?:\s\([^()]{1,60}\))?(?:,?\s\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|miu|u)\b\S{0,8}"
    r"(?:\s(?:(?:once|twice|three\stimes|thrice)\s)?(?:daily|weekly|a\sday|b\.?i\.?d\.?|q\.?d\.?))?)?(?:\s\([^()]{1,60}\))?\Z"
)
RIGHT = re.compile(rf"(?:(?:an?|the|matching|identical|oral|daily|either|boosted)\s){{0,2}}{NAME}")
COMPARED = re.compile(
    rf"\bcompar(?:ed|es|ing|ison\sof)\s(?:the\s|oral\s|daily\s){{0,2}}{NAME}"
    r"(?:\s\([^()]{1,60}\))?(?:,?\s\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|iu|miu|u)\b\S{0,8}"
    r"(?:\s(?:(?:once|twice|three\stimes|thrice)\s)?(?:daily|weekly|a\sday|b\.?i\.?d\.?|q\.?d\.?))?)?(?:\s\([^()]{1,60}\))?"
    r"\s(?:with|to|and)\s(?:(?:an?|the|matching|identical|oral|daily)\s){0,2}(?P<other>[a-z][\w/+-]{2,30}(?:\s[a-z][\w-]{2,20})?)"
)
ADDED = re.compile(r"(?:\bplus|\band|\bwith|\+)\s(?:oral\s|daily\s)?\Z")
"""Before a treatment that is only a part of what its group got."""
LONGEST = 130
"""Characters of one side with its dose."""


def set_against(page: Page) -> Iterator[Named]:
    """The two sides of every comparison of treatments."""
    for sign in SIGNS:
        at = page.lowered.find(sign)
        while at >= 0:
            yield from _sides(page, at, at + len(sign))
            at = page.lowered.find(sign, at + 1)
    at = page.lowered.find("compar")
    while at >= 0:
        if match := COMPARED.match(page.lowered, at):
            pair = (_treatment(page, match.span("name")), _treatment(page, match.span("other")))
            yield from (named for named in pair if named and all(pair))
        at = page.lowered.find("compar", at + 1)


def _sides(page: Page, start: int, end: int) -> Iterator[Named]:
    right = RIGHT.match(page.lowered, end) if page.lowered[end : end + 1].isalpha() else None
    other = _treatment(page, right.span("name")) if right else None
    if other is None:
        return
    left = LEFT.search(page.lowered, max(0, start - LONGEST), start)
    if left is None or ADDED.search(page.lowered, max(0, left.start("name") - 16), left.start("name")):
        return
    if page.sentence_number(start) != page.sentence_number(end):
        return
    one = _treatment(page, left.span("name"), last=True)
    if one and not _is_part(page.lowered, one, other):
        yield one
        yield other


def _is_part(lowered: str, left: Named, right: Named) -> bool:
    """Whether a side is only a part of what its group got: "X and Y versus Z plus W"."""
    added = ADDED.search(lowered, max(0, left.at.start - 16), left.at.start)
    if added and (
        "plus" in added[0] or "+" in added[0] or " plus " in lowered[max(0, left.at.start - 60) : left.at.start]
    ):
        return True
    return lowered.startswith((" plus ", " + "), right.at.end)


def _treatment(page: Page, span: tuple[int, int], *, last: bool = False) -> Named | None:
    """The treatment that a span of one or two words is, or that its first (or last) word is; None where neither is."""
    start, end = span
    space = page.lowered.rfind(" ", start, end) if last else page.lowered.find(" ", start, end)
    one = (start, end) if space < 0 else (space + 1, end) if last else (start, space)
    if page.sentence_number(start) < 0:
        return None
    low, high = span if is_drug(page.scan[start:end]) else one
    if not is_treatment(page.scan[low:high]) or NOT_GIVEN.match(page.lowered, high):
        return None
    return Named(page.scan[low:high], CleanSpan(low, high), False)
