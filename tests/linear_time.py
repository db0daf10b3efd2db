"""Whether work on a hostile text takes time in proportion to its length."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import process_time
from timeit import repeat


def times_as_long(work: Callable[[str], object], fragment: str) -> float:
    """How many times as long eight times the text takes; the best of three each, garbage collection off."""
    texts = (fragment * (size // len(fragment)) for size in (20_000, 160_000))
    small, large = (min(repeat(partial(work, text), timer=process_time, number=1, repeat=3)) for text in texts)
    return large / max(small, 0.005)
