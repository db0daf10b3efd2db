"""The main job as a Prefect flow: batches of documents are tasks, the closing table and what changed are artifacts.

Works without a server, an account or a network: Prefect then starts a temporary server for the run. The work
itself is that of flows/job.py; `trialsift extract` does the same without Prefect.
"""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from filelock import FileLock

from flows import failures, forms, offline, workers
from flows.batches import Batch, Outcome, Outcomes
from flows.changes import Changes
from flows.forms import Form
from flows.reader import ReaderLost
from flows.report import Tally
from flows.time_limit import DOCUMENT_SECONDS

offline.settle()  # before Prefect is imported: it reads its settings then

import prefect  # noqa: E402
from prefect import flow, task  # noqa: E402
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.orchestration import get_client  # noqa: E402
from prefect.futures import PrefectFuture, as_completed  # noqa: E402
from prefect.settings import get_current_settings  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

MOST_TASKS = 30
"""Of a flow run: without a server of its own Prefect loses the history of more."""

PASSING = frozenset(
    {
        errno.EAGAIN,
        errno.EINTR,
        errno.EBUSY,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)
"""Faults of the machine or of a network disk that may be over in a moment."""


def may_pass(_task: Any, _run: Any, state: Any) -> bool:
    """Whether it may help to try a batch again. A full disk stays full, a wrong document stays wrong."""
    error = state.result(raise_on_failure=False)
    if isinstance(error, OSError):
        return error.errno in PASSING
    return isinstance(error, ReaderLost)


@task(
    name="extract-batch",
    task_run_name="batch {number} of {count}",
    retries=2,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=may_pass,
    persist_result=False,
    cache_policy=NO_CACHE,  # outputs are the cache
)
def extract_batch(
    batch: Batch, number: int, count: int, *, carry_out: Callable[[Batch], tuple[Outcome, ...]]
) -> tuple[Outcome, ...]:
    """One batch, `number` of `count`, carried out in this thread or where `carry_out` hands it to."""
    return carry_out(batch)


@flow(name="trialsift", persist_result=False)
def trialsift(
    sources: list[str],
    out: str,
    form: Form = "json",
    worker_count: int | None = None,
    dask: str | None = None,
    quiet: bool = True,
    document_seconds: float = DOCUMENT_SECONDS,
) -> Tally:
    """Brings the outputs up to date with the sources; artifacts tell the tally and what changed.

    Args:
        sources: Files, or folders with all that is in them.
        out: The folder of outputs.
        form: json (a file a document), or a dataset for collections: parquet or jsonl.
        worker_count: How many processes of this machine share the work; as suits, if not said.
        dask: The address of a Dask scheduler, as in tcp://127.0.0.1:8786, whose workers do the work instead.
        quiet: No progress bar.
        document_seconds: What one document may take of a processor's time; one that takes more is reported as failed.
    """
    changes = Changes()

    def runner(work: Sequence[Batch]) -> Outcomes:
        with closing(_tasks(work, out=Path(out).resolve(), worker_count=worker_count, dask=dask)) as done:
            for outcomes in done:
                changes.note(outcomes)
                yield outcomes

    paths = [Path(source) for source in sources]
    tally = forms.carry_out(
        paths,
        out=Path(out),
        form=form,
        runner=runner,
        most_batches=MOST_TASKS,
        quiet=quiet,
        document_seconds=document_seconds,
    )
    _leave_artifacts(tally, changes, paths, out=Path(out).resolve())
    return tally


def _leave_artifacts(tally: Tally, changes: Changes, sources: Sequence[Path], *, out: Path) -> None:
    create_table_artifact(
        key="trialsift-run",
        table=[{"documents": name, "count": count} for name, count in tally.rows()],
        description="What became of the documents of this run.",
    )
    create_markdown_artifact(
        key="trialsift-changes",
        markdown=changes.told(out, tally),
        description="Which records this run changed, and why.",
    )
    create_markdown_artifact(
        key="trialsift-failures",
        markdown=failures.told(out, sources),
        description="Which sources can't be read, and what to do about it.",
    )


def run_flow(
    sources: Sequence[Path],
    *,
    out: Path,
    form: Form = "json",
    worker_count: int | None = None,
    dask: str | None = None,
    quiet: bool,
    document_seconds: float = DOCUMENT_SECONDS,
) -> Tally:
    """Runs the flow here and now, with a temporary server where none is set. Raises TrialsiftError."""
    _start_api()
    return trialsift(
        [str(path) for path in sources],
        str(out),
        form=form,
        worker_count=worker_count,
        dask=dask,
        quiet=quiet,
        document_seconds=document_seconds,
    )


def _tasks(work: Sequence[Batch], *, out: Path, worker_count: int | None, dask: str | None) -> Outcomes:
    if dask is None:
        return _in_threads(work, worker_count=worker_count or workers.fitting(work))
    from flows import cluster

    return cluster.sharing(work, task=extract_batch, address=dask, out=out)


def _in_threads(work: Sequence[Batch], *, worker_count: int) -> Outcomes:
    threads: ThreadPoolTaskRunner[tuple[Outcome, ...]] = ThreadPoolTaskRunner(max_workers=worker_count)
    with workers.for_threads(work, workers=worker_count) as carry_out, threads as runner:
        futures: list[PrefectFuture[tuple[Outcome, ...]]] = [
            runner.submit(
                extract_batch,
                {"batch": batch, "number": number, "count": len(work), "carry_out": carry_out},
            )
            for number, batch in enumerate(work, start=1)
        ]
        for future in as_completed(futures):
            yield future.result()


def _start_api() -> None:
    """Starts the temporary server, alone if it is the first: two at once would both make the database."""
    settings = get_current_settings()
    if settings.api.url:
        return
    ready = settings.home / f"trialsift-found-prefect-{prefect.__version__}-ready"
    settings.home.mkdir(parents=True, exist_ok=True)
    alone = nullcontext() if ready.exists() else FileLock(ready.with_suffix(".lock"))
    with alone, _deaf_children(), get_client(sync_client=True) as client:
        client.hello()
        ready.touch()


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started meanwhile don't hear the interrupt key; nor do we, until the end.

    The key reaches all processes of a terminal. A server that stopped with it could not be told that the run was
    interrupted, and Prefect tries to tell it for more than a minute.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
