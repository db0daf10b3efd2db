"""Extraction on change: a glance that sees every change it must, the flow that does nothing without one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import made, records
from made_up_rules import Rules

from flows import failures, glance, outputs
from flows.on_change import extract_on_change
from flows.outputs import OutputsInUse
from flows.report import Tally

Run = Callable[..., Tally]


def seen(folder: Path, out: Path, rules: str = "first") -> str:
    return glance.glance([folder], out=out, rules=rules)


def grown(folder: Path) -> None:
    made(folder / "a.txt", "longer text")


def replaced_by_a_file_of_the_same_size(folder: Path) -> None:
    made(folder / "a.txt", "TEXT")
    os.utime(folder / "a.txt", (1_000_000_000, 1_000_000_001))


def renamed(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "c.txt")


def removed(folder: Path) -> None:
    (folder / "a.txt").unlink()


def put_there(folder: Path) -> None:
    made(folder / "deeper/d.txt")


def nothing(_folder: Path) -> None:
    pass


def outputs_written(folder: Path) -> None:
    made(folder / "out/a.txt.json")


def fetching_remembered(folder: Path) -> None:
    made(folder / ".trialsift-fetch.json")


@pytest.mark.parametrize(
    "event", [grown, replaced_by_a_file_of_the_same_size, renamed, removed, put_there], ids=lambda event: event.__name__
)
def test_a_change_is_seen(folder: Path, event: Callable[[Path], None]) -> None:
    made(folder / "a.txt")
    made(folder / "b.txt")
    before = seen(folder, folder / "out")
    event(folder)
    assert seen(folder, folder / "out") != before


@pytest.mark.parametrize("event", [nothing, outputs_written, fetching_remembered], ids=lambda event: event.__name__)
def test_what_is_no_source_is_no_change(folder: Path, event: Callable[[Path], None]) -> None:
    made(folder / "a.txt")
    (folder / "out").mkdir()
    before = seen(folder, folder / "out")
    event(folder)
    assert seen(folder, folder / "out") == before


def test_other_rules_are_a_change(folder: Path, out: Path) -> None:
    made(folder / "a.txt")
    assert seen(folder, out, "second") != seen(folder, out)


def test_a_run_that_another_try_may_mend_is_not_settled(run: Run, folder: Path, out: Path) -> None:
    made(folder / "a.txt", "bad")
    run()
    glance.keep("shown", out)
    assert glance.last(out) == "shown"  # a source that can't be read is not tried again
    made(folder / "b.txt", "crash")
    run()
    assert glance.last(out) is None


def test_failures_are_told_with_links(run: Run, folder: Path, out: Path) -> None:
    made(folder / "a (1)|b.txt", "bad")
    made(folder / "set.nbib", "many 11:bad 22:y")
    made(folder / "gone.txt", "bad")
    run()
    (folder / "gone.txt").unlink()
    lines = failures.told(out, [folder]).splitlines()
    wrong = "`the whole file: found a picture; expected text`"
    assert lines[2:] == [
        f"| [`a (1)\\|b.txt`](<{folder.as_uri()}/a%20%281%29%7Cb.txt>) | {wrong} |",
        f"| `gone.txt` | {wrong} |",
        f"| [`set.nbib`](<{folder.as_uri()}/set.nbib>) `set.nbib/11` | {wrong} |",
    ]


def test_nothing_failed(run: Run, folder: Path, out: Path) -> None:
    made(folder / "a.txt")
    run()
    assert failures.told(out, [folder]) == "Nothing failed."


def test_outputs_that_are_held_are_waited_for_so_long(out: Path) -> None:
    outputs.wait_until_free(out, seconds=0)
    with outputs.locked(out), pytest.raises(OutputsInUse, match="in use by another run \\(process"):
        outputs.wait_until_free(out, seconds=0.1)
    outputs.wait_until_free(out, seconds=0)


@pytest.mark.endurance
@pytest.mark.usefixtures("prefect_server")
def test_the_flow_works_only_on_change(rules: Rules, folder: Path, out: Path) -> None:
    def poll() -> tuple[str | None, str | None]:
        state = extract_on_change([str(folder)], str(out), worker_count=1, return_state=True)
        return state.name, state.message

    made(folder / "a.txt")
    assert poll() == ("Completed", "1 added, 0 changed, 0 unchanged, 0 removed, 0 failed, 0 skipped")
    rules.has_read.clear()
    assert poll()[0] == "Unchanged"
    assert rules.has_read == []
    made(folder / "b.txt")
    with outputs.locked(out):
        name, message = poll()
    assert name == "Postponed"
    assert f"(process {os.getpid()} on " in str(message)
    assert poll()[0] == "Completed"
    assert sorted(records(out)) == ["a.txt.json", "b.txt.json"]
