"""One shard carried out: its sources read, its files written whole, or nothing changed.

    read and hash the sources -> finished already? -> write aside -> note down -> put in place

Files are written in the tool's own folder, flushed to the disk, and told of in the shard's memory before they are
renamed into their places. So whatever moment a run is killed at, the next finds either the old files, or the new ones,
or a mixture whose digests betray it; and does the shard again.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, NamedTuple

from extractors.errors import TooLarge
from flows import batches, outputs
from flows.batches import Batch, Outcome
from flows.datasets import json_lines, memory, parquet
from flows.datasets.columns import Layout, layout
from flows.datasets.memory import KnownFile, KnownShard, KnownSource
from flows.datasets.shards import Shard
from flows.documents import GivenUp, documents_of, failure_of
from flows.memory import Failure
from flows.outputs import OutputsUnusable
from flows.part import Part
from flows.reader_process import note_source
from flows.sources import Source

FORMATS: Mapping[str, ModuleType] = {"parquet": parquet, "jsonl": json_lines}
FOLDER = "writing"
"""Of the tool's own: files in the making, and which source each shard is at."""


class Held(NamedTuple):
    """A source's bytes, or what is wrong with it."""

    source: Source
    content: bytes | None
    sha256: str | None
    failures: tuple[Failure, ...] = ()
    given_up: tuple[GivenUp, ...] = ()


def carry_out(shard: Shard, batch: Batch, part: Part) -> Outcome:
    """Writes the shard, unless it is finished. What came of it is in its memory.

    Raises OutputsUnusable, or Superseded where its run is over.
    """
    out, rules = batch.out, batch.rules
    done = Outcome(shard.source, rules, (), ())
    held = [_held(number, shard) for number in range(len(shard.sources))]
    known = memory.load(out, shard.name)
    if known and _is_of(known, held, shard, rules) and known.is_settled and known.is_intact(out):
        return done
    try:
        _write(shard, held, batch, part)
    except OSError as error:
        raise OutputsUnusable.because(error, out) from None
    return done


def culprit(shard: Shard, out: Path) -> Source | None:
    """The source that a shard was at when its process died; None where it was at none."""
    noted = outputs.content_of(_aside(out, shard, "reading"), most_bytes=10_000)
    return next((source for source in shard.sources if noted == os.fsencode(source.id)), None)


def clear_away(out: Path) -> None:
    """Removes what killed runs left half-written. Raises OutputsUnusable."""
    try:
        for path in (out / outputs.OWN_FOLDER / FOLDER).glob("*"):
            path.unlink()
    except OSError as error:
        raise OutputsUnusable.because(error, out) from None


@cache
def tables() -> Layout:
    """The tables that the kinds at hand give."""
    from extractors import pipeline

    return layout(pipeline.known_kinds())


def _held(number: int, shard: Shard) -> Held:
    source = shard.sources[number]
    given_up = tuple(failure for failure in shard.given_up if failure.document_id == source.id)
    if given_up:
        return Held(source, None, None, given_up)
    try:
        content = batches.read(source)
    except (TooLarge, OSError) as error:
        return Held(source, None, None, (failure_of(error, source.id),))
    lost = tuple(item for at, item in shard.spared if at == number)
    return Held(source, content, outputs.digest(content), given_up=lost)


def _is_of(known: KnownShard, held: Sequence[Held], shard: Shard, rules: str) -> bool:
    sources = [(item.source.id, item.sha256) for item in held]
    same_sources = [(source.id, source.sha256) for source in known.sources] == sources
    return same_sources and (known.format, known.rules) == (shard.format, rules)


def _write(shard: Shard, held: list[Held], batch: Batch, part: Part) -> None:
    out, form = batch.out, FORMATS[shard.format]
    # Names of their own: a worker that a cluster gave up for lost may still be at the same shard.
    aside = {table: _aside(out, shard, f"{table}.{secrets.token_hex(8)}") for table in form.TABLES}
    places = {table: f"{table}/shard={shard.name}/part-0{form.SUFFIX}" for table in form.TABLES}
    note = _aside(out, shard, "reading")
    note.parent.mkdir(parents=True, exist_ok=True)
    with _flushed(aside) as files:
        writer = form.Writer(files, tables())
        try:
            taken = _taken(held, writer, note=note, seconds=batch.document_seconds)
            part.check()
            rows = writer.close()
        except BaseException:
            writer.abandon()
            raise
    sources, counts = zip(*taken, strict=True)
    written = tuple(_known_file(out, places[table], aside[table], rows[table]) for table in form.TABLES)
    root = str(shard.sources[0].root)
    memory.save(KnownShard(shard.name, root, shard.format, batch.rules, sources, written, sum(counts)), out)
    for table in form.TABLES:
        _put_in_place(aside[table], out / places[table])
    note.unlink(missing_ok=True)


def _taken(held: list[Held], writer: Any, *, note: Path, seconds: float) -> list[tuple[KnownSource, int]]:
    """Every source handed to the writer and let go; what is to be known of each, and how many documents it gave."""
    taken = list[tuple[KnownSource, int]]()
    while held:
        note_source(len(taken))
        item = held.pop(0)
        note.write_bytes(os.fsencode(item.source.id))
        taken.append(_source_taken(item, writer, seconds=seconds))
    return taken


def _source_taken(item: Held, writer: Any, *, seconds: float) -> tuple[KnownSource, int]:
    source, content, sha256, failed, lost = item
    failures, ids = list(failed), set[str]()
    for document in documents_of(content, source, seconds=seconds, given_up=lost) if content is not None else ():
        if isinstance(document, Failure):
            failures.append(document)
        elif document.id in ids:
            failures.append(Failure(document.id, batches.SAME_NAME))
        else:
            ids.add(document.id)
            writer.take(document.json)
    if not ids and not failures:
        failures.append(Failure(source.id, batches.NO_DOCUMENT))
    return KnownSource(source.id, source.name, sha256, tuple(failures)), len(ids)


@contextmanager
def _flushed(paths: Mapping[str, Path]) -> Iterator[Mapping[str, BinaryIO]]:
    """Files to write; closed, they stand on the disk. Where anything goes wrong, none is left."""
    try:
        with ExitStack() as stack:
            files = {table: stack.enter_context(path.open("wb")) for table, path in paths.items()}
            yield files
            for file in files.values():
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        for path in paths.values():
            with suppress(OSError):
                path.unlink()
        raise


def _known_file(out: Path, place: str, aside: Path, rows: int) -> KnownFile:
    digest, before = outputs.digest_of(aside), outputs.digest_of(out / place)
    if digest is None:
        raise FileNotFoundError(errno.ENOENT, "a file in the making was taken away", str(aside))
    return KnownFile(place, digest, aside.stat().st_size, rows, before if before != digest else None)


def _put_in_place(aside: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(place)
    outputs.flush_folder(place.parent)
    outputs.flush_folder(place.parent.parent)


def _aside(out: Path, shard: Shard, what: str) -> Path:
    short = outputs.digest(os.fsencode(shard.name))[:16]  # a shard's name may be as long as a name can be
    return out / outputs.OWN_FOLDER / FOLDER / f"{short}.{what}"
