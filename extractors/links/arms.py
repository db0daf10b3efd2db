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
from extractors.links.arm_attachment import ArmMention, attached, follows, governing, is_the_other
from extractors.links.arm_mentions import Mentions, mentions_on
from extractors.links.arm_names import CONTROL
from extractors.links.page import Page
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

DROPPED = frozenset("group groups arm arms the a an of patients subjects recipients cohort alone only treated".split())

LABELLED = re.compile(r"(?:(?:group|arm|cohort)s?\s)?(\w{1,3})", re.IGNORECASE)
"""A group that bears a letter or number: "Group A", the "B" of "arms A and B"."""

SIZE_BEHIND = re.compile(r"[^;()\[\]]{0,40}[(\[,]\s?(?:n\s?=\s?)?\d{1,6}[)\];,]", re.IGNORECASE)
"""A size not far behind a name: "placebo group (n = 40)", "(placebo, n=40)"."""

FARTHEST = 600
"""Characters between a number and a mention; few sentences are longer, and hostile ones must not cost the square."""


class Arm(NamedTuple):
    """A group of the trial; `role` is "intervention", "control" or "" where the text does not settle it."""

    name: str
    role: str
    mentions: int


class ArmInventory:
    """All arms of a document."""

    def __init__(
        self, scan: str, arms: tuple[Arm, ...], mentions: tuple[ArmMention, ...], order: tuple[str, ...]
    ) -> None:
        self.scan = scan
        self.arms = arms
        self.mentions = mentions
        self.order = order
        """The names in the order in which the text introduces the comparison; () where it does not."""
        self._lists: dict[int, tuple[lists.NumberList, ...]] = {}
        self._starts = [mention.at.start for mention in mentions]

    @classmethod
    def of(cls, page: Page, text: str) -> ArmInventory:
        """The inventory of a page; names are quoted from `text`, the page before folding."""
        found = mentions_on(page)
        index: dict[frozenset[str], int] = {}
        placed = tuple(
            ArmMention(
                text[named.at.start : named.at.end],
                named.at,
                index.setdefault(_key(named.name), len(index)),
                named.head,
                named.reach,
            )
            for named in found.all
        )
        return cls(page.scan, _arms(placed, len(index)), placed, _order(page, found, placed))

    def mentions_between(self, start: int, end: int) -> tuple[ArmMention, ...]:
        """The mentions that begin in [start, end), in order."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def arm_of(self, at: CleanSpan, sentence: Sentence) -> str | None:
        """The name of the group that a number at `at` belongs to, or None where the text does not settle it."""
        near = self._near(at, sentence)
        ordered, joined = lists.order_told(self.scan, sentence), lists.coordinated(self.scan, near)
        if ordered or joined:
            numbers, position = lists.list_of(at, self._lists_in(sentence))
            if numbers.ordered:
                return self._in_order(numbers.spans, sentence, near)[position]
            if beside := self._right_behind(numbers.spans, joined):
                return beside[position]
        return self._single(at, sentence, near)

    def arms_of_list(self, values: Sequence[CleanSpan], sentence: Sentence) -> tuple[str | None, ...]:
        """The groups of several numbers that stand as a list ("51 and -64 …, respectively"; "5 vs 7"), in order."""
        return self._in_order(values, sentence, self._near(CleanSpan(values[0].start, values[-1].end), sentence))

    def _near(self, at: CleanSpan, sentence: Sentence) -> tuple[ArmMention, ...]:
        """The mentions of a sentence that stand near enough to a number to matter."""
        low = max(sentence.start, at.start - FARTHEST)
        return self.mentions_between(low, min(sentence.end, at.end + FARTHEST))

    def _single(self, at: CleanSpan, sentence: Sentence, near: Sequence[ArmMention]) -> str | None:
        """The group of a number by itself; the first of a pair "from 428 to 916" shares that of the second."""
        later = lists.later_of_pair(self.scan, at, sentence)
        if is_the_other(self.scan, later or at, sentence):
            return self._other_than([mention for mention in near if mention.at.end <= at.start])
        mention = attached(self.scan, at, sentence, near) or (later and attached(self.scan, later, sentence, near))
        mention = mention or governing(self.scan, at, sentence, near)
        return mention.name if mention else None

    def _other_than(self, before: Sequence[ArmMention]) -> str | None:
        """The other group of a comparison of two, one of which was named last."""
        others = [name for name in self.order if before and _key(name) != _key(before[-1].name)]
        return others[0] if len(self.order) == 2 and len(others) == 1 else None

    def _in_order(
        self, values: Sequence[CleanSpan], sentence: Sentence, near: Sequence[ArmMention]
    ) -> tuple[str | None, ...]:
        """The groups of a list: each value's own where they differ, else a list of groups, else what goes unsaid."""
        tied = [attached(self.scan, at, sentence, near) for at in values]
        names = [mention.name if mention else None for mention in tied]
        if len(set(names)) == len(values) and None not in names:
            return tuple(names)
        together = self._beside(values, near) or self._understood(values, sentence, near)
        return together or tuple(self._single(at, sentence, near) for at in values)

    def _lists_in(self, sentence: Sentence) -> tuple[lists.NumberList, ...]:
        if sentence.start not in self._lists:
            self._lists[sentence.start] = lists.number_lists(self.scan, sentence)
        return self._lists[sentence.start]

    def _beside(self, values: Sequence[CleanSpan], near: Sequence[ArmMention]) -> tuple[str, ...] | None:
        """The names of the nearest list of groups in the same sentence that is as long as the list of values."""
        groups = [group for group in lists.coordinated(self.scan, near) if len(group) == len(values) > 1]
        if not groups:
            return None
        nearest = min(groups, key=lambda group: _distance(group, values))
        return tuple(mention.name for mention in nearest)

    def _right_behind(
        self, values: Sequence[CleanSpan], joined: Sequence[tuple[ArmMention, ...]]
    ) -> tuple[str, ...] | None:
        """The names of a list of groups right behind a list of values: "-54 and -93 cells/uL in the X and Y arms"."""
        for group in joined if len(values) > 1 else ():
            if len(group) == len(values) and follows(self.scan, values[-1].end, group[0]):
                return tuple(mention.name for mention in group)
        return None

    def _understood(
        self, values: Sequence[CleanSpan], sentence: Sentence, near: Sequence[ArmMention]
    ) -> tuple[str, ...] | None:
        """The names that go without saying: those of the last list before, or of the comparison as introduced.

        A sentence that names each group once, apart ("higher with X than … Y (5 vs 7)"), lists them in that order;
        one that names one group of two ("more common with X (451 vs. 378)") lists that one first.
        """
        before = {mention.arm: mention.name for mention in reversed(near) if mention.at.end <= values[0].start}
        if len(before) == len(values):
            return tuple(reversed(before.values()))
        if near:
            others = [name for name in self.order if _key(name) != _key(near[0].name)]
            paired = len(before) == len(others) == 1 and len(values) == len(self.order) == 2
            return (*before.values(), *others) if paired else None
        earlier = lists.coordinated(self.scan, self.mentions_between(0, sentence.start))
        groups = [group for group in earlier if len(group) == len(values)]
        if groups:
            return tuple(mention.name for mention in groups[-1])
        return self.order if len(self.order) == len(values) else None


def _order(page: Page, found: Mentions, placed: Sequence[ArmMention]) -> tuple[str, ...]:
    """The order of the comparison: that of the first sizes or the first allocation, whichever lists more groups.

    Without either it is that of the first list of groups, or of the first sentence that names two.
    """
    allocated = tuple(named.name for named in found.allocations[0]) if found.allocations else ()
    sized = _first_sized(page, placed)
    if allocated or sized:
        return sized if len(sized) >= len(allocated) else allocated
    for group in lists.coordinated(page.scan, placed):
        return tuple(mention.name for mention in group)
    return _first_side_by_side(page, placed)


def _first_sized(page: Page, placed: Sequence[ArmMention]) -> tuple[str, ...]:
    """The groups of the first sentence that gives two or more of them a size."""
    by_sentence: dict[Sentence | None, list[ArmMention]] = {}
    for mention in placed:
        if SIZE_BEHIND.match(page.scan, mention.at.end):
            by_sentence.setdefault(page.sentence_over(mention.at.start), []).append(mention)
    for sized in by_sentence.values():
        if len({mention.arm for mention in sized}) > 1:
            return tuple(mention.name for mention in sized)
    return ()


def _first_side_by_side(page: Page, placed: Sequence[ArmMention]) -> tuple[str, ...]:
    """The groups of the first sentence that names two or more of them as groups."""
    by_sentence: dict[Sentence | None, dict[int, str]] = {}
    for mention in placed:
        if mention.head:
            by_sentence.setdefault(page.sentence_over(mention.at.start), {}).setdefault(mention.arm, mention.name)
    return next((tuple(named.values()) for named in by_sentence.values() if len(named) > 1), ())


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
