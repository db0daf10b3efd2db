"""Dask clusters for tests, real ones: schedulers and worker processes that speak TCP; runs on them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from distributed import Client, LocalCluster
from folders import records

from flows import extract, job
from flows.report import Tally
from flows.workers import sharing


@contextmanager
def running(*, threads: int = 1, preload: str = "import os") -> Iterator[str]:
    """A cluster of two worker processes, which first do what `preload` says; its address."""
    with LocalCluster(
        n_workers=2, threads_per_worker=threads, processes=True, dashboard_address=":0", preload=preload
    ) as local:
        yield local.scheduler_address


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A dask command in a process of its own, ended with the test."""
    with subprocess.Popen([Path(sys.executable).with_name("dask"), *arguments, "--no-dashboard"]) as process:
        try:
            yield process
        finally:
            process.terminate()


def address_in(place: Path) -> str:
    """Of the scheduler that writes this file, when it has a worker."""
    while not place.exists():
        time.sleep(0.1)
    address = str(json.loads(place.read_bytes())["address"])
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=60)
    return address


def run_flow(folder: Path, out: Path, address: str) -> Tally:
    """The flow, here, on that cluster."""
    return extract.run_flow([folder], out=out, dask=address, quiet=True)


def extracted(folder: Path, out: Path) -> dict[str, str]:
    """The outputs that one process writes, without Prefect or Dask."""
    job.carry_out([folder], out=out, runner=partial(sharing, workers=1), most_batches=1, quiet=True)
    return records(out)


def prefect_server_url() -> str:
    """Of the server that this process uses."""
    from prefect.settings import get_current_settings

    return str(get_current_settings().api.url)
