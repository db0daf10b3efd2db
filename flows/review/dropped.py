"""What the cleaning dropped: the runs of source between those that became clean text."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

from extractors.traced_text import TracedText
from flows.review.originals import Original

MARKUP = frozenset({"html", "jats", "pubmed-xml"})
SILENT = frozenset({"script", "style", "svg"})
"""Elements whose text nobody reads."""


class Dropped(NamedTuple):
    """Lines of source that are not in the clean text; `after` is the clean offset behind which they stood."""

    after: int
    lines: tuple[str, ...]


def dropped_from(original: Original) -> tuple[Dropped, ...]:
    """What was dropped, in the order of the source; markup stripped, runs without a word left out."""
    document = original.document
    stripped = document.format in MARKUP
    found = []
    for start, end, after in _gaps(document.text, whole=not document.name, length=len(original.source)):
        gap = original.source[start:end]
        lines = tuple(line for line in _lines(_text_of(gap) if stripped else gap) if line)
        if any(character.isalnum() for line in lines for character in line):
            found.append(Dropped(after, lines))
    return tuple(found)


def _gaps(text: TracedText, *, whole: bool, length: int) -> Iterator[tuple[int, int, int]]:
    """(source start, source end, clean offset before it) of the source between pieces.

    What lies before the first and behind the last belongs to the document only if it is the `whole` source.
    """
    pieces = sorted(
        (piece.source_start, piece.source_start + piece.source_length, start + len(piece.text))
        for piece, start in zip(text.pieces, text.starts, strict=True)
        if piece.source_length
    )
    done, after = (0, 0) if whole or not pieces else (pieces[0][0], 0)
    for start, end, clean_end in pieces:
        if start > done:
            yield done, start, after
        if end > done:
            done, after = end, clean_end
    if whole and done < length:
        yield done, length, after


def _lines(text: str) -> Iterator[str]:
    return (" ".join(line.split()) for line in text.splitlines())


def _text_of(markup: str) -> str:
    """The text of a piece of markup, near enough to be read; one pass, whatever it holds."""
    parts, silent = [], ""
    for number, part in enumerate(markup.split("<")):
        tag, closed, behind = part.partition(">") if number else ("", ">", part)
        words = tag.replace("/", "/ ", 1).split(None, 2)
        name = words[0].casefold() if words else ""
        if name == "/" and len(words) > 1 and words[1].casefold() == silent:
            silent = ""
        elif name in SILENT and not silent and not tag.endswith("/"):
            silent = name
        if closed and not silent:
            parts.append(behind)
    return html.unescape("\n".join(parts))
