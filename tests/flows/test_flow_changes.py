"""What a run tells of its changes: old bytes to new, of the first documents that it wrote anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from folders import made

from flows import batches, changes, job, outputs
from flows.batches import Assignment, Batch, Outcome, Written
from flows.changes import Changes
from flows.report import Tally
from flows.sources import Source, gather

TEXT = "Zinc in HIV\n\nMethods\nIn all, {} adults were randomized.\n"


def run(folder: Path, out: Path) -> str:
    """Runs the job with the real rules; gives the summary."""
    noted = Changes()

    def runner(work: Sequence[Batch]) -> Iterator[tuple[Outcome, ...]]:
        for batch in work:
            outcomes = batches.carry_out(batch)
            noted.note(outcomes)
            yield outcomes

    tally = job.carry_out([folder], out=out, runner=runner, most_batches=2, quiet=True)
    return noted.told(out, tally)


def test_a_run_tells_what_it_changed(folder: Path, out: Path) -> None:
    made(folder / "a.txt", TEXT.format(64))
    made(folder / "b.txt", TEXT.format(70))
    assert "- `a.txt`\n- `b.txt`" in run(folder, out)
    assert run(folder, out) == "No document changed."
    made(folder / "b.txt", TEXT.format(71))
    told = run(folder, out)
    assert "### `b.txt` (source changed)" in told
    assert "`value`: `70` → `71`" in told
    assert "a.txt" not in told


def noted(paths: Iterable[str], status: outputs.Status = "changed") -> Outcome:
    source = Source(id="x", name="x", path=Path("x"), root=Path(), size=0)
    written = tuple(Written(path, "", status, b"{}" if status == "changed" else None) for path in paths)
    return Outcome(source, "", written, ())


def test_only_the_first_by_name_are_kept() -> None:
    noticed = Changes()
    for number in reversed(range(300)):
        noticed.note([noted([f"{number:03}.json"]), noted([f"new {number:03}.json"], "added")])
    assert list(noticed.replaced) == [f"{number:03}.json" for number in range(changes.MOST_DOCUMENTS)]
    assert noticed.added[-1] == "new 049.json"
    told = noticed.told(Path("nowhere"), Tally(changed=300, added=300))
    assert "0 of the 300 that changed" in told  # the files are gone meanwhile
    assert "and 250 more" in told


@pytest.mark.usefixtures("rules")
def test_a_batch_hands_back_the_first_files_that_it_replaces(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_KEPT", 3)
    for number in range(5):
        made(folder / f"{number}.txt", f"text {number}")
        made(out / f"{number}.txt.json", f"old {number}")
    made(out / "1.txt.json", "first: text 1\n")  # as it will be
    work = tuple(Assignment(source, None) for source in gather([folder]).sources)
    outcomes = batches.carry_out(Batch(work, out, "first"))
    kept = {item.path: item.before for outcome in outcomes for item in outcome.written}
    assert kept == {
        "0.txt.json": b"old 0",
        "1.txt.json": None,
        "2.txt.json": b"old 2",
        "3.txt.json": b"old 3",
        "4.txt.json": None,
    }


def test_a_large_file_or_a_link_is_not_handed_back(tmp_path: Path) -> None:
    large = made(tmp_path / "large.json", "x" * 11)
    (tmp_path / "link.json").symlink_to(large)
    assert outputs.content_of(large, most_bytes=10) is None
    assert outputs.content_of(large, most_bytes=11) == b"x" * 11
    assert outputs.content_of(tmp_path / "link.json", most_bytes=99) is None
    assert outputs.content_of(tmp_path / "gone.json", most_bytes=99) is None
