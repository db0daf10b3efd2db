"""Whether a text looks like English, which is all that the rules read.

Of a report in another language they would read the few numbers that look the same there, and its decimal commas
wrongly or not at all; so its record file says it.
"""

from __future__ import annotations

import re

NOT_ENGLISH = (
    "the text does not look like English, which is all that the rules read: take its records for a part at most"
)

_COMMON = frozenset("the of and with were was to for by or from versus vs that is are".split())
_COMMONEST = (" the ", " of ", " and ", " to ", " with ", " for ")
_FEWEST_WORDS = 12
"""Fewer, as of a title alone, tell nothing."""
_SHARE = 0.02
"""Of common words. English reports have 0.12 to 0.3, a page of recipes 0.04, other languages none."""
_FOREIGN_SHARE = 0.2
_NOT_EUROPEAN = re.compile("[^\x00-\u04ff]")
_MOST = 20_000
"""Characters that are looked at."""


def is_foreign(text: str) -> bool:
    """True for a text of some length that is clearly in another language (or was decoded as what it is not)."""
    text = text[:_MOST]
    if not text.isascii() and _is_of_other_letters(text):
        return True
    if _is_plainly_english(text):
        return False
    words = [word for word in text.lower().split() if word[0].isalpha()]
    return len(words) >= _FEWEST_WORDS and sum(word in _COMMON for word in words) < _SHARE * len(words)


def _is_of_other_letters(text: str) -> bool:
    """Whether many letters are of no European script."""
    most = _FOREIGN_SHARE * len(text)
    more_bytes = len(text.encode("utf-8", "surrogatepass")) - len(text)  # such a letter takes two or three
    return more_bytes > most and sum(map(str.isalpha, _NOT_EUROPEAN.findall(text))) > most


def _is_plainly_english(text: str) -> bool:
    """Whether a few of the common words, told quickly, are already enough: words are at most half the characters."""
    found, enough = 0, _SHARE * (len(text) // 2 + 1)
    for word in _COMMONEST:
        found += text.count(word)
        if found >= enough:
            return True
    return False
