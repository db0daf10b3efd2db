"""Which drug an amount is an amount of.

Grammar puts the name beside the amount: "X 20 mg", "X (20 mg daily)", "X was given at 20 mg", "20 mg of X", "20 mg X".
The lexicon tells which words are drugs; where it is silent, the words that stand there are the name as the text has it.
Otherwise the nearest drug of the sentence is meant, or the one that the document spoke of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.regimen import Mention
from extractors.findings.dose.words import ADJECTIVES, LIGHT, NO_NAME, is_stop
from extractors.links.drugs import DrugMention
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

TOKEN = re.compile(r"[^\W_](?:\w|[-'.+](?=\w)){0,60}|[^\w\s]")
JOINTS = frozenset("/-+")
MOST_SKIPPED = 14
MOST_WORDS = 4
OF_KNOWN, LEFT_KNOWN, RIGHT_KNOWN, OF_UNKNOWN, LEFT_UNKNOWN, RIGHT_UNKNOWN = 100, 95, 92, 88, 60, 55
FAR_LEFT, FAR_RIGHT = 50, 42
INSIDE, OUTSIDE_BRACKET = 98, 6
NO_SUBSTANCE = frozenset({"placebo", "comparator"})


class Token(NamedTuple):
    """A word or mark of a sentence."""

    start: int
    end: int
    word: str


class Named(NamedTuple):
    """A name found for an amount; the highest `score` wins, `known` tells that the lexicon or a stem knows it."""

    name: str
    at: CleanSpan
    score: int
    known: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A sentence with what stands in it: the amounts, the regimen's mentions, the drugs, the tokens."""

    text: str
    scan: str
    sentence: Sentence
    amounts: Sequence[Amount]
    mentions: Sequence[Mention]
    drugs: Sequence[DrugMention]
    tokens: Sequence[Token]

    @classmethod
    def of(
        cls,
        text: str,
        scan: str,
        sentence: Sentence,
        amounts: Sequence[Amount],
        mentions: Sequence[Mention],
        drugs: Sequence[DrugMention],
    ) -> Page:
        """The page of one sentence."""
        cuts = sorted({sentence.start, sentence.end, *(edge for amount in amounts for edge in amount.at)})
        tokens = tuple(
            Token(match.start(), match.end(), match[0].lower())
            for start, end in pairwise(cuts)
            for match in TOKEN.finditer(scan, start, end)
        )
        return cls(text, scan, sentence, amounts, mentions, drugs, tokens)

    def amount_over(self, token: Token) -> Amount | None:
        """The amount that a token is part of."""
        return next((one for one in self.amounts if one.at.start < token.end and token.start < one.at.end), None)

    def mention_over(self, token: Token) -> Mention | None:
        """The statement of a regimen that a token is part of."""
        return next((one for one in self.mentions if one.at.start < token.end and token.start < one.at.end), None)

    def drug_over(self, token: Token) -> DrugMention | None:
        """The drug that a token is part of."""
        return next((one for one in self.drugs if one.at.start < token.end and token.start < one.at.end), None)


def left_of(page: Page, amount: Amount) -> Named | None:
    """The name that stands before an amount, with nothing but light words, brackets and the regimen between."""
    index = _index_before(page, amount.at.start)
    skipped = 0
    opened = 0
    while index >= 0 and skipped < MOST_SKIPPED:
        token = page.tokens[index]
        if page.drug_over(token):
            return _named(page, *_run_left(page, index), LEFT_KNOWN - 2 * skipped - opened, LEFT_UNKNOWN - 3 * skipped)
        if other := page.amount_over(token):
            if not _is_strength(other):
                return None
            index, skipped = _index_before(page, other.at.start), skipped + 1
            continue
        if token.word == ";":
            return None
        if token.word in {")", "]"}:
            opening = _opening(page.tokens, index)
            if opening is None or any(page.amount_over(one) for one in page.tokens[opening:index]):
                return None
            index, skipped = opening - 1, skipped + 1
            continue
        if token.word in {"(", "["}:
            opened = OUTSIDE_BRACKET
        if not (token.word in LIGHT or page.mention_over(token) or token.word in ",:([-=~"):
            if is_stop(token.word):
                return None
            return _named(page, *_run_left(page, index), LEFT_KNOWN - 2 * skipped - opened, LEFT_UNKNOWN - 3 * skipped)
        index, skipped = index - 1, skipped + 1
    return None


def _run_left(page: Page, last: int) -> tuple[int, int]:
    """The tokens of the name that ends at token `last`: first and last index."""
    first = last
    while first > 0 and last - first < 2 * MOST_WORDS:
        token, nearer = page.tokens[first - 1], page.tokens[first]
        if token.word in JOINTS and nearer.start - token.end <= 1:
            first -= 1
            continue
        outside = page.drug_over(token) is None and (
            is_stop(token.word) or token.word in ADJECTIVES or page.mention_over(token) is not None
        )
        if outside or not token.word[0].isalnum() or page.amount_over(token) or token.word.isdigit():
            break
        first -= 1
    while first < last and page.tokens[first].word in JOINTS:
        first += 1
    return first, last


def right_of(page: Page, amount: Amount) -> Named | None:
    """The name that stands behind an amount ("20 mg of oral X", "3 mL 10% X")."""
    index = _index_from(page, amount.at.end)
    skipped, of = 0, False
    while index < len(page.tokens) and skipped < MOST_SKIPPED:
        token = page.tokens[index]
        if page.drug_over(token):
            high, low = (OF_KNOWN, OF_UNKNOWN) if of else (RIGHT_KNOWN, RIGHT_UNKNOWN)
            return _named(page, *_run_right(page, index), high - 2 * skipped, low - 3 * skipped)
        if other := page.amount_over(token):
            if not _is_strength(other):
                return None
            index, skipped = _index_from(page, other.at.end), skipped + 1
            continue
        if token.word == "(" and not of:
            closed = _closing(page.tokens, index)
            follows = page.tokens[closed + 1].word if closed is not None and closed + 1 < len(page.tokens) else ""
            if closed is None or not (follows == "of" or page.drug_over(page.tokens[min(closed + 1, len(page.tokens) - 1)])):
                return None
            index, skipped = closed + 1, skipped + 1
            continue
        following = page.tokens[index + 1] if index + 1 < len(page.tokens) else token
        if token.word == "for" and page.drug_over(following):
            return _named(page, *_run_right(page, index + 1), RIGHT_KNOWN - 12 - 2 * skipped, 0)
        if token.word == "of":
            of = True
        elif not (token.word in ADJECTIVES or token.word in {"dose", "doses", "a", "the", "tablets", "capsules", "tablet", "capsule", "solution", "injection", "infusion", "bolus", "either"} or page.mention_over(token)):
            if is_stop(token.word) or not token.word[0].isalnum():
                return None
            high, low = (OF_KNOWN, OF_UNKNOWN) if of else (RIGHT_KNOWN, RIGHT_UNKNOWN)
            return _named(page, *_run_right(page, index), high - 2 * skipped, low - 3 * skipped)
        index, skipped = index + 1, skipped + 1
    return None


def _run_right(page: Page, first: int) -> tuple[int, int]:
    """The tokens of the name that begins at token `first`: first and last index."""
    last = first
    while last + 1 < len(page.tokens) and last - first < 2 * MOST_WORDS:
        token, nearer = page.tokens[last + 1], page.tokens[last]
        if token.word in JOINTS and token.start == nearer.end:
            last += 1
            continue
        outside = page.drug_over(token) is None and (
            is_stop(token.word) or token.word in ADJECTIVES or token.word in LIGHT or page.mention_over(token) is not None
        )
        if outside or not token.word[0].isalnum() or page.amount_over(token) or token.word.isdigit():
            break
        if page.drug_over(token) is None and page.drug_over(nearer) is not None and token.start - nearer.end > 0 and last - first >= 2:
            break
        last += 1
    while last > first and page.tokens[last].word in JOINTS:
        last -= 1
    return first, last


def _named(page: Page, first: int, last: int, known_score: int, unknown_score: int) -> Named | None:
    """The name that a run of tokens makes: from its last known drug on, else the whole run."""
    start, end = page.tokens[first].start, page.tokens[last].end
    drugs = [drug for drug in page.drugs if start < drug.at.end and drug.at.start < end]
    if drugs:
        at = CleanSpan(min(start, drugs[0].at.start) if _joined(page, drugs) else drugs[-1].at.start, max(end, drugs[-1].at.end))
        return Named(page.text[at.start : at.end], at, known_score, True)
    words = [token.word for token in page.tokens[first : last + 1]]
    if not any(len(word) > 1 and word not in NO_NAME and re.search("[a-zα-ω]", word) for word in words):
        return None
    at = CleanSpan(start, end)
    return Named(page.text[start:end], at, unknown_score, False)


def _joined(page: Page, drugs: Sequence[DrugMention]) -> bool:
    """Whether all drugs of a run are one combination ("X/Y")."""
    gaps = (page.scan[one.at.end : other.at.start] for one, other in zip(drugs, drugs[1:], strict=False))
    return len(drugs) > 1 and all(gap.strip() in JOINTS for gap in gaps)


def _is_strength(amount: Amount) -> bool:
    """Whether an amount is a strength beside another ("10%", "50 mg/mL")."""
    return amount.unit.name == "%" or amount.unit.per in {"mL", "tablet", "capsule", "puff"}


def far(page: Page, amount: Amount) -> Iterator[Named]:
    """The nearest drugs of the sentence on either side."""
    real = [drug for drug in page.drugs if drug.drug_class not in NO_SUBSTANCE]
    before = [drug for drug in real if drug.at.end <= amount.at.start]
    after = [drug for drug in real if drug.at.start >= amount.at.end]
    if before:
        yield Named(before[-1].name, before[-1].at, FAR_LEFT - (amount.at.start - before[-1].at.end) // 20, True)
    if after:
        yield Named(after[0].name, after[0].at, FAR_RIGHT - (after[0].at.start - amount.at.end) // 20, True)


def _index_before(page: Page, offset: int) -> int:
    return sum(1 for token in page.tokens if token.start < offset) - 1


def _index_from(page: Page, offset: int) -> int:
    return sum(1 for token in page.tokens if token.start < offset)


def _opening(tokens: Sequence[Token], closing: int) -> int | None:
    depth = 0
    for index in range(closing, max(-1, closing - 60), -1):
        depth += (tokens[index].word in {")", "]"}) - (tokens[index].word in {"(", "["})
        if depth == 0:
            return index
    return None


def _closing(tokens: Sequence[Token], opening: int) -> int | None:
    depth = 0
    for index in range(opening, min(len(tokens), opening + 60)):
        depth += (tokens[index].word in {"(", "["}) - (tokens[index].word in {")", "]"})
        if depth == 0:
            return index
    return None
