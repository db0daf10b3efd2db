"""Within the process that reads batches for another (flows/reader.py): its life, and where it is in its work."""

from __future__ import annotations

import _thread
import os
import pickle
import signal
import struct
import sys
import threading
import time
from queue import SimpleQueue
from types import FrameType
from typing import IO, Any, BinaryIO, NamedTuple

from flows import time_limit

SECONDS_TO_STOP = 5.0
"""For the work in hand, once the parent is gone."""

_LAYOUT = struct.Struct("<qqq")
_NONE = -1


class Place(NamedTuple):
    """Where a process is in its batch: at which piece of work, which source of that, which document of that."""

    work: int
    source: int
    document: int | None
    """None while it is at none of them yet."""

    @classmethod
    def noted_in(cls, file: IO[bytes]) -> Place | None:
        """What the process has noted there; None where it had begun with nothing."""
        file.seek(0)
        noted = file.read(_LAYOUT.size)
        if not noted:
            return None
        work, source, document = _LAYOUT.unpack(noted)
        return cls(work, source, None if document == _NONE else document)


_file: int | None = None
_work = _source = 0


def note_place(work: int, source: int = 0) -> None:
    """Notes, where a parent wants to know, that this piece of work, this source of it, is done from now on."""
    global _work, _source
    _work, _source = work, source
    note_document(_NONE)


def note_source(source: int) -> None:
    """The same for a source of the work in hand."""
    note_place(_work, source)


def note_document(document: int) -> None:
    """The same for a document of the source in hand."""
    if _file is not None:
        os.pwrite(_file, _LAYOUT.pack(_work, _source, document), 0)


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
    global _file
    _file = place
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
