"""Whether a text looks like English, which is all that the rules read.

Of a report in another language they would read the few numbers that look the same there, and its decimal commas
wrongly or not at all; so its record file says it.
"""

from __future__ import annotations

NOT_ENGLISH = (
    "the text does not look like English, which is all that the rules read: take its records for a part at most"
)

_COMMON = frozenset("the of and with were was to for by or from versus vs that is are".split())
_FEWEST_WORDS = 12
"""Fewer, as of a title alone, tell nothing."""
_SHARE = 0.02
"""Of common words. English reports have 0.12 to 0.3, a page of recipes 0.04, other languages none."""
_FOREIGN_SHARE = 0.2
_LAST_EUROPEAN = "\u04ff"
_MOST = 20_000
"""Characters that are looked at."""


def is_foreign(text: str) -> bool:
    """True for a text of some length that is clearly in another language (or was decoded as what it is not)."""
    text = text[:_MOST]
    if not text.isascii() and sum(c > _LAST_EUROPEAN and c.isalpha() for c in text) > _FOREIGN_SHARE * len(text):
        return True
    words = [word for word in text.lower().split() if word[0].isalpha()]
    return len(words) >= _FEWEST_WORDS and sum(word in _COMMON for word in words) < _SHARE * len(words)
