"""Fetching killed, at every write and in the middle of a request: the next run ends where an undisturbed one does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fetch_runs import QUERY, Time, citations, files, once, run
from fetch_server import Entry, Library, serving

from flows import outputs
from flows.fetching.job import Fetched
from flows.outputs import OutputsUnusable

OLD = date(2026, 3, 1)


@pytest.fixture
def library() -> Iterator[Library]:
    """450 citations of March: three batches."""
    with serving(Library()) as library:
        library.add(range(1001, 1451), OLD)
        yield library


class Killed(BaseException):
    """What a kill is to a test: nothing runs after it but what frees a lock."""


@pytest.mark.endurance
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_a_kill_at_every_write(library: Library, tmp_path: Path, late: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    undisturbed = tmp_path / "undisturbed"
    two_runs(library, undisturbed)
    for writes in range(1, 40):
        folder = tmp_path / str(writes)
        killed = _killed_at(writes, library, folder, late=late, monkeypatch=monkeypatch)
        two_runs(library, folder)
        assert files(folder) == files(undisturbed)
        if not killed:
            assert writes > 10
            return
    pytest.fail("never came to an end")


def two_runs(library: Library, folder: Path) -> None:
    """A first run, and one three days later, when a citation is new and another revised."""
    library.citations.pop("5000", None)
    library.citations["1100"] = Entry(OLD, OLD)
    run(library, folder)
    library.citations |= {"5000": Entry(date(2026, 11, 22), date(2026, 11, 22))}
    library.citations["1100"] = Entry(OLD, date(2026, 11, 22), "The count rose by 125.")
    run(library, folder, time=Time(now=Time().now + timedelta(days=3)))
    assert citations(folder) == once(library)


def _killed_at(writes: int, library: Library, folder: Path, *, late: bool, monkeypatch: pytest.MonkeyPatch) -> bool:
    write, count = outputs.write, 0

    def writing(path: Path, content: bytes) -> str:
        nonlocal count
        count += 1
        if count == writes and not late:
            raise Killed
        status = write(path, content)
        if count == writes:
            raise Killed
        return status

    with monkeypatch.context() as patched:
        patched.setattr(outputs, "write", writing)
        try:
            two_runs(library, folder)
        except Killed:
            return True
    return False


def test_a_full_disk_says_so_and_the_next_run_goes_on(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = outputs.write

    def full(path: Path, content: bytes) -> str:
        if path.name.endswith("-002.xml"):
            raise OutputsUnusable("disk full")
        return write(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(outputs, "write", full)
        with pytest.raises(OutputsUnusable):
            run(library, folder)
    assert run(library, folder) == Fetched(new=250)
    assert citations(folder) == once(library)


def test_a_real_kill_in_mid_run(library: Library, folder: Path) -> None:
    library.faults["efetch"].extend([None, "hold"])
    command = [sys.executable, "-m", "flows.cli", "fetch", QUERY, "--to", str(folder), "--base-url", library.base_url]
    process = subprocess.Popen(command, env={**os.environ, "NCBI_EMAIL": "curator@example.org"})
    until = time.monotonic() + 60
    while len(library.requests("efetch")) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    library.released.set()
    assert len(citations(folder)) == 200
    assert run(library, folder).new == 250
    assert citations(folder) == once(library)
