"""Batches that outlive their run: each holds a lock while it works, and the next run waits until all have let go.

Many may hold it at once. It ends with the process, however that ends. On Windows there is none: there a batch sees
only by the name of the run (flows/part.py) that its time is over.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

LOCK = "working.lock"
SECONDS_BETWEEN_LOOKS = 0.02


@contextmanager
def working(own: Path) -> Iterator[None]:
    """Holds the lock for one batch. Raises OSError where the outputs are gone."""
    with (own / LOCK).open("ab") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_SH)
        yield


def wait_for_all(own: Path, *, seconds: float) -> bool:
    """Waits until no batch is at work. False if one still is when the time is over; raises OSError."""
    until = time.monotonic() + seconds
    while not _all_have_ended(own):
        if time.monotonic() > until:
            return False
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return True


def _all_have_ended(own: Path) -> bool:
    if fcntl is None:
        return True
    with (own / LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
