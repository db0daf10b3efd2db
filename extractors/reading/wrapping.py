"""At which column lines were wrapped: those of a whole text, or of a block copied from a printed page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

NARROWEST, WIDEST = 40, 130
_FEWEST_FULL = 5
_FEWEST_OF_BLOCK = 3
"""Lines of a block before its last, for it to be told that it is wrapped."""
_LEAST_RESTS = 2
_MAY_BE_REST = re.compile(r"[a-z(\[]|[^\x00-\x7f]")


def widths_of(texts: Sequence[str], gaps: Sequence[int], initials: str) -> list[int]:
    """For each line the column at which it was wrapped, 0 where it was not; nothing where none was.

    `gaps` has the number of blank lines before each, `initials` their first signs.
    """
    if max(map(len, texts), default=0) > WIDEST and not any(gaps):
        return []  # all are one block, and no column is so wide
    rests = [found.start() for found in _MAY_BE_REST.finditer(initials) if found[0] in "([" or found[0].islower()]
    if width := _width(texts, rests):
        return [width] * len(texts)
    if len(rests) < _LEAST_RESTS:
        return []
    starts = [0, *(index for index, gap in enumerate(gaps) if gap and index)]
    ends = [*starts[1:], len(texts)]
    widths = [0] * len(texts)
    for block, count in Counter(bisect_right(starts, index) - 1 for index in rests).items():
        first, last = starts[block], ends[block]
        if count >= _LEAST_RESTS and (width := _width_of_block(texts[first:last], count)):
            widths[first:last] = [width] * (last - first)
    return widths if any(widths) else []


def has_room(here: str, after: str, width: int) -> bool:
    """Whether a line wrapped at a column had room for the next one's first word: then it ended of itself."""
    return len(here) + 1 + len(after.split(" ", 1)[0]) <= width or not width


def _width(texts: Sequence[str], rests: Sequence[int]) -> int:
    """The column at which the whole text is wrapped; 0 when it is not, as a list of headlines is not."""
    lengths = [*map(len, texts)]
    width = max(lengths, default=0)
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(1 for length in lengths if length > 0.8 * width)
    wrapped = full >= _FEWEST_FULL and full >= 0.3 * len(lengths) and len(rests) >= 0.25 * full
    return width if wrapped else 0


def _width_of_block(texts: Sequence[str], rests: int) -> int:
    """The column at which a block is wrapped, by its full lines and those that begin in mid-sentence."""
    *lengths, last = map(len, texts)
    width = max(*lengths, last) if lengths else 0
    if len(lengths) < _FEWEST_OF_BLOCK or not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(length > 0.75 * width for length in lengths)
    return width if full >= 0.75 * len(lengths) and rests >= 0.5 * len(lengths) else 0
