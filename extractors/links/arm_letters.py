"""Lettered groups and what each was given: "Group A received zinc" makes "Group A" another name of the zinc group.

It takes two such pairs, each letter with one treatment and each treatment with one letter; else the letter may tell
only a part of what a group got, or a treatment that several got.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.links.arm_names import Named
from extractors.links.arm_order import key_of

Key = frozenset[str]
LETTERED = re.compile(r"(?:group|arm|cohort)[\s-]\w{1,3}", re.IGNORECASE)
AMOUNT = (
    r"(?:(?:an?|the|oral|intravenous|topical|iv|single|dose|of"
    r"|\d[\d.,]{0,7}[\s-]?(?:mg|g|μg|mcg|ug|ml|mL|IU|U|%)(?:/kg)?)\s){0,5}"
)
SIZE = r"(?:\s?[(\[][^()\[\]]{1,40}[)\]]|,\s\d{1,4}\s\w{2,12})?"
GETS = re.compile(
    rf"{SIZE}(?::\s|,?\s(?:(?:was|were|patients|subjects|animals|rats|women|men|children|who)\s){{0,2}}"
    rf"(?:received|receiving|receives?|given|took|treated\swith|administered|underwent)\s){AMOUNT}"
    rf"|{SIZE}\s?[-:,=]\s(?:and\s)?{AMOUNT}",
    re.IGNORECASE,
)
ALONE = re.compile(
    r"\s?(?:[.;()]|,\s(?:and\s)?(?:the\s)?(?:group|arm|while|whereas|n\s?=|\d)|\d|and\s(?:the\s)?(?:group|arm|cohort)|while|whereas|for|once|twice|daily|oral\b|in\s|at\s|\Z)"
)
"""Behind a treatment: that it is all the group got."""
IN_GROUP = re.compile(rf"{SIZE},?\s{AMOUNT}", re.IGNORECASE)
WAS_GIVEN = re.compile(r"\s(?:was|were)\s(?:given|applied|administered|used|performed|injected|infused)\b")
""" "In group 2, 1 g paracetamol was given"."""


def letters_given(scan: str, named: Sequence[Named]) -> Iterator[tuple[Key, Key]]:
    """For each treatment that one lettered group was given: it, and the group's letter."""
    pairs = {
        (key_of(letter.name), key_of(given.name))
        for letter, given in pairwise(named)
        if LETTERED.fullmatch(letter.name) and not LETTERED.fullmatch(given.name) and _is_given(scan, letter, given)
    }
    letters = [letter for letter, _ in pairs]
    treatments = [given for _, given in pairs]
    if len(pairs) > 1 and len(set(letters)) == len(set(treatments)) == len(pairs):
        yield from ((given, letter) for letter, given in pairs)


def _is_given(scan: str, letter: Named, given: Named) -> bool:
    """Whether what stands behind a group's letter is what it got."""
    if GETS.fullmatch(scan, letter.at.end, given.at.start):
        return ALONE.match(scan, given.at.end) is not None
    told = IN_GROUP.fullmatch(scan, letter.at.end, given.at.start)
    return told is not None and WAS_GIVEN.match(scan, given.at.end) is not None
