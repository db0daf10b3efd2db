"""The comparison that a probability closes: the records that stand in it.

They stand in its sentence between the P value before and this one; where the sentence only says that "the difference
was significant", in the sentence before. Thresholds and doses are no part of a comparison.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.findings.p_value.tested import REACH, names_nothing
from extractors.links.annotated import AnnotatedText
from extractors.model import Finding, Sentence

Everything = Mapping[str, Sequence[tuple[str, Finding]]]
"""Every kind's (record id, finding) pairs, in source order."""
COUNTED = {"event", "analysed", "completed", "withdrawn"}
"""The roles of a count that a test can be made on; all but events and those analysed only out of a number."""
SHARED = {"total", "arm", "subgroup"}
"""The roles of counts that are compared where they come as shares: "48 (50%) vs 40 (42%) were women"."""
FRESH = re.compile(r";|\.\s|,?\s(?:but|whereas|while)\s|,\s(?:and|with)\s")
NEAR = 70
"""Characters between two P values that close one comparison: "(p = 0.02) and controls (p = 0.3)"."""
SAYS_SO = re.compile(
    r"(?:[Tt]h(?:is|ese|e|at|ose)|[Bb]oth|[Ss]uch|[Tt]he\s(?:\w+-?\s?){1,3})\s(?:\w+[-\s]){0,2}"
    r"(?:differences?|changes?|increases?|decreases?|rises?|falls?|gains?|reductions?|declines?|comparisons?|gaps?"
    r"|improvements?|figures?|proportions?|rates|counts|values|numbers)\b"
    r"|[Th]his\s(?:was|is|did)\b"
)
"""How a sentence begins that speaks of the figures of the one before."""


class Compared(NamedTuple):
    """A record of a comparison."""

    id: str
    kind: str
    start: int
    end: int
    finding: Finding


def comparison(text: AnnotatedText, finding: Finding, everything: Everything) -> tuple[Compared, ...]:
    """The records of the comparison that a P value closes, in source order."""
    end = finding.at.start
    sentence = text.sentence_at(end)
    within = _closed_by(text, everything, max(sentence.start, end - REACH), end)
    if within or SAYS_SO.match(text.scan, sentence.start, end) is None:
        return within
    if not names_nothing(text, max(sentence.start, end - REACH), end, at_most=0):
        return ()
    before = text.previous(sentence)
    return _all_of(text, everything, before) if before else ()


def _closed_by(text: AnnotatedText, everything: Everything, start: int, end: int) -> tuple[Compared, ...]:
    records = _candidates(everything, start, end)
    closed = [other.at.end for _, other in _between(everything.get("p_value", ()), start, end)]
    return tuple(_last_clause(text.scan, _own_stretch(text.scan, end, records, closed), end))


def _all_of(text: AnnotatedText, everything: Everything, sentence: Sentence) -> tuple[Compared, ...]:
    """The records of a sentence that no P value of its own closes."""
    start = max(sentence.start, sentence.end - REACH)
    tested = _between(everything.get("p_value", ()), start, sentence.end)
    return () if tested else _closed_by(text, everything, start, sentence.end)


def _between(pairs: Sequence[tuple[str, Finding]], start: int, end: int) -> Sequence[tuple[str, Finding]]:
    """Those that begin in [start, end); `pairs` are in source order."""
    low = bisect_left(pairs, start, key=_start_of)
    return pairs[low : bisect_left(pairs, end, lo=low, key=_start_of)]


def _start_of(pair: tuple[str, Finding]) -> int:
    return pair[1].at.start


def _candidates(everything: Everything, start: int, end: int) -> list[Compared]:
    values = [
        Compared(record_id, "cd4_value", *value.at, value)
        for record_id, value in _between(everything.get("cd4_value", ()), start, end)
        if value.fields.get("kind") in ("level", "change", "difference")
    ]
    counts = [
        Compared(record_id, "sample_size", *count.at, count)
        for record_id, count in _between(everything.get("sample_size", ()), start, end)
        if _is_counted(count)
    ]
    shared = [count for count in counts if count.finding.fields.get("role") in SHARED]
    if len(shared) == 1:
        counts.remove(shared[0])
    return sorted(values + counts, key=lambda record: record.start)


def _is_counted(count: Finding) -> bool:
    role = count.fields.get("role")
    is_share = "of" in count.fields or "percent" in count.fields
    return role in ("event", "analysed") or (is_share and role in COUNTED | SHARED)


def _own_stretch(scan: str, end: int, records: list[Compared], closed: list[int]) -> list[Compared]:
    """The records since the P value before; of the one before that where the two close one comparison."""
    fence = end
    for low in sorted(closed, reverse=True):
        own = [record for record in records if low <= record.start]
        if own or fence - low > NEAR or FRESH.search(scan, low, fence):
            return own
        fence = low
    return records


def _last_clause(scan: str, records: list[Compared], end: int) -> list[Compared]:
    """Only those behind the last semicolon, where two or more are."""
    fence = scan.rfind(";", records[0].start, end) if records else -1
    behind = [record for record in records if record.start > fence]
    return behind if len(behind) > 1 else records
