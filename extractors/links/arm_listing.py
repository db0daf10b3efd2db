"""The groups as the record file lists them: those of the inventory, and those that only a record names.

A record's arm is the name nearest to its number, which may be a second or short name of a group; so whoever joins
records by arm finds every record's arm here, as a name or as an alias, and just once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.links.arm_names import is_control_name
from extractors.links.arm_order import key_of
from extractors.links.arm_roles import Arm


def listed(arms: Sequence[Arm], named: Iterable[str], text: str) -> tuple[Arm, ...]:
    """The groups of the inventory, then those named only by records (`named`: their arms, in order)."""
    known = {name.casefold() for arm in arms for name in (arm.name, *arm.aliases)}
    unknown = {name.casefold(): name for name in named if name.casefold() not in known}
    return tuple(_with(arms, unknown.values(), text)) if unknown else tuple(arms)


def _with(arms: Sequence[Arm], names: Iterable[str], text: str) -> Iterator[Arm]:
    """Every group, with those names that are its own but for words such as "group"; the others as new groups."""
    by_key = {key_of(name): place for place, arm in enumerate(arms) for name in (*arm.aliases, arm.name)}
    held = list(arms)
    for name in names:
        place = by_key.get(key_of(name))
        if place is None:
            by_key[key_of(name)] = len(held)
            held.append(Arm(name, "control" if is_control_name(name) else "", _times_in(text, name)))
        else:
            arm = held[place]
            held[place] = arm._replace(aliases=(*arm.aliases, name))
    yield from held


def _times_in(text: str, name: str) -> int:
    """How often a text has a name as whole words."""
    return max(1, len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)))
