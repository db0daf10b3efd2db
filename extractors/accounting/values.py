"""Measured values without a unit of their own: decimals in pairs, lists and brackets, or behind "was".

What stands near a P, an alpha or CD4 is left alone: it may be a record that was missed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.accounting.shape import LINKED
from extractors.links.annotated import AnnotatedText
from extractors.numerals import Numeral

NEAR = 60
PART = re.compile(r"[(\[;][^(\[;]*$|[)\]][^)\]]*$")
"""The part of a clause that a numeral stands in: since the last bracket or semicolon."""
MISSED = re.compile(
    r"\b[pP](?:\s?-?\s?values?)?\s?(?:$|[=<>≤≥:\s])|[Ss]ignifican|\balpha|α|probabilit|\bdos(?:e|age)s?\b"
)
CD4 = re.compile(r"\bCD\s?4|\bT4\b|\bT[- ]helper")
UNITLESS = re.compile(
    r"""
    \s? (?: [),;:.\]}/] | $ | [\(\[]
      | (?: and | or | vs\.? | versus | to | in | for | with | at | on | among | compared | when | while | after
          | before | by | from | than | but | as | per | between | respectively | respective | points? ) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand behind a number that has no unit."""
TOLD = re.compile(r"(?:\b(?:was|were|is|are|reached|averaged|equalled|of|to|from|by)|=|≈|~|≅)\s?$")
SYMBOL = re.compile(r"(?<![A-Za-z])(?![pP]\b|[nN]\b)[^\W\d_][^\s=]{0,14}\s?=\s?$")
TESTED = re.compile(r"\s?[,;]?\s?[\(\[{]?\s?(?:[pP]\s?(?:-?\s?value)?\s?[=<>≤≥]|S\.?[DE]\.?M?\b|IQR|95\s?%|CIs?\b)")
PLUS_BEHIND = re.compile(r"\s?\+\s?\d{1,4}\.\d")
PLUS_BEFORE = re.compile(r"\d\.\d{1,3}\s?\+\s?\d?$")
PAIRED = re.compile(r"^[^.;]*[\s,](?:and|vs\.?|versus|or|than|compared\s(?:to|with)|against)\s$")
PASSED_ON = frozenset({"outcome_value", "score", "statistic", "effect_estimate", "ratio_estimate", "laboratory_value"})


def valued(text: AnnotatedText, index: int, names: Mapping[int, str]) -> str:
    """What a number that is not whole, or is negative, is by its own print and its neighbours'."""
    scan, numeral = text.scan, text.numerals[index]
    if by_plus := _joined_by_plus(scan, numeral):
        return by_plus
    if numeral.form != "digits" or not UNITLESS.match(scan, numeral.end) or _may_be_missed(text, numeral):
        return ""
    if is_limit(text, index):
        return "confidence_limit"
    before = scan[max(0, numeral.start - NEAR) : numeral.start]
    if TESTED.match(scan, numeral.end):
        return "statistic" if SYMBOL.search(before) else "outcome_value"
    if scan[numeral.start] in "+-" or TOLD.search(before) or _has_like(text, index):
        return "outcome_value"
    return _like_the_last(text, index, names)


def _joined_by_plus(scan: str, numeral: Numeral) -> str:
    """What two decimals with a plus between them are: a mean and its spread, whose "±" was lost."""
    if PLUS_BEHIND.match(scan, numeral.end):
        return "outcome_value"
    return "spread" if PLUS_BEFORE.search(scan, max(0, numeral.start - 9), numeral.start + 1) else ""


def _like_the_last(text: AnnotatedText, index: int, names: Mapping[int, str]) -> str:
    """The name of the decimal before, some words back: "was 0.74 in the first and 0.78 in the second"."""
    if not index or names.get(index - 1) not in PASSED_ON:
        return ""
    last, numeral = text.numerals[index - 1], text.numerals[index]
    between = text.scan[last.end : numeral.start]
    if not is_decimal(text.scan, last) or len(between) > NEAR or not PAIRED.search(between):
        return ""
    return names[index - 1]


def is_decimal(scan: str, numeral: Numeral) -> bool:
    """Whether a numeral is printed with a decimal point or a sign: such a one counts nothing."""
    printed = scan[numeral.start : numeral.end]
    return numeral.form == "digits" and ("." in printed or printed[0] in "+-")


def _may_be_missed(text: AnnotatedText, numeral: Numeral) -> bool:
    """Whether the numeral's own part of the clause speaks of P, alpha or a dose, or its sentence of CD4."""
    scan = text.scan
    sentence = text.sentence_at(numeral.start)
    before = scan[max(sentence.start, numeral.start - 2 * NEAR) : numeral.start]
    part = PART.search(before)
    return bool(MISSED.search(part[0] if part else before) or CD4.search(scan, sentence.start, sentence.end))


def is_limit(text: AnnotatedText, index: int) -> bool:
    """Whether the numeral is one end of the interval behind its estimate: "(-0.3; -0.5, -0.2)", "46.1%; 32.9-61.5"."""
    return _closes(text, index + 1) or _closes(text, index)


def _closes(text: AnnotatedText, upper: int) -> bool:
    """Whether a numeral is the last of three, of which the first lies between the others."""
    if upper < 2 or upper >= len(text.numerals):
        return False
    scan = text.scan
    first, low, high = text.numerals[upper - 2 : upper + 1]
    behind, between = scan[first.end : low.start].strip(), scan[low.end : high.start].strip()
    if behind not in ("%;", "%,"):
        bracketed = scan[first.start - 1 : first.start] in ("(", "[") and scan[high.end : high.end + 1] in (")", "]")
        if not bracketed or behind not in (";", ","):
            return False
    if between not in (",", "-", "to", ";") or not (is_decimal(scan, low) and is_decimal(scan, high)):
        return False
    return low.value <= first.value <= high.value


def _has_like(text: AnnotatedText, index: int) -> bool:
    """Whether a neighbour in one list or pair is no whole number either, and has no unit."""
    for first in (index - 1, index):
        if not 0 <= first < len(text.numerals) - 1:
            continue
        one, two = text.numerals[first], text.numerals[first + 1]
        if not (is_decimal(text.scan, one) and is_decimal(text.scan, two)) or not UNITLESS.match(text.scan, two.end):
            continue
        if LINKED.fullmatch(text.scan, one.end, two.start):
            return True
    return False
