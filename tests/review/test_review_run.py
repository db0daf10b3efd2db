"""Runs and decisions: never touched, and those that no longer apply are told of."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from zinc_trial import ZINC, added, dumped, review_of

from flows.report import Tally, show
from flows.review import decisions, documents
from flows.review.lapsed import lapsed_lines
from flows.review.originals import Library
from flows.review.writing import write_pages
from flows.sources import WrongUse


@pytest.fixture
def reviewed(out: Path, zinc: dict[str, Any], on: Callable[..., dict[str, Any]]) -> Path:
    """The review file: one record rejected, one corrected, one added."""
    held = review_of(
        on("64 adults", "reject"),
        on("20 mg", "correct", fields={"route": "other"}),
        added(zinc, "both sexes", value=2),
    )
    path = out / "zinc.txt.review.json"
    path.write_bytes(dumped(held))
    return path


def test_a_run_leaves_decisions_alone(reviewed: Path, extract: Callable[[], Tally], sources: Path) -> None:
    before = reviewed.read_bytes()
    assert extract().lapsed == ()
    (sources / "zinc.txt").unlink()
    tally = extract()
    assert tally.removed == 1
    assert reviewed.read_bytes() == before
    assert len(tally.lapsed) == 3
    assert all("its document has no records any more" in line for line in tally.lapsed)


def test_a_run_tells_which_decisions_no_longer_apply(
    reviewed: Path, extract: Callable[[], Tally], sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sources / "zinc.txt").write_text(ZINC.replace("64 adults", "65 adults"), "utf-8")
    tally = extract()
    show(tally, reviewed.parent)
    told = capsys.readouterr().out
    record, addition = sorted(tally.lapsed, key=lambda line: "add by" in line)
    assert "zinc.txt sample_size:" in record
    assert "(reject by Ada): its record has vanished" in record
    assert "(add by Ada): the source has changed" in addition
    assert all(line in told for line in tally.lapsed)
    assert [name for name, _ in tally.rows()] == ["added", "changed", "unchanged", "removed", "failed", "skipped"]


def test_a_review_file_that_cannot_be_used_is_told_of(out: Path, extract: Callable[[], Tally]) -> None:
    (out / "zinc.txt.review.json").write_text("{ not json")
    (line,) = extract().lapsed
    assert "zinc.txt" in line
    assert (out / "zinc.txt.review.json").read_text() == "{ not json"


def test_review_files_are_no_documents(reviewed: Path, out: Path) -> None:
    (out / ".hidden.json").write_text("{}")
    (out / "linked.json").symlink_to(out / "zinc.txt.json")
    assert documents.document_ids(out) == ("zinc.txt",)
    assert documents.reviewed_ids(out) == ("zinc.txt",)


def test_a_record_file_of_another_document_is_refused(out: Path) -> None:
    (out / "copy.txt.json").write_bytes((out / "zinc.txt.json").read_bytes())
    with pytest.raises(documents.UnusableRecords, match="another document"):
        documents.load(out, "copy.txt")
    (out / "copy.txt.review.json").write_bytes(decisions.dumps(decisions.none_on("copy.txt")))
    assert any("another document" in line for line in lapsed_lines(out))


def test_the_command_line(out: Path, sources: Path, reviewed: Path) -> None:
    """`review` writes the pages and says where; `cases` writes what the decisions give."""

    def trialsift(*arguments: object) -> str:
        command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        environment = {**os.environ, "COLUMNS": "200"}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout

    home = Path(trialsift("review", out, "--sources", sources).strip())
    assert home == (out / ".trialsift/review/index.html").resolve()
    assert "Zinc and CD4 counts" in (home.parent / "documents/zinc.txt.html").read_text("utf-8")
    assert "gold.jsonl" in trialsift("cases", out)


def test_a_folder_of_something_else_is_refused(sources: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="sources holds no record files"):
        documents.document_ids(sources)
    (sources / "registry.json").write_text('{"count": 60}')
    with pytest.raises(WrongUse, match="sources holds no record files"):
        write_pages(sources, Library(sources, ()), to=tmp_path / "pages")
    (sources / "registry.json").rename(sources / "errors.json")
    assert documents.document_ids(sources) == ()
