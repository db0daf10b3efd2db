"""What one process spends on one file of a collection, part by part: unpacking, reading, extraction, all in memory."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from extractors.pipeline import extract_source
from extractors.reading import read


class Parts(NamedTuple):
    """Processor seconds a citation, and megabytes a citation."""

    unpacking: float
    reading: float
    """Cutting the XML, cleaning the text."""
    extraction: float
    """Up to the JSON bytes."""
    packed_megabytes: float
    megabytes: float


def of(path: Path) -> Parts:
    """The parts, for a gzipped file."""
    packed = path.read_bytes()
    plain = gzip.decompress(packed)
    citations = plain.count(b"<PubmedArticle>")
    _drain_extraction(plain[: len(plain) // 20].rpartition(b"<PubmedArticle>")[0] + b"</PubmedArticleSet>")  # warms up
    unpacking = _seconds(lambda: gzip.decompress(packed) and None)
    reading = _seconds(lambda: _drain_reading(plain))
    whole = _seconds(lambda: _drain_extraction(plain))
    megabytes = len(packed) / 1e6, len(plain) / 1e6
    return Parts(*(value / citations for value in (unpacking, reading, whole - reading, *megabytes)))


def _seconds(work: Callable[[], None]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _drain_reading(content: bytes) -> None:
    for _ in read(content, "shard.xml"):
        pass


def _drain_extraction(content: bytes) -> None:
    for _ in extract_source(content, "shard.xml"):
        pass
