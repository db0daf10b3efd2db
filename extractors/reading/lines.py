"""The lines of a scrape: where they stand, and what they look like.

Lines that were wrapped at a column are one line again. A line's look is told without any judgement on whether
it is kept: that needs its neighbours (see `cleaning`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from extractors.reading.remembered import Remembered

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}(?:\s*\[[\d,–-]{1,20}\])?$")
_INNER_END = re.compile(r"[.!?](?<=[a-z0-9%)\]”\"].)[\"”’')\]]{0,2}\s+[A-Z“\"(\[0-9]")
_POINTS = frozenset(".!?")
_UNSEEN = "".join(map(chr, (*range(9), *range(0xE, 0x1C), 0x7F, *range(0x200B, 0x2010), 0xFEFF)))
"""Characters that show nothing, and that str.strip() leaves."""
_UNSEEN_SIGNS = frozenset(_UNSEEN)
_BLANK = _UNSEEN + "".join(filter(str.isspace, map(chr, range(0x3001))))
_AROUND = " \t\xa0•·*▪■►–—-|»›◦○●:.,;!?[]()<>&…→«↑"

_SMALL_WORDS = (
    "a about after all also although an and any are as at be because been before being between both but"
    " by can could did do does during each either for from had has have he her his how however i if in"
    " into is it its may might more most no not of on one only or our over she should since so some such"
    " than that the their them then there these they this those through to under until up was we were"
    " when where whether which while who will with within without would you your"
)
FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
_GOING_ON, _OPEN = ",.;:)’”", ",(“‘"
# None has more than seven letters.
_FUNCTION_WORDS_AS_PRINTED = FUNCTION_WORDS | {word.capitalize() for word in FUNCTION_WORDS}

_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
"""Signs of scripts that put no space between words: two make about a word."""
_UNSPACED_LEADS = bytes(range(0xE3, 0xEA))
"""The first bytes of theirs in UTF-8."""


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

_EVIDENCE = 500
"""Characters that are enough to know prose."""
_SHORTEST_PROSE = 32
"""Characters; in a script with spaces a shorter run holds no sentence of eight words."""


_FEWEST_WORDS, _MANY_WORDS = 8, 100
_SMALL = 0.16
"""The share of small words that hold a sentence."""


class Look(NamedTuple):
    """What a run of text looks like."""

    words: int
    sentences: int = 0
    """Ends of sentences, two at most."""


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


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; closing quotes and a citation mark may follow."""
    return text[-1:] in _POINTS or _SENTENCE_END.search(text[-30:]) is not None


def may_be_prose(text: str) -> bool:
    """False for a run of text that is evidently none: too short, or without the end of a sentence."""
    if text.isascii():
        return len(text) >= _SHORTEST_PROSE and ("." in text or "?" in text or "!" in text)
    return True


def look_of(text: str) -> Look:
    """The look of a run of text; of one that can't be prose only the words."""
    words, signs = _words(text)
    if not may_be_prose(text):
        return Look(words)
    return Look(words + signs, text.count("。", 0, _EVIDENCE) if signs else _ends(text))


def prose_words(text: str) -> int:
    """How many words a run of prose has: long enough, with the small words that hold a sentence; 0 for any other.

    Beyond `_MANY_WORDS` they may not all be counted.
    """
    if not may_be_prose(text):
        return 0
    if text.isascii():
        words, signs = text.count(" ") + 1, 0
        known = text[:_EVIDENCE].split() if words >= _FEWEST_WORDS else ()
    else:
        known = text[:_EVIDENCE].split()
        words, signs = _unlike_english(text, known)
    if words + signs < _FEWEST_WORDS:
        return 0
    if signs:
        is_prose = _is_lower(signs / (len(known) + signs), words + signs, text.count("。", 0, _EVIDENCE))
    elif sum(map(_FUNCTION_WORDS_AS_PRINTED.__contains__, known)) / len(known) >= _SMALL:
        is_prose = text[-1] in _POINTS or ends_sentence(text) or _INNER_END.search(text, 0, _EVIDENCE) is not None
    else:
        is_prose = _is_lower(sum(map(str.islower, known)) / len(known), words, _ends(text))
    return words + signs if is_prose else 0


def _words(text: str) -> tuple[int, int]:
    """How many words are between white space, and how many signs of scripts without spaces stand for."""
    return (text.count(" ") + 1, 0) if text.isascii() else _unlike_english(text, text[:_EVIDENCE].split())


def _unlike_english(text: str, known: Sequence[str]) -> tuple[int, int]:
    """What `_words` tells of a text that is not ASCII; `known` are the words at its beginning."""
    beginning, rest = text[:_EVIDENCE], text[_EVIDENCE:]
    encoded = beginning.encode("utf-8", "surrogatepass")  # bytes: that is quick
    signs = (
        len(_UNSPACED.findall(beginning)) // 2 if len(encoded.translate(None, _UNSPACED_LEADS)) < len(encoded) else 0
    )
    words = len(known)
    if rest and words < _MANY_WORDS:
        cut_within = not (beginning[-1].isspace() or rest[0].isspace())
        words += len(rest.split(None, _MANY_WORDS - words)) - cut_within
    return words, signs


def _is_lower(lower: float, words: int, sentences: int) -> bool:
    """Whether prose is without the small words of English: mostly lower case, or several sentences with many names.

    `lower` is the share of words in lower case: in any language a list of names and titles has few.
    """
    return sentences > 0 and words >= 12 and lower >= (0.65 if words < 30 or sentences < 2 else 0.5)


def _ends(text: str) -> int:
    """How many sentences end, two at most."""
    closed = ends_sentence(text)
    inner = _INNER_END.search(text, 0, _EVIDENCE)
    if inner is None or closed:
        return closed + (inner is not None)
    return 1 + (_INNER_END.search(text, inner.end(), _EVIDENCE) is not None)


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


def may_read_on(lines: Sequence[Line]) -> list[int]:
    """The lines whose last word or sign, or the next line's first, tells that the sentence may go on there."""
    words = _FUNCTION_WORDS_AS_PRINTED
    texts = [line.text for line in lines]
    return [
        index
        for index, (here, after) in enumerate(pairwise(texts))
        if after[0].islower() or after[0] in _GOING_ON or here[-1] in _OPEN or here[-8:].rpartition(" ")[2] in words
    ]


def reads_on(here: Line, after: Line) -> bool:
    """Whether the next line goes on with the sentence of this one; asked where `may_read_on` says so."""
    if after.gap or after.is_bulleted:
        return False
    return after.text[0] in _GOING_ON or here.text[-1] in _OPEN or not here.ends_sentence
