"""For all tests: Prefect, where one starts it, has a home of its own and talks to nobody; the command line."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

# Before anything imports Prefect: it reads its settings then.
PREFECT_HOME = os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="prefect-home-")
os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
for setting in ("PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH"):
    os.environ.pop(setting, None)


def pytest_unconfigure() -> None:
    shutil.rmtree(PREFECT_HOME, ignore_errors=True)


@pytest.fixture
def trialsift(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int | str | None]:
    """Calls the command line as a shell would; gives the exit status."""
    from flows import cli

    def call(*arguments: str | Path) -> int | str | None:
        monkeypatch.setattr(sys, "argv", ["trialsift", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code

    return call
