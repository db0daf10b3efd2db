"""The flow under Prefect: the one module that starts it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import dataset_runs
import pytest
from dataset_runs import collection, extracted
from made_up_rules import Rules

from flows import batches, extract, job
from flows.forms import Form
from flows.job import carry_out
from flows.outputs import OutputsInUse, OutputsUnusable, locked
from flows.report import Tally
from flows.workers import sharing

SECONDS_TO_COME_IN = 60

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]


@pytest.fixture
def many(folder: Path) -> Path:
    for number in range(100):
        (folder / f"{number:03}.txt").write_text(f"text {number}")
    (folder / "set.nbib").write_text("many 11:x 22:bad")
    return folder


def run_flow(folder: Path, out: Path) -> Tally:
    return extract.run_flow([folder], out=out, worker_count=1, quiet=True)


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.json") if path.name != "state.json"}


def task_names() -> list[str]:
    """The names of the last flow run's task runs, once all have come in; those of runs before it may still come."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.sorting import FlowRunSort

    until = time.monotonic() + SECONDS_TO_COME_IN
    with get_client(sync_client=True) as client:
        (last,) = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)
        while True:
            names = [run.name for run in client.read_task_runs() if run.flow_run_id == last.id]
            if is_complete(names) or time.monotonic() > until:
                return names
            time.sleep(0.2)


def is_complete(names: list[str]) -> bool:
    """Whether as many have their names as these say that there are; a task run's name comes after the run."""
    counts = {int(name.rpartition(" of ")[2]) for name in names if name.startswith("batch ")}
    return counts == {len(names)} and all(name.startswith("batch ") for name in names)


def test_the_flow_writes_the_bytes_of_extract(
    rules: Rules, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "LEAST_BYTES", 0)
    assert run_flow(many, tmp_path / "flow") == Tally(added=101, failed=1)
    one_by_one = partial(sharing, workers=1)
    carry_out([many], out=tmp_path / "plain", runner=one_by_one, most_batches=200, quiet=True)
    assert files(tmp_path / "flow") == files(tmp_path / "plain")
    assert run_flow(many, tmp_path / "flow") == Tally(unchanged=101, failed=1)


def test_there_are_few_tasks_with_names(rules: Rules, many: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "LEAST_BYTES", 0)
    run_flow(many, out)
    names = task_names()
    assert 1 < len(names) <= extract.MOST_TASKS
    assert sorted(names) == sorted(f"batch {number} of {len(names)}" for number in range(1, len(names) + 1))


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_the_flow_writes_the_dataset_of_extract(folder: Path, tmp_path: Path, form: Form) -> None:
    collection(folder)
    tally = extract.run_flow([folder], out=tmp_path / "flow", form=form, worker_count=1, quiet=True)
    assert tally == extracted(folder, out=tmp_path / "plain", form=form)
    assert dataset_runs.files(tmp_path / "flow") == dataset_runs.files(tmp_path / "plain")
    assert 1 <= len(task_names()) <= extract.MOST_TASKS


def test_the_closing_table_is_an_artifact(rules: Rules, many: Path, out: Path) -> None:
    from prefect.artifacts import Artifact

    run_flow(many, out)
    artifact = Artifact.get("trialsift-run")
    assert artifact is not None
    rows = {row["documents"]: row["count"] for row in json.loads(str(artifact.data))}
    assert rows == {"added": 101, "changed": 0, "unchanged": 0, "removed": 0, "failed": 1, "skipped": 0}


def test_what_changed_is_an_artifact(rules: Rules, folder: Path, out: Path) -> None:
    from prefect.artifacts import Artifact

    (folder / "x.txt").write_text("text")
    run_flow(folder, out)
    artifact = Artifact.get("trialsift-changes")
    assert artifact is not None
    assert "- `x.txt`" in str(artifact.data)


def test_a_passing_fault_is_tried_again(rules: Rules, many: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "extract_batch", extract.extract_batch.with_options(retry_delay_seconds=0))
    read, tries = batches.carry_out, []

    def stale_once(batch: batches.Batch) -> object:
        tries.append(batch)
        if len(tries) == 1:
            raise OSError(errno.ESTALE, "Stale file handle")
        return read(batch)

    monkeypatch.setattr(batches, "carry_out", stale_once)
    assert run_flow(many, out).added == 101
    assert len(tries) == len(set(tries)) + 1


def test_what_ends_a_run_comes_out_as_it_is(
    rules: Rules, many: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with locked(out), pytest.raises(OutputsInUse):
        run_flow(many, out)
    tries = []

    def full(batch: batches.Batch) -> object:
        tries.append(batch)
        raise OutputsUnusable("disk full")

    monkeypatch.setattr(batches, "carry_out", full)
    with pytest.raises(OutputsUnusable):
        run_flow(many, out)
    assert len(tries) == len(set(tries))  # a full disk stays full


def test_nothing_is_sent_anywhere() -> None:
    from prefect.settings import get_current_settings

    assert os.environ["DO_NOT_TRACK"] == "1"
    assert get_current_settings().server.analytics_enabled is False


def test_a_temporary_server_does_not_hear_the_interrupt_key() -> None:
    code = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
    with extract._deaf_children():
        deaf = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    hearing = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (deaf.stdout, hearing.stdout) == ("True\n", "False\n")
