"""The fields that a curator may set, kind by kind, each with the form it is asked in.

Names and order are the kinds' own; a name that no form is known for is asked as free text, so a new kind of record
can be reviewed without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from flows.review.curated import POINTERS


class Form(NamedTuple):
    """How one field is asked: number, text, yes, choice (of `choices`) or spread (a type and its numbers)."""

    name: str
    form: str
    choices: tuple[str, ...] = ()


NUMBERS = frozenset({"value", "low", "high", "of", "percent", "duration_days", "interval_days", "cycles"})
YES = frozenset({"other_study", "alpha"})
SPREADS = ("SD", "SE", "IQR", "range", "CI", "unspecified")
COMPARATORS = ("<", "<=", ">", ">=")
ROLES = ("total", "arm", "subgroup", "screened", "analysed", "completed", "withdrawn", "event")
CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("sample_size", "role"): ROLES,
    ("cd4_value", "unit"): ("cells/uL", "%", "ratio"),
    ("cd4_value", "kind"): ("level", "change", "difference", "threshold"),
    ("cd4_value", "comparator"): COMPARATORS,
    ("cd4_value", "statistic"): ("mean", "median"),
    ("p_value", "operator"): ("=", *COMPARATORS, "NS"),
    ("p_value", "about"): ("cd4", "viral_load", "clinical", "safety", "baseline", "other"),
}


def forms() -> Mapping[str, tuple[Form, ...]]:
    """The forms of every kind."""
    from extractors.pipeline import known_kinds

    kinds = sorted(known_kinds(), key=lambda kind: (-kind.rank, kind.name))
    return {kind.name: tuple(_form(kind.name, name) for name in kind.fields if name not in POINTERS) for kind in kinds}


def _form(kind: str, name: str) -> Form:
    if choices := CHOICES.get((kind, name)):
        return Form(name, "choice", choices)
    if name == "spread":
        return Form(name, "spread", SPREADS)
    if name == "frequency":
        return Form(name, "free")  # times a day, or "once"
    return Form(name, "number" if name in NUMBERS else "yes" if name in YES else "text")
