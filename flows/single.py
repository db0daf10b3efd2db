"""Without a memory: one file's JSON on the screen, and the cleaned text of documents."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.errors import SourceError, TooLarge
from flows import outputs
from flows.batches import read
from flows.documents import Document, documents_of, failure_of
from flows.memory import Failure
from flows.sources import Source, WrongUse, gather
from flows.time_limit import DOCUMENT_SECONDS


def print_json(named: Iterable[Path], *, seconds: float = DOCUMENT_SECONDS) -> int:
    """Prints the JSON of a file's documents, one by one. Returns how many failed (told on stderr)."""
    paths = tuple(named)
    if len(paths) != 1 or paths[0].is_dir():
        raise WrongUse("--stdout prints the documents of one file; give --out FOLDER for more")
    sources, failed = gather(paths).sources, 0
    if not sources:
        raise WrongUse(f"{paths[0]} is no regular file")
    for document in _documents(sources[0], seconds=seconds):
        if isinstance(document, Failure):
            failed += _said(document)
        else:
            sys.stdout.buffer.write(document.json)
    sys.stdout.buffer.flush()
    return failed


def write_clean(named: Iterable[Path], *, out: Path) -> int:
    """Writes the cleaned text of each document, X to OUT/X.txt. Returns how many failed (said on stderr)."""
    out, failed = out.resolve(), 0
    inventory = gather(named, apart_from=out)
    with outputs.locked(out):
        for source in inventory.sources:
            for document in _documents(source):
                if isinstance(document, Failure):
                    failed += _said(document)
                else:
                    outputs.write(out / f"{document.id}.txt", document.clean.encode("utf-8"))
    return failed


def explain(named: Iterable[Path]) -> int:
    """Prints every line of the files, kept (+) or dropped (-), with the reason. Returns how many files failed."""
    from extractors.reading.explaining import explained

    failed = 0
    for source in gather(named).sources:
        print(f"# {source.name}")
        try:
            lines = tuple(explained(read(source), source.id))
        except (SourceError, OSError) as error:
            failed += _said(failure_of(error, source.id))
            continue
        for kept, reason, text in lines:
            print(f"{'+' if kept else '-'} [{reason}] {' '.join(text.split())}")
    return failed


def _documents(source: Source, *, seconds: float = DOCUMENT_SECONDS) -> Iterator[Document | Failure]:
    try:
        content = read(source)
    except (TooLarge, OSError) as error:
        yield failure_of(error, source.id)
        return
    yield from documents_of(content, source, seconds=seconds)


def _said(failure: Failure) -> bool:
    print(f"{failure.document_id}: {failure.sentence}", file=sys.stderr)
    return True
