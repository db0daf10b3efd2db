"""What a line may be that is no mere line: a heading, one that begins with a heading, the name of a publication type.

Hardly any line of a page is; so its first letters are asked first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import compress, count, product
from operator import itemgetter
from typing import Literal, NamedTuple

from extractors.reading.furniture_patterns import SPACES
from extractors.reading.lines import AROUND, bare_of, is_bulleted
from extractors.reading.metadata import TYPES
from extractors.reading.sections import (
    LONGEST_HEADING,
    first_words_of,
    headings,
    label_of,
    may_be_heading,
    run_in_at,
)

Role = Literal["container", "head", "run-in", "publication type"]
"""A container is a heading like "Abstract", a head one of a section on its own line; a run-in line begins with one."""

_CONTAINERS = frozenset(
    {"abstract", "summary", "structured abstract", "article abstract", "abstract text", "main text"}
)
"""Headings that hold sections but have no label themselves."""
_LETTERS = 3
"""How many of a line's first letters are asked for; no name is shorter."""
_first_letters = itemgetter(slice(_LETTERS))
_NO_LETTER = re.compile(r"[\W\d_]")
_WORD = re.compile(r"[^\W\d_]++")
_BEHIND_NUMBER = re.compile(
    rf"[{re.escape(AROUND)}\s]{{0,100}}+"
    r"(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}(?=[.)]))[.)]?\s{1,100})?"
    r"([^\W\d_]++)",
    re.IGNORECASE,
)
"""The first word of a line, behind bullets and a number."""


def roles_of(texts: Sequence[str], initials: str) -> dict[int, frozenset[Role]]:
    """The roles of the lines that have any; `initials` are all lines' first signs."""
    names = _names()
    begins = compress(count(), map(names.begins.__contains__, map(str.casefold, map(_first_letters, texts))))
    words = names.words
    likely = [index for index in begins if (found := _WORD.match(texts[index])) and found[0].casefold() in words]
    likely += [
        index
        for index in [sign.start() for sign in _NO_LETTER.finditer(initials)]
        if len(text := texts[index]) > _LETTERS
        and (found := _BEHIND_NUMBER.match(text))
        and found[1].casefold() in words
    ]
    roles = dict[int, frozenset[Role]]()
    for index, bare in [(index, bare_of(texts[index])) for index in likely]:
        if names.may_begin(bare, capitals=texts[index][:2].isupper()) and (own := _roles(texts[index], bare)):
            roles[index] = own
    return roles


def _roles(text: str, bare: str) -> frozenset[Role]:
    """What else a line is than furniture; `bare` is the line as the lexicons spell phrases."""
    roles: list[Role] = ["publication type"] if bare in TYPES else []
    if bare in _CONTAINERS:
        roles.append("container")
    elif not may_be_heading(bare):
        return frozenset(roles)
    if len(text) <= LONGEST_HEADING and not is_bulleted(text) and label_of(text) is not None:
        roles.append("head")
    if run_in_at(text, 0) is not None:
        roles.append("run-in")
    return frozenset(roles)


class Names(NamedTuple):
    """How lines begin that may have a role.

    `begins` has the first letters, `words` the first words and Roman numbers, `firsts` the first words behind a number,
    and `seconds` those next to them.
    """

    begins: Set[str]
    words: frozenset[str]
    firsts: frozenset[str]
    seconds: frozenset[str]

    def may_begin(self, bare: str, *, capitals: bool) -> bool:
        """False for a line that has no role by its first two words; `bare` is as the lexicons spell phrases."""
        first, second = first_words_of(bare)
        # In capitals a heading may have the content right behind it: "RESULTS The mean …".
        return first in self.firsts and (capitals or second in self.seconds)


@lru_cache(maxsize=1)
def _names() -> Names:
    others = [first_words_of(name) for name in (*_CONTAINERS, *TYPES)]
    firsts = headings().first_words.union([first for first, _ in others])
    seconds = headings().second_words.union([second for _, second in others], [""])
    romans = ["".join(signs) for length in range(1, 5) for signs in product("ivx", repeat=length)]
    numbers = ["".join(signs) for signs in product("ivx", "ivx.)", (*SPACES, *"ivx.)"))]
    # One printed sign may stand for several letters, as the ligature in "efficacy" for three.
    begins = {word[:end] for word in firsts for end in range(_LETTERS, 3 * _LETTERS + 1)}
    return Names(begins.union(numbers), firsts.union(romans), firsts, seconds)
