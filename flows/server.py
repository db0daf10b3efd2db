"""The Prefect server that schedules and clusters need."""

from __future__ import annotations

from flows import offline
from flows.sources import WrongUse

offline.settle()  # before Prefect is imported: it reads its settings then

from prefect.client.orchestration import get_client  # noqa: E402
from prefect.settings import get_current_settings  # noqa: E402

START_A_SERVER = (
    "start one with `prefect server start --host 127.0.0.1 --port 4200` in another terminal "
    "and set PREFECT_API_URL=http://127.0.0.1:4200/api"
)


def require_server(what: str) -> None:
    """Raises WrongUse where no server is set, or none answers; `what` needs it."""
    url = get_current_settings().api.url
    if not url:
        raise WrongUse(f"{what} needs a Prefect server: {START_A_SERVER}")
    with get_client(sync_client=True) as client:
        if problem := client.api_healthcheck():
            raise WrongUse(f"no Prefect server answers at {url} ({problem}): {START_A_SERVER}")
