"""Batches on an existing Dask cluster: the flow's own tasks, handed to prefect-dask's task runner.

The folder of outputs stays with this process, which holds its lock and remembers; workers read sources and write
outputs. Prefect counts no more tasks than elsewhere, for each costs 60 to 80 ms: on a larger cluster a task cuts its
batch into parts, which are Dask's own business at 1 to 3 ms each.

Dask gives the batch of a worker that dies to another worker, some times. One that killed them all is carried out
beside this process, where the document to blame is found (flows/reader.py).
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from flows import cluster_worker, workers
from flows.batches import Batch, Outcome, Outcomes
from flows.cluster_worker import ClusterLost, SourceUnseen
from flows.server import require_server
from flows.sources import WrongUse

log = logging.getLogger(__name__)

ENOUGH_A_THREAD = 4
"""So many whole batches for each thread of the cluster are enough that none is long idle at the end."""
PARTS_A_THREAD = 20
"""Otherwise so many parts: a yearly file of PubMed then is one, on 16 threads as on 64."""
SECONDS_TO_CONNECT = 15
SECONDS_WITHOUT_WORKERS = 60.0
SECONDS_OF_A_LOOK = 5.0

SCHEDULER_GONE = "the Dask scheduler is gone; what was done is kept, the next run goes on from there"

CarryOut = Callable[[Batch], tuple[Outcome, ...]]


def require(address: str) -> None:
    """Raises WrongUse where the cluster can't be used: packages, server or scheduler missing, no worker there."""
    if "://" not in address:
        raise WrongUse(f"{address!r} is no address of a Dask scheduler, which looks like tcp://127.0.0.1:8786")
    try:
        import prefect_dask  # noqa: F401
    except ImportError:
        raise WrongUse("--dask needs Dask, which is not installed: pip install 'trialsift[dask]'") from None
    require_server("--dask")
    with _connected(address) as runner:
        if not runner.client.ncores():
            raise WrongUse(
                f"the Dask cluster at {address} has no worker: dask worker {address} --nworkers 2 --nthreads 1"
            )


def sharing(work: Sequence[Batch], *, task: Any, address: str, out: Path) -> Outcomes:
    """Carries out the batches as runs of the Prefect task on the cluster, as they come ready."""
    if not work:
        return
    with _connected(address) as runner:
        carry_out = _way(work, threads=sum(runner.client.ncores().values()), out=out)
        batch_of = {}
        try:
            for number, batch in enumerate(work, start=1):
                parameters = {"batch": batch, "number": number, "count": len(work), "carry_out": carry_out}
                batch_of[runner.submit(task, parameters)] = batch
            for future in _as_completed(tuple(batch_of), client=runner.client):
                yield _outcomes(future, batch_of[future])
        finally:
            _let_go(runner.client)


def _way(work: Sequence[Batch], *, threads: int, out: Path) -> CarryOut:
    terms = cluster_worker.terms_of(out)
    if len(work) >= ENOUGH_A_THREAD * threads:
        return partial(cluster_worker.carry_out, terms=terms)
    return partial(cluster_worker.carry_out_in_parts, terms=terms, parts=-(-PARTS_A_THREAD * threads // len(work)))


def _outcomes(future: Any, batch: Batch) -> tuple[Outcome, ...]:
    from distributed import KilledWorker

    try:
        return tuple(future.result())
    except KilledWorker:
        log.warning("a batch of %s sources killed its Dask workers: it is carried out here instead", len(batch.work))
        return workers.in_own_process(batch)
    except SourceUnseen as unseen:
        if os.path.lexists(unseen.path):
            raise
        return workers.in_own_process(batch)  # it has gone since the run began
    except CancelledError:
        raise ClusterLost(
            "the Dask scheduler is gone; what was done is kept, the next run goes on from there"
        ) from None


def _as_completed(futures: Sequence[Any], *, client: Any) -> Iterator[Any]:
    """The futures as they come ready. Raises ClusterLost where no worker is left to carry them out."""
    ready: Queue[Any] = Queue()
    for future in futures:
        future.add_done_callback(ready.put)
    waiting, last_seen = len(futures), time.monotonic()
    while waiting:
        try:
            yield ready.get(timeout=SECONDS_OF_A_LOOK)
            waiting -= 1
        except Empty:
            if _has_workers(client):
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > SECONDS_WITHOUT_WORKERS:
                raise ClusterLost(
                    f"no Dask worker is left; what was done is kept, {waiting} batches are not done"
                ) from None


def _has_workers(client: Any) -> bool:
    try:
        return bool(client.ncores())
    except OSError:
        raise ClusterLost(SCHEDULER_GONE) from None


def _let_go(client: Any) -> None:
    """Returns when no worker is at any task of this client any more: the outputs are about to be let go."""
    from distributed import Future

    keys = frozenset(client.futures)
    if client.status != "running" or not keys:
        return  # without its scheduler a worker stops by itself
    try:
        client.cancel([Future(key, client) for key in keys])
        while any(keys.intersection(running) for running in client.run(_running, on_error="ignore").values()):
            time.sleep(0.1)
    except OSError as error:
        log.warning("the Dask workers can't be asked whether they have stopped: %s", error)


def _running(dask_worker: Any) -> tuple[str, ...]:
    return tuple(dask_worker.active_threads.values())


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from prefect_dask.task_runners import DaskTaskRunner

    with DaskTaskRunner(address=address, client_kwargs={"timeout": SECONDS_TO_CONNECT}) as runner:
        try:
            runner.client.ncores()
        except (OSError, ValueError) as error:
            raise WrongUse(f"no Dask scheduler answers at {address} ({error})") from None
        yield runner
