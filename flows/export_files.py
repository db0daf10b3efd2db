"""Tables as files: CSV, JSON Lines or Parquet, told by the suffix. The same table gives the same bytes.

In CSV a text that a spreadsheet would run as a formula gets a leading apostrophe; a plain number ("+51") does not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib import import_module
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Any

from extractors.record_json import number_text
from flows.export_tables import Table, Value
from flows.sources import WrongUse

_RUNS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,40}(?:[.,]\d{1,40}){0,20}")


def writer_for(path: Path) -> Callable[[Table], bytes]:
    """What makes a file of this name out of a table. Raises WrongUse for a suffix that says no format."""
    if (writer := WRITERS.get(path.suffix.casefold())) is None:
        raise WrongUse(f"the suffix of {path.name} says no format: one of {', '.join(WRITERS)} does")
    return writer


def csv_bytes(table: Table) -> bytes:
    """The table as CSV: UTF-8, lines end in a line feed, absent values are empty."""
    held = io.StringIO()
    lines = csv.writer(held, lineterminator="\n")
    lines.writerow(harmless(column.name) for column in table.columns)
    for row in table.rows:
        lines.writerow(_cell(row.get(column.name)) for column in table.columns)
    return held.getvalue().encode("utf-8")


def harmless(text: str) -> str:
    """A text that a spreadsheet takes as text."""
    return f"'{text}" if _RUNS.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def json_lines(table: Table) -> bytes:
    """An object a row, absent values left out, numbers as in record files."""
    lines = (
        "{"
        + ", ".join(
            f"{quoted(column.name)}: {json_value(row[column.name])}"
            for column in table.columns
            if row.get(column.name) is not None
        )
        + "}\n"
        for row in table.rows
    )
    return "".join(lines).encode("utf-8")


def parquet_bytes(table: Table) -> bytes:
    """The table as Parquet. Raises WrongUse where pyarrow is not installed."""
    arrow, parquet = arrow_modules(instead="choose .csv or .jsonl")
    types: Mapping[str, Any] = {
        "text": arrow.string(),
        "number": arrow.float64(),
        "integer": arrow.int64(),
        "yes": arrow.bool_(),
    }
    schema = arrow.schema([(column.name, types[column.type]) for column in table.columns])
    columns = {
        column.name: [_arrow(row.get(column.name), column.type) for row in table.rows] for column in table.columns
    }
    held = arrow.BufferOutputStream()
    parquet.write_table(arrow.table(columns, schema=schema), held)
    written: bytes = held.getvalue().to_pybytes()
    return written


def arrow_modules(*, instead: str) -> tuple[Any, Any]:
    """pyarrow and pyarrow.parquet. Raises WrongUse, which says what to do `instead`, where it is not installed."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise WrongUse(f"Parquet needs pyarrow: pip install 'trialsift[export]', or {instead}") from None


WRITERS: Mapping[str, Callable[[Table], bytes]] = {
    ".csv": csv_bytes,
    ".jsonl": json_lines,
    ".parquet": parquet_bytes,
}


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else _number(value)


def json_value(value: Value) -> str:
    """A value as JSON has it, numbers as in record files."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else _number(value)


def _number(value: int | Decimal | None) -> str:
    return number_text(value) if isinstance(value, Decimal) else str(value)


def _arrow(value: Value, kind_of_value: str) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    return int(value) if kind_of_value == "integer" else float(value)
