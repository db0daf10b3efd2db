"""The forms in which a run gives its outputs: one JSON file a document, or a dataset file a shard of many."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from flows import job
from flows.job import Runner
from flows.report import Tally

Form = Literal["json", "parquet", "jsonl"]


def carry_out(
    named: Iterable[Path], *, out: Path, form: Form, runner: Runner, most_batches: int, quiet: bool = False
) -> Tally:
    """Does the job of this form. Raises WrongUse, OutputsInUse or OutputsUnusable."""
    if form == "json":
        return job.carry_out(named, out=out, runner=runner, most_batches=most_batches, quiet=quiet)
    from flows.datasets import job as dataset_job

    return dataset_job.carry_out(named, out=out, form=form, runner=runner, most_batches=most_batches, quiet=quiet)
