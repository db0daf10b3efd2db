"""Several workers, any order, any hash seed: the same bytes, with the real rules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import made_up_rules
import pytest
from reports import written

from flows import batches, job, workers
from flows.batches import Assignment, Batch, Outcome
from flows.memory import Known


@pytest.fixture
def reports(folder: Path) -> Path:
    return written(folder)


def extract(reports: list[Path], out: Path, *, seed: int = 0, workers: int = 1) -> dict[str, bytes]:
    """Runs the command line in a process of its own; gives all outputs."""
    code = "from flows import job, cli; job.LEAST_BYTES = 0; cli.main()"
    arguments = ["extract", *map(str, reports), "--out", str(out), "--workers", str(workers)]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=environment)
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*.json") if path.parent == out}


def test_workers_order_and_hash_seed_change_no_byte(reports: Path, tmp_path: Path) -> None:
    once = extract([reports], tmp_path / "once")
    assert sorted(once) == ["arms.txt.json", "doses.txt.json", "errors.json", "small.txt.json"]
    shuffled = [reports / name for name in ("small.txt", "arms.txt", "doses.txt")]
    assert extract(shuffled, tmp_path / "shuffled", seed=1) == once
    assert extract([reports], tmp_path / "shared", seed=2, workers=2) == once


@pytest.mark.parametrize("count", [1, 2])
def test_a_document_that_kills_its_process_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    for name in ("a", "b", "deadly", "d"):
        (folder / name).write_text("text")
    monkeypatch.setattr(batches, "carry_out", made_up_rules.carry_out_or_die)
    work = tuple(Assignment(source, None) for source in job.gather([folder]).sources)
    halves = [Batch(half, folder, "rules") for half in (work[:2], work[2:])]
    outcomes = [outcome for batch in workers.sharing(halves, workers=count) for outcome in batch]
    assert sorted(outcome.source.id for outcome in outcomes) == ["a", "b", "d", "deadly"]
    failed = [outcome for outcome in outcomes if outcome.failures]
    assert [outcome.source.id for outcome in failed] == ["deadly"]
    assert "was killed" in failed[0].failures[0].sentence


def test_what_was_written_before_its_process_died_is_counted_as_on_a_first_try(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "carry_out", made_up_rules.carry_out_as_made_up)

    def read(text: str, known: Known | None) -> Outcome:
        (folder / "set.nbib").write_text(text)
        (source,) = job.gather([folder]).sources
        (outcome,) = workers.in_own_process(Batch((Assignment(source, known),), tmp_path / "out", "rules"))
        assert [failure.document_id for failure in outcome.failures] == ["set.nbib/2"]
        return outcome

    first = read("many 1:x 2:deadly 3:y", None)
    assert [file.status for file in first.written] == ["added", "added"]
    outputs = tuple((file.path, file.digest) for file in first.written)
    again = read("many 1:x 3:z 4:new 2:deadly", Known("set.nbib", str(folder), None, "rules", outputs, ()))
    assert {file.path: file.status for file in again.written} == {
        "set.nbib/1.json": "unchanged",
        "set.nbib/3.json": "changed",
        "set.nbib/4.json": "added",
    }


@pytest.mark.parametrize(("size", "count"), [(0, 1), (1_000_000, 1), (3_000_000, 2), (10**9, 8)])
def test_small_work_is_done_by_one(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int, count: int) -> None:
    monkeypatch.setattr(workers, "_processors", lambda: 16)
    (folder / "x").write_text("text")
    source = job.gather([folder]).sources[0]._replace(size=size)
    assert workers.fitting([Batch((Assignment(source, None),), folder, "rules")]) == count
