"""What every page of the ledger hands on."""

from __future__ import annotations

from typing import NamedTuple


class Check(NamedTuple):
    """One comparison; `status` is "agrees" or "disagrees", `detail` the arithmetic in words."""

    check: str
    status: str
    detail: str
    records: tuple[str, ...]

    @classmethod
    def of(cls, check: str, detail: str, records: tuple[str, ...], *, agrees: bool) -> Check:
        """A check with its status in words."""
        return cls(check, "agrees" if agrees else "disagrees", detail, records)
