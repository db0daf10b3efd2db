"""Rules for tests: a source tells by its first word what reading it is like.

"many 1:text 2:text"   a source of several documents; one whose text is "bad" can't be read, one that is "endless" takes
                       for ever, one that is "deadly" takes its process with it
"bad", "crash"         a source that can't be read; one that shows a defect in the rules
"slow 3", "endless"    a source that takes so many seconds, asleep; one that takes for ever, where no signal is heard
anything else          one document
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import repeat
from types import ModuleType
from typing import NamedTuple

import extractors
from extractors.errors import SourceError, UnknownFormat
from extractors.reading import GivenUp
from flows import batches, job
from flows.batches import Batch, Outcome
from flows.reader_process import note_place


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

    def extract_source(self, source: bytes, name: str, *, given_up: GivenUp) -> Iterator[Extracted | Failed]:
        self.has_read.append(name)
        text = source.decode("utf-8", "replace")
        first, *rest = text.split() or [""]
        if first == "bad":
            raise UNREADABLE
        if first == "crash":
            raise ZeroDivisionError("a defect")
        if first == "slow":
            time.sleep(float(rest[0]))
        if first == "endless":
            sum(repeat(0))  # in C, where no signal is heard
        if first != "many":
            yield self._extracted(name, text)
        else:
            for number, document in enumerate(rest):
                own, _, said = document.partition(":")
                if error := given_up.get(number):
                    yield Failed(f"{name}/{own}", error)
                else:
                    yield self._document(name, own, said)

    def _document(self, name: str, own: str, text: str) -> Extracted | Failed:
        document_id = f"{name}/{own}"
        if text == "deadly":
            os._exit(9)
        if text == "endless":
            sum(repeat(0))
        return Failed(document_id, UNREADABLE) if text == "bad" else self._extracted(document_id, text)

    def _extracted(self, document_id: str, text: str) -> Extracted:
        return Extracted(document_id, f"{self.version}: {text}\n".encode(), f"clean {text}")


class InThisProcess:
    """A reader of batches that isn't another process: there the real rules would be found."""

    def carry_out(self, batch: Batch) -> tuple[Outcome, ...]:
        return batches.carry_out(batch)

    def close(self) -> None:
        pass


UNREADABLE = UnknownFormat(place="the whole file", found="a picture", expected="text")


def carry_out_or_die(batch: Batch) -> tuple[Outcome, ...]:
    """A batch in which a source named "deadly" takes its process with it."""
    for index, assignment in enumerate(batch.work):
        note_place(index)
        if assignment.source.id == "deadly":
            os._exit(9)
        if assignment.source.id == "endless":
            sum(repeat(0))  # in C, where no signal is heard
    return tuple(Outcome(assignment.source, "", (), ()) for assignment in batch.work)


def carry_out_as_made_up(batch: Batch) -> tuple[Outcome, ...]:
    """A batch read by these rules, in whatever process."""
    sys.modules["extractors.pipeline"] = extractors.pipeline = Rules()  # type: ignore[attr-defined]
    return batches.carry_out(batch)


def prepare() -> None:
    """From now on workers read by these rules."""
    batches.carry_out = carry_out_as_made_up
    job.LEAST_BYTES = 0


def main() -> None:
    """The command line, whose workers read by these rules."""
    from flows import cli

    prepare()
    cli.main()
