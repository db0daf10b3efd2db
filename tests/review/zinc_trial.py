"""A made-up report, and decisions on it as review files hold them."""

from __future__ import annotations

import json
from typing import Any

ZINC = """Home
Sign in
Share this article

Zinc and CD4 counts in adults with HIV: a randomized trial

Background
Zinc may help the thymus.

Methods
In all, 64 adults were randomized (n = 31 to zinc, n = 33 to placebo). Zinc was given as 20 mg once daily by mouth.

Results
In the zinc group the mean CD4 count was 310 cells/mm3 at baseline and 402 cells/mm3 at week 24 (P = 0.03).
In the placebo group the mean CD4 count was 305 cells/mm3 at baseline and 312 cells/mm3 at week 24.

Conclusions
Zinc raised CD4 counts in both sexes, and the Lindqvist index was 7.3 at the end of follow-up for most of them.

Copyright 2009 Journal of Trace Elements. All rights reserved.
"""


def review_of(*decisions: Any, document: str = "zinc.txt") -> dict[str, Any]:
    """A review file's content."""
    return {"schema": "trialsift-review/1", "document": document, "decisions": list(decisions)}


def added(zinc: dict[str, Any], quote: str, **fields: Any) -> dict[str, Any]:
    """A decision that adds a record at the first place of a quote."""
    start = ZINC.index(quote)
    return {
        "decision": "add",
        "kind": "sample_size",
        "quote": quote,
        "occurrence": 1,
        "sentence": "",
        "section": "conclusions",
        "span": [start, start + len(quote)],
        "sha256": zinc["document"]["sha256"],
        "fields": fields,
        "reviewer": "Ada",
    }


def dumped(review: dict[str, Any]) -> bytes:
    """As a curator's editor might write it: in any order of keys, indented otherwise."""
    return json.dumps(review, default=float).encode()
