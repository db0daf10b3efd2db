"""The further probabilities of a list: ", 0.03 and .5", or each with what it is of ("0.03 at week 4, .5 at week 8").

Numbers that follow one another need nothing but what ends a list behind the last. Where something stands between, each
must have its own, printed alike; a bracket of its own must hold nothing but the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.findings.p_value.printed import NUMBER, NUMBER_END, POINTED, SIGNS, operator_of_signs, value_of
from extractors.findings.p_value.statement import Statement

CONVENTIONAL = frozenset(map(Decimal, ("0.1", "0.05", "0.025", "0.01", "0.005", "0.001", "0.0001")))
"""Levels that are printed with "<" far more often than with "=": without an operator they settle none."""
LONGEST_LIST = 12
NS = r"(?: NS | ns | N\.S\.? | n\.s\.? ) (?! \w )"
NEXT_IN_LIST = re.compile(
    rf"""
    (?P<gap> \s? (?: ,\s? (?: and | or )? | ; | / | - | & | \b (?: and | or | vs\.? | versus | to ) \b ) \s{{0,2}} )
    (?P<signs> {SIGNS} )? \s{{0,2}} (?: (?P<number> {NUMBER} ) {NUMBER_END} | (?P<ns> {NS} ) )
    """,
    re.VERBOSE,
)
LIST_END = re.compile(
    r"""
    \s* (?: $ | [)\];.:|] | ,? \s* respectively
      | , \s* (?: but | whereas | while | for | in | with | both | by | as | at | after | indicating ) \b | ,\s+ [a-z]
      | (?: for | in | at | by | after | between | when | with | compared | vs | versus | on | from | level | was | were
          | is | are | as ) \b )
    """,
    re.VERBOSE,
)
OF_ITS_OWN = r"""
    (?: \s? \( [^()=<>≤≥]{1,40} \)
      | \s (?P<how> at | for | in | on | with | versus | vs\.? | between | after | by | during )
        \s [^.;,()=<>≤≥]{1,40}? )
"""
"""What a number of a list is of."""
FIRST_TOLD = re.compile(rf"{OF_ITS_OWN} (?= ,?\s and\s | ,\s | ;\s )", re.VERBOSE)
NEXT_TOLD = re.compile(
    rf"""
    (?: ,?\sand\s | [,;]\s ) (?P<signs> {SIGNS} )? \s{{0,2}} (?P<number> 0?\.\d{{1,6}} ) {NUMBER_END}
    {OF_ITS_OWN} (?= ,?\s and\s | [,;.)] | $ )
    """,
    re.VERBOSE,
)
MEASURE = r"""
    (?: OR | HR | RR | IRR | ICC | SMD | MD | SD | SE | CI | AUC | r | d | [Rr]atios? | [Rr]isk | [Cc]o\w*effici\w+
      | kappa | alpha | [Cc]orrelat\w+ | mean | index | scores? | sensitivity | of | was | were ) \b
"""
IN_BRACKET = re.compile(
    rf"""
    \) (?: ,\s(?:and\s)? | \sand\s ) (?: (?! {MEASURE} ) [\w/+-]{{1,20}} \s ){{0,4}}
    \( \s? (?P<signs> {SIGNS} )? \s{{0,2}} (?P<number> 0?\.\d{{2,6}} ) (?= \) )
    """,
    re.VERBOSE,
)
"""The next bracket of a row: "pain (P = 0.04), sleep (0.03)"; no bracket of a measure."""


def rest_of_list(scan: str, first: Statement, end: int) -> tuple[Statement, ...]:
    """What follows the first number of a list, however it goes on."""
    if first.value is None:
        return ()
    return _rest(scan, first, end) or (*_told(scan, first, end),) or (*_bracketed(scan, first, end),)


def _rest(scan: str, first: Statement, end: int) -> tuple[Statement, ...]:
    """What follows the first number: ", 0.03 and .5", " and <0.01"; nothing where it ends in a unit or noun."""
    items: list[Statement] = []
    at = first.end
    while len(items) < LONGEST_LIST and (match := NEXT_IN_LIST.match(scan, at, end)):
        if match["ns"]:
            items.append(Statement(match.start("ns"), match.end(), match.end(), "NS", None, named=False))
            at = match.end()
            continue
        value = value_of(match["number"])
        if value is None or not POINTED.search(match["number"]) or match["number"].endswith("%"):
            break
        items.append(_item(match, first, value))
        at = match.end()
    return tuple(items) if items and LIST_END.match(scan, at, min(end, at + 40)) else ()


def _told(scan: str, first: Statement, end: int) -> Iterator[Statement]:
    """The further numbers where each has what it is of behind it, as the first has."""
    told = FIRST_TOLD.match(scan, first.end, end)
    if told is None:
        return
    at, how, count = told.end(), told["how"], 0
    while count < LONGEST_LIST and (match := NEXT_TOLD.match(scan, at, end)) and match["how"] == how:
        yield _item(match, first, Decimal(match["number"]))
        at, count = match.end(), count + 1


def _bracketed(scan: str, first: Statement, end: int) -> Iterator[Statement]:
    """The further numbers where each stands alone in a bracket behind what it is of."""
    if scan[first.start - 1 : first.start] != "(":
        return
    at, count = first.end, 0
    while count < LONGEST_LIST and (match := IN_BRACKET.match(scan, at, end)):
        yield _item(match, first, Decimal(match["number"]))
        at, count = match.end("number"), count + 1


def _item(match: re.Match[str], first: Statement, value: Decimal) -> Statement:
    """A further probability with its operator."""
    gap = match.groupdict().get("gap") or ","
    operator = operator_of_signs(match["signs"]) if match["signs"] else _inherited(first, value, gap)
    low = match.start("signs") if match["signs"] else match.start("number")
    return Statement(low, match.end("number"), match.start("number"), operator, value, named=False)


def _inherited(first: Statement, value: Decimal, gap: str) -> str | None:
    """The operator of a later number of a list: the first one's, but "<0.001 and 0.03", "<0.001 to .01" mean "="."""
    if first.operator is None or first.operator == "=":
        return first.operator
    return first.operator if value in CONVENTIONAL and gap.strip() not in ("to", "-") else "="
