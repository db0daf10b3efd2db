"""README's recipe for schedules, carried out to the letter: server, work pool, deployments, worker, scheduled runs."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from fetch_server import Library, serving

pytestmark = pytest.mark.endurance

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^## On a schedule$.*?\n\n((?:    [^\n]*\n)+)", re.MULTILINE | re.DOTALL)
MOST_SECONDS = 150
WRITTEN = b"In all, 120 women took inventavir 300 mg once daily; CD4 counts rose in both arms (P = 0.03)."


@dataclass(frozen=True)
class House:
    """A folder with the project's deployments and sources of its own; the recipe's environment."""

    folder: Path
    environment: dict[str, str]
    commands: dict[str, str]
    """README's, by their first words."""

    def does(self, beginning: str) -> str:
        """What a command of the recipe prints. It must succeed."""
        (command,) = [line for start, line in self.commands.items() if start.startswith(beginning)]
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=MOST_SECONDS,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def source(self, name: str, content: bytes = WRITTEN) -> None:
        (self.folder / "raw_sources" / name).write_bytes(content)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The recipe up to its worker. All that was started is ended, whatever happens."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "raw_sources").mkdir()
    (folder / "prefect.yaml").write_text((ROOT / "prefect.yaml").read_text())
    (folder / "flows").symlink_to(ROOT / "flows")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    home = {
        "PREFECT_HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        # A server that can't write what it logs ends: it is to log a lot.
        "PREFECT_SERVER_LOGGING_LEVEL": "DEBUG",
        # As README has it, in an active environment.
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
    }
    found = BLOCK.search((ROOT / "README.md").read_text())
    assert found
    lines = [line.strip() for line in found[1].replace("4200", port).splitlines()]
    exports = dict(word.split("=", 1) for word in lines[0].split()[1:])
    house = House(folder, os.environ | home | exports, {line: line for line in lines[1:]})
    try:
        house.does("nohup prefect server start")
        house.does("until curl")
        house.does("prefect work-pool create")
        house.does("prefect --no-prompt deploy --all")
        worker = next(line for line in lines if line.startswith("prefect worker start"))
        subprocess.Popen(["bash", "-c", f"exec {worker}"], cwd=folder, env=house.environment)
        yield house
    finally:
        _end(str(folder / "home"))


def test_the_recipe_ends_as_it_says(house: House) -> None:
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, temporary_settings

    house.source("one.txt")
    house.source("two.png", b"\x89PNG\r\n\x1a\n\x00\x00")
    assert "Completed" in house.does("prefect deployment run")
    server = temporary_settings({PREFECT_API_URL: house.environment["PREFECT_API_URL"]})
    with server, get_client(sync_client=True) as client:
        _first_run_left_its_artifacts(client, house)
        _polls_come_by_schedule_and_see_a_new_source(client, house)
        _a_poll_without_news_does_nothing(client)
        _the_night_fetches_and_extracts(client, house)
    house.does("kill")
    _until(lambda: not _alive(house.environment["PREFECT_HOME"], "server start"))
    assert (house.folder / "prefect-server.log").read_text()


def _first_run_left_its_artifacts(client: Any, house: House) -> None:
    assert _counts(client) == {"added": 1, "changed": 0, "unchanged": 0, "removed": 0, "failed": 1, "skipped": 0}
    assert "- `one.txt`" in _artifact(client, "trialsift-changes")
    failures = _artifact(client, "trialsift-failures")
    assert f"[`two.png`](<{(house.folder / 'raw_sources/two.png').as_uri()}>)" in failures


def _polls_come_by_schedule_and_see_a_new_source(client: Any, house: House) -> None:
    from prefect.client.schemas.schedules import IntervalSchedule

    deployment = client.read_deployment_by_name("extract-on-change/on-change")
    assert [schedule.schedule.cron for schedule in deployment.schedules] == ["*/5 * * * *"]
    (house.folder / "raw_sources/two.png").unlink()
    house.source("three.txt")
    often = IntervalSchedule(interval=timedelta(seconds=15))
    client.create_deployment_schedules(deployment.id, [(often, True)])
    _until(lambda: _counts(client)["added"] == 1 and _counts(client)["unchanged"] == 1)
    assert _counts(client)["failed"] == 0
    assert _artifact(client, "trialsift-failures") == "Nothing failed."


def _a_poll_without_news_does_nothing(client: Any) -> None:
    _until(lambda: any(run.state_name == "Unchanged" and run.auto_scheduled for run in client.read_flow_runs()))
    deployment = client.read_deployment_by_name("extract-on-change/on-change")
    for schedule in deployment.schedules:
        client.delete_deployment_schedule(deployment.id, schedule.id)


def _the_night_fetches_and_extracts(client: Any, house: House) -> None:
    from prefect.states import Scheduled

    deployment = client.read_deployment_by_name("fetch-and-extract/nightly")
    with serving(Library()) as library:
        library.add(range(1001, 1004), date(2026, 3, 1))
        soon = Scheduled(scheduled_time=datetime.now(UTC) + timedelta(seconds=3))
        run = client.create_flow_run_from_deployment(
            deployment.id, parameters={"base_url": library.base_url}, state=soon
        )
        _until(lambda: client.read_flow_run(run.id).state.is_final())
    assert client.read_flow_run(run.id).state_name == "Completed"
    assert {path.stem for path in (house.folder / "outputs/pubmed").rglob("*.json")} == {"1001", "1002", "1003"}
    assert _counts(client)["added"] == 3


def _counts(client: Any) -> dict[str, int]:
    return {row["documents"]: row["count"] for row in json.loads(_artifact(client, "trialsift-run"))}


def _artifact(client: Any, key: str) -> str:
    """The latest artifact of that key, as the server has it."""
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
    from prefect.client.schemas.sorting import ArtifactSort

    artifacts = client.read_artifacts(
        artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])), sort=ArtifactSort.CREATED_DESC, limit=1
    )
    return str(artifacts[0].data)


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + MOST_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.5)


def _end(home: str) -> None:
    """Ends every process that lives in this Prefect home."""
    for process in _alive(home):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(_alive(home), timeout=20)


def _alive(home: str, word: str = "") -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("PREFECT_HOME") == home and word in " ".join(process.cmdline()):
                found.append(process)
    return found
