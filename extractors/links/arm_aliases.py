"""One group under two names: "zinc (group A)", "usual care (UC)", "Group B (placebo)" each name the same people twice.

A bracket that begins with the second name right behind the first tells it; so does a name that is a part of one other
only ("rocker-sole" of "rocker-sole footwear"). Controls that are named after what they get ("zinc-controls") are the
group that gets it ("zinc only"), and those of whom nothing is said ("controls") are they. Names are told by `key_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.links.arm_letters import letters_given
from extractors.links.arm_names import DOSE_BEHIND, Named, is_control_name
from extractors.links.arm_order import key_of
from extractors.links.arm_parts import parts_played
from extractors.links.page import Page

OPENS = re.compile(r"(?:\s(?:group|arm|therapy|treatment))?\s?[(\[]", re.IGNORECASE)
LABEL = re.compile(r"(?:group|arm|cohort)\s\w{1,3}", re.IGNORECASE)
SHORT = re.compile(r"[A-Z][\w/+-]{0,9}")
NOUNS = (" group", " arm")
ENDS = (")", "]", ";", ",", ":", *NOUNS)
SET_APART = re.compile(
    r"[+&/\d→]|\b(?:plus|and|with|without|no|non|not|neither|nor|historical|low|high|higher|lower|early|late|delayed"
    r"|double|single|combined|combination"
    r"|followed|short|long|pre|post|add-on|self|positive|negative|active|oral|intravenous)\b",
    re.IGNORECASE,
)
"""In the longer name: that it tells its group from the one of the shorter name."""
LEAST_PART = 4
NAMED_CONTROLS = re.compile(
    r"(?!(?:healthy|normal|historical|untreated|negative|positive|other|matched)\b)(?P<given>\S.{1,40}?)[\s-]controls?"
)
"""Controls that are named after what they get; not after what they are."""
ALONE = re.compile(r"\s(?:alone|only)$")
MOST_NAMES = 40
"""Names of a document that are compared with each other; few have more than ten."""
PARTS = frozenset(
    "intervention experimental treatment treated control controls study case cases test active reference".split()
)
"""What a group is to the trial: names that need no noun to be a second name."""


def aliases_of(page: Page, names: Iterable[Named]) -> dict[frozenset[str], frozenset[str]]:
    """For each name that only repeats another one: the name that it stands for."""
    stands_for: dict[frozenset[str], frozenset[str]] = {}
    printed = tuple(names)
    for one, other in pairwise(printed):
        if not _is_repeated(page.scan, one, other):
            continue
        first, second = key_of(one.name), key_of(other.name)
        first = stands_for.get(first, first)
        if first != second and second not in stands_for and second not in stands_for.values():
            stands_for[second] = first
    for part, whole in _parts(page, printed):
        root = stands_for.get(part, part)
        if stands_for.get(whole, whole) != root and whole not in stands_for.values():
            stands_for.setdefault(whole, root)
    _join(stands_for, _controls(page, printed))
    _join(stands_for, letters_given(page.scan, printed))
    _join(stands_for, parts_played(page.scan, printed, {**stands_for}))
    return stands_for


def _join(
    stands_for: dict[frozenset[str], frozenset[str]], pairs: Iterable[tuple[frozenset[str], frozenset[str]]]
) -> None:
    """Let the first name of each pair stand for the group of the second."""
    for second, first in pairs:
        root = stands_for.get(first, first)
        if second != root and second not in stands_for.values():
            stands_for.setdefault(second, root)


def _controls(page: Page, named: Sequence[Named]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Controls that are another group of the text, with that one; where there are several it is settled for none."""
    names = {key_of(one.name): one.name.casefold() for one in reversed(named)}
    given = {key: found["given"] for key, name in names.items() if (found := NAMED_CONTROLS.fullmatch(name))}
    for key, name in given.items():
        same = [other for other, printed in names.items() if ALONE.sub("", printed) == name]
        if len(same) == 1:
            yield key, same[0]
    plain = key_of("controls")
    if plain in names and len(given) == 1:
        (only,) = given
        places = [
            {page.sentence_number(one.at.start) for one in named if key_of(one.name) == key} for key in (plain, only)
        ]
        rivals = (
            key for key, name in names.items() if is_control_name(ALONE.sub("", name)) and key not in {plain, only}
        )
        if places[0].isdisjoint(places[1]) and not any(rivals):
            yield plain, only


def _parts(page: Page, named: Sequence[Named]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Names that are a part of one other only, with that one; a sentence that has both sets them apart."""
    names = {key_of(one.name): one.name for one in named}
    if len(names) > MOST_NAMES:
        return
    wholes = {part: [whole for whole in names if part < whole] for part in names}
    if pairs := [(part, found[0]) for part, found in wholes.items() if len(found) == 1]:
        places = _places(page, named)
        for part, whole in pairs:
            if places[part].isdisjoint(places[whole]) and _is_part(names[part].casefold(), names[whole].casefold()):
                yield part, whole


def _places(page: Page, named: Iterable[Named]) -> dict[frozenset[str], set[int]]:
    """The numbers of the sentences that have each name."""
    places: dict[frozenset[str], set[int]] = {}
    for one in named:
        places.setdefault(key_of(one.name), set()).add(page.sentence_number(one.at.start))
    return places


def _is_part(short: str, long: str) -> bool:
    """Whether a longer name only says more about a group than a shorter one: also how much it was given."""
    if DOSE_BEHIND.sub("", long) == short:
        return True
    if len(short) < LEAST_PART or SET_APART.search(long) or is_control_name(short) != is_control_name(long):
        return False
    return re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", long) is not None


def _is_repeated(scan: str, one: Named, other: Named) -> bool:
    """Whether a bracket right behind a name opens with another one for the same group."""
    if OPENS.fullmatch(scan, one.at.end, other.at.start) is None or not scan.startswith(ENDS, other.at.end):
        return False
    if LABEL.fullmatch(one.name):
        return True
    if is_control_name(one.name) < is_control_name(other.name) and "placebo" in other.name.casefold():
        return False
    as_noun = LABEL.fullmatch(other.name) is not None or scan.startswith(NOUNS, other.at.end)
    return as_noun or other.name.casefold() in PARTS or SHORT.fullmatch(other.name) is not None
