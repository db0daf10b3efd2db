"""Which P values tell plainly what they compare: two groups, by a test that needs no more than what is printed.

What can't be told from summary statistics is left alone: adjusted and stratified analyses, survival, paired and
repeated measures, interactions, one-sided tests. A sentence that names one of these has no comparison; a document that
is a crossover or randomizes clusters has comparisons that are not certain, of which only agreement is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from extractors.ledger.printed_p import PrintedP, meet
from extractors.records import Record

MODELLED = re.compile(
    r"""
    \b (?: adjust | multivari | regress | logistic | cox\b | hazard | HR\b | log-?\s?rank | stratif | mantel | cochran
      | cmh | non-?\s?inferior | equivalen | mcnemar | paired | trend | interact | repeated | anc?ova | covaria | gee\b
      | generali[sz]ed | mixed | bonferroni | correct(?:ed|ion) | bayes | posterior | wilcoxon | mann | kruskal
      | rank\b | kaplan | time\sto | surviv | cumulative | person-?\s?(?:years|time|months) | patient-?\s?years
      | per\s1,?000? | (?:one|1)-?\s?(?:sided|tailed) | matched | within-?(?:group|subject|patient) | cluster
      | incidence\srate | rate\sratio | odds | relative\srisk | risk\sratio | correlat | independent\spredict )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words of a sentence whose P is no plain comparison of two groups, or may be none."""
DESIGNED = re.compile(
    r"""
    cross-?\s?over | \bcluster | \bsplit- | \bcontralateral | \bfellow\seye | \bown\scontrol
      | \bwithin-(?:subject|patient|person) | \bstepped[- ]wedge | \b(?:group|community)-randomi
      | \bmatched[- ](?:pair|control) | \bpair-matched | \bestimating\sequations | \bmixed[- ](?:effect|model|linear)
      | \bhierarch | \bmulti-?level | \b(?:families|practices|villages|clinics|schools)\swere\srandom
      | \beach\s(?:patient|subject|participant|volunteer)\s(?:received|served|was)\s
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words of a document whose groups may not be independent of one another."""
COUNTED = frozenset({"event", "analysed", "completed", "withdrawn"})
LONGEST = 3_000
"""Characters of a sentence: a longer one is a table or a list, where no P closes anything."""
BESIDE = 40
"""Characters between two P values of one comparison: "(P = 0.004; by Fisher's test P < 0.001)"."""


class Design:
    """What a document says of its design; read only when a check asks."""

    def __init__(self, text: str, records: Iterable[Record]) -> None:
        self._text, self._records = text, records

    @cached_property
    def is_usual(self) -> bool:
        """Whether nothing asks for another test than the usual ones."""
        return not DESIGNED.search(self._text or " ".join({record.sentence for record in self._records}))


class Comparison(NamedTuple):
    """A P value with the records it was computed on, in source order."""

    p: Record
    printed: PrintedP
    supports: tuple[Record, ...]
    design: Design

    @property
    def is_certain(self) -> bool:
        """False where the document's design may ask for another test than the usual ones."""
        return self.design.is_usual


def comparisons(records: Mapping[str, Sequence[Record]], text: str) -> Iterator[Comparison]:
    """Each P value that compares plainly; `text` is the document's, "" where only its records are known."""
    values = records.get("p_value", ())
    supported = [index for index, value in enumerate(values) if _may_compare(value)]
    if not supported:
        return
    by_id = {record.id: record for rows in records.values() for record in rows}
    counts = sorted((count for count in records.get("sample_size", ()) if _is_counted(count)), key=_start)
    design = Design(text, by_id.values())
    for index in supported:
        printed = PrintedP.of(values[index])
        supports = tuple(by_id[identity] for identity in _supports(values[index]) if identity in by_id)
        if printed is None or _is_retested(values, index, printed) or _has_strays(values, index, supports, counts):
            continue
        if MODELLED.search(values[index].sentence) is None:  # asked last: the dearest question
            yield Comparison(values[index], printed, supports, design)


def _may_compare(value: Record) -> bool:
    fields = value.fields
    if not fields.get("supports") or fields.get("alpha") or fields.get("other_study"):
        return False
    return len(value.sentence) <= LONGEST


def _supports(value: Record) -> tuple[str, ...]:
    supports = value.fields.get("supports")
    return supports if isinstance(supports, tuple) else ()


def _is_counted(count: Record) -> bool:
    return count.fields.get("role") in COUNTED and ("of" in count.fields or "percent" in count.fields)


def _is_retested(values: Sequence[Record], index: int, printed: PrintedP) -> bool:
    """Whether a neighbour closes the same comparison with another P, so that two tests were made."""
    for beside in (index - 1, index + 1):
        if not 0 <= beside < len(values) or values[beside].sentence != values[index].sentence:
            continue
        if _supports(values[beside]) not in ((), _supports(values[index])):
            continue
        first, second = sorted((values[beside], values[index]), key=_start)
        other = PrintedP.of(values[beside])
        if second.at.start - first.at.end <= BESIDE and other and not meet(printed.range, other.range):
            return True
    return False


def _has_strays(values: Sequence[Record], index: int, supports: tuple[Record, ...], counts: Sequence[Record]) -> bool:
    """Whether counts stand in the P's stretch that it is not said to rest on: all of them may have been tested."""
    value = values[index]
    before = values[index - 1] if index and values[index - 1].sentence == value.sentence else None
    known = {record.id for record in supports}
    place = bisect_left(counts, value.at.start, key=_start) - 1
    while place >= 0 and counts[place].sentence == value.sentence:
        if before and counts[place].at.start < before.at.start:
            break
        if counts[place].id not in known and any(record.kind == "sample_size" for record in supports):
            return True
        place -= 1
    return False


def _start(record: Record) -> int:
    return record.at.start
