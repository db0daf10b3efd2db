"""Which lines of a scrape are the document, and which are the page around it.

No line is judged alone. Lines that read on are one flow; a flow of prose is evidence for what stands beside
it, a flow of short unconnected lines against; the content is the stretch that gathers most. A page with the
headings of a paper is easier: what stands before the first heading and what follows "References", "MeSH
terms" or "Cite this article" is no content. Each line gets a decision with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from extractors.reading.boilerplate import OPENERS, furniture
from extractors.reading.lines import Line, lines_of, look_of, may_be_prose, may_read_on, reads_on
from extractors.reading.lost_headings import ORDER
from extractors.reading.sections import BEGINNING, LONGEST_HEADING, headings, label_of, run_in_at

CONTAINERS = frozenset({"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"})
"""Headings that hold sections but have no label themselves."""


_TELLING = re.compile(
    r"\b(?:background|introduction|objectives?|aims?|purpose|methods?|results?|findings?|conclusions?|discussion"
    r"|interpretation)\b",
    re.IGNORECASE,
)
"""Headings that a paper has and a news page hardly."""


class LineDecision(NamedTuple):
    """What becomes of one line, and why; the span is the line's in the source."""

    kept: bool
    reason: str
    start: int
    end: int


class Flow(NamedTuple):
    """Lines first..last (inclusive): a run of text that reads on, with its words, or unconnected lines (0 words)."""

    first: int
    last: int
    words: int


class Page(NamedTuple):
    """The lines of a scrape, and what each is known to be before its neighbours are asked.

    Sets hold the indices of lines: `containers` ("Abstract"), `heads` (section headings on their own line),
    `run_ins` (lines that begin with a heading), `going_on` (those whose sentence goes on in the next).
    """

    lines: Sequence[Line]
    alone: Sequence[str | None]
    containers: frozenset[int]
    heads: frozenset[int]
    run_ins: frozenset[int]
    going_on: frozenset[int]


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
    containers = frozenset(index for index in openings if lines[index].bare in CONTAINERS)
    heads = frozenset(index for index in openings if _is_heading(lines[index]))
    return Page(
        lines,
        furniture(lines),
        containers,
        heads,
        frozenset(index for index in openings if run_in_at(lines[index].text, 0) is not None),
        frozenset(i for i in may_read_on(lines) if reads_on(lines[i], lines[i + 1]) and i not in containers | heads),
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
    prose = set(page.run_ins)
    for flow in flows:
        if flow.words:
            prose.update(range(flow.first, flow.last + 1))
    anchor = anchor_of(page, prose)
    return article(page, flows) if anchor is None else paper(page, prose, anchor)


def flows_of(page: Page) -> list[Flow]:
    """The runs of prose, and between them the lines that are none."""
    lines, flows, done = page.lines, list[Flow](), 0
    for first, last in _runs(page):
        run = lines[first].text if first == last else " ".join([line.text for line in lines[first : last + 1]])
        look = look_of(run)
        if look.is_prose:
            if done < first:
                flows.append(Flow(done, first - 1, 0))
            flows.append(Flow(first, last, look.words))
            done = last + 1
    return [*flows, Flow(done, len(lines) - 1, 0)] if done < len(lines) else flows


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """First and last index of each run of lines that may be prose."""
    done = -1
    may_be = [index for index, line in enumerate(page.lines) if len(line.text) >= SHORTEST and may_be_prose(line.text)]
    for index in sorted({*may_be, *page.going_on}):
        if index > done:
            done = index
            while done in page.going_on:
                done += 1
            yield index, done


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
    printed = [here.heading if (here := run_in_at(text, 0)) else text for text in (page.lines[i].text for i in found)]
    parts = [heading for heading in printed if label_of(heading) in ORDER]
    return len(parts) >= 2 and any(map(_TELLING.search, parts))


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
LONE = 0.15
"""What a short lone paragraph between unconnected lines counts: a teaser, a caption, a biography, a notice."""
BELOW = 0.25
"""What prose counts behind "Related stories", until it runs on as an article does."""
READERS = 0.1
"""What prose counts behind "Comments"."""
SHORTEST = 12
"""Characters; prose in any script has more."""
LINK, SHORT, MARK, DATED, END = -4.0, -1.0, -5.0, -12.0, -20.0
"""What lines that are no prose say against: a possible link, a short sentence, furniture, a date (of another article),
the opener of a region."""


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
    seen, running, factor = 0, 0, 1.0
    for number, (first, last, words) in enumerate(flows):
        why = page.alone[first] if first == last else None
        if not words or why:
            begun, running = seen > ENOUGH, 0
            openers = OPENERS.intersection(page.alone[first : last + 1]) if begun and not words else ()
            if openers:
                factor = READERS if "comments" in openers or factor == READERS else BELOW
            out.append(sum([_against(page, index, begun=begun) for index in range(first, last + 1)]))
        else:
            seen += words
            running += 1
            factor = 1.0 if factor == BELOW and running > 1 else factor
            out.append(factor * min(words, 100) * (LONE if _is_lone(flows, number) else 1.0))
    return out


def _against(page: Page, index: int, *, begun: bool) -> float:
    why = page.alone[index]
    if why:
        return END if begun and why in OPENERS else DATED if why == "date" else MARK
    text = page.lines[index].text
    return SHORT if text[-1] in ".?!" and " " in text else LINK


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
