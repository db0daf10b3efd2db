"""Registers of clinical trials, as PubMed names them among its data banks."""

from __future__ import annotations

import re

_REGISTERS = re.compile(
    r"""clinicaltrials|isrctn|anzctr|chictr|ctri|drks|eudract|eu-?ctr|japiccti|jma|jprn|kct|cris|ntr|pactr|rebec|repec
      |rpcec|slctr|tctr|umin|irct|lbctr|itmctr|ctis""",
    re.IGNORECASE | re.VERBOSE,
)


def is_register(bank: str) -> bool:
    """Whether a data bank registers trials (GENBANK and PDB do not)."""
    return bool(_REGISTERS.search(bank))
