"""Runs of the command line as forks of one process that has loaded everything: to be killed by the dozen.

Loading takes most of a short run's time. Each fork is the leader of a group of its own, as if a shell had started it;
the workers it starts are processes like any others.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class Forked:
    """One run, with the face of a subprocess.Popen."""

    def __init__(self, starter: subprocess.Popen[bytes], said: Path) -> None:
        self._starter, self._said = starter, said
        self.pid = int(self._line())
        self.returncode: int | None = None

    def kill(self) -> None:
        if self.poll() is None:  # before its end is told it may be a zombie, but nobody else has its number
            os.kill(self.pid, signal.SIGKILL)

    def poll(self) -> int | None:
        ready, _, _ = select.select([self._starter.stdout], [], [], 0)
        return self.wait() if ready else self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = int(self._line())
        return self.returncode

    def communicate(self, *, timeout: float) -> tuple[None, bytes]:
        if self.returncode is None and not select.select([self._starter.stdout], [], [], timeout)[0]:
            raise TimeoutError
        self.wait()
        return None, self._said.read_bytes()

    def _line(self) -> bytes:
        return self._starter.stdout.readline()  # type: ignore[union-attr]


class Starter:
    """Starts runs, one after the other."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self._process, self._said, self._count = process, said, 0

    def start(self, *arguments: str | Path) -> Forked:
        self._count += 1
        said = self._said.with_name(f"{self._said.name}-{self._count}")
        line = json.dumps([str(said), *map(str, arguments)])
        self._process.stdin.write(f"{line}\n".encode())  # type: ignore[union-attr]
        self._process.stdin.flush()  # type: ignore[union-attr]
        return Forked(self._process, said)


@contextmanager
def starter(said: Path, *, loads: Sequence[str], prepare: str, **environment: str) -> Iterator[Starter]:
    """A process that has loaded these modules and called `prepare` of the last; what the runs say goes to files."""
    program = f"import starting, {', '.join(loads)}; {loads[-1]}.{prepare}(); starting.serve()"
    paths = os.pathsep.join(path for path in sys.path if path)
    surroundings = os.environ | {"PYTHONPATH": paths} | environment
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings, bufsize=0
    ) as process:
        yield Starter(process, said)
        process.stdin.close()  # type: ignore[union-attr]


def serve() -> None:
    """The life of that process."""
    from flows import cli

    tell = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    while line := sys.stdin.buffer.readline():
        said, *arguments = json.loads(line)
        pid = os.fork()
        if not pid:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            tell.close()
            sys.argv = ["trialsift", *arguments]
            cli.main()
        tell.write(b"%d\n" % pid)
        _, status = os.waitpid(pid, 0)
        tell.write(b"%d\n" % os.waitstatus_to_exitcode(status))
