"""The main job with made-up rules: outputs are a function of sources and rules, whatever went before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import errors, made, records
from made_up_rules import Rules

from flows import batches, job
from flows.report import Tally

Run = Callable[..., Tally]


def test_outputs_mirror_sources(run: Run, folder: Path, out: Path) -> None:
    made(folder / "001.txt", "one")
    made(folder / "a/b.xml", "two")
    made(folder / "set.nbib", "many 11:x 22:y")
    assert run() == Tally(added=4)
    assert records(out) == {
        "001.txt.json": "first: one\n",
        "a/b.xml.json": "first: two\n",
        "set.nbib/11.json": "first: x\n",
        "set.nbib/22.json": "first: y\n",
    }
    assert json.loads((out / "errors.json").read_bytes()) == {"errors": [], "skipped": []}


def test_a_second_run_reads_and_writes_nothing(
    run: Run, folder: Path, out: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder / "x.txt")
    made(folder / "set.nbib", "many 11:x 22:bad")
    run()
    rules.has_read.clear()
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.json")}
    assert run() == Tally(unchanged=2, failed=1)
    assert rules.has_read == []
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.json")} == before


def test_a_changed_source_is_read_again_and_no_other(run: Run, folder: Path, rules: Rules) -> None:
    made(folder / "x.txt")
    made(folder / "y.txt")
    run()
    rules.has_read.clear()
    made(folder / "x.txt", "text, corrected")
    assert run() == Tally(changed=1, unchanged=1)
    assert rules.has_read == ["x.txt"]


def test_other_rules_read_everything_again(run: Run, folder: Path, out: Path, rules: Rules) -> None:
    made(folder / "x.txt")
    run()
    rules.version = "second"
    assert run() == Tally(changed=1)
    assert records(out) == {"x.txt.json": "second: text\n"}


def test_outputs_that_are_missing_or_edited_are_made_again(run: Run, folder: Path, out: Path) -> None:
    made(folder / "x.txt")
    made(folder / "y.txt")
    run()
    right = records(out)
    (out / "x.txt.json").unlink()
    (out / "y.txt.json").write_text("edited by hand")
    assert run() == Tally(added=1, changed=1)
    assert records(out) == right


def test_without_its_memory_a_run_ends_the_same(run: Run, folder: Path, out: Path) -> None:
    made(folder / "x.txt")
    run()
    (out / ".trialsift/state.json").unlink()
    assert run() == Tally(unchanged=1)


def test_what_a_source_no_longer_yields_is_removed(run: Run, folder: Path, out: Path) -> None:
    made(folder / "x.txt", "many 11:x 22:y")
    run()
    made(folder / "x.txt", "many 22:y")
    assert run() == Tally(unchanged=1, removed=1)
    made(folder / "x.txt", "bad")
    assert run() == Tally(removed=1, failed=1)
    assert records(out) == {}
    assert not (out / "x.txt").exists()


def test_outputs_of_a_vanished_source_go_unless_edited(run: Run, folder: Path, out: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        made(folder / name)
    run()
    made(out / "of mine.json")
    made(out / "b.txt.json", "edited by hand")
    (folder / "a.txt").unlink()
    (folder / "b.txt").unlink()
    assert run() == Tally(unchanged=1, removed=1)
    assert sorted(records(out)) == ["b.txt.json", "c.txt.json", "of mine.json"]


def test_a_run_on_a_part_leaves_the_rest(run: Run, folder: Path, tmp_path: Path, out: Path) -> None:
    made(folder / "a.txt", "bad")
    one = made(folder / "b.txt")
    other = made(tmp_path / "others/c.txt").parent
    run()
    assert run(other) == Tally(added=1)
    assert run(one) == Tally(unchanged=1)
    assert sorted(records(out)) == ["b.txt.json", "c.txt.json"]
    assert [entry["source"] for entry in errors(out)] == ["a.txt"]
    (one).unlink()
    assert run() == Tally(removed=1, failed=1)
    assert sorted(records(out)) == ["c.txt.json"]


@pytest.mark.parametrize("count", [0, 1, 29, 30, 31, 1_000])
def test_batches_are_few_and_hold_everything_in_order(folder: Path, count: int) -> None:
    source = job.gather([made(folder / "x.txt", "x" * 500)]).sources[0]
    work = [batches.Assignment(source._replace(id=str(number)), None) for number in range(count)]
    split = batches.split(work, out=folder, rules="", most=30, least_bytes=1)
    assert len(split) <= 30
    assert [assignment for batch in split for assignment in batch.work] == work
