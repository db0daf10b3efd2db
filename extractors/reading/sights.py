"""What a line is by itself, told once for each text.

A line may be furniture ("menu", "share", "date", …), a heading, or the name of a publication type. Most are told by
a look-up; pages repeat themselves and each other, so short lines are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from extractors.reading.boilerplate import LETTERS, SHORT, by_start, held, phrases
from extractors.reading.furniture_patterns import LONGEST, SPACES, by_pattern, may_fit
from extractors.reading.lines import bare_of, is_bulleted
from extractors.reading.metadata import TYPES
from extractors.reading.remembered import Memory
from extractors.reading.sections import LONGEST_HEADING, headings, label_of, may_be_heading, run_in_at

Role = Literal["container", "head", "run-in", "publication type"]

_CONTAINERS = frozenset(
    {"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"}
)
"""Headings that hold sections but have no label themselves."""
_LONG = 80
"""Characters of a line that an article says once; a page repeats captions and teasers."""


class Sight(NamedTuple):
    """What a line is: the reason why it is furniture or None, and what else it may be.

    "container" is a heading like "Abstract", "head" one of a section on its own line; a "run-in" line begins with one.
    """

    reason: str | None
    roles: frozenset[Role]


_NONE: frozenset[Role] = frozenset()
_TYPE: frozenset[Role] = frozenset({"publication type"})
_sights = Memory[Sight]()


def sights_of(texts: Sequence[str]) -> list[Sight]:
    """What each line is by itself."""
    known = [*map(_sights.get, texts)]
    if None not in known:
        return [sight for sight in known if sight]
    new = _told([*dict.fromkeys([text for text, sight in zip(texts, known, strict=True) if sight is None])])
    return [sight or new[text] for text, sight in zip(texts, known, strict=True)]


def furniture(texts: Sequence[str], sights: Iterable[Sight]) -> list[str | None]:
    """Why each line is furniture, None for one that may be content; long ones are also where they repeat another."""
    out = [reason for reason, _ in sights]
    told: set[str] = set()
    for index in [index for index, text in enumerate(texts) if len(text) >= _LONG and out[index] is None]:
        if texts[index] in told:
            out[index] = "repeated"
        told.add(texts[index])
    return out


def _told(texts: Sequence[str]) -> dict[str, Sight]:
    """What different lines are, each by itself. Remembers it."""
    bares = [*map(bare_of, texts)]
    reasons = _reasons(texts, bares)
    shared = {reason: Sight(reason, _NONE) for reason in set(reasons)}
    told = {text: shared[reason] for text, reason in zip(texts, reasons, strict=True)}
    names = _names_begin()
    for index in [
        index for index, bare in enumerate(bares) if bare[:3] in names or bare[:4] in names or bare[:1].isdigit()
    ]:
        if roles := _roles(texts[index], bares[index]):
            told[texts[index]] = Sight(reasons[index], roles)
    _sights.keep(told)
    return told


def _reasons(texts: Sequence[str], bares: Sequence[str]) -> list[str | None]:
    """Why each line is furniture. Lines are asked one thing after the other, not one by one: that is quicker."""
    whole, starts, *_ = phrases()
    reasons = [*map(whole.get, bares)]
    for index, (text, bare) in enumerate(zip(texts, bares, strict=True)):
        if (bare[:LETTERS] in starts or not text[0].isalnum()) and not reasons[index] and len(text) <= SHORT:
            reasons[index] = by_start(text)
    for index, reason in held([text if len(text) <= LONGEST else "" for text in texts]).items():
        reasons[index] = reasons[index] or reason
    unknown = [index for index, reason in enumerate(reasons) if not reason]
    for index in [index for index in unknown if may_fit(texts[index], bares[index])]:
        reasons[index] = by_pattern(texts[index], bares[index])
    return reasons


@lru_cache(maxsize=1)
def _names_begin() -> frozenset[str]:
    """The first letters of a bare line that may have a role: of short words and numbers three, of others four."""
    words = {*headings().first_words, *_CONTAINERS, *TYPES}
    after = (*SPACES, *"ivx.)")
    numbers = ("".join(signs) for signs in product("ivx", "ivx.)", after))
    return frozenset((*(word[:4] for word in words), *numbers))


def _roles(text: str, bare: str) -> frozenset[Role]:
    """What else a line is than furniture; `bare` is the line as the lexicons spell phrases."""
    if bare not in _CONTAINERS and not may_be_heading(bare):
        return _TYPE if bare in TYPES else _NONE
    roles = set[Role]()
    if bare in _CONTAINERS:
        roles.add("container")
    if len(text) <= LONGEST_HEADING and not is_bulleted(text) and label_of(text) is not None:
        roles.add("head")
    if run_in_at(text, 0) is not None:
        roles.add("run-in")
    return frozenset(roles) | (_TYPE if bare in TYPES else _NONE)
