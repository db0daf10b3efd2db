"""Which lines of a scrape are the document, and which are the page around it.

No line is judged alone. Lines that read on are one flow; a flow of prose is evidence for what stands beside
it, a flow of short unconnected lines against; the content is the stretch that gathers most. A page with the
headings of a paper is easier: what stands before the first heading and what follows "References", "MeSH
terms" or "Cite this article" is no content. Each line gets a decision with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.reading.article import article
from extractors.reading.furniture import Furniture
from extractors.reading.lines import lines_of
from extractors.reading.page import Flow, Page, flows_of, page_of
from extractors.reading.paper import anchor_of, paper
from extractors.reading.poster import is_poster, loose_points, poster

KEPT = frozenset({"content", "heading"})


class LineDecision(NamedTuple):
    """What becomes of one line, and why; the span is the line's in the source."""

    kept: bool
    reason: str
    start: int
    end: int


class Reasons(NamedTuple):
    """Why each line of a page stays or goes.

    `within` has the reasons from the line `begin` on. What stands around is "front" and "after" where it is not
    furniture by itself, and that is told where somebody asks.
    """

    begin: int
    within: Sequence[str]
    alone: Furniture

    @property
    def before(self) -> range:
        """The lines before."""
        return range(self.begin)

    @property
    def behind(self) -> range:
        """The lines behind."""
        return range(self.begin + len(self.within), len(self.alone))

    @property
    def content(self) -> int:
        """The first line that stays, or the number of lines where none does."""
        kept = (index for index, reason in enumerate(self.within, self.begin) if reason in KEPT)
        return next(kept, len(self.alone))

    def of(self, index: int) -> str:
        """The reason for one line."""
        if index < self.begin:
            return self.alone[index] or "front"
        within = index - self.begin
        return self.within[within] if within < len(self.within) else self.alone[index] or "after"

    def every(self) -> list[str]:
        """The reasons for all lines."""
        before, behind = self.alone.between(0, self.begin), self.alone.between(self.behind.start, len(self.alone))
        return [*(why or "front" for why in before), *self.within, *(why or "after" for why in behind)]


def decide(text: str) -> tuple[LineDecision, ...]:
    """One decision for each line that is not blank, in order."""
    lines = lines_of(text)
    return tuple(
        LineDecision(reason in KEPT, reason, lines.start(index), lines.end(index))
        for index, reason in enumerate(reasons(page_of(lines)).every())
    )


def reasons(page: Page) -> Reasons:
    """The reason for each line: "content" and "heading" stay, everything else goes."""
    if is_poster(page) and (points := poster(page)):
        return _whole(page, points)
    flows = flows_of(page)
    why = _of_paper(page, flows) if page.containers or page.heads or page.run_ins else None
    if why is None:
        why = Reasons(*article(page, flows), page.alone)
    if not KEPT.isdisjoint(why.within):
        return why
    return _whole(page, points) if (points := poster(page) or loose_points(page)) else why


def _of_paper(page: Page, flows: Sequence[Flow]) -> Reasons | None:
    """The reasons where a page has the headings of a paper."""
    prose = set(page.run_ins)
    for flow in flows:
        if flow.words:
            prose.update(range(flow.first, flow.last + 1))
    anchor = anchor_of(page, prose)
    return None if anchor is None else _whole(page, paper(page, prose, anchor))


def _whole(page: Page, why: Sequence[str]) -> Reasons:
    return Reasons(0, why, page.alone)
