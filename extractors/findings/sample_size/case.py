"""A count in its case: the clause, the predicate, what the document has counted so far; and the role it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.predicates import Predicate

CARRIED = frozenset({"planned", "withdrawn", "completed", "analysed", "screened"})
"""Roles that win over every other and pass on to the parts of a count."""
LATE = frozenset({"results", "conclusions", "body"})
EARLY = frozenset({"title", "background", "objective", "methods", "body"})


@dataclass(frozen=True, slots=True)
class Case:
    """A count with its predicate; `largest` is the largest count of the document so far."""

    clause: Clause
    count: Count
    predicate: Predicate
    largest: int
    counts: tuple[Count, ...] = ()

    @property
    def cue(self) -> str:
        """The predicate's role, "" where there is none."""
        return self.predicate.hit.role if self.predicate.hit else ""

    @property
    def partial(self) -> bool:
        """Whether the count is a numerator: it has a denominator or a percentage."""
        return self.count.of is not None or self.count.percent is not None

    @property
    def left(self) -> str:
        """The sentence up to the count, without brackets."""
        return self.clause.outside(self.clause.start, self.count.start)


class Role(NamedTuple):
    """The role of a count, and the name of what settled it."""

    role: str
    why: str
