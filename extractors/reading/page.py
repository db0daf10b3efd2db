"""The lines of a scrape as a page: what each is by itself, and which of them read on as prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from extractors.reading.boilerplate import furniture
from extractors.reading.lines import Line, may_read_on, reads_on
from extractors.reading.prose import prose_among, prose_words
from extractors.reading.remembered import Remembered
from extractors.reading.sections import BEGINNING, LONGEST_HEADING, headings, label_of, may_be_heading, run_in_at

CONTAINERS = frozenset({"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"})
"""Headings that hold sections but have no label themselves."""
_CONTAINERS_BEGIN = frozenset(name[:BEGINNING] for name in CONTAINERS)
_NUMBERING = "0123456789ivx"


class Flow(NamedTuple):
    """Lines first..last (inclusive): a run of text that reads on, with its words, or unconnected lines (0 words)."""

    first: int
    last: int
    words: int


_flow = partial(tuple.__new__, Flow)  # a page has hundreds


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
    for index in [index for index, line in enumerate(lines) if _may_begin[line.bare[:BEGINNING]]]:
        if _may_open[lines[index].bare]:
            yield index


_may_begin = Remembered(
    lambda letters: letters in headings().beginnings or letters in _CONTAINERS_BEGIN or letters[:1] in _NUMBERING
)
"""Whether a line that begins with these letters may be a heading."""
_may_open = Remembered(lambda bare: may_be_heading(bare) or bare in CONTAINERS)
"""The same of a line's `bare`."""


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
                flows.append(_flow((done, first - 1, 0)))
            flows.append(_flow((first, last, words)))
            done = last + 1
    return [*flows, Flow(done, len(lines) - 1, 0)] if done < len(lines) else flows


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """First and last index of each run of lines that may be prose."""
    done = -1
    for index in sorted({*prose_among([line.text for line in page.lines]), *page.going_on}):
        if index > done:
            done = index
            while done in page.going_on:
                done += 1
            yield index, done
