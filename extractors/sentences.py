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
        yield from _split_line(scan, line, stop)
        line = stop + 1


def _split_line(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in BREAK.finditer(scan, start, end):
        if not _is_abbreviation(scan, at, match.start(), match.end()):
            yield from _bounded(scan, at, match.end())
            at = match.end()
    yield from _bounded(scan, at, end)


def _bounded(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = scan.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > start else start + LONGEST
        yield from _trimmed(scan, start, cut)
        start = cut
    yield from _trimmed(scan, start, end)


def _trimmed(scan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = scan[start:end]
    start += len(piece) - len(piece.lstrip())
    if start < end and piece.strip():
        yield start, start + len(piece.strip())


def _is_abbreviation(scan: str, low: int, point: int, after: int) -> bool:
    """Whether the point at `point` belongs to an abbreviation rather than ending a sentence."""
    if point >= after or scan[point] != ".":
        return False
    before = ABBREVIATION.search(scan, max(low, point - 12), point + 1)
    if before is None:
        return False
    word = before[0].strip(" ([").rstrip(".").lower()
    return not (word in LIKELY_END and scan[after : after + 1].isupper() and scan[after + 1 : after + 2].islower())
