"""Record files as rows of the two tables, values as their columns take them.

A number is a double, which gives back every decimal of up to 15 digits (docs/decisions); one that it can't give back
is told exactly in the column `other_fields`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from flows.datasets.columns import COUNTED, KIND, OF_CHECKS, OTHERS, Layout, records_of
from flows.export_files import json_value
from flows.export_tables import BESIDE, fits, record_table, text_of

if TYPE_CHECKING:
    from extractors.kind import Kind

EXACT = 2**53
"""Whole numbers below it are doubles."""

RecordFile = Mapping[str, Any]
Row = dict[str, Any]


def record_rows(record_files: Sequence[RecordFile], layout: Layout) -> Iterator[Row]:
    """A row a record, in the order of the documents and of the kinds in them."""
    held: dict[str, list[tuple[Any, Any]]] = {}
    for record_file in record_files:
        for kind, records in record_file["records"].items():
            held.setdefault(kind, []).extend((record_file["document"], record) for record in records)
    known = {kind.name: kind for kind in layout.kinds}
    rows = {name: iter(record_table(known.get(name) or _unknown(name), pairs).rows) for name, pairs in held.items()}
    types = {column.name: column.type for column in layout.records}
    for record_file in record_files:
        described = record_file["document"]
        for kind, records in record_file["records"].items():
            for _ in records:
                beside = {"source": described["source"], "sha256": described["sha256"], KIND: kind}
                yield _typed({**beside, **next(rows[kind])}, types)


def document_row(record_file: RecordFile, layout: Layout) -> Row:
    """The row of one document."""
    described, numbers, checks = record_file["document"], record_file["numbers"], record_file["checks"]
    counts = {kind: len(records) for kind, records in record_file["records"].items()}
    agree = sum(check["status"] == "agrees" for check in checks)
    explained = sum(numbers["explained"].values())
    counted = numbers["total"], numbers["in_records"], explained, len(numbers["unexplained"]), len(record_file["arms"])
    row = {
        "document": _clean(described["id"]),
        **{name: _clean(value) for name, value in described.items()},
        **dict(zip((*COUNTED, *OF_CHECKS), (*counted, agree, len(checks) - agree), strict=True)),
        "records": sum(counts.values()),
        **{records_of(kind.name): counts.get(kind.name, 0) for kind in layout.kinds},
    }
    return {column.name: row.get(column.name) for column in layout.documents}


def _typed(row: Mapping[str, Any], types: Mapping[str, str]) -> Row:
    """The row as its columns take it; what they don't take, as JSON in the last."""
    typed, others = Row(), []
    for name, value in row.items():
        of_type = types.get(name)
        if of_type == "text":
            typed[name] = value if isinstance(value, str) else text_of(value)
        elif type(value) is int and -EXACT < value < EXACT and of_type in {"number", "integer"}:  # most numbers are
            typed[name] = float(value) if of_type == "number" else value
        elif of_type == "number" and fits(value, "number") and _is_exact(value):
            typed[name] = float(value)
        elif of_type in {"integer", "yes"} and fits(value, "yes" if of_type == "yes" else "integer"):
            typed[name] = value if of_type == "yes" else int(value)
        else:
            others.append(f"{quoted(_field_of(name, types))}: {json_value(value)}")
            if of_type == "number" and fits(value, "number"):
                typed[name] = _nearest(value)
    if others:
        typed[OTHERS] = "{" + ", ".join(others) + "}"
    return typed


def _field_of(name: str, types: Mapping[str, str]) -> str:
    """The field that a value without a column is of; a table made for export has it beside, as a text."""
    return name if name in types else name.removesuffix(BESIDE)


def _is_exact(value: int | Decimal) -> bool:
    """Whether a double gives the number back as it was printed."""
    nearest = _nearest(value)
    return nearest is not None and Decimal(repr(nearest)) == value


def _nearest(value: int | Decimal) -> float | None:
    try:
        nearest = float(value)
    except OverflowError:
        return None
    return nearest if abs(nearest) != float("inf") else None


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [text_of(item) for item in value]
    return text_of(value)


def _unknown(name: str) -> Kind:
    from extractors.kind import Kind

    return Kind(name=name, fields=(), rank=0, find=lambda text, claims: ())
