"""The columns of a dataset's two tables, the same in every shard: what the kinds say of their fields decides.

The records table has the columns that `trialsift export` gives each kind, all kinds side by side: a field that several
kinds have is one column. Where they differ in its type, it is one that holds all (a count and a number are numbers,
else texts). Whatever a record holds beside (a kind without a schema, a number too long for its column) stands as JSON
in the last column, so that nothing is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

from extractors.record_schema import record_schema
from flows.export_tables import OF_CURATION, OF_DOCUMENT, OF_EVIDENCE, Type, record_table

if TYPE_CHECKING:
    from extractors.kind import Kind

ColumnType = Type | Literal["texts"]

KIND, OTHERS = "record_kind", "other_fields"
COUNTED = ("numbers_total", "numbers_in_records", "numbers_explained", "numbers_unexplained", "arms")
OF_CHECKS = ("checks_agree", "checks_disagree")
LAST = ("ucum", "loinc", *OF_EVIDENCE, "span_start", "span_end")
MADE_BY = ("datasets/columns.py", "datasets/rows.py", "export_codes.py", "export_tables.py")
"""What turns record files into rows."""


class Column(NamedTuple):
    """A column: its values are of one type, or absent."""

    name: str
    type: ColumnType


class Layout(NamedTuple):
    """The columns of both tables, and the kinds they hold."""

    kinds: tuple[Kind, ...]
    records: tuple[Column, ...]
    documents: tuple[Column, ...]


def code_digest() -> str:
    """What tells rows made here from rows made by another release, known without loading the kinds."""
    flows = files("flows")
    return hashlib.sha256(b"\x00".join(flows.joinpath(path).read_bytes() for path in MADE_BY)).hexdigest()


def layout(kinds: Iterable[Kind]) -> Layout:
    """The tables that these kinds give."""
    in_order = tuple(sorted(kinds, key=lambda kind: (-kind.rank, kind.name)))
    return Layout(in_order, _of_records(in_order), _of_documents(in_order))


def _of_records(kinds: Sequence[Kind]) -> tuple[Column, ...]:
    first = dict.fromkeys((*OF_DOCUMENT, "source", "sha256", KIND, "id"), "text")
    types: dict[str, Type] = {}
    for kind in kinds:
        for name, of_type in record_table(kind, ()).columns:
            known = kind.schema or name not in kind.fields
            types[name] = _wider(types[name], of_type) if name in types and known else types.get(name, of_type)
    fields = [name for name in types if name not in {*first, *LAST, *OF_CURATION}]
    names = (*first, *fields, *(name for name in LAST if name in types), OTHERS)
    return tuple(Column(name, types.get(name, "text")) for name in names)


def _wider(one: Type, other: Type) -> Type:
    if one == other:
        return one
    return "number" if {one, other} == {"integer", "number"} else "text"


def _of_documents(kinds: Sequence[Kind]) -> tuple[Column, ...]:
    described = record_schema(kinds)["properties"]["document"]["properties"]
    stated = [Column(name, "texts" if of.get("type") == "array" else "text") for name, of in described.items()]
    counts = (*COUNTED, *OF_CHECKS, "records", *(records_of(kind.name) for kind in kinds))
    in_order = (Column("document", "text"), *(column for column in stated if column.name != "id"))
    return (*in_order, *(Column(name, "integer") for name in counts))


def records_of(kind: str) -> str:
    """The column that counts a document's records of a kind."""
    return f"{kind}_records"
