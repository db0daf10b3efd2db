"""Batches of sources: read, extract, write. Paths go in, small summaries come out.

A batch is the unit of a Prefect task and of a worker process. Whatever is wrong with one document is noted
with that document and the rest goes on; only outputs that can't be written end a run.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from extractors.errors import TooLarge
from flows import outputs
from flows.documents import Document, GivenUp, documents_of, failure_of
from flows.memory import Failure, Known
from flows.outputs import Status
from flows.part import Part, part_of
from flows.reader_process import note_place
from flows.sources import Source
from flows.time_limit import DOCUMENT_SECONDS

MOST_BYTES = 256 * 1024 * 1024
"""Of one source file. PubMed's yearly files are 20 to 30 MB, gzipped."""
MOST_KEPT, MOST_KEPT_BYTES = 50, 1_000_000
"""Of a batch: how many replaced files are handed back, and how large they may be."""
NO_DOCUMENT = "no document was found in the file"
SAME_NAME = "two different documents of the file have this name; the first was kept"
DOCUMENT_OVERHEAD = 2_000
"""What a source costs beside its bytes (opening, flushing to the disk), as bytes of text read meanwhile."""


class Written(NamedTuple):
    """One output: its path below the outputs, the digest of its bytes, and what became of the file."""

    path: str
    digest: str
    status: Status
    before: bytes | None = None
    """The bytes that were replaced, of the first few of a batch: for whoever tells what changed."""


class Outcome(NamedTuple):
    """What came of one source."""

    source: Source
    sha256: str | None
    written: tuple[Written, ...]
    failures: tuple[Failure, ...]


Outcomes = Generator[tuple[Outcome, ...], None, None]
"""Of batch after batch, as they are carried out; to be closed if not run to its end."""


class Work(Protocol):
    """What a batch is made of: a source with an output a document, or a shard of a dataset. Small, and picklable."""

    @property
    def source(self) -> Source:
        """What is read; of a shard, all its sources taken as one."""
        ...

    def outcome(self, batch: Batch, part: Part, *, keep: int) -> Outcome:
        """Carries it out. Raises OutputsUnusable or Superseded, and nothing for a document's sake."""
        ...

    def without(self, source: int, lost: GivenUp) -> Work | None:
        """The same work without a document of one of its sources; None where it has been without it already."""
        ...


class Assignment(NamedTuple):
    """A source to read, and what is known of it from last time."""

    source: Source
    known: Known | None
    given_up: tuple[GivenUp, ...] = ()

    def outcome(self, batch: Batch, part: Part, *, keep: int) -> Outcome:
        """Reads the source, unless it and its outputs are as they were; writes what comes of it."""
        return outcome_of(self, batch, part, keep=keep)

    def without(self, _source: int, lost: GivenUp) -> Assignment | None:
        """The same without a document; None where it has been without it already."""
        if any(lost.document == item.document for item in self.given_up):
            return None
        return self._replace(given_up=(*self.given_up, lost))


class Batch(NamedTuple):
    """What is done one after the other, in one task or process."""

    work: tuple[Work, ...]
    out: Path
    rules: str
    document_seconds: float = DOCUMENT_SECONDS
    """What each document may take of a processor's time."""
    run: str = ""
    """The name of the run that holds the outputs."""


def split(work: Iterable[Work], *, out: Path, rules: str, most: int, least_bytes: int) -> tuple[Batch, ...]:
    """The work in at most `most` batches of about equal weight, only the last below `least_bytes`."""
    work = tuple(work)
    goal = max(least_bytes, sum(_weight(assignment) for assignment in work) / most)
    batches, current, weight = [], list[Work](), 0
    for assignment in work:
        current.append(assignment)
        weight += _weight(assignment)
        if weight >= goal:
            batches.append(Batch(tuple(current), out, rules))
            current, weight = [], 0
    if current:
        batches.append(Batch(tuple(current), out, rules))
    return tuple(batches)


def carry_out(batch: Batch) -> tuple[Outcome, ...]:
    """What came of each source of a batch.

    Raises OutputsUnusable, or Superseded where its run is over, and nothing for a document's sake.
    """
    outcomes, room = [], MOST_KEPT
    with part_of(batch.run, out=batch.out) as part:
        for index, item in enumerate(batch.work):
            note_place(index)
            outcome = item.outcome(batch, part, keep=room)
            room -= sum(file.before is not None for file in outcome.written)
            outcomes.append(outcome)
    return tuple(outcomes)


def outcome_of(assignment: Assignment, batch: Batch, part: Part, *, keep: int = 0) -> Outcome:
    """Reads one source of a batch, unless it and its outputs are as they were; writes what comes of it.

    The bytes of the first `keep` files that it replaces come back.
    """
    source, known, given_up = assignment
    try:
        content = read(source)
    except (TooLarge, OSError) as error:
        return Outcome(source, None, (), (failure_of(error, source.id),))
    sha256 = outputs.digest(content)
    if known and (known.sha256, known.rules) == (sha256, batch.rules) and _are_intact(known, batch.out):
        unchanged = tuple(Written(path, digest, "unchanged") for path, digest in known.outputs)
        return Outcome(source, sha256, unchanged, known.failures)
    documents = documents_of(content, source, seconds=batch.document_seconds, given_up=given_up)
    return _outcome(source, documents, part, sha256=sha256, out=batch.out, keep=keep)


def of_second_try(outcome: Outcome, known: Known | None) -> Outcome:
    """What came of a source whose process died the first time: what it had written by then was not there before."""
    before = dict(known.outputs) if known else {}
    written = tuple(
        file._replace(status="changed" if file.path in before else "added")
        if file.status == "unchanged" and before.get(file.path) != file.digest
        else file
        for file in outcome.written
    )
    return outcome._replace(written=written)


def read(source: Source) -> bytes:
    """The bytes of a regular file.

    Raises TooLarge, and OSError where the file is gone, may not be read, or has become something else
    meanwhile.
    """
    # Without waiting: a pipe that took the file's place since would block for ever.
    handle = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise OSError("it is no regular file any more")
        if state.st_size > MOST_BYTES:
            raise TooLarge(
                place="the whole file",
                found=f"{state.st_size:,} bytes",
                expected=f"at most {MOST_BYTES:,}: split it into several files",
            )
        return file.read(MOST_BYTES)


def _outcome(
    source: Source, documents: Iterable[Document | Failure], part: Part, *, sha256: str, out: Path, keep: int
) -> Outcome:
    """Writes each document, and says what became of it."""
    written: dict[str, Written] = {}
    failures = []
    for document in documents:
        if isinstance(document, Failure):
            failures.append(document)
            continue
        path, digest = f"{document.id}.json", outputs.digest(document.json)
        earlier = written.get(path)
        if earlier is None:
            part.will_write(source, path, digest)
            before = outputs.content_of(out / path, most_bytes=MOST_KEPT_BYTES) if keep > 0 else None
            status = outputs.write(out / path, document.json)
            replaced = before if status == "changed" else None
            keep -= replaced is not None
            written[path] = Written(path, digest, status, replaced)
        elif earlier.digest != digest:
            failures.append(Failure(document.id, SAME_NAME))
    if not written and not failures:
        failures.append(Failure(source.id, NO_DOCUMENT))
    settled = all(failure.lasting for failure in failures)
    return Outcome(source, sha256 if settled else None, tuple(written.values()), tuple(failures))


def _are_intact(known: Known, out: Path) -> bool:
    return all(outputs.digest_of(out / path) == digest for path, digest in known.outputs)


def _weight(assignment: Work) -> int:
    return assignment.source.size + DOCUMENT_OVERHEAD
