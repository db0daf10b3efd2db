"""The lines of a scrape: where they stand, and what they look like.

Lines that were wrapped at a column are one line again. A line's look is told without any judgement on whether
it is kept: that needs its neighbours (see `cleaning`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\f\x0b\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\f\x0b\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}(?:\s*\[[\d,–-]{1,20}\])?$")
_INNER_END = re.compile(r"[a-z0-9%)\]”\"][.!?][\"”’')\]]{0,2}\s+[A-Z“\"(\[0-9]")
_BLANK = "".join(
    map(chr, (*range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x3000, 0xFEFF))
)
_AROUND = " \t\xa0•·*▪■►–—-|»›◦○●:.,;!?[]()<>&…→«↑"

_SMALL_WORDS = (
    "a about after all also although an and any are as at be because been before being between both but"
    " by can could did do does during each either for from had has have he her his how however i if in"
    " into is it its may might more most no not of on one only or our over she should since so some such"
    " than that the their them then there these they this those through to under until up was we were"
    " when where whether which while who will with within without would you your"
)
FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())


_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
"""Signs of scripts that put no space between words: two make about a word."""


class Line(NamedTuple):
    """A line that is not blank; the span is without white space at its ends."""

    text: str
    start: int
    end: int
    gap: int
    """Blank lines before it."""
    bare: str
    """Without bullets and outer punctuation, lower case: as the lexicons spell phrases. At most 300 characters."""

    @property
    def is_bulleted(self) -> bool:
        """Whether a bullet opens the line."""
        return self.text[0] in "•·▪■►»›◦○●" or self.text[:2] == "* "

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does; closing quotes and a citation mark may follow."""
        return bool(_SENTENCE_END.search(self.text[-30:]))


_EVIDENCE = 1200
"""Characters that are enough to know prose."""


class Look(NamedTuple):
    """Counts that tell prose from furniture."""

    words: int
    function_words: int
    sentences: int
    lower: int
    """Words in lower case: in any language a list of names and titles has few."""

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text: long enough, with the small words that hold a sentence."""
        small = self.function_words >= 0.16 * self.words or (self.words >= 12 and self.lower >= 0.65 * self.words)
        return self.words >= 8 and self.sentences >= 1 and small


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, in order; where the text is wrapped at a column, the lines before wrapping."""
    lines = tuple(_lines(text))
    width = wrap_width(lines)
    return tuple(_unwrapped(lines, width)) if width else lines


def _lines(text: str) -> Iterator[Line]:
    done = breaks = 0
    for match in _LINE.finditer(text):
        breaks += _count_breaks(text, done, match.start())
        done = match.end()
        stripped = match[0].strip(_BLANK)
        if stripped:
            start = match.start() + match[0].index(stripped)
            yield Line(stripped, start, start + len(stripped), max(0, breaks - 1), _bare(stripped))
            breaks = 0


def _bare(text: str) -> str:
    bare = text[:300].casefold().strip(_AROUND)
    return " ".join(bare.split()) if "  " in bare or "\xa0" in bare else bare


def _count_breaks(text: str, start: int, end: int) -> int:
    return 1 if end - start == 1 else sum(1 for _ in _BREAK.finditer(text, start, end))


def look_of(text: str) -> Look:
    """The counts of a run of text; of one too short for a sentence only the words."""
    if len(text) < 32 and text.isascii():
        return Look(text.count(" ") + 1, 0, 0, 0)
    text = text[:_EVIDENCE] + text[-30:] if len(text) > _EVIDENCE + 30 else text
    words = _WORD.findall(text)
    small = sum(map(FUNCTION_WORDS.__contains__, _WORD.findall(text.casefold())))
    lower = sum(map(str.islower, words))
    if not text.isascii() and (signs := len(_UNSPACED.findall(text))):
        return Look(len(words) + signs // 2, small, text.count("。"), lower + signs // 2)
    ends = sum(1 for _ in _INNER_END.finditer(text)) + bool(_SENTENCE_END.search(text[-30:]))
    return Look(len(words), small, ends, lower)


def wrap_width(lines: Sequence[Line]) -> int:
    """The column at which the text is wrapped; 0 when it is not wrapped."""
    lengths = [line.end - line.start for line in lines]
    width = max(lengths, default=0)
    full = sum(1 for length in lengths if length > 0.8 * width)
    return width if 40 <= width <= 130 and full >= 5 and full >= 0.3 * len(lines) else 0


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
    return len(here.text) + 1 + len(after.text.split(maxsplit=1)[0]) <= width


def _one(run: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in run)
    return run[0]._replace(text=text, end=run[-1].end, bare=_bare(text)) if len(run) > 1 else run[0]


def reads_on(here: Line, after: Line) -> bool:
    """Whether the next line goes on with the sentence of this one."""
    if after.gap or after.is_bulleted:
        return False
    if after.text[0] in ",.;:)’”" or here.text[-1] in ",(“‘":
        return True
    if here.ends_sentence:
        return False
    last_word = here.text[-30:].rsplit(None, 1)[-1].casefold()
    return after.text[0].islower() or last_word in FUNCTION_WORDS
