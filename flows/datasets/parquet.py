"""A shard as Parquet: `records/shard=…/part-0.parquet`, a row a record; beside it `documents`, a row a document.

Rows become Arrow's own as they come and are written a row group at a time, so that a shard of any number of documents
takes the same memory. The same documents give the same bytes under one release of pyarrow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.util import find_spec
from typing import Any, BinaryIO

from flows.datasets.columns import Column, Layout
from flows.datasets.rows import Row, document_row, record_rows
from flows.export_files import arrow_modules

TABLES = ("records", "documents")
SUFFIX = ".parquet"
INSTEAD = "choose --format jsonl"

DOCUMENTS_AT_ONCE = 250
"""Held as Python objects, which take ten times the room of Arrow's."""
ROWS_A_GROUP = 25_000


def require() -> None:
    """Raises WrongUse where pyarrow is not installed."""
    if find_spec("pyarrow") is None:  # it is the workers that need it: here it is only looked for
        arrow_modules(instead=INSTEAD)


class Writer:
    """Writes one shard: takes record files, in order, as bytes; closed, tells the rows of each table."""

    def __init__(self, files: Mapping[str, BinaryIO], layout: Layout) -> None:
        self._layout = layout
        self._held: list[Mapping[str, Any]] = []
        self._records = _Table(files["records"], layout.records)
        self._documents = _Table(files["documents"], layout.documents)

    def take(self, record_file: bytes) -> None:
        """The next document."""
        self._held.append(json.loads(record_file, parse_float=Decimal))
        if len(self._held) >= DOCUMENTS_AT_ONCE:
            self._hand_on()

    def close(self) -> Mapping[str, int]:
        """Writes what is held and the files' ends."""
        self._hand_on()
        return {"records": self._records.close(), "documents": self._documents.close()}

    def abandon(self) -> None:
        """Leaves the files half-written, as they are: something went wrong."""
        self._records.abandon()
        self._documents.abandon()

    def _hand_on(self) -> None:
        self._records.add(list(record_rows(self._held, self._layout)))
        self._documents.add([document_row(record_file, self._layout) for record_file in self._held])
        self._held.clear()


class _Table:
    """One Parquet file in the making."""

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._arrow, parquet = arrow_modules(instead=INSTEAD)
        self._schema = self._arrow.schema([(column.name, self._type_of(column)) for column in columns])
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd", version="2.6")
        self._waiting: list[Any] = []
        self._rows_waiting = self._rows_written = 0

    def add(self, rows: list[Row]) -> None:
        if not rows:
            return
        self._waiting.append(self._arrow.RecordBatch.from_pylist(rows, schema=self._schema))
        self._rows_waiting += len(rows)
        if self._rows_waiting >= ROWS_A_GROUP:
            self._write_group()

    def close(self) -> int:
        if self._rows_waiting:
            self._write_group()
        self._writer.close()
        return self._rows_written

    def abandon(self) -> None:
        # Else pyarrow tries to write the end when the writer is collected, and prints that it could not.
        self._writer.is_open = False

    def _write_group(self) -> None:
        table = self._arrow.Table.from_batches(self._waiting)
        self._writer.write_table(table, row_group_size=len(table))
        self._rows_written += len(table)
        self._waiting, self._rows_waiting = [], 0

    def _type_of(self, column: Column) -> Any:
        arrow = self._arrow
        if column.type == "texts":
            return arrow.list_(arrow.string())
        by_type = {"text": arrow.string, "number": arrow.float64, "integer": arrow.int64, "yes": arrow.bool_}
        return by_type[column.type]()
