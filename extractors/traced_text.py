"""Text that knows where each of its characters came from.

Cleaning never hands on a bare string. A `TracedText` is the clean text with the pieces of the source it was
made of; `source_span` turns a clean span into a source span by look-up, never by searching again. The two kinds
of span are two types, so that a type checker catches a mix-up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple


class CleanSpan(NamedTuple):
    """A half-open range of characters in the clean text."""

    start: int
    end: int


class SourceSpan(NamedTuple):
    """A half-open range of characters in the decoded source, markup and all."""

    start: int
    end: int


class Piece(NamedTuple):
    """A run of clean text and the run of source it came from.

    Where both have the same length the characters map one to one; otherwise ("&lt;" to "<", nothing to "^") the
    run maps as a whole.
    """

    text: str
    source_start: int
    source_length: int


@dataclass(frozen=True, slots=True)
class TracedText:
    """Clean text, and the pieces of the source it is made of, in clean order."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    @classmethod
    def of_pieces(cls, pieces: Iterable[Piece]) -> TracedText:
        """The pieces joined; empty ones are dropped."""
        kept = tuple([piece for piece in pieces if piece.text])
        if len(kept) == 1:
            return cls(kept[0].text, kept, (0,))
        texts = [piece.text for piece in kept]
        return cls("".join(texts), kept, (0, *accumulate(map(len, texts)))[: len(kept)])

    @classmethod
    def of_source(cls, source: str) -> TracedText:
        """A source taken as it stands."""
        return cls.of_pieces([Piece(source, 0, len(source))])

    @classmethod
    def joined(cls, texts: Iterable[TracedText]) -> TracedText:
        """Several traced texts one after the other."""
        return cls.of_pieces(piece for text in texts for piece in text.pieces)

    def __len__(self) -> int:
        return len(self.text)

    def source_span(self, at: CleanSpan) -> SourceSpan:
        """Where a clean span stands in the source.

        Raises ValueError for an empty span or one outside the text.
        """
        start, end = at
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {at} is empty or outside a text of {len(self.text)} characters")
        first = bisect_right(self.starts, start) - 1
        text, source_start, source_length = self.pieces[first]
        if len(text) == source_length and end <= (begin := self.starts[first]) + source_length:  # most spans
            return SourceSpan(source_start + start - begin, source_start + end - begin)
        last = bisect_right(self.starts, end - 1) - 1
        return SourceSpan(self._source_of(first, start), self._source_of(last, end - 1, after=True))

    def cut(self, start: int, end: int) -> TracedText:
        """The part between two clean offsets."""
        start, end = max(0, start), min(end, len(self.text))
        if start >= end:
            return TracedText("", (), ())
        if end - start == len(self.text):
            return self
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        if first == last:
            return TracedText(self.text[start:end], (self._piece_between(first, start, end),), (0,))
        return TracedText.of_pieces(self._piece_between(i, start, end) for i in range(first, last + 1))

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> TracedText:
        """The text with each (start, end, replacement) carried out; edits come in order and do not overlap.

        A replacement maps as a whole to the source of what it replaces.
        """
        parts, done = [], 0
        for start, end, replacement in edits:
            parts.append(self.cut(done, start))
            parts.append(TracedText.of_pieces([self._replaced(start, end, replacement)]))
            done = end
        parts.append(self.cut(done, len(self.text)))
        return TracedText.joined(parts)

    def stripped(self) -> TracedText:
        """Without white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, len(self.text.rstrip()))

    def _replaced(self, start: int, end: int, replacement: str) -> Piece:
        if start == end:
            here = self.source_span(CleanSpan(start, start + 1)).start if start < len(self.text) else self._end()
            return Piece(replacement, here, 0)
        source = self.source_span(CleanSpan(start, end))
        return Piece(replacement, source.start, source.end - source.start)

    def _end(self) -> int:
        return self.pieces[-1].source_start + self.pieces[-1].source_length if self.pieces else 0

    def _source_of(self, index: int, offset: int, *, after: bool = False) -> int:
        piece = self.pieces[index]
        if len(piece.text) == piece.source_length:
            return piece.source_start + offset - self.starts[index] + after
        return piece.source_start + (piece.source_length if after else 0)

    def _piece_between(self, index: int, start: int, end: int) -> Piece:
        piece, at = self.pieces[index], self.starts[index]
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        if low == 0 and high == len(piece.text):
            return piece
        if len(piece.text) == piece.source_length:
            return Piece(piece.text[low:high], piece.source_start + low, high - low)
        return Piece(piece.text[low:high], piece.source_start, piece.source_length)
