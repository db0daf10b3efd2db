"""The cues, found by the letters that they begin with.

Tried one after the other at every word, the phrases of CUES would cost more than all else in this room. So each word's
first letters are looked up, and only what can begin so is tried: one pattern for each opening, in the table's order.
Lower case throughout, for the engine skips an alternative by its first letter only where case counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, groupby

from extractors.findings.sample_size.cues import CUES, Cue
from extractors.links.word_starts import starts_of

OPENING = 4
"""The letters of a word that are looked up; no phrase may be able to go on with a letter before these are over."""
SHORTEST = 3
"""No cue is shorter."""
LETTERS = re.compile(rf"[a-z]{{1,{OPENING}}}")
SIGNS = re.compile(r"\[[^\]]*\]|\\[()|]")
"""Brackets and bars that stand for themselves."""


def cues_of(text: str) -> list[tuple[int, int, Cue]]:
    """The (start, end, cue) of each cue of a text, in order."""
    found: list[tuple[int, int, Cue]] = []
    if len(text) < SHORTEST:
        return found
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters
        lowered = "".join(small if len(small := character.lower()) == 1 else character for character in text)
    done = 0
    for word in STARTS.finditer(f" {lowered}"):  # so that the first word, too, has a character before it
        at = word.start()
        pattern, cues = BY_OPENING[word[0][1:]]
        match = pattern.match(lowered, at) if at >= done else None
        if match and not (at and (lowered[at - 1] == "-" or lowered[at - 1].isalnum())):
            done = match.end()
            found.append((at, done, cues[(match.lastindex or 1) - 1]))
    return found


def _phrases(choice: str) -> Iterator[str]:
    """What the bars outside brackets part."""
    plain = SIGNS.sub(lambda match: "." * len(match[0]), choice)
    depth = start = 0
    for at, sign in enumerate(f"{plain}|"):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield choice[start:at]
            start = at + 1


def _openings(phrase: str) -> set[str]:
    """The first letters of what a phrase can begin with."""
    if not phrase.startswith("(?:"):
        return set(LETTERS.findall(phrase)[:1])
    depths = accumulate((sign == "(") - (sign == ")") for sign in phrase)
    closed = next(at for at, depth in enumerate(depths) if not depth)
    found = {opening for choice in _phrases(phrase[3:closed]) for opening in _openings(choice)}
    return found | _openings(phrase[closed + 2 :]) if phrase.startswith("?", closed + 1) else found


def _by_opening() -> dict[str, tuple[re.Pattern[str], tuple[Cue, ...]]]:
    """For each opening one pattern, a group for each cue, and these cues."""
    rows: dict[str, list[tuple[Cue, str]]] = {}
    for cue in CUES:
        for phrase in (phrase for choice in cue.phrases for phrase in _phrases(choice)):
            for opening in _openings(phrase):
                rows.setdefault(opening, []).append((cue, phrase))
    table = {}
    for opening, row in rows.items():
        groups = [(cue, "|".join(phrase for _, phrase in pairs)) for cue, pairs in groupby(row, lambda pair: pair[0])]
        choice = "|".join(f"({phrases})" for _, phrases in groups)
        table[opening] = re.compile(rf"(?:{choice})(?!\w)"), tuple(cue for cue, _ in groups)
    return table


BY_OPENING = _by_opening()
STARTS = starts_of(
    (" ".join(opening for opening in BY_OPENING if len(opening) == OPENING), ""),
    (" ".join(opening for opening in BY_OPENING if len(opening) < OPENING), "(?![a-z])"),
)
"""The openings, each with the character before it."""
