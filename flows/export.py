"""`trialsift export`: the records of a folder of outputs as tables, for a spreadsheet or a statistics program.

By default as curators left them: rejected records are out, corrections and additions are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extractors.kind import Kind
from flows import outputs
from flows.export_evidence import evidence_table
from flows.export_files import writer_for
from flows.export_tables import Record, record_table
from flows.review import decisions, documents
from flows.review.curated import curate
from flows.sources import WrongUse


class Exported(NamedTuple):
    """The files written, how many rows all have, and how many decisions no longer apply."""

    files: tuple[Path, ...]
    rows: int
    lapsed: int


def export_records(out: Path, to: Path, *, kinds: Sequence[str] = (), curated: bool = True) -> Exported:
    """A table a kind: FILE itself where one kind is asked for, else FILE with the kind before its suffix.

    Raises WrongUse, OutputsUnusable, UnusableRecords or UnusableDecisions.
    """
    writer = writer_for(to)
    held: dict[str, list[tuple[Record, Record]]] = {}
    lapsed = 0
    for record_file, gone in _record_files(out, curated=curated):
        lapsed += gone
        for kind, rows in record_file["records"].items():
            held.setdefault(kind, []).extend((record_file["document"], row) for row in rows)
    wanted = _kinds(kinds, held)
    rows_written = 0
    paths = tuple(to if len(kinds) == 1 else _beside(to, kind.name) for kind in wanted)
    for kind, path in zip(wanted, paths, strict=True):
        table = record_table(kind, held.get(kind.name, ()))
        outputs.write(path.absolute(), writer(table))
        rows_written += len(table.rows)
    return Exported(paths, rows_written, lapsed)


def export_evidence(out: Path, to: Path, *, curated: bool = True) -> Exported:
    """A table a document: FILE evidence.csv gives evidence/<document id>.csv. Raises as export_records does."""
    writer = writer_for(to)
    cd4 = next((kind.schema for kind in _known() if kind.name == "cd4_value"), {})
    paths, rows, lapsed = [], 0, 0
    for record_file, gone in _record_files(out, curated=curated):
        lapsed += gone
        table = evidence_table(record_file, cd4)
        paths.append(to.with_suffix("") / f"{record_file['document']['id']}{to.suffix}")
        outputs.write(paths[-1].absolute(), writer(table))
        rows += len(table.rows)
    return Exported(tuple(paths), rows, lapsed)


def _record_files(out: Path, *, curated: bool) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Each document's record file, and how many decisions on it no longer apply."""
    for document_id in documents.document_ids(out):
        record_file = documents.load(out, document_id)
        if record_file is None:
            continue  # removed meanwhile, by a run
        if not curated:
            yield record_file, 0
            continue
        view = curate(record_file, decisions.load(out, document_id))
        yield view.record_file, len(view.lapsed)


def _kinds(asked: Sequence[str], held: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds asked for, else all that are known; also such as only the record files know."""
    known = {kind.name: kind for kind in sorted(_known(), key=lambda kind: (-kind.rank, kind.name))}
    for name in held:
        known.setdefault(name, Kind(name=name, fields=(), rank=0, find=lambda text, claims: ()))
    if unknown := [name for name in asked if name not in known]:
        raise WrongUse(f"there is no kind {unknown[0]!r}; the kinds are {', '.join(known)}")
    return tuple(kind for name, kind in known.items() if not asked or name in asked)


def _known() -> tuple[Kind, ...]:
    from extractors.pipeline import known_kinds

    return known_kinds()


def _beside(to: Path, kind: str) -> Path:
    """records.csv gives records.dose.csv."""
    return to.with_name(f"{to.stem}.{kind}{to.suffix}")
