"""Groups told by what they were given, phrase by phrase, each with its size in a bracket behind it.

"assigned to surgery either after warming of the room (n = 54) or after gowns with forced air (n = 55)": no list of
treatments begins right behind the verb and no lexicon knows them; that the phrases stand in one row, each with a size,
behind a word that gives or allots, tells that they name groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.links.arm_names import NEVER_IN_NAME, STOPS, Named
from extractors.links.page import Page
from extractors.traced_text import CleanSpan

SIZED = re.compile(
    r"[(\[](?=\d|[^()\[\]=]{0,42}n\s?=)"  # to look ahead costs less than to try
    r"(?:(?:[^()\[\]=]{1,40}[,;]\s)?n\s?=\s?\d{1,6}(?:[,;][^()\[\]]{1,40})?|(?P<bare>\d{2,6}))[)\]]"
)
STEP = re.compile(
    r"(?:,|,?\s(?:and|or|versus|vs\.?|with|compared\s(?:with|to)))\s"
    r"(?:(?:to|with|after|by|provide|receive|received|receiving|undergo|either|the|an?)\s){0,3}"
    r"(?P<name>[a-z][\w'/+-]{1,24}(?:\s[\w'/+-]{2,24}){0,6})\Z"
)
"""From one size to the next: what joins the two, and the second's name."""
LEAD = re.compile(
    r"(?:\b(?:to|provide|receive|received|receiving|undergo|underwent|undergoing|after|by|either|of|into|between|the"
    r"|an?"
    r"|(?:treated|treatment|therapy|managed)\swith)|[:,])\s"
)
NAME = re.compile(r"[a-z][\w'/+-]{1,24}(?:\s[\w'/+-]{2,24}){0,3}")
"""The first name of a row: what stands behind the last of such leads."""
GIVES = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated|divided|receiv(?:e|ed|ing)|compar(?:ed|es|ing)|treated|treatment\swith"
    r"|given|administered|under(?:go|went|going))\b"
)
BEFALLS = re.compile(
    r"\b(?:events?|(?:side|adverse)\seffects?|reactions?|complications?|reported|reasons?|causes?|sites?|locations?)\b"
)
"""Between the verb and a row: that the row is of what befell people, or of where."""
ALLOTS = re.compile(r"\b(?:randomi[sz]ed|assigned|allocated|divided)\b")
"""What must stand before sizes that are bare numbers in brackets."""
MAY_NAME = frozenset({"protocol", "baseline", "safety", "mg", "ml", "kg"})
"""Words that end no search here: "a short-term protocol (n = 31)"."""
PEOPLE = frozenset(
    """
    patients subjects participants women men children adults infants people volunteers individuals cases controls
    males females boys girls eyes mothers students families couples dogs rats mice
    """.split()
)
LONGEST_NAME = 90
LONGEST_LEAD = 240
LONGEST_FIRST = 110
FEWEST = 2


def in_rows(page: Page) -> Iterator[Named]:
    """The names of each row of phrases with their sizes, where the text before it gives or allots."""
    row: list[tuple[re.Match[str], CleanSpan]] = []
    for size in SIZED.finditer(page.lowered):
        name = _next_name(page, row[-1][0].end(), _end_before(page, size)) if row else None
        if name is None:
            yield from _named(page, row)
            first = _first_name(page, size)
            row = [(size, first)] if first else []
        else:
            row.append((size, name))
    yield from _named(page, row)


def _end_before(page: Page, size: re.Match[str]) -> int:
    """Where the text before a bracket ends."""
    return size.start() - page.lowered.startswith(" ", size.start() - 1)


def _next_name(page: Page, start: int, end: int) -> CleanSpan | None:
    """The name between two sizes, where nothing else stands there."""
    if not 0 < end - start <= LONGEST_NAME:
        return None
    match = STEP.match(page.lowered[start:end])
    return CleanSpan(start + match.start("name"), end) if match else None


def _first_name(page: Page, size: re.Match[str]) -> CleanSpan | None:
    """The name before the first size of a row, in a sentence that gives or allots something before it."""
    end = _end_before(page, size)
    sentence = page.sentence_over(end)
    gives = ALLOTS if size["bare"] else GIVES
    given = gives.search(page.lowered, max(sentence.start, end - LONGEST_LEAD), end) if sentence else None
    if sentence is None or given is None or BEFALLS.search(page.lowered, given.end(), end):
        return None
    low = max(sentence.start, end - LONGEST_FIRST)
    leads = [match.end() for match in LEAD.finditer(page.lowered, low, end)]
    return CleanSpan(leads[-1], end) if leads and NAME.fullmatch(page.lowered, leads[-1], end) else None


def _named(page: Page, row: Sequence[tuple[re.Match[str], CleanSpan]]) -> Iterator[Named]:
    """The names of a row of at least two; none where one of them can be no name."""
    names = [page.lowered[at.start : at.end] for _, at in row]
    if len(row) < FEWEST or len(set(names)) < len(names) or not all(map(_may_name, names)):
        return
    for _, at in row:
        yield Named(page.scan[at.start : at.end], at, True)


def _may_name(name: str) -> bool:
    words = name.split()
    if (
        words[-1] in PEOPLE
        or words[0] in PEOPLE
        or STOPS.intersection(words) - {"with", "of", "in", "and", "no", "one"}
    ):
        return False
    return not (NEVER_IN_NAME - MAY_NAME).intersection(words)
