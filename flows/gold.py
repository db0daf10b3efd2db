"""When an extracted record agrees with one that a curator wrote down.

Two grades. A gold record is *found* by a record of its kind that overlaps its quote and has the same core: value (or
low and high) and unit; for a P value operator and value; for a dose without an amount its cycles, interval or
duration. It is *exact* when every further field that the gold states agrees too; names of arms, drugs and times by
their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

Fields = Mapping[str, Any]


class GoldKind(NamedTuple):
    """A kind of record: its name in the outputs and in gold, and the fields that exactness is judged on."""

    name: str
    gold: str
    fields: tuple[str, ...]


KINDS = (
    GoldKind("sample_size", "sample_size", ("role", "arm", "of", "percent")),
    GoldKind("dose", "dose", ("drug", "per", "route", "frequency", "duration_days", "interval_days", "cycles")),
    GoldKind("cd4_value", "cd4", ("kind", "comparator", "statistic", "spread", "arm", "time")),
    GoldKind("p_value", "p_value", ("alpha", "about")),
)
REGIMEN = ("cycles", "interval_days", "duration_days")
"""The core of a dose without an amount: any of these."""
BOUNDS = ("value", "low", "high")
BY_WORDS = frozenset({"arm", "drug", "time"})
BY_SIZE = frozenset({"of", "percent", "frequency", "duration_days", "interval_days", "cycles"})
JUDGED_ABOUT = frozenset({"cd4", "viral_load"})
"""What a P value tests is judged only where gold says one of these."""

EXACT_SHARE = 1e-6
CLOSE_SHARE = 0.02
"""How far two numbers may differ: as cores, and as further fields (1/7 a day printed as 0.14)."""

WORD = re.compile(r"[a-z0-9]+")
EMPTY_WORDS = frozenset("the of in a an and with at group groups arm arms patients alone after since".split())
ONE_WORD = {
    word: meaning
    for meaning, words in {
        "interleukin": "il",
        "week": "wk wks weeks w",
        "month": "months mo",
        "year": "years",
        "day": "days",
        "baseline": "base line",
        "control": "controls",
        "entry": "entering",
    }.items()
    for word in words.split()
}


def judged_fields(kind: GoldKind, gold: Fields) -> tuple[str, ...]:
    """The fields of a gold record that exactness is judged on."""
    return tuple(name for name in kind.fields if name in gold and (name != "about" or gold[name] in JUDGED_ABOUT))


def agreeing_fields(kind: GoldKind, gold: Fields, record: Fields) -> frozenset[str]:
    """The fields stated by gold in which a record agrees."""
    return frozenset(name for name in kind.fields if name in gold and field_agrees(name, gold[name], record.get(name)))


def core_agrees(kind: GoldKind, gold: Fields, record: Fields) -> bool:
    """Whether a record's number and unit are those of gold."""
    if kind.name == "p_value":
        same_operator = bool(gold["operator"] == record.get("operator"))
        return same_operator and _same(gold.get("value"), record.get("value"))
    if kind.name == "dose" and not ("value" in gold or "low" in gold):
        return any(name in gold and _same(gold[name], record.get(name)) for name in REGIMEN)
    if not all(_same(gold.get(name), record.get(name)) for name in BOUNDS):
        return False
    return kind.name == "sample_size" or _unit(gold) == _unit(record)


def field_agrees(name: str, gold: Any, printed: Any) -> bool:
    """Whether a record's field says what gold's says; `printed` is None where the record lacks it."""
    if name in BY_WORDS:
        return _same_words(_words(gold), _words(printed))
    if name == "spread":
        return isinstance(printed, dict) and all(_spread_agrees(part, gold, printed) for part in gold)
    if isinstance(gold, str) or isinstance(printed, str) or name not in BY_SIZE:
        return bool(gold == printed)
    return printed is not None and abs(float(gold) - float(printed)) <= CLOSE_SHARE * max(1e-9, abs(float(gold)))


def _spread_agrees(part: str, gold: Fields, printed: Fields) -> bool:
    if part == "type":
        return gold[part] in ("unspecified", printed.get(part))
    return _same(gold[part], printed.get(part))


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    one, other = float(one), float(other)
    return bool(abs(one - other) <= EXACT_SHARE * max(1.0, abs(one), abs(other)))


def _unit(fields: Fields) -> str:
    return str(fields.get("unit") or "").casefold()


def _words(name: Any) -> frozenset[str]:
    """The words of a name, empty ones left out unless there are no others."""
    words = frozenset(ONE_WORD.get(word, word) for word in WORD.findall(str(name or "").casefold()))
    return words - EMPTY_WORDS or words


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """One name within the other, or half of all words shared."""
    shared = one & other
    return bool(shared) and (shared in (one, other) or 2 * len(shared) >= len(one | other))
