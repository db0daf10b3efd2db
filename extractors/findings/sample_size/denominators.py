"""The denominator that stands in another phrase: "Of 580 patients, 551 …", "31 patients, 1 of whom was lost"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extractors.findings.sample_size.counts import Clause, Count

PARTITIVE = re.compile(
    r"(?:^|[;.]\s)(?:of|among|amongst|out\sof)\s(?:the\s|these\s|those\s|all\s|our\s|remaining\s){0,3}$", re.IGNORECASE
)
OF_WHOM = re.compile(r"\s(?:of\s(?:whom|them|these|those))\b")
LED = re.compile(r"\b(?:of\s(?:whom|them|these|those)(?:\s\w+)?,?|including)\s(?:only\s)?$", re.IGNORECASE)
ROUNDING = Decimal("0.6")
"""Of the last printed digit: half a digit, and a little for those who cut instead of rounding."""


def with_denominators(clause: Clause, counts: tuple[Count, ...], last: Count | None) -> tuple[Count, ...]:
    """The counts with the denominators that the sentence, or the end of the one before, gives."""
    whole: Count | None = None
    done: list[Count] = []
    for count in counts:
        left = clause.scan[max(clause.start, count.start - 48) : count.start]
        if PARTITIVE.search(left):
            whole = count
            done.append(count)
            continue
        given = _denominator(clause, count, left, done, last) or whole
        whole = given if LED.search(left) else whole
        fits = given is not None and count.of is None and given.value >= count.value
        done.append(replace(count, of=given.value) if fits and given is not None else count)
    return tuple(done)


def _denominator(clause: Clause, count: Count, left: str, done: list[Count], last: Count | None) -> Count | None:
    before = done[-1] if done else last
    shared = next((other for other in reversed(done) if _is_share(count, other)), None)
    if shared is not None:
        return shared
    led = LED.search(left) or OF_WHOM.match(clause.scan, count.end, clause.end)
    return before if led else None


def _is_share(count: Count, whole: Count) -> bool:
    if whole.value <= count.value or count.percent is None:
        return False
    printed = Decimal(1).scaleb(int(count.percent.as_tuple().exponent))
    return abs(Decimal(count.value * 100) / whole.value - count.percent) <= printed * ROUNDING
