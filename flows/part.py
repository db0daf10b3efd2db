"""A batch's part in a run: it writes only while its run holds the outputs, and notes first what it is about to write.

A run can be killed while its workers, perhaps on other machines, are still at their batches. A batch that begins
later, or has been asleep, sees by the name of the run in `holder.json` that its time is over. What it notes, in
`.trialsift/written/`, tells the next run which files there are that no memory knows of yet.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from flows import stragglers
from flows.outputs import HOLDER, OWN_FOLDER, OutputsInUse, OutputsUnusable
from flows.sources import Source

WRITTEN = "written"


class Superseded(OutputsInUse):
    """Another run has taken over the outputs since this batch's own was killed."""


class Note(NamedTuple):
    """A file that was about to be written: for which source (id, name, folder), where, the digest of its bytes."""

    source_id: str
    name: str
    root: str
    path: str
    digest: str


class Part:
    """What one batch may do while its run lasts. A batch of no run (its name is "") may do all, and notes nothing."""

    def __init__(self, out: Path, run: str) -> None:
        self._own = out / OWN_FOLDER
        self._run = run
        self._seen: tuple[int, int] | None = None
        self._notes: IO[bytes] | None = None

    def will_write(self, source: Source, path: str, digest: str) -> None:
        """Notes a file before it is written. Raises Superseded, or OutputsUnusable."""
        if not self._run:
            return
        self.check()
        line = json.dumps(Note(source.id, source.name, str(source.root), path, digest)).encode("ascii")
        try:
            self._opened().write(line + b"\n")
        except OSError as error:
            raise OutputsUnusable.because(error, self._own / WRITTEN) from None

    def check(self) -> None:
        """Raises Superseded if the outputs are another run's by now."""
        with suppress(OSError, ValueError, KeyError):
            holder = self._own / HOLDER
            state = holder.stat()
            seen = state.st_ino, state.st_mtime_ns
            if seen == self._seen:
                return
            if json.loads(holder.read_bytes())["run"] == self._run:
                self._seen = seen
                return
        raise Superseded("the run that this batch belongs to is over")

    def close(self) -> None:
        """No more is written."""
        if self._notes:
            self._notes.close()

    def _opened(self) -> IO[bytes]:
        if self._notes is None:
            folder = self._own / WRITTEN
            folder.mkdir(exist_ok=True)
            # Unbuffered: what is noted is noted, however the process ends.
            self._notes = (folder / f"{uuid.uuid4().hex}.jsonl").open("wb", buffering=0)
        return self._notes


@contextmanager
def part_of(run: str, *, out: Path) -> Iterator[Part]:
    """A batch's part in the run of this name. Raises Superseded."""
    part = Part(out, run)
    with ExitStack() as until_the_end:
        until_the_end.callback(part.close)
        if run:
            try:
                until_the_end.enter_context(stragglers.working(out / OWN_FOLDER))
            except OSError as error:
                raise OutputsUnusable.because(error, out) from None
            part.check()
        yield part


def notes(out: Path) -> Iterator[Note]:
    """All that was noted since the notes were last cleared. Raises OSError."""
    for file in sorted((out / OWN_FOLDER / WRITTEN).glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            with suppress(ValueError, TypeError):  # the last line on a disk that was full
                yield Note(*map(str, json.loads(line)))


def clear_notes(out: Path) -> None:
    """Forgets them: the memory knows it all. Raises OutputsUnusable."""
    for file in (out / OWN_FOLDER / WRITTEN).glob("*.jsonl"):
        try:
            file.unlink()
        except OSError as error:
            raise OutputsUnusable.because(error, file) from None
