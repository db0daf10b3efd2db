"""Worker processes for batches, where several processors are to share the work.

Processes are spawned, not forked, and leave the interrupt key to the parent. A document that kills the
process it is read in (out of memory, a fault in a C library) is found by halving and reported; the others go
on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from flows import batches
from flows.batches import Batch, Outcome, Outcomes
from flows.memory import Failure

WORTH_A_PROCESS = 2_000_000
"""Bytes of sources: below that, a second process takes longer to start than it saves."""
MOST = 8


def sharing(work: Sequence[Batch], *, workers: int | None) -> Outcomes:
    """Carries out the batches with so many workers, or as many as suit; one worker is this very process."""
    count = workers or fitting(work)
    if count == 1 or len(work) < 2:
        yield from map(batches.carry_out, work)
    else:
        yield from in_processes(work, workers=count)


def fitting(work: Sequence[Batch]) -> int:
    """How many workers suit the size of the work on this machine."""
    total_bytes = sum(assignment.source.size for batch in work for assignment in batch.work)
    return min(_processors(), MOST, 1 + total_bytes // WORTH_A_PROCESS)


def in_processes(work: Sequence[Batch], *, workers: int) -> Outcomes:
    """Carries out the batches in worker processes, as they come ready."""
    died = []
    with _pool(min(workers, len(work))) as pool:
        try:
            futures = {pool.submit(batches.carry_out, batch): batch for batch in work}
            for future in as_completed(futures):
                try:
                    yield future.result()
                except BrokenProcessPool:
                    died.append(futures[future])
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for batch in died:
        yield in_own_process(batch)


@contextmanager
def for_threads(work: Sequence[Batch], *, workers: int) -> Iterator[Callable[[Batch], tuple[Outcome, ...]]]:
    """What carries out one batch of the work, for so many threads to call: worker processes behind it, if several."""
    if workers == 1 or len(work) < 2:
        yield batches.carry_out
        return
    with _pool(min(workers, len(work))) as pool:

        def carry_out(batch: Batch) -> tuple[Outcome, ...]:
            try:
                return pool.submit(batches.carry_out, batch).result()
            except BrokenProcessPool:
                return in_own_process(batch)

        yield carry_out


def in_own_process(batch: Batch) -> tuple[Outcome, ...]:
    """Carries out one batch in a process of its own; a source that kills it is noted as failed."""
    try:
        with _pool(1) as pool:
            return pool.submit(batches.carry_out, batch).result()
    except BrokenProcessPool:
        if len(batch.work) == 1:
            return (_killer(batch),)
    middle = len(batch.work) // 2
    halves = batch._replace(work=batch.work[:middle]), batch._replace(work=batch.work[middle:])
    return in_own_process(halves[0]) + in_own_process(halves[1])


def _killer(batch: Batch) -> Outcome:
    source = batch.work[0].source
    sentence = "the process that read it was killed (out of memory?): split the file, or report it"
    return Outcome(source, None, (), (Failure(source.id, sentence),))


def _pool(workers: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=spawn, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
