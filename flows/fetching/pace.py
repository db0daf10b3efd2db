"""How often we ask, and how long we wait after a failure. The clock is handed in, so that tests need not wait."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

REQUESTS_A_SECOND = 3
REQUESTS_A_SECOND_WITH_KEY = 10
"""NCBI's limits: https://www.ncbi.nlm.nih.gov/books/NBK25497/"""

SLACK = 1.08
"""Requests that leave at even steps arrive at uneven ones."""

FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
"""Seconds."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day (UTC), a stop-watch, a nap and a die."""

    now: Callable[[], datetime] = _now
    watch: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(slots=True)
class Pacer:
    """Holds us to so many requests a second."""

    clock: Clock
    a_second: int
    _next: float = field(default=float("-inf"), init=False)

    def wait(self) -> None:
        """Returns when the next request may leave."""
        early = self._next - self.clock.watch()
        if early > 0:
            self.clock.sleep(early)
        self._next = self.clock.watch() + SLACK / self.a_second


def back_off(clock: Clock, *, failures: int, at_least: float) -> None:
    """Waits twice as long after each failure, less up to half by chance; never less than the server wants."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1))
    clock.sleep(max(at_least, longest * (1 - clock.chance() / 2)))
