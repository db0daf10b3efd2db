"""The nouns of this room: a count as it stands in its sentence, and the sentence with its brackets told apart."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from extractors.findings.sample_size.people import RECRUITING
from extractors.findings.sample_size.roles import Hit, cues_in
from extractors.findings.sample_size.things import randomizes_places
from extractors.findings.sample_size.verbs import is_said_of_each
from extractors.links.annotated import AnnotatedText
from extractors.model import Sentence

BASELINE = re.compile(
    r"\b(?:(?<!with\s)(?<!with\sa\s)baseline|at\s(?:the\s)?(?:outset|start|beginning)|(?:at|on|before)\s(?:the\s)?(?:study\s|time\sof\s)?"
    r"(?:entry|enrol+ment|inclusion|randomi[sz]ation|recruitment"
    r"|screening|presentation|admission|diagnosis|start)|pre-?treatment|[Tt]able\s1|demographics?|at\sfirst\svisit)\b",
    re.IGNORECASE,
)
LATER = re.compile(
    r"\b(?:after|following|during|at\s(?:the\s)?(?:weeks?|months?|days?|years?|end|follow)|by\s(?:weeks?|months?|day)"
    r"|follow-?up|post-?treatment)\b",
    re.IGNORECASE,
)
FENCE = re.compile(
    r";|—|l(?<!\wl)eaving\b|o(?<!\wo)f\s(?:whom|which)\b|w(?<!\ww)h(?:o|ereas|ile)\b|b(?<!\wb)ut\b"
    r"|a(?<!\wa)lthough\b|,\sand\s(?=\d)"
)
"""Every choice begins with its letter, not with "\\b": so the engine looks for these letters only."""
BRACKET = re.compile(r"[()\[\]]")
MOST_BRACKETS = 200


class Count(NamedTuple):
    """A number that counts people, before its role is known.

    `start` and `end` hold the quote, `numeral` is its number's index, `owned` all indices of the quote; `shape` says
    how it was recognised; `part_of` is the index of the numeral that this one is a part of by arithmetic.
    """

    start: int
    end: int
    numeral: int
    value: int
    shape: str
    of: int | None = None
    percent: Decimal | None = None
    owned: tuple[int, ...] = ()
    noun: str = ""
    hyphened: bool = False
    part_of: int | None = None


class Clause:
    """A sentence, its brackets told apart from the text round them; `acronyms` stand for people in this document."""

    def __init__(self, text: AnnotatedText, sentence: Sentence, acronyms: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.sentence = sentence
        self.acronyms = acronyms
        self.start, self.end = sentence.start, sentence.end
        self.scan = text.scan

    @cached_property
    def brackets(self) -> tuple[tuple[int, int], ...]:
        """The (start, end) of each closed bracket, nested ones too, in order."""
        return _brackets(self.scan, self.start, self.end)

    @cached_property
    def open(self) -> str:
        """The sentence with what stands in brackets blanked out; same length."""
        return _blanked(self.scan[self.start : self.end], self.brackets, self.start)

    @cached_property
    def fences(self) -> tuple[tuple[int, int], ...]:
        """The (start, end) of each word or sign outside brackets that begins another clause, in order."""
        return tuple((at.start() + self.start, at.end() + self.start) for at in FENCE.finditer(self.open))

    @cached_property
    def recruits(self) -> bool:
        """Whether a word of taking people in stands anywhere in the sentence."""
        here = self.scan[self.start : self.end]
        return any(map(here.__contains__, RECRUITING))

    @cached_property
    def allots_places(self) -> bool:
        """Whether the sentence allots places, so that a size in it counts these."""
        return randomizes_places(self.open)

    @cached_property
    def before_treatment(self) -> bool:
        """Whether the sentence says how people were before treatment: their characteristics."""
        here = self.scan[self.start : self.end]
        return BASELINE.search(here) is not None and LATER.search(here) is None

    @cached_property
    def _hits(self) -> tuple[Hit, ...]:
        return cues_in(self.open, self.start)

    def cues(self, start: int, end: int) -> tuple[Hit, ...]:
        """The cues outside brackets between two offsets, in order."""
        hits = self._hits
        return tuple([hit for hit in hits if start <= hit.start and hit.end <= end]) if hits else ()

    def bracket_of(self, offset: int) -> tuple[int, int] | None:
        """The innermost bracket (start, end) that holds the offset of a character that is no space, or None."""
        if self.open[offset - self.start] == self.scan[offset]:
            return None
        for pair in reversed(self.brackets):
            if pair[0] < offset < pair[1]:
                return pair
        return None

    def outside(self, start: int, end: int) -> str:
        """The text between two offsets with brackets blanked out."""
        begin = self.start
        return self.open[start - begin if start > begin else 0 : end - begin if end > begin else 0]

    def named(self, count: Count) -> bool:
        """Whether a count stands alone in a bracket right behind the name of a group."""
        bracket = self.bracket_of(count.start)
        if bracket is None or self.scan[bracket[0] + 1 : count.start].strip():
            return False
        near = self.text.arms.mentions_between(max(self.start, bracket[0] - 60), bracket[0])
        return any(bracket[0] - 2 <= mention.at.end <= bracket[0] for mention in near)

    def each_group(self, count: Count) -> bool:
        """Whether the count is said of each group ("40 patients in each arm")."""
        said = self.scan.startswith(("(both", "(each"), max(self.start, count.start - 7))
        return said or is_said_of_each(self.scan, count.end, self.end)


def _brackets(scan: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    if scan.find("(", start, end) < 0 and scan.find("[", start, end) < 0:
        return ()
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in BRACKET.finditer(scan, start, end):
        if match[0] in "([":
            stack.append(match.start())
        elif stack:
            pairs.append((stack.pop(), match.end()))
    return tuple(sorted(pairs)[:MOST_BRACKETS])


def _blanked(sentence: str, pairs: tuple[tuple[int, int], ...], offset: int) -> str:
    if not pairs:
        return sentence
    done, parts = 0, []
    for start, end in pairs:
        if start - offset >= done:
            parts += [sentence[done : start - offset], " " * (end - start)]
            done = end - offset
    return "".join([*parts, sentence[done:]])
