"""A small folder of outputs, made by the real rules from a report of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from flows import job
from flows.report import Tally
from flows.review import documents
from flows.review.curated import fields_of
from flows.workers import sharing

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


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder that holds one report, `zinc.txt`."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "zinc.txt").write_text(ZINC, "utf-8")
    return folder


@pytest.fixture
def extract(tmp_path: Path, sources: Path) -> Callable[[], Tally]:
    """Runs the job from the sources to the outputs."""
    runner = partial(sharing, workers=1)
    return lambda: job.carry_out([sources], out=tmp_path / "out", runner=runner, most_batches=1, quiet=True)


@pytest.fixture
def out(tmp_path: Path, extract: Callable[[], Tally]) -> Path:
    """The outputs of the report."""
    assert extract().failed == 0
    return tmp_path / "out"


@pytest.fixture
def zinc(out: Path) -> dict[str, Any]:
    """The report's record file."""
    record_file = documents.load(out, "zinc.txt")
    assert record_file is not None
    return record_file


@pytest.fixture
def on(zinc: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """A decision on the first record with a quote: `on("64 adults", "accept")`."""

    def decision(quote: str, word: str, **more: Any) -> dict[str, Any]:
        rows = (record for rows in zinc["records"].values() for record in rows)
        record = next(record for record in rows if record["evidence"]["quote"] == quote)
        return {
            "decision": word,
            "record": record["id"],
            "quote": quote,
            "sentence": record["evidence"]["sentence"],
            "seen": fields_of(record),
            **more,
            "reviewer": "Ada",
        }

    return decision


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
