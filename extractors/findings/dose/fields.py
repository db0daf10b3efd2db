"""The fields of a dose; units and divisors with their UCUM codes, out of the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractors.field_schema import ARM, HIGH, LOW, OTHER_STUDY, number, text
from extractors.lexicon import load, table


def _units() -> Iterator[tuple[str, str]]:
    for term in load("units").terms:
        if "ucum" in term.properties:
            yield str(term.properties["unit"]), str(term.properties["ucum"])


def _divisors() -> Iterator[tuple[str, str]]:
    rows: list[dict[str, Any]] = table("units")["per"]
    yield from ((row["per"], row["ucum"]) for row in rows if "ucum" in row)


SCHEMA = {
    "drug": text("its name as the text has it nearest to the amount"),
    "value": number("the amount as given, multipliers applied; a range has low and high in its place", least=0),
    "low": LOW,
    "high": HIGH,
    "unit": text(
        "of the amount; tablets, puffs and the like as printed, in lower case", **{"x-ucum": dict(sorted(_units()))}
    ),
    "per": text(
        'what the amount is divided by, several joined by "/": "kg/day"', **{"x-ucum": dict(sorted(_divisors()))}
    ),
    "route": text("subcutaneous, intravenous, oral, …, other"),
    "frequency": {
        "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"const": "once"}],
        "description": 'times a day (weekly is 1/7); a single dose is "once"',
    },
    "duration_days": number("length of one course", least=0),
    "interval_days": number("time between the starts of cycles", least=0),
    "cycles": number("number of cycles or courses", least=0),
    "arm": ARM,
    "other_study": OTHER_STUDY,
}
