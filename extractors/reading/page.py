"""The lines of a scrape as a page: what each is by itself, and which of them read on as prose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from extractors.reading.furniture import Furniture
from extractors.reading.lines import Lines, reading_on
from extractors.reading.prose import may_be_prose, prose_among, prose_words
from extractors.reading.roles import roles_of


class Flow(NamedTuple):
    """Lines first..last (inclusive): a run of text that reads on, with its words, or unconnected lines (0 words)."""

    first: int
    last: int
    words: int


_flow = partial(tuple.__new__, Flow)  # a page has hundreds


class Page(NamedTuple):
    """The lines of a scrape, and what each is known to be before its neighbours are asked.

    `alone` has the reason why a line is furniture by itself. Sets hold the indices of lines: `containers` ("Abstract"),
    `heads` (section headings on their own line), `run_ins` (lines that begin with a heading), `types` (publication
    types), `going_on` (those whose sentence goes on in the next).
    """

    lines: Lines
    alone: Furniture
    containers: frozenset[int]
    heads: frozenset[int]
    run_ins: frozenset[int]
    types: frozenset[int]
    going_on: frozenset[int]


def page_of(lines: Lines) -> Page:
    """The lines with what each is by itself."""
    telling = roles_of(lines.texts, lines.initials)
    containers, heads, run_ins, types = (
        frozenset(index for index, roles in telling.items() if role in roles)
        for role in ("container", "head", "run-in", "publication type")
    )
    going_on = reading_on(lines) - containers - heads
    return Page(lines, Furniture(lines.texts), containers, heads, run_ins, types, going_on)


def flows_of(page: Page) -> list[Flow]:
    """The runs of prose, and between them the lines that are none."""
    texts, flows, done = page.lines.texts, list[Flow](), 0
    for first, last in _runs(page):
        if first == last:
            words = prose_words(texts[first])
        else:
            run = " ".join(texts[first : last + 1])
            words = prose_words(run) if may_be_prose(run) else 0
        if words:
            if done < first:
                flows.append(_flow((done, first - 1, 0)))
            flows.append(_flow((first, last, words)))
            done = last + 1
    return [*flows, Flow(done, len(texts) - 1, 0)] if done < len(texts) else flows


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """First and last index of each run of lines that may be prose."""
    done, going_on = -1, page.going_on
    for index in sorted(going_on.union(prose_among(page.lines.texts))):
        if index > done:
            done = index
            while done in going_on:
                done += 1
            yield index, done
