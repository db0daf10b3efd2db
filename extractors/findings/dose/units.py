"""The unit behind a number, and what it is divided by: "mg/kg/day", "million i.u. per day", "mg kg-1 h-1"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from extractors.findings.dose.forms import Forms, tree
from extractors.kept import Kept
from extractors.lexicon import load, table
from extractors.numerals import Numeral


class Unit(NamedTuple):
    """A unit read behind a number: `factor` multiplies the number ("MIU"), `per` is joined by "/" ("kg/day").

    `every_days` is set where the text divides by several hours, days or weeks ("mg/8 h" is a third of a day); `end` is
    the clean offset after it all.
    """

    name: str
    factor: Decimal
    per: str
    every_days: Decimal | None
    end: int
    pieces: bool
    """Whether it counts pieces (tablets, puffs) rather than measures an amount."""


ONE = Decimal(1)
DAYS_OF = {"h": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7), "month": Decimal(30)}
GAP = re.compile(r"[ -]{0,2}(?:million[ -])?")
GLUED = re.compile(r"\s?(?P<unit>mg|mcg|μg|ml)(?=[a-z]{4,})")
"""A unit that lost the space behind it: "220 mgzinc"."""
NAMED_UNITS = re.compile(
    r"\s(?!(?:or|and|to|of|international|anti-Xa|USP|million|mega|forming|patients|of)\b)[A-Za-z][\w-]{1,24}\sunits?\b"
)
SLASH = re.compile(r"\s?/\s?(?:(?=24)|(?:(?P<count>\d{1,2})[\s-]?(?=[hdw]))?(?!\d))")
PER = re.compile(r"[\s-](?:per|a)[\s-](?=[a-zA-Z2])")
IN_VOLUME = re.compile(r"\s?/\s?(\d{1,3}(?:\.\d{1,2})?)\s?-?(m[Ll]|[Ll])\b")
"""The liquid that an amount is dissolved in: "50 mg/5 mL"."""
POWER_GAP = re.compile(r"(?:[ .]|\s[.·]\s)?(?=[A-Za-z])")
FIRST_WORD = re.compile(r"[ -]{0,2}([A-Za-zμ%]{1,40})")
DOTTED = re.compile(r"[.*](?:d|day|h|hr|min)(?![\w.]\w)")
LONGEST_NAMED, LONGEST = 36, 90
LONGEST_WORD = 48
NO_UNIT = frozenset(").,;:([]/=<>")
"""What no unit begins with."""
PIECES = frozenset({"drop", "puff", "tablet", "capsule"})
MOST_DIVISORS = 4


def with_units(scan: str, numerals: Iterable[tuple[int, Numeral]]) -> Iterator[tuple[int, Numeral, Unit]]:
    """The numerals (each with its index) that a unit follows."""
    named, end = "unit" in scan, len(scan)
    for index, numeral in numerals:
        at = numeral.end
        follows = scan[at : at + 1]
        if follows == "%":
            yield index, numeral, Unit("%", ONE, "", None, at + 1, False)
        elif follows not in NO_UNIT and (_begins(scan, at) or (named and NAMED_UNITS.match(scan, at))):
            unit = unit_at(scan, at, end)
            if unit is not None:
                yield index, numeral, unit


def _begins(scan: str, at: int) -> bool:
    """Whether a unit may begin behind a number; asked by the word, for few words stand behind most numbers."""
    stop = scan.find(" ", at + 1, at + LONGEST_WORD) if scan.startswith(" ", at) else 0
    if stop <= at + 1:
        return _beginning().match(scan, at) is not None
    return BEGINS[scan[at:stop]]


def _begins_word(word: str) -> bool:
    return _beginning().match(word) is not None


BEGINS = Kept(_begins_word)


def unit_at(scan: str, at: int, end: int) -> Unit | None:
    """The unit that follows a number ending at `at`, or None."""
    unit = _unit_of(scan[at : min(end, at + LONGEST)])
    return unit and unit._replace(end=at + unit.end)


@lru_cache(maxsize=10_000)
def _unit_of(tail: str) -> Unit | None:
    """The unit that a text begins with."""
    end = len(tail)
    if "unit" in tail[:LONGEST_NAMED] and (named := _named_unit(tail, 0, end)):
        return named
    gap = GAP.match(tail)
    start = gap.end() if gap else 0
    factor = Decimal(1_000_000) if "million" in tail[:start] else ONE
    match = _units().match(tail, start, end)
    if match is None:
        return _glued_unit(tail, 0, end)
    properties = _units().meaning(match[0])
    name = match[0].lower() if properties.get("as_printed") else str(properties["unit"])
    pieces = name in PIECES or bool(properties.get("as_printed"))
    return _with_divisors(tail, match.end(), end, name, factor * Decimal(properties.get("factor", "1")), pieces)


def _named_unit(scan: str, at: int, end: int) -> Unit | None:
    """Units of one preparation: "40 anti-factor units"."""
    named = NAMED_UNITS.match(scan, at, end)
    return _with_divisors(scan, named.end(), end, "U", Decimal(1), False) if named else None


def _glued_unit(scan: str, at: int, end: int) -> Unit | None:
    if glued := GLUED.match(scan, at, end):
        name = str(_units().meaning(glued["unit"])["unit"])
        return Unit(name, Decimal(1), "", None, glued.end(), False)
    return None


def _with_divisors(scan: str, at: int, end: int, name: str, factor: Decimal, pieces: bool) -> Unit:
    """The unit with every "/kg", "per day", "h-1" that follows it."""
    if volume := IN_VOLUME.match(scan, at, end):
        return Unit(name, factor, f"{volume[1]} {volume[2][:-1]}L", None, volume.end(), pieces)
    parts: list[str] = []
    every_days: Decimal | None = None
    while name != "%" and len(parts) < MOST_DIVISORS:
        divisor = _power(scan, at, end) or divisor_at(scan, at, end) or (_dotted(scan, at, end) if parts else None)
        if divisor is None:
            break
        per, count, at = divisor
        if count is None:
            parts.append(per)
        else:
            every_days = count * DAYS_OF.get(per, Decimal(1))
            break
    return Unit(name, factor, "/".join(parts), every_days, at, pieces)


def divisor_at(scan: str, at: int, end: int) -> tuple[str, Decimal | None, int] | None:
    """The divisor that begins at `at`: its name, a count before it ("/8 h"), and where it ends."""
    for gap, forms in ((SLASH, _after_slash()), (PER, _after_per())):
        opening = gap.match(scan, at, end)
        match = forms.match(scan, opening.end(), end) if opening else None
        if opening and match:
            count = opening.groupdict().get("count")
            per = str(forms.meaning(match[0]))
            stop = match.end()
            tail = _tails().match(scan, stop + 1, end) if stop < end and scan[stop] == " " else None
            return per, Decimal(count) if count else None, tail.end() if tail else stop
    return None


def _dotted(scan: str, at: int, end: int) -> tuple[str, Decimal | None, int] | None:
    """A further divisor behind a dot: "mg/kg.d"."""
    match = _after_slash().match(scan, at + 1, end) if DOTTED.match(scan, at, end) else None
    return (str(_after_slash().meaning(match[0])), None, match.end()) if match else None


def _power(scan: str, at: int, end: int) -> tuple[str, Decimal | None, int] | None:
    gap = POWER_GAP.match(scan, at, end)
    match = _powers().match(scan, gap.end(), end) if gap else None
    if match is None:
        return None
    tail = _tails().match(scan, match.end() + 1, end) if match.end() < end and scan[match.end()] == " " else None
    return str(_powers().meaning(match[0])), None, tail.end() if tail else match.end()


@cache
def _units() -> Forms:
    terms = load("units").terms
    return Forms(
        {name: term.properties for term in terms for name in (term.canonical, *term.aliases)},
        {name: term.properties for term in terms for name in term.acronyms},
    )


@cache
def _beginning() -> re.Pattern[str]:
    """How a unit begins, so that the many numerals with none behind them cost little."""
    terms = load("units").terms
    forms = (form for term in terms for form in (term.canonical, *term.aliases, *term.acronyms))
    words = {match[1].casefold() for form in forms if (match := FIRST_WORD.match(form))} | {"million"}
    return re.compile(rf"[ -]{{0,2}}(?i:{tree(words)})(?![A-Za-zμ])|{GLUED.pattern}")


@cache
def _after_slash() -> Forms:
    return Forms({}, {form: row["per"] for row in _per_rows() for form in row.get("after_slash", ())})


@cache
def _after_per() -> Forms:
    return Forms({form: row["per"] for row in _per_rows() for form in row.get("after_per", ())}, {})


@cache
def _powers() -> Forms:
    return Forms({}, {form: row["per"] for row in _per_rows() for form in row.get("powers", ())})


@cache
def _tails() -> Forms:
    return Forms({form: "" for row in _per_rows() for form in row.get("tails", ())}, {})


def _per_rows() -> list[dict[str, Any]]:
    return list(table("units")["per"])
