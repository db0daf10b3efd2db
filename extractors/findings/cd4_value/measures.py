"""What a numeral measures: comparator, number or band, unit, spread, read outwards from the numeral.

"less than 200 cells/mm3", "428 +/- 25 cells per cubic millimeter", "338 cells/mm3 (IQR 206-488 cells/mm3)", ">30%",
"0.35 × 10^9/L", "between 200 and 350/μL", "+51", "428-cell increase".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from extractors.findings.cd4_value.spreads import read_spread
from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue
from extractors.numerals import Numeral
from extractors.traced_text import CleanSpan

VOLUME = (
    r"(?:mm\s?(?:\^\s?\{?3\}?|\(\s?3\s?\)|3|³)?(?![\w])|c\.?\s?mm\b|cu\.?\s?mm\b|mmc\b|mcl\b"
    r"|micro\s?l(?:it(?:er|re)s?)?\b|μ\s?l(?:it(?:er|re)s?)?\b"
    r"|ul\b|ml\b|cubic\s(?:mill?imet(?:er|re)s?|mm)\b|mm\s?cubed\b|micrometers?\b|l(?:it(?:er|re))?\b)"
)
KIND_OF_CELL = r"(?:CD\s?4s?(?:\s?\(?\+\)?|-positive)?[\s-]?)?(?:T[\s-](?:helper[\s-])?)?(?:helper\s)?(?:cells?|cel|lymphocytes?|c(?=/))"
POWER = r"(?:[x×*.]\s?)?10\s?(?:\^|\(|\*\*|e|E)?\s?(?P<power>[369]|⁶|⁹|³)\s?\)?"
PER = r"(?:\s?/\s?|\sper\s|\sin\s(?:each\s)?)"
SLOPE = r"(?P<slope>\s?(?:/|\bper|\ba|\beach|\bevery)\s?(?:year|yr|month|mo|week|wk|annum)\b(?!\sof\sage)|-1\s?(?:year|yr)\s?-1)?"
UNIT = re.compile(
    rf"""
    (?:[\s-]|(?=[/%xX×*]))?
    (?: (?P<concentration>
            (?: (?:CD4\S{{0,3}}\s)?(?:{KIND_OF_CELL})?\s?{POWER}\s?(?:(?:CD4\S{{0,3}}\s)?{KIND_OF_CELL})?{PER}{VOLUME}
              | (?:absolute\s)?(?:{KIND_OF_CELL}|CD4\+?)?(?:\s(?:count|counts))?{PER}{VOLUME}
              | (?:{KIND_OF_CELL})(?:\s|\.)?(?:mm|μl|ul)\s?\(?-[31]\)? ) {SLOPE} )
      | (?P<percent> (?:%|per\scent\b|percent\b|percentage(?:\s|-)points?\b
          |(?<=\s)points?\b) {SLOPE.replace("?P<slope>", "?P<percent_slope>")} )
      | (?P<cells> (?:CD4s?(?:\s?\(?\+\)?|-positive)?(?:[\s-]T)?(?:[\s-](?:cells?|lymphocytes?)(?:\scounts?)?)?
              | (?:T[\s-](?:helper[\s-])?)?(?:cells?|lymphocytes)) (?![\w+-]|\s?/\s?(?!year|yr|month|week)\w
                  |\sper\s(?!year|month|week|patient\b)
                |\s(?:tests?|testing|assays?|measurements?|receptors?|molecules?|lines?|cultures?|carcinoma
                    |types?|transplant\w*|therapy|infusions?|were\sinfected)\b)
              (?P<cell_slope>\s(?:per|a|each)\s(?:year|month|week)\b|/(?:year|yr|month)\b)? ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
COMPARATORS: Mapping[str, str] = {
    "<": r"<(?!\s?=)|less\sthan|fewer\sthan|lower\sthan|smaller\sthan|below|under|lesser\sthan|beneath",
    "<=": r"≤|<\s?=|=\s?<|<\sor\s=|less\sthan\sor\s=|at\smost|(?:no|not)\s(?:more|higher|greater)\sthan|up\sto|(?:a\s)?maximum\s(?:of\s)?"
    r"|(?:less|fewer|lower)\sthan\sor\sequal\sto|equal\sto\sor\s(?:less|lower)\sthan|not\sexceeding|(?:less"
    r"|fewer|lower)\sor\sequal(?:\sto|\sthan)?",
    ">": r">(?!\s?=)|more\sthan|greater\sthan|higher\sthan|above|over|exceeding|exceeded|exceeds?|in\sexcess\sof|larger\sthan|superior\sto",
    ">=": r"≥|>\s?=|=\s?>|>\sor\s=|more\sthan\sor\s=|greater\sthan\sor\s=|at\sleast|(?:no|not)\s(?:less|fewer|lower)\sthan|(?:a\s)?minimum\s(?:of\s)?|"
    r"(?:more|greater|higher)\sthan\sor\sequal\sto|equal\sto\sor\s(?:more|greater|higher)\sthan|(?:more"
    r"|greater|higher)\sor\sequal(?:\sto|\sthan)?",
}
NAMES: Mapping[str, str] = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
BOUND_BEFORE = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[,;:+/\w]))(?:"
    + "|".join(f"(?P<{NAMES[sign]}>{COMPARATORS[sign]})" for sign in ("<=", ">=", "<", ">"))
    + r")\s?(?:(?:an?|the|about|approximately|or\sequal\sto)\s)?$",
    re.IGNORECASE,
)
BOUND_AFTER = re.compile(
    r"\s(?:or|and)\s(?:(?P<le>less|fewer|lower|below|under)|(?P<ge>more|greater|higher|above|over"
    r"|upwards?))\b(?!\sthan)",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?|[-+]?\.\d+")
RANGE_TO = re.compile(r"\s?-\s?|\s(?:to|through)\s", re.IGNORECASE)
BETWEEN_AND = re.compile(r"\s(?:and|to)\s|\s?-\s?", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)\s(?:about\s|approximately\s)?$", re.IGNORECASE)
FACTORS = {
    "3": Decimal(1000),
    "³": Decimal(1000),
    "6": Decimal(1),
    "⁶": Decimal(1),
    "9": Decimal(1000),
    "⁹": Decimal(1000),
}


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


class Unit(NamedTuple):
    """A unit printed after a number; `factor` turns the number into the unit's."""

    name: str
    end: int
    factor: Decimal
    slope: str | None
    volume: bool


def read_unit(scan: str, at: int, end: int, *, power: bool) -> Unit | None:
    """The unit that begins at `at`; `power` says that the number before is itself a power of ten ("350 × 10^6")."""
    match = UNIT.match(scan, at, end)
    if match is None:
        return None
    slope = match["slope"] or match["percent_slope"] or match["cell_slope"]
    slope = re.sub(r"^[\s/]*(?:per|a|each|every|-1)?\s*", "", slope) if slope else None
    if match["percent"]:
        return Unit("%", match.end(), Decimal(1), slope, volume=False)
    if match["cells"]:
        return Unit("cells/uL", match.end(), Decimal(1), slope, volume=False)
    litre = re.search(r"(?:/|per)\s?l(?:it(?:er|re))?\b", match["concentration"], re.IGNORECASE) is not None
    if litre and not power and match["power"] is None:
        return None
    factor = Decimal("0.000001") if power and litre else FACTORS.get(match["power"] or "", Decimal(1))
    if match["power"] in {"6", "⁶"} and not litre:
        factor = Decimal(1_000_000)
    return Unit("cells/uL", match.end(), factor, slope, volume=True)


def read_measure(text: AnnotatedText, index: int, start: int, end: int) -> Measure:
    """What the numeral of an index measures, read between the offsets of its sentence."""
    scan, numeral = text.scan, text.numeral(index)
    power = numeral.form == "power"
    at, stop, value, high, owned = numeral.start, numeral.end, numeral.value, None, [index]
    bound_inside = BOUND_AFTER.match(scan, stop, end)
    unit = read_unit(scan, bound_inside.end() if bound_inside else stop, end, power=power)
    partner = _band_partner(text, index, unit.end if unit else stop, start)
    if partner is not None and not (unit and unit.name == "%" and not _percent_after(text, partner, end)):
        owned.append(partner)
        other = text.numeral(partner)
        stop, high = other.end, abs(other.value)
        unit = read_unit(scan, stop, end, power=other.form == "power") or unit
        value *= _scale(scan, other) if other.form == "power" and not power else 1
    stop = max(stop, unit.end if unit else stop)
    spread = None if partner is not None else read_spread(text, stop, start, end, value)
    if spread:
        stop = spread.end
        owned += spread.numerals
        later = None if unit else read_unit(scan, stop, end, power=power)
        unit, stop = (later, later.end) if later else (unit, stop)
    second = read_spread(text, stop, start, end, value) if spread else None
    bound, at = _bound(scan, at, start)
    if bound is None and bound_inside and unit:
        bound = "<=" if bound_inside["le"] else ">="
    if bound is None and (after := BOUND_AFTER.match(scan, stop, end)):
        bound, stop = ("<=" if after["le"] else ">="), after.end()
    owned += [i for i in text.numerals_between(numeral.end, stop) if i not in owned and _is_exponent(text, i, unit)]
    factor = unit.factor if unit else Decimal(1)
    scale = factor * _scale(scan, text.numeral(partner if partner is not None else index))
    return Measure(
        at=CleanSpan(at, stop),
        start=numeral.start,
        end=second.end if second else stop,
        value=_plain(value * factor),
        high=None if high is None else _plain(high * factor),
        unit=unit.name if unit else None,
        comparator=bound,
        spread=spread.fields(scale) if spread else None,
        numerals=tuple(owned),
        slope=unit.slope if unit else None,
        volume=unit.volume if unit else False,
        signed=scan[numeral.start] in "+-",
        scale=scale,
        context=second.numerals if second else (),
    )


def _scale(scan: str, numeral: Numeral) -> Decimal:
    """What a numeral's own power of ten multiplies its digits by: 1000000 for "350 × 10^6"."""
    digits = DIGITS.match(scan, numeral.start) if numeral.form == "power" else None
    printed = Decimal(digits[0].replace(",", "")) if digits else Decimal(0)
    return numeral.value / printed if printed else Decimal(1)


def _plain(value: Decimal) -> Decimal:
    """Without the trailing zeros that a factor leaves behind."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _is_exponent(text: AnnotatedText, index: int, unit: Unit | None) -> bool:
    return unit is not None and unit.volume and text.numeral(index).start < unit.end


def _percent_after(text: AnnotatedText, index: int, end: int) -> bool:
    unit = read_unit(text.scan, text.numeral(index).end, end, power=False)
    return unit is not None and unit.name == "%"


def _band_partner(text: AnnotatedText, index: int, stop: int, start: int) -> int | None:
    """The numeral that closes a band which this one opens: "200-350", "between 200 and 350", "200 to 350"."""
    if index + 1 >= len(text.numerals):
        return None
    one, other = text.numeral(index), text.numeral(index + 1)
    if other.form == "name" or abs(other.value) <= abs(one.value) or one.start == start:
        return None
    between = text.scan[stop : other.start]
    before = BETWEEN.search(text.scan, max(start, one.start - 30), one.start)
    if before and before[0].lower().startswith("between"):
        return index + 1 if BETWEEN_AND.fullmatch(between) else None
    if before or not RANGE_TO.fullmatch(between):
        return None
    return index + 1


def _bound(scan: str, at: int, start: int) -> tuple[str | None, int]:
    """The comparator printed before a number, and where the quote begins."""
    match = BOUND_BEFORE.search(scan, max(start, at - 36), at)
    if match is None:
        return None, at
    sign = next(sign for sign, name in NAMES.items() if match[name])
    return sign, match.start()
