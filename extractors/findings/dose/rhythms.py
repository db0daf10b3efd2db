"""What mentions may be an amount's, and how of several that tell how often only one stays."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from extractors.findings.dose.regimen import Mention

ACROSS = 60
"""What a mention costs that another clause parts from its amount."""


class Candidate(NamedTuple):
    """A mention that may be an amount's; the least `cost` wins."""

    cost: int
    mention: Mention
    shared: bool


def one_rhythm(fields: dict[str, Candidate]) -> dict[str, Candidate]:
    """Without the farther of a frequency and an interval, if only a neighbour's; a single dose lasts no weeks."""
    frequency, interval, length = (fields.get(name) for name in ("frequency", "interval_days", "duration_days"))
    if frequency and not interval and length and frequency.mention.value == "once" and length.shared:
        return one_rhythm({field: chosen for field, chosen in fields.items() if chosen is not length})
    if frequency and interval and frequency.mention.value == "once" and _is_within(frequency, interval):
        return {field: chosen for field, chosen in fields.items() if chosen is not frequency}  # "once a month"
    if frequency is None or interval is None or frequency.mention.at == interval.mention.at:
        return fields
    weaker, nearer = max(frequency, interval, key=attrgetter("cost")), min(frequency, interval, key=attrgetter("cost"))
    apart = weaker.cost >= ACROSS > nearer.cost and weaker.mention.at < nearer.mention.at
    if not apart and (not weaker.shared or nearer.shared):
        return fields
    return {field: chosen for field, chosen in fields.items() if chosen is not weaker}


def _is_within(one: Candidate, other: Candidate) -> bool:
    return other.mention.at.start <= one.mention.at.start and one.mention.at.end <= other.mention.at.end
