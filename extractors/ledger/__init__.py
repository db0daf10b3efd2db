"""The participants' ledger: whether the numbers of a document agree with one another.

Agreement and disagreement are both reported, with the arithmetic in words; no record is changed by either.

check          what every page hands on             participants  arms, percentages and the flow (CONSORT)
comparisons    which P values compare two groups    printed_p     what a P says, and whether another agrees
counts_tested, means_tested, intervals_tested       P against counts, against means, against an interval
probabilities  the tests themselves
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.ledger.check import Check
from extractors.ledger.comparisons import comparisons
from extractors.ledger.counts_tested import counts_fit
from extractors.ledger.intervals_tested import interval_fits
from extractors.ledger.means_tested import means_fit
from extractors.ledger.participants import arms_add_up, flow_only_narrows, largest_total, percentages_fit, sizes_of_arms
from extractors.records import Record

__all__ = ["Check", "checks"]


def checks(records: Mapping[str, Sequence[Record]], text: str = "") -> tuple[Check, ...]:
    """Every check that a document's records allow, in a stable order.

    `text` is the document's: its design tells whether groups are independent. Without it the records' sentences must.
    """
    counts = records.get("sample_size", ())
    several = counts if len(counts) > 1 else ()
    return (
        *arms_add_up(several),
        *percentages_fit(counts),
        *flow_only_narrows(several),
        *_p_values_fit(records, counts, text),
    )


def _p_values_fit(records: Mapping[str, Sequence[Record]], counts: Sequence[Record], text: str) -> Iterator[Check]:
    found = tuple(comparisons(records, text))
    if not found:
        return
    sizes, total = sizes_of_arms(counts), largest_total(counts)
    for comparison in found:
        yield from counts_fit(comparison, sizes, total)
        yield from means_fit(comparison, sizes)
        yield from interval_fits(comparison)
