"""What a printed P value says, and whether computed ones agree with it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractors.ledger.probabilities import Range, z_of
from extractors.record_json import number_text
from extractors.records import Record

SIGNIFICANT = 0.05
"""What "NS" is measured by, and a 95 % confidence interval."""
NEAR = 0.15
"""Standard normal deviates between a printed and a computed P that say nothing: a test that no one named (stratified,
adjusted for the centre, a likelihood ratio) may lie as far from the usual ones."""
SHOWN_FROM = 1e-5
LEAST_PRINTED = Decimal("0.001")


class PrintedP(NamedTuple):
    """A printed P in words, and the range of probabilities that are so printed (rounded, or cut off)."""

    words: str
    range: Range
    is_least: bool
    """Whether it is the smallest that its decimals can show: "P = 0.001" often stands for any smaller one."""

    @classmethod
    def of(cls, record: Record) -> PrintedP | None:
        """What a p_value record says; None where its operator or value is not settled."""
        operator, value = record.fields.get("operator"), record.fields.get("value")
        if operator == "NS":
            return cls("NS", Range(SIGNIFICANT, 1.0), is_least=False)
        if not isinstance(value, int | Decimal) or not isinstance(operator, str):
            return None
        exact, unit = Decimal(value), last_digit(value)
        words = f"P {operator} {exact:f}"
        if operator == "=":
            printed = Range(float(exact - unit / 2), float(exact + unit))
            return cls(words, printed, is_least=exact == unit <= LEAST_PRINTED)
        bounds = Range(0.0, float(exact)) if operator in ("<", "<=") else Range(float(exact), 1.0)
        return cls(words, bounds, is_least=False)

    def agrees_with(self, computed: Range) -> bool | None:
        """Whether one of the computed probabilities may be printed so; None where it can't be told.

        It can't where they miss each other by little, where half the computed P fits (a one-sided test that the text
        does not name), or where the P printed is the smallest that its decimals can show.
        """
        if meet(self.range, computed):
            return True
        one_sided = Range(computed.low / 2, computed.high / 2)
        if meet(self.range, one_sided) or (self.is_least and computed.high < self.range.low):
            return None
        return None if self.deviates_from(computed) < NEAR else False

    def deviates_from(self, computed: Range) -> float:
        """How far apart printed and computed P are, in standard normal deviates; 0 where they meet."""
        if meet(self.range, computed):
            return 0.0
        if computed.low > self.range.high:
            return z_of(self.range.high) - z_of(computed.low)
        return z_of(computed.high) - z_of(self.range.low)


def last_digit(value: int | Decimal) -> Decimal:
    """One unit of the last digit that a number is printed with: 0.01 for 0.35."""
    return Decimal(1).scaleb(int(Decimal(value).as_tuple().exponent))


def shown(probability: float) -> str:
    """A computed probability for people: two digits that count, "below 0.00001" for less."""
    if probability < SHOWN_FROM:
        return f"below {number_text(Decimal(str(SHOWN_FROM)))}"
    return number_text(Decimal(f"{min(1.0, probability):.2g}"))


def shown_range(computed: Range) -> str:
    """A range of computed probabilities for people: "P = 0.04", "P from 0.03 to 0.05"."""
    low, high = shown(computed.low), shown(computed.high)
    if low == high:
        return f"P {low}" if low.startswith("below") else f"P = {low}"
    return f"P from {low} to {high}"


def meet(one: Range, other: Range) -> bool:
    """Whether two ranges have a probability in common."""
    return one.low <= other.high and other.low <= one.high
