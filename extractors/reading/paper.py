"""A paper among the lines of a page: an abstract or an article with the headings of its sections.

What stands before the first heading is no content, nor what follows "References", "MeSH terms" or "Cite this
article", until a section's heading comes again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from extractors.reading.boilerplate import OPENERS
from extractors.reading.lost_headings import ORDER
from extractors.reading.page import Page
from extractors.reading.poster import PARTS, is_marked, tells_figures
from extractors.reading.prose import ends_sentence
from extractors.reading.sections import label_of, run_in_at

_TELLING = re.compile(
    r"\b(?:background|introduction|objectives?|aims?|purpose|methods?|results?|findings?|conclusions?|discussion"
    r"|interpretation)\b",
    re.IGNORECASE,
)
"""Headings that a paper has and a news page hardly."""


def anchor_of(page: Page, prose: Set[int]) -> int | None:
    """Where a paper's content begins: "Abstract" or the first of several headings; None for another page."""
    found: list[int] = []
    for index in sorted(page.containers | page.heads | page.run_ins):
        after = index + 1
        followed = after < len(page.alone) and (after in prose or after in page.heads)
        if index in page.containers and followed:
            return min([index, *found])
        if (index in page.heads and followed) or (index in page.run_ins and index in prose):
            found.append(index)
    return found[0] if _tell_a_paper(page, found) else None


def _tell_a_paper(page: Page, found: Sequence[int]) -> bool:
    """Whether headings are those of a paper: two of its parts, not the "Subjects" and "Funding" of a news page."""
    printed = [
        here.heading if (here := run_in_at(text, 0)) else text for text in map(page.lines.texts.__getitem__, found)
    ]
    parts = [heading for heading in printed if label_of(heading) in ORDER]
    return len(parts) >= 2 and any(map(_TELLING.search, parts))


def paper(page: Page, prose: Set[int], anchor: int) -> list[str]:
    """The reasons for the lines of a paper."""
    start = _lead(page, prose, anchor)
    out = ["front"] * start
    headed = page.heads | page.containers
    region: str | None = None
    for index, why in enumerate(page.alone.between(start, len(page.alone)), start):
        if index in headed and index + 1 < len(page.alone):
            region = None
            out.append("heading")
        elif index in page.run_ins and index in prose and index not in headed:
            region = None
            out.append("content")
        elif why in OPENERS and index not in prose:
            region = why
            out.append(why)
        else:
            out.append(region or why or "content")
    return _without_tails(page, prose, out)


def _lead(page: Page, prose: Set[int], anchor: int) -> int:
    """Where the paragraphs before the first heading begin; none where "Abstract" opens the content."""
    if anchor in page.containers:
        return anchor
    start = anchor
    while start > 1 and start - 1 in prose and page.alone[start - 1] is None and len(page.lines.texts[start - 1]) > 150:
        start -= 1
    return start


def _without_tails(page: Page, prose: Set[int], out: list[str]) -> list[str]:
    """Short unconnected lines at the end of the content, or many in a row, are links and labels."""
    run: list[int] = []
    for index in range(len(out) + 1):
        if index < len(out) and out[index] == "content" and index not in prose:
            run.append(index)
            continue
        if run and not (run[0] > 0 and out[run[0] - 1] == "heading"):
            closes = index == len(out) or out[index] not in {"content", "heading"}
            if (len(run) >= 4 or closes) and not _are_points(page, run):
                # Points between a section's prose and the next heading of the study are no links.
                points = not closes and label_of(page.lines.texts[index]) in PARTS
                for each in run:
                    text = page.lines.texts[each]
                    out[each] = out[each] if ends_sentence(text) or (points and is_marked(text)) else "links"
        run = []
    return out


def _are_points(page: Page, run: Sequence[int]) -> bool:
    """Whether unconnected lines are results told in points: half of them or more hold a trial's figures."""
    return 2 * sum(tells_figures(page.lines.texts[index]) for index in run) >= len(run)
