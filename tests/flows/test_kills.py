"""SIGKILL at any moment, for the run, all its processes or one of them: nothing half, and the next run heals."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from folders import errors, made, records
from killing import (
    COUNT,
    Editions,
    children_of,
    command,
    finished,
    has_begun,
    kill_group,
    kill_one_worker,
    left,
    started,
    undisturbed,
    write_editions,
)
from starting import Forked, starter

Start = Callable[[Path, Path], Forked]
KILLS = 30
"""Of runs in a row, a third each of the run's own process, all its processes, and one worker."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a run over a folder of sources; its workers read with made-up rules."""
    with starter(tmp_path / "said", loads=["made_up_rules"], prepare="prepare") as ready:
        yield lambda sources, out: ready.start("extract", sources, "--out", out, "--workers", "2", "--quiet")


@pytest.fixture
def editions(tmp_path: Path, start: Start) -> Editions:
    write_editions(tmp_path / "first", tmp_path / "second")
    return undisturbed(tmp_path, start)


@pytest.mark.endurance
def test_after_any_kills_a_run_ends_as_if_nothing_had_been(editions: Editions, out: Path, start: Start) -> None:
    chance = random.Random(20)
    whole = {(path, content) for expected in editions.expected for path, content in expected.items()}
    killed = 0
    for number in range(KILLS):
        edition, victim = number % 2, ("run", "group", "worker")[number % 3]
        editions.turn(edition)
        process = start(editions.sources, out)
        has_begun(out, process, chance.randrange(1, COUNT * 2 // 3))
        if victim == "worker":
            killed += kill_one_worker(process, chance)
            assert finished(process) == (0, ""), number
            assert left(out) == editions.expected[edition], number
        else:
            process.kill() if victim == "run" else kill_group(process)
            killed += process.wait() == -signal.SIGKILL
            half = {path for path, content in left(out).items() if (path, content) not in whole}
            assert all(path.endswith(".tmp") for path in half), number
    for edition in (0, 1):
        editions.turn(edition)
        assert finished(start(editions.sources, out)) == (0, "")
        assert left(out) == editions.expected[edition]
    assert killed > KILLS // 2


def test_workers_end_with_their_run_and_the_next_run_waits_for_them(folder: Path, out: Path) -> None:
    for number in range(8):
        made(folder / f"{number}.txt", f"text {number}")
    made(folder / "endless.txt", "endless")
    limited = command("extract", folder, out, "--workers", "2", "--document-seconds", "1")
    process = started(limited)
    assert has_begun(out, process, 8)
    workers = children_of(process.pid)
    process.kill()
    process.wait()
    assert workers
    made(folder / "endless.txt", "mended")
    assert finished(started(limited)) == (0, "")
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists() and still_runs(pid)]
    assert sorted(left(out)) == sorted([*(f"{n}.txt.json" for n in range(8)), "endless.txt.json", "errors.json"])


def still_runs(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.endurance
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_document_without_end_costs_only_itself(folder: Path, out: Path, workers: str) -> None:
    for name in ("a.txt", "b.txt", "d.txt"):
        made(folder / name)
    made(folder / "c.txt", "endless")
    arguments = command("extract", folder, out, "--workers", workers, "--document-seconds", "1")
    status, _ = finished(started(arguments))
    assert status == 1
    assert sorted(left(out)) == ["a.txt.json", "b.txt.json", "d.txt.json", "errors.json"]
    assert [entry["source"] for entry in errors(out)] == ["c.txt"]
    assert "more than 1 seconds" in errors(out)[0]["error"]
    made(folder / "c.txt", "mended")
    assert finished(started(arguments)) == (0, "")


def test_a_document_that_ends_its_process_costs_no_other_of_its_source(folder: Path, out: Path) -> None:
    made(folder / "a.txt")
    made(folder / "set.nbib", "many 1:x 2:endless 3:y 4:deadly 5:z")
    status, _ = finished(started(command("extract", folder, out, "--document-seconds", "1")))
    assert status == 1
    assert sorted(records(out)) == ["a.txt.json", "set.nbib/1.json", "set.nbib/3.json", "set.nbib/5.json"]
    slow, deadly = errors(out)
    assert (slow["document"], deadly["document"]) == ("set.nbib/2", "set.nbib/4")
    assert "more than 1 seconds" in slow["error"]
    assert "was killed (out of memory?)" in deadly["error"]
    made(folder / "set.nbib", "many 1:x 2:mended 3:y 4:mended 5:z")
    assert finished(started(command("extract", folder, out))) == (0, "")


def test_the_second_of_two_runs_names_the_first(folder: Path, out: Path) -> None:
    made(folder / "a.txt", "slow 3")
    first = started(command("extract", folder, out))
    until = time.monotonic() + 60
    while not (out / ".trialsift/holder.json").exists() and time.monotonic() < until:
        time.sleep(0.01)
    status, said = finished(started(command("extract", folder, out)))
    assert status == 3
    assert f"is in use by another run (process {first.pid} on " in said
    assert finished(first) == (0, "")
    assert sorted(left(out)) == ["a.txt.json", "errors.json"]
