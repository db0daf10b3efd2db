"""Whether work takes time in proportion to how much there is of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import process_time
from timeit import repeat
from typing import TypeVar

Amount = TypeVar("Amount")
LINEAR = 24
"""So many times as long for eight times as much is still linear on a busy machine; a quadratic walk takes 64 times."""


def times_as_long(work: Callable[[str], object], fragment: str) -> float:
    """How many times as long eight times a text takes that repeats one fragment."""
    small, large = (fragment * (size // len(fragment)) for size in (20_000, 160_000))
    return growth(work, small, large)


def growth(work: Callable[[Amount], object], small: Amount, large: Amount) -> float:
    """How many times as long the large work takes; processor time, the best of three each, no garbage collection."""
    first, second = (min(repeat(partial(work, one), timer=process_time, number=1, repeat=3)) for one in (small, large))
    return second / max(first, 0.005)
