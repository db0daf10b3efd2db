"""Why each line of a source is in the clean text or not.

A scrape's lines have the cleaner's own reasons. In markup a line is what stands between two tags that are no mere
typography; whether it was kept is looked up in the reader's own pieces, and the reason is the section it went to, or
the element that it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from extractors.model import CleanDocument
from extractors.reading import BrokenDocument, read
from extractors.reading.cleaning import decide
from extractors.reading.formats import HEAD, format_of
from extractors.reading.inline import Passage
from extractors.reading.lines import lines_of
from extractors.reading.markup import Token, html_tokens, xml_tokens
from extractors.reading.source_text import source_text

INLINE = frozenset(
    "a abbr b bold cite code em ext-link font i inline-formula italic mark named-content sc small span strong sub sup "
    "tt u underline xref".split()
)
"""Tags that part no lines."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""HTML's tags that have no end."""
DEEPEST, ELEMENTS = 40, 3
"""How many open elements are remembered, and how many a reason names."""
HOLDER = "heading that opens no section"


class Explanation(NamedTuple):
    """One line: whether it was kept, why, and what it says."""

    kept: bool
    reason: str
    text: str


class Place(NamedTuple):
    """A line of the source and the reason that is known before the reader is asked."""

    start: int
    end: int
    reason: str


def explained(source: bytes, name: str) -> Iterator[Explanation]:
    """Every line of a source that is not blank, in order; `name` is only for messages.

    Raises SourceError when the source can't be read.
    """
    text = source_text(source)
    documents = tuple(read(source, name))
    for document in documents:
        if isinstance(document, BrokenDocument):
            yield Explanation(False, "can't be read", f"{document.name}: {document.error}")
    kept = Kept.of(document for document in documents if isinstance(document, CleanDocument))
    for start, end, reason in _places(text, format_of(text[:HEAD])):
        label = kept.label(start, end)
        if shown := _shown(text[start:end]):
            yield Explanation(label is not None, label or reason, shown)


class Kept(NamedTuple):
    """What of the source is in the clean text: rising runs that do not overlap, and each run's section."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, documents: Iterable[CleanDocument]) -> Kept:
        """The runs of all documents of a source."""
        runs = sorted(run for document in documents for run in _runs(document))
        ends = tuple(accumulate((end for _, end, _ in runs), max))
        return cls(tuple(start for start, _, _ in runs), ends, tuple(label for _, _, label in runs))

    def label(self, start: int, end: int) -> str | None:
        """The section that a piece of source went to; None where it was dropped."""
        index = bisect_right(self.starts, end - 1) - 1
        return self.labels[index] if index >= 0 and self.ends[index] > start else None


def _runs(document: CleanDocument) -> Iterator[tuple[int, int, str]]:
    sections = document.sections
    starts = [section.at.start for section in sections]
    for piece, at in zip(document.text.pieces, document.text.starts, strict=True):
        index = bisect_right(starts, at) - 1
        inside = index >= 0 and at < sections[index].at.end
        if piece.source_length and not piece.text.isspace():
            label = sections[index].label if inside else "heading"
            yield piece.source_start, piece.source_start + piece.source_length, label


def _places(text: str, kind: str) -> Iterator[Place]:
    if kind == "scrape":
        return (Place(start, end, HOLDER if kept else reason) for kept, reason, start, end in decide(text))
    if kind in {"medline", "pubmed-text"}:
        reason = "another field" if kind == "medline" else "beside title and abstract"
        lines = lines_of(text)
        return (Place(lines.start(index), lines.end(index), reason) for index in range(len(lines.texts)))
    return _between_tags(text, html_tokens(text) if kind == "html" else xml_tokens(text))


def _between_tags(text: str, tokens: Iterable[Token]) -> Iterator[Place]:
    """The runs of text between tags that part lines; the reason is the element they stand in."""
    within: list[str] = []
    start = end = 0
    for token in tokens:
        if token.kind in {"text", "cdata"} or token.name in INLINE:
            start, end = (token.start, token.end) if start == end else (start, token.end)
            continue
        if end > start and text[start:end].strip():
            yield Place(start, end, f"in {' > '.join(within[-ELEMENTS:])}")
        start = end = token.end
        _enter(within, token)
    if text[start:end].strip():
        yield Place(start, end, "after the last tag")


def _enter(within: list[str], token: Token) -> None:
    """Keep the open elements; one that is closed closes those left open inside it."""
    if token.kind == "start" and token.name not in VOID:
        within.append(token.name)
    elif token.kind == "end" and token.name in within[-DEEPEST:]:
        while within.pop() != token.name:
            pass


def _shown(piece: str) -> str:
    passage = Passage(piece, is_html=True)
    for token in html_tokens(piece):
        if token.kind in {"text", "cdata"}:
            passage.take(token)
    return passage.finished().text
