"""What stands for a line break within a sentence: a space, or nothing where a word or an amount was broken.

"pla-" and "cebo" are one word if the text has it elsewhere; "placebo-" and "controlled" keep their hyphen. "cells/" and
"mm3" are one unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_HEAD = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]{1,30})-\Z")
_TAIL = re.compile(r"(?P<word>[^\W\d_]{1,30})(?![\w-])")
_GLUED = re.compile(r"(?:[\w)]/|\d[–—-]|\w-)\Z")
_BREAKING = frozenset("-/–—")
HANGING = frozenset("and or to versus vs".split())
""" "short- and long-term": the hyphen stands for a word to come."""
SECOND_PARTS = frozenset(
    "up line term point based related infected treated controlled blind blinded naive label dose free week month year"
    " day one two sided tailed effect effects response group arm".split()
)
"""Words that end a compound; hardly any is the end of a broken word."""
FIRST_PARTS = frozenset("non anti pre post self co inter intra follow double single open long short high low".split())
"""Words that begin one; broken words are dropped into them only if the text has them elsewhere."""


class Joint(NamedTuple):
    """How many signs at a line's end to leave out, and what to put between it and the next."""

    dropped: int
    between: str


SPACE, CLOSED, BROKEN = Joint(0, " "), Joint(0, ""), Joint(1, "")


def may_be_broken(sign: str) -> bool:
    """False for the last sign of a line that a mere space joins to the next; white space may stand behind another."""
    return sign in _BREAKING or sign.isspace()


def joint(before: str, after: str, *, has_word: Callable[[str], bool] | None = None) -> Joint:
    """What joins the last signs of a line to the first ones of the next, which both belong to one sentence.

    `has_word` tells whether the text has a word elsewhere; without it the text is one that was wrapped, not typeset,
    and in which no word is broken.
    """
    if before[-1:] not in _BREAKING or not after[:1].isalnum() or not _GLUED.search(before[-3:]):
        return SPACE
    tail = _TAIL.match(after)
    if tail and tail["word"] in HANGING:
        return SPACE
    head = _HEAD.search(before[-32:])
    if has_word and head and tail and _is_broken(head["word"], tail["word"], has_word):
        return BROKEN
    return CLOSED


def _is_broken(head: str, tail: str, has_word: Callable[[str], bool]) -> bool:
    """Whether two parts are one word, broken at a line's end, and no compound."""
    if not (head[-1].islower() and tail[0].islower()):
        return False
    if has_word(head + tail):
        return True
    if has_word(f"{head}-{tail}") or tail in SECOND_PARTS or head.casefold() in FIRST_PARTS:
        return False
    return not (has_word(head) and has_word(tail))
