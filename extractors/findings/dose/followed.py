"""What an amount keeps of the one that it follows: an infusion after a bolus goes on by the bolus's route."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.findings.dose.amounts import Amount
from extractors.findings.dose.regimen import Mention

THEN = re.compile(r"[^.;]{0,60}\b(?:then|followed\sby|thereafter|subsequently)\b[^.;]{0,30}\Z")
OTHER_FORM = re.compile(
    r"\b(?:tablets?|capsules?|syrup|solution|cream|oral\w{0,2}|orally|patch|pills?)\b", re.IGNORECASE
)
BY_TIME = ("h", "min")
Regimen = dict[str, Mention]


def with_routes_kept(scan: str, amounts: Sequence[Amount], regimens: Sequence[Regimen]) -> list[Regimen]:
    """The regimens; a rate that follows an amount is given by the same route ("2 mg/kg IV, then 1 mg/kg/h")."""
    found = [*regimens]
    for position in range(1, len(amounts)):
        one, other = amounts[position - 1], amounts[position]
        route = found[position - 1].get("route")
        if route is None or "route" in found[position] or not other.unit.per.endswith(BY_TIME):
            continue
        gap = scan[one.at.end : other.at.start]
        if THEN.fullmatch(gap) and not OTHER_FORM.search(gap):
            found[position] = found[position] | {"route": route}
    return found
