"""Commands run to be measured: how long, how much processor time, and the most memory each process held."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psutil

LOOK = 0.1
"""Seconds between two looks at the memory. The system keeps the highest itself, so a peak between them is not lost."""
HERE = Path(sys.executable).parent


class Measured(NamedTuple):
    """One run of a command."""

    seconds: float
    processor_seconds: float
    """Of the command and its children."""
    peaks: tuple[float, ...]
    """The most memory of each process that did a second's work or more, in MB, the highest first."""


def measured(
    command: Sequence[str | Path], *, environment: Mapping[str, str], beside: Sequence[psutil.Process] = ()
) -> Measured:
    """Runs a command to its end; processes `beside` it (a cluster's) count with all their children."""
    cpu_before, began = _processor_seconds(beside), time.monotonic()
    used: dict[int, tuple[float, float]] = {}
    with subprocess.Popen([str(word) for word in command], env=dict(environment), stdout=subprocess.DEVNULL) as run:
        while run.poll() is None:
            for process in _families([psutil.Process(run.pid), *beside]):
                with suppress(psutil.Error, OSError):
                    peak, cpu = used.get(process.pid, (0.0, 0.0))
                    used[process.pid] = max(peak, _peak(process.pid)), max(cpu, sum(process.cpu_times()[:2]))
            time.sleep(LOOK)
        seconds = time.monotonic() - began
    if run.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {run.returncode}")
    others = _processor_seconds(beside) - cpu_before
    known = {process.pid for process in _families(beside)}
    own = sum(cpu for pid, (_, cpu) in used.items() if pid not in known)
    peaks = sorted((peak for peak, cpu in used.values() if cpu >= 1), reverse=True)
    return Measured(seconds, own + others, tuple(peaks))


@contextmanager
def prefect_server() -> Iterator[dict[str, str]]:
    """A Prefect server with a home of its own; what to add to the environment of whoever uses it."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="prefect-home-") as home:
        url = f"http://127.0.0.1:{port}/api"
        settings = {"PREFECT_HOME": home, "PREFECT_API_URL": url, "DO_NOT_TRACK": "1"}
        settings |= {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "CRITICAL"}
        command = [HERE / "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
        with _running(command, os.environ | settings):
            while subprocess.run(["curl", "-sf", f"{url}/health"], capture_output=True, check=False).returncode:
                time.sleep(0.5)
            yield settings


@contextmanager
def dask_cluster(workers: int, environment: Mapping[str, str]) -> Iterator[tuple[str, tuple[psutil.Process, ...]]]:
    """A scheduler and so many worker processes of one thread; the address, and the processes."""
    address = f"tcp://127.0.0.1:{_free_port()}"
    port = address.rsplit(":", 1)[1]
    scheduler = [HERE / "dask", "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    crew = [HERE / "dask", "worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"]
    with _running(scheduler, environment) as first, _running(crew, environment) as second:
        from distributed import Client

        with Client(address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=60)
        yield address, (first, second)


@contextmanager
def _running(command: Sequence[str | Path], environment: Mapping[str, str]) -> Iterator[psutil.Process]:
    silent = subprocess.DEVNULL
    with subprocess.Popen([str(word) for word in command], env=dict(environment), stdout=silent, stderr=silent) as run:
        process = psutil.Process(run.pid)
        try:
            yield process
        finally:
            family = _families([process])
            for each in family:
                with suppress(psutil.Error):
                    each.terminate()
            for each in psutil.wait_procs(family, timeout=20)[1]:
                each.kill()


def _families(processes: Sequence[psutil.Process]) -> list[psutil.Process]:
    found = []
    for process in processes:
        with suppress(psutil.Error):
            found += [process, *process.children(recursive=True)]
    return found


def _processor_seconds(processes: Sequence[psutil.Process]) -> float:
    total = 0.0
    for process in _families(processes):
        with suppress(psutil.Error):
            total += sum(process.cpu_times()[:2])
    return total


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    return 0.0


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
