"""What a numeral measures: comparator, number or band, unit, spread, read outwards from the numeral.

"less than 200 cells/mm3", "428 +/- 25 cells per cubic millimeter", "340 cells/mm3 (IQR 210-470 cells/mm3)", ">30%",
"0.35 × 10^9/L", "between 200 and 350/μL", "+51", "428-cell increase".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from extractors.findings.cd4_value.bands import band_partner
from extractors.findings.cd4_value.bounds import bound_after, bound_before
from extractors.findings.cd4_value.spreads import Announced, Spread, read_late_spread, read_spread
from extractors.findings.cd4_value.units import Unit, read_unit
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue
from extractors.numerals import Numeral
from extractors.traced_text import CleanSpan

ASIDE = re.compile(r"\s?\((?![\d<>=±])[^()]{1,30}\)(?=\s?(?:cells?\b|/|[x×]\s?10))")
"""A group's name between a number and its unit: "520 (early) and 380 (late) cells/mm3"."""
ONE = Decimal(1)
DIGITS = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+")
QUALIFIER = re.compile(
    r"\s(?P<word>more|fewer|less|extra|additional)(?=\s(?:CD4|T[\s-]?4\b|helper|T[\s-](?:cells|lymph)|cells\b))",
    re.IGNORECASE,
)
"""A word between a number and what it counts: "159 more CD4 cells"."""
QUALIFIER_BEGINS = frozenset(("mo", "fe", "le", "ex", "ad"))


class Measure(NamedTuple):
    """One number (or band: `value` to `high`) with what is printed round it.

    `unit` is "cells/uL", "%" or None (nothing printed); `start` is where the number begins and `end` where the measure
    ends, its spread and unit included; `at` is the quote. `slope` is the time unit of a rate.
    """

    at: CleanSpan
    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str | None
    comparator: str | None
    spread: Mapping[str, FieldValue] | None
    numerals: tuple[int, ...]
    slope: str | None
    volume: bool
    """Whether the unit is cells per volume, which leaves no doubt that cells are counted."""
    signed: bool
    scale: Decimal
    """What the printed digits were multiplied by to be cells per microlitre."""
    context: tuple[int, ...]
    """Numerals of a second spread, which the record does not hold."""

    def with_spread_like(self, other: Measure) -> Measure:
        """This measure; a spread of unsaid type takes the type that the one before it has said ("301 (274-328)")."""
        if self.spread is None or other.spread is None or self.spread["type"] != "unspecified":
            return self
        if self.spread.keys() != other.spread.keys():
            return self
        return self._replace(spread={**self.spread, "type": other.spread["type"]})

    def with_interval(self, scan: str, band: Measure) -> Measure | None:
        """This difference with the interval that stands bare behind it, "difference 1.2, -0.3 to 2.7"; else None."""
        if self.spread or self.high is not None or band.high is None or band.value >= 0 or band.comparator:
            return None
        if scan[self.end : band.at.start].strip() not in {",", ";"} or not band.value <= self.value <= band.high:
            return None
        spread: dict[str, FieldValue] = {"type": "unspecified", "low": band.value, "high": band.high}
        at, numerals = CleanSpan(self.at.start, band.at.end), (*self.numerals, *band.numerals)
        return self._replace(at=at, end=band.end, spread=spread, numerals=numerals, unit=self.unit or band.unit)

    def with_unit_of(self, other: Measure) -> Measure:
        """This bare measure, read in the unit that another of its list has printed."""
        if self.unit is not None or other.scale == self.scale:
            return self
        scale = other.scale
        high = None if self.high is None else _plain(self.high * scale)
        spread = {
            key: _plain(part * scale) if isinstance(part, Decimal) else part
            for key, part in (self.spread or {}).items()
        }
        return self._replace(value=_plain(self.value * scale), high=high, spread=spread or None, scale=scale)


class Amount(NamedTuple):
    """A number or band with the unit right behind it; `stop` is where both end, `scale` what the digits are times."""

    value: Decimal
    high: Decimal | None
    unit: Unit | None
    stop: int
    numerals: tuple[int, ...]
    scale: Decimal


def read_measure(text: AnnotatedText, index: int, start: int, end: int, announced: Announced) -> Measure:
    """What the numeral of an index measures, read between the offsets of its sentence.

    `announced` are the types of spread that hold where the sentence's own words say none.
    """
    scan, numeral = text.scan, text.numeral(index)
    amount = _read_amount(text, index, start, end)
    spread, unit, stop = _read_spread_and_unit(text, index, amount, (start, end), announced)
    second = read_spread(text, stop, start, end, numeral.value / amount.scale, Announced()) if spread else None
    bound, at, stop = _read_bound(scan, numeral, stop, (start, end), has_unit=unit is not None)
    if bound and amount.high is not None:
        bound = None
    if spread is None and bound is None and amount.high is None and (unit or scan[numeral.start] in "+-"):
        spread = read_late_spread(text, stop, end, numeral.value / amount.scale)
    factor = unit.factor if unit else ONE
    scale = factor if amount.scale is ONE else factor * amount.scale
    owned = amount.numerals + spread.numerals if spread else amount.numerals
    return Measure(
        at=CleanSpan(at, stop),
        start=numeral.start,
        end=second.end if second else stop,
        value=_plain(amount.value * factor),
        high=None if amount.high is None else _plain(amount.high * factor),
        unit=unit.name if unit else None,
        comparator=bound,
        spread=spread.fields(scale) if spread else None,
        numerals=(*owned, *_exponents(text, owned, unit, stop)) if unit and unit.volume else owned,
        slope=unit.slope if unit else None,
        volume=unit.volume if unit else False,
        signed=scan[numeral.start] in "+-",
        scale=scale,
        context=second.numerals if second else (),
    )


def _read_spread_and_unit(
    text: AnnotatedText, index: int, amount: Amount, within: tuple[int, int], announced: Announced
) -> tuple[Spread | None, Unit | None, int]:
    """The spread right behind an amount, the unit, which may stand behind either or an aside, and where both end."""
    scan, numeral, (start, end) = text.scan, text.numeral(index), within
    unit, stop = amount.unit, amount.stop
    centre = numeral.value / amount.scale
    spread = read_spread(text, stop, start, end, centre, announced) if amount.high is None else None
    if spread:
        later = None if unit else read_unit(scan, spread.end, end, power=numeral.form == "power")
        unit, stop = (later, later.end) if later else (unit, spread.end)
    elif unit is None and "(" in scan[stop : stop + 2] and (aside := ASIDE.match(scan, stop, end)):
        later = read_unit(scan, aside.end(), end, power=numeral.form == "power")
        unit, stop = (later, later.end) if later and later.volume else (unit, stop)
    return spread, unit, stop


def _read_amount(text: AnnotatedText, index: int, start: int, end: int) -> Amount:
    scan, numeral = text.scan, text.numeral(index)
    _, after_bound = bound_after(scan, numeral.end, end)
    unit = read_unit(scan, after_bound, end, power=numeral.form == "power")
    if unit is None and (qualifier := _qualifier(scan, after_bound, end)):
        unit = read_unit(scan, qualifier.end(), end, power=False)
    partner = band_partner(text, index, unit.end if unit else numeral.end, start)
    if partner is None or (unit and unit.name == "%" and not _percent_after(text, partner, end)):
        stop = unit.end if unit else numeral.end
        return Amount(numeral.value, None, unit, stop, (index,), _scale(scan, numeral))
    other = text.numeral(partner)
    unit = read_unit(scan, other.end, end, power=other.form == "power") or unit
    scale = _scale(scan, other)
    value = numeral.value * (scale if numeral.form != "power" else 1)
    stop = max(other.end, unit.end if unit else 0)
    low, high = (value, abs(other.value)) if other.value > numeral.value else (other.value, numeral.value)
    return Amount(low, high, unit, stop, (index, partner), scale)


def _qualifier(scan: str, at: int, end: int) -> re.Match[str] | None:
    return QUALIFIER.match(scan, at, end) if scan[at + 1 : at + 3].lower() in QUALIFIER_BEGINS else None


def _read_bound(
    scan: str, numeral: Numeral, stop: int, within: tuple[int, int], *, has_unit: bool
) -> tuple[str | None, int, int]:
    """The comparator before a number, between it and its unit or behind them, and where the quote begins and ends."""
    bound, at = bound_before(scan, numeral.start, within[0])
    if bound is None and has_unit:
        bound, _ = bound_after(scan, numeral.end, within[1])
    if bound is None:
        bound, stop = bound_after(scan, stop, within[1])
    return bound, at, stop


def _exponents(text: AnnotatedText, owned: tuple[int, ...], unit: Unit, stop: int) -> tuple[int, ...]:
    """The numerals printed inside the unit ("350 cells × 10^6/L")."""
    printed = text.numerals_between(text.numeral(owned[0]).end, stop)
    return tuple(i for i in printed if i not in owned and text.numeral(i).start < unit.end)


def _scale(scan: str, numeral: Numeral) -> Decimal:
    """What a numeral's own power of ten multiplies its digits by: 1000000 for "350 × 10^6"."""
    if numeral.form != "power":
        return ONE
    digits = DIGITS.match(scan, numeral.start)
    printed = Decimal(digits[0].replace(",", "")) if digits else Decimal(0)
    return numeral.value / printed if printed else ONE


def _plain(value: Decimal) -> Decimal:
    """Without the trailing zeros that a factor leaves behind."""
    return value.quantize(ONE) if value == value.to_integral_value() else value


def _percent_after(text: AnnotatedText, index: int, end: int) -> bool:
    unit = read_unit(text.scan, text.numeral(index).end, end, power=False)
    return unit is not None and unit.name == "%"
