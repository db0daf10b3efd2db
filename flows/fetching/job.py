"""One run of fetching: a query in, files of citations out, each citation once.

    hold the folder -> finish the window a stopped run left open -> the window from there to today
    a window: search -> batches out of the server's history -> what those lacked, by id -> close

What is done is remembered after every batch, so a run may end anywhere. A server that stays away ends the run and
leaves the window open; a batch that it can't deliver costs only itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from flows import outputs
from flows.fetching import remembered as memory
from flows.fetching import searches, shelf
from flows.fetching.answers import Delivered, Found
from flows.fetching.asking import Access, Eutilities
from flows.fetching.pace import Clock
from flows.fetching.remembered import Asked, Remembered, Window
from flows.fetching.searches import BATCH, Search
from flows.fetching.trouble import FetchFailed, HistoryLost, Refused
from flows.sources import WrongUse

OVERLAP = timedelta(days=2)
"""Windows meet by whole days, PubMed's day ends five hours after ours, and its index is a night behind."""
MOST_FAILED_BATCHES = 3
"""One after the other; then the server is taken to be away."""
MOST_FAILED_PARTS = 9
"""Likewise of parts asked for by id: halving a batch to one bad citation takes eight."""
ATTEMPTS_BY_ID = 3
MOST_RUNS_WITHOUT = 3
"""After so many runs a citation that PubMed names and doesn't deliver is given up."""

Told = Callable[[int, int], None]
"""Is told how many citations of how many have been worked off in this part of a search."""


class Fetched(NamedTuple):
    """What a run brought: citations, files, and what is to be told."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    undelivered: int = 0
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def rows(self) -> tuple[tuple[str, int], ...]:
        """The closing table."""
        return tuple((name, count) for name, count in zip(self._fields, self, strict=True) if isinstance(count, int))


def fetch(
    query: str,
    *,
    folder: Path,
    access: Access,
    since: date | None = None,
    clock: Clock | None = None,
    told: Told | None = None,
) -> Fetched:
    """Brings the folder up to date with what PubMed has for the query.

    Raises WrongUse, OutputsInUse or OutputsUnusable; what PubMed did not deliver is told in `failures`.
    """
    clock = clock or Clock()
    query, today, folder = " ".join(query.split()), clock.now().date(), folder.resolve()
    if not query:
        raise WrongUse("the query is empty")
    if since and since > today:
        raise WrongUse(f"--since {since} is in the future: today is {today} (UTC)")
    with outputs.locked(folder), Eutilities(access, clock=clock) as service:
        known = memory.load(folder)
        run = Run(query, folder, service, today, known, told or (lambda _done, _count: None))
        return run.carried_out(since)


@dataclass(slots=True)
class Run:
    """One run while the folder is held: what it knows and counts."""

    query: str
    folder: Path
    service: Eutilities
    today: date
    known: Remembered
    told: Told
    kept: list[shelf.Kept] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failing: int = 0
    """Questions in a row that got no answer."""

    @property
    def asked(self) -> Asked:
        """What is remembered of the query."""
        return self.known.queries.setdefault(self.query, Asked())

    def carried_out(self, since: date | None) -> Fetched:
        """Works off all windows, or as many as the server lets us."""
        self._begin(since)
        try:
            while window := self._next_window():
                self._work_off(window)
        except FetchFailed as failure:
            self.failures.append(str(failure))
        self._tell_undelivered()
        memory.save(self.known, self.folder)
        new, revised, unchanged = (sum(column) for column in zip(shelf.Kept(), *self.kept, strict=True))
        undelivered = len(self.asked.undelivered)
        return Fetched(new, revised, unchanged, undelivered, tuple(self.failures), tuple(self.notes))

    def _begin(self, since: date | None) -> None:
        fresh = self.query not in self.known.queries
        asked = self.asked
        earlier = asked.since is not None and (since is None or since < asked.since)
        if fresh or earlier:
            asked.since, asked.through, asked.window = since, None, None

    def _next_window(self) -> Window | None:
        asked = self.asked
        if asked.window:
            return asked.window
        if asked.through == self.today and self.kept is not None and self._closed_today:
            return None
        ...
