"""The flow on a real Dask cluster: a scheduler and two worker processes that speak TCP, with the real rules."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import dataset_runs
import made_up_rules
import pytest
from distributed import Client, LocalCluster
from folders import records
from reports import written

from flows import batches, cluster, cluster_worker, extract, job, outputs
from flows.batches import Assignment, Batch
from flows.cluster_worker import SourceUnseen, Terms, WorkerUnfit
from flows.datasets import job as dataset_job
from flows.datasets import shards
from flows.report import Tally
from flows.workers import sharing

pytestmark = pytest.mark.slow


@contextmanager
def running(*, threads: int = 1, preload: str = "import os") -> Iterator[str]:
    """A cluster of two worker processes, which first do what `preload` says; its address."""
    with LocalCluster(
        n_workers=2, threads_per_worker=threads, processes=True, dashboard_address=":0", preload=preload
    ) as local:
        yield local.scheduler_address


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "LEAST_BYTES", 0)


def run_flow(folder: Path, out: Path, address: str) -> Tally:
    return extract.run_flow([folder], out=out, dask=address, quiet=True)


def extracted(folder: Path, out: Path) -> dict[str, str]:
    """The outputs that one process writes, without Prefect or Dask."""
    job.carry_out([folder], out=out, runner=partial(sharing, workers=1), most_batches=1, quiet=True)
    return records(out)


def batch_of(folder: Path, out: Path) -> Batch:
    return Batch(tuple(Assignment(source, None) for source in job.gather([folder]).sources), out, "rules")


@pytest.mark.usefixtures("prefect_server", "small_batches")
@pytest.mark.parametrize("threads", [1, 20], ids=["whole batches", "batches in parts"])
def test_the_cluster_writes_the_bytes_of_one_process(folder: Path, tmp_path: Path, out: Path, threads: int) -> None:
    written(folder, copies=20)
    with running(threads=threads) as address:
        assert run_flow(folder, out, address) == Tally(added=60)
        assert records(out) == extracted(folder, tmp_path / "plain")
        assert run_flow(folder, out, address) == Tally(unchanged=60)


@pytest.mark.usefixtures("prefect_server")
def test_the_cluster_writes_the_dataset_of_one_process(
    folder: Path, tmp_path: Path, out: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "LARGE", 1)
    monkeypatch.setattr(dataset_job, "LEAST_BYTES", 0)
    written(folder, copies=4)
    tally = extract.run_flow([folder], out=out, form="parquet", dask=address, quiet=True)
    assert tally == Tally(added=12) == dataset_runs.extracted(folder, out=tmp_path / "plain")
    assert len(dataset_runs.shard_names(out)) == 12
    assert dataset_runs.files(out) == dataset_runs.files(tmp_path / "plain")


@pytest.mark.usefixtures("prefect_server", "small_batches")
def test_a_bad_document_stops_no_other_and_tasks_are_few(folder: Path, out: Path, address: str) -> None:
    from prefect.client.orchestration import get_client

    written(folder, copies=11)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert run_flow(folder, out, address) == Tally(added=33, failed=1)
    with get_client(sync_client=True) as client:
        flow_run = max(client.read_flow_runs(), key=lambda run: run.start_time or run.expected_start_time)
        names = [run.name for run in client.read_task_runs() if run.flow_run_id == flow_run.id]
    assert all(name.startswith("batch ") for name in names)
    assert len(names) <= extract.MOST_TASKS


@pytest.mark.usefixtures("prefect_server", "small_batches")
def test_a_killed_worker_loses_nothing(folder: Path, tmp_path: Path, out: Path) -> None:
    written(folder, copies=100)
    with running() as address, Client(address, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
        code = f"from flows.extract import run_flow\nfrom pathlib import Path\nrun_flow([Path({str(folder)!r})], "
        code += f"out=Path({str(out)!r}), dask={address!r}, quiet=True)"
        flow = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PREFECT_API_URL": _server()})
        while not list(out.glob("*.json")):
            assert flow.poll() is None
            time.sleep(0.01)
        os.kill(victim, signal.SIGKILL)
        assert flow.wait(120) == 0
        assert victim not in client.run(os.getpid).values()
    assert records(out) == extracted(folder, tmp_path / "plain")


@pytest.mark.usefixtures("prefect_server", "small_batches")
def test_a_document_that_kills_workers_is_found(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c", "deadly"):
        (folder / name).write_text("text")
    monkeypatch.setattr(batches, "carry_out", made_up_rules.carry_out_or_die)
    preload = "from flows import batches\nimport made_up_rules\nbatches.carry_out = made_up_rules.carry_out_or_die"
    with running(preload=preload) as address:
        assert run_flow(folder, out, address).failed == 1
    assert '"source": "deadly"' in (out / "errors.json").read_text()


@pytest.mark.usefixtures("prefect_server", "small_batches")
def test_the_interrupt_key_leaves_no_worker_writing(folder: Path, tmp_path: Path, out: Path, address: str) -> None:
    written(folder, copies=200)
    arguments = ["run", str(folder), "--out", str(out), "--dask", address]
    flow = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments], env=os.environ | {"PREFECT_API_URL": _server()}
    )
    while not list(out.glob("*.json")):
        assert flow.poll() is None
        time.sleep(0.01)
    flow.send_signal(signal.SIGINT)
    assert flow.wait(60) == 130
    with Client(address, set_as_default=False) as client:
        assert set(client.run(cluster._running).values()) == {()}
    assert 0 < len(records(out)) < 600
    assert run_flow(folder, out, address).failed == 0
    assert records(out) == extracted(folder, tmp_path / "plain")


def test_a_worker_that_sees_other_folders_says_so(folder: Path, out: Path, address: str, tmp_path: Path) -> None:
    written(folder)
    batch = batch_of(folder, out)
    with outputs.locked(out), Client(address, set_as_default=False) as client:
        terms = cluster_worker.terms_of(out)

        def asked(batch: Batch, terms: Terms) -> object:
            return client.submit(cluster_worker.carry_out, batch, terms=terms, pure=False).result()

        with pytest.raises(WorkerUnfit, match=r"does not see the folder of outputs .*must lie on a disk that all"):
            asked(batch, terms._replace(holder=b"another machine"))
        with pytest.raises(WorkerUnfit, match="has other rules: install the same trialsift there"):
            asked(batch, terms._replace(rules="other"))
        written(folder, copies=1)
        (folder / "arms.txt").unlink()
        with pytest.raises(SourceUnseen, match=r"does not see the source .*/arms.txt"):
            asked(batch, terms)
        written(folder)
        assert len(asked(batch, terms)) == 3
    assert len(records(out)) == 3


@pytest.mark.usefixtures("prefect_server", "small_batches")
def test_other_rules_on_the_workers_stop_the_run(folder: Path, out: Path) -> None:
    written(folder)
    preload = "from extractors import rules\nrules.rules_hash = lambda: 'other'"
    with running(preload=preload) as address, pytest.raises(WorkerUnfit, match="has other rules"):
        run_flow(folder, out, address)
    assert records(out) == {}


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("server", "--dask needs a Prefect server: start one with `prefect server start"),
        ("scheduler", "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("address", "'9' is no address of a Dask scheduler, which looks like tcp://"),
        ("package", "pip install 'trialsift[dask]'"),
    ],
)
@pytest.mark.usefixtures("prefect_server")
def test_what_the_cluster_lacks_is_said(folder: Path, out: Path, missing: str, told: str) -> None:
    code = "import sys\n"
    if missing == "package":
        code += "sys.modules['prefect_dask'] = None\n"
    code += "from flows import cli, cluster\ncluster.SECONDS_TO_CONNECT = 1\ncli.main()"
    address = "9" if missing == "address" else "tcp://127.0.0.1:9"
    environment = os.environ | ({} if missing == "server" else {"PREFECT_API_URL": _server()})
    asked = [sys.executable, "-c", code, "run", str(folder), "--out", str(out), "--dask", address]
    run = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert told in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not out.exists()


def _server() -> str:
    from prefect.settings import get_current_settings

    return str(get_current_settings().api.url)
