"""A P value against the counts it was computed on: so many of one group, so many of the other.

A group's size is the denominator printed beside the count; or the size of its arm; or, where only a percentage is
printed, every whole number that gives that percentage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from math import ceil, floor
from typing import NamedTuple

from extractors.ledger.check import Check
from extractors.ledger.comparisons import Comparison
from extractors.ledger.printed_p import last_digit, shown_range
from extractors.ledger.probabilities import Counted, Range, of_counts
from extractors.record_json import number_text
from extractors.records import Record

TESTS = "chi-square (corrected or not), z or Fisher's test"
WIDEST = Decimal("0.2")
"""How far apart, in proportion, the group sizes may lie that a percentage leaves open: "3 (1 %)" says nothing."""


class Proportion(NamedTuple):
    """A count of a group whose size lies between `least` and `most`; `percent` where it alone tells the size."""

    events: int
    least: int
    most: int
    percent: Decimal | None = None

    def counted(self) -> tuple[Counted, ...]:
        """The count of the smallest and of the largest possible group."""
        return tuple(Counted(self.events, size) for size in sorted({self.least, self.most}))

    def rate(self) -> Range:
        """The possible proportions."""
        return Range(self.events / self.most, self.events / self.least)

    def words(self) -> str:
        """The count for people."""
        size = str(self.least) if self.least == self.most else f"{self.least} to {self.most}"
        implied = f" ({number_text(self.percent)} %)" if self.percent is not None else ""
        return f"{self.events} of {size}{implied}"


def counts_fit(comparison: Comparison, sizes: Mapping[str, Record], total: int | None) -> Iterator[Check]:
    """Two counts with their groups against the P value that closes them; `total` is the largest of the document."""
    pair = _pair(comparison.supports)
    if pair is None:
        return
    found = [_proportion(record, sizes) for record in pair]
    if found[0] is None or found[1] is None:
        return
    one, other = found[0][0], found[1][0]
    computed = _probabilities(one, other)
    if computed is None or _counts_someone_twice(one, other, total):
        return
    agrees = comparison.printed.agrees_with(computed)
    if agrees or (agrees is False and comparison.is_certain):
        detail = (
            f"{one.words()} against {other.words()}: {shown_range(computed)} by {TESTS}; "
            f"printed {comparison.printed.words}"
        )
        ids = (comparison.p.id, *(record.id for record in pair), *found[0][1], *found[1][1])
        yield Check.of("P value fits counts", detail, ids, agrees=agrees)


def _pair(supports: tuple[Record, ...]) -> tuple[Record, Record] | None:
    """Two counts of one role and different groups; a third that is their sum stands for both together."""
    if any(record.kind != "sample_size" for record in supports):
        return None
    if len(supports) == 3:
        supports = tuple(record for record in supports if not _is_sum(record, supports))
    if len(supports) != 2 or len({record.fields.get("role") for record in supports}) != 1:
        return None
    one, other = supports
    names = {str(record.fields.get("arm", record.id)).casefold() for record in supports}
    return (
        (one, other) if len(names) == 2 and not any(record.fields.get("other_study") for record in supports) else None
    )


def _is_sum(record: Record, supports: tuple[Record, ...]) -> bool:
    return "arm" not in record.fields and 2 * _value(record) == sum(map(_value, supports))


def _proportion(record: Record, sizes: Mapping[str, Record]) -> tuple[Proportion, tuple[str, ...]] | None:
    """A count with the sizes its group may have, and the ids of further records that tell them."""
    events, whole, percent = _value(record), record.fields.get("of"), record.fields.get("percent")
    if isinstance(whole, int | Decimal):
        return (Proportion(events, int(whole), int(whole)), ()) if _fits(events, int(whole), percent) else None
    arm = sizes.get(str(record.fields.get("arm", "")).casefold())
    if arm is not None and _fits(events, _value(arm), percent):
        return Proportion(events, _value(arm), _value(arm)), (arm.id,)
    if not isinstance(percent, int | Decimal) or not 0 < percent <= 100 or events <= 0:
        return None
    half = last_digit(percent) / 2
    least = max(events, ceil(events * 100 / (Decimal(percent) + 2 * half)))
    most = floor(events * 100 / (Decimal(percent) - half))
    settled = least <= most and (most - least) <= WIDEST * least
    return (Proportion(events, least, most, Decimal(percent)), ()) if settled else None


def _fits(events: int, whole: int, percent: object) -> bool:
    if not 0 <= events <= whole or whole <= 0:
        return False
    if not isinstance(percent, int | Decimal):
        return True
    return abs(Decimal(events) * 100 / whole - percent) < last_digit(percent)


def _probabilities(one: Proportion, other: Proportion) -> Range | None:
    """The range of P over the usual tests and all sizes that the groups may have."""
    found = [of_counts(first, second) for first, second in product(one.counted(), other.counted())]
    known = [computed for computed in found if computed is not None]
    if len(known) < len(found):
        return None
    rates = one.rate(), other.rate()
    may_be_equal = rates[0].low <= rates[1].high and rates[1].low <= rates[0].high
    high = 1.0 if may_be_equal else max(computed.high for computed in known)
    return Range(min(computed.low for computed in known), high)


def _counts_someone_twice(one: Proportion, other: Proportion, total: int | None) -> bool:
    """Whether the two groups hold more persons than the trial, as in a crossover; or are two shares of one group."""
    if total is not None and one.least + other.least > total:
        return True
    is_open = one.percent is not None and other.percent is not None
    return is_open and _is_whole(one, other)


def _is_whole(one: Proportion, other: Proportion) -> bool:
    """Whether the two counts make up one group: "22 (51.2 %) in A and 21 (48.8 %) in B" of 43."""
    both = one.events + other.events
    return one.least <= both <= one.most and other.least <= both <= other.most


def _value(record: Record) -> int:
    return int(str(record.fields["value"]))
