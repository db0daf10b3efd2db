"""Where in a text a pattern can begin: a scan for the first letters of words, many times cheaper than the pattern.

A long alternation tried at every character is what reading costs most. All our patterns begin with a word, and few
words are of interest; so one pass over the lower-case text finds these words' starts by their stems, and the pattern
is tried there alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

BEFORE_WORD = "[^a-z0-9_]"
"""What every word but the text's first has before it; a set of plain characters is what the engine skips to fastest."""

SIGNS = {"_": " ", "#": r"\d"}


@lru_cache(maxsize=2)
def lowered(scan: str) -> str:
    """A text in lower case, character by character: searching it costs half of ignoring case."""
    small = scan.lower()
    if len(small) == len(scan):
        return small
    return "".join(low if len(low := character.lower()) == 1 else character for character in scan)  # "İ"


def starts_of(*rows: tuple[str, str]) -> re.Pattern[str]:
    """The scan for words that begin as a table says; the second character of what it finds is the word's first.

    A row is stems, and the pattern of what must come behind them ("" for anything); in a stem "_" is a space and "#" a
    digit.
    """
    stems = {(stem, then) for stems, then in rows for stem in stems.split()}
    return re.compile(BEFORE_WORD + _tree(sorted(stems)))


def one_of(stems: str) -> str:
    """A pattern of stems that share their first letters: "(?:b(?:ase|y)|to)"."""
    return _tree(sorted((stem, "") for stem in set(stems.split())))


def _tree(stems: Sequence[tuple[str, str]]) -> str:
    if ("", "") in stems:
        return ""
    longer = groupby([pair for pair in stems if pair[0]], key=lambda pair: pair[0][0])
    branches = [
        SIGNS.get(head, re.escape(head)) + _tree([(stem[1:], then) for stem, then in kept]) for head, kept in longer
    ]
    branches += [then for stem, then in stems if not stem]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def matches_at(
    starts: re.Pattern[str], pattern: re.Pattern[str], text: str, small: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text, start, end)` finds, tried only where a word of `small` begins as `starts` says.

    `small` is the text in lower case; a pattern in lower case may read it too.
    """
    at = start
    while True:
        if match := pattern.match(text, at, end):
            yield match
            at = match.end() - 1
        hit = starts.search(small, at, end)
        if hit is None:
            return
        at = hit.start() + 1
