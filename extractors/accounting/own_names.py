"""Numerals that belong to a proper name: of a product, a strain, a software, a protein.

A name is told by its acronym in brackets ("adhesion molecule 1 (ICAM-1)"), by what it is the name of ("Vivofit 2
activity monitor"), by the name going on ("Protemp 3 Garant"), or by being printed more than once.
"""

from __future__ import annotations

import re

from extractors.numerals import Numeral

ACRONYM = re.compile(r"\s?\+?\s?[\(\[]\s?([A-Za-z]{1,6})-?\s?(\d{1,4})(?!\d)")
LAST_WORDS = re.compile(r"([A-Za-z])[A-Za-z-]*\s(?!(?:either|or|and|to|of|with|in)\b)([A-Za-z])[A-Za-z-]*\s?$")
CAPITALS = re.compile(r"(?:[a-z,;]\s|\()((?:[A-Z][A-Za-z-]{2,20}\s){1,3})$")
"""Words with a capital in the midst of a sentence."""
CAPITAL = re.compile(r"(?<![A-Za-z-])([A-Z][A-Za-z-]{2,20})\s$")
NAMED_THING = re.compile(
    r"\s(?:[a-z]{3,12}\s)?(?:software|system|device|monitor|kit|scanner|analy[sz]er|tracker|laser|strain|platform)\b"
)
GOES_ON = re.compile(r"\s(?!Patients|Group|Study)[A-Z][a-z]{2}|\s\([A-Z][A-Za-z]{1,5}\)")
NO_NAMES = frozenset(
    """
    placebo control controls intervention treatment experimental group groups the and for with january february march
    april may june july august september october november december patients participants children women men subjects
    over after from within among both only these those this that there day days week weeks month months year years
    about between mean median total all overall since until before during under than least most approximately
    """.split()
)
LONGEST = 66
"""Characters of the words before."""
FAR = 20_000
"""Characters in which a name is looked for again."""
LARGEST = 20
"""The largest number of a name that goes on behind it: "Intervention 25 Control 24" are counts."""


def is_own_name(scan: str, numeral: Numeral) -> bool:
    """Whether the numeral is part of a proper name."""
    if numeral.form == "words":
        return False
    printed = scan[numeral.start : numeral.end]
    acronym = ACRONYM.match(scan, numeral.end)
    before = scan[max(0, numeral.start - LONGEST) : numeral.start]
    if acronym and acronym[2] == printed and _abbreviates(acronym[1].lower(), before):
        return True
    capital = CAPITAL.search(scan, max(0, numeral.start - LONGEST), numeral.start)
    if capital is None or capital[1].lower() in NO_NAMES:
        return False
    return _is_printed_again(scan, capital.start(1), numeral.end) or _goes_on(scan, numeral)


def _is_printed_again(scan: str, start: int, end: int) -> bool:
    """Whether a word and its number stand in the document more than once."""
    phrase = scan[start:end]
    return scan.find(phrase, max(0, start - FAR), start) >= 0 or scan.find(phrase, end, end + FAR) >= 0


def _goes_on(scan: str, numeral: Numeral) -> bool:
    """Whether capitals in the midst of a sentence go on behind their number, or a thing is called so."""
    if CAPITALS.search(scan, max(0, numeral.start - LONGEST), numeral.start) is None:
        return False
    if NAMED_THING.match(scan, numeral.end):
        return True
    return numeral.value <= LARGEST and GOES_ON.match(scan, numeral.end) is not None


def _abbreviates(acronym: str, before: str) -> bool:
    """Whether one of the two last words begins with a letter of the acronym."""
    words = LAST_WORDS.search(before)
    return words is not None and bool({words[1].lower(), words[2].lower()} & set(acronym))
