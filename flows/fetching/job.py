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
    books: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    """Asked for by id, and not delivered either."""
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
        try:
            for window in self._windows(since):
                self._work_off(window)
        except FetchFailed as failure:
            self.failures.append(str(failure))
        self._note_the_missing()
        memory.save(self.known, self.folder)
        new, revised, unchanged = (sum(column) for column in zip(shelf.Kept(), *self.kept, strict=True))
        return Fetched(new, revised, unchanged, len(self.missing), tuple(self.failures), tuple(self.notes))

    def _windows(self, since: date | None) -> Iterator[Window]:
        """The window that a stopped run left open, then the one from there to today."""
        asked = self.asked
        nothing_yet = not asked.through and not (asked.window and asked.window.done)
        if since and (nothing_yet or (asked.since and since < asked.since)):
            asked.since, asked.through, asked.window = since, None, None
        if asked.window:
            yield asked.window
            if asked.through == self.today:
                return
        start = asked.since
        if asked.through:
            start = max(asked.through - OVERLAP, start or date.min)
        asked.window = Window(start, self.today)
        yield asked.window

    def _work_off(self, window: Window) -> None:
        left, total = [pmid for pmid in self.asked.undelivered if pmid not in window.done], 0
        for search in _searches(self.query, window):
            for found in searches.found(self.service, search):
                self._note_the_unknown(found)
                left += self._from_history(found, window)
                total += found.total
        if window.start is None and not total and not self.notes:
            self.notes.append(f"PubMed finds nothing for {self.query!r}")
        self._by_id(tuple(dict.fromkeys(left)), window)
        self.asked.through, self.asked.window = window.end, None
        memory.save(self.known, self.folder)

    def _from_history(self, found: Found, window: Window) -> list[str]:
        """Keeps what the server delivers of a search; gives back what it doesn't."""
        left: list[str] = []
        for start in range(0, len(found.pmids), BATCH):
            wanted = [pmid for pmid in found.pmids[start : start + BATCH] if pmid not in window.done]
            if not wanted:
                continue
            try:
                delivered = searches.fetched(self.service, found, start=start)
            except HistoryLost:
                return left + [pmid for pmid in found.pmids[start:] if pmid not in window.done]
            except FetchFailed as failure:
                self._count(failure, most=MOST_FAILED_BATCHES)
                left += wanted
                continue
            left += self._keep(delivered, wanted, window)
            self.told(min(start + BATCH, len(found.pmids)), len(found.pmids))
        return left

    def _by_id(self, pmids: Sequence[str], window: Window) -> None:
        """Asks for citations by name, in halves and halves of halves where one of them spoils the answer."""
        waiting = [pmids[start : start + BATCH] for start in range(0, len(pmids), BATCH)]
        while waiting:
            part = waiting.pop(0)
            try:
                delivered = searches.fetched_by_id(self.service, part, attempts=ATTEMPTS_BY_ID)
            except FetchFailed as failure:
                self._count(failure, most=MOST_FAILED_PARTS)
                if len(part) == 1:
                    self.missing.update(part)
                else:
                    waiting[:0] = [part[: len(part) // 2], part[len(part) // 2 :]]
            else:
                self.missing.update(self._keep(delivered, part, window))

    def _keep(self, delivered: Delivered, wanted: Sequence[str], window: Window) -> list[str]:
        """Puts what was wanted in its files; gives back what did not come."""
        self.failing = 0
        citations = [each for pmid, each in delivered.citations.items() if pmid in set(wanted)]
        self.kept.append(
            shelf.keep(citations, folder=self.folder, remembered=self.known, query=self.query, day=window.end)
        )
        came = {each.pmid for each in citations} | (delivered.books & set(wanted))
        self.books |= delivered.books & set(wanted)
        window.done |= came
        for pmid in came:
            self.asked.undelivered.pop(pmid, None)
        memory.save(self.known, self.folder)
        return [pmid for pmid in wanted if pmid not in came]

    def _count(self, failure: FetchFailed, *, most: int) -> None:
        """Raises the failure when it is one too many; a refusal is an answer, the server is there."""
        self.failing = 0 if isinstance(failure, Refused) else self.failing + 1
        if self.failing >= most:
            raise failure

    def _note_the_unknown(self, found: Found) -> None:
        if found.unknown and not self.notes:
            self.notes.append(f"PubMed does not know these words of the query: {', '.join(found.unknown)}")

    def _note_the_missing(self) -> None:
        if self.books:
            self.notes.append(f"{len(self.books)} of the citations are books or chapters, which are not read")
        undelivered = self.asked.undelivered
        undelivered.update({pmid: undelivered.get(pmid, 0) + 1 for pmid in self.missing})
        given_up = sorted(pmid for pmid, runs in undelivered.items() if runs >= MOST_RUNS_WITHOUT)
        for pmid in given_up:
            del undelivered[pmid]
        if given_up:
            self.notes.append(f"given up, for PubMed names but never delivers them: {', '.join(given_up)}")
        if again := sorted(self.missing - set(given_up)):
            self.failures.append(f"PubMed names, but did not deliver {_few(again)}; the next run asks for them again")


def _searches(query: str, window: Window) -> tuple[Search, ...]:
    """All of PubMed in one search; in a window, what is revised and what is new: not every day counts as both."""
    if window.start is None:
        return (Search(query),)
    return tuple(Search(query, kind, window.start, window.end) for kind in searches.KINDS)


def _few(pmids: Sequence[str]) -> str:
    shown = ", ".join(pmids[:10])
    return shown if len(pmids) <= 10 else f"{len(pmids)} citations ({shown} …)"
