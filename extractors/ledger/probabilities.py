"""The usual two-sided tests between two groups, from summary statistics alone.

Closed forms where there are any: scipy takes a fifth of a second to import, so only Student's t asks for it, and only
where a check needs it.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

MOST_TERMS = 2_000
"""Of Fisher's sum. Larger tables have no need of an exact test."""
SMALLEST = 1e-16
"""A probability below this is as good as none: its z is not told apart from others."""


class Range(NamedTuple):
    """From the least to the largest probability that a comparison can have."""

    low: float
    high: float

    @classmethod
    def over(cls, *probabilities: float) -> Range:
        """The range that holds them all."""
        return cls(min(probabilities), max(probabilities))


class Counted(NamedTuple):
    """So many of a group."""

    events: int
    group: int


def of_z(z: float) -> float:
    """The two-sided probability of a standard normal deviate."""
    return math.erfc(abs(z) / math.sqrt(2))


def z_of(probability: float) -> float:
    """The standard normal deviate, zero or more, of a two-sided probability."""
    return -NormalDist().inv_cdf(min(1.0, max(SMALLEST, probability)) / 2)


def of_t(t: float, freedom: float) -> float:
    """The two-sided probability of Student's t."""
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(t)))


def of_counts(one: Counted, other: Counted) -> Range | None:
    """From the least to the largest P of the usual tests of two proportions; None where nothing can be tested.

    Chi-square with and without Yates' correction, Fisher's exact test, the z test with its own variances.
    """
    events, persons = one.events + other.events, one.group + other.group
    if not (0 < events < persons and 0 <= one.events <= one.group and 0 <= other.events <= other.group):
        return None
    found = [chi_square(one, other), chi_square(one, other, corrected=True)]
    own = sum(group.events * (group.group - group.events) / group.group**3 for group in (one, other))
    if own > 0:
        found.append(of_z((one.events / one.group - other.events / other.group) / math.sqrt(own)))
    if min(events, one.group, other.group) <= MOST_TERMS:
        found.append(fisher(one, other))
    return Range.over(*found)


def chi_square(one: Counted, other: Counted, *, corrected: bool = False) -> float:
    """Pearson's chi-square test of a fourfold table, with Yates' correction where asked for."""
    events, persons = one.events + other.events, one.group + other.group
    cross = abs(one.events * (other.group - other.events) - other.events * (one.group - one.events))
    reach = max(0.0, cross - persons / 2) if corrected else float(cross)
    return of_z(reach * math.sqrt(persons / (events * (persons - events) * one.group * other.group)))


def fisher(one: Counted, other: Counted) -> float:
    """Fisher's exact test, two-sided: all tables with these margins that are no likelier than the one observed."""
    events = one.events + other.events
    least, most = max(0, events - other.group), min(events, one.group)
    logs = [
        _log_choices(one.group, first) + _log_choices(other.group, events - first) for first in range(least, most + 1)
    ]
    observed = logs[one.events - least] + 1e-7  # tables of equal probability differ by rounding
    every = _log_choices(one.group + other.group, events)
    return min(1.0, math.fsum(math.exp(log - every) for log in logs if log <= observed))


def _log_choices(number: int, chosen: int) -> float:
    return math.lgamma(number + 1) - math.lgamma(chosen + 1) - math.lgamma(number - chosen + 1)
