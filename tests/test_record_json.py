"""The record file's bytes: JSON that a parser reads back, numbers as a person prints them."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import record_json
from extractors.record_json import dumps, number_text


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Decimal("4.5") * 1_000_000, "4500000"),
        (Decimal("0.0180"), "0.018"),
        (Decimal("1E-5"), "0.00001"),
        (Decimal("1E+12"), "1000000000000"),
        (Decimal(-64), "-64"),
        (Decimal("-0.0"), "0"),
        (Decimal(100), "100"),
    ],
)
def test_numbers_have_no_exponent(value: Decimal, printed: str) -> None:
    assert number_text(value) == printed


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match="no JSON number"):
        number_text(value)


def test_a_float_has_no_place_in_a_record() -> None:
    with pytest.raises(TypeError, match="float"):
        dumps({"value": 0.1})


def test_layout() -> None:
    expected = '{\n  "naïve": "< 200/μL",\n  "span": [1, 9],\n  "none": [],\n  "list": [\n    true\n  ]\n}\n'
    assert dumps({"naïve": "< 200/μL", "span": (1, 9), "none": (), "list": (True,)}).decode() == expected


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_any_value_reads_back(value: Any) -> None:
    try:
        written = dumps({"value": value})
        assert json.loads(written) == {"value": value}
    except (IndexError, TypeError, KeyError):
        assert "span" in str(value)


def test_a_long_document_is_the_same_bytes_as_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {
        "records": [{"quote": "≤ 5", "sentence": "Zinc “was” given. " * 40, "span": [1, number]} for number in range(9)]
    }
    at_once = dumps(held)
    monkeypatch.setattr(record_json, "PARTS_AT_ONCE", 7)
    assert dumps(held) == at_once
    assert json.loads(at_once) == held


def test_records_of_one_sentence_take_little_more_memory_than_their_bytes() -> None:
    sentence = "In all, 64 adults took 20 mg of zinc once a day. " * 40
    held = {"records": [{"sentence": sentence, "span": [number, number + 1]} for number in range(20_000)]}
    tracemalloc.start()
    written = dumps(held)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(written) > 39_000_000
    assert peak < 2 * len(written)
