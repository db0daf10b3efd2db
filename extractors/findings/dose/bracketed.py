"""An amount in brackets behind another, which shares the rhythm outside: "300 mg daily (400 mg if heavier)"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.regimen import Mention

OTHERS = re.compile(r"[);]|\b(?:and|or|plus|with|versus|vs|then|followed)\b")
"""Between an amount and a bracket: that the bracket is another drug's."""
RHYTHM = frozenset({"frequency", "interval_days"})
Regimen = dict[str, Mention]


def with_outside(
    scan: str, amounts: Sequence[Amount], regimens: Sequence[Regimen], shared: Sequence[Set[str]]
) -> list[Regimen]:
    """The regimens; that of an amount which opens a bracket has the rhythm and route of the amount before.

    `shared` are the fields that each amount only shares with a neighbour.
    """
    found = [*regimens]
    for position in range(1, len(amounts)):
        one, other = amounts[position - 1], amounts[position]
        beside = scan[other.at.start - 1] == "(" and not OTHERS.search(scan, one.at.end, other.at.start)
        if beside and not other.unit.per:
            alternative = _is_alternative(scan, one, other, found[position - 1])
            loose = shared[position] if alternative else frozenset[str]()
            found[position] = _as_outside(found[position - 1], found[position], loose)
    return found


def _is_alternative(scan: str, before: Amount, inside: Amount, regimen: Regimen) -> bool:
    """Whether only a rhythm stands between an amount and the bracket: "40 mg twice daily (30 mg if lighter)"."""
    for mention in regimen.values():
        if before.at.end <= mention.at.start and mention.at.end <= inside.at.start:
            left, right = scan[before.at.end : mention.at.start], scan[mention.at.end : inside.at.start]
            return not left.strip() and right.strip() == "("
    return False


def _as_outside(outside: Regimen, inside: Regimen, loose: Set[str]) -> Regimen:
    """A regimen in brackets, with the rhythm before them; `loose` is what it only shares with an amount behind."""
    if RHYTHM & set(inside) - loose:
        return inside
    own = {field: mention for field, mention in inside.items() if field not in RHYTHM & loose}
    return {field: mention for field, mention in outside.items() if field in {"frequency", "route"}} | own
