"""Every record of a folder of outputs held against its source: offline, by the source alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extractors.errors import SourceError
from extractors.reading.source_text import source_text
from extractors.record_json import SCHEMA
from extractors.verification import problems_of
from flows import batches, outputs
from flows.datasets import manifest
from flows.sources import Source, WrongUse, gather


class Fault(NamedTuple):
    """What is wrong, with which record of which file of the outputs (`record` is "" for a file as a whole)."""

    file: str
    record: str
    sentence: str


class Verified(NamedTuple):
    """How many documents and records were looked at, and what does not hold."""

    documents: int
    records: int
    faults: tuple[Fault, ...]


def verified(out: Path, named: Iterable[Path]) -> Verified:
    """Holds each record file below `out` against its source among the named files and folders.

    Raises WrongUse where there is nothing to verify, or a dataset.
    """
    manifest.refuse_dataset(out)
    files = _record_files(out)
    if not files:
        raise WrongUse(f"{out} holds no record files")
    sources = {source.id: source for source in gather(named, apart_from=out.resolve()).sources}
    of_source, faults = _grouped(files, out)
    records = 0
    for source_id, documents in sorted(of_source.items()):
        records += sum(len(rows) for _, document in documents for rows in document["records"].values())
        faults += _faults(sources.get(source_id), source_id, documents)
    return Verified(len(files), records, tuple(sorted(faults)))


def say(result: Verified) -> None:
    """Prints each fault, and the figures."""
    for file, record, sentence in result.faults:
        print(f"{file}: {record}: {sentence}" if record else f"{file}: {sentence}")
    wrong = len({(fault.file, fault.record) for fault in result.faults})
    print(f"{result.records:,} records of {result.documents:,} documents verified; {wrong:,} do not follow")


def _record_files(out: Path) -> list[Path]:
    own = {outputs.OWN_FOLDER}
    found = (path for path in out.rglob("*.json") if path.is_file() and own.isdisjoint(path.relative_to(out).parts))
    return sorted(path for path in found if path != out / "errors.json")


Documents = list[tuple[str, Mapping[str, Any]]]


def _grouped(files: Iterable[Path], out: Path) -> tuple[dict[str, Documents], list[Fault]]:
    """The record files by the source they name, and what is none."""
    of_source: dict[str, Documents] = defaultdict(list)
    faults = []
    for path in files:
        name = path.relative_to(out).as_posix()
        try:
            document = json.loads(path.read_bytes(), parse_float=Decimal)
            if document["schema"] != SCHEMA or not all(map(_is_rows, document["records"].values())):
                raise ValueError(f"its schema is {document['schema']}")
            of_source[document["document"]["source"]].append((name, document))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(Fault(name, "", f"this is no record file of {SCHEMA} ({error})"))
    return of_source, faults


def _is_rows(rows: object) -> bool:
    return isinstance(rows, list) and all(isinstance(row, dict) for row in rows)


def _faults(source: Source | None, source_id: str, documents: Documents) -> Iterator[Fault]:
    if source is None:
        yield from (Fault(name, "", f"its source {source_id} is not among the sources") for name, _ in documents)
        return
    try:
        content = batches.read(source)
        text = source_text(content)
    except (SourceError, OSError) as error:
        yield from (Fault(name, "", f"its source {source.name} can't be read: {error}") for name, _ in documents)
        return
    sha256 = outputs.digest(content)
    for name, document in documents:
        yield from _document_faults(name, document, text, sha256)


def _document_faults(name: str, document: Mapping[str, Any], text: str, sha256: str) -> Iterator[Fault]:
    if document["document"].get("sha256") != sha256:
        yield Fault(name, "", "its source has changed since: extract it again")
        return
    try:
        yield from (Fault(name, record, sentence) for record, sentence in problems_of(document, text))
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        yield Fault(name, "", f"this is no record file of {SCHEMA}: {type(error).__name__} {error}")
