"""A Prefect server; made-up rules in the place of the real ones, so that what flows do is seen without any text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import made_up_rules
import pytest

import extractors
from flows import job, workers
from flows.job import carry_out
from flows.report import Tally
from flows.workers import sharing


@pytest.fixture(scope="module")
def prefect_server() -> Iterator[None]:
    """A temporary Prefect server, with a database of its own, for a module of tests."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=90):
        yield


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> made_up_rules.Rules:
    """The made-up rules, in the place of `extractors.pipeline`; they note what they are asked to read."""
    stand_in = made_up_rules.Rules()
    monkeypatch.setitem(sys.modules, "extractors.pipeline", stand_in)
    monkeypatch.setattr(extractors, "pipeline", stand_in, raising=False)
    monkeypatch.setattr(job, "rules_hash", stand_in.rules_hash)
    monkeypatch.setattr(workers, "Reader", made_up_rules.InThisProcess)
    return stand_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of sources."""
    path = tmp_path / "sources"
    path.mkdir()
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of outputs, not there yet."""
    return tmp_path / "out"


@pytest.fixture
def run(rules: made_up_rules.Rules, folder: Path, out: Path) -> Callable[..., Tally]:
    """Runs the job on the folder, or on the paths it is called with."""

    def run_job(*paths: Path) -> Tally:
        runner = partial(sharing, workers=1)
        return carry_out(paths or (folder,), out=out, runner=runner, most_batches=30, quiet=True)

    return run_job


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a Dask cluster of two worker processes, for a module of tests."""
    from clusters import running

    with running() as address:
        yield address


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every source is worth a batch."""
    monkeypatch.setattr(job, "LEAST_BYTES", 0)
