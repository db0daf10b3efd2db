"""Nothing leaves this machine: the settings that must stand before Prefect is imported."""

from __future__ import annotations

import os


def settle(*, quiet: bool = False) -> None:
    """Sets them. `quiet`: none of Prefect's own log on the terminal, unless the user has set a level."""
    # Both are needed: Prefect's server reports its use by the one, its client by the other.
    os.environ["DO_NOT_TRACK"] = "1"
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    # Without a server Prefect starts one for the run, which takes long where it first makes its database.
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_ENABLED", "true")
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "90")
    if quiet:
        # What stops a run is said once, by us.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
