"""Which rules of a table may match some letters' place: asked before dear rules are tried.

A rule is matched in part against the few letters that stand at a place. What it asks of the text before the place is
left out, so that a rule is never ruled out wrongly. A text has few beginnings, and each is asked for once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import regex

LETTERS = 4
"""How many letters tell enough."""
ASKS_BEFORE = regex.compile(r"\(\?<[=!][^()]*\)|\\b")
MOST_KEPT = 8192


def rules_beginning(rules: Sequence[str]) -> Callable[[str], tuple[int, ...]]:
    """A function that gives the places of the (verbose) rules that may match where some letters stand."""
    patterns = tuple(regex.compile(ASKS_BEFORE.sub("", rule), regex.VERBOSE) for rule in rules)
    every = tuple(range(len(patterns)))

    @lru_cache(maxsize=MOST_KEPT)
    def beginning(letters: str) -> tuple[int, ...]:
        wider = beginning(letters[:-1]) if len(letters) > 1 else every
        return tuple(place for place in wider if patterns[place].match(letters, partial=True))

    return beginning
