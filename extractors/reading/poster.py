"""A poster in points: no line of it is prose, but its headings are those of a paper.

It is asked for only where nothing else on a page is running text.
"""

from __future__ import annotations

from extractors.reading.page import Page
from extractors.reading.sections import label_of

PARTS = frozenset({"background", "objective", "methods", "results", "conclusions"})
"""Labels of a study's parts: a page with results and another of them tells of one."""
FEWEST_WORDS = 4


def poster(page: Page) -> list[str] | None:
    """The reason for each line of a poster in points; None for a page that is none."""
    heads = [index for index in sorted(page.heads) if label_of(page.lines[index].text) in PARTS]
    labels = {label_of(page.lines[index].text) for index in heads}
    if "results" not in labels or len(labels) < 2:
        return None
    why = ["after"] * len(page.lines)
    for index in range(heads[0], len(page.lines)):
        alone = page.alone[index]
        if index in page.heads:
            why[index] = "heading"
        elif alone in {"end", "back", "comments"}:
            break
        elif alone is not None:
            why[index] = alone
        elif page.lines[index].is_bulleted or page.lines[index].text.count(" ") >= FEWEST_WORDS:
            why[index] = "content"
    why[: heads[0]] = ["front"] * heads[0]
    return why
