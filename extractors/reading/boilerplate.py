"""The lexicon of boilerplate phrases: whole lines, how lines begin, and what stands anywhere in one.

Each phrase names a reason ("menu", "share", "legal", …). Three reasons say more than that the line goes: "back",
"end" and "comments" open a region that is no content either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

OPENERS = frozenset({"back", "end", "comments"})
SHORT = 300
"""Characters: a phrase at the start of a longer line is prose that happens to begin so."""
LETTERS = 4
"""By how many letters phrases are looked up."""
_RARE_FIRST = "zqxjkvbpygfwmucldrhsnioate "
"""Letters as rare as English has them; other signs are rarer."""


class Phrases(NamedTuple):
    """The lexicon, turned round for look-up."""

    lines: dict[str, str]
    starts: dict[str, tuple[tuple[str, str], ...]]
    """Phrases by their first letters."""
    holds: tuple[tuple[bytes, str, bytes], ...]
    """Phrases, and for each the sign without which it needn't be looked for."""
    signs: tuple[re.Pattern[bytes], ...]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The boilerplate lexicon; where a phrase stands in two tables, the first one names the reason."""
    tables = tomllib.loads(files("extractors").joinpath("lexicons/boilerplate.toml").read_text("utf-8"))
    # Openers of regions say more than that a line goes, so they win over the plain tables.
    ordered = sorted(tables.items(), key=lambda item: item[0] not in OPENERS)
    lines: dict[str, str] = {}
    for reason, table in ordered:
        for phrase in table.get("line", ()):
            lines.setdefault(phrase, reason)
    starts: dict[str, list[tuple[str, str]]] = {}
    for reason, table in ordered:
        for phrase in table.get("starts", ()):
            starts.setdefault(phrase[:LETTERS], []).append((phrase, reason))
    held = [(phrase.encode(), reason) for reason, table in tables.items() for phrase in table.get("holds", ())]
    signs = _signs_of(phrase for phrase, _ in held)
    # Where signs overlap in a phrase only the first is found.
    holds = tuple((phrase, reason, _found(signs, phrase)[0]) for phrase, reason in held)
    return Phrases(lines, {letters: tuple(rows) for letters, rows in starts.items()}, holds, signs)


def _signs_of(phrases: Iterable[bytes]) -> tuple[re.Pattern[bytes], ...]:
    """Patterns that find a sign of each phrase: one for each first letter, for these are found at once."""
    signs = sorted({_sign_of(phrase.decode()) for phrase in phrases})
    by_letter = [[*group] for _, group in groupby(signs, key=lambda sign: sign[:1])]
    return tuple(
        re.compile(re.escape(group[0][:1]) + b"(?:" + b"|".join(re.escape(sign[1:]) for sign in group) + b")")
        for group in by_letter
    )


def _found(signs: Iterable[re.Pattern[bytes]], text: bytes) -> list[bytes]:
    return [sign for pattern in signs for sign in pattern.findall(text)]


def _sign_of(phrase: str) -> bytes:
    """Where a phrase is told quickest: its rarest letter and the few that follow."""
    at = min(range(max(1, len(phrase) - LETTERS + 1)), key=lambda at: _RARE_FIRST.find(phrase[at]))
    return phrase[at : at + LETTERS].encode()


def by_start(text: str) -> str | None:
    """Why a line is furniture that begins with a phrase."""
    folded = text.casefold().lstrip("•·*▪■►–—-| \xa0[")
    starts = phrases().starts
    for phrase, reason in starts.get(folded[:LETTERS]) or starts.get(folded[:1], ()):
        if folded.startswith(phrase):
            return reason
    return None


def held(texts: Sequence[str]) -> dict[int, str]:
    """The lines with a phrase of the lexicon anywhere in them, and the reasons."""
    page = "\n".join(texts).encode("utf-8", "surrogatepass").lower()  # bytes: that is quick
    held: dict[int, str] = {}
    signs = {*_found(phrases().signs, page)}
    if not signs:
        return held
    for phrase, reason in [(phrase, reason) for phrase, reason, sign in phrases().holds if sign in signs]:
        number, done, at = 0, 0, page.find(phrase)
        while at >= 0:
            number, done = number + page.count(b"\n", done, at), at
            held.setdefault(number, reason)
            end = page.find(b"\n", at)
            at = page.find(phrase, end) if end >= 0 else -1
    return held
