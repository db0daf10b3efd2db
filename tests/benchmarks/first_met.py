"""What work costs on texts met for the first time, as in a corpus, and on texts met before; in processor time.

All that is timed here remembers words, lines or patterns. So each figure is taken in fresh child processes, which have
done the work on other texts (or on the same ones) before; the best of several counts.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

ROUNDS = 5
T = TypeVar("T")


def seconds_first_met(work: Callable[[T], object], texts: Sequence[T]) -> float:
    """Processor seconds for all texts, each half met for the first time by a child that knows the other half."""
    halves = texts[::2], texts[1::2]
    return sum(_best(work, warm, cold) for warm, cold in (halves, halves[::-1]) if cold)


def seconds_met_before(work: Callable[[T], object], texts: Sequence[T]) -> float:
    """Processor seconds for all texts, by a child that has met each of them once."""
    return _best(work, texts, texts)


def _best(work: Callable[[T], object], warm: Sequence[T], timed: Sequence[T]) -> float:
    return min(_in_child(work, warm, timed) for _ in range(ROUNDS))


def _in_child(work: Callable[[T], object], warm: Sequence[T], timed: Sequence[T]) -> float:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(_seconds(work, warm, timed)))
    child.start()
    taken = float(receiver.recv())
    child.join()
    return taken


def _seconds(work: Callable[[T], object], warm: Sequence[T], timed: Sequence[T]) -> float:
    for text in warm:
        work(text)
    before = time.process_time()
    for text in timed:
        work(text)
    return time.process_time() - before
