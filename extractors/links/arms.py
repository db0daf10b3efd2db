"""The arm inventory: which groups a document compares, and which of them a number belongs to.

The inventory is built first, from what the text marks as groups; then `arm_of` asks, in order: does a bracket put the
number behind a name, does a preposition put a name behind the number, is the number one of a list that goes with a
list of names, which name governs its clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from extractors.links import lists
from extractors.links.arm_attachment import ArmMention, attached, governing
from extractors.links.arm_mentions import all_mentions
from extractors.links.arm_names import CONTROL
from extractors.links.page import Page
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

DROPPED = frozenset("group groups arm arms the a an of patients subjects recipients cohort alone only treated".split())

LABELLED = re.compile(r"(?:(?:group|arm|cohort)s?\s)?(\w{1,3})", re.IGNORECASE)
"""A group that bears a letter or number: "Group A", the "B" of "arms A and B"."""


class Arm(NamedTuple):
    """A group of the trial; `role` is "intervention", "control" or "" where the text does not settle it."""

    name: str
    role: str
    mentions: int


class ArmInventory:
    """All arms of a document."""

    def __init__(self, scan: str, arms: tuple[Arm, ...], mentions: tuple[ArmMention, ...]) -> None:
        self.scan = scan
        self.arms = arms
        self.mentions = mentions
        self._ordered: dict[int, tuple[tuple[CleanSpan, ...], ...]] = {}
        self._starts = [mention.at.start for mention in mentions]

    @classmethod
    def of(cls, page: Page, text: str) -> ArmInventory:
        """The inventory of a page; names are quoted from `text`, the page before folding."""
        mentions = all_mentions(page)
        order: dict[frozenset[str], int] = {}
        placed = tuple(
            ArmMention(
                text[named.at.start : named.at.end],
                named.at,
                order.setdefault(_key(named.name), len(order)),
                named.head,
            )
            for named in mentions
        )
        return cls(page.scan, _arms(placed, len(order)), placed)

    def mentions_between(self, start: int, end: int) -> tuple[ArmMention, ...]:
        """The mentions that begin in [start, end), in order."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def arm_of(self, at: CleanSpan, sentence: Sentence) -> str | None:
        """The name of the group that a number at `at` belongs to, or None where the text does not settle it."""
        near = self.mentions_between(sentence.start, sentence.end)
        values, position = lists.siblings(at, self._lists(sentence))
        if len(values) > 1 and (beside := self._beside(values, near)):
            return beside[position]
        later = lists.later_of_pair(self.scan, at, sentence)
        mention = attached(self.scan, at, sentence, near) or (later and attached(self.scan, later, sentence, near))
        if mention:
            return mention.name
        if len(values) > 1:
            earlier = self._earlier(values, sentence, near)
            return earlier[position] if earlier else None
        governor = governing(self.scan, at, sentence, near)
        return governor.name if governor else None

    def arms_of_list(self, values: Sequence[CleanSpan], sentence: Sentence) -> tuple[str | None, ...]:
        """The groups of several numbers that stand as a list ("51 and -64 …, respectively"; "5 vs 7"), in order."""
        near = self.mentions_between(sentence.start, sentence.end)
        tied = [attached(self.scan, at, sentence, near) for at in values]
        names = [mention.name if mention else None for mention in tied]
        if len(set(names)) == len(values) and None not in names:
            return tuple(names)
        together = self._beside(values, near) or self._earlier(values, sentence, near)
        return together or tuple(self.arm_of(at, sentence) for at in values)

    def _lists(self, sentence: Sentence) -> tuple[tuple[CleanSpan, ...], ...]:
        if sentence.start not in self._ordered:
            self._ordered[sentence.start] = lists.ordered_lists(self.scan, sentence)
        return self._ordered[sentence.start]

    def _beside(self, values: Sequence[CleanSpan], near: Sequence[ArmMention]) -> tuple[str, ...] | None:
        """The names of a list of groups in the same sentence, as long as the list of values."""
        groups = [group for group in lists.coordinated(self.scan, near) if len(group) == len(values)]
        if not groups:
            return None
        nearest = min(groups, key=lambda group: _distance(group, values))
        return tuple(mention.name for mention in nearest)

    def _earlier(
        self, values: Sequence[CleanSpan], sentence: Sentence, near: Sequence[ArmMention]
    ) -> tuple[str, ...] | None:
        """The names of the last such list before a sentence that names no group itself."""
        if near:
            return None
        earlier = lists.coordinated(self.scan, self.mentions_between(0, sentence.start))
        groups = [group for group in earlier if len(group) == len(values)]
        return tuple(mention.name for mention in groups[-1]) if groups else None


def _distance(group: Sequence[ArmMention], values: Sequence[CleanSpan]) -> int:
    after = group[0].at.start - values[-1].end
    return after if after >= 0 else max(0, values[0].start - group[-1].at.end)


def _key(name: str) -> frozenset[str]:
    """What two names of one group have in common: their words, without "group", "the", a plural s."""
    if label := LABELLED.fullmatch(name):
        return frozenset({label[1].casefold()})
    words = re.findall(r"[^\W_]+", name.casefold())
    kept = [word[:-1] if len(word) > 4 and word.endswith("s") else word for word in words if word not in DROPPED]
    return frozenset(kept or words)


def _arms(mentions: Sequence[ArmMention], count: int) -> tuple[Arm, ...]:
    by_arm: list[list[ArmMention]] = [[] for _ in range(count)]
    for mention in mentions:
        by_arm[mention.arm].append(mention)
    controls = [any(CONTROL.search(mention.name) for mention in group) for group in by_arm]
    return tuple(
        Arm(group[0].name, "control" if control else "intervention" if any(controls) else "", len(group))
        for group, control in zip(by_arm, controls, strict=True)
    )
