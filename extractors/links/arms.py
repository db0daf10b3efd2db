"""The arm inventory: which groups a document compares, and which of them a number belongs to.

The inventory is built first, from what the text marks as groups; then `arm_of` asks, in order: does a bracket put the
number behind a name, does a preposition put a name behind the number, is the number one of a list that goes with a
list of names, which name governs its clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractors.links import list_order, lists
from extractors.links.arm_aliases import aliases_of
from extractors.links.arm_attachment import attached, dosed, governing, is_compared_with, labelled, of_last
from extractors.links.arm_behind import follows, is_allocated, is_of_all, is_the_other
from extractors.links.arm_mentions import mentions_on
from extractors.links.arm_names import ArmMention
from extractors.links.arm_order import (
    by_sentence,
    distance_to,
    key_of,
    named_right_before,
    order_of,
)
from extractors.links.arm_roles import Arm, arms_among
from extractors.links.page import Page
from extractors.model import Sentence
from extractors.traced_text import CleanSpan

FARTHEST = 600
"""Characters between a number and a mention; few sentences are longer, and hostile ones must not cost the square."""


class ArmInventory:
    """All arms of a document."""

    def __init__(
        self, page: Page, arms: tuple[Arm, ...], mentions: tuple[ArmMention, ...], order: tuple[str, ...]
    ) -> None:
        self.page = page
        self.scan = page.scan
        self.arms = arms
        self.mentions = mentions
        self.order = order
        """The names in the order in which the text introduces the comparison; () where it does not."""
        self._told: dict[int, bool] = {}
        self._lists: dict[int, tuple[lists.NumberList, ...]] = {}
        self._runs: dict[tuple[int, int], tuple[tuple[ArmMention, ...], ...]] = {}
        self._starts = [mention.at.start for mention in mentions]

    @classmethod
    def of(cls, page: Page, text: str) -> ArmInventory:
        """The inventory of a page; names are quoted from `text`, the page before folding."""
        found = mentions_on(page)
        index: dict[frozenset[str], int] = {}
        aliases = aliases_of(page, found.all)
        placed = tuple(
            ArmMention(
                text[slice(*(named.meant or named.at))],
                named.at,
                index.setdefault(aliases.get(key := key_of(named.name), key), len(index)),
                named.head,
                named.reach,
            )
            for named in found.all
        )
        order = order_of(page, found, placed)
        return cls(page, arms_among(placed, len(index), order), placed, order)

    def mentions_between(self, start: int, end: int) -> tuple[ArmMention, ...]:
        """The mentions that begin in [start, end), in order."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def arm_of(self, at: CleanSpan, sentence: Sentence) -> str | None:
        """The name of the group that a number at `at` belongs to, or None where the text does not settle it."""
        near = self._near(at, sentence)
        ordered = self._is_told(sentence)
        if not near and (not ordered or list_order.has_other_order(self.scan, sentence)):
            return None
        joined = self._joined(near)
        if label := self._label(at, near, joined):
            return label.name
        if ordered or joined or (near and lists.fills_bracket(self.scan, at)):
            numbers, position = lists.list_of(at, self._lists_in(sentence))
            if numbers.ordered:
                return self._in_order(numbers.spans, sentence, near)[position]
            if beside := self._right_behind(numbers.spans, joined):
                return beside[position]
        return self._alone(at, sentence, near)

    def _label(
        self, at: CleanSpan, near: Sequence[ArmMention], joined: Sequence[tuple[ArmMention, ...]]
    ) -> ArmMention | None:
        """The mention right behind a number, "249 (181-300) cells/uL control", unless others are joined to it."""
        if not self.scan.startswith(" ", at.end):
            return None
        label = next((mention for mention in near if mention.at.start == at.end + 1), None)
        return None if label is None or any(label in group for group in joined) else label

    def arm_of_all(self, at: CleanSpan, sentence: Sentence) -> str | None:
        """The one group that all numbers of a list belong to: its count at two times."""
        return self._alone(at, sentence, self._near(at, sentence))

    def arms_of_list(self, values: Sequence[CleanSpan], sentence: Sentence) -> tuple[str | None, ...]:
        """The groups of several numbers that stand as a list ("51 and -64 …, respectively"; "5 vs 7"), in order."""
        return self._in_order(values, sentence, self._near(CleanSpan(values[0].start, values[-1].end), sentence))

    def _near(self, at: CleanSpan, sentence: Sentence) -> tuple[ArmMention, ...]:
        """The mentions of a sentence that stand near enough to a number to matter."""
        low = max(sentence.start, at.start - FARTHEST)
        return self.mentions_between(low, min(sentence.end, at.end + FARTHEST))

    def _joined(self, near: Sequence[ArmMention]) -> tuple[tuple[ArmMention, ...], ...]:
        """The groups that the text joins, of mentions that stand near a number: the same ones for all its sentence."""
        if len(near) < 2:
            return ()
        run = (near[0].at.start, len(near))
        if run not in self._runs:
            self._runs[run] = lists.coordinated(self.scan, near)
        return self._runs[run]

    def _alone(self, at: CleanSpan, sentence: Sentence, near: Sequence[ArmMention]) -> str | None:
        """The group of a number by itself; the first of a pair "from 428 to 916" shares that of the second."""
        if not near:
            return None
        later = lists.later_of_pair(self.scan, at, sentence)
        if is_the_other(self.scan, later or at, sentence):
            return self._other_than([mention for mention in near if mention.at.end <= at.start])
        mention = attached(self.scan, at, sentence, near) or (later and attached(self.scan, later, sentence, near))
        if mention and is_of_all(self.scan, at, mention, self._joined(near)):
            return None
        mention = mention or self._dosed(at, near) or governing(self.scan, at, sentence, near, self._joined(near))
        return labelled(self.scan, mention, near).name if mention else None

    def _dosed(self, at: CleanSpan, near: Sequence[ArmMention]) -> ArmMention | None:
        """The treatment that a number is the dose of, where it is one of those compared."""
        mention = dosed(self.scan, at, near)
        if mention is None or any(mention in group for group in self._joined(near)):
            return mention
        return mention if key_of(mention.name) in {key_of(name) for name in self.order} else None

    def _other_than(self, before: Sequence[ArmMention]) -> str | None:
        """The other group of a comparison of two, one of which was named last."""
        others = [name for name in self.order if before and key_of(name) != key_of(before[-1].name)]
        return others[0] if len(self.order) == 2 and len(others) == 1 else None

    def _in_order(
        self, values: Sequence[CleanSpan], sentence: Sentence, near: Sequence[ArmMention]
    ) -> tuple[str | None, ...]:
        """The groups of a list: each value's own where they differ, else a list of groups, else what goes unsaid."""
        tied = [attached(self.scan, at, sentence, near) for at in values]
        names = [mention.name if mention else None for mention in tied]
        if len(set(names)) == len(values) and None not in names:
            return tuple(names)
        if beside := self._beside(values, near):
            return beside
        if len(set(names)) == 1 and names[0] and not lists.set_against(self.scan, values):
            return tuple(names)
        if told := of_last(self.scan, values, tied, sentence, near) or self._understood(values, sentence, near):
            return told
        single = tuple(self._alone(at, sentence, near) for at in values)
        if len(set(single)) > 1 or not lists.set_against(self.scan, values):
            return single
        before = [mention for mention in near if mention.at.end <= values[0].start]
        if before and is_compared_with(self.scan, before[-1], sentence):
            return (*(None for _ in values[1:]), single[0])
        return (single[0], *(None for _ in values[1:]))

    def _is_told(self, sentence: Sentence) -> bool:
        if sentence.start not in self._told:
            self._told[sentence.start] = list_order.order_told(self.scan, sentence)
        return self._told[sentence.start]

    def _lists_in(self, sentence: Sentence) -> tuple[lists.NumberList, ...]:
        if sentence.start not in self._lists:
            self._lists[sentence.start] = lists.number_lists(self.scan, sentence)
        return self._lists[sentence.start]

    def _beside(self, values: Sequence[CleanSpan], near: Sequence[ArmMention]) -> tuple[str, ...] | None:
        """The names of the nearest list of groups in the same sentence that is as long as the list of values."""
        groups = [group for group in self._joined(near) if len(group) == len(values) > 1]
        if not groups:
            return None
        nearest = min(groups, key=lambda group: distance_to(group, values))
        return tuple(mention.name for mention in nearest)

    def _right_behind(
        self, values: Sequence[CleanSpan], joined: Sequence[tuple[ArmMention, ...]]
    ) -> tuple[str, ...] | None:
        """The names of a list of groups right behind a list of values: "-54 and -93 cells/uL in the X and Y arms"."""
        for group in joined if len(values) > 1 else ():
            behind = len(group) == len(values) and follows(self.scan, values[-1].end, group[0])
            if behind and not is_allocated(self.scan, values[-1].end, group[0]):
                return tuple(mention.name for mention in group)
        return None

    def _understood(
        self, values: Sequence[CleanSpan], sentence: Sentence, near: Sequence[ArmMention]
    ) -> tuple[str, ...] | None:
        """The names that go without saying: those of the last list before, or of the comparison as introduced.

        A sentence that names each group once, apart ("higher with X than … Y (5 vs 7)"), lists them in that order;
        one that names one group of two, or the first of more ("more common with X (451 vs. 378)"), begins with that.
        """
        before = {mention.arm: mention.name for mention in reversed(near) if mention.at.end <= values[0].start}
        if len(before) == len(values):
            return tuple(reversed(before.values()))
        if near:
            others = self._others(near[0])
            paired = len(before) == 1 and len(others) + 1 == len(values) == len(self.order)
            first = len(others) == 1 or (len(others) > 1 and key_of(near[0].name) == key_of(self.order[0]))
            in_order = paired and first and not list_order.counts_two(self.scan, near[0].at.start)
            return (*before.values(), *others) if in_order else None
        if list_order.sets_others_apart(self.scan, sentence.start, values[0].start):
            return None
        earlier = self.mentions_between(0, sentence.start)
        joined = [group for group in lists.coordinated(self.scan, earlier) if len(group) == len(values)]
        apart = [group for group in self._side_by_side(earlier) if len(group) == len(values)]
        last = max((*joined[-1:], *apart[-1:]), key=lambda group: group[0].at.start, default=())
        told = tuple(mention.name for mention in last) or named_right_before(self.page, earlier, sentence, len(values))
        return told or (self.order if len(self.order) == len(values) else None)

    def _others(self, named: ArmMention) -> list[str]:
        """The groups compared with the one named; one named in short ("intervention") is the one it is part of."""
        key = key_of(named.name)
        others = [name for name in self.order if key_of(name) != key]
        return others if len(others) < len(self.order) else [name for name in others if not key < key_of(name)]

    def _side_by_side(self, mentions: Sequence[ArmMention]) -> list[tuple[ArmMention, ...]]:
        """The groups that each sentence names as groups, each once and in order."""
        return [tuple(named.values()) for named in by_sentence(self.page, mentions).values() if len(named) > 1]
