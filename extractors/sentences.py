"""Sentences of running text, cut where a reader would cut them.

spaCy's sentencizer needs every token first; most sentences hold nothing that we read, so a pattern cuts and only the
sentences that matter are tokenized.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:vs|v|i\.e|e\.g|cf|ca|approx|resp|al|etc|fig|figs|tab|no|nos|dr|st|mr|mrs|ms|prof|ref|refs|suppl|"
    r"vol|ed|eds|inc|ltd|co|corp|dept|univ|wk|wks|yr|yrs|mo|min|max|i\.u|b\.i\.d|t\.i\.d|q\.i\.d|p\.o|s\.c|i\.v|i\.m|"
    r"q\.d|o\.d|sp|spp|subsp|var|[A-Z]|[a-z]\.[a-z])\.$",
    re.IGNORECASE,
)
LIKELY_END = {
    "etc",
    "al",
    "no",
    "co",
    "min",
    "max",
    "i.u",
    "b.i.d",
    "t.i.d",
    "q.i.d",
    "p.o",
    "s.c",
    "i.v",
    "i.m",
    "q.d",
    "o.d",
}
"""Abbreviations that may well end a sentence: before a capitalised word they do."""
BREAK = re.compile(
    r"""
      [.!?] ["')\]]{0,2} (?: \s{1,8} (?= ["'(\[]? [A-Z0-9À-Þα-ωΑ-Ω+<≥≤] ) | \s{0,8} \n\s{0,8} )
    | (?<= [a-z)\]%] [.] ) (?= [A-Z][a-z]{2} )                # a lost space: "were assessed.The"
    | \s{0,8} \n \s{0,8}
    """,
    re.VERBOSE,
)


def split(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence between two offsets of a folded text, without the white space round it."""
    at = start
    for match in BREAK.finditer(scan, start, end):
        if "\n" not in match[0] and _is_abbreviation(scan, at, match.start(), match.end()):
            continue
        stop = match.end() - (len(match[0]) - len(match[0].rstrip()))
        if stop > at:
            yield at, stop
        at = match.end()
    stop = at + len(scan[at:end].rstrip())
    if stop > at:
        yield at, stop


def _is_abbreviation(scan: str, low: int, point: int, after: int) -> bool:
    """Whether the point at `point` belongs to an abbreviation rather than ending a sentence."""
    if point >= after or scan[point] != ".":
        return False
    before = ABBREVIATION.search(scan, max(low, point - 12), point + 1)
    if before is None:
        return False
    word = before[0].strip(" ([").rstrip(".").lower()
    return not (word in LIKELY_END and scan[after : after + 1].isupper() and scan[after + 1 : after + 2].islower())
