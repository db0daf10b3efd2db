"""What can go wrong with a source, said so that a curator can act on it.

TrialsiftError
├── SourceError            one source could not be read: document, place, found, expected
│   ├── UnknownFormat      the bytes are none of the five formats
│   ├── BrokenMarkup       XML that is not well formed, even after the one repair we allow
│   └── TooLarge           more than a single document may hold
└── LexiconError           a lexicon contradicts itself (an alias claimed twice, an unknown unit)
"""

from __future__ import annotations


class TrialsiftError(Exception):
    """Base of all errors that this project raises on purpose."""


class SourceError(TrialsiftError):
    """One source could not be read.

    `place` is where in the source ("line 12", "character 5031", "the whole file"), `found` what stands there
    and `expected` what should. The message reads as one sentence.
    """

    def __init__(self, *, place: str, found: str, expected: str) -> None:
        super().__init__(f"{place}: found {found}; expected {expected}")
        self.place = place
        self.found = found
        self.expected = expected


class UnknownFormat(SourceError):
    """The bytes are none of the five formats."""


class BrokenMarkup(SourceError):
    """XML that is not well formed."""


class TooLarge(SourceError):
    """A source over the size that one document may have."""


class LexiconError(TrialsiftError):
    """A lexicon contradicts itself."""
