"""A confidence interval of a difference against its P value: it holds 0 where P is not below one minus its level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import NormalDist
from typing import NamedTuple

from extractors.ledger.check import Check
from extractors.ledger.comparisons import Comparison
from extractors.ledger.printed_p import PrintedP, last_digit
from extractors.ledger.probabilities import Range, of_z
from extractors.record_json import number_text

LEVEL = re.compile(r"(?<![\d.])(?P<percent>\d{2}(?:\.\d{1,2})?)\s?%\s?-?\s?(?:CIs?\b|C\.I\.|confidence|credible)")
NEAR = 0.3
"""Standard normal deviates between the printed P and the interval's that say nothing: one may come from another
test (of ranks, say) than the other."""


class Level(NamedTuple):
    """The level of a confidence interval: 0.05 and 1.96 for "95 %"."""

    alpha: float
    deviates: float
    words: str


def level_of(sentence: str) -> Level | None:
    """The level of a sentence's intervals: 95 % where none is printed, None where several are."""
    printed = {match["percent"] for match in LEVEL.finditer(sentence)} or {"95"}
    if len(printed) > 1:
        return None
    percent = printed.pop()
    alpha = 1 - float(percent) / 100
    return Level(alpha, -NormalDist().inv_cdf(alpha / 2), f"{percent} %") if 0 < alpha < 0.5 else None


def interval_fits(comparison: Comparison) -> Iterator[Check]:
    """The confidence interval of a difference (or of one change) against the P value beside it.

    A change in one arm may have been tested against another arm's: there only agreement is told.
    """
    (value, *more) = comparison.supports
    spread, kind = value.fields.get("spread"), value.fields.get("kind")
    if more or kind not in ("difference", "change") or not isinstance(spread, Mapping):
        return
    low, high = spread.get("low"), spread.get("high")
    if spread.get("type") != "CI" or not isinstance(low, int | Decimal) or not isinstance(high, int | Decimal):
        return
    level = level_of(comparison.p.sentence)
    if level is None:
        return
    side = _side_of_interval(Decimal(low), Decimal(high))
    printed = _side_of_p(comparison.printed, level)
    if side is None or printed is None:
        return
    if side != printed and (
        not comparison.is_certain or kind == "change" or _is_near(low, high, comparison.printed, level)
    ):
        return
    holds, sign = ("leaves out", "<") if side else ("holds", "≥")
    detail = (
        f"{level.words} CI from {number_text(Decimal(low))} to {number_text(Decimal(high))} {holds} 0: "
        f"P {sign} {number_text(round(Decimal(level.alpha), 4))}; printed {comparison.printed.words}"
    )
    yield Check.of("P value fits its CI", detail, (comparison.p.id, value.id), agrees=side == printed)


def _side_of_interval(low: Decimal, high: Decimal) -> bool | None:
    """Whether the interval leaves 0 out; None where a limit may be 0 before rounding."""
    if low >= high or min(abs(low) - last_digit(low) / 2, abs(high) - last_digit(high) / 2) <= 0:
        return None
    return low > 0 or high < 0


def _side_of_p(printed: PrintedP, level: Level) -> bool | None:
    """Whether the printed P is below one minus the level; None where that is open."""
    if printed.range.high <= level.alpha:
        return True
    return False if printed.range.low >= level.alpha else None


def _is_near(low: int | Decimal, high: int | Decimal, printed: PrintedP, level: Level) -> bool:
    error = float(high - low) / 2 / level.deviates
    probability = of_z(float(low + high) / 2 / error)
    return printed.deviates_from(Range(probability, probability)) < NEAR
