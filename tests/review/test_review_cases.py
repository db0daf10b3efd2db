"""Decisions as tests: rows that the case tables take as they are, gold lines that the scorer reads."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from zinc_trial import ZINC, added, dumped, review_of

from flows.review.cases import read_by_rules, rows_of, toml, write_cases
from flows.review.originals import Library

SCORE = Path(__file__).resolve().parents[2] / "../shared/gold/score.py"
CHECK = SCORE.with_name("check_gold.py")


@pytest.fixture
def reviewed(out: Path, zinc: dict[str, Any], on: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    held = review_of(
        on("64 adults", "accept"),
        on("20 mg", "correct", fields={"frequency": 2, "drug": 'Zinc "forte"\x7f'}, note="of the label"),
        added(zinc, "both sexes", value=2, role="total") | {"sentence": "Zinc raised CD4 counts in both sexes."},
    )
    (out / "zinc.txt.review.json").write_bytes(dumped(held))
    return held


def test_rows_read_as_the_case_tables_read_them(zinc: dict[str, Any], reviewed: dict[str, Any]) -> None:
    rows = {row.kind + str(len(row.records)): row for row in rows_of(zinc, reviewed)}
    for row in rows.values():
        (case,) = tomllib.loads(toml(row))["case"]
        assert case["text"] == row.text
        assert len(case["records"]) == len(row.records)
        # A row that the rules don't meet yet is a known miss; the others pass as they are.
        assert ("known_miss" in case) == (read_by_rules(row) != list(row.records))
    (dose,) = rows["dose1"].records
    assert dose["frequency"] == 2
    assert "known_miss" in toml(rows["dose1"])
    assert "of the label" in rows["dose1"].source
    assert "both sexes" in toml(rows["sample_size1"])


def test_a_rejection_is_a_row_that_must_not_match(zinc: dict[str, Any], on: Callable[..., dict[str, Any]]) -> None:
    (row,) = rows_of(zinc, review_of(on("20 mg", "reject")))
    assert "records = []" in toml(row)
    assert tomllib.loads(toml(row))["case"][0]["records"] == []


def test_undecided_neighbours_are_marked(zinc: dict[str, Any], on: Callable[..., dict[str, Any]]) -> None:
    (row,) = rows_of(zinc, review_of(on("64 adults", "accept")))
    assert "64 adults" not in row.open
    assert "# nobody has decided on this one" in toml(row)


def gold_of(out: Path) -> dict[str, Any]:
    told = list(write_cases(out, Library(out, ()), to=out / "cases"))
    assert any("gold.jsonl" in line for line in told)
    return json.loads((out / "cases/gold.jsonl").read_text("utf-8"))


def test_the_gold_line(out: Path, reviewed: dict[str, Any]) -> None:
    line = gold_of(out)
    assert line["doc"] == "zinc.txt"
    by_quote = {record["quote"]: record for record in line["records"]}
    assert by_quote["20 mg"]["frequency"] == 2
    assert "optional" not in by_quote["20 mg"]
    assert by_quote["both sexes"] == {"type": "sample_size", "quote": "both sexes", "value": 2, "role": "total"}
    assert by_quote["402 cells/mm3"]["optional"] is True
    assert by_quote["402 cells/mm3"]["type"] == "cd4"


@pytest.mark.skipif(not SCORE.exists(), reason="the shared gold folder is not beside this checkout")
def test_the_scorer_reads_it(out: Path, sources: Path, reviewed: dict[str, Any]) -> None:
    """An uncorrected output finds the dose but gets its frequency wrong, and misses what was added."""
    gold_of(out)
    command = [sys.executable, SCORE, out / "cases/gold.jsonl", sources, out, "--json"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert (result["dose"]["f1"], result["dose"]["fields"]["frequency"]) == (1.0, 0.0)
    assert result["sample_size"]["recall"] == 0.5
    checked = subprocess.run([sys.executable, CHECK, out / "cases/gold.jsonl", sources], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_no_gold_line_of_what_the_scorer_cannot_read(out: Path, sources: Path, reviewed: dict[str, Any]) -> None:
    (sources / "zinc.txt").write_text(ZINC + "\nMore.\n", "utf-8")
    assert any("its source has changed" in line for line in write_cases(out, Library(out, ())))
    (sources / "zinc.txt").unlink()
    assert any("its source can't be read" in line for line in write_cases(out, Library(out, ())))
    assert not (out / ".trialsift/cases/gold.jsonl").exists()


def test_the_same_quote_twice_says_which(out: Path, zinc: dict[str, Any]) -> None:
    second = ZINC.index("baseline", ZINC.index("305"))
    place = {"occurrence": 2, "span": [second, second + len("baseline")]}
    held = review_of(added(zinc, "baseline", value=33) | place)
    (out / "zinc.txt.review.json").write_bytes(dumped(held))
    (record,) = (record for record in gold_of(out)["records"] if record["quote"] == "baseline")
    assert record["nth"] == 2
