"""A shard as JSON Lines: `documents/shard=…/part-0.jsonl`, a line a document, its whole record file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

from flows.datasets.columns import Layout

TABLES = ("documents",)
SUFFIX = ".jsonl"
_LINE_BREAK = re.compile(rb"\n *")
"""Within a text it is escaped, so all that are found stand between values."""


def require() -> None:
    """Nothing is needed."""


class Writer:
    """Writes one shard: takes record files, in order, as bytes; closed, tells the rows of each table."""

    def __init__(self, files: Mapping[str, BinaryIO], layout: Layout) -> None:
        self._file = files["documents"]
        self._rows = 0

    def take(self, record_file: bytes) -> None:
        """The next document."""
        self._file.write(_LINE_BREAK.sub(b"", record_file) + b"\n")
        self._rows += 1

    def close(self) -> Mapping[str, int]:
        """How many rows were written."""
        return {"documents": self._rows}

    def abandon(self) -> None:
        """Leaves the file half-written, as it is."""
