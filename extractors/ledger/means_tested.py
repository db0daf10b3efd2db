"""A P value against the means and spreads it was computed on, one mean an arm.

A standard error is taken as it is printed, a standard deviation over the root of the group's size, a 95 % confidence
interval as 3.92 standard errors wide; interquartile ranges, ranges and a bare "±" say too little.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from extractors.ledger.check import Check
from extractors.ledger.comparisons import Comparison
from extractors.ledger.intervals_tested import level_of
from extractors.ledger.printed_p import last_digit, shown, shown_range
from extractors.ledger.probabilities import Range, of_t, of_z
from extractors.record_json import number_text
from extractors.records import Record

FEWEST_FREE = 8
"""Degrees of freedom where no group sizes are printed: two groups of five, as small as trials are."""


class Mean(NamedTuple):
    """A printed mean with its standard error; `half` and `loose` are half a unit of their last digits."""

    value: float
    half: float
    error: float
    loose: float
    size: int | None
    words: str


def means_fit(comparison: Comparison, sizes: Mapping[str, Record]) -> Iterator[Check]:
    """Two means with their spreads against the P value that closes them.

    Where each arm has two means, from one time to another, their ends are compared; and since the changes may have
    been tested instead, only agreement is told.
    """
    pair, is_certain = _pair(comparison)
    means = [_mean(record, sizes) for record in pair]
    if len(means) != 2 or means[0] is None or means[1] is None:
        return
    one, other = means[0], means[1]
    computed = Range.over(_normal(one, other, 1), _normal(one, other, -1))
    agrees = comparison.printed.agrees_with(computed)
    tests = ""
    if not agrees:
        computed, tests = Range.over(*computed, *_students(one, other)), " by the z and t tests"
        agrees = comparison.printed.agrees_with(computed)
    if agrees or (agrees is False and comparison.is_certain and is_certain):
        z = abs(one.value - other.value) / math.hypot(one.error, other.error)
        detail = (
            f"mean {one.words} against {other.words}: z = {z:.2f}, P = {shown(of_z(z))}; rounding leaves "
            f"{shown_range(computed)}{tests}; printed {comparison.printed.words}"
        )
        ids = (comparison.p.id, *(record.id for record in pair))
        yield Check.of("P value fits means", detail.replace("P = below", "P below"), ids, agrees=agrees)


def _pair(comparison: Comparison) -> tuple[tuple[Record, ...], bool]:
    """One mean for each of two arms; False beside them where they are the ends of two changes in time."""
    values = comparison.supports
    if any(value.kind != "cd4_value" or value.fields.get("statistic") != "mean" for value in values):
        return (), False
    arms: dict[str, list[Record]] = {}
    for value in values:
        arms.setdefault(str(value.fields.get("arm", "")).casefold(), []).append(value)
    groups = list(arms.values())
    if len(groups) != 2 or "" in arms or len(groups[0]) != len(groups[1]) or len(groups[0]) > 2:
        return (), False
    one, other = groups[0][-1], groups[1][-1]
    times = [{_time(value) for value in group} for group in groups]
    alike = all(one.fields.get(name) == other.fields.get(name) for name in ("kind", "unit"))
    same_time = not times[0] or not times[1] or _time(one) == _time(other) or "" in (_time(one), _time(other))
    if not alike or not same_time or one.fields.get("kind") not in ("level", "change"):
        return (), False
    return (one, other), len(groups[0]) == 1


def _time(value: Record) -> str:
    return str(value.fields.get("time", "")).casefold()


def _mean(record: Record, sizes: Mapping[str, Record]) -> Mean | None:
    value, spread = record.fields.get("value"), record.fields.get("spread")
    if not isinstance(value, int | Decimal) or not isinstance(spread, Mapping):
        return None
    arm = sizes.get(str(record.fields.get("arm", "")).casefold())
    size = int(str(arm.fields["value"])) if arm is not None else None
    found = _error(record, spread, size)
    if found is None or found[0] <= 0:
        return None
    return Mean(
        float(value),
        float(last_digit(value)) / 2,
        found[0],
        found[1],
        size,
        f"{number_text(Decimal(value))} {found[2]}",
    )


def _error(record: Record, spread: Mapping[str, object], size: int | None) -> tuple[float, float, str] | None:
    """A standard error, how much its rounding leaves open, and the spread in words."""
    kind, value, low, high = (spread.get(name) for name in ("type", "value", "low", "high"))
    if kind == "CI" and isinstance(low, int | Decimal) and isinstance(high, int | Decimal):
        level = level_of(record.sentence)
        if level is None:
            return None
        wide = 2 * level.deviates
        loose = float(max(last_digit(low), last_digit(high))) / wide
        return (
            float(high - low) / wide,
            loose,
            f"({level.words} CI {number_text(Decimal(low))} to {number_text(Decimal(high))})",
        )
    if not isinstance(value, int | Decimal):
        return None
    half = float(last_digit(value)) / 2
    if kind == "SE":
        return float(value), half, f"± {number_text(Decimal(value))} (SE)"
    if kind == "SD" and size is not None and size > 1:
        root = math.sqrt(size)
        return float(value) / root, half / root, f"± {number_text(Decimal(value))} (SD, n = {size})"
    return None


def _apart(one: Mean, other: Mean, sign: int) -> tuple[float, float, float]:
    """The difference and the two errors at the corner of the rounding where P is least (1) or largest (-1)."""
    difference = max(0.0, abs(one.value - other.value) + sign * (one.half + other.half))
    errors = [max(mean.error - sign * mean.loose, mean.error / 10) for mean in (one, other)]
    return difference, errors[0], errors[1]


def _normal(one: Mean, other: Mean, sign: int) -> float:
    difference, first, second = _apart(one, other, sign)
    return of_z(difference / math.hypot(first, second))


def _students(one: Mean, other: Mean) -> Iterator[float]:
    """P by Student's t, Welch's and pooled, at both corners of the rounding."""
    for sign in (1, -1):
        difference, first, second = _apart(one, other, sign)
        error = math.hypot(first, second)
        if one.size is None or other.size is None or min(one.size, other.size) < 2:
            yield of_t(difference / error, FEWEST_FREE)
            continue
        free = one.size - 1, other.size - 1
        yield of_t(difference / error, error**4 / (first**4 / free[0] + second**4 / free[1]))
        pooled = (first**2 * one.size * free[0] + second**2 * other.size * free[1]) / sum(free)
        yield of_t(difference / math.sqrt(pooled * (1 / one.size + 1 / other.size)), sum(free))
