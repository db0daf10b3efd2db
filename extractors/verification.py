"""Proof from the source alone: that a record's span holds its quote, and that its numbers follow from it.

Nothing here asks a reader or a rule. The span's piece of source is taken as it stands, its markup is taken off by
the plainest means, and what remains must be the quote, white space and the mark of an exponent apart; the text on
both sides must be the rest of the sentence. A citation or footnote that stood inside may have gone. Every number of
the record must then be a numeral of its quote or sentence, a multiplied unit ("18 MIU", "0.35 × 10^9/L") allowed; a
denominator may also stand just before the sentence ("Of these, …").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import regex

from extractors import numerals
from extractors.folding import INVISIBLE, LIGATURES, fold
from extractors.reading.markup import HTML_REFERENCE, html_tokens, resolved

NUMBERS = ("value", "low", "high", "of", "percent")
DROPPED = frozenset({"sup", "a", "xref", "script", "style", "fn"})
"""Elements whose content a reader may leave out: citations, notes, what is no text."""
DROPPED_BESIDE = frozenset("[](),;-‐‑‒–—")
"""What may go with a citation."""
UNSEEN = regex.compile(rf"[\s^{INVISIBLE}]+")
BROKEN_WORD = regex.compile(r"(?<=[a-z])-(?=[^\S\n]{0,9}\n\s{0,9}[a-z])")
"""The hyphen at a line's end that may have come from the typesetter."""
LETTERS = str.maketrans(LIGATURES)
REFERENCE = regex.compile(HTML_REFERENCE)
ALONE, POWERS, HUNDREDTH = (Decimal(1),), tuple(Decimal(10) ** power for power in (3, 6, 9, -3, -6)), Decimal("0.01")
MULTIPLIED = regex.compile(r"(?<![A-Za-z])[kKMG]|10|thousand|million|billion|mio\b|milli|per\s(?:c|mm)|\bm(?:IU|U)\b")
PERCENT = regex.compile(r"%|per\s?cent")
"""What must stand beside the quote where a number is its numeral times a power of ten, or a hundredth of it."""
GROUPED = regex.compile(r"(?<=\.\d{3})\s(?=\d{1,3}\b)")
"""Decimals in groups of three, as some journals print them: "0.000 1"."""
JUST_BEFORE = 1_500
"""Characters of source before a quote in which its denominator may stand: the sentence before, markup and all."""
MARKUP_A_CHARACTER = 12
"""Characters of source that one of a sentence may need, markup and all, beyond some slack."""


class Letter(NamedTuple):
    """A character of a piece of source without its markup; `may_go` where a reader may leave it out."""

    text: str
    may_go: bool


class Problem(NamedTuple):
    """A record that does not follow from its source, and in which way."""

    record_id: str
    sentence: str


def problems_of(document: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """What does not hold among the records of a record file (as read, numbers as Decimal), judged by the source's text.

    Raises KeyError, TypeError or ValueError where the file is no record file.
    """
    is_marked_up = document["document"]["format"] not in {"scrape", "medline"}
    for rows in document["records"].values():
        for record in rows:
            for sentence in _failings(record, text, is_marked_up=is_marked_up):
                yield Problem(record["id"], sentence)


def _failings(record: Mapping[str, Any], text: str, *, is_marked_up: bool) -> Iterator[str]:
    evidence = record["evidence"]
    quote, sentence, (start, end) = evidence["quote"], evidence["sentence"], evidence["span"]
    if not 0 <= start < end <= len(text):
        yield f"span [{start}, {end}] is outside the source, which has {len(text):,} characters"
        return
    if not agrees(letters_of(text, start, end, is_marked_up=is_marked_up), quote):
        yield f"span [{start}, {end}] holds {_shortened(text[start:end])}, not the quote {_shortened(quote)}"
    elif not _stands_in(sentence, quote, text, (start, end), is_marked_up=is_marked_up):
        yield f"the sentence round [{start}, {end}] is not {_shortened(sentence)}"
    before = _printed(text, max(0, start - JUST_BEFORE), start, is_marked_up=is_marked_up)
    yield from _unfounded(record, quote, sentence, before)


# The span and its quote


def letters_of(text: str, start: int, end: int, *, is_marked_up: bool) -> list[Letter]:
    """The characters of a piece of source, without markup, white space and exponent marks."""
    if not is_marked_up:
        broken = {match.start() for match in BROKEN_WORD.finditer(text, max(0, start - 1), end)}
        shown = ((at, character) for at, character in enumerate(text[start:end], start) if not UNSEEN.match(character))
        return [
            Letter(letter, at in broken) for at, character in shown for letter in LIGATURES.get(character, character)
        ]
    found: list[Letter] = []
    inside = 0
    for token in html_tokens(text[start:end]):
        if token.name in DROPPED and token.kind != "empty":
            inside = max(0, inside + (1 if token.kind == "start" else -1))
        elif token.kind in {"text", "cdata"}:
            printed = _resolved(text[start + token.start : start + token.end]).translate(LETTERS)
            found += (Letter(character, inside > 0) for character in UNSEEN.sub("", printed))
    return found


def _printed(text: str, start: int, end: int, *, is_marked_up: bool) -> str:
    """A piece of source as it reads, its markup gone."""
    if not is_marked_up:
        return text[start:end]
    tokens = (token for token in html_tokens(text[start:end]) if token.kind in {"text", "cdata"})
    return "".join(_resolved(text[start + token.start : start + token.end]) for token in tokens)


def _resolved(printed: str) -> str:
    return REFERENCE.sub(lambda each: resolved(each[0]), printed)


def agrees(letters: Sequence[Letter], printed: str, *, whole: bool = True) -> bool:
    """Whether letters spell a printed text, those that may go left out where need be.

    Not `whole`: whether they begin with it.
    """
    at = 0
    wanted = UNSEEN.sub("", printed)
    beside = DROPPED_BESIDE if any(letter.may_go and letter.text != "-" for letter in letters) else frozenset[str]()
    for letter in letters:
        if at == len(wanted) and not whole:
            return True
        if at < len(wanted) and letter.text == wanted[at]:
            at += 1
        elif not letter.may_go and letter.text not in beside:
            return False
    return at == len(wanted)


def _stands_in(sentence: str, quote: str, text: str, span: tuple[int, int], *, is_marked_up: bool) -> bool:
    """Whether the source goes on before and after the span as the sentence does round its quote."""
    start, end = span
    reach = MARKUP_A_CHARACTER * len(sentence) + 500
    before = letters_of(text, max(0, start - reach), start, is_marked_up=is_marked_up)[::-1]
    after = letters_of(text, end, end + reach, is_marked_up=is_marked_up)
    return any(
        agrees(before, sentence[: at.start()][::-1], whole=False) and agrees(after, sentence[at.end() :], whole=False)
        for at in regex.finditer(regex.escape(quote), sentence, overlapped=True)
    )


# The numbers and their numerals


def _unfounded(record: Mapping[str, Any], quote: str, sentence: str, before: str) -> Iterator[str]:
    """The record's numbers that no numeral of its quote or sentence gives."""
    scan = fold(sentence)
    printed = _values(fold(quote), scan, GROUPED.sub("", scan))
    at = sentence.find(quote)
    beside = scan[max(0, at - 40) : at + len(quote) + 40]
    factors = ALONE + (POWERS if MULTIPLIED.search(beside) else ()) + (HUNDREDTH,) * bool(PERCENT.search(beside))
    for name, number in _numbers(record):
        among = printed | _values(fold(before)) if name == "of" else printed
        if not any(abs(number) == value * factor for value in among for factor in factors):
            yield f"{name} {number} is no numeral of {_shortened(sentence)}"


def _values(*scans: str) -> set[Decimal]:
    """The values of all numerals, without their signs."""
    return {abs(numeral.value) for scan in scans for numeral in numerals.find(scan)}


def _numbers(record: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    spread = record.get("spread", {})
    for name, number in [*record.items(), *((f"spread {name}", number) for name, number in spread.items())]:
        if name.removeprefix("spread ") in NUMBERS and not isinstance(number, bool):
            yield name, Decimal(number)


def _shortened(printed: str) -> str:
    words = " ".join(printed.split())
    return f"“{words}”" if len(words) <= 120 else f"“{words[:117]}…”"
