"""Which lines of a scrape are the document, and which are the page around it.

No line is judged alone. Lines that read on are one flow; a flow of prose is evidence for what stands beside
it, a flow of short unconnected lines against; the content is the stretch that gathers most. A page with the
headings of a paper is easier: what stands before the first heading and what follows "References", "MeSH
terms" or "Cite this article" is no content. Each line gets a decision with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from extractors.reading.boilerplate import OPENERS, furniture
from extractors.reading.lines import Line, lines_of, look_of, may_be_prose, reads_on
from extractors.reading.lost_headings import ORDER
from extractors.reading.sections import BEGINNING, LONGEST_HEADING, headings, label_of, run_in_at

CONTAINERS = frozenset({"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"})
"""Headings that hold sections but have no label themselves."""


class LineDecision(NamedTuple):
    """What becomes of one line, and why; the span is the line's in the source."""

    kept: bool
    reason: str
    start: int
    end: int


class Flow(NamedTuple):
    """Lines first..last (inclusive) that read on as one run of text; `words` of prose, 0 where it is none."""

    first: int
    last: int
    words: int


class Page(NamedTuple):
    """The lines of a scrape, and what each is known to be before its neighbours are asked.

    Sets hold the indices of lines: `containers` ("Abstract"), `heads` (section headings on their own line),
    `run_ins` (lines that begin with a heading).
    """

    lines: Sequence[Line]
    alone: Sequence[str | None]
    containers: frozenset[int]
    heads: frozenset[int]
    run_ins: frozenset[int]


def decide(text: str) -> tuple[LineDecision, ...]:
    """One decision for each line that is not blank, in order."""
    lines = lines_of(text)
    return tuple(
        LineDecision(reason in KEPT, reason, line.start, line.end)
        for line, reason in zip(lines, reasons(page_of(lines)), strict=True)
    )


KEPT = frozenset({"content", "heading"})


def page_of(lines: Sequence[Line]) -> Page:
    """The lines with what each is by itself."""
    begins, numbering = _beginnings(), "0123456789ivx"
    openings = [i for i, line in enumerate(lines) if line.bare[:BEGINNING] in begins or line.bare[:1] in numbering]
    return Page(
        lines,
        furniture(lines),
        frozenset(index for index in openings if lines[index].bare in CONTAINERS),
        frozenset(index for index in openings if _is_heading(lines[index])),
        frozenset(index for index in openings if run_in_at(lines[index].text, 0) is not None),
    )


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return headings().beginnings | {name[:BEGINNING] for name in CONTAINERS}


def _is_heading(line: Line) -> bool:
    """A section heading on its own line."""
    return len(line.text) <= LONGEST_HEADING and not line.is_bulleted and label_of(line.text) is not None


def reasons(page: Page) -> list[str]:
    """The reason for each line: "content" and "heading" stay, everything else goes."""
    flows = flows_of(page)
    prose: set[int] = set()
    for flow in flows:
        if flow.words or flow.first in page.run_ins:
            prose.update(range(flow.first, flow.last + 1))
    anchor = anchor_of(page, prose)
    return article(page, flows) if anchor is None else paper(page, prose, anchor)


def flows_of(page: Page) -> list[Flow]:
    """The lines grouped into runs of text that read on."""
    lines, closed = page.lines, page.heads | page.containers
    flows: list[Flow] = []
    first, last = 0, len(lines) - 1
    for index, line in enumerate(lines):
        if index < last and not lines[index + 1].gap and index not in closed and reads_on(line, lines[index + 1]):
            continue
        run = line.text if first == index else " ".join([each.text for each in lines[first : index + 1]])
        look = look_of(run) if may_be_prose(run) else None
        flows.append(Flow(first, index, look.words if look and look.is_prose else 0))
        first = index + 1
    return flows


# A paper: a page with an abstract or with section headings


def anchor_of(page: Page, prose: Set[int]) -> int | None:
    """Where a paper's content begins: "Abstract" or the first of several headings; None for another page."""
    found: list[int] = []
    for index in sorted(page.containers | page.heads | page.run_ins):
        after = index + 1
        followed = after < len(page.lines) and (after in prose or after in page.heads)
        if index in page.containers and followed:
            return min([index, *found])
        if (index in page.heads and followed) or (index in page.run_ins and index in prose):
            found.append(index)
    return found[0] if _tell_a_paper(page, found) else None


def _tell_a_paper(page: Page, found: Sequence[int]) -> bool:
    """Whether headings are those of a paper: two of its parts, not the "Subjects" and "Funding" of a news page."""
    if not TELL: return len(found) >= 2
    labels = [_label(page.lines[index].text) for index in found]
    return sum(label in ORDER for label in labels) >= 2


def _label(text: str) -> str | None:
    here = run_in_at(text, 0)
    return label_of(here.heading if here else text)
TELL=True


def paper(page: Page, prose: Set[int], anchor: int) -> list[str]:
    """The reasons for the lines of a paper."""
    start = _lead(page, prose, anchor)
    out = ["front"] * start
    headed = page.heads | page.containers
    region: str | None = None
    for index in range(start, len(page.lines)):
        why = page.alone[index]
        if index in headed and index + 1 < len(page.lines):
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
    while start > 1 and start - 1 in prose and page.alone[start - 1] is None and len(page.lines[start - 1].text) > 150:
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
            closes = index == len(out) or out[index] not in KEPT
            if len(run) >= 4 or closes:
                for each in run:
                    out[each] = out[each] if page.lines[each].ends_sentence else "links"
        run = []
    return out


# An article: anything else

ENOUGH = 60
"""Words of prose that a teaser does not have, and an article has before something is beside or below it."""
LONE = 0.1
"""What a short lone paragraph between unconnected lines counts: a teaser, a caption, a biography, a notice."""
BELOW = 0.25
"""What prose counts behind "Related stories", until it runs on as an article does."""
READERS = 0.1
"""What prose counts behind "Comments"."""
LINK, SHORT, MARK, DATED, END = -4.0, -1.0, -6.0, -6.0, -30.0
"""What a lone line says against: one that may be a link, a short sentence, furniture, a date behind the beginning of
the content (of other articles), and the opener of a region."""


def article(page: Page, flows: Sequence[Flow]) -> list[str]:
    """The reasons for the lines of a page without section headings."""
    first, last = best_stretch(weights(page, flows))
    alone, out = page.alone, list[str]()
    for number, flow in enumerate(flows):
        for index in range(flow.first, flow.last + 1):
            if number < first:
                out.append(alone[index] or "front")
            elif number > last:
                out.append(alone[index] or "after")
            else:
                why = alone[index] if flow.first == flow.last or not flow.words else None
                out.append(why or "content")
    return out


def weights(page: Page, flows: Sequence[Flow]) -> list[float]:
    """What each flow says for (or against) being inside the content: words of prose, weighed by company."""
    out: list[float] = []
    seen, running, factor = 0, (0, 0), 1.0
    for number, (first, last, words) in enumerate(flows):
        why = page.alone[first] if first == last else None
        if not words and seen > ENOUGH and (opener := OPENERS.intersection(page.alone[first : last + 1])):
            factor = READERS if "comments" in opener or factor == READERS else BELOW
            running = (0, 0)
            out.append(END)
        elif why or not words:
            running = (0, 0)
            out.append(_against(page.lines[last], why, begun=seen > ENOUGH))
        else:
            seen += words
            running = (running[0] + 1, running[1] + words)
            factor = 1.0 if factor == BELOW and running[0] > 1 and running[1] > ENOUGH else factor
            out.append(factor * min(words, 100) * (LONE if _is_lone(flows, number) else 1.0))
    return out


def _against(line: Line, why: str | None, *, begun: bool) -> float:
    if why:
        return DATED if begun and why == "date" else MARK
    return SHORT if line.text[-1] in ".?!" and " " in line.text else LINK


def _is_lone(flows: Sequence[Flow], number: int) -> bool:
    """Whether a short paragraph has no prose next to it."""
    if flows[number].words >= ENOUGH or (number and flows[number - 1].words):
        return False
    return number + 1 == len(flows) or not flows[number + 1].words


def best_stretch(weight: Sequence[float]) -> tuple[int, int]:
    """First and last index (inclusive) of the stretch with the greatest sum; (0, -1) for none."""
    best, best_at = 0.0, (0, -1)
    total, first = 0.0, 0
    for index, each in enumerate(weight):
        if total <= 0:
            total, first = 0.0, index
        total += each
        if total > best:
            best, best_at = total, (first, index)
    return best_at
