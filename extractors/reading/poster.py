"""A poster in points: its headings are those of a paper, and below them hardly a line is prose.

A list of points under a heading looks like a list of links. That the headings of several parts stand right above such
points, or open them ("• Results: 9 of 31 …"), tells it from one; so do the figures of a trial. Where nothing else on a
page is running text, the headings alone tell a poster, and points with figures are content without any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from extractors.reading.lines import bulleted, is_bulleted
from extractors.reading.page import Page
from extractors.reading.prose import may_be_prose, prose_words
from extractors.reading.sections import label_of, run_in_at

PARTS = frozenset({"background", "objective", "methods", "results", "conclusions"})
"""Labels of a study's parts: a page with results and another of them tells of one."""
FEWEST_WORDS = 4
"""Spaces between the words of a point that says something."""
FEWEST_BETWEEN = 2
"""The same between two headings, where no link stands."""
FEWEST_POINTS = 3
FEWEST_FIGURES = 2
LONGEST_POINT = 250
"""Characters of a point without a bullet; the paragraphs of an abstract are longer, and to ask them is dear."""
ENDS = frozenset({"end", "back", "comments"})
"""Furniture behind which nothing of a poster comes."""
DASHES = ("- ", "– ", "— ")
_BULLET = re.compile(r"(?:[^\w\s(\[<>=+]|\*)\s+")
_FIGURES = re.compile(
    r"[<>=≤≥±]\s?[\d.·]|\d\s?(?:%|mg\b)|\d\S*\s(?:vs\.?|versus)\s|\((?:IQR|SD|range|n\s?=)|/(?:mm3|[µμu]l)\b",
    re.IGNORECASE,
)
"""What lines with a trial's results hold, and links hardly: "n=88", "9%", "+188 vs +176", "(IQR 41-150)"."""


def tells_figures(text: str) -> bool:
    """Whether a line holds a trial's figures."""
    return _FIGURES.search(text) is not None


def is_poster(page: Page) -> bool:
    """Whether the headings of a study's parts, results among them, have points right below or behind them."""
    if len(page.heads) + len(page.run_ins) < 2 and not bulleted(page.lines):
        return False
    labels = {label for label, point in _headed(page) if label in PARTS and _is_point(page, point)}
    if "results" not in labels or len(labels) < 2:
        return False
    return sum(_is_point(page, index) for index in range(len(page.alone))) >= FEWEST_POINTS


def _headed(page: Page) -> Iterator[tuple[str | None, int]]:
    """The label of each heading on the page, with the line that it is the heading of."""
    for index in sorted(page.heads.union(page.run_ins, bulleted(page.lines))):
        text = page.lines.texts[index]
        if index in page.heads:
            if index + 1 < len(page.alone):
                yield label_of(text), index + 1
        elif run_in := _run_in(text):
            yield run_in, index


def _run_in(text: str) -> str | None:
    """The label of the heading that a line begins with, behind its bullet."""
    bullet = _BULLET.match(text)
    found = run_in_at(text, bullet.end() if bullet else 0)
    return label_of(found.heading) if found else None


def _is_point(page: Page, index: int) -> bool:
    """Whether a line is a point of some words or figures, and no prose."""
    text = page.lines.texts[index]
    if index in page.heads or index in page.going_on:
        return False
    if is_marked(text):
        is_point = text.count(" ") >= FEWEST_WORDS or tells_figures(text)
    else:
        is_point = len(text) <= LONGEST_POINT and tells_figures(text)
        is_point = is_point and not (may_be_prose(text) and prose_words(text))
    return is_point and page.alone[index] is None


def is_marked(text: str) -> bool:
    """Whether a bullet or a dash opens a line."""
    return is_bulleted(text) or text.startswith(DASHES)


def poster(page: Page) -> list[str] | None:
    """The reason for each line of a poster in points; None for a page that is none."""
    headed = [(label, point) for label, point in _headed(page) if label in PARTS]
    labels = {label for label, _ in headed}
    if "results" not in labels or len(labels) < 2:
        return None
    first = min(point - (point - 1 in page.heads) for _, point in headed)
    why = ["front"] * first
    for index, alone in enumerate(page.alone.between(first, len(page.alone)), first):
        if index in page.heads:
            why.append("heading")
        elif alone in ENDS:
            break
        else:
            why.append(alone or ("content" if _says_something(page, index) else "after"))
    return [*why, *(["after"] * (len(page.alone) - len(why)))]


def loose_points(page: Page) -> list[str] | None:
    """The reason for each line of a page of points without headings, some of which hold a trial's figures; or None."""
    places = [index for index in range(len(page.alone)) if _is_point(page, index)]
    if len(places) < FEWEST_POINTS or sum(tells_figures(page.lines.texts[index]) for index in places) < FEWEST_FIGURES:
        return None
    first, end = places[0], places[-1] + 1
    while end < len(page.alone) and is_bulleted(page.lines.texts[end]):
        end += 1
    alone = list(takewhile(lambda why: why not in ENDS, page.alone.between(first, end)))
    behind = len(page.alone) - first - len(alone)
    return [*["front"] * first, *(why or "content" for why in alone), *["after"] * behind]


def _says_something(page: Page, index: int) -> bool:
    """Whether a line of a poster is a point, stands at a heading, or has figures or some words. Links stand last."""
    text = page.lines.texts[index]
    if is_marked(text) or index - 1 in page.heads or index in page.run_ins or tells_figures(text):
        return True
    return text.count(" ") >= (FEWEST_BETWEEN if index < max(page.heads, default=0) else FEWEST_WORDS)
