"""Which drug an amount is an amount of.

Grammar puts the name beside the amount: "X 20 mg", "X (20 mg daily)", "X was given at 20 mg", "20 mg of X", "20 mg X".
The lexicon tells which words are drugs; where it is silent, the words that stand there are the name as the text has it.
Otherwise the nearest drug of the sentence is meant, or the one that the document spoke of last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.page import Page
from extractors.findings.dose.words import GROUPS, VERBS, VITAMIN, is_number, is_stop, words
from extractors.links.drugs import DrugMention
from extractors.traced_text import CleanSpan

STRENGTHS = frozenset("mL tablet capsule puff actuation inhalation spray".split())
"""What a strength is divided by."""
JOINTS = frozenset("/-+")
DIVISORS = frozenset({"d", "day", "daily", "kg", "h", "week", "dose"})
AUXILIARIES = frozenset({"was", "were", "is", "are", "been", "being", "be", "then", "and", "subsequently", "initially"})
MARKS = frozenset(",:([-=~<>≤≥≈®™")
MOST_SKIPPED, MOST_TOKENS = 14, 8
OF_KNOWN, LEFT_KNOWN, RIGHT_KNOWN, OF_UNKNOWN, FOR_KNOWN, LEFT_UNKNOWN, RIGHT_UNKNOWN = 100, 95, 92, 88, 80, 60, 55
FAR_LEFT, FAR_RIGHT = 50, 42
INSIDE, OUTSIDE_BRACKET, COMMA = 98, 6, 3
NO_DRUG = frozenset({"placebo", "comparator"})
QUALIFIED = frozenset({"nutrient", "vaccine", "cell therapy"})
"""Classes whose names say little without the words before them ("gp140 protein")."""
SICK = frozenset("patients adults women men children infants people subjects participants persons those".split())
"""Before "with": that people have what follows, unless it is known to be a drug."""
DOSES = frozenset("dose doses injection injections shot shots vaccination vaccinations".split())
DETERMINERS = frozenset("the these those this that each all both a an them which".split()) | {""}
MOST_ROWS = 4
NO_SUBSTANCE = NO_DRUG | {"regimen", "radiation"}


ADJECTIVE = re.compile(r"^[a-z-]{3,20}(?:al|ive|ic|ous|ary|ory|ior|ant|ent|est|ful|less)$")
NOUN = re.compile(
    r"(?:[dt]hal|coal|meal|cereal|herbal|mineral|garlic|turmeric|olive|endive|ol[ie]c|plant|oxidant|mint|salt|ment)$"
)
"""A lone adjective is no drug ("a constant rate infusion of 0.04 mg/kg"), but some names end like one."""
CODE = re.compile(r"(?!CD|HIV|PMC|NCT)[A-Z]{2,6}(?:-\d{2,7}|\d{3,7})[A-Za-z]?")
"""What a drug is called before it has a name: "CMX-001", "ABC4321"."""


class Named(NamedTuple):
    """A name found for an amount; the highest `score` wins, `known` tells that the lexicon or a stem knows it."""

    name: str
    at: CleanSpan
    score: int
    known: bool


def left_of(page: Page, amount: Amount) -> Named | None:
    """The name that stands before an amount, with nothing but light words, brackets and the regimen between."""
    index, skipped, outside = page.index_before(amount.at.start), 0, 0
    index -= page.word(index) == "one"
    within = page.word(index) == "in"
    while index >= 0 and skipped < MOST_SKIPPED:
        back = None if page.drug_over(index) else _back_past(page, index)
        if back is None:
            if _bars_name(page, index):
                return None
            high, low = LEFT_KNOWN - 2 * skipped - outside, LEFT_UNKNOWN - 3 * skipped
            first, last = _run_left(page, index)
            if page.word(first - 1) in GROUPS and page.drug_over(index) is None:
                return None
            named = _named(page, *_before_placebo(page, first, last), high, low)
            if named and not named.known and page.word(first - 1) == "with" and page.word(first - 2) in SICK:
                return None
            return None if named and (_is_apart(page, named, amount) or (within and not named.known)) else named
        within = within or (page.word(index).endswith("ed") and page.word(index) not in words("light"))
        outside = OUTSIDE_BRACKET if page.word(index) in "([" else outside
        index, skipped = back, skipped + (COMMA if page.word(index) == "," else 1)
    return None


def _is_apart(page: Page, named: Named, amount: Amount) -> bool:
    """Whether an amount is none of the name before it: of a placebo before a comma, of a label before a colon."""
    gap = page.scan[named.at.end : amount.at.start]
    if gap.startswith(", "):
        return named.name.casefold() in NO_DRUG
    return gap == ": " and not named.known and page.scan[amount.at.end : amount.at.end + 2].strip().isupper()


def _back_past(page: Page, index: int) -> int | None:
    """The index to go back to, where a token may stand between a name and its amount; None where it may not."""
    if (before := _before_group_size(page, index)) is not None:
        return before
    if strength := page.amount_over(index):
        return page.index_before(strength.at.start) if is_strength(strength) else None
    word = page.word(index)
    if word in ")]":
        opening = page.other_end(index, -1)
        clear = opening is not None and not any(page.amount_over(inside) for inside in range(opening, index))
        return opening - 1 if opening is not None and clear else None
    passive = word.endswith("ed") and page.word(index - 1) in AUXILIARIES and page.word(index + 1) == "at"
    light = passive or word in words("light") or word in MARKS or page.mention_over(index) is not None
    return index - 1 if light else None


def _before_placebo(page: Page, first: int, last: int) -> tuple[int, int]:
    """The tokens of the drug that shares its amount with a placebo: "X or placebo (3 g/day)"; else the tokens given."""
    drug, before = page.drug_over(first), page.drug_over(first - 2)
    if drug is None or drug.drug_class not in NO_DRUG or page.word(first - 1) not in ("or", "and"):
        return first, last
    return _run_left(page, first - 2) if before and before.drug_class not in NO_DRUG else (first, last)


def _before_group_size(page: Page, index: int) -> int | None:
    """The index before "n = 20;" that ends at a token: "X (n = 20; 10 mg/day)"; None where none does."""
    index -= page.word(index) in (";", ",")
    size = is_number(page.word(index)) and page.word(index - 1) == "=" and page.word(index - 2) == "n"
    return index - 3 if size else None


def _bars_name(page: Page, index: int) -> bool:
    """Whether a token can't be a name's last: another amount, a stop word, a bare number, a mark."""
    if page.drug_over(index):
        return False
    word = page.word(index)
    return page.amount_over(index) is not None or is_stop(word) or is_number(word) or not word[0].isalnum()


def _run_left(page: Page, last: int) -> tuple[int, int]:
    """The tokens of the name that ends at token `last`: first and last index."""
    first = last
    while first > 0 and last - first < MOST_TOKENS:
        token, nearer = page.tokens[first - 1], page.tokens[first]
        joint = token.word in JOINTS and nearer.start - token.end <= 1
        if not joint and _ends_name(page, first - 1):
            break
        first -= 1
    while first < last and page.word(first) in JOINTS:
        first += 1
    return first, last


def _ends_name(page: Page, index: int) -> bool:
    """Whether a token beside a name is no part of it."""
    word = page.word(index)
    if not word[0].isalnum() or page.amount_over(index) or is_number(word):
        return True
    if page.drug_over(index):
        return False
    return is_stop(word) or word in words("adjectives") or page.mention_over(index) is not None


def right_of(page: Page, amount: Amount) -> Named | None:
    """The name that stands behind an amount ("20 mg of oral X", "3 mL 10% X", "20 mg (arm A) of X")."""
    index, skipped, of = page.index_from(amount.at.end), 0, False
    while index < len(page.tokens) and skipped < MOST_SKIPPED:
        word = page.word(index)
        if page.drug_over(index) is None:
            if word == "for" and page.drug_over(index + 1):
                return _named(page, *_run_right(page, index + 1), FOR_KNOWN - 2 * skipped, 0)
            onward = _past(page, index, of=of)
            if onward is not None:
                index, skipped, of = onward, skipped + 1, of or word == "of"
                continue
        if _bars_name(page, index):
            return None
        high, low = (OF_KNOWN, OF_UNKNOWN) if of else (RIGHT_KNOWN, RIGHT_UNKNOWN)
        return _named(page, *_run_right(page, index), high - 2 * skipped, low - 3 * skipped)
    return None


def of_doses(page: Page, amount: Amount) -> Named | None:
    """The name behind the bracket of an amount, or of the last of a row: "4 doses (40 μg) or 3 doses (20 μg) of X"."""
    opening = page.index_before(amount.at.start)
    for _ in range(MOST_ROWS):
        if page.word(opening) != "(" or page.word(opening - 1) not in DOSES:
            return None
        closed = page.other_end(opening, 1)
        if closed is None:
            return None
        if page.word(closed + 1) == "of" and page.word(closed + 2) not in DETERMINERS and closed + 2 < len(page.tokens):
            return _named(page, *_run_right(page, closed + 2), OF_KNOWN, OF_UNKNOWN)
        onward = range(closed + 1, min(closed + MOST_TOKENS + 1, len(page.tokens)))
        opening = next((index for index in onward if page.word(index) == "("), -1)
    return None


def _past(page: Page, index: int, *, of: bool) -> int | None:
    """The index to go on from, where a token may stand between an amount and its name; None where it may not."""
    word = page.word(index)
    if other := page.amount_over(index):
        return page.index_from(other.at.end) if is_strength(other) else None
    if word == "(" and not of:
        closed = page.other_end(index, 1)
        goes_on = closed is not None and (page.word(closed + 1) == "of" or page.drug_over(closed + 1))
        return closed + 1 if closed is not None and goes_on else None
    light = word == "of" or word in words("adjectives") or word in words("forms") or page.mention_over(index)
    described = word.endswith("ed") and word not in VERBS and page.drug_over(index + 1) is not None
    return index + 1 if light or described else None


def _run_right(page: Page, first: int) -> tuple[int, int]:
    """The tokens of the name that begins at token `first`: first and last index."""
    last = first
    while last + 1 < len(page.tokens) and last - first < MOST_TOKENS:
        token, nearer = page.tokens[last + 1], page.tokens[last]
        joint = token.word in JOINTS and token.start == nearer.end and page.word(last + 2) not in DIVISORS
        light = token.word in words("light") and page.drug_over(last + 1) is None
        if not joint and (light or _ends_name(page, last + 1)):
            break
        last += 1
    while last > first and page.word(last) in JOINTS:
        last -= 1
    return first, last


def _named(page: Page, first: int, last: int, known_score: int, unknown_score: int) -> Named | None:
    """The name that a run of tokens makes: from its last known drug on, else the whole run."""
    start, end = page.tokens[first].start, page.tokens[last].end
    drugs = [drug for drug in page.drugs if start < drug.at.end and drug.at.start < end]
    if drugs:
        whole = _is_combination(page, drugs) or drugs[-1].drug_class in QUALIFIED
        begin = min(start, drugs[0].at.start) if whole else drugs[-1].at.start
        at = CleanSpan(begin, max(end, drugs[-1].at.end))
        return Named(page.text[at.start : at.end], at, known_score, True)
    if first == last and ADJECTIVE.search(page.word(first)) and not NOUN.search(page.word(first)):
        return None
    named = [page.word(index) for index in range(first, last + 1)]
    if all(word in words("light") for word in named):
        return None
    if VITAMIN.fullmatch(page.text, start, end) and "vitamin" in page.lower:
        return Named(page.text[start:end], CleanSpan(start, end), known_score, True)
    if CODE.fullmatch(page.text, start, end):
        return Named(page.text[start:end], CleanSpan(start, end), known_score, True)
    if not any(len(word) > 1 and word not in words("no_name") and re.search(r"[a-zα-ω]", word) for word in named):
        return None
    return Named(page.text[start:end], CleanSpan(start, end), unknown_score, False)


def _is_combination(page: Page, drugs: Sequence[DrugMention]) -> bool:
    """Whether all drugs of a run are one combination ("X/Y")."""
    gaps = (page.scan[one.at.end : other.at.start] for one, other in pairwise(drugs))
    return len(drugs) > 1 and all(gap.strip() in JOINTS for gap in gaps)


def is_strength(amount: Amount) -> bool:
    """Whether an amount is a strength beside another ("10%", "50 mg/mL")."""
    return amount.unit.name == "%" or amount.unit.per in STRENGTHS
