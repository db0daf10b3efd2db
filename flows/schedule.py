"""The flow on a schedule, for as long as this process lives. Needs a Prefect server to keep the schedule."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flows import offline
from flows.sources import WrongUse

offline.settle()  # before Prefect is imported: it reads its settings then

from prefect.client.schemas.schedules import CronSchedule  # noqa: E402
from prefect.types.entrypoint import EntrypointType  # noqa: E402

from flows.extract import trialsift  # noqa: E402
from flows.server import require_server  # noqa: E402


def serve(sources: Iterable[Path], *, out: Path, cron: str, worker_count: int | None, document_seconds: float) -> None:
    """Runs the flow when the cron expression says, until interrupted. Raises WrongUse without a server."""
    try:
        CronSchedule(cron=cron)
    except ValueError:
        raise WrongUse(f'{cron!r} is no cron expression; an example: "0 6 * * *", daily at six') from None
    require_server("a schedule")
    parameters = {
        "sources": [str(path.resolve()) for path in sources],
        "out": str(out.resolve()),
        "worker_count": worker_count,
        "document_seconds": document_seconds,
    }
    trialsift.serve(
        name="schedule",
        cron=cron,
        parameters=parameters,
        limit=1,
        # By module, not by file: the run finds the installed package from any folder.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
