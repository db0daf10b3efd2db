"""The flow on a Dask cluster in trouble: workers and schedulers that die, the interrupt key, what is not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import made_up_rules
import pytest
from clusters import address_in, extracted, prefect_server_url, run_flow, running, started
from distributed import Client
from folders import records
from reports import written

from flows import batches, cluster

pytestmark = pytest.mark.endurance


@pytest.mark.usefixtures("prefect_server", "small_batches")
def test_a_killed_worker_loses_nothing(folder: Path, tmp_path: Path, out: Path) -> None:
    written(folder, copies=100)
    with running() as address, Client(address, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
        code = f"from flows.extract import run_flow\nfrom pathlib import Path\nrun_flow([Path({str(folder)!r})], "
        code += f"out=Path({str(out)!r}), dask={address!r}, quiet=True)"
        flow = subprocess.Popen(
            [sys.executable, "-c", code], env=os.environ | {"PREFECT_API_URL": prefect_server_url()}
        )
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
        [sys.executable, "-m", "flows.cli", *arguments], env=os.environ | {"PREFECT_API_URL": prefect_server_url()}
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
    environment = os.environ | ({} if missing == "server" else {"PREFECT_API_URL": prefect_server_url()})
    asked = [sys.executable, "-c", code, "run", str(folder), "--out", str(out), "--dask", address]
    run = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert told in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not out.exists()


@pytest.mark.usefixtures("prefect_server")
@pytest.mark.parametrize("victim", ["scheduler", "only worker"])
def test_a_cluster_that_goes_ends_the_run_and_the_next_goes_on(
    folder: Path, tmp_path: Path, out: Path, victim: str
) -> None:
    written(folder, copies=150)
    place = tmp_path / "scheduler.json"
    code = "from flows import cli, cluster, job\njob.LEAST_BYTES = 0\ncluster.SECONDS_WITHOUT_WORKERS = 1\ncli.main()"
    listening = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", place)
    alone = ("--scheduler-file", place, "--nthreads", "1", "--no-nanny")
    with started("scheduler", *listening) as scheduler, started("worker", *alone) as worker:
        asked = [sys.executable, "-c", code, "run", folder, "--out", out, "--dask", address_in(place)]
        environment = os.environ | {"PREFECT_API_URL": prefect_server_url()}
        with subprocess.Popen(asked, env=environment, stderr=subprocess.PIPE, text=True) as run:
            while not list(out.glob("*.json")):
                assert run.poll() is None
                time.sleep(0.01)
            {"scheduler": scheduler, "only worker": worker}[victim].kill()
            _, errors = run.communicate(timeout=120)
    assert run.returncode == 4, errors
    told = {"scheduler": "the Dask scheduler is gone", "only worker": "no Dask worker is left"}[victim]
    assert f"trialsift: {told}" in errors
    assert 0 < len(records(out)) < 450
    assert extracted(folder, out) == extracted(folder, tmp_path / "plain")
