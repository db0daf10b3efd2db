"""Rules for tests: a source tells by its first word what reading it is like.

"many 1:text 2:text"   a source of several documents; one whose text is "bad" can't be read
"bad", "crash"         a source that can't be read; one that shows a defect in the rules
anything else          one document
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from extractors.errors import SourceError, UnknownFormat
from flows.batches import Batch, Outcome


class Extracted(NamedTuple):
    document_id: str
    json: bytes
    clean: str


class Failed(NamedTuple):
    document_id: str
    error: SourceError


class Rules(ModuleType):
    """What `extractors.pipeline` offers."""

    Extracted, Failed = Extracted, Failed

    def __init__(self) -> None:
        super().__init__("extractors.pipeline")
        self.version = "first"
        self.has_read: list[str] = []

    def rules_hash(self) -> str:
        return self.version

    def extract_source(self, source: bytes, name: str) -> Iterator[Extracted | Failed]:
        self.has_read.append(name)
        text = source.decode("utf-8", "replace")
        first, *rest = text.split() or [""]
        if first == "bad":
            raise UNREADABLE
        if first == "crash":
            raise ZeroDivisionError("a defect")
        if first != "many":
            yield self._extracted(name, text)
        else:
            yield from (self._document(name, *document.split(":")) for document in rest)

    def _document(self, name: str, own: str, text: str) -> Extracted | Failed:
        document_id = f"{name}/{own}"
        return Failed(document_id, UNREADABLE) if text == "bad" else self._extracted(document_id, text)

    def _extracted(self, document_id: str, text: str) -> Extracted:
        return Extracted(document_id, f"{self.version}: {text}\n".encode(), f"clean {text}")


UNREADABLE = UnknownFormat(place="the whole file", found="a picture", expected="text")


def carry_out_or_die(batch: Batch) -> tuple[Outcome, ...]:
    """A batch in which a source named "deadly" takes its process with it."""
    if any(assignment.source.id == "deadly" for assignment in batch.work):
        os._exit(9)
    return tuple(Outcome(assignment.source, "", (), ()) for assignment in batch.work)
