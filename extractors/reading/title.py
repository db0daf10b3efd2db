"""Which line of a page is the document's title.

Not the browser's ("Treatment News : The Title"), not the site's name, not a banner: the line that is long
enough, stands near the content, is perhaps printed twice, and is perhaps a part of another line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.reading.lines import Line, look_of
from extractors.reading.metadata import publication_types_in
from extractors.reading.sections import label_of

_SEPARATOR = re.compile(r"\s[|:–—»-]\s|\s?[|»]\s?")
_BAR = re.compile(r"[|:–—»]")
_BETWEEN_NAMES = re.compile(r"\s*+(?:[,;]|\band\b|&)\s*+")
_NAME = re.compile(r"(?:[A-Z][\w'’.-]{0,24}|de|van|von|der|la)(?:\s(?:[A-Z][\w'’.-]{0,24}|de|van|von|der|la)){0,4}")
_MARKS = re.compile(r"(?<=[a-z.])[\d*†‡§¶]+|[*†‡§¶]+")
_AFFILIATION = re.compile(r"\b(?:University|Department|Hospital|Institute|School of|Faculty|Centre for|Center for)\b")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|may|can|could|should|will|we|our|this|these|it|there|been)\b",
    re.IGNORECASE,
)
_LONGEST = 400
_MOST_LINES = 200


class Candidate(NamedTuple):
    """A line that may be the title, and how much speaks for it."""

    score: float
    at: int


def title_line(lines: Sequence[Line], alone: Sequence[str | None], content: int) -> int | None:
    """The index of the title's line among those before the line number `content`; None when none will do.

    `alone` is what each line is by itself (see `boilerplate.furniture`).
    """
    front = lines[:content]
    nearest = (0, *range(max(1, content - _MOST_LINES), content)) if front else ()
    times = Counter(line.text for line in front)
    browser = _with_parts(front)
    parts = {part for parts in browser.values() for part in parts}
    candidates = [
        Candidate(
            _score(front[index], first=index == 0, distance=content - index)
            + 12 * (times[front[index].text] > 1 and len(front[index].text.split()) >= 4)
            + 12 * (front[index].text in parts)
            - 20 * any(part in times for part in browser.get(front[index].text, ())),
            index,
        )
        for index in nearest
        if _may_be_title(front[index], alone[index], first=index == 0)
    ]
    best = max(candidates, key=lambda each: (each.score, each.at), default=None)
    return best.at if best and best.score > 0 else None


def _with_parts(front: Sequence[Line]) -> dict[str, set[str]]:
    """Lines with a separator, as browsers' titles have, and what stands left and right of each separator."""
    out: dict[str, set[str]] = {}
    for line in front:
        if " - " not in line.text and not _BAR.search(line.text):
            continue
        cuts = [match.span() for match in _SEPARATOR.finditer(line.text[:_LONGEST])][:8]
        ends = [
            *(line.text[:start].strip() for start, _ in cuts),
            *(line.text[end:].strip() for _, end in cuts),
        ]
        between = [line.text[a[1] : b[0]].strip() for a, b in pairwise(cuts)]
        found = {part for part in (*ends, *between) if len(part.split()) >= 3}
        if found:
            out[line.text] = found
    return out


def _may_be_title(line: Line, why: str | None, *, first: bool) -> bool:
    if (why and not (first and why == "byline")) or len(line.text) > _LONGEST or len(line.text.split(None, 1)) < 2:
        return False
    if line.is_bulleted or label_of(line.text) or len(line.text.split()) > 60:
        return False
    return not publication_types_in([line.bare]) and not is_names(line.text)


def _score(line: Line, *, first: bool, distance: int) -> float:
    """What speaks for a line by itself: words and nearness; sentences and addresses speak against."""
    look = look_of(line.text)
    score = min(look.words, 14) - 6.0 + (6 if look.words > 4 else 2) * first
    score -= 10 * (look.sentences > 1)
    score -= 3 * (look.sentences == 1 and not first and not line.text.endswith("?"))
    score -= 12 * bool(line.text.count(",") > 1 and _AFFILIATION.search(line.text))
    return score - min(distance, 40) / 10 + 4 * (distance <= 2)


def is_names(text: str) -> bool:
    """Whether a line lists people: "Anna B. Meyer, MD1, Li Wei* and J.-P. Roy"."""
    if "," not in text and ";" not in text and "&" not in text and " and " not in text:
        return False
    parts = [part for part in _BETWEEN_NAMES.split(_MARKS.sub("", text)) if part and not part.isdigit()]
    return len(parts) >= 2 and all(_NAME.fullmatch(part) for part in parts)


def is_verbless(sentence: str) -> bool:
    """Whether a sentence is without the verbs that titles do without: "Randomized trial of X in Y."."""
    return len(sentence) <= 320 and not sentence.startswith("To ") and not _VERB.search(sentence)
