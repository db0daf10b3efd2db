"""Which lines of a scrape are the document, and which are the page around it.

No line is judged alone. Lines that read on are one flow; a flow of prose is evidence for what stands beside
it, a flow of short unconnected lines against; the content is the stretch that gathers most. A page with the
headings of a paper is easier: what stands before the first heading and what follows "References", "MeSH
terms" or "Cite this article" is no content. Each line gets a decision with its reason.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from extractors.reading.article import article
from extractors.reading.lines import lines_of
from extractors.reading.page import Page, flows_of, page_of
from extractors.reading.paper import anchor_of, paper
from extractors.reading.poster import is_poster, poster

KEPT = frozenset({"content", "heading"})


class LineDecision(NamedTuple):
    """What becomes of one line, and why; the span is the line's in the source."""

    kept: bool
    reason: str
    start: int
    end: int


_decision = partial(tuple.__new__, LineDecision)  # a page has thousands


def decide(text: str) -> tuple[LineDecision, ...]:
    """One decision for each line that is not blank, in order."""
    lines = lines_of(text)
    return tuple(
        _decision((reason in KEPT, reason, start, end))
        for reason, start, end in zip(reasons(page_of(lines)), lines.starts, lines.ends, strict=True)
    )


def reasons(page: Page) -> list[str]:
    """The reason for each line: "content" and "heading" stay, everything else goes."""
    if is_poster(page) and (why := poster(page)):
        return why
    flows = flows_of(page)
    prose = set(page.run_ins)
    for flow in flows:
        if flow.words:
            prose.update(range(flow.first, flow.last + 1))
    anchor = anchor_of(page, prose)
    why = article(page, flows) if anchor is None else paper(page, prose, anchor)
    return why if not KEPT.isdisjoint(why) else poster(page) or why
