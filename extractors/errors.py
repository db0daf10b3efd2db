"""What can go wrong with a source, said so that a curator can act on it.

TrialsiftError
├── SourceError            one source could not be read: document, place, found, expected
│   ├── UnknownFormat      the bytes are none of the five formats
│   ├── BrokenMarkup       XML that is not well formed, even after the one repair we allow
│   ├── TooLarge           more than a single document may hold
│   ├── TooSlow            the rules did not come to an end with it in the time given
│   └── Deadly             it ended the process that read it
└── LexiconError           a lexicon contradicts itself (an alias claimed twice, an unknown unit)

OutOfTime                  raised from outside, in the midst of any work; becomes a TooSlow of one document
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


class TooSlow(SourceError):
    """A document that took more time than one may take."""

    @classmethod
    def after(cls, seconds: float) -> TooSlow:
        """The error for so many seconds of the processor."""
        return cls(
            place="the whole document",
            found=f"text that takes more than {seconds:g} seconds to read",
            expected="a report (look into it, split it or leave it out; --document-seconds gives it more time)",
        )


class Deadly(SourceError):
    """A document that ends the process that reads it."""

    def __init__(self) -> None:
        super().__init__(
            place="the whole document",
            found="text with which the process that read it was killed (out of memory?)",
            expected="a report (look into it, split it or leave it out, and report it)",
        )


class OutOfTime(BaseException):
    """The time for one document is over.

    No Exception, for a library's `except Exception` must not stop it on its way out. Readers and pipeline catch it
    where one document ends and the next begins.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"more than {seconds:g} seconds")
        self.seconds = seconds


class LexiconError(TrialsiftError):
    """A lexicon contradicts itself."""
