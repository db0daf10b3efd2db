"""The clean text's layout, the same for every format.

The title on its own line and a blank line; then for each section its heading on its own line (if it has
one), its paragraphs one a line, and a blank line. Sections cover content only, so that rules never read a
heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from extractors.folding import INVISIBLE, LIGATURES
from extractors.model import Section
from extractors.reading.sections import label_of, split_run_in
from extractors.traced_text import CleanSpan, Piece, TracedText

EMPTY = TracedText.of_pieces(())
UNSEEN = re.compile(f"[{INVISIBLE}]")
AS_PRINTED = "".join(LIGATURES)
ODD = re.compile(f"[{INVISIBLE}{AS_PRINTED}]")
SEEN = re.compile(f"[{AS_PRINTED}]|[^{INVISIBLE}{AS_PRINTED}]+")


_piece = partial(tuple.__new__, Piece)  # a document has hundreds


class Part(NamedTuple):
    """A section before it has a place: its label, its heading as printed and its paragraphs."""

    label: str
    heading: TracedText
    paragraphs: tuple[TracedText, ...]


def laid_out(title: TracedText, parts: Iterable[Part]) -> tuple[TracedText, tuple[Section, ...]]:
    """The clean text of a document and its sections; a part without content leaves only its heading."""
    page = _Page()
    if title := visible(title):
        page.section("title", "", (title,))
    for part in parts:
        if heading := visible(part.heading):
            page.line(heading)
        if paragraphs := tuple(filter(None, map(visible, part.paragraphs))):
            page.section(part.label, heading.text, paragraphs)
    return page.finished()


def visible(text: TracedText) -> TracedText:
    """Without what is the typesetter's: soft hyphens and zero-width characters, which part words that we look for, and
    ligatures, which hide their letters.
    """
    if text.text.isascii() or not ODD.search(text.text):
        return text
    return TracedText.of_pieces(part for piece in text.pieces for part in _visible_parts(piece))


def _visible_parts(piece: Piece) -> Iterator[Piece]:
    if len(piece.text) != piece.source_length:
        yield piece
        return
    for part in SEEN.finditer(piece.text):
        yield Piece(LIGATURES.get(part[0], part[0]), piece.source_start + part.start(), len(part[0]))


def run_in_parts(paragraphs: Sequence[TracedText], *, label: str = "body", heading: TracedText = EMPTY) -> list[Part]:
    """Paragraphs as parts, a new one at each heading that stands in the running text ("METHODS: …")."""
    parts: list[Part] = []
    current, below = Part(label, heading, ()), list[TracedText]()
    for paragraph in paragraphs:
        done = 0
        for printed, content in split_run_in(paragraph):
            start = max(done, paragraph.text.find(printed, done))
            end = max(start, paragraph.text.find(content.text, start + len(printed))) + len(content)
            if printed and not below and _repeats(printed, current):
                content = paragraph.cut(start, end)
            elif printed:
                parts.append(current._replace(paragraphs=tuple(below)))
                current, below = Part(label_of(printed) or label, paragraph.cut(start, start + len(printed)), ()), []
            done = end
            below.append(content)
    parts.append(current._replace(paragraphs=tuple(below)))
    return [part for part in parts if part.heading or any(part.paragraphs)]


def _repeats(printed: str, current: Part) -> bool:
    """Whether a heading only says again what the section's own heading above it says."""
    return bool(current.heading) and label_of(printed) == current.label


class _Page:
    """The pieces and sections so far."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._sections: list[Section] = []
        self._length = 0

    def line(self, text: TracedText, *, breaks: str = "\n") -> None:
        _, start, length = text.pieces[-1]
        self._pieces += text.pieces
        self._pieces.append(_piece((breaks, start + length, 0)))
        self._length += len(text.text) + len(breaks)

    def section(self, label: str, heading: str, paragraphs: Sequence[TracedText]) -> None:
        start = self._length
        for paragraph in paragraphs[:-1]:
            self.line(paragraph)
        self.line(paragraphs[-1], breaks="\n\n")
        self._sections.append(Section(label, heading, CleanSpan(start, self._length - 2)))

    def finished(self) -> tuple[TracedText, tuple[Section, ...]]:
        """All of it, with one line break at the end."""
        if self._pieces:
            self._pieces[-1] = self._pieces[-1]._replace(text="\n")
        return TracedText.of_pieces(self._pieces), tuple(self._sections)
