"""Fetching in trouble: whatever a server does wrong, all citations arrive once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fetch_runs import QUERY, Time, citations, once, run
from fetch_server import Library, serving

from flows.fetching import asking
from flows.fetching.job import Fetched
from flows.fetching.pace import Clock

OLD = date(2026, 3, 1)
FAULTS = (
    "gzip",
    "429",
    "429 with a date",
    "500",
    "503",
    "half",
    "without end",
    "bad gzip",
    "no gzip",
    "cut gzip",
    "slow",
    "error",
    "web page",
    "nothing",
    "latin-1",
    "closed",
)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """450 citations of March: three batches."""
    monkeypatch.setattr(asking, "SILENCE", 0.3)
    with serving(Library()) as library:
        library.add(range(1001, 1451), OLD)
        yield library


@pytest.mark.parametrize("tool", ["esearch", "efetch"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_passing_fault(library: Library, folder: Path, tool: str, fault: str) -> None:
    library.faults[tool].extend([fault, None, fault, fault])
    assert run(library, folder) == Fetched(new=450)
    assert citations(folder) == once(library)


def test_every_fault_in_one_run(library: Library, folder: Path) -> None:
    library.add(range(2001, 4001), OLD)
    for fault in FAULTS:
        library.faults["efetch"].extend([fault, fault, None])
    assert run(library, folder) == Fetched(new=2450)
    assert citations(folder) == once(library)


def test_waits_grow_and_heed_the_server(library: Library, folder: Path) -> None:
    library.faults["esearch"].extend(["500", "500", "500"])
    library.faults["efetch"].extend(["429", "429 with a date"])
    time = Time()
    run(library, folder, time=time)
    long = [nap for nap in time.naps if nap >= 0.5]
    assert long[:4] == [0.75, 1.5, 3.0, 7.0]  # the last as the server said, the others doubled, less a quarter
    begun = sum(time.naps[: time.naps.index(long[4])])
    assert begun + long[4] == pytest.approx(30)  # until half a minute past the hour


def test_a_wait_of_an_hour_is_not_sat_out(library: Library, folder: Path) -> None:
    library.faults["esearch"].append("429 for an hour")
    (failure,) = run(library, folder).failures
    assert "3600 s of rest; run the same command later" in failure


def test_a_server_that_trickles(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LONGEST_ANSWER", 0.1)
    library.faults["efetch"].append("trickle")
    assert run(library, folder, clock=Clock(now=Time().clock().now, sleep=lambda _: None)) == Fetched(new=450)


def test_a_gzip_bomb(library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LARGEST_ANSWER", 1_000_000)
    library.faults["efetch"].extend(["bomb"] * 6)
    assert run(library, folder) == Fetched(new=450)


def test_what_is_too_large_at_once_comes_in_parts(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LARGEST_ANSWER", 20_000)
    assert run(library, folder) == Fetched(new=450)
    assert citations(folder) == once(library)


def test_a_forgotten_search_is_finished_by_id(library: Library, folder: Path) -> None:
    library.faults["efetch"].extend([None, "forgotten"])
    assert run(library, folder) == Fetched(new=450)
    assert citations(folder) == once(library)
    assert [len(said["id"].split(",")) for said in library.requests("efetch") if "id" in said] == [200, 50]


def test_a_server_that_is_away(library: Library, folder: Path) -> None:
    library.faults["esearch"].extend(["500"] * 6)
    fetched = run(library, folder)
    assert fetched[:4] == (0, 0, 0, 0)
    (failure,) = fetched.failures
    assert failure == (
        f"asked for the citations of '{QUERY}' ({library.base_url}/esearch.fcgi): HTTP 500 (tried 6 times); "
        "run the same command later: it goes on from here"
    )
    assert run(library, folder) == Fetched(new=450)


def test_nobody_listens(folder: Path) -> None:
    (failure,) = run(Library(base_url="http://127.0.0.1:9/x"), folder).failures
    assert "no connection" in failure


def test_a_server_that_goes_away_in_mid_run(library: Library, folder: Path) -> None:
    library.faults["efetch"].extend([None, *["500"] * 100])
    fetched = run(library, folder)
    assert (fetched.new, len(fetched.failures)) == (200, 1)
    library.faults["efetch"].clear()
    library.asked.clear()
    assert run(library, folder) == Fetched(new=250)
    assert [said["retstart"] for said in library.requests("efetch")] == ["200", "400"]
    assert citations(folder) == once(library)


@pytest.mark.parametrize(
    ("fault", "advice"), [("moved", "see whether the base address is right"), ("bad key", "the API key is right")]
)
def test_what_no_repeating_helps_is_asked_once(library: Library, folder: Path, fault: str, advice: str) -> None:
    library.faults["esearch"].append(fault)
    (failure,) = run(library, folder).failures
    assert advice in failure
    assert len(library.asked) == 1


def test_one_bad_citation_costs_only_itself(library: Library, folder: Path) -> None:
    library.poisoned = {"1333"}
    fetched = run(library, folder)
    assert (fetched.new, fetched.undelivered) == (449, 1)
    assert "did not deliver 1333; the next run asks for them again" in fetched.failures[0]
    library.poisoned = set()
    assert run(library, folder) == Fetched(new=1)
    assert citations(folder) == once(library)


def test_a_citation_never_delivered_is_given_up(library: Library, folder: Path) -> None:
    library.withdrawn = {"1333", "1001"}
    assert [run(library, folder).undelivered for _ in range(2)] == [2, 2]
    last = run(library, folder)
    assert last.failures == ()
    assert "given up" in last.notes[0]
    assert run(library, folder) == Fetched()
    assert citations(folder) == once(library)
