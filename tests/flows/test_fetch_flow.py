"""Fetching under Prefect: the flow that runs at night."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fetch_runs import QUERY, citations, once
from fetch_server import KEY, Library, serving
from folders import records
from made_up_rules import Rules

from flows import fetch_flow

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_server")]


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.delenv("NCBI_API_KEY", raising=False)
    with serving(Library()) as library:
        library.add(range(1001, 1011), date(2026, 3, 1))
        yield library


def test_fetched_and_extracted(rules: Rules, library: Library, folder: Path, out: Path) -> None:
    from prefect.artifacts import Artifact

    fetch_flow.fetch_and_extract(QUERY, str(folder), str(out), base_url=library.base_url, worker_count=1)
    assert citations(folder) == once(library)
    assert len(records(out)) == 1  # made-up rules read a file as one document
    artifact = Artifact.get("trialsift-fetch")
    assert artifact is not None
    assert {"citations": "new", "count": 10} in json.loads(str(artifact.data))


def test_what_came_is_extracted_and_the_run_fails_where_something_did_not(
    rules: Rules, library: Library, folder: Path, out: Path
) -> None:
    from prefect.artifacts import Artifact

    library.withdrawn = {"1003"}
    with pytest.raises(fetch_flow.FetchIncomplete, match="1003"):
        fetch_flow.fetch_and_extract(QUERY, str(folder), str(out), base_url=library.base_url, worker_count=1)
    assert len(records(out)) == 1
    artifact = Artifact.get("trialsift-fetch-failures")
    assert artifact is not None
    assert "1003" in str(artifact.data)


def test_the_key_of_the_secret_block_is_written_nowhere(
    library: Library, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    from prefect.blocks.system import Secret
    from prefect.client.orchestration import get_client

    Secret(value=KEY).save(fetch_flow.SECRET, overwrite=True)
    library.faults["esearch"].append("bad key")
    with caplog.at_level(0):
        fetched = fetch_flow.trialsift_fetch(QUERY, str(folder), base_url=library.base_url)
    assert "API key is right" in fetched.failures[0]
    assert library.asked[0].parameters["api_key"] == KEY
    with get_client(sync_client=True) as client:
        known = [run.model_dump_json() for run in (*client.read_flow_runs(), *client.read_task_runs())]
    printed = capfd.readouterr()
    assert KEY not in caplog.text + repr(known) + printed.out + printed.err


@pytest.mark.parametrize("name", ["on-change", "nightly"])
def test_the_deployment_fits_its_flow(name: str) -> None:
    import yaml
    from prefect.utilities.callables import parameter_schema
    from prefect.utilities.importtools import import_object

    root = Path(__file__).resolve().parents[2]
    deployments = {each["name"]: each for each in yaml.safe_load((root / "prefect.yaml").read_text())["deployments"]}
    path, function = deployments[name]["entrypoint"].removesuffix(".py").split(":")
    flow = import_object(f"{path.removesuffix('.py').replace('/', '.')}.{function}")
    flow.validate_parameters(deployments[name]["parameters"])
    assert all(parameter["description"] for parameter in parameter_schema(flow).properties.values())
    assert deployments[name]["concurrency_limit"]["limit"] == 1


def test_the_night_waits_for_another_run(rules: Rules, library: Library, folder: Path, out: Path) -> None:
    hold = (
        f"from flows import outputs; from pathlib import Path\nwith outputs.locked(Path({str(out)!r})): print(input())"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as other:
        while not (out / ".trialsift/holder.json").exists():
            time.sleep(0.05)
        assert other.stdin is not None
        threading.Timer(3, other.communicate, ["now"]).start()
        fetch_flow.fetch_and_extract(QUERY, str(folder), str(out), base_url=library.base_url, worker_count=1)
    assert len(records(out)) == 1
