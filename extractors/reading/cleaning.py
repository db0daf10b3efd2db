"""Which lines of a scrape are the document, and which are the page around it.

No line is judged alone. Lines that read on are one flow; a flow of prose is evidence for what stands beside
it, a flow of short unconnected lines against; the content is the stretch that gathers most. A page with the
headings of a paper is easier: what stands before the first heading and what follows "References", "MeSH
terms" or "Cite this article" is no content. Each line gets a decision with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.reading.boilerplate import OPENERS, furniture
from extractors.reading.lines import Line, Look, lines_of, look_of, reads_on
from extractors.reading.sections import LONGEST_HEADING, label_of, run_in_at

CONTAINERS = frozenset({"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"})
"""Headings that hold sections but have no label themselves."""


class LineDecision(NamedTuple):
    """What becomes of one line, and why; the span is the line's in the source."""

    kept: bool
    reason: str
    start: int
    end: int


class Flow(NamedTuple):
    """Lines first..last (inclusive) that read on as one run of text."""

    first: int
    last: int
    look: Look


def decide(text: str) -> tuple[LineDecision, ...]:
    """One decision for each line that is not blank, in order."""
    lines = lines_of(text)
    return tuple(
        LineDecision(reason in KEPT, reason, line.start, line.end)
        for line, reason in zip(lines, reasons(lines), strict=True)
    )


KEPT = frozenset({"content", "heading"})


def reasons(lines: Sequence[Line]) -> list[str]:
    """The reason for each line: "content" and "heading" stay, everything else goes."""
    alone = [furniture(line) for line in lines]
    flows = flows_of(lines)
    prose = [False] * len(lines)
    for flow in flows:
        sure = flow.look.is_prose or _opens_run_in(lines[flow.first : flow.first + 1])
        for index in range(flow.first, flow.last + 1):
            prose[index] = sure
    anchor = anchor_of(lines, prose)
    if anchor is not None:
        return paper(lines, alone, prose, anchor)
    return article(alone, flows)


def flows_of(lines: Sequence[Line]) -> list[Flow]:
    """The lines grouped into runs of text that read on."""
    flows: list[Flow] = []
    first = 0
    for index, line in enumerate(lines):
        closed = index + 1 == len(lines) or is_heading(line) or line.bare in CONTAINERS
        if closed or not reads_on(line, lines[index + 1]):
            run = line.text if first == index else " ".join(each.text for each in lines[first : index + 1])
            flows.append(Flow(first, index, look_of(run)))
            first = index + 1
    return flows


# A paper: a page with an abstract or with section headings


def is_heading(line: Line) -> bool:
    """A section heading on its own line."""
    return len(line.text) <= LONGEST_HEADING and not line.is_bulleted and label_of(line.text) is not None


def anchor_of(lines: Sequence[Line], prose: Sequence[bool]) -> int | None:
    """Where a paper's content begins: "Abstract" or the first of several headings; None for another page."""
    headings: list[int] = []
    for index, line in enumerate(lines):
        followed = index + 1 < len(lines) and (prose[index + 1] or is_heading(lines[index + 1]))
        if line.bare in CONTAINERS and (followed or _opens_run_in(lines[index + 1 : index + 2])):
            return min([index, *headings])
        if (is_heading(line) and followed) or (prose[index] and _opens_run_in([line])):
            headings.append(index)
    return headings[0] if len(headings) >= 2 else None


def _opens_run_in(lines: Sequence[Line]) -> bool:
    return bool(lines) and run_in_at(lines[0].text, 0) is not None


def paper(lines: Sequence[Line], alone: Sequence[str | None], prose: Sequence[bool], anchor: int) -> list[str]:
    """The reasons for the lines of a paper."""
    start = _lead(lines, alone, prose, anchor)
    out = ["front"] * start
    region: str | None = None
    for index in range(start, len(lines)):
        line, why = lines[index], alone[index]
        if _opens_content(lines, prose, index):
            region = None
            out.append("heading" if is_heading(line) or line.bare in CONTAINERS else "content")
        elif why in OPENERS and not prose[index]:
            region = why
            out.append(why)
        else:
            out.append(region or why or "content")
    return _without_tails(lines, prose, out)


def _lead(lines: Sequence[Line], alone: Sequence[str | None], prose: Sequence[bool], anchor: int) -> int:
    """Where the paragraphs before the first heading begin; none where "Abstract" opens the content."""
    start = anchor
    while (
        lines[anchor].bare not in CONTAINERS
        and start > 1
        and prose[start - 1]
        and alone[start - 1] is None
        and len(lines[start - 1].text) > 150
    ):
        start -= 1
    return start


def _opens_content(lines: Sequence[Line], prose: Sequence[bool], index: int) -> bool:
    """A heading with something under it, or a paragraph that begins with a run-in heading."""
    line = lines[index]
    if line.bare in CONTAINERS or is_heading(line):
        return index + 1 < len(lines)
    return prose[index] and _opens_run_in([line])


def _without_tails(lines: Sequence[Line], prose: Sequence[bool], out: list[str]) -> list[str]:
    """Short unconnected lines at the end of the content, or many in a row, are links and labels."""
    run: list[int] = []
    for index in range(len(lines) + 1):
        ends = index == len(lines) or prose[index] or out[index] == "heading" or out[index] not in KEPT
        if index < len(lines) and not ends:
            run.append(index)
            continue
        after_heading = bool(run) and run[0] > 0 and out[run[0] - 1] == "heading"
        closes = index == len(lines) or out[index] not in KEPT
        if run and not after_heading and (len(run) >= 4 or closes):
            for each in run:
                if not lines[each].ends_sentence:
                    out[each] = "links"
        run = []
    return out


# An article: anything else

ENOUGH = 60
"""Words of prose that a teaser does not have, and an article has before something is beside or below it."""
LONE = 0.2
"""What a short lone paragraph between unconnected lines counts: a teaser, a caption, a biography, a notice."""
BELOW = 0.25
"""What prose counts behind "Related stories", until it runs on as an article does."""
READERS = 0.1
"""What prose counts behind "Comments"."""


def article(alone: Sequence[str | None], flows: list[Flow]) -> list[str]:
    """The reasons for the lines of a page without section headings."""
    first, last = best_stretch(weights(alone, flows))
    out: list[str] = []
    for number, flow in enumerate(flows):
        for index in range(flow.first, flow.last + 1):
            if number < first:
                out.append(alone[index] or "front")
            elif number > last:
                out.append(alone[index] or "after")
            else:
                why = alone[index] if flow.first == flow.last or not flow.look.is_prose else None
                out.append(why or "content")
    return out


def weights(alone: Sequence[str | None], flows: list[Flow]) -> list[float]:
    """What each flow says for (or against) being inside the content: words of prose, weighed by company."""
    out: list[float] = []
    seen, running, factor = 0, (0, 0), 1.0
    for number, flow in enumerate(flows):
        opener = next((alone[i] for i in range(flow.first, flow.last + 1) if alone[i] in OPENERS), None)
        marked = flow.first == flow.last and alone[flow.first] is not None
        if opener and seen > ENOUGH and not flow.look.is_prose:
            factor = READERS if opener == "comments" or factor == READERS else BELOW
            running = (0, 0)
            out.append(-30.0)
        elif marked or not flow.look.is_prose:
            running = (0, 0)
            out.append(-6.0 if marked else -4.0)
        else:
            seen += flow.look.words
            running = (running[0] + 1, running[1] + flow.look.words)
            factor = 1.0 if factor == BELOW and running[0] > 1 and running[1] > ENOUGH else factor
            out.append(factor * min(flow.look.words, 100) * (LONE if _is_lone(flows, number) else 1.0))
    return out


def _is_lone(flows: list[Flow], number: int) -> bool:
    """Whether a short paragraph has no prose next to it."""
    beside = flows[max(0, number - 1) : number] + flows[number + 1 : number + 2]
    return flows[number].look.words < ENOUGH and not any(flow.look.is_prose for flow in beside)


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
