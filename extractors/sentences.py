"""Sentences of running text, cut where a reader would cut them.

spaCy's sentencizer needs every token first; most sentences hold nothing that we read, so a pattern cuts and only the
sentences that matter are tokenized.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:vs|v|i\.e|e\.g|cf|ca|approx|resp|al|etc|fig|figs|tab|no|nos|dr|st|mr|mrs|ms|prof|ref|refs|suppl|"
    r"vol|ed|eds|inc|ltd|co|corp|dept|univ|wk|wks|yr|yrs|mo|min|max|i\.u|b\.i\.d|t\.i\.d|q\.i\.d|p\.o|s\.c|i\.v|i\.m|"
    r"q\.d|o\.d|s\.e\.m|avg|sp|spp|subsp|var|[A-Z]|[a-z]\.[a-z])\.$",
    re.IGNORECASE,
)
LONGEST_ABBREVIATION = len("approx")
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
LETTERED = re.compile(
    r"\b(?:vitamins?|hepatitis|influenza|groups?|arms?|cohorts?|types?|regimens?|phases?|stages?|classe?s?|sequences?"
    r"|immunoglobulin|factors?|Child-Pugh|grades?|haemophilia|hemophilia|schedules?|treatments?|diets?)"
    r"\s(?:[A-Z]\d?(?:,\s|,?\s(?:and|or)\s|/))*[A-Z]\Z",
    re.IGNORECASE,
)
"""What ends in a letter that is no initial: "doses of vitamin D. Infants …"."""
LONGEST_LETTERED = 40
BREAK = re.compile(
    r"""
    [.!?] (?:
        ["')\]]{0,2} \s{1,8} (?= ["'(\[]? [A-Z0-9À-Þα-ωΑ-Ω+<≥≤] )
      | (?<= [a-z)\]%][.] ) (?= [A-Z][a-z]{2} )                # a lost space: "were assessed.The"
    )
    """,
    re.VERBOSE,
)

LONGEST = 2000
"""Characters; no sentence of a report is so long. Each record quotes its own, so an endless one costs its square."""


def split(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence between two offsets of a folded text, without the white space round it.

    One that is longer than LONGEST is cut at spaces.
    """
    line = start
    while line < end:
        stop = scan.find("\n", line, end)
        stop = end if stop < 0 else stop
        for low, high in pairwise((line, *_ends(scan, line, stop), stop)):
            if high - low > LONGEST:
                yield from _bounded(scan, low, high)
            elif piece := scan[low:high].strip():
                low = scan.index(piece[0], low)
                yield low, low + len(piece)
        line = stop + 1


def _ends(scan: str, start: int, end: int) -> list[int]:
    """Where the sentences of one line end, the white space behind them included; the last one's end is left out."""
    at, ends = start, []
    for match in BREAK.finditer(scan, start, end):
        if not _is_abbreviation(scan, at, match.start(), match.end()):
            at = match.end()
            ends.append(at)
    return ends


def _bounded(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence too long, cut at spaces."""
    while start < end:
        space = scan.rfind(" ", start + 1, start + LONGEST) if end - start > LONGEST else end
        cut = space if space > start else start + LONGEST
        if piece := scan[start:cut].strip():
            low = scan.index(piece[0], start)
            yield low, low + len(piece)
        start = cut


def _is_abbreviation(scan: str, low: int, point: int, after: int) -> bool:
    """Whether the point at `point` belongs to an abbreviation rather than ending a sentence."""
    if scan[point] != "." or not scan[point - 1].isalpha() or scan[point - LONGEST_ABBREVIATION - 1 : point].isalpha():
        return False
    before = ABBREVIATION.search(scan, max(low, point - 12), point + 1)
    if before is None:
        return False
    word = before[0].strip(" ([").rstrip(".").lower()
    if len(word) == 1 and LETTERED.search(scan, max(low, point - LONGEST_LETTERED), point):
        return False
    return not (word in LIKELY_END and scan[after : after + 1].isupper() and scan[after + 1 : after + 2].islower())
