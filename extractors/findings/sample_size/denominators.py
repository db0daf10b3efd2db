"""The denominator that stands in another phrase: "Of 580 patients, 551 …", "31 patients, 1 of whom was lost"."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.findings.sample_size.counts import Clause, Count

PARTITIVE = re.compile(
    r"(?:^|[;.,]\s)(?:of|among|amongst|out\sof)\s(?:the\s|these\s|those\s|all\s|our\s|remaining\s){0,3}$", re.IGNORECASE
)
PARTITIVE_ENDS = ("of", "among", "amongst", "the", "these", "those", "all", "our", "remaining")
OF_WHOM = re.compile(r"\s(?:of\s(?:whom|them|these|those))\b")
LED = re.compile(
    r"\b(?:(?:of|among)\s(?:whom|which|them|these|those)(?:\s\w+)?,?|including)\s(?:only\s)?$", re.IGNORECASE
)
WHOLE_PERCENT = Decimal("0.6")
OPENING = 40
"""Characters from the sentence's beginning within which "these" are those of the sentence before."""
FARTHEST = 24
"""Counts back that a percentage's whole is looked for."""
LAST_DIGIT = Decimal("1.1")
"""How far a printed percentage may be from the quotient: authors cut as well as round."""


def with_denominators(clause: Clause, counts: tuple[Count, ...], last: Count | None) -> tuple[Count, ...]:
    """The counts with the denominators that the sentence, or the end of the one before, gives."""
    whole: Count | None = None
    until = clause.end
    done: list[Count] = []
    for count in counts:
        whole = whole if count.start < until else None
        left = clause.scan[max(clause.start, count.start - 48) : count.start]
        ending = left.rstrip().casefold()
        if ending.endswith(PARTITIVE_ENDS) and PARTITIVE.search(left):
            whole, until = count, _end_of_bracket(clause, count)
            done.append(count)
            continue
        if whole is not None and done[-1] is not whole and (count.shape == "each" or clause.each_group(count)):
            done.append(count)
            continue
        inside = count.part_of is not None and (whole is None or count.part_of != whole.numeral)
        named = ("of" in ending or "among" in ending or "including" in ending) and LED.search(left) is not None
        named = named and not clause.scan.startswith((" vs", " versus"), count.end)  # "including 4 vs 17 for rash"
        led = named or _is_of_whom(clause, count)
        if not led and whole is None and count.percent is None:
            done.append(count)
            continue
        given = _share_of(count, done, led=led or whole is not None)
        if given is None and led and (done or count.start - clause.start < OPENING):
            given = _before(done, last)
        given = given or (None if inside else whole)
        whole, until = (given, _end_of_named(clause, count)) if named else (whole, until)
        fits = given is not None and count.of is None and given.value >= count.value
        done.append(count._replace(of=given.value) if fits and given is not None else count)
    return tuple(done)


def _end_of_named(clause: Clause, count: Count) -> int:
    """Where those end that "of whom" tells of: at a semicolon, behind which another clause begins."""
    ends = _end_of_bracket(clause, count)
    semicolon = clause.scan.find("; ", count.end, ends)
    return semicolon if semicolon >= 0 else ends


def _end_of_bracket(clause: Clause, count: Count) -> int:
    """Where the bracket ends in which a count stands, and with it what is said there of a whole; else the clause."""
    opened = clause.scan.rfind("(", clause.start, count.start)
    if opened < 0 or clause.scan.find(")", opened, count.start) >= 0:
        return clause.end
    closed = clause.scan.find(")", count.end, clause.end)
    return closed if closed >= 0 else clause.end


def _is_of_whom(clause: Clause, count: Count) -> bool:
    at = count.end
    return clause.scan.startswith("of", at + 1) and OF_WHOM.match(clause.scan, at, clause.end) is not None


def _share_of(count: Count, done: list[Count], *, led: bool) -> Count | None:
    """The nearest count that the percentage is a share of; one with its own percentage only where `led` to it."""
    if count.percent is None:
        return None
    near = reversed(done[-FARTHEST:])
    return next((other for other in near if _is_share(count, other) and (led or other.percent is None)), None)


def _before(done: list[Count], last: Count | None) -> Count | None:
    return done[-1] if done else last


def _is_share(count: Count, whole: Count) -> bool:
    if whole.value <= count.value or count.percent is None:
        return False
    digits = -int(count.percent.as_tuple().exponent)
    slack = WHOLE_PERCENT if digits <= 0 else LAST_DIGIT.scaleb(-digits)
    return abs(Decimal(count.value * 100) / whole.value - count.percent) <= slack
