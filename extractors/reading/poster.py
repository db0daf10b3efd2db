"""A poster in points: no line of it is prose, but its headings are those of a paper.

It is asked for only where nothing else on a page is running text.
"""

from __future__ import annotations

from extractors.reading.lines import is_bulleted
from extractors.reading.page import Page
from extractors.reading.sections import label_of

PARTS = frozenset({"background", "objective", "methods", "results", "conclusions"})
"""Labels of a study's parts: a page with results and another of them tells of one."""
FEWEST_WORDS = 4


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
        elif is_bulleted(page.lines.texts[index]) or page.lines.texts[index].count(" ") >= FEWEST_WORDS:
            why[index] = "content"
    why[: heads[0]] = ["front"] * heads[0]
    return why
