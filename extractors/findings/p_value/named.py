"""The things that a stretch of text names as tested: CD4, viral load, deaths, toxicity …, in order.

Reports of HIV trials say "counts" or "cells per cubic millimetre" long after they have said whose: such a word
stands for the cell named last before it. "1.2 logs lower" is a viral load where viruses are spoken of at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors.beginnings import LETTERS, rules_beginning
from extractors.findings.p_value.vocabulary import DESCRIBING, STARTS, TESTED, TESTED_ALONE, WEAK
from extractors.links.word_starts import lowered, matches_at
from extractors.model import Sentence

CELL = re.compile(
    r"""
    CD4 (?! \d ) (?: \+? / CD8 (?! \d ) )? | (?: T4 | [Hh]elper ) [-\s] (?: T\s )? (?: cell | lymph )
  | (?P<rival> CD (?! 4 (?! \d ) ) \d{1,3} | [Nn]eutrophil | [Pp]latelet | [Ll]eu[ck]ocyte | [Ww]hite\s (?: blood\s )?
      cell | (?: [Tt]otal | B ) [-\s] lymphocyte | NK\s | B[-\s]cell | [Nn]atural\skiller | [Ee]osinophil
      | [Mm]onocyte | [Gg]ranulocyte | [Rr]eticulocyte | [Rr]ed\s (?: blood\s )? cell | [Ee]rythrocyte | [Pp]arasite
      | [Ss]tem\scell | [Ss]perm | [Pp]ill\s | [Mm]acrophage | PBMC | [Ll]esion | [Bb]acteri | [Mm]icronucle )
    """,
    re.VERBOSE,
)
WORD_BEGINNING = re.compile(rf"\b[A-Za-z]\w{{0,{LETTERS - 1}}}")
TESTED_BEGINNING = rules_beginning([TESTED.pattern])
VIRUS = re.compile(r"\b(?:HIV|HCV|HBV|AIDS)\b|[Vv]ir(?:al|us|a?emia)")
FAR = 1500
"""How far back the cell that a bare "count" is of may have been named, in characters."""
OF_THESE = re.compile(
    r"""
    (?: ^ | [.;:,(\d] | \b (?: the | an? | whose | their | its | these | such | those | this | of | in | and | or | by
      | mean | median | average | absolute | cell | T-cell | T | lymphocyte | lower | higher | baseline | entry
      | initial | greater | final | increased | decreased | helper | positive | both | that | between | for | to
      | on | had | roughly | about | more | fewer | many | respective | when | while | where | whereas | but | with
      | all | lost ) )
    [\s,]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What stands before a "count" that has no noun of its own: not "pill counts", "lesion counts"."""


class Named(NamedTuple):
    """A tested thing named: what it is about, and whether it only measures something ("rate", "levels")."""

    about: str
    is_weak: bool
    start: int
    end: int


def named_in(scan: str, sentence: Sentence, start: int, end: int) -> tuple[Named, ...]:
    """The tested things of a sentence that are named between two offsets, in order."""
    starts, things = _named_by(scan, sentence.start, sentence.end)
    named = things[bisect_left(starts, start) : bisect_left(starts, end)]
    return named if not named or named[-1].end <= end else named[:-1]


@lru_cache(maxsize=4)
def _named_by(scan: str, start: int, end: int) -> tuple[tuple[int, ...], tuple[Named, ...]]:
    things = tuple(_named(scan, start, end))
    return tuple(thing.start for thing in things), things


def _named(scan: str, start: int, end: int) -> Iterator[Named]:
    for match in _tested(scan, start, end):
        about = match.lastgroup
        if about == "count":
            about = _whose_count(scan, match.start())
        elif about == "logs":
            about = "viral_load" if _speaks_of_viruses(scan) else None
        if about is not None and about != "none":
            yield Named(about, match[0].lower() in WEAK, match.start(), match.end())


def _tested(scan: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches of TESTED, one behind the other; asked only where a word's first letters allow one."""
    small = lowered(scan)
    said = small[start:end]
    for sign in DESCRIBING:
        if sign in said:
            break
    else:
        yield from matches_at(STARTS, TESTED_ALONE, scan, small, start, end)
        return
    for word in WORD_BEGINNING.finditer(scan, start, end):
        if TESTED_BEGINNING(word[0]) and (at := word.start()) >= start and (match := TESTED.match(scan, at, end)):
            yield match
            start = match.end()


def _whose_count(scan: str, at: int) -> str | None:
    """ "cd4" where a bare "count" or "cells" is of the CD4 cell; None where it is another's or nobody's."""
    if OF_THESE.search(scan, max(0, at - 14), at) is None:
        return None
    starts, whose = _cells(scan)
    last = bisect_left(starts, at) - 1
    return "cd4" if last >= 0 and starts[last] >= at - FAR and whose[last] else None


@lru_cache(maxsize=1)
def _cells(scan: str) -> tuple[tuple[int, ...], tuple[bool, ...]]:
    """Where a text names cells, and whether it is the CD4 cell."""
    cells = tuple(CELL.finditer(scan))
    return tuple(cell.start() for cell in cells), tuple(cell["rival"] is None for cell in cells)


@lru_cache(maxsize=1)
def _speaks_of_viruses(scan: str) -> bool:
    return VIRUS.search(scan) is not None
