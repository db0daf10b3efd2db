"""What a superscript means: an exponent, part of the word before it, or a mark that is no text.

"10<sup>6</sup>/L" is 10^6/L, "mm<sup>3</sup>" is mm3, "CD4<sup>+</sup>" is CD4+, and "350<sup>12</sup>" is
350 with a citation. A mark that stayed glued to its number would make a wrong number without a word.
"""

from __future__ import annotations

import re
from typing import Literal

Meaning = Literal["power", "joined", "dropped"]

BEFORE = 24
"""How many characters before a superscript its meaning may depend on."""

_MINUS = "-\u2212\u2013\u2010\u2011\u2012"
_NEGATIVE = re.compile(rf"\(?[{_MINUS}]\s?\d{{1,2}}(?:\.\d)?\)?")
_EXPONENT = re.compile(r"\(?\+?\d{1,2}\)?")
# 10 as a whole number: behind a space, a bracket, a sign ("2·10"); not the end of 110, 0.10, Lancet's 0·10 or CD10.
_POWER_BASE = re.compile(r"(?:^|[^\w.,]|(?<![A-Za-z])[xX])(?<!0\u00b7)10$")
_LENGTH_UNIT = re.compile(r"(?:^|[^A-Za-z\u00b5\u03bc])(?:[cdkmn\u00b5\u03bc]|)m$")
_STATISTIC = re.compile(r"(?:^|[^A-Za-z])(?:[\u03c7\u03a7XxRrIT\u03b7\u03c9\u03c4]|[Cc]hi)$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|o|\u00ba|\u00aa)")
_CITATIONS = re.compile(
    rf"[\[(]?\s?(?:refs?\.?\s?)?\d{{1,4}}(?:\s{{0,2}}[,;{_MINUS}\u2014]\s{{0,2}}\d{{1,4}}){{0,40}}\s?[\])]?[,;.]?"
)
_NOTE = re.compile(r"(?:[*\u2020\u2021\u00a7\u00b6\u2016#|]{1,4}|[a-h](?:\s?,\s?[a-h]){0,5})")


def meaning(*, before: str, mark: str, after: str) -> Meaning:
    """What the superscript `mark` means between the text before it and the one character after it."""
    if _NEGATIVE.fullmatch(mark):
        return "power"
    if _EXPONENT.fullmatch(mark) and _POWER_BASE.search(before):
        return "power"
    if mark in {"2", "3"} and _LENGTH_UNIT.search(before):
        return "joined"
    if mark == "2" and _STATISTIC.search(before):
        return "joined"
    if _opens_a_word(before, after):
        return "joined"  # 131 of <sup>131</sup>I
    if _CITATIONS.fullmatch(mark):
        return "dropped"
    return "dropped" if _is_note(before, mark, after) else "joined"


def _opens_a_word(before: str, after: str) -> bool:
    return after.isalpha() and (not before or before[-1] in " [(-/\u2013" or before[-1].isspace())


def _is_note(before: str, mark: str, after: str) -> bool:
    """A footnote's sign; not the star of HLA-B*57 nor the th of 46th, and a letter only behind a figure."""
    if not _NOTE.fullmatch(mark) or after.isalnum() or (_ORDINAL.fullmatch(mark) and before[-1:].isdigit()):
        return False
    return not mark[0].isalpha() or not before[-1:].isalpha()
