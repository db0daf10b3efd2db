"""Whether a text looks like English, which is all that the rules read.

Of a report in another language they would read the few numbers that look the same there, and its decimal commas
wrongly or not at all; so its record file says it.
"""

from __future__ import annotations

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
_LAST_EUROPEAN = "\u04ff"
_MOST = 20_000
"""Characters that are looked at."""


def is_foreign(text: str) -> bool:
    """True for a text of some length that is clearly in another language (or was decoded as what it is not)."""
    text = text[:_MOST]
    if not text.isascii() and _is_of_other_letters(text):
        return True
    # The commonest words alone mostly tell English: no text has more words than half its characters.
    if sum(map(text.count, _COMMONEST)) >= _SHARE * (len(text) // 2 + 1):
        return False
    words = [word for word in text.lower().split() if word[0].isalpha()]
    return len(words) >= _FEWEST_WORDS and sum(word in _COMMON for word in words) < _SHARE * len(words)


def _is_of_other_letters(text: str) -> bool:
    """Whether many letters are of no European script."""
    most = _FOREIGN_SHARE * len(text)
    beyond = len(text.encode("utf-8", "surrogatepass")) - len(text)  # such a letter takes two bytes or three
    return beyond > most and sum(c > _LAST_EUROPEAN and c.isalpha() for c in text) > most
