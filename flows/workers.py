"""Processes that read the batches, and how many of them share the work.

Even one alone is a process of its own (flows/reader.py): what a hostile document does to it ends no run.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager
from queue import SimpleQueue

from flows.batches import Batch, Outcome, Outcomes
from flows.reader import Reader

WORTH_A_PROCESS = 2_000_000
"""Bytes of sources: below that, a second process takes longer to start than it saves."""
MOST = 8

_kept: Reader | None = None
_one_at_a_time = threading.Lock()


def sharing(work: Sequence[Batch], *, workers: int | None) -> Outcomes:
    """Carries out the batches with so many workers, or as many as suit, as they come ready."""
    count = workers or fitting(work)
    if count == 1 or len(work) < 2:
        with closing(Reader()) as reader:
            yield from map(reader.carry_out, work)
    else:
        yield from in_processes(work, workers=count)


def fitting(work: Sequence[Batch]) -> int:
    """How many workers suit the size of the work on this machine."""
    total_bytes = sum(assignment.source.size for batch in work for assignment in batch.work)
    return min(_processors(), MOST, 1 + total_bytes // WORTH_A_PROCESS)


def in_processes(work: Sequence[Batch], *, workers: int) -> Outcomes:
    """Carries out the batches in worker processes, as they come ready."""
    threads = ThreadPoolExecutor(min(workers, len(work)))
    try:
        with for_threads(work, workers=workers) as carry_out:
            futures = [threads.submit(carry_out, batch) for batch in work]
            try:
                for future in as_completed(futures):
                    yield future.result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
    finally:
        threads.shutdown()


@contextmanager
def for_threads(work: Sequence[Batch], *, workers: int) -> Iterator[Callable[[Batch], tuple[Outcome, ...]]]:
    """What carries out one batch of the work, for so many threads to call. No process is left when it closes."""
    idle: SimpleQueue[Reader] = SimpleQueue()
    with ExitStack() as processes:
        for _ in range(max(1, min(workers, len(work)))):
            idle.put(processes.enter_context(closing(Reader())))

        def carry_out(batch: Batch) -> tuple[Outcome, ...]:
            reader = idle.get()
            try:
                return reader.carry_out(batch)
            finally:
                idle.put(reader)

        yield carry_out


def in_own_process(batch: Batch) -> tuple[Outcome, ...]:
    """Carries out one batch in a process of its own."""
    with closing(Reader()) as reader:
        return reader.carry_out(batch)


def in_kept_process(batch: Batch) -> tuple[Outcome, ...]:
    """The same, in a process that is kept as long as this one lives: for the worker of a cluster. One at a time."""
    global _kept
    with _one_at_a_time:
        _kept = _kept or Reader()
        return _kept.carry_out(batch)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
