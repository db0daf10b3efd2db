"""A sentence as the rules of naming read it: its tokens, and the amounts, regimen and drugs that stand on them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

from extractors.findings.dose.amounts import Amount, Key
from extractors.findings.dose.regimen import Mention
from extractors.links.annotated import AnnotatedText
from extractors.links.drugs import DrugMention
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

TOKEN = re.compile(r"[^\W_](?:(?<=[\s(][A-Z])[.]\s[a-z]{4,20}(?![\w-])|(?:\w{1,60}+|[-'.+](?=\w)){0,60}+)|[^\w\s]")
"""A word or mark; a species' name with its genus as a letter ("L. brevis") is one word."""
OPENING, CLOSING = frozenset("(["), frozenset(")]")
LONGEST_BRACKET = 60


class Token(NamedTuple):
    """A word (lower case) or mark of a sentence."""

    start: int
    end: int
    word: str


class Placed(Protocol):
    """Anything with a place in the clean text."""

    @property
    def at(self) -> CleanSpan: ...


Item = TypeVar("Item", bound=Placed)


@dataclass(frozen=True)
class Page:
    """A sentence with what stands in it."""

    text: str
    scan: str
    sentence: Sentence
    amounts: Sequence[Amount]
    mentions: Sequence[Mention]
    drugs: Sequence[DrugMention]
    tokens: Sequence[Token]
    established: Set[Key] = frozenset()
    """What the document gives as a dose elsewhere, beside a drug's name."""

    @classmethod
    def of(
        cls,
        text: AnnotatedText,
        sentence: Sentence,
        amounts: Sequence[Amount],
        mentions: Sequence[Mention],
        established: Set[Key] = frozenset(),
    ) -> Page:
        """The page of one sentence; a token ends where an amount does ("220 mgzinc"); no amounts, no tokens."""
        cuts = sorted({sentence.start, sentence.end, *(edge for amount in amounts for edge in amount.at)})
        tokens = [
            Token(*match.span(), match[0].lower())
            for start, end in (pairwise(cuts) if amounts else ())
            for match in TOKEN.finditer(text.scan, start, end)
        ]
        return cls(text.text, text.scan, sentence, amounts, mentions, text.drugs(sentence), tokens, established)

    @cached_property
    def lower(self) -> str:
        """The sentence in lower case, for patterns of words."""
        return self.scan[self.sentence.start : self.sentence.end].lower()

    def word(self, index: int) -> str:
        """The token's word; "" outside the sentence."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def amount_over(self, index: int) -> Amount | None:
        """The amount that a token is part of."""
        return self._over(self.amounts, index)

    def mention_over(self, index: int) -> Mention | None:
        """The statement of a regimen that a token is part of."""
        return self._over(self.mentions, index)

    def drug_over(self, index: int) -> DrugMention | None:
        """The drug that a token is part of."""
        return self._over(self.drugs, index)

    def index_before(self, offset: int) -> int:
        """The index of the last token that begins before an offset; -1 where none does."""
        return self.index_from(offset) - 1

    def index_from(self, offset: int) -> int:
        """The index of the first token that begins at an offset or later."""
        return bisect_left(self.tokens, offset, key=itemgetter(0))

    def other_end(self, index: int, step: int) -> int | None:
        """The index of the bracket that pairs with the one at `index`, looking back (step -1) or on (step 1)."""
        depth = 0
        for at in range(index, max(-1, min(len(self.tokens), index + step * LONGEST_BRACKET)), step):
            depth += (self.tokens[at].word in OPENING) - (self.tokens[at].word in CLOSING)
            if depth == 0:
                return at
        return None

    def _over(self, items: Sequence[Item], index: int) -> Item | None:
        if not 0 <= index < len(self.tokens):
            return None
        start, end, _ = self.tokens[index]
        for one in items:
            at = one.at
            if at.start < end and start < at.end:
                return one
        return None
