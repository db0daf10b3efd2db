"""The evidence table of one document: arms as rows, nothing dropped, everything in its order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.findings.cd4_value.fields import SCHEMA
from flows.export_evidence import evidence_table, p_text, regimen_text
from flows.export_tables import Table


def evidence(*arms: str, **records: list[dict[str, Any]]) -> Table:
    held = {
        "document": {"id": "x.txt"},
        "arms": [{"name": arm, "mentions": 1} for arm in arms],
        "records": {"sample_size": [], "dose": [], "cd4_value": [], "p_value": [], **records},
    }
    return evidence_table(held, SCHEMA)


def cd4(value: int | None, **more: Any) -> dict[str, Any]:
    said = {"unit": "cells/uL", "kind": "level", "arm": "zinc", "time": "week 4", **more}
    return {"id": f"cd4_value:{value}", **({} if value is None else {"value": value}), **said}


def test_a_second_value_gets_a_column_of_its_own() -> None:
    table = evidence(
        "zinc", cd4_value=[cd4(300), cd4(300), cd4(310), cd4(9, kind="threshold"), cd4(8, other_study=True)]
    )
    (row,) = table.rows
    name = "cd4 week 4 [{cells}/uL]"
    assert {key: value for key, value in row.items() if key.startswith("cd4")} == {name: 300, f"{name} (2)": 310}


def test_arms_in_another_case_are_one_row_and_unknown_ones_get_a_row() -> None:
    table = evidence("Zinc", "placebo", cd4_value=[cd4(300), cd4(200, arm="women")])
    assert [row.get("arm") for row in table.rows] == ["Zinc", "placebo", "women"]
    assert table.rows[0]["cd4 week 4 [{cells}/uL]"] == 300


def test_an_arm_is_one_row_under_all_its_names() -> None:
    arms = [{"name": "placebo", "mentions": 2, "aliases": ["control", "PLA"]}, {"name": "zinc", "mentions": 1}]
    sizes = [{"id": "sample_size:1", "role": "arm", "arm": "PLA", "value": 31}]
    held = {
        "document": {"id": "x.txt"},
        "arms": arms,
        "records": {"sample_size": sizes, "cd4_value": [cd4(9, arm="Control")]},
    }
    placebo, zinc = evidence_table(held, SCHEMA).rows
    assert (placebo["arm"], placebo["n"], placebo["cd4 week 4 [{cells}/uL]"]) == ("placebo", 31, 9)
    assert zinc["arm"] == "zinc"


def test_times_in_their_order_and_what_belongs_to_a_value_beside_it() -> None:
    spread = {"type": "IQR", "low": 250, "high": 390}
    table = evidence(
        "zinc",
        cd4_value=[
            cd4(51, kind="change", time="week 96", comparator=">"),
            cd4(402, time="month 12", spread=spread, statistic="median"),
            cd4(310, time="baseline"),
            cd4(None, low=1, high=2, time="some day"),
            cd4(25, unit="%", time="baseline", arm="women"),
        ],
        p_value=[
            {"id": "p_value:1", "operator": "<", "value": Decimal("0.05"), "supports": ["cd4_value:402"]},
            {"id": "p_value:2", "operator": "NS", "supports": ["cd4_value:402"]},
            {"id": "p_value:3", "operator": "=", "value": Decimal("0.2"), "about": "cd4"},
            {"id": "p_value:4", "operator": "=", "value": Decimal("0.05"), "about": "cd4", "alpha": True},
        ],
    )
    names = [column.name.replace(" [{cells}/uL]", "") for column in table.columns[3:]]
    assert names == [
        "cd4 P",
        "cd4 baseline",
        "cd4 baseline [%]",
        "cd4 month 12",
        "cd4 month 12 statistic",
        "cd4 month 12 spread",
        "cd4 month 12 P",
        "cd4 some day low",
        "cd4 some day high",
        "cd4 change week 96 low",
        "loinc",
    ]
    zinc, _, last = table.rows
    assert zinc["cd4 month 12 [{cells}/uL] spread"] == "IQR 250 to 390"
    assert zinc["cd4 month 12 [{cells}/uL] P"] == "<0.05; NS"
    assert last["cd4 P"] == "0.2"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"drug": "IL-2", "value": 4500000, "unit": "IU", "route": "subcutaneous", "frequency": 2, "cycles": 3},
            "IL-2 4500000 IU, subcutaneous, 2 a day, 3 cycles",
        ),
        ({"low": 5, "high": 10, "unit": "mg", "per": "kg"}, "5–10 mg/kg"),
        ({"drug": "zinc", "value": 1, "unit": "g", "frequency": "once"}, "zinc 1 g, once"),
        (
            {"drug": "zinc", "cycles": 3, "interval_days": 56, "duration_days": 5},
            "zinc, for 5 days, every 56 days, 3 cycles",
        ),
    ],
)
def test_regimens(fields: dict[str, Any], expected: str) -> None:
    assert regimen_text(fields) == expected


def test_p_values_in_a_cell() -> None:
    assert p_text({"operator": "=", "value": Decimal("0.008")}) == "0.008"
    assert p_text({"operator": "<=", "value": Decimal("0.05")}) == "<=0.05"
    assert p_text({"operator": "NS"}) == "NS"
