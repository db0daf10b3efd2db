"""Rules for tests that kill runs which write datasets: the real readers; as records, the numerals of the text.

A document takes some milliseconds, asleep: so a run is long enough to be killed at its work, and costs little.
"""

from __future__ import annotations

import hashlib
import re
import sys
import time
from collections.abc import Iterator
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import extractors
from extractors.errors import SourceError
from extractors.model import CleanDocument
from extractors.reading import BrokenDocument, GivenUp, read
from extractors.record_json import dumps
from flows import batches
from flows.batches import Batch, Outcome
from flows.datasets import columns, shards, writing
from flows.datasets import job as dataset_job

SECONDS_A_DOCUMENT = 0.01
KIND: Any = SimpleNamespace(name="numeral", rank=1, fields=("value",), schema={"value": {"type": "integer"}})


class Extracted(NamedTuple):
    document_id: str
    json: bytes
    clean: str


class Failed(NamedTuple):
    document_id: str
    error: SourceError


class QuickRules(ModuleType):
    """What `extractors.pipeline` offers."""

    Extracted, Failed = Extracted, Failed

    def extract_source(self, source: bytes, name: str, *, given_up: GivenUp) -> Iterator[Extracted | Failed]:
        sha256 = hashlib.sha256(source).hexdigest()
        for document in read(source, name, given_up=given_up):
            time.sleep(SECONDS_A_DOCUMENT)
            own = f"{name}/{document.name}" if document.name else name
            if isinstance(document, BrokenDocument):
                yield Failed(own, document.error)
            else:
                described = {"id": own, "source": name, "sha256": sha256, "format": document.format}
                yield Extracted(own, dumps(record_file(described, document)), document.text.text)


def record_file(described: dict[str, Any], document: CleanDocument) -> dict[str, Any]:
    """A record a numeral, and all else that a record file has."""
    text = document.text.text
    numerals = [
        {
            "id": f"numeral:{number:08x}",
            "value": int(found.group()),
            "evidence": {"quote": found.group(), "sentence": text[:200], "rule": "numeral", "span": list(found.span())},
        }
        for number, found in enumerate(re.finditer("[0-9]{1,9}", text))
    ]
    numbers = {"total": len(numerals), "in_records": len(numerals), "explained": {}, "unexplained": []}
    return {"document": described, "arms": [], "records": {"numeral": numerals}, "numbers": numbers, "checks": []}


class WithoutPandas:
    """Where pandas is installed, pyarrow loads it, for nothing: that would be a third of a run's time."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


@cache
def tables() -> columns.Layout:
    return columns.layout([KIND])


def carry_out_quickly(batch: Batch) -> tuple[Outcome, ...]:
    """A batch read by these rules, in whatever process."""
    sys.modules["extractors.pipeline"] = extractors.pipeline = QuickRules("pipeline")  # type: ignore[attr-defined]
    writing.tables = tables
    if WithoutPandas not in sys.meta_path:
        sys.meta_path.insert(0, WithoutPandas)
    return batches.carry_out(batch)


def make_small_shards() -> None:
    """Shards of a few files each, a batch each."""
    shards.LARGE, shards.LEAST, shards.MOST, dataset_job.LEAST_BYTES = 6_000, 4_200, 24_000, 0


def prepare() -> None:
    """From now on workers read by these rules."""
    batches.carry_out = carry_out_quickly
    make_small_shards()
