"""The forms in which a run gives its outputs: one JSON file a document, or a dataset file a shard of many."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Literal

from flows import job
from flows.job import Runner
from flows.report import Tally
from flows.time_limit import DOCUMENT_SECONDS

Form = Literal["json", "parquet", "jsonl"]


def carry_out(
    named: Iterable[Path],
    *,
    out: Path,
    form: Form,
    runner: Runner,
    most_batches: int,
    quiet: bool = False,
    document_seconds: float = DOCUMENT_SECONDS,
) -> Tally:
    """Does the job of this form. Raises WrongUse, OutputsInUse or OutputsUnusable."""
    job_of_form: Any = job.carry_out
    if form != "json":
        from flows.datasets import job as dataset_job

        job_of_form = partial(dataset_job.carry_out, form=form)
    tally: Tally = job_of_form(
        named, out=out, runner=runner, most_batches=most_batches, quiet=quiet, document_seconds=document_seconds
    )
    return tally
