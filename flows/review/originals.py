"""The source that a document was read from, read again: its cleaned text, and what the cleaning dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from extractors.errors import TrialsiftError
from extractors.model import CleanDocument
from flows import memory
from flows.batches import read as bytes_of
from flows.names import safe_name
from flows.sources import Source, gather


class Original(NamedTuple):
    """A document's cleaned text beside the whole decoded source."""

    document: CleanDocument
    source: str
    """"" for a source too large to be held whole: what was dropped from it can't be shown."""
    sha256: str


class Missing(NamedTuple):
    """Why a document's source can't be shown."""

    reason: str


@dataclass(frozen=True)
class Library:
    """Where sources lie: in the files and folders named, or, if none is, where they lay when they were last read."""

    out: Path
    named: tuple[Path, ...]

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Each source by its id. Raises WrongUse where a name does not exist."""
        if self.named:
            return {source.id: source for source in gather(self.named, apart_from=self.out.resolve()).sources}
        known = memory.load(self.out).sources
        return {
            source_id: Source(source_id, entry.name, Path(entry.root, entry.name), Path(entry.root), 0)
            for source_id, entry in known.items()
        }

    def originals_of(self, source_id: str) -> Iterator[tuple[str, Original | Missing]]:
        """Every document of a source with its id; only the source's own id with the reason if it can't be read."""
        source = self.sources.get(source_id)
        if source is None:
            yield source_id, Missing("its source is not among the sources given")
            return
        try:
            yield from _documents(source)
        except (OSError, TrialsiftError) as error:
            yield source_id, Missing(f"its source can't be read: {getattr(error, 'strerror', None) or error}")

    def original(self, record_file: Mapping[str, Any]) -> Original | Missing:
        """The document of one record file; reads no further than it stands in its source."""
        document_id, source_id = record_file["document"]["id"], record_file["document"]["source"]
        for found_id, original in self.originals_of(source_id):
            if found_id == document_id or isinstance(original, Missing):
                return original
        return Missing("its source no longer holds this document")


def grouped(record_files: Iterable[Mapping[str, Any]]) -> Mapping[str, dict[str, Mapping[str, Any]]]:
    """Record files by source and id, so that a source of many documents is read once."""
    by_source: dict[str, dict[str, Mapping[str, Any]]] = {}
    for record_file in record_files:
        document = record_file["document"]
        by_source.setdefault(document["source"], {})[document["id"]] = record_file
    return by_source


def _documents(source: Source) -> Iterator[tuple[str, Original | Missing]]:
    from extractors.reading import BrokenDocument, read

    content = bytes_of(source)
    sha256, decoded = hashlib.sha256(content).hexdigest(), _decoded(content)
    for document in read(content, source.id):
        own = f"{source.id}/{safe_name(document.name)}" if document.name else source.id
        if isinstance(document, BrokenDocument):
            yield own, Missing(f"it can't be read: {document.error}")
        else:
            yield own, Original(document, decoded, sha256)


def _decoded(content: bytes) -> str:
    from extractors.reading.decoding import decode
    from extractors.reading.unpacking import LARGEST_DOCUMENT, unpacked

    held = bytearray()
    for chunk in unpacked(content):
        held += chunk
        if len(held) > LARGEST_DOCUMENT:
            return ""
    return decode(bytes(held)).text
