"""The lines of a scrape as a page: what each is by itself, and which of them read on as prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.reading.boilerplate import furniture
from extractors.reading.lines import Line, may_be_prose, may_read_on, prose_words, reads_on
from extractors.reading.sections import BEGINNING, LONGEST_HEADING, headings, label_of, may_be_heading, run_in_at

CONTAINERS = frozenset({"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"})
"""Headings that hold sections but have no label themselves."""
_CONTAINERS_BEGIN = frozenset(name[:BEGINNING] for name in CONTAINERS)
SHORTEST = 12
"""Characters; prose in any script has more."""


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


def page_of(lines: Sequence[Line]) -> Page:
    """The lines with what each is by itself."""
    openings = list(_openings(lines))
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


def _openings(lines: Sequence[Line]) -> Iterator[int]:
    """The lines that may be a heading or begin with one."""
    begins, numbering = headings().beginnings | _CONTAINERS_BEGIN, "0123456789ivx"
    for index, line in enumerate(lines):
        bare = line.bare
        if (bare[:BEGINNING] in begins or bare[:1] in numbering) and (may_be_heading(bare) or bare in CONTAINERS):
            yield index


def _is_heading(line: Line) -> bool:
    """A section heading on its own line."""
    return len(line.text) <= LONGEST_HEADING and not line.is_bulleted and label_of(line.text) is not None


def flows_of(page: Page) -> list[Flow]:
    """The runs of prose, and between them the lines that are none."""
    lines, flows, done = page.lines, list[Flow](), 0
    for first, last in _runs(page):
        run = lines[first].text if first == last else " ".join([line.text for line in lines[first : last + 1]])
        if words := prose_words(run):
            if done < first:
                flows.append(Flow(done, first - 1, 0))
            flows.append(Flow(first, last, words))
            done = last + 1
    return [*flows, Flow(done, len(lines) - 1, 0)] if done < len(lines) else flows


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """First and last index of each run of lines that may be prose."""
    done = -1
    texts = [line.text for line in page.lines]
    may_be = [index for index, text in enumerate(texts) if len(text) >= SHORTEST and may_be_prose(text)]
    for index in sorted({*may_be, *page.going_on}):
        if index > done:
            done = index
            while done in page.going_on:
                done += 1
            yield index, done
