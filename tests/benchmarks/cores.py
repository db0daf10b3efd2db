"""How much more so many processes do than one on this machine, when they share nothing: the most that a run can gain.

The cores of a virtual machine may be halves of real ones, or have neighbours. So the speed-ups of runs stand beside
those of two computations that neither read, nor write, nor wait for each other: spaCy's tokenizer, which is not ours,
and extraction from memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context

import spacy
from extract_cost import extract

SECONDS_TO_START = 5.0
"""Until every process has loaded what it needs and worked through the texts once."""
SECONDS_AT_WORK = 5.0


def told(texts: Sequence[str], *, processes: int) -> str:
    """A sentence with the gain of each computation."""
    gains = {
        "spaCy's tokenizer": _gain(_tokenizing, texts, processes=processes),
        "extraction from memory": _gain(_extracting, texts, processes=processes),
    }
    found = ", ".join(f"{gain:.2f} ({name})" for name, gain in gains.items())
    return f"{processes} processes that share nothing do, of what one does on these processors: {found}.\n"


def _gain(preparing: Callable[[Sequence[str]], Callable[[], None]], texts: Sequence[str], *, processes: int) -> float:
    return _rate(preparing, texts, processes=processes) / _rate(preparing, texts, processes=1)


def _rate(preparing: Callable[[Sequence[str]], Callable[[], None]], texts: Sequence[str], *, processes: int) -> float:
    """How often a second so many processes together work through the texts, all at the same time."""
    begin = time.time() + SECONDS_TO_START
    with get_context("spawn").Pool(processes) as pool:
        waiting = [pool.apply_async(_own_rate, (preparing, tuple(texts), begin)) for _ in range(processes)]
        return sum(each.get() for each in waiting)


def _own_rate(preparing: Callable[[Sequence[str]], Callable[[], None]], texts: Sequence[str], begin: float) -> float:
    work = preparing(texts)
    work()
    time.sleep(max(0.0, begin - time.time()))
    began, rounds = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS_AT_WORK:
        work()
        rounds += 1
    return rounds / (time.perf_counter() - began)


def _tokenizing(texts: Sequence[str]) -> Callable[[], None]:
    make_doc = spacy.blank("en").make_doc
    return lambda: [make_doc(text) for text in texts].clear()


def _extracting(texts: Sequence[str]) -> Callable[[], None]:
    contents = [text.encode() for text in texts]
    return lambda: [extract(content) for content in contents].clear()
