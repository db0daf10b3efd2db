"""A process of its own that reads batches, for this one to be safe from what it reads.

Whatever a hostile document does there (runs without end, eats all memory, trips a fault of a C library) ends that
process and no more. The parent knows which document of which source was being read, starts another, and goes on: a
document that outlasted its time is given up at once, one that was read while the process died gets one more chance.
What is given up is reported by its name, and its source read again without it. Only a source with which the process
dies all the same is given up as a whole.

The process lives no longer than its parent: where the parent dies, even by SIGKILL, the pipe between them ends, and
with it the work, after the document in hand at the latest. It is a plain child with pipes, not one of
`multiprocessing`, whose children may not have children of their own: a worker of Dask is one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from typing import Any, NamedTuple

from extractors.errors import TooSlow, TrialsiftError
from flows import batches
from flows.batches import Assignment, Batch, Outcome, Work, of_second_try
from flows.documents import GivenUp, failure_of
from flows.memory import Failure
from flows.reader_process import Place
from flows.sources import Source
from flows.time_limit import KILLED_BY_TIME

CHILD = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from flows.reader_process import serve; serve()"
)
MOST_STARTS = 3
"""In a row, of processes that die before they read anything."""
MOST_DEATHS = 20
"""Of processes that read one source: it is then given up as a whole, for all of it is read anew each time."""
SECONDS_TO_END = 10.0


class ReaderLost(TrialsiftError):
    """The process that reads dies again and again, and not for a document's sake."""


class Died(NamedTuple):
    """The process ended in the middle of a batch, while it was there (None: nowhere yet)."""

    at: Place | None
    status: int


class Reader:
    """The process, started when it is first needed. One batch at a time; `close` may come from another thread."""

    def __init__(self) -> None:
        self._child: _Child | None = None
        self._closed = False

    def carry_out(self, batch: Batch) -> tuple[Outcome, ...]:
        """What came of each source of the batch. Raises what that raises (OutputsUnusable), or ReaderLost."""
        failed: tuple[Outcome, ...] = ()
        suspects, deaths, starts = set[tuple[Source, Place]](), Counter[Source](), 0
        while batch.work:
            death = self._sent(batch)
            if not isinstance(death, Died):
                return failed + (_counted(death, batch) if deaths else death)
            if death.at is None:
                starts += 1
                if self._closed or starts == MOST_STARTS:
                    raise ReaderLost(f"the process that reads documents ended by itself, with status {death.status}")
                continue
            source = batch.work[death.at.work].source
            deaths[source] += 1
            at = (source, death.at._replace(work=0))
            if death.status == KILLED_BY_TIME or at in suspects or deaths[source] > MOST_DEATHS:
                spared = _spared(batch, death.at, death.status) if deaths[source] <= MOST_DEATHS else None
                if spared is None:
                    failed += (_lost(source, batch, death.status),)
                batch = _with(batch, death.at.work, spared)
            suspects.add(at)
        return failed

    def close(self) -> None:
        """Ends the process: at once if it is idle, after the document in hand if not."""
        self._closed = True
        if self._child:
            self._child.end()

    def _sent(self, batch: Batch) -> tuple[Outcome, ...] | Died:
        if self._closed:
            return Died(None, 0)
        self._child = self._child or _Child()
        answer = self._child.answer(batches.carry_out, batch)
        if isinstance(answer, Died):
            self._child = None
        return answer


class _Child:
    """The running process and the pipes to it."""

    def __init__(self) -> None:
        # Where the child notes what it is reading: read only when it has died.
        self._place = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(  # noqa: S603, this very interpreter
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[self._place.fileno()] if os.name == "posix" else (),
        )
        self._send(sys.path)

    def answer(self, function: Any, batch: Batch) -> tuple[Outcome, ...] | Died:
        """What the function makes of the batch over there, or that it died of it. Raises what the function raises."""
        self._place.truncate(0)
        place = self._place.fileno() if os.name == "posix" else None
        self._send((function, batch, place))
        try:
            answer = pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301, our own child's
        except (EOFError, pickle.UnpicklingError):
            return self._death()
        if isinstance(answer, BaseException):
            raise answer
        return tuple(answer)

    def end(self) -> None:
        """Ends the process, by force where it does not end by itself."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, message: Any) -> None:
        with suppress(OSError):  # it has died: so the answer will say
            pickle.dump(message, self._process.stdin)  # type: ignore[arg-type]
            self._process.stdin.flush()  # type: ignore[union-attr]

    def _death(self) -> Died:
        self.end()
        at = Place.noted_in(self._place)
        self._place.close()
        self._process.stdout.close()  # type: ignore[union-attr]
        return Died(at, self._process.returncode)


def _counted(outcomes: tuple[Outcome, ...], batch: Batch) -> tuple[Outcome, ...]:
    """The outcomes of a batch that was begun before."""
    known = {item.source: item.known for item in batch.work if isinstance(item, Assignment)}
    return tuple(of_second_try(outcome, known.get(outcome.source)) for outcome in outcomes)


def _spared(batch: Batch, at: Place, status: int) -> Work | None:
    """The work without the document at which its process died; None where that can't be, or has not helped."""
    if at.document is None:
        return None
    return batch.work[at.work].without(at.source, GivenUp(at.document, status == KILLED_BY_TIME))


def _with(batch: Batch, index: int, work: Work | None) -> Batch:
    """The batch with that work in place of the one of this index; None for without it."""
    instead = (work,) if work else ()
    return batch._replace(work=(*batch.work[:index], *instead, *batch.work[index + 1 :]))


def _lost(source: Source, batch: Batch, status: int) -> Outcome:
    """The outcome of the source with which its process died."""
    if status == KILLED_BY_TIME:
        failure = failure_of(TooSlow.after(batch.document_seconds), source.id)
    else:
        sentence = "the process that read it was killed (out of memory?): split the file, or report it"
        failure = Failure(source.id, sentence, lasting=False)
    return Outcome(source, None, (), (failure,))
