"""The cleaned text as the page shows it: sections of lines, lines of segments, each segment with what stands on it."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from extractors import sentences
from extractors.folding import fold
from extractors.model import CleanDocument, Section
from extractors.traced_text import CleanSpan
from flows.review.dropped import Dropped


class Mark(NamedTuple):
    """Evidence (`record` is the record's id), or a numeral that nothing explains ("")."""

    at: CleanSpan
    record: str = ""
    kind: str = ""


class Segment(NamedTuple):
    """A run of text under the same marks."""

    text: str
    records: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unexplained: bool = False


class Line(NamedTuple):
    """A line of the clean text from its offset on; `sentences` are the offsets at which its sentences begin."""

    start: int
    segments: tuple[Segment, ...]
    sentences: tuple[int, ...]


class Part(NamedTuple):
    """A section on the page, its heading first; or what was dropped (then nothing else)."""

    label: str
    heading: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    dropped: tuple[str, ...] = ()


def parts_of(document: CleanDocument, marks: Iterable[Mark], dropped: Sequence[Dropped]) -> tuple[Part, ...]:
    """The whole clean text in order, with what was dropped at its place between lines."""
    text = document.text.text
    scan = fold(text)
    in_order = sorted(marks)
    parts = _Parts(dropped)
    starts = [section.at.start for section in document.sections]
    first_mark = 0
    for start, end in _lines(text):
        while first_mark < len(in_order) and in_order[first_mark].at.end <= start:
            first_mark += 1
        begun = tuple(offset for offset, _ in sentences.split(scan, start, end))
        line = Line(start, tuple(_segments(text, start, end, islice(in_order, first_mark, None))), begun)
        index = bisect_right(starts, start) - 1
        section = document.sections[index] if index >= 0 else None
        parts.add(line, section if section and start < section.at.end else None, end=end)
    return parts.closed()


class _Parts:
    """Parts as they come: a heading waits for its section, what was dropped stands behind the line before it."""

    def __init__(self, dropped: Sequence[Dropped]) -> None:
        self._done: list[Part] = []
        self._section: Section | None = None
        self._heading: list[Line] = []
        self._lines: list[Line] = []
        self._dropped = deque(sorted(dropped, key=lambda gap: gap.after))
        self._drop(before=1)

    def add(self, line: Line, section: Section | None, *, end: int) -> None:
        """A line of a section, or a heading (None)."""
        if section is None or section is not self._section:
            if self._lines:
                self._close()
            self._section = section
        (self._lines if section else self._heading).append(line)
        if section and self._dropped and self._dropped[0].after <= end:
            self._close()
            self._drop(before=end + 1)

    def closed(self) -> tuple[Part, ...]:
        """All parts."""
        self._close()
        self._drop(before=None)
        return tuple(self._done)

    def _close(self) -> None:
        if self._heading or self._lines:
            label = self._section.label if self._section else ""
            self._done.append(Part(label, tuple(self._heading), tuple(self._lines)))
        self._heading, self._lines = [], []

    def _drop(self, *, before: int | None) -> None:
        lines: list[str] = []
        while self._dropped and (before is None or self._dropped[0].after < before):
            lines.extend(self._dropped.popleft().lines)
        if lines:
            self._done.append(Part("dropped", dropped=tuple(lines)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _segments(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Segment]:
    """The line cut wherever a mark begins or ends; `marks` in order, those before the line left out."""
    here = [mark for mark in takewhile(lambda mark: mark.at.start < end, marks) if mark.at.end > start]
    edges = {max(start, mark.at.start) for mark in here} | {min(end, mark.at.end) for mark in here} | {start, end}
    waiting, over = deque(here), list[Mark]()
    for low, high in pairwise(sorted(edges)):
        over = [mark for mark in over if mark.at.end > low]
        while waiting and waiting[0].at.start <= low:
            over.append(waiting.popleft())
        evidence = [mark for mark in over if mark.record]
        records = tuple(dict.fromkeys(mark.record for mark in evidence))
        kinds = tuple(dict.fromkeys(mark.kind for mark in evidence))
        yield Segment(text[low:high], records, kinds, len(evidence) < len(over))
