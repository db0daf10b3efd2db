"""Runs that write datasets, and what they wrote; for tests with the real rules."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from extractors.model import CleanDocument
from flows import batches, forms
from flows.batches import Batch, Outcome, Outcomes
from flows.datasets import writing
from flows.documents import Document
from flows.forms import Form
from flows.memory import Failure
from flows.reader_process import note_place
from flows.report import Tally
from flows.sources import Source
from flows.workers import sharing

TRIAL = """Zinc and CD4 counts in adults with HIV

Methods
In all, {total} adults were randomized (n = 31 to zinc, n = 33 to placebo). Zinc was given as 20 mg once daily by mouth.

Results
In the zinc group the mean CD4 count was 310 cells/mm3 at baseline and 402 cells/mm3 at week 24 (P = 0.03).
"""
NUMBERLESS = "A plan for a trial\n\nAbstract\nZinc will be compared with placebo in adults with HIV.\n"
MEDLINE = """PMID- {pmid}
TI  - Zinc in adults: trial {pmid}.
AB  - METHODS: We enrolled 64 adults. RESULTS: CD4 counts rose by 51 cells/mm3 (P < .001).
PT  - Randomized Controlled Trial
"""


def extracted(*named: Path, out: Path, form: Form = "parquet", workers: int = 0) -> Tally:
    """A run with so many processes; with none it reads in this one."""
    runner = partial(sharing, workers=workers) if workers else here
    return forms.carry_out(named, out=out, form=form, runner=runner, most_batches=200, quiet=True)


def here(work: Sequence[Batch]) -> Outcomes:
    """Carries out batches in this process."""
    yield from map(batches.carry_out, work)


def collection(folder: Path) -> Path:
    """Three trials, a plan without numbers, a set of two citations, and a picture."""
    for number in range(3):
        (folder / f"trial{number}.txt").write_text(TRIAL.format(total=64 + number))
    (folder / "plan.txt").write_text(NUMBERLESS)
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "set.nbib").write_text("\n".join(MEDLINE.format(pmid=pmid) for pmid in (11, 12)))
    return folder


def files(out: Path) -> dict[str, bytes]:
    """All that a run wrote but its own memory."""
    found = (path for path in out.rglob("*") if path.is_file() and ".trialsift" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def manifest(out: Path) -> Mapping[str, Any]:
    return json.loads((out / "manifest.json").read_bytes())


def shard_names(out: Path) -> list[str]:
    return [shard["shard"] for shard in manifest(out)["shards"]]


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """A table of a dataset, read as the README reads it; absent values left out."""
    import duckdb

    held = duckdb.sql(f"SELECT * FROM '{out}/{table}/*/*.parquet'")
    return [
        {name: value for name, value in zip(held.columns, row, strict=True) if value is not None}
        for row in held.fetchall()
    ]


def carry_out_with_a_deadly_source(batch: Batch) -> tuple[Outcome, ...]:
    """A batch in which reading "trial1.txt" takes the process with it."""
    real = writing.documents_of

    def documents_of(content: bytes, source: Source, **terms: Any) -> Iterable[Document | Failure]:
        if source.id == "trial1.txt":
            os._exit(9)
        return real(content, source, **terms)

    writing.documents_of = documents_of
    return batches.carry_out(batch)


def carry_out_with_a_deadly_document(batch: Batch) -> tuple[Outcome, ...]:
    """A batch in which the rules, given "set.nbib/11", take the process with them."""
    from extractors import pipeline

    real = pipeline.extract_document

    def extract_document(document: CleanDocument, *, document_id: str, **terms: Any) -> dict[str, Any]:
        if document_id == "set.nbib/11":
            os._exit(9)
        return real(document, document_id=document_id, **terms)

    pipeline.extract_document = extract_document
    return batches.carry_out(batch)


def carry_out_with_a_deadly_shard(batch: Batch) -> tuple[Outcome, ...]:
    """A batch in which the shard "plan.txt" takes the process with it before anything is read."""
    for index, item in enumerate(batch.work):
        note_place(index)
        if item.source.id == "plan.txt":
            os._exit(9)
    return batches.carry_out(batch)
