"""The lines of a scrape: where they stand, and what they look like.

Lines that were wrapped at a column are one line again. A line's look is told without any judgement on whether
it is kept: that needs its neighbours (see `cleaning`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from extractors.reading.prose import FUNCTION_WORDS_AS_PRINTED, ends_sentence
from extractors.reading.remembered import Remembered
from extractors.reading.wrapping import has_room, widths_of

_UNSEEN = "".join(map(chr, (*range(9), *range(0xE, 0x1C), 0x7F, *range(0x200B, 0x2010), 0xFEFF)))
"""Characters that show nothing, and that str.strip() leaves."""
_UNSEEN_SIGNS = frozenset(_UNSEEN)
_BLANK = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))
_AROUND = " \t\xa0•·*▪■►–—-|»›◦○●:.,;!?[]()<>&…→«↑"
_BULLETS = frozenset("•·▪■►»›◦○●")
_LONGEST_PHRASE = 100

_GOING_ON, _OPEN = ",.;:)’”", ",(“‘"


class Lines(NamedTuple):
    """The lines that are not blank, in order: a page has thousands, so they stand in columns.

    A line's span is without white space at its ends; `gaps` has the number of blank lines before each.
    """

    texts: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    gaps: Sequence[int]


def lines_of(text: str) -> Lines:
    """The lines that are not blank, in order; where the text is wrapped at a column, the lines before wrapping."""
    lines = _lines(text)
    widths = widths_of(lines.texts, lines.gaps)
    return _unwrapped(lines, widths) if widths else lines


def _lines(text: str) -> Lines:
    rows = text.splitlines(keepends=True)
    seen = _without_unseen([row.strip() for row in rows])
    offsets = [*accumulate(map(len, rows), initial=0)]
    shown = [number for number, line in enumerate(seen) if line]
    starts = [
        offsets[number] if rows[number][0] == seen[number][0] else offsets[number] + rows[number].find(seen[number])
        for number in shown
    ]
    texts = seen if len(shown) == len(seen) else [seen[number] for number in shown]
    return Lines(texts, starts, [*map(add, starts, map(len, texts))], _gaps(shown))


def _without_unseen(rows: list[str]) -> list[str]:
    """Rows without white space at their ends, also without what shows nothing there."""
    ends = {row[0] for row in rows if row}, {row[-1] for row in rows if row}
    if all(map(_UNSEEN_SIGNS.isdisjoint, ends)):
        return rows
    return [row.strip(_BLANK) if not _UNSEEN_SIGNS.isdisjoint((row[:1], row[-1:])) else row for row in rows]


def _gaps(shown: Sequence[int]) -> list[int]:
    """How many rows were left out before each; the first that a text begins with is no gap."""
    if not shown or shown[-1] == len(shown) - 1:
        return [0] * len(shown)
    return [max(0, shown[0] - 1), *(after - here - 1 for here, after in pairwise(shown))]


def _unwrapped(lines: Lines, widths: Sequence[int]) -> Lines:
    """Lines joined where the next one's first word had no room any more."""
    runs = [*_runs(lines, widths)]
    return Lines(
        [" ".join(lines.texts[first : last + 1]) for first, last in runs],
        [lines.starts[first] for first, _ in runs],
        [lines.ends[last] for _, last in runs],
        [lines.gaps[first] for first, _ in runs],
    )


def _runs(lines: Lines, widths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last index of each line before wrapping."""
    first = 0
    for index, (here, after) in enumerate(pairwise(lines.texts)):
        if lines.gaps[index + 1] or is_bulleted(after) or has_room(here, after, widths[index]):
            yield first, index
            first = index + 1
    yield first, len(lines.texts) - 1


def is_bulleted(text: str) -> bool:
    """Whether a bullet opens a line."""
    return text[0] in _BULLETS or text[:2] == "* "


def bare_of(text: str) -> str:
    """A line without bullets and outer punctuation, in lower case, as the lexicons spell phrases; of a long one the
    beginning.
    """
    bare = text[:_LONGEST_PHRASE].casefold().strip(_AROUND)
    return " ".join(bare.split()) if "  " in bare or "\xa0" in bare else bare


_goes_on = Remembered(lambda sign: sign.islower() or sign in _GOING_ON)
"""Whether a line that begins with a sign may go on with a sentence."""


def reading_on(lines: Lines) -> list[int]:
    """The lines whose sentence the next one goes on with."""
    words, goes_on = FUNCTION_WORDS_AS_PRINTED, _goes_on
    # The last word or sign, or the next line's first, tells that a sentence may go on.
    likely = [
        index
        for index, (here, after) in enumerate(pairwise(lines.texts))
        if goes_on[after[0]] or here[-1] in _OPEN or here[here.rfind(" ") + 1 :] in words
    ]
    return [index for index in likely if not lines.gaps[index + 1] and _reads_on(*lines.texts[index : index + 2])]


def _reads_on(here: str, after: str) -> bool:
    return not is_bulleted(after) and (after[0] in _GOING_ON or here[-1] in _OPEN or not ends_sentence(here))
