"""Within the process that reads batches for another (flows/reader.py): its life, and where it is in its work."""

from __future__ import annotations

import _thread
import os
import pickle
import signal
import sys
import threading
import time
from queue import SimpleQueue
from types import FrameType
from typing import Any, BinaryIO

from flows import time_limit

SECONDS_TO_STOP = 5.0
"""For the work in hand, once the parent is gone."""
PLACE_BYTES = 8

_place: int | None = None


def note_place(index: int) -> None:
    """Notes, where a parent wants to know, that the source of this index is read from now on."""
    if _place is not None:
        os.pwrite(_place, index.to_bytes(PLACE_BYTES, "little"), 0)


def serve() -> None:
    """The life of the process: carries out what its parent sends, until nothing can come any more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the key is the parent's
    signal.signal(signal.SIGTERM, _stop)
    time_limit.this_process_may_be_killed()
    requests: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while (request := requests.get()) is not None:
        answer = _answer(*request)
        try:
            pickle.dump(answer, answers)
            answers.flush()
        except OSError:  # nobody listens: the parent has died in this moment
            os._exit(1)


def _answer(function: Any, batch: Any, place: int | None) -> Any:
    global _place
    _place = place
    try:
        return function(batch)
    except Exception as error:
        return error


def _listen(requests_from: BinaryIO, requests: SimpleQueue[Any]) -> None:
    """Hands on what comes in. When nothing can come any more (the parent has died), stops the work in hand."""
    try:
        while True:
            requests.put(pickle.load(requests_from))  # noqa: S301, from our own parent
    except (EOFError, OSError, pickle.UnpicklingError):
        requests.put(None)
    # Wakes no idle process, but stops a busy one, wherever it is: what it writes is then cleared away, too.
    _thread.interrupt_main(signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os._exit(1)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)
