"""PMIDs and PMCIDs as a source gives them; what has not their form is none, for names of files are made of them."""

from __future__ import annotations

import re

_PMID = re.compile(r"[0-9]{1,12}")
_PMCID = re.compile(r"(?:PMC)?([0-9]{1,12})", re.IGNORECASE)


def pmid_of(printed: str | None) -> str | None:
    """A PMID, digits only; None when it is none."""
    found = _PMID.fullmatch((printed or "").strip())
    return found[0] if found else None


def pmcid_of(printed: str | None) -> str | None:
    """A PMCID with its letters ("PMC77"); None when it is none."""
    found = _PMCID.fullmatch((printed or "").strip())
    return f"PMC{found[1]}" if found else None
