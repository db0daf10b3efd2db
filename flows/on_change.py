"""Extraction as soon as a source has changed: a flow to be run every few minutes, which then mostly has nothing to do.

It polls. Prefect could start a run at an event, but nothing sends one when somebody puts a file into a folder: a
watcher would have to run beside the worker, and miss what happens while it is down. A glance at the folder misses
nothing and needs nothing.
"""

from __future__ import annotations

from pathlib import Path

from extractors.rules import rules_hash
from flows import glance, offline, outputs
from flows.forms import Form
from flows.outputs import OutputsInUse
from flows.time_limit import DOCUMENT_SECONDS

offline.settle()  # before Prefect is imported: it reads its settings then

from prefect import flow  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.states import Completed  # noqa: E402

from flows.extract import trialsift  # noqa: E402


@flow(name="extract-on-change", persist_result=False)
def extract_on_change(
    sources: list[str],
    out: str,
    form: Form = "json",
    worker_count: int | None = None,
    dask: str | None = None,
    document_seconds: float = DOCUMENT_SECONDS,
) -> State[None]:
    """Brings the outputs up to date if a source, or the rules, changed since it last did; otherwise does nothing.

    Args:
        sources: Files, or folders with all that is in them.
        out: The folder of outputs.
        form: json (a file a document), or a dataset for collections: parquet or jsonl.
        worker_count: How many processes of this machine share the work; as suits, if not said.
        dask: The address of a Dask scheduler, as in tcp://127.0.0.1:8786, whose workers do the work instead.
        document_seconds: What one document may take of a processor's time; one that takes more is reported as failed.
    """
    folder = Path(out).resolve()
    shown = glance.glance([Path(source) for source in sources], out=folder, rules=rules_hash())
    if shown == glance.last(folder):
        return Completed(
            name="Unchanged", message="No source has changed since the outputs were last brought up to date."
        )
    try:
        outputs.wait_until_free(folder, seconds=0)
    except OutputsInUse as error:
        return Completed(name="Postponed", message=f"{error}; the next poll looks again.")
    tally = trialsift(sources, out, form=form, worker_count=worker_count, dask=dask, document_seconds=document_seconds)
    glance.keep(shown, folder)
    return Completed(message=", ".join(f"{count} {name}" for name, count in tally.rows()))
