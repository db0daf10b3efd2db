"""Amounts: numbers with a unit, and the numbers beside them that share it.

"10 or 15 mg" and "500/200 mg" are two amounts, "30-60 mg/day" is a range, "from 10 to 40 mg" two amounts again,
"30.2 ± 18 mg" one with its spread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.findings.dose.strengths import may_be_strength
from extractors.findings.dose.units import Unit, with_units
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.numerals import MULTIPLIERS, Numeral
from extractors.traced_text import CleanSpan

RANGE_GAP = re.compile(r"\s?-\s?|\s?--\s?|\sto\s|\sup\sto\s|-to-")
SPREAD_GAP = re.compile(r"\s?(?:±|\+\s?/?\s?-)\s?")
SLASH_GAP = re.compile(r"\s?/\s?")
LOST_POWER = re.compile(r"10(?P<power>[5-9]|1[0-3])")
COUNTED_UNITS = frozenset({"cfu", "pfu", "vp", "pu", "cell"})
EITHER = re.compile(r"\s(?:or|vs\.?|versus)\s")
LIST_GAP = re.compile(r"-?,?\s?(?:or|and|and/or|vs[.]?|versus|&|,)\s(?:either\s|of\s|to\s|with\s|a\s|the\s){0,2}")
COMMA_GAP = re.compile(r"-?,\s?")
FROM_BEFORE = re.compile(
    r"\b(?:from|increas\w{0,4}|escalat\w{0,5}|rais\w{0,3}|titrat\w{0,4}|reduc\w{0,4})\s(?:\w+\s){0,3}$"
)
COUNTED_BEFORE = re.compile(
    r"""
    (?: \b[nNPp]\s?[=<>≤≥] | (?:^|[\s(]) \d{1,3}\s?: | ± | \+/- | ×
      | \b (?: (?:day|week|month|year|hour|visit|group|arm|cycle)s? | phase | grade | CI | IQR | ratio
      | stage | type ) [:,]? )
    \s? $
    """,
    re.VERBOSE,
)
"""What makes the next number a count, a time, a ratio or a spread: it shares no unit."""
DEALT_OUT = re.compile(
    r"\b(?:assigned|allocated|randomi[sz]ed|were|was|received|given|got)\s(?:\w+\s){0,2}(?:to\s)?(?:receive\s)?[\d.,]{1,9}\s?[A-Za-zμ%/]{1,8},?\s"
    r"(?:[^.;]{0,60}\s)?(?:and\s)?\Z"
)
""" "34 were allocated to 5 mg, 33 to 10 mg and 35 to 20 mg": each time a count of people and their dose."""
LONGEST_DEALT = 130
BETWEEN_BEFORE = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)
LIST_GOES_ON = re.compile(r",?\s(?:and|or)\s(?:placebo|control)")
COMBINED = re.compile(r"\b[A-Za-z]{4,}[-/][A-Za-z]{4,}\s[(\[]?\Z")
OPENED = re.compile(r"[(\[]\s?(?:[\d.]{1,6},\s?){0,4}$")
GROUP_SIZE = re.compile(
    r"^\s?[(\[](?:[nN]\s?=\s?\d{1,5}|(?:[Gg]roup|[Aa]rm|[Cc]ohort)\s\w{1,3}|[A-Z][A-Za-z-]{0,10}\d{0,4})[)\]]"
    r"(?=\s(?:or|and|versus|vs)\b)|^\s?[(\[][nN]\s?=\s?\d{1,5}[)\]]"
)
""" "20 (n = 12) or 40 mg", "20 (group A) or 40 mg (group B)"."""
COUNT_IN_BRACKET = re.compile(r"\s?[(\[](?:[nN]\s?=\s?\d{1,5}|[A-Za-z][\w-]{0,12})[)\]].{1,12}")
RATIO_BEFORE = re.compile(r"\d\s?:$")
COUNTED_ENDINGS = tuple(
    "= < > ≤ ≥ ± +/- × : , day days week weeks month months year years hour hours visit visits group groups arm arms "
    "cycle cycles phase grade CI IQR ratio stage type".split()
)
"""What it ends in; asked first, because it is cheap."""
WIDEST_GAP = 8
"""Characters that join the two numbers of a range or spread, at most."""
LONGEST_GAP, FARTHEST_SHARER = 20, 40
"""Characters between two numbers that share a unit, and the same with a group's size ("(n = 12345)")."""
MOST_SHARING = 8
LEAST_MULTIPLIED = 1000
"""A number this large is written out ("500,000 or 1 million IU")."""

Key = tuple[Decimal | None, str, str]


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount. `at` is the record's quote: the number with its unit, or the bare number where another holds it.

    `slashed` tells a list joined by slashes (one amount a component), `spread` a mean printed with its spread.
    """

    at: CleanSpan
    numerals: tuple[int, ...]
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit
    own_unit: bool
    slashed: bool = False
    spread: bool = False

    @property
    def key(self) -> Key:
        """What two mentions of the same dose have in common."""
        return self.value, self.unit.name, self.unit.per


def amounts_in(text: AnnotatedText, claims: Claims) -> Iterator[Amount]:
    """Every number with a unit of drugs, in order; whether it is a dose is another question."""
    scan, passed = text.scan, 0
    every = enumerate(zip(text.numerals, claims.owners, strict=True))
    free = [(index, one) for index, (one, owner) in every if owner is None and one.form != "name"]
    for index, numeral, unit in with_units(scan, free):
        if numeral.start < passed or numeral.value < 0:
            continue
        passed = unit.end
        if scan[numeral.start] == "." and scan[numeral.start - 1].isdigit():  # the end of an exponent: "10^6.5"
            continue
        if unit.name == "%" and not may_be_strength(scan, numeral.start, unit.end):
            continue
        if scan[numeral.start - 1] == ":" and RATIO_BEFORE.search(scan, max(0, numeral.start - 3), numeral.start):
            continue
        if not (numeral.form == "words" and _is_symbol(scan, numeral, unit)):
            yield from _with_sharers(text, claims, index, unit)


def with_shared_divisors(scan: str, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts; the first of "15 mg or 20 mg/day" is one a day as well."""
    found = [*amounts]
    for position in range(len(found) - 2, -1, -1):
        one, other = found[position], found[position + 1]
        alike = one.unit.name == other.unit.name and not one.unit.per and other.unit.per and one.own_unit
        if alike and EITHER.fullmatch(scan, one.at.end, other.at.start):
            unit = replace(one, unit=one.unit._replace(per=other.unit.per))
            found[position] = unit
    return found


def _is_symbol(scan: str, numeral: Numeral, unit: Unit) -> bool:
    """Whether a unit that also counts or abbreviates other things is printed short ("one g", "two implant ...")."""
    if unit.pieces and not unit.per and numeral.value > 1 and scan[numeral.end] == " " and scan[unit.end - 1] != "s":
        return True
    return unit.name in {"%", "cell", "U"} or (unit.name in {"g", "L"} and unit.end - numeral.end < 5)


def _with_sharers(text: AnnotatedText, claims: Claims, last: int, unit: Unit) -> Iterator[Amount]:
    """The amount whose number stands before the unit, and those that share the unit, in order."""
    amounts = [_ending(text, claims, last, unit)]
    while len(amounts) < MOST_SHARING:
        sharer = _sharer(text, claims, amounts[0], last, alone=len(amounts) == 1)
        if sharer is None:
            break
        amounts.insert(0, sharer)
        if sharer.slashed:
            amounts[1] = replace(amounts[1], slashed=True)
    yield from amounts


def _ending(text: AnnotatedText, claims: Claims, last: int, unit: Unit) -> Amount:
    """The amount that ends in its unit: one number, a range, or a mean with its spread."""
    numeral = text.numerals[last]
    value = _with_lost_power(text.scan, numeral, unit) * unit.factor
    one = Amount(CleanSpan(numeral.start, unit.end), (last,), value, None, None, unit, own_unit=True)
    before = last - 1
    if before < 0 or not claims.free(before):
        return one
    earlier = text.numerals[before]
    if (
        numeral.start - earlier.end > WIDEST_GAP
        or earlier.form == "name"
        or (earlier.form == "words" and not (unit.pieces and numeral.form == "words"))
    ):
        return one
    gap = text.scan[earlier.end : numeral.start]
    if SPREAD_GAP.fullmatch(gap):
        at = CleanSpan(earlier.start, unit.end)
        mean = _multiplied(text.scan, earlier, numeral) * unit.factor
        return replace(one, at=at, numerals=(before, last), value=mean, spread=True)
    if _is_range(text.scan, earlier.start, gap) and earlier.value < numeral.value:
        low = _multiplied(text.scan, earlier, numeral) * unit.factor
        at = CleanSpan(earlier.start, unit.end)
        return Amount(at, (before, last), None, low, value, unit, own_unit=True)
    return one


def _with_lost_power(scan: str, numeral: Numeral, unit: Unit) -> Decimal:
    """The value of a numeral; "1010 CFU" of germs, cells or particles is ten to the tenth that lost its superscript."""
    printed = LOST_POWER.fullmatch(scan, numeral.start, numeral.end) if unit.name in COUNTED_UNITS else None
    return Decimal(10) ** int(printed["power"]) if printed else numeral.value


def _is_range(scan: str, start: int, gap: str) -> bool:
    before = scan[max(0, start - 40) : start]
    if _is_counted(before):
        return False
    if gap == " to " and DEALT_OUT.search(scan, max(0, start - LONGEST_DEALT), start):
        return False
    if gap == " and ":
        return BETWEEN_BEFORE.search(before) is not None and before.rstrip().lower().endswith("between")
    return RANGE_GAP.fullmatch(gap) is not None and not FROM_BEFORE.search(before)


def _is_counted(before: str) -> bool:
    """Whether the text before a number makes it a count, a time, a ratio or a spread."""
    return before.rstrip().endswith(COUNTED_ENDINGS) and COUNTED_BEFORE.search(before) is not None


def _sharer(text: AnnotatedText, claims: Claims, head: Amount, last: int, *, alone: bool) -> Amount | None:
    """The amount whose bare number stands before another and shares its unit, or None."""
    unit, before = head.unit, head.numerals[0] - 1
    if before < 0 or head.at.start - text.numerals[before].end > FARTHEST_SHARER:
        return None
    if before > 0 and COUNT_IN_BRACKET.fullmatch(text.scan, text.numerals[before - 1].end, head.at.start):
        before -= 1
    if not claims.free(before):
        return None
    numeral = text.numerals[before]
    gap = GROUP_SIZE.sub("", text.scan[numeral.end : head.at.start])
    earlier = text.scan[max(0, numeral.start - 40) : numeral.start]
    if len(gap) > LONGEST_GAP or numeral.form == "name" or numeral.value < 0 or _is_counted(earlier):
        return None
    slashed = SLASH_GAP.fullmatch(gap) is not None or _is_combined(text, numeral, head, gap)
    comma_only = alone and COMMA_GAP.fullmatch(gap) and not _is_comma_list(text.scan, numeral.start, unit.end)
    joined = LIST_GAP.fullmatch(gap) and not comma_only
    escalated = RANGE_GAP.fullmatch(gap) and FROM_BEFORE.search(earlier)
    if not (slashed or joined or escalated):
        return None
    at = CleanSpan(numeral.start, numeral.end)
    value = _multiplied(text.scan, numeral, text.numerals[last]) * unit.factor
    return Amount(at, (before,), value, None, None, unit, own_unit=False, slashed=slashed)


def _is_combined(text: AnnotatedText, numeral: Numeral, head: Amount, gap: str) -> bool:
    """Whether a dash joins the components of a fixed combination, for it falls ("X-Y (250-100 mg)")."""
    if gap != "-" or head.value is None or numeral.value * head.unit.factor <= head.value:
        return False
    return COMBINED.search(text.scan, max(0, numeral.start - 60), numeral.start) is not None


def _multiplied(scan: str, numeral: Numeral, head: Numeral) -> Decimal:
    """The value of a number that shares the unit of another, and its multiplier: "6, 12 or 18 million IU"."""
    word = scan[head.start : head.end].rpartition(" ")[2].rpartition("-")[2]
    shared = MULTIPLIERS.get(word) if head.form == "digits" else None
    if shared is None or numeral.form != "digits" or numeral.value >= LEAST_MULTIPLIED:
        return numeral.value
    return numeral.value * shared


def _is_comma_list(scan: str, first: int, unit_end: int) -> bool:
    """Whether numbers joined by commas alone are a list: "(600, 40, 600 mg)", "the 20, 40 mg, and placebo arms"."""
    return LIST_GOES_ON.match(scan, unit_end) is not None or OPENED.search(scan, max(0, first - 40), first) is not None
