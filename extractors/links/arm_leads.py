"""Where words begin that lead to the name of a group, and number words: found in one scan, read by their rooms.

"Groups", "randomized", "either", "received": each room's pattern begins with one of a few words. One scan for all of
them costs a fifth of one scan a room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors import number_words
from extractors.links.word_starts import starts_of

NOUNS = "group arm recipient cohort controls vaccinees patient subject participant women children"
ALLOCATING = "randomised randomized assigned allocated divided selected"
CHOOSING = "either both"
GIVEN = "receiv given taking took randomised randomized assigned"
GIVING = f"""
    {GIVEN} treated prescribed continued started initiated under who
    patient subject participant women men children adult infant people volunteer those
"""
"""No word here is the beginning of another: a scan finds the shorter one only."""
NUMBERS = " ".join(number_words.STARTS)
FAMILIES = tuple(frozenset(words.split()) for words in (NOUNS, ALLOCATING, CHOOSING, GIVING, GIVEN, NUMBERS))
LEADS_TO = {
    word: tuple(number for number, words in enumerate(FAMILIES) if word in words)
    for word in frozenset().union(*FAMILIES)
}
STARTS = starts_of((" ".join(LEADS_TO), ""))


class Leads(NamedTuple):
    """Where words begin that lead to a group, in order, by what they are; and those that begin a number."""

    nouns: tuple[int, ...]
    allocating: tuple[int, ...]
    choosing: tuple[int, ...]
    giving: tuple[int, ...]
    given: tuple[int, ...]
    numbers: tuple[int, ...]


def leads_in(lowered: str) -> Leads:
    """The leads of a text in lower case."""
    found: tuple[list[int], ...] = ([], [], [], [], [], [])
    for hit in STARTS.finditer(
        " " + lowered
    ):  # the space is before the first word; so a word begins at the hit's start
        start = hit.start()
        if start and lowered[start - 1].isalnum():  # "é" is no plain letter
            continue
        for family in LEADS_TO[hit[0][1:]]:
            found[family].append(start)
    return Leads(*map(tuple, found))


def led_by(starts: Iterable[int], pattern: re.Pattern[str], lowered: str) -> Iterator[re.Match[str]]:
    """What a pattern finds at words that lead to it; none within the one before."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(lowered, start)):
            end = match.end()
            yield match
