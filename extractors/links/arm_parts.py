"""What a group is to the trial, where the text names its two groups otherwise, too: "the intervention group" is X.

In a trial of X against usual care the intervention group is that of X and the control group that of usual care. Where
there are more groups, or a sentence sets the two names side by side, nothing is settled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.links.arm_names import Named, is_control_name
from extractors.links.arm_order import key_of

Key = frozenset[str]
ACTIVE = frozenset("intervention experimental treatment treated study trial test active".split())
CONTROL = frozenset({"control"})
PARTS = ACTIVE | CONTROL
JOINED = re.compile(
    r"(?:\s(?:group|arm)s?)?(?:\s?[(\[][^()\[\]]{1,40}[)\]])?\s?(?:,|,?\s(?:and|or|vs\.?|versus|nor|than|compared\s(?:with|to)))"
    r"\s(?:the\s|an?\s|in\s|for\s){0,2}"
)
"""Between two names that are set side by side."""
OF_SOME = re.compile(r"\b(?:high|low|adheren|attend|complet|respon|engage|healthy|normal|matched)")
"""In a name: that it is of some of a group, or of people outside the trial."""
MOST_NAMES = 40


def parts_played(scan: str, named: Sequence[Named], stands_for: Mapping[Key, Key]) -> Iterator[tuple[Key, Key]]:
    """For each name that only says what a group is to the trial: the name of that group."""
    if not any(one.name.casefold() in PARTS for one in named):  # asked first, because it is cheap
        return
    names = {stands_for.get(key, key): one.name.casefold() for one in reversed(named) if (key := key_of(one.name))}
    if not 2 < len(names) <= MOST_NAMES:
        return
    parts = [key for key, name in names.items() if name in ACTIVE]
    own = [key for key in names if names[key] not in PARTS]
    controls = [key for key in own if is_control_name(names[key])]
    treated = [key for key in own if key not in controls and _is_group(named, key, stands_for)]
    if len(own) > len(controls) + len(treated) or any(OF_SOME.search(names[key]) for key in own):
        return
    if len(treated) == 1 and len(controls) <= 1:
        yield from ((part, treated[0]) for part in parts if not _side_by_side(scan, named, part, treated[0]))
    elif not own:
        yield from ((part, parts[0]) for part in parts[1:] if not _side_by_side(scan, named, part, parts[0]))
    plain = next((key for key, name in names.items() if name in CONTROL), None)
    if plain and len(controls) == 1 and len(treated) <= 1 and not _side_by_side(scan, named, plain, controls[0]):
        yield plain, controls[0]


def _is_group(named: Sequence[Named], key: Key, stands_for: Mapping[Key, Key]) -> bool:
    """Whether a name is anywhere that of a group of people, not only of a treatment."""
    return any(one.head or one.reach for one in named if stands_for.get(key_of(one.name), key_of(one.name)) == key)


def _side_by_side(scan: str, named: Sequence[Named], one: Key, other: Key) -> bool:
    """Whether a list or a comparison has both names, one right behind the other."""
    both = sorted((mention for mention in named if key_of(mention.name) in {one, other}), key=lambda each: each.at)
    return any(
        key_of(first.name) != key_of(second.name) and JOINED.fullmatch(scan, first.at.end, second.at.start)
        for first, second in pairwise(both)
    )
