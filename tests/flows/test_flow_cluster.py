"""The flow on a real Dask cluster of two worker processes, with the real rules: the same bytes as anywhere."""

from __future__ import annotations

from pathlib import Path

import dataset_runs
import pytest
from clusters import extracted, run_flow, running
from distributed import Client
from folders import records
from reports import written

from flows import cluster_worker, extract, job, outputs
from flows.batches import Assignment, Batch
from flows.cluster_worker import SourceUnseen, Terms, WorkerUnfit
from flows.datasets import job as dataset_job
from flows.datasets import shards
from flows.report import Tally

pytestmark = pytest.mark.endurance


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
