"""The participants' ledger: whether the numbers of a document agree with one another.

Agreement and disagreement are both reported, with the arithmetic in words; no record is changed by either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.ledger.check import Check
from extractors.ledger.participants import arms_add_up, flow_only_narrows, percentages_fit
from extractors.records import Record

__all__ = ["Check", "checks"]


def checks(records: Mapping[str, Sequence[Record]]) -> tuple[Check, ...]:
    """Every check that a document's records allow, in a stable order."""
    counts = records.get("sample_size", ())
    return (*arms_add_up(counts), *percentages_fit(counts), *flow_only_narrows(counts))
