"""The lines of a scrape: where they stand, and what they look like.

Lines that were wrapped at a column are one line again. A line's look is told without any judgement on whether
it is kept: that needs its neighbours (see `cleaning`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from extractors.reading.prose import FUNCTION_WORDS_AS_PRINTED, ends_sentence
from extractors.reading.remembered import Remembered

_UNSEEN = "".join(map(chr, (*range(9), *range(0xE, 0x1C), 0x7F, *range(0x200B, 0x2010), 0xFEFF)))
"""Characters that show nothing, and that str.strip() leaves."""
_UNSEEN_SIGNS = frozenset(_UNSEEN)
_BLANK = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))
_AROUND = " \t\xa0•·*▪■►–—-|»›◦○●:.,;!?[]()<>&…→«↑"

_GOING_ON, _OPEN = ",.;:)’”", ",(“‘"


class Line(NamedTuple):
    """A line that is not blank; the span is without white space at its ends."""

    text: str
    start: int
    end: int
    gap: int
    """Blank lines before it."""
    bare: str
    """Without bullets and outer punctuation, lower case: as the lexicons spell phrases. A long line's beginning."""

    @property
    def is_bulleted(self) -> bool:
        """Whether a bullet opens the line."""
        return self.text[0] in "•·▪■►»›◦○●" or self.text[:2] == "* "

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does; closing quotes and a citation mark may follow."""
        return ends_sentence(self.text)


_LONGEST_PHRASE = 100
_line = partial(tuple.__new__, Line)  # a page has thousands


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, in order; where the text is wrapped at a column, the lines before wrapping."""
    lines = _lines(text)
    width = wrap_width(lines)
    return tuple(_unwrapped(lines, width) if width else lines)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at, gap, unseen = 0, 0, _UNSEEN_SIGNS
    for row in text.splitlines(keepends=True):
        stripped = row.strip()
        if stripped and (stripped[0] in unseen or stripped[-1] in unseen):
            stripped = stripped.strip(_BLANK)
        if stripped:
            start = at if row[0] == stripped[0] else at + row.find(stripped)
            before = gap if lines else max(0, gap - 1)
            lines.append(_line((stripped, start, start + len(stripped), before, bares[stripped])))
            gap = 0
        else:
            gap += 1
        at += len(row)
    return lines


def _bare(text: str) -> str:
    bare = text[:_LONGEST_PHRASE].casefold().strip(_AROUND)
    return " ".join(bare.split()) if "  " in bare or "\xa0" in bare else bare


bares = Remembered(_bare)
"""Texts of lines as `Line.bare` has them."""


def wrap_width(lines: Sequence[Line]) -> int:
    """The column at which the text is wrapped; 0 when it is not wrapped."""
    lengths = [line.end - line.start for line in lines]
    width = max(lengths, default=0)
    if not 40 <= width <= 130:
        return 0
    full = sum(1 for length in lengths if length > 0.8 * width)
    return width if full >= 5 and full >= 0.3 * len(lines) else 0


def _unwrapped(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Lines joined where the next one's first word had no room any more."""
    run: list[Line] = []
    for line in lines:
        if run and (line.gap or line.is_bulleted or _has_room(run[-1], line, width)):
            yield _one(run)
            run = []
        run.append(line)
    if run:
        yield _one(run)


def _has_room(here: Line, after: Line, width: int) -> bool:
    return len(here.text) + 1 + len(after.text.split(" ", 1)[0]) <= width


def _one(run: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in run)
    return run[0]._replace(text=text, end=run[-1].end, bare=_bare(text)) if len(run) > 1 else run[0]


_goes_on = Remembered(lambda sign: sign.islower() or sign in _GOING_ON)
"""Whether a line that begins with a sign may go on with a sentence."""


def may_read_on(lines: Sequence[Line]) -> list[int]:
    """The lines whose last word or sign, or the next line's first, tells that the sentence may go on there."""
    words, goes_on = FUNCTION_WORDS_AS_PRINTED, _goes_on
    texts = [line.text for line in lines]
    return [
        index
        for index, (here, after) in enumerate(pairwise(texts))
        if goes_on[after[0]] or here[-1] in _OPEN or here[-8:].rpartition(" ")[2] in words
    ]


def reads_on(here: Line, after: Line) -> bool:
    """Whether the next line goes on with the sentence of this one; asked where `may_read_on` says so."""
    if after.gap or after.is_bulleted:
        return False
    return after.text[0] in _GOING_ON or here.text[-1] in _OPEN or not here.ends_sentence
