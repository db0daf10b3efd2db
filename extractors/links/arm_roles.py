"""The groups as the document lists them: name, role, how often each is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from extractors.links.arm_names import ArmMention, is_control_name
from extractors.links.arm_order import key_of, without_short_form

LETTERED = re.compile(r"(?:group|arm|cohort)[\s-]\w{1,3}", re.IGNORECASE)
LONGEST_LETTER = 3
COMBINED = re.compile(r"[+/&]|\b(?:plus|and|with|combined)\b", re.IGNORECASE)


class Arm(NamedTuple):
    """A group of the trial; `role` is "intervention", "control" or "" where the text does not settle it.

    `aliases` are its other names in the text, in the order of their first mention; other cases of a name are none.
    """

    name: str
    role: str
    mentions: int
    aliases: tuple[str, ...] = ()


def arms_among(mentions: Sequence[ArmMention], count: int, order: Sequence[str]) -> tuple[Arm, ...]:
    """The groups that mentions name, in order of the first."""
    by_arm: list[list[ArmMention]] = [[] for _ in range(count)]
    for mention in mentions:
        by_arm[mention.arm].append(mention)
    compared = {key_of(name) for name in order}
    combined = [key_of(name) for name in order if COMBINED.search(name)]
    controls = [_is_control(group, compared, combined) for group in by_arm]
    return tuple(
        Arm(
            name := _name_of(group),
            "control" if control else _role(group, compared) if any(controls) else "",
            len(group),
            _aliases(group, name),
        )
        for group, control in zip(by_arm, controls, strict=True)
    )


def _name_of(group: Sequence[ArmMention]) -> str:
    """The name of a group: its first, but "Group B" rather than the bare letter of "groups A and B"."""
    first = without_short_form(group[0].name)
    if len(first) > LONGEST_LETTER:
        return first
    return next((mention.name for mention in group if LETTERED.fullmatch(mention.name)), first)


def _aliases(group: Sequence[ArmMention], name: str) -> tuple[str, ...]:
    """The other names of a group, each as first printed."""
    printed = {mention.name.casefold(): mention.name for mention in reversed(group)}
    others = dict.fromkeys(mention.name.casefold() for mention in group if mention.name.casefold() != name.casefold())
    return tuple(printed[other] for other in others)


def _is_control(
    group: Sequence[ArmMention], compared: Collection[frozenset[str]], combined: Collection[frozenset[str]]
) -> bool:
    """Whether a group is the one compared with: by its name, or as X where X plus Y is compared with X."""
    key = key_of(group[0].name)
    added_to = key in compared and any(key < other for other in combined)
    return added_to or any(is_control_name(mention.name) for mention in group)


def _role(group: Sequence[ArmMention], compared: Collection[frozenset[str]]) -> str:
    """The role of a group that is no control: none for a treatment that the text only mentions."""
    named = any(mention.head for mention in group)
    return "intervention" if named or key_of(group[0].name) in compared else ""
