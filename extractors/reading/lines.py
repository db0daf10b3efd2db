"""The lines of a scrape: where they stand, and what they look like.

Lines that were wrapped at a column are one line again. A line's look is told without any judgement on whether
it is kept: that needs its neighbours (see `cleaning`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, count, pairwise
from operator import itemgetter
from typing import NamedTuple

from extractors.reading.prose import FUNCTION_WORDS_AS_PRINTED, ends_sentence
from extractors.reading.wrapping import has_room, widths_of

_UNSEEN = "".join(map(chr, (*range(9), *range(0xE, 0x1C), 0x7F, *range(0x200B, 0x2010), 0xFEFF)))
"""Characters that show nothing, and that str.strip() leaves."""
_UNSEEN_SIGN = re.compile(f"[{_UNSEEN}]")
_BLANK = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))
AROUND = " \t\xa0•·*▪■►–—-|»›◦○●:.,;!?[]()<>&…→«↑"
_BULLETS = frozenset("•·▪■►»›◦○●")
_MAY_BE_BULLET = re.compile(f"[*{''.join(sorted(_BULLETS))}]")
_LONGEST_PHRASE = 100

_WITHIN = ",.;:)’”"
_GOING_ON, _OPEN = re.compile(rf"[a-z{_WITHIN}]|[^\x00-\x7f]"), re.compile("[,(“‘]")
_SMALL_ENDS = frozenset(
    end for word in FUNCTION_WORDS_AS_PRINTED for end in ((word[-2:],) if len(word) > 1 else (word, f" {word}"))
)
"""The last two signs of a line that may end with a small word."""
_first_sign, _last_sign, _last_signs = itemgetter(0), itemgetter(-1), itemgetter(slice(-2, None))
# Of a page's thousand lines each is asked a few things: `map` and `compress` ask quicker than a loop.


class Rows(NamedTuple):
    """A text's rows as they are printed, what each of them shows, and where each begins."""

    printed: Sequence[str]
    seen: Sequence[str]
    offsets: Sequence[int]


class Lines(NamedTuple):
    """The lines that are not blank, in order: a page has thousands, so they stand in columns.

    `gaps` has the number of blank lines before each, `first` and `last` the rows that it stands in. All first signs
    make one text, and so do all last ones: a look at such a column asks every line at once.
    """

    texts: Sequence[str]
    gaps: Sequence[int]
    initials: str
    finals: str
    first: Sequence[int]
    last: Sequence[int]
    rows: Rows

    def start(self, index: int) -> int:
        """Where a line begins in the source; white space is no part of it."""
        printed, seen, offsets = self.rows
        row = self.first[index]
        return offsets[row] + printed[row].find(seen[row][0])

    def end(self, index: int) -> int:
        """Where it ends."""
        printed, seen, offsets = self.rows
        row = self.last[index]
        return offsets[row] + printed[row].find(seen[row][0]) + len(seen[row])


def lines_of(text: str) -> Lines:
    """The lines that are not blank, in order; where the text is wrapped at a column, the lines before wrapping."""
    lines = _lines(text)
    widths = widths_of(lines.texts, lines.gaps, lines.initials)
    return _unwrapped(lines, widths) if widths else lines


def _lines(text: str) -> Lines:
    printed = text.splitlines(keepends=True)
    seen = [*map(str.strip, printed)]
    texts = _shown(seen)
    ends = "".join(map(_first_sign, texts)), "".join(map(_last_sign, texts))
    if any(map(_UNSEEN_SIGN.search, ends)):
        seen = [row.strip(_BLANK) for row in seen]
        texts = _shown(seen)
        ends = "".join(map(_first_sign, texts)), "".join(map(_last_sign, texts))
    shown = range(len(seen)) if texts is seen else [number for number, row in enumerate(seen) if row]
    rows = Rows(printed, seen, [*accumulate(map(len, printed), initial=0)])
    return Lines(texts, _gaps(shown), *ends, shown, shown, rows)


def _shown(seen: list[str]) -> list[str]:
    """The rows that show something."""
    return [*filter(None, seen)] if "" in seen else seen


def _gaps(shown: Sequence[int]) -> list[int]:
    """How many rows were left out before each; the first that a text begins with is no gap."""
    if not shown or shown[-1] == len(shown) - 1:
        return [0] * len(shown)
    return [max(0, shown[0] - 1), *(after - here - 1 for here, after in pairwise(shown))]


def _unwrapped(lines: Lines, widths: Sequence[int]) -> Lines:
    """Lines joined where the next one's first word had no room any more."""
    runs = [*_runs(lines, widths)]
    firsts, lasts = [first for first, _ in runs], [last for _, last in runs]
    return Lines(
        [" ".join(lines.texts[first : last + 1]) for first, last in runs],
        [lines.gaps[first] for first in firsts],
        "".join([lines.initials[first] for first in firsts]),
        "".join([lines.finals[last] for last in lasts]),
        [lines.first[first] for first in firsts],
        [lines.last[last] for last in lasts],
        lines.rows,
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


def bulleted(lines: Lines) -> list[int]:
    """The lines that a bullet opens."""
    signs = _MAY_BE_BULLET.finditer(lines.initials)
    return [sign.start() for sign in signs if is_bulleted(lines.texts[sign.start()])]


def bare_of(text: str) -> str:
    """A line without bullets and outer punctuation, in lower case, as the lexicons spell phrases; of a long one the
    beginning.
    """
    bare = text[:_LONGEST_PHRASE].casefold().strip(AROUND)
    return " ".join(bare.split()) if "  " in bare or "\xa0" in bare else bare


def reading_on(lines: Lines) -> frozenset[int]:
    """The lines whose sentence the next one goes on with."""
    texts, gaps, initials, finals, *_ = lines
    if len(texts) < 2:
        return frozenset()
    small = [*compress(count(), map(_SMALL_ENDS.__contains__, map(_last_signs, texts)))]
    found = [index for index in small if (text := texts[index])[text.rfind(" ") + 1 :] in FUNCTION_WORDS_AS_PRINTED]
    found += [sign.start() for sign in _OPEN.finditer(finals)]
    for sign in _GOING_ON.finditer(initials, 1):
        before = sign.start() - 1
        if sign[0] in _WITHIN or (sign[0].islower() and (finals[before].isalpha() or not ends_sentence(texts[before]))):
            found.append(before)
    end = len(texts) - 1
    return frozenset(
        [index for index in found if index < end and not gaps[index + 1] and not is_bulleted(texts[index + 1])]
    )
