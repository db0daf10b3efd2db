"""The bare page that links are looked for on: folded text, its lower-case twin, and its sentences."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from extractors.model import Sentence


class Page(NamedTuple):
    """`lowered` is `scan` in lower case, character by character: searching it costs half of ignoring case."""

    scan: str
    lowered: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, scan: str, sentences: tuple[Sentence, ...]) -> Page:
        """The page of a folded text."""
        lowered = scan.lower()
        if len(lowered) != len(scan):  # "İ" becomes two characters
            lowered = "".join(small if len(small := character.lower()) == 1 else character for character in scan)
        return cls(scan, lowered, sentences, tuple(sentence.start for sentence in sentences))

    def sentence_over(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset; None between sentences (in a heading)."""
        index = bisect_right(self.starts, offset) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None
