"""Runs of fetching under a clock that nobody waits for, and what they leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fetch_server import Library

from flows.fetching.answers import delivered_in
from flows.fetching.asking import Access
from flows.fetching.job import Fetched, fetch
from flows.fetching.pace import Clock
from flows.fetching.remembered import NAME

QUERY = "HIV AND trial"


@dataclass
class Time:
    """Time that passes only by sleeping."""

    now: datetime = datetime(2026, 11, 20, 6, tzinfo=UTC)
    passed: float = 0.0
    naps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.passed += seconds

    def clock(self) -> Clock:
        return Clock(
            now=lambda: self.now + timedelta(seconds=self.passed),
            watch=lambda: self.passed,
            sleep=self.sleep,
            chance=lambda: 0.5,
        )


def run(library: Library, folder: Path, *, query: str = QUERY, since: date | None = None, **given: object) -> Fetched:
    """One run; `time`, `api_key`, `email` and `clock` may be given."""
    time = given.get("time") or Time()
    clock = given.get("clock") or time.clock()
    access = Access(library.base_url, given.get("email", "curator@example.org"), given.get("api_key"))
    return fetch(query, folder=folder, access=access, since=since, clock=clock)


def files(folder: Path) -> dict[str, bytes]:
    """All sources, and the state beside them."""
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix == ".xml" or path.name == NAME
    }


def citations(folder: Path) -> Counter[str]:
    """How often each PMID stands in the sources."""
    return Counter(pmid for name in files(folder) if name != NAME for pmid in delivered(folder / name))


def delivered(path: Path) -> dict[str, str]:
    text = path.read_bytes()
    found = {pmid: each.text for pmid, each in delivered_in(text).citations.items()}
    assert text.count(b"<PubmedArticle>") == len(found)
    return found


def once(library: Library) -> Counter[str]:
    """Every citation of the library, once."""
    return Counter(pmid for pmid in library.citations if pmid not in library.withdrawn | library.books)
