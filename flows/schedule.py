"""The flow on a schedule, for as long as this process lives. Needs a Prefect server to keep the schedule."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flows import offline
from flows.sources import WrongUse

offline.settle()  # before Prefect is imported: it reads its settings then

from prefect.client.orchestration import get_client  # noqa: E402
from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.settings import get_current_settings  # noqa: E402
from prefect.types.entrypoint import EntrypointType  # noqa: E402

from flows.extract import trialsift  # noqa: E402

START_A_SERVER = (
    "start one with `prefect server start --host 127.0.0.1 --port 4200 --background` "
    "and set PREFECT_API_URL=http://127.0.0.1:4200/api"
)


def serve(sources: Iterable[Path], *, out: Path, cron: str, worker_count: int | None) -> None:
    """Runs the flow when the cron expression says, until interrupted. Raises WrongUse without a server."""
    try:
        CronSchedule(cron=cron)
    except ValueError:
        raise WrongUse(f'{cron!r} is no cron expression; an example: "0 6 * * *", daily at six') from None
    _require_server()
    parameters = {
        "sources": [str(path.resolve()) for path in sources],
        "out": str(out.resolve()),
        "worker_count": worker_count,
    }
    trialsift.serve(
        name="schedule",
        cron=cron,
        parameters=parameters,
        limit=1,
        # By module, not by file: the run finds the installed package from any folder.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _require_server() -> None:
    url = get_current_settings().api.url
    if not url:
        raise WrongUse(f"a schedule needs a Prefect server: {START_A_SERVER}")
    with get_client(sync_client=True) as client:
        if problem := client.api_healthcheck():
            raise WrongUse(f"no Prefect server answers at {url} ({problem}): {START_A_SERVER}")
