"""Files of many documents, read, and what their sections hold."""

from __future__ import annotations

from extractors.model import CleanDocument
from extractors.reading import read


def documents(source: str, name: str) -> list[CleanDocument]:
    """The documents of a source; none of them may fail."""
    found = list(read(source.encode(), name))
    assert all(isinstance(document, CleanDocument) for document in found)
    return [document for document in found if isinstance(document, CleanDocument)]


def contents(document: CleanDocument) -> list[tuple[str, str]]:
    """The label and the text of each section."""
    text = document.text.text
    return [(section.label, text[section.at.start : section.at.end]) for section in document.sections]
