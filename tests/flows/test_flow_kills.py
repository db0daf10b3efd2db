"""The flow under Prefect killed and crossed: `trialsift run` against a server, other runs beside it."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from folders import made
from killing import (
    Editions,
    command,
    finished,
    has_begun,
    kill_group,
    kill_one_worker,
    left,
    own_files,
    started,
    undisturbed,
    write_editions,
)
from starting import Forked, starter

pytestmark = [pytest.mark.endurance, pytest.mark.usefixtures("prefect_server")]

KILLS, MOST_RUNS = 6, 18
Start = Callable[[Path, Path], Forked]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `trialsift run` over a folder of sources; its workers read with made-up rules."""
    from prefect.settings import get_current_settings

    server = str(get_current_settings().api.url)
    loads = ["flows.extract", "made_up_rules"]
    with starter(tmp_path / "said", loads=loads, prepare="prepare", PREFECT_API_URL=server) as ready:
        yield lambda sources, out: ready.start("run", sources, "--out", out, "--workers", "2", "--quiet")


@pytest.fixture
def editions(tmp_path: Path, start: Start) -> Editions:
    write_editions(tmp_path / "first", tmp_path / "second")
    return undisturbed(tmp_path, start)


def test_after_any_kills_the_flow_ends_as_if_nothing_had_been(editions: Editions, out: Path, start: Start) -> None:
    chance, killed, at_work, seconds = random.Random(6), 0, 0, 0.0
    whole = {(path, content) for expected in editions.expected for path, content in expected.items()}
    for number in range(MOST_RUNS):
        if killed >= KILLS and at_work >= KILLS // 2:
            break
        editions.turn(number % 2)
        process, began = start(editions.sources, out), time.monotonic()
        if number % 3:  # a moment when documents are being written; else any moment of what a run took
            at_work += has_begun(out, process, chance.randrange(1, 60))
        else:
            time.sleep(seconds * chance.random())
        if number % 3 == 2:
            killed += kill_one_worker(process, chance)
            assert finished(process) == (0, ""), number
            seconds = time.monotonic() - began
            assert left(out) == editions.expected[number % 2]
        else:
            process.kill() if number % 3 else kill_group(process)
            killed += process.wait() == -signal.SIGKILL
            half = {path for path, content in left(out).items() if (path, content) not in whole}
            assert all(path.endswith(".tmp") for path in half), number
    assert (killed >= KILLS, at_work >= KILLS // 2) == (True, True), (killed, at_work)
    for edition in (0, 1):
        editions.turn(edition)
        assert finished(start(editions.sources, out)) == (0, "")
        assert left(out) == editions.expected[edition]
        assert own_files(out) <= editions.own


@pytest.mark.parametrize("first", ["run", "extract"])
def test_of_a_run_and_an_extract_the_second_names_the_first(folder: Path, out: Path, start: Start, first: str) -> None:
    made(folder / "a.txt", "slow 8")
    begin = {
        "run": lambda: start(folder, out),
        "extract": lambda: started(command("extract", folder, out)),
    }
    holding = begin.pop(first)()
    until = time.monotonic() + 60
    while not (out / ".trialsift/holder.json").exists() and time.monotonic() < until:
        time.sleep(0.01)
    status, said = finished(begin.popitem()[1]())
    assert status == 3
    assert f"is in use by another run (process {holding.pid} on " in said
    assert [line for line in said.splitlines() if "EventsWorker" not in line] == said.splitlines()[:1]
    assert finished(holding) == (0, "")
    assert sorted(left(out)) == ["a.txt.json", "errors.json"]
