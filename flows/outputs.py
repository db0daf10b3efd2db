"""The folder of outputs: one run at a time in it, every file whole, nothing written that is there already.

A file is written under a temporary name beside its place, flushed to the disk, and renamed over the old one;
so a reader sees the old bytes or the new, even after a power cut. The tool's own memory and locks lie in
`.trialsift`; its `holder.json` names the run that holds the outputs, and stays where a run was killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from extractors.errors import TrialsiftError
from flows import stragglers
from flows.names import shown

OWN_FOLDER = ".trialsift"
HOLDER = "holder.json"
SECONDS_FOR_STRAGGLERS = 30.0
"""How long a run waits for what a killed one left at work; that stops by itself with the document in hand."""
Status = Literal["added", "changed", "unchanged"]
_OURS = re.compile(r"\.[0-9a-f]{16}\.tmp")


class OutputsInUse(TrialsiftError):
    """Another run holds the folder of outputs."""


class OutputsUnusable(TrialsiftError):
    """The folder of outputs can't be written: disk full, read-only, a file in its place."""

    @classmethod
    def because(cls, error: OSError, path: Path) -> OutputsUnusable:
        """The error of the operating system, with the place it happened at."""
        return cls(f"{shown(str(path))} can't be written: {error.strerror or error}; nothing is left half-written")


@contextmanager
def locked(out: Path) -> Iterator[str]:
    """Holds the folder of outputs (made if need be) for this run alone; gives the run's name.

    Raises OutputsInUse, which names the holder, or OutputsUnusable. The lock ends with its process, however
    that ends: what a killed run left behind is waited for, then cleared away.
    """
    own = out / OWN_FOLDER
    lock = FileLock(own / "lock")
    try:
        own.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise OutputsInUse(f"{shown(str(out))} is in use by another run ({_told_holder(out)})") from None
    except OSError as error:
        raise OutputsUnusable.because(error, out) from None
    try:
        run = _taken_over(out)
        # Whoever keeps the outputs under version control doesn't want our memory in there.
        write(own / ".gitignore", b"*\n")
        try:
            yield run
        finally:
            with suppress(OSError):
                _clear_away(out)  # a worker may have been killed, and its batch been done by another
                (own / HOLDER).unlink()
    finally:
        lock.release()


def wait_until_free(out: Path, *, seconds: float) -> None:
    """Returns when no run holds the folder of outputs. Raises OutputsInUse where one still does by then."""
    lock = FileLock(out / OWN_FOLDER / "lock")
    # Where it can't be locked at all, the run itself will say why.
    with suppress(OSError):
        try:
            lock.acquire(timeout=seconds, poll_interval=1)
            lock.release()
        except Timeout:
            raise OutputsInUse(f"{shown(str(out))} is in use by another run ({_told_holder(out)})") from None


def _taken_over(out: Path) -> str:
    """Makes sure that nobody else writes any more, and clears away what a killed run left. Gives our run's name."""
    own, run = out / OWN_FOLDER, uuid.uuid4().hex
    before = _told_holder(out)
    # First our name, then the wait: a batch that begins in between sees that it is too late.
    write(own / HOLDER, _this_process(run))
    try:
        if not stragglers.wait_for_all(own, seconds=SECONDS_FOR_STRAGGLERS):
            raise OutputsInUse(f"{shown(str(out))} is still written by what a killed run left at work ({before})")
        _clear_away(out)
    except OSError as error:
        raise OutputsUnusable.because(error, out) from None
    return run


def _clear_away(folder: Path) -> None:
    """Removes the temporary files of what was killed in the middle of writing."""
    for below, _, names in os.walk(folder):
        for name in names:
            if _OURS.fullmatch(name):
                Path(below, name).unlink()


def write(path: Path, content: bytes) -> Status:
    """Puts the content in its place, whole, if it isn't there already.

    Raises OutputsUnusable; the old file is then as it was.
    """
    try:
        before = digest_of(path)
        if before == digest(content):
            return "unchanged"
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise OutputsUnusable.because(error, path) from None
    return "added" if before is None else "changed"


def digest(content: bytes) -> str:
    """The SHA-256 of the content, in hex."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None where there is no such file."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_of(path: Path, *, most_bytes: int) -> bytes | None:
    """A file's bytes; None where there is no such file, or none that can be read, or a larger one."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > most_bytes:
            return None
        return path.read_bytes()
    except OSError:
        return None


def remove(path: Path, *, if_still: str, up_to: Path) -> bool:
    """Removes a file that holds the bytes with this digest, and folders that it leaves empty, up to `up_to`.

    A file that somebody edited since stays. Returns whether the file was removed.
    """
    try:
        if digest_of(path) != if_still:
            return False
        path.unlink()
        for folder in path.parents:
            if folder == up_to or any(folder.iterdir()):
                break
            folder.rmdir()
    except OSError as error:
        raise OutputsUnusable.because(error, path) from None
    return True


def holder(out: Path) -> bytes | None:
    """Who holds these outputs, in the words of that run; None where nobody does."""
    return content_of(out / OWN_FOLDER / HOLDER, most_bytes=10_000)


def ignores_case(out: Path) -> bool:
    """Whether `A` and `a` are one file here. Asked while the lock is held."""
    return (out / OWN_FOLDER / "LOCK").exists()


def _replace(path: Path, content: bytes) -> None:
    # A name of its own: a worker taken for dead may be at the same file. The next run clears away what is left.
    beside = path.parent / f".{uuid.uuid4().hex[:16]}.tmp"
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Returns when the names in a folder stand on the disk."""
    if os.name == "nt":  # a folder can't be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _this_process(run: str) -> bytes:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since, "run": run}).encode()


def _told_holder(out: Path) -> str:
    try:
        holding = json.loads(holder(out) or b"")
        return f"process {holding['pid']} on {holding['host']}, since {holding['since']}"
    except (ValueError, KeyError, TypeError):
        return "which has only just begun"
