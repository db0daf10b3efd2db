"""The bare page that links are looked for on: folded text, its lower-case twin, its sentences, its leads to groups."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from extractors.links.arm_leads import Leads
from extractors.links.word_starts import lowered
from extractors.model import Sentence


class Page(NamedTuple):
    """`lowered` is `scan` in lower case, character by character: searching it costs half of ignoring case.

    `figures` is where its numerals end.
    """

    scan: str
    lowered: str
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...]
    leads: Leads
    figures: tuple[int, ...]

    @classmethod
    def of(cls, scan: str, sentences: tuple[Sentence, ...], leads: Leads, figures: tuple[int, ...]) -> Page:
        """The page of a folded text."""
        return cls(scan, lowered(scan), sentences, tuple([sentence.start for sentence in sentences]), leads, figures)

    def sentence_number(self, offset: int) -> int:
        """The index of the sentence that holds an offset; -1 between sentences."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else -1

    def sentence_over(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset; None between sentences (in a heading)."""
        index = bisect_right(self.starts, offset) - 1
        return self.sentences[index] if index >= 0 and offset < self.sentences[index].end else None
