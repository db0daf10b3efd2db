"""A count in its case: the clause, the predicate, what the document has counted so far; and the role it comes to."""

from __future__ import annotations

from typing import NamedTuple

from extractors.findings.sample_size.counts import Clause, Count
from extractors.findings.sample_size.predicates import Predicate

CARRIED = frozenset({"planned", "withdrawn", "completed", "analysed", "screened"})
"""Roles that win over every other and pass on to the parts of a count."""
TOLD = CARRIED | {"event"}
SEX = frozenset("men women males females male female boys girls".split())
LATE = frozenset({"results", "conclusions", "body"})
EARLY = frozenset({"title", "background", "objective", "methods", "body"})


class Case:
    """A count with its predicate; `largest` is the largest count of the document so far.

    `cue` is the predicate's role, "" where there is none; `partial` says whether the count is a numerator: it has a
    denominator or a percentage; `left` is the sentence up to the count, without brackets.
    """

    __slots__ = ("clause", "count", "counts", "cue", "largest", "left", "partial", "predicate")

    def __init__(
        self, clause: Clause, count: Count, predicate: Predicate, largest: int, counts: tuple[Count, ...] = ()
    ) -> None:
        self.clause = clause
        self.count = count
        self.counts = counts
        self.predicate = predicate
        self.largest = largest
        self.cue = predicate.hit.role if predicate.hit else ""
        self.partial = count.of is not None or count.percent is not None
        self.left = clause.outside(clause.start, count.start)


class Role(NamedTuple):
    """The role of a count, and the name of what settled it."""

    role: str
    why: str
