"""A document with its numerals and sentences found: the page that every kind reads from.

Offsets are clean offsets. `scan` is the folded text (see folding): the same length as `text`, plain typography; match
patterns on `scan`, quote from `text`. What costs (tokens, arms, drugs, time points) is found when first asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from extractors import numerals, sentences
from extractors.folding import fold
from extractors.links.arm_leads import leads_in
from extractors.links.arms import ArmInventory
from extractors.links.drugs import DrugMention, drugs_in
from extractors.links.page import Page
from extractors.links.times import TimeMention, times_in
from extractors.links.word_starts import lowered
from extractors.model import CleanDocument, Sentence
from extractors.numerals import Numeral


class AnnotatedText:
    """One document, annotated; made once and read by all kinds."""

    def __init__(self, document: CleanDocument) -> None:
        self.document = document
        self.text = document.text.text
        self.scan = fold(self.text)
        self.sentences = tuple(
            [
                Sentence(start, end, section.label)
                for section in document.sections
                for start, end in sentences.split(self.scan, section.at.start, section.at.end)
            ]
        )
        self._leads = leads_in(lowered(self.scan))
        self.numerals = tuple(
            [
                numeral
                for section in document.sections
                for numeral in numerals.find(self.scan, *section.at, text=self.text, words=self._leads.numbers)
            ]
        )
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._numeral_starts = [numeral.start for numeral in self.numerals]
        self._drugs: dict[Sentence, tuple[DrugMention, ...]] = {}
        self._times: dict[Sentence, tuple[TimeMention, ...]] = {}

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a clean offset (the one before it, between two sentences)."""
        return self.sentences[(bisect_right(self._sentence_starts, offset) or 1) - 1]

    def previous(self, sentence: Sentence) -> Sentence | None:
        """The sentence before, in the same section; None at a section's start."""
        index = bisect_left(self._sentence_starts, sentence.start) - 1
        return self.sentences[index] if index >= 0 and self._same_section(index, index + 1) else None

    def following(self, sentence: Sentence) -> Sentence | None:
        """The sentence after, in the same section; None at a section's end."""
        index = bisect_right(self._sentence_starts, sentence.start)
        return self.sentences[index] if index < len(self.sentences) and self._same_section(index - 1, index) else None

    def numerals_between(self, start: int, end: int) -> range:
        """Indices (into `numerals`) of the numerals that begin in [start, end)."""
        return range(bisect_left(self._numeral_starts, start), bisect_left(self._numeral_starts, end))

    def numeral_from(self, start: int) -> int | None:
        """The index of the numeral that begins at `start`, or None."""
        index = bisect_left(self._numeral_starts, start)
        return index if index < len(self.numerals) and self._numeral_starts[index] == start else None

    def numeral_over(self, offset: int) -> int | None:
        """The index of the numeral that covers a clean offset (its sign and multiplier included), or None."""
        index = bisect_right(self._numeral_starts, offset) - 1
        return index if index >= 0 and offset < self.numerals[index].end else None

    def numeral(self, index: int) -> Numeral:
        """The numeral of an index."""
        return self.numerals[index]

    @cached_property
    def arms(self) -> ArmInventory:
        """The document's arms and where they are named."""
        figures = tuple([numeral.end for numeral in self.numerals])
        return ArmInventory.of(Page.of(self.scan, self.sentences, self._leads, figures), self.text)

    def drugs(self, sentence: Sentence) -> tuple[DrugMention, ...]:
        """The drugs named in a sentence, in order."""
        if sentence not in self._drugs:
            self._drugs[sentence] = drugs_in(self.text, self.scan, sentence)
        return self._drugs[sentence]

    def times(self, sentence: Sentence) -> tuple[TimeMention, ...]:
        """The time points named in a sentence, in order."""
        if sentence not in self._times:
            self._times[sentence] = times_in(self.scan, sentence)
        return self._times[sentence]

    def _same_section(self, one: int, other: int) -> bool:
        return self.sentences[one].section == self.sentences[other].section
