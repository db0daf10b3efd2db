"""From the source back to the cleaned text: where a record's quote stands on the page.

Records know their place in the source; the page shows the cleaned text. The pieces of the traced text lead back, and
a place counts only if the quote stands there word for word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.traced_text import CleanSpan, TracedText

MOST_SHARING = 8
"""Pieces that one run of source may have become ("&lt;" between two cuts): how far back to look."""


class Places:
    """The way back from source offsets, for one text."""

    def __init__(self, text: TracedText) -> None:
        self.text = text
        order = sorted((piece.source_start, index) for index, piece in enumerate(text.pieces) if piece.source_length)
        self._source_starts = [start for start, _ in order]
        self._indices = [index for _, index in order]

    def clean_span(self, start: int, quote: str) -> CleanSpan | None:
        """Where a quote that begins at a source offset stands in the clean text; None if it does not."""
        for at in self._candidates(start):
            if quote and self.text.text.startswith(quote, at):
                return CleanSpan(at, at + len(quote))
        return None

    def _candidates(self, source_offset: int) -> Iterator[int]:
        last = bisect_right(self._source_starts, source_offset) - 1
        for place in range(last, max(-1, last - MOST_SHARING), -1):
            index = self._indices[place]
            piece, start = self.text.pieces[index], self.text.starts[index]
            if not piece.source_start <= source_offset < piece.source_start + piece.source_length:
                continue
            if len(piece.text) == piece.source_length:
                yield start + source_offset - piece.source_start
            else:
                yield from range(start, start + len(piece.text))


class Run(NamedTuple):
    """A run of clean text and its run of source; of one length where characters map one to one."""

    clean: int
    source: int
    clean_length: int
    source_length: int


def runs(text: TracedText) -> Sequence[Run]:
    """The pieces as the page's script needs them: inserted ones left out, neighbours that go on merged."""
    merged: list[Run] = []
    for piece, start in zip(text.pieces, text.starts, strict=True):
        if not piece.source_length:
            continue
        run = Run(start, piece.source_start, len(piece.text), piece.source_length)
        if merged and _goes_on(merged[-1], run):
            last = merged.pop()
            run = Run(last.clean, last.source, *(2 * (last.clean_length + run.clean_length,)))
        merged.append(run)
    return merged


def _goes_on(run: Run, after: Run) -> bool:
    one_to_one = run.clean_length == run.source_length and after.clean_length == after.source_length
    return one_to_one and (run.clean + run.clean_length, run.source + run.source_length) == (after.clean, after.source)
