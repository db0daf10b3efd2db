"""The records that a probability was computed on: those of the comparison that it closes.

They stand in its sentence between the P value before and this one, and their kind fits what is tested: CD4 values
for a test of CD4, counts of participants with an outcome for the rest. Thresholds and doses support nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.links.annotated import AnnotatedText
from extractors.model import FieldValue, Finding

COUNTED = {"event", "analysed", "completed", "withdrawn"}
"""The roles of a count that a test can be made on; completed and withdrawn only out of a number."""
FRESH = re.compile(r";|\.\s|,?\s(?:but|whereas|while)\s|,\s(?:and|with)\s")
NEAR = 70
"""Characters between two P values that close one comparison: "(p = 0.01) and controls (p = 0.04)"."""


REACH = 700
"""How far back a record may stand, in characters."""


class Support(NamedTuple):
    """A record that could support a P value."""

    id: str
    kind: str
    start: int


def relate(
    text: AnnotatedText, finding: Finding, everything: Mapping[str, Sequence[tuple[str, Finding]]]
) -> Mapping[str, FieldValue]:
    """`supports`: the ids of the records of the comparison that a P value closes, in source order."""
    if finding.fields.get("alpha"):
        return {}
    end = finding.at.start
    start = max(text.sentence_at(end).start, end - REACH)
    records = _candidates(everything, start, end)
    closed = [other.at.end for _, other in _between(everything.get("p_value", ()), start, end)]
    stretch = _last_clause(text.scan, _own_stretch(text.scan, end, records, closed), end)
    fitting = _fitting(stretch, str(finding.fields.get("about")))
    return {"supports": tuple(record.id for record in fitting)} if fitting else {}


def _between(pairs: Sequence[tuple[str, Finding]], start: int, end: int) -> Sequence[tuple[str, Finding]]:
    """Those that begin in [start, end); `pairs` are in source order."""
    low = bisect_left(pairs, start, key=_start_of)
    return pairs[low : bisect_left(pairs, end, lo=low, key=_start_of)]


def _start_of(pair: tuple[str, Finding]) -> int:
    return pair[1].at.start


def _candidates(everything: Mapping[str, Sequence[tuple[str, Finding]]], start: int, end: int) -> list[Support]:
    values = [
        Support(record_id, "cd4_value", value.at.start)
        for record_id, value in _between(everything.get("cd4_value", ()), start, end)
        if value.fields.get("kind") in ("level", "change", "difference")
    ]
    counts = [
        Support(record_id, "sample_size", count.at.start)
        for record_id, count in _between(everything.get("sample_size", ()), start, end)
        if _is_counted(count)
    ]
    return sorted(values + counts, key=lambda record: record.start)


def _is_counted(count: Finding) -> bool:
    role = count.fields.get("role")
    compared = role in ("event", "analysed") or "of" in count.fields or "percent" in count.fields
    return role in COUNTED and compared


def _own_stretch(scan: str, end: int, records: list[Support], closed: list[int]) -> list[Support]:
    """The records since the P value before; of the one before that where the two close one comparison."""
    fence = end
    for low in sorted(closed, reverse=True):
        own = [record for record in records if low <= record.start]
        if own or fence - low > NEAR or FRESH.search(scan, low, fence):
            return own
        fence = low
    return records


def _last_clause(scan: str, records: list[Support], end: int) -> list[Support]:
    """Only those behind the last semicolon, where two or more are."""
    fence = scan.rfind(";", records[0].start, end) if records else -1
    behind = [record for record in records if record.start > fence]
    return behind if len(behind) > 1 else records


def _fitting(records: list[Support], about: str) -> list[Support]:
    values = [record for record in records if record.kind == "cd4_value"]
    counts = [record for record in records if record.kind == "sample_size"]
    if about == "cd4":
        return values or counts
    if about == "baseline" and records:
        return values if records[-1].kind == "cd4_value" else counts
    return counts
