"""The main job in trouble: bad sources, hostile names, a full disk, the interrupt key."""

from __future__ import annotations

import errno
import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import errors, made, records
from made_up_rules import Rules

from flows import batches, job, memory, outputs
from flows.outputs import OutputsUnusable
from flows.report import Tally

Run = Callable[..., Tally]


def test_one_bad_source_stops_no_other(run: Run, folder: Path, out: Path, caplog: pytest.LogCaptureFixture) -> None:
    made(folder / "a.txt", "bad")
    made(folder / "b.txt", "crash")
    made(folder / "c.nbib", "many 11:bad 22:y")
    made(folder / "d.txt")
    with caplog.at_level(logging.ERROR):
        assert run() == Tally(added=2, failed=3)
    assert sorted(records(out)) == ["c.nbib/22.json", "d.txt.json"]
    bad, crash, within = errors(out)
    assert bad == {"source": "a.txt", "error": "the whole file: found a picture; expected text"}
    assert crash["error"].startswith("an internal error (ZeroDivisionError) while reading b.txt")
    assert within["document"] == "c.nbib/11"
    assert caplog.records[0].exc_info  # the traceback is there for whoever mends it


def test_internal_errors_are_tried_again_bad_sources_are_not(run: Run, folder: Path, rules: Rules) -> None:
    made(folder / "a.txt", "bad")
    made(folder / "b.txt", "crash")
    run()
    rules.has_read.clear()
    assert run() == Tally(failed=2)
    assert rules.has_read == ["b.txt"]


def test_a_source_that_cannot_be_read_is_reported(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder / "a.txt", "far too long")
    made(folder / "b.txt")
    monkeypatch.setattr(batches, "MOST_BYTES", 10)
    assert run() == Tally(added=1, failed=1)
    assert errors(out)[0]["error"].startswith("the whole file: found 12 bytes; expected at most 10")

    def closed(_source: object) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", "/home/somebody/a.txt")

    monkeypatch.setattr(batches, "read", closed)
    assert run() == Tally(removed=1, failed=2)
    assert errors(out)[0] == {"source": "a.txt", "error": "the file can't be read: Permission denied"}


def test_a_pipe_that_took_a_files_place_is_not_waited_for(folder: Path) -> None:
    source = job.gather([made(folder / "x.txt")]).sources[0]
    (folder / "x.txt").unlink()
    os.mkfifo(folder / "x.txt")
    with pytest.raises(OSError, match="no regular file"):
        batches.read(source)


def test_names_inside_a_file_never_lead_outside(run: Run, folder: Path, out: Path) -> None:
    made(folder / "set.nbib", "many ../../evil:x .hidden:y 11:z")
    assert run() == Tally(added=3)
    assert all(path.startswith("set.nbib/") for path in records(out))
    assert not list(out.parent.glob("evil*"))


def test_two_documents_of_one_name_in_a_file(run: Run, folder: Path, out: Path) -> None:
    made(folder / "set.nbib", "many 11:x 11:x 11:y")
    assert run() == Tally(added=1, failed=1)
    assert records(out) == {"set.nbib/11.json": "first: x\n"}
    assert "two different documents" in errors(out)[0]["error"]


def test_a_file_without_any_document_is_an_error(run: Run, folder: Path, out: Path) -> None:
    made(folder / "set.nbib", "many")
    assert run() == Tally(failed=1)
    assert errors(out)[0]["error"] == "no document was found in the file"


def test_hostile_names_all_get_their_place(run: Run, folder: Path, out: Path) -> None:
    names = [b"errors", b"a\nb.txt", b"caf\xe9.txt", b"x" * 255, b"con", b"y.json", b"y", b"; rm -rf ~", b"-rf"]
    for name in names:
        (folder / os.fsdecode(name)).write_text("text")
    assert run() == Tally(added=len(names))
    assert len(records(out)) == len(names)
    assert run() == Tally(unchanged=len(names))


def test_where_case_is_ignored_two_of_a_name_are_errors(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Trial.txt", "trial.txt", "other.txt"):
        made(folder / name)
    monkeypatch.setattr(outputs, "ignores_case", lambda _out: True)
    assert run() == Tally(added=1, failed=2)
    assert [entry["source"] for entry in errors(out)] == ["Trial.txt", "trial.txt"]


def test_skipped_things_are_listed(run: Run, folder: Path, out: Path) -> None:
    made(folder / "x.txt")
    (folder / "link.txt").symlink_to(folder / "x.txt")
    assert run() == Tally(added=1, skipped=1)
    assert run() == Tally(unchanged=1, skipped=1)
    skipped = json.loads((out / "errors.json").read_bytes())["skipped"]
    assert skipped == [{"source": "link.txt", "reason": "a link"}]


def test_a_full_disk_stops_the_run_and_the_next_goes_on(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        made(folder / name)
    write = outputs.write

    def full(path: Path, content: bytes) -> str:
        if path.name == "b.txt.json":
            raise OutputsUnusable("disk full")
        return write(path, content)

    monkeypatch.setattr(outputs, "write", full)
    with pytest.raises(OutputsUnusable):
        run()
    monkeypatch.setattr(outputs, "write", write)
    assert run() == Tally(added=1, unchanged=1)


def test_an_interrupted_run_remembers_what_was_done(
    run: Run, folder: Path, out: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "LEAST_BYTES", 0)
    made(folder / "a.txt")
    made(folder / "b.txt")
    read = batches.carry_out

    def interrupted(batch: batches.Batch) -> object:
        if batch.work[0].source.id == "b.txt":
            raise KeyboardInterrupt
        return read(batch)

    monkeypatch.setattr(batches, "carry_out", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert list(memory.load(out).sources) == ["a.txt"]
    monkeypatch.setattr(batches, "carry_out", read)
    assert run() == Tally(added=1, unchanged=1)
    assert rules.has_read == ["a.txt", "b.txt"]
