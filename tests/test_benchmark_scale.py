"""The benchmark of whole collections runs, at its smallest; what it projects follows from what it measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent / "benchmarks"


@pytest.mark.endurance
def test_one_process_two_and_dask_write_the_same_dataset(tmp_path: Path) -> None:
    page = tmp_path / "scale.md"
    page.write_text((BENCHMARKS.parents[1] / "docs/scale.md").read_text())
    command = [sys.executable, BENCHMARKS / "scale.py", "--shards", "3", "--citations", "40", "--documents", "30"]
    command += ["--page", page]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=500)
    assert told.returncode == 0, told.stderr
    rows = [line.split("|")[1].strip() for line in told.stdout.splitlines() if line.startswith("|")]
    assert {"one process", "2 processes", "Dask, 2 workers"} <= set(rows)
    assert "3 files, 120 citations" in told.stdout
    assert "Same bytes whoever did the work: yes" in told.stdout
    assert "same bytes: yes" in told.stdout
    assert "2 processes that share nothing do" in told.stdout
    assert told.stdout.strip() in page.read_text()
    assert page.read_text().count("Same bytes whoever") == 1


@pytest.mark.parametrize(("cores", "rounds"), [(1, 1300), (2, 650), (16, 82), (64, 21), (1300, 1), (5000, 1)])
def test_the_last_round_is_as_long_as_any(cores: int, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCHMARKS)
    import projection

    seconds_a_file = 38_000_000 / 1_300 * 0.002
    expected = pytest.approx(rounds * seconds_a_file / 3600)
    assert projection.hours(projection.Spent(whole=0.002, written_megabytes=0.0001), cores) == expected
