"""Number words: "Sixty", "thirty-two", "sixty six", "one hundred and five", "Hundred and ten"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.folding import lower

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 100, "thousand": 1000}
FRACTION_AFTER = r"(?:thirds?|quarters?|fourths?|fifths?|sixths?|halves|half|tenths?|fold)\b"

_SMALL = "|".join(sorted((*UNITS, *TENS), key=len, reverse=True))
_ONE_SCALE = rf"(?<!few\s)(?<!eral\s)(?<!many\s)(?:hundred|thousand)(?=\s(?:and\s)?(?:{_SMALL})\b)"
"""Without a number before it ("Hundred and forty-three women") a scale stands for one of itself."""
WORD_NUMERAL = re.compile(
    rf"""
    \b (?= [OTFSENZHotfsenzh] [enwhoilu] ) (?<! - ) (?<! hundred\s ) (?<! hundred\sand\s ) (?<! thousand\s )
    (?: {_SMALL} | {_ONE_SCALE} )
    (?: (?: \s(?:and\s)? | -(?:and-)? ) (?: {_SMALL} | hundred | thousand ) ){{0,7}}
    (?! [\w] | [\s-]{FRACTION_AFTER} )
    """,
    re.VERBOSE | re.IGNORECASE,
)

STARTS = tuple(
    word
    for word in (*UNITS, *TENS, *SCALES)
    if not any(word != other and word.startswith(other) for other in UNITS)  # "sixteen" begins with "six"
)
"""What every run of number words begins with: looking for one after the other costs half of a pattern for all."""


def word_numerals(scan: str, start: int, end: int, starts: Sequence[int]) -> Iterator[re.Match[str]]:
    """The runs of number words between two offsets, in order; they begin at some of `starts`."""
    done = start
    for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]:
        if at >= done and (match := _one_number(scan, at, end)):
            yield match
            done = match.end()


def _one_number(scan: str, at: int, end: int) -> re.Match[str] | None:
    """The run of number words at a place; up to an "and" where that joins two numbers: "forty and fifty men"."""
    match = WORD_NUMERAL.match(scan, at, end)
    while match and " and " in match[0] and value_of_words(match[0]) is None:
        match = WORD_NUMERAL.match(scan, at, scan.rindex(" and ", at, match.end()))
    return match


def starts_in(scan: str) -> list[int]:
    """Where number words may begin in a text, in order."""
    lowered, found = lower(scan), list[int]()
    for word in STARTS:
        at = lowered.find(word)
        while at >= 0:
            if not at or not lowered[at - 1].isalnum():
                found.append(at)
            at = lowered.find(word, at + 1)
    found.sort()
    return found


def value_of_words(printed: str) -> int | None:
    """What the words say, or None where they do not make one number ("two three")."""
    total, current, last = 0, 0, 10_000
    for word in re.split(r"[\s-]+", printed.lower()):
        if word == "and":
            continue
        if word in SCALES:
            current, total, last = _scaled(current, total, SCALES[word])
            continue
        value = UNITS.get(word, TENS.get(word, -1))
        room = 100 if last >= 100 else 10 if word in UNITS and last in TENS.values() else 0
        if value < 0 or value >= room or (value == 0 and last < 10_000):
            return None
        current, last = current + value, value
    return total + current


def _scaled(current: int, total: int, scale: int) -> tuple[int, int, int]:
    """The running sums after "hundred" or "thousand", and the size that the next word must stay under."""
    if scale == 100:
        return max(current, 1) * 100, total, 100
    return 0, total + max(current, 1) * 1000, 1000
