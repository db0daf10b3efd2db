"""A source that holds one document, read; and the content of its sections."""

from __future__ import annotations

from extractors.model import CleanDocument
from extractors.reading import read


def only(source: str) -> CleanDocument:
    """The one document of a source, whose format its content tells."""
    (document,) = read(source.encode(), "source")
    assert isinstance(document, CleanDocument)
    return document


def contents(document: CleanDocument) -> list[tuple[str, str, str]]:
    """Label, heading and text of each section."""
    text = document.text.text
    return [(s.label, s.heading, text[s.at.start : s.at.end]) for s in document.sections]
