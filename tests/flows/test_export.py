"""`trialsift export`: tidy tables a kind, evidence tables a document, in three formats."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.kind import Kind
from extractors.pipeline import extract_source, known_kinds
from extractors.record_json import dumps
from flows.export_files import csv_bytes, harmless, json_lines, parquet_bytes
from flows.export_tables import Column, Table, record_table

Call = Callable[..., tuple[object, str, str]]
KINDS = {kind.name: kind for kind in known_kinds()}

ZINC = """Zinc and CD4 counts in adults with HIV

Methods
In all, 64 adults were randomized (n = 31 to zinc, n = 33 to placebo). Zinc was given as 20 mg once daily by mouth.

Results
In the zinc group the mean CD4 count was 310 cells/mm3 at baseline and 402 cells/mm3 at week 24 (P = 0.03).
In the placebo group the mean CD4 count was 305 cells/mm3 at baseline and 312 cells/mm3 at week 24.
"""


@pytest.fixture
def trialsift(trialsift: Callable[..., object], capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls the command line; gives exit status, stdout and stderr."""
    return lambda *arguments: (trialsift(*arguments), *capsys.readouterr())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder of outputs: one report, and the same in a source of many documents."""
    folder = tmp_path / "outputs"
    for document_id in ("zinc.txt", "set.nbib/11"):
        (found,) = extract_source(ZINC.encode(), "zinc.txt")
        held = json.loads(found.json, parse_float=Decimal)
        held["document"]["id"] = document_id
        path = folder / f"{document_id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dumps(held))
    (folder / "errors.json").write_text('{"errors": [], "skipped": []}\n')
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record(**fields: Any) -> Mapping[str, Any]:
    evidence = {"quote": "20 mg", "sentence": "Zinc, 20 mg.", "section": "methods", "rule": "dose.a", "span": [6, 11]}
    return {"id": "dose:00000001", **fields, "evidence": evidence}


DOCUMENT = {"id": "x.txt", "sha256": "a"}


def test_a_table_a_kind(trialsift: Call, out: Path, tmp_path: Path) -> None:
    status, printed, _ = trialsift("export", out, "--to", tmp_path / "tables/records.csv")
    assert status == 0
    assert "4 files" in printed
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        f"records.{kind}.csv" for kind in ("cd4_value", "dose", "p_value", "sample_size")
    ]
    rows = rows_of(tmp_path / "tables/records.cd4_value.csv")
    assert [row["document"] for row in rows] == ["set.nbib/11"] * 4 + ["zinc.txt"] * 4
    assert {(row["ucum"], row["loinc"]) for row in rows} == {("{cells}/uL", "24467-3")}
    dose = rows_of(tmp_path / "tables/records.dose.csv")[0]
    assert (dose["value"], dose["ucum"], dose["frequency"]) == ("20", "mg", "1")


def test_one_kind_is_the_file_itself(trialsift: Call, out: Path, tmp_path: Path) -> None:
    assert trialsift("export", out, "--to", tmp_path / "p.jsonl", "--kind", "p_value")[0] == 0
    held = [json.loads(line) for line in (tmp_path / "p.jsonl").read_text("utf-8").splitlines()]
    assert [(row["operator"], row["value"]) for row in held] == [("=", 0.03)] * 2
    assert held[0]["supports"].startswith("cd4_value:")


def test_curated_by_default(trialsift: Call, out: Path, tmp_path: Path) -> None:
    held = json.loads((out / "zinc.txt.json").read_bytes(), parse_float=Decimal)
    (wrong, *_) = held["records"]["sample_size"]
    decision = {
        "decision": "reject",
        "record": wrong["id"],
        "quote": wrong["evidence"]["quote"],
        "sentence": wrong["evidence"]["sentence"],
        "seen": {name: value for name, value in wrong.items() if name not in ("id", "evidence")},
        "reviewer": "Ada",
    }
    gone = {**decision, "record": "sample_size:ffffffff", "quote": "9 adults"}
    review = {"schema": "trialsift-review/1", "document": "zinc.txt", "decisions": [decision, gone]}
    (out / "zinc.txt.review.json").write_bytes(dumps(review))

    _, _, error = trialsift("export", out, "--to", tmp_path / "n.csv", "--kind", "sample_size")
    assert "1 decisions no longer apply" in error
    ids = [row["id"] for row in rows_of(tmp_path / "n.csv") if row["document"] == "zinc.txt"]
    assert wrong["id"] not in ids
    trialsift("export", out, "--to", tmp_path / "all.csv", "--kind", "sample_size", "--extracted")
    assert len(rows_of(tmp_path / "all.csv")) == len(rows_of(tmp_path / "n.csv")) + 1


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_the_same_records_give_the_same_bytes(trialsift: Call, out: Path, tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        trialsift("export", out, "--to", tmp_path / name / f"r{suffix}")
        trialsift("export", out, "--to", tmp_path / name / f"e{suffix}", "--evidence")
    one, other = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("a", "b")
    )
    assert one == other
    assert len(one) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "r.xlsx"), "the suffix of r.xlsx says no format"),
        (("--to", "r.csv", "--kind", "dos"), "there is no kind 'dos'; the kinds are sample_size, dose"),
        (("--to", "r.csv", "--kind", "dose", "--evidence"), "--evidence takes all kinds"),
    ],
)
def test_wrong_use(trialsift: Call, out: Path, arguments: tuple[str, ...], said: str) -> None:
    status, _, error = trialsift("export", out, *arguments)
    assert status == 2
    assert said in error


def test_without_pyarrow_it_says_what_to_do(
    trialsift: Call, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    status, _, error = trialsift("export", out, "--to", tmp_path / "r.parquet")
    assert status == 2
    assert "pip install 'trialsift[export]'" in error


def test_parquet() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is in the export extra")
    from pyarrow import BufferReader, parquet

    held = [(DOCUMENT, record(value=Decimal("0.1"), frequency="once")), (DOCUMENT, record(value=2, other_study=True))]
    table = record_table(KINDS["dose"], held)
    written = parquet_bytes(table)
    assert written == parquet_bytes(table)
    read = parquet.read_table(BufferReader(written))
    assert str(read.schema.field("value").type) == "double"
    assert read.column("value").to_pylist() == [0.1, 2.0]
    assert read.column("frequency_text").to_pylist() == ["once", None]
    assert read.column("other_study").to_pylist() == [None, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+51 cells/mm3", "'+51 cells/mm3"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("+51", "+51"),
        ("-64.5", "-64.5"),
        ("-1,695", "-1,695"),
        ("=", "'="),
        ("<0.05", "<0.05"),
        ("64 adults", "64 adults"),
        ("−64", "−64"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run(text: str, expected: str) -> None:
    assert harmless(text) == expected


def test_only_csv_is_guarded_and_numbers_stay_numbers() -> None:
    columns = Column("text", "text"), Column("number", "number")
    table = Table(columns, ({"text": "=1", "number": Decimal("-1.50")}, {"number": 10**7}))
    assert csv_bytes(table) == b"text,number\n'=1,-1.5\n,10000000\n"
    assert json_lines(table) == b'{"text": "=1", "number": -1.5}\n{"number": 10000000}\n'


def test_hostile_text_stays_in_its_cell() -> None:
    hostile = 'a "quoted", text\nof two lines \ud800 <script>'
    table = record_table(KINDS["dose"], [(DOCUMENT, record(drug=hostile))])
    (row,) = csv.DictReader(io.StringIO(csv_bytes(table).decode("utf-8"), newline=""))
    assert row["drug"] == hostile.replace("\ud800", "?")
    assert len(json_lines(table).splitlines()) == 1


def test_columns_do_not_depend_on_the_records() -> None:
    full = record_table(KINDS["dose"], [(DOCUMENT, record(value=2, frequency="once", arm="zinc"))])
    assert full.columns == record_table(KINDS["dose"], []).columns


def test_what_does_not_fit_a_column_stands_beside_it() -> None:
    """A curator may have corrected a number to words."""
    table = record_table(KINDS["dose"], [(DOCUMENT, record(value="a tablet or two")), (DOCUMENT, record(value=2))])
    assert Column("value", "number") in table.columns
    assert [(row.get("value"), row.get("value_text")) for row in table.rows] == [(None, "a tablet or two"), (2, None)]


def test_a_kind_without_a_schema_has_a_table_too() -> None:
    fifth = Kind(name="hazard_ratio", fields=("value", "bounds"), rank=5, find=lambda text, claims: ())
    held = [(DOCUMENT, record(value=Decimal("0.62"), bounds={"low": Decimal("0.4"), "high": 1}, new=[True]))]
    table = record_table(fifth, held)
    assert Column("value", "number") in table.columns
    assert (table.rows[0]["bounds"], table.rows[0]["new"]) == ("low 0.4, high 1", "true")


def test_an_evidence_table_a_document(trialsift: Call, out: Path, tmp_path: Path) -> None:
    assert trialsift("export", out, "--to", tmp_path / "evidence.csv", "--evidence")[0] == 0
    assert (tmp_path / "evidence/set.nbib/11.csv").exists()
    rows = {row["arm"].casefold(): row for row in rows_of(tmp_path / "evidence/zinc.txt.csv")}
    assert (rows["zinc"]["n"], rows[""]["n"]) == ("31", "64")
    measured = "cd4 {} [{{cells}}/uL]"
    assert rows["zinc"][measured.format("baseline")] == "310"
    assert rows["zinc"][measured.format("week 24")] == "402"
    assert rows["zinc"][measured.format("week 24") + " P"] == "0.03"
    assert rows["placebo"][measured.format("week 24")] == "312"
    assert rows["zinc"]["loinc"] == "24467-3"
    assert any("20 mg, oral, 1 a day" in row["regimen"] for row in rows.values())
