"""A poster in points: its headings are those of a paper, and below them hardly a line is prose.

A list of points under a heading looks like a list of links; that the headings of several parts stand right above such
points tells it from one. Where nothing else on a page is running text, the headings alone tell a poster.
"""

from __future__ import annotations

from extractors.reading.lines import is_bulleted
from extractors.reading.page import Page
from extractors.reading.sections import label_of

PARTS = frozenset({"background", "objective", "methods", "results", "conclusions"})
"""Labels of a study's parts: a page with results and another of them tells of one."""
FEWEST_WORDS = 4
FEWEST_POINTS = 3
DASHES = ("- ", "– ", "— ")


def is_poster(page: Page) -> bool:
    """Whether points stand right below the headings of a study's parts, results among them."""
    if len(page.heads) < 2:
        return False
    texts = page.lines.texts
    above = [index for index in page.heads if index + 1 < len(texts) and _is_point(texts[index + 1])]
    labels = {label_of(texts[index]) for index in above} & PARTS
    return "results" in labels and len(labels) > 1 and sum(map(_is_point, texts)) >= FEWEST_POINTS


def _is_point(text: str) -> bool:
    """Whether a line is a point of some words."""
    return is_marked(text) and text.count(" ") >= FEWEST_WORDS


def is_marked(text: str) -> bool:
    """Whether a bullet or a dash opens a line."""
    return is_bulleted(text) or text.startswith(DASHES)


def poster(page: Page) -> list[str] | None:
    """The reason for each line of a poster in points; None for a page that is none."""
    heads = [index for index in sorted(page.heads) if label_of(page.lines.texts[index]) in PARTS]
    labels = {label_of(page.lines.texts[index]) for index in heads}
    if "results" not in labels or len(labels) < 2:
        return None
    why = ["after"] * len(page.alone)
    for index in range(heads[0], len(page.alone)):
        alone = page.alone[index]
        if index in page.heads:
            why[index] = "heading"
        elif alone in {"end", "back", "comments"}:
            break
        elif alone is not None:
            why[index] = alone
        elif is_marked(text := page.lines.texts[index]) or text.count(" ") >= FEWEST_WORDS:
            why[index] = "content"
    why[: heads[0]] = ["front"] * heads[0]
    return why
