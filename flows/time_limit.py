"""No document may hold up a run: so many seconds of the processor for each, then it is given up.

Two stops, both by the kernel's timers, which cost a microsecond a document. The soft one raises OutOfTime in the
main thread, from Python code and from the middle of a match. A library that is deep in its own C code hears nothing
of that: some seconds later the hard one ends the whole process. It is set only in a process that is there to be
killed (flows/reader.py), where the parent notes the document and goes on with the others.

Time of the processor, not of the clock: on a busy or sleeping machine no document fails that would pass elsewhere.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from extractors.errors import OutOfTime

DOCUMENT_SECONDS = 120.0
"""An abstract takes 0.002, a book of two million characters 6, the same packed with records up to 40."""
GRACE, GRACE_SECONDS = 1.2, 1.0
"""How much longer, as a factor and a constant, until a process that can't be stopped is killed."""
AGAIN_SECONDS = 1.0
"""Somebody's `except:` may swallow the exception: it comes again."""

KILLED_BY_TIME = -int(getattr(signal, "SIGVTALRM", 0) or 26)
"""The exit status of a process that the hard stop has ended."""

_expendable = False


def this_process_may_be_killed() -> None:
    """From now on the hard stop is set, too."""
    global _expendable
    _expendable = True


class Limit:
    """The time that each document gets; `begin` and `end` stand round its reading."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._running = False

    def begin(self) -> None:
        """The next document's time begins."""
        self._running = True
        signal.setitimer(signal.ITIMER_PROF, self._seconds, AGAIN_SECONDS)
        if _expendable:
            signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds * GRACE + GRACE_SECONDS)

    def end(self) -> None:
        """Its time has ended: what is written takes the time it takes."""
        self._running = False  # before the timers: a signal on its way raises nothing any more
        signal.setitimer(signal.ITIMER_PROF, 0)
        if _expendable:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def raised(self, _number: int, _frame: FrameType | None) -> None:
        """The handler of the soft stop."""
        if self._running:
            raise OutOfTime(self._seconds)


class NoLimit(Limit):
    """Where there are no such timers (Windows), or signals go to another thread."""

    def begin(self) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


@contextmanager
def limit(seconds: float) -> Iterator[Limit]:
    """The limit for documents that are read in this block."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield NoLimit(seconds)
        return
    timed = Limit(seconds)
    before = signal.signal(signal.SIGPROF, timed.raised)
    try:
        yield timed
    finally:
        timed.end()
        signal.signal(signal.SIGPROF, before)
