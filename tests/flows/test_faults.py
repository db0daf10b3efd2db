"""Faults of the machine, injected for real: a full disk, a read-only one, sources that change in mid-run, two runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from folders import errors, made, records
from killing import command, finished, has_begun, left, started
from made_up_rules import InThisProcess, Rules

from flows import batches, outputs, part, workers
from flows.batches import Assignment, Batch, Outcomes
from flows.job import carry_out
from flows.outputs import OutputsInUse, locked
from flows.part import Superseded
from flows.report import Tally
from flows.sources import gather

Run = Callable[..., Tally]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if not mounted or mounted.returncode:
        pytest.skip("mounting a disk of its own takes root's rights")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def remounted(disk: Path, *options: str) -> None:
    subprocess.run(["mount", "-o", ",".join(("remount", *options)), str(disk)], check=True)


@pytest.fixture
def reports(folder: Path) -> Path:
    for number in range(60):
        made(folder / f"{number:02}.txt", f"report {number} " * 900)
    return folder


@pytest.mark.parametrize("count", ["1", "2"])
def test_a_full_disk(reports: Path, small_disk: Path, out: Path, count: str) -> None:
    full = small_disk / "out"
    status, said = finished(started(command("extract", reports, full, "--workers", count)))
    assert status == 4
    assert "No space left on device; nothing is left half-written" in said
    assert len(said.splitlines()) == 1
    assert finished(started(command("extract", reports, out))) == (0, "")
    undisturbed = left(out)
    assert 0 < len(left(full)) < 60
    assert left(full).items() <= undisturbed.items()
    remounted(small_disk, "size=3m")
    assert finished(started(command("extract", reports, full, "--workers", count))) == (0, "")
    assert left(full) == undisturbed


def test_a_read_only_disk(reports: Path, small_disk: Path) -> None:
    remounted(small_disk, "size=3m")
    arguments = command("extract", reports, small_disk / "out")
    assert finished(started(arguments)) == (0, "")
    before = left(small_disk / "out")
    made(reports / "00.txt", "revised")
    remounted(small_disk, "ro")
    status, said = finished(started(arguments))
    assert status == 4
    assert "can't be written: Read-only file system" in said
    assert len(said.splitlines()) == 1
    assert left(small_disk / "out") == before
    remounted(small_disk, "rw")
    assert finished(started(arguments)) == (0, "")
    changed = {path for path, content in left(small_disk / "out").items() if before[path] != content}
    assert changed == {"00.txt.json"}


def deleted(path: Path) -> None:
    path.unlink()


def truncated(path: Path) -> None:
    path.write_text("")


def made_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def made_a_folder(path: Path) -> None:
    path.unlink()
    made(path / "x.txt")


def made_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


CHANGES = [
    (deleted, "the file can't be read: No such file or directory"),
    (truncated, None),
    (made_a_pipe, "the file can't be read: it is no regular file any more"),
    (made_a_folder, "the file can't be read: Is a directory"),
    (made_a_link, "the file can't be read: Too many levels of symbolic links"),
]


@pytest.mark.parametrize(("change", "told"), CHANGES, ids=[row[0].__name__ for row in CHANGES])
def test_a_source_that_changes_in_mid_run(
    run: Run, folder: Path, out: Path, tmp_path: Path, change: Callable[[Path], None], told: str | None
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        made(folder / name)
    run()

    def disturbed(work: list[Batch]) -> Outcomes:  # the sources have been found, none is read yet
        change(folder / "b.txt")
        yield from workers.sharing(work, workers=1)

    tally = carry_out([folder], out=out, runner=disturbed, most_batches=3, quiet=True)
    assert (tally.failed, tally.unchanged) == (int(told is not None), 2)
    assert [entry["error"] for entry in errors(out)] == ([told] if told else [])
    run()
    one = partial(workers.sharing, workers=1)
    carry_out([folder], out=tmp_path / "undisturbed", runner=one, most_batches=3, quiet=True)
    assert left(out) == left(tmp_path / "undisturbed")


def test_a_renamed_source_after_a_kill_is_not_doubled(folder: Path, out: Path) -> None:
    for number in range(9):
        made(folder / f"{number}.txt", f"text {number}")
    made(folder / "slow.txt", "slow 60")
    process = started(command("extract", folder, out))
    assert has_begun(out, process, 9)
    process.kill()
    process.wait()
    (folder / "3.txt").rename(folder / "three.txt")
    (folder / "slow.txt").unlink()
    assert finished(started(command("extract", folder, out))) == (0, "")
    assert sorted(records(out)) == sorted(f"{name}.txt.json" for name in (*"01245678", "three"))


def test_a_batch_of_a_run_that_is_over_writes_nothing(rules: Rules, folder: Path, out: Path) -> None:
    work = (Assignment(gather([made(folder / "x.txt")]).sources[0], None),)
    with locked(out) as name:
        batches.carry_out(Batch(work, out, "rules", run=name))
    with locked(out), pytest.raises(Superseded):
        batches.carry_out(Batch(work, out, "other rules", run=name))
    with pytest.raises(Superseded):
        batches.carry_out(Batch(work, out, "other rules", run=name))


def test_a_batch_that_is_overtaken_stops_before_it_writes(out: Path, folder: Path) -> None:
    source = gather([made(folder / "x.txt")]).sources[0]
    with locked(out) as name, part.part_of(name, out=out) as mine:
        mine.will_write(source, "x.txt.json", "0" * 64)
        outputs.write(out / ".trialsift/holder.json", b'{"run": "another"}')
        with pytest.raises(Superseded):
            mine.will_write(source, "x.txt.json", "0" * 64)
    assert len(list(part.notes(out))) == 1


def test_what_a_killed_run_left_at_work_is_named(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "SECONDS_FOR_STRAGGLERS", 0.1)
    with locked(out):
        pass
    outputs.write(out / ".trialsift/holder.json", b'{"pid": 7, "host": "far", "since": "2026"}')
    with (out / ".trialsift/working.lock").open("ab") as at_work:
        fcntl.flock(at_work, fcntl.LOCK_SH)
        with pytest.raises(OutputsInUse, match=r"by what a killed run left at work \(process 7 on far"), locked(out):
            pass
    with locked(out):
        pass


def test_a_process_that_never_starts_is_told(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path) -> None:
    from flows import reader

    monkeypatch.setattr(reader, "CHILD", "raise SystemExit(5)")
    work = (Assignment(gather([made(folder / "x.txt")]).sources[0], None),)
    with pytest.raises(reader.ReaderLost, match="ended by itself, with status 5"):
        workers.in_own_process(Batch(work, out, "rules"))


def test_the_stand_in_has_the_face_of_a_reader() -> None:
    assert {"carry_out", "close"} <= set(dir(InThisProcess)) & set(dir(workers.Reader))
