"""The columns of a dataset: what the kinds say decides, and nothing that a record says is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest

from extractors.field_schema import SPREAD, number, text
from extractors.kind import Kind
from extractors.pipeline import extract_source, known_kinds
from extractors.record_json import dumps
from flows.datasets import json_lines, parquet
from flows.datasets.columns import OTHERS, Layout, layout
from flows.datasets.rows import record_rows

KINDS = layout(known_kinds())


def kind(name: str, **schema: Any) -> Kind:
    return Kind(name=name, fields=tuple(schema), rank=0, find=lambda text, claims: (), schema=schema)


HAZARD_RATIO = kind("hazard_ratio", value=number("the ratio"), spread=SPREAD, model=text("how it was estimated"))
BARE = Kind(name="viral_load", fields=("value", "copies", "detected"), rank=9, find=lambda text, claims: ())


def types_of(of: Layout) -> dict[str, str]:
    return {column.name: column.type for column in of.records}


def record_file(kind: str, *records: Mapping[str, Any]) -> dict[str, Any]:
    """The record file of a document that has only these records."""
    (found,) = extract_source(b"A plan\n\nAbstract\nZinc will be compared with placebo.\n", "plan.txt")
    evidence = {"quote": "x", "sentence": "x", "section": "results", "rule": f"{kind}.a", "span": [0, 1]}
    rows = [{"id": f"{kind}:{number:08x}", **record, "evidence": evidence} for number, record in enumerate(records)]
    return {**json.loads(found.json, parse_float=Decimal), "records": {kind: rows}}


def row_of(kind: str, record: Mapping[str, Any], of: Layout = KINDS) -> dict[str, Any]:
    (row,) = record_rows([record_file(kind, record)], of)
    return row


def written(of: Layout, *record_files: Mapping[str, Any]) -> dict[str, Any]:
    """Both tables as a reader of Parquet gets them."""
    files = {table: io.BytesIO() for table in parquet.TABLES}
    writer = parquet.Writer(files, of)
    for one in record_files:
        writer.take(dumps(one))
    rows = writer.close()
    tables = {table: pq.read_table(io.BytesIO(file.getvalue())) for table, file in files.items()}
    assert {table: len(held) for table, held in tables.items()} == rows
    return tables


def test_every_field_of_every_kind_has_a_column() -> None:
    fields = {name for kind in known_kinds() for name in kind.fields} - {"spread"}
    assert fields | {"spread_type", "spread_value", "spread_low", "spread_high"} <= types_of(KINDS).keys()


@pytest.mark.parametrize(
    ("name", "of_type"),
    [
        ("value", "number"),  # whole in one kind, a number in others
        ("of", "integer"),
        ("other_study", "yes"),
        ("arm", "text"),
        ("kind", "text"),
        ("spread_low", "number"),
        ("frequency", "number"),
        ("frequency_text", "text"),
        ("span_start", "integer"),
        ("record_kind", "text"),
    ],
)
def test_a_column_holds_what_all_kinds_say_of_the_field(name: str, of_type: str) -> None:
    assert types_of(KINDS)[name] == of_type


def test_a_fifth_kind_adds_its_columns_and_moves_no_type() -> None:
    wider = layout((*known_kinds(), HAZARD_RATIO, BARE))
    before, after = types_of(KINDS), types_of(wider)
    assert before.items() <= after.items()
    assert {name: after[name] for name in after.keys() - before.keys()} == {
        "model": "text",
        "copies": "text",
        "detected": "text",
    }
    assert {"hazard_ratio_records", "viral_load_records"} <= {column.name for column in wider.documents}
    table = written(wider, record_file("hazard_ratio", {"value": Decimal("0.62"), "model": "Cox"}))["records"]
    (row,) = table.to_pylist()
    assert (row["record_kind"], row["value"], row["model"]) == ("hazard_ratio", 0.62, "Cox")


def test_fields_that_differ_in_type_stand_as_texts() -> None:
    clash = layout((kind("one", grade=number("of toxicity")), kind("other", grade=text("in words"))))
    assert types_of(clash)["grade"] == "text"
    assert row_of("one", {"grade": Decimal(3)}, clash)["grade"] == "3"


@pytest.mark.parametrize(
    ("said", "value"),
    [("0.008", 0.008), ("4500000", 4500000.0), ("1e-30", 1e-30), ("0.1", 0.1), ("123456789012.345", 123456789012.345)],
)
def test_a_number_comes_back_as_it_was_printed(said: str, value: float) -> None:
    row = row_of("p_value", {"value": Decimal(said)})
    assert row["value"] == value
    assert Decimal(repr(row["value"])) == Decimal(said)
    assert OTHERS not in row


@pytest.mark.parametrize(
    ("kind_name", "fields", "columns", "others"),
    [
        ("p_value", {"value": Decimal("0.12345678901234567891")}, {"value": 0.12345678901234568}, "0.12345678901234567891"),  # noqa: E501
        ("sample_size", {"value": 2**53 + 1}, {"value": 2.0**53}, str(2**53 + 1)),
        ("sample_size", {"value": 10**400}, {}, f'"{10**400}"'),
    ],
)  # fmt: skip
def test_a_number_too_long_for_its_column_is_told_exactly(
    kind_name: str, fields: Mapping[str, Any], columns: Mapping[str, Any], others: str
) -> None:
    row = row_of(kind_name, fields)
    assert {name: row.get(name) for name in columns} == columns
    assert row[OTHERS] == f'{{"value": {others}}}'


def test_what_has_no_column_stands_as_json() -> None:
    row = row_of("sample_size", {"value": 64, "of": "all", "site": "Lima", "sure": True})
    assert row["value"] == 64
    assert json.loads(row[OTHERS]) == {"of": "all", "site": "Lima", "sure": True}


def test_once_is_a_frequency_without_a_number() -> None:
    row = row_of("dose", {"drug": "zinc", "value": 20, "unit": "mg", "frequency": "once"})
    assert (row.get("frequency"), row["frequency_text"]) == (None, "once")
    assert row["ucum"] == "mg"


def test_row_groups_change_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [record_file("sample_size", *({"value": number} for number in range(7))) for _ in range(9)]
    at_once = written(KINDS, *many)
    monkeypatch.setattr(parquet, "DOCUMENTS_AT_ONCE", 2)
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 10)
    in_groups = written(KINDS, *many)
    assert in_groups == at_once
    assert at_once["records"].column("value").to_pylist() == [float(number) for number in range(7)] * 9


def test_a_dataset_without_documents_can_be_read() -> None:
    tables = written(KINDS)
    assert {name: len(table) for name, table in tables.items()} == {"records": 0, "documents": 0}
    assert tables["records"].column_names == [column.name for column in KINDS.records]


@pytest.mark.parametrize("title", ['a "quoted" title', "two\nlines \n  and blanks", "½ µ 𝛽", "[1,\n 2]"])
def test_a_line_is_one_line_whatever_the_texts_hold(title: str) -> None:
    held = record_file("sample_size", {"value": 64})
    held["document"]["title"] = title
    file = io.BytesIO()
    writer = json_lines.Writer({"documents": file}, KINDS)
    writer.take(dumps(held))
    assert writer.close() == {"documents": 1}
    (line,) = file.getvalue().splitlines()
    assert json.loads(line, parse_float=Decimal) == held
