"""Several probabilities behind one P, each with the name of its test: "P values: CRP = 0.03, ESR = 0.2"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.findings.p_value.printed import NUMBER, NUMBER_END, POINTED, SIGNS, operator_of_signs, value_of
from extractors.findings.p_value.statement import Statement

LEAD = re.compile(r"[Pp](?:[-\s]?values?|(?<=[(\[][Pp]))\s?[-:]\s?(?=[A-Za-z])")
NAMED = re.compile(
    rf"(?P<name>[A-Za-z][\w/+-]{{0,24}}(?:\s[\w/+-]{{1,20}}){{0,3}}?)\s?(?P<signs>{SIGNS})\s?"
    rf"(?P<number>{NUMBER}){NUMBER_END}",
    re.VERBOSE,
)
NEXT = re.compile(r"\s?[,;]\s(?:and\s)?")


def led(scan: str, place: int, end: int) -> Iterator[Statement]:
    """The named probabilities behind a P that states none itself; two at least, for one may be a measure."""
    lead = LEAD.match(scan, place, end)
    if lead is None:
        return
    items: list[Statement] = []
    at = lead.end()
    while match := NAMED.match(scan, at, end):
        value = value_of(match["number"])
        if value is None or value > 1 or not POINTED.search(match["number"]):
            break
        operator = operator_of_signs(match["signs"])
        items.append(Statement(match.start(), match.end("number"), match.start("number"), operator, value))
        following = NEXT.match(scan, match.end(), end)
        if following is None:
            break
        at = following.end()
    if len(items) > 1:
        yield from items
