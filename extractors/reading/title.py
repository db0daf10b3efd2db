"""Which line of a page is the document's title.

Not the browser's ("Treatment News : The Title"), not the site's name, not a banner: the line that is long
enough, stands near the content, is perhaps printed twice, and is perhaps a part of another line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.reading.furniture import Furniture
from extractors.reading.lines import bare_of, is_bulleted
from extractors.reading.metadata import publication_types_in
from extractors.reading.prose import look_of
from extractors.reading.sections import label_of

_SEPARATOR = re.compile(r"\s[|:–—»-]\s|\s?[|»]\s?")
_BAR = re.compile(r"[|:–—»]")
_BETWEEN_NAMES = re.compile(r"\s*+(?:[,;]|\band\b|&)\s*+")
_NAME = re.compile(r"(?:[A-Z][\w'’.-]{0,24}|de|van|von|der|la)(?:\s(?:[A-Z][\w'’.-]{0,24}|de|van|von|der|la)){0,4}")
_MARKS = re.compile(r"(?<=[a-z.])[\d*†‡§¶]+|[*†‡§¶]+")
_AFFILIATION = re.compile(r"\b(?:University|Department|Hospital|Institute|School of|Faculty|Centre for|Center for)\b")
_VERBS = frozenset("is are was were has have had may can could should will we our this these it there been".split())
_WORD = re.compile(r"\w++")
_LONGEST = 400
_MOST_LINES = 200
_MOST_WORDS = 60
_FEW = 6
"""Words of a line that must have more, or stand near the content, or be repeated, to be a title."""
_FEWEST = 4
"""Words of a line for which it speaks that it is repeated."""
_NEAR = 2
_AT_ONCE = 4
"""Lines that are asked together whether they are furniture; more are seldom tried."""
_MOST_WORDS_TELL = 14
"""More words speak no more for a line. What is printed once and stands further away than `_NEAR` has only words."""


class Candidate(NamedTuple):
    """A line that may be the title, and how much speaks for it."""

    score: float
    at: int


class Front(NamedTuple):
    """What stands before the content: the lines, what each is by itself, and which of them are printed elsewhere.

    `times` is how often each is printed; `browser` has those with a separator, `parts` what stands beside one.
    """

    texts: Sequence[str]
    alone: Furniture
    times: Mapping[str, int]
    browser: Mapping[str, set[str]]
    parts: frozenset[str]


def title_line(texts: Sequence[str], alone: Furniture, content: int) -> int | None:
    """The index of the title's line among those before the line number `content`; None when none will do.

    `alone` is what each line is by itself.
    """
    if not content:
        return None
    texts = texts[:content]
    browser, times = _with_parts(texts), Counter(texts)
    front = Front(texts, alone, times, browser, frozenset(part for parts in browser.values() for part in parts))
    nearest = range(content - 1, max(1, content - _MOST_LINES) - 1, -1)
    repeated = [text for text, count in times.items() if count > 1 and len(text.split(None, _FEWEST - 1)) == _FEWEST]
    marked = front.parts.union(repeated)
    telling = [index for index in nearest if content - index <= _NEAR or texts[index] in marked]
    best = _best(front, [0, *telling], than=Candidate(0.0, -1))
    if best.score < _MOST_WORDS_TELL - _FEW:
        others = [index for index in nearest if texts[index].count(" ") >= _FEW or not texts[index].isascii()]
        best = _best(front, others, than=best)
    return best.at if best.score > 0 else None


def _best(front: Front, indices: Sequence[int], *, than: Candidate) -> Candidate:
    """The line that most speaks for, if more does than for a candidate; the later one of equals."""
    best = than
    likeliest = sorted([(_most(front, index), index) for index in indices], reverse=True)
    front.alone.ask([index for _, index in likeliest[:_AT_ONCE]])
    for most, index in likeliest:
        if most < best.score:
            break
        if _may_be_title(front.texts[index], front.alone[index], first=index == 0):
            best = max(best, Candidate(_score_of(front, index), index))
    return best


def _most(front: Front, index: int) -> float:
    """What at most speaks for a line, told at less cost than what does."""
    text = front.texts[index]
    distance = len(front.texts) - index
    words = min(text.count(" ") + 1, _MOST_WORDS_TELL) if text.isascii() else _MOST_WORDS_TELL
    most = words - float(_FEW) + 6 * (index == 0) - min(distance, 40) / 10 + 4 * (distance <= _NEAR)
    return (
        most
        + 12 * (front.times[text] > 1 and len(text.split(None, _FEWEST - 1)) == _FEWEST)
        + 12 * (text in front.parts)
    )


def _score_of(front: Front, index: int) -> float:
    """What speaks for a line: how it looks, where it stands, and that it is printed elsewhere."""
    text = front.texts[index]
    return (
        _score(text, first=index == 0, distance=len(front.texts) - index)
        + 12 * (front.times[text] > 1 and len(text.split()) >= _FEWEST)
        + 12 * (text in front.parts)
        - 20 * any(part in front.times for part in front.browser.get(text, ()))
    )


def _with_parts(front: Sequence[str]) -> dict[str, set[str]]:
    """Lines with a separator, as browsers' titles have, and what stands left and right of each separator."""
    out: dict[str, set[str]] = {}
    barred = [
        text
        for text in front
        if ":" in text or " - " in text or "|" in text or (not text.isascii() and _BAR.search(text))
    ]
    for text in barred:
        cuts = [match.span() for match in _SEPARATOR.finditer(text[:_LONGEST])][:8]
        if cuts:
            ends = [*(text[:start].strip() for start, _ in cuts), *(text[end:].strip() for _, end in cuts)]
            between = [text[a[1] : b[0]].strip() for a, b in pairwise(cuts)]
            out[text] = {part for part in (*ends, *between) if len(part.split()) >= 3}
    return out


def _may_be_title(text: str, why: str | None, *, first: bool) -> bool:
    if (why and not (first and why == "byline")) or len(text) > _LONGEST or len(text.split(None, 1)) < 2:
        return False
    if is_bulleted(text) or label_of(text) or (len(text) > 2 * _MOST_WORDS and len(text.split()) > _MOST_WORDS):
        return False
    return not publication_types_in([bare_of(text)]) and not is_names(text)


def _score(text: str, *, first: bool, distance: int) -> float:
    """What speaks for a line by itself: words and nearness; sentences and addresses speak against."""
    look = look_of(text)
    score = min(look.words, _MOST_WORDS_TELL) - float(_FEW) + (6 if look.words > 4 else 2) * first
    score -= 10 * (look.sentences > 1)
    score -= 3 * (look.sentences == 1 and not first and not text.endswith("?"))
    score -= 12 * bool(text.count(",") > 1 and _AFFILIATION.search(text))
    return score - min(distance, 40) / 10 + 4 * (distance <= _NEAR)


def is_names(text: str) -> bool:
    """Whether a line lists people: "Anna B. Meyer, MD1, Li Wei* and J.-P. Roy"."""
    if "," not in text and ";" not in text and "&" not in text and " and " not in text:
        return False
    parts = [part for part in _BETWEEN_NAMES.split(_MARKS.sub("", text)) if part and not part.isdigit()]
    return len(parts) >= 2 and all(_NAME.fullmatch(part) for part in parts)


def is_verbless(sentence: str) -> bool:
    """Whether a sentence is without the verbs that titles do without: "Randomized trial of X in Y."."""
    return (
        len(sentence) <= 320 and not sentence.startswith("To ") and _VERBS.isdisjoint(_WORD.findall(sentence.lower()))
    )
