"""The group that a count inherits: by the size it is a part of, or by "these" from the count before.

"Five of the 31" is of the group of 31, where one group only has that size; "three of these six" is of the group that
the six were of. The sentence's own names come first: this room is asked where they tell nothing.
"""

from __future__ import annotations

import re

from extractors.findings.sample_size.counts import Clause, Count

SMALLEST = 8
"""The least size that tells a group by itself: smaller ones meet by chance."""
THESE = re.compile(r"\bof\s(?:these|those|them)\b", re.IGNORECASE)
LED = re.compile(r"\b(?:of|among)\s(?:these|those|them|whom),?\s$|\bother\s$", re.IGNORECASE)


class Sizes:
    """The sizes told so far, each with the group it is of; None where several have it, or all people have."""

    def __init__(self) -> None:
        self._arms: dict[int, str | None] = {}
        self._last: tuple[Count, Clause, str | None] | None = None
        self._sizes: dict[str, int] = {}
        self._told: set[str | None] = set()
        """The groups of the counts of the last sentence: "these" of the next one are of a group if it told one only."""

    def remember(self, clause: Clause, count: Count, role: str, arm: str | None) -> None:
        """Keep the group of a count; of a size, also what group it tells."""
        if self._last is None or self._last[1] is not clause:
            self._told = set()
        self._told.add(arm)
        self._last = count, clause, arm
        if role == "arm" and arm is not None and count.of is None:
            name = arm.casefold()
            self._sizes[name] = max(count.value, self._sizes.get(name, 0))
        if role == "arm" or (role == "total" and arm is None):
            known = self._arms.setdefault(count.value, arm)
            if known is None or arm is None or known.casefold() != arm.casefold():
                self._arms[count.value] = None

    def may_hold(self, arm: str, count: Count, role: str) -> bool:
        """Whether a group can hold so many: no outcome and no fate befalls more people than its size told so far."""
        size = self._sizes.get(arm.casefold())
        return size is None or role == "arm" or count.value <= size

    def arm_of(self, clause: Clause, count: Count) -> str | None:
        """The group that a count without a name inherits, or None."""
        if clause.scan.find("espectively", clause.start, clause.end) >= 0:
            return None
        if count.of is not None and count.of >= SMALLEST and (arm := self._arms.get(count.of)):
            return arm
        return self._before(clause, count)

    def _before(self, clause: Clause, count: Count) -> str | None:
        """The group of the count before, where "these" refers to it and it is in this sentence or the one before."""
        if self._last is None or self._last[2] is None or (self._last[1] is not clause and len(self._told) > 1):
            return None
        near = count.start - self._last[0].end <= clause.end - self._last[1].start
        left = clause.scan[max(clause.start, count.start - 20) : count.start]
        refers = THESE.search(clause.scan, count.start, count.end) or LED.search(left)
        same = count.of in {None, self._last[0].value} or LED.search(left)
        return self._last[2] if near and refers and same else None
