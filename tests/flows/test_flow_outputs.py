"""The folder of outputs: whole files, one run at a time, a memory that may be lost."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import memory, outputs
from flows.memory import Failure, Known, Memory
from flows.outputs import OutputsInUse, OutputsUnusable, digest, locked, remove, write

HOLD = """
import sys, time
from pathlib import Path
from flows.outputs import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_file_is_added_changed_or_left_alone(out: Path) -> None:
    path = out / "a/b/x.json"
    assert write(path, b"one") == "added"
    assert write(path, b"two") == "changed"
    before = path.stat()
    assert write(path, b"two") == "unchanged"
    assert path.stat() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["x.json"]


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(out / "x.json", b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputsUnusable, match="No space left"):
        write(out / "x.json", b"new")
    assert {entry.name: entry.read_bytes() for entry in out.iterdir()} == {"x.json": b"old"}


def test_only_what_we_wrote_is_removed(out: Path) -> None:
    write(out / "a/x.json", b"ours")
    write(out / "y.json", b"edited by hand")
    assert remove(out / "a/x.json", if_still=digest(b"ours"), up_to=out)
    assert not remove(out / "y.json", if_still=digest(b"ours"), up_to=out)
    assert not remove(out / "gone.json", if_still=digest(b"ours"), up_to=out)
    assert [entry.name for entry in out.iterdir()] == ["y.json"]


def test_outputs_held_by_another_process_name_it_until_it_dies(out: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, out], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(OutputsInUse, match=f"process {other.pid} on .*, since 20"), locked(out):
            pass
        other.kill()
    assert (out / ".trialsift/holder.json").exists()  # it had no time to tidy up
    with locked(out):
        assert json.loads((out / ".trialsift/holder.json").read_bytes())["pid"] == os.getpid()


def test_a_lock_file_that_somebody_left_is_no_hindrance(out: Path) -> None:
    (out / ".trialsift").mkdir(parents=True)
    (out / ".trialsift/lock").write_text("12345")
    with locked(out):
        pass


def test_a_file_in_the_folders_place_is_unusable(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputsUnusable), locked(tmp_path / "out"):
        pass


def known(*paths: str) -> Known:
    failures = (Failure("x.txt/7", "found nothing"), Failure("x.txt", "a defect", lasting=False))
    return Known("x.txt", "/sources", "0" * 64, "rules", tuple((path, "1" * 64) for path in paths), failures)


def test_what_is_remembered_comes_back(out: Path) -> None:
    kept = Memory({"x.txt": known("x.txt/1.json")}, [("/sources", "link", "a link")])
    memory.save(kept, out)
    assert memory.load(out) == kept


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"version": 0}', b'{"version": 1, "sources": {"x": {}}}', b"\xff"]
)
def test_a_memory_that_is_damaged_is_an_empty_one(out: Path, content: bytes) -> None:
    outputs.write(out / ".trialsift/state.json", content)
    assert memory.load(out) == Memory()


@pytest.mark.parametrize("path", ["../x.json", "/etc/x.json", "a/../../x.json", "x.txt", ".trialsift/state.json"])
def test_a_memory_never_leads_outside(out: Path, path: str) -> None:
    memory.save(Memory({"x.txt": known(path)}), out)
    assert memory.load(out) == Memory()
