"""For tests that kill: a folder of reports in two editions, runs of the command line to kill, what they leave."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

COUNT = 120
LENGTH = 1_500


def write_editions(first: Path, second: Path) -> None:
    """Two editions of a folder: the second lacks every tenth source, has as many others, and revises two thirds."""
    for folder in (first, second):
        folder.mkdir()
    for number in range(COUNT):
        (first / f"{number:03}.txt").write_text(f"first {number} " * LENGTH)
        if number % 10 == 0:
            (second / f"other-{number:03}.txt").write_text(f"other {number} " * LENGTH)
        else:
            edition = "second" if number % 3 else "first"
            (second / f"{number:03}.txt").write_text(f"{edition} {number} " * LENGTH)


class Editions(NamedTuple):
    """A folder of sources that is now the one edition, now the other, and what an undisturbed run makes of each."""

    sources: Path
    waiting: tuple[Path, Path]
    expected: tuple[dict[str, bytes], dict[str, bytes]]
    own: frozenset[str]
    """The names of the tool's own files that any such run leaves."""

    def turn(self, edition: int) -> None:
        if self.sources.exists():
            self.sources.rename(next(path for path in self.waiting if not path.exists()))
        self.waiting[edition].rename(self.sources)


def undisturbed(folder: Path, start: Callable[[Path, Path], Run]) -> Editions:
    """The folder's editions "first" and "second", and what a run makes of each."""
    editions = Editions(folder / "sources", (folder / "first", folder / "second"), ({}, {}), frozenset())
    own = []
    for edition in (0, 1):
        editions.turn(edition)
        out = folder / f"undisturbed-{edition}"
        assert finished(start(editions.sources, out)) == (0, "")
        editions.expected[edition].update(left(out))
        own.append(own_files(out))
    return editions._replace(own=own[0] | own[1])


def command(name: str, sources: Path, out: Path, *more: str) -> list[str]:
    """The command line, its workers reading with made-up rules: they are up at once, and write as fast as can be."""
    program = "import made_up_rules; made_up_rules.main()"
    return [sys.executable, "-c", program, name, str(sources), "--out", str(out), "--quiet", *more]


def started(arguments: list[str], **environment: str) -> subprocess.Popen[bytes]:
    """A run in a group of processes of its own, for the group to be killed."""
    paths = os.pathsep.join(path for path in sys.path if path)
    surroundings = os.environ | {"PYTHONPATH": paths} | environment
    return subprocess.Popen(arguments, start_new_session=True, stderr=subprocess.PIPE, env=surroundings)


class Run(Protocol):
    """A process to kill: one of `started`, or one of a `Starter`."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> Any: ...
    def kill(self) -> None: ...
    def poll(self) -> int | None: ...
    def wait(self) -> int: ...
    def communicate(self, *, timeout: float) -> tuple[Any, bytes]: ...


def finished(process: Run) -> tuple[int, str]:
    """Its exit status and what it said."""
    _, said = process.communicate(timeout=120)
    return process.returncode, said.decode()


def has_begun(out: Path, process: Run, files: int) -> bool:
    """Waits until so many files were about to be written. False if the run has ended before."""
    while process.poll() is None:
        notes = (out / ".trialsift/written").glob("*.jsonl")
        with suppress(FileNotFoundError):
            if sum(path.read_bytes().count(b"\n") for path in notes) >= files:
                return True
        time.sleep(0.002)
    return False


def kill_group(process: Run) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def kill_one_worker(process: Run, chance: random.Random) -> bool:
    workers = children_of(process.pid)
    if workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
    return bool(workers)


def children_of(pid: int) -> list[int]:
    """The processes that this one started and that are still there."""
    children = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(state[1]) == pid and state[0] != "Z":
            children.append(int(folder.name))
    return children


def left(out: Path) -> dict[str, bytes]:
    """All files below the outputs, but not the tool's memory and locks."""
    files = (path for path in out.rglob("*") if path.is_file())
    return {name: path.read_bytes() for path in files if not (name := str(path.relative_to(out))).startswith(".trial")}


def own_files(out: Path) -> frozenset[str]:
    """The names of the tool's memory and locks."""
    own = out / ".trialsift"
    return frozenset(str(path.relative_to(own)) for path in own.rglob("*") if path.is_file())
