"""Records as tidy tables: one a kind, a record a row, a field a column.

Columns and their types are what the kind's schema says, so that the tables of two runs have the same; a kind without
a schema gets them from its records. An object (spread) is a column a property; a list (supports) is one text; what is
no number in a column of numbers ("once") stands in a column beside it, named with _text, so that numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from extractors.record_json import number_text
from flows.export_codes import codes_of, has_code
from flows.review.curated import fields_of

if TYPE_CHECKING:
    from extractors.kind import Kind

Type = Literal["text", "number", "integer", "yes"]
Value = str | bool | int | Decimal | None
Row = Mapping[str, Value]
Record = Mapping[str, Any]

OF_DOCUMENT = ("document", "pmid", "doi")
OF_EVIDENCE = ("quote", "sentence", "section", "rule")
OF_CURATION = ("decision", "reviewer", "note")
BESIDE = "_text"
LARGEST = 2**63


class Column(NamedTuple):
    """A column: its values are of one type, or None."""

    name: str
    type: Type


class Table(NamedTuple):
    """A table; rows leave out what is absent."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def record_table(kind: Kind, held: Iterable[tuple[Record, Record]]) -> Table:
    """All records of a kind, as (document description, record), in the order given."""
    pairs = tuple(held)
    names = dict.fromkeys((*kind.fields, *(name for _, record in pairs for name in fields_of(record))))
    records, schema = [record for _, record in pairs], kind.schema
    fields = [_spread_out(name, schema.get(name), records) for name in names]
    columns = [
        *(Column(name, "text") for name in (*OF_DOCUMENT, "id")),
        *(column for field in fields for column in field.columns),
        *(Column(name, "text") for name in ("ucum", "loinc") if has_code(kind, name)),
        *(Column(name, "text") for name in OF_EVIDENCE),
        Column("span_start", "integer"),
        Column("span_end", "integer"),
        *(Column(name, "text") for name in OF_CURATION),
    ]
    return Table(tuple(columns), tuple(_row(kind, *pair, fields, index) for index, pair in enumerate(pairs)))


class Field(NamedTuple):
    """One field spread out over columns: the values of each, in the order of the records."""

    columns: tuple[Column, ...]
    values: Mapping[str, Sequence[Value]]


def fits(value: Any, kind_of_value: Type) -> bool:
    """Whether a column of this type can hold the value."""
    if kind_of_value == "text":
        return isinstance(value, str)
    if kind_of_value == "yes":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return kind_of_value == "number" or (value == int(value) and -LARGEST < int(value) < LARGEST)


def text_of(value: Any) -> str:
    """Any value as a text: a list's items with blanks between, an object's properties named."""
    if isinstance(value, str):  # most are, and most of those are plain
        # A lone surrogate (out of a broken source) is no text that other programs could read.
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {text_of(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return " ".join(text_of(item) for item in value)
    return str(value)


def _spread_out(name: str, schema: Mapping[str, Any] | None, records: Sequence[Record]) -> Field:
    values = [record.get(name) for record in records]
    if schema and schema.get("type") == "object":
        parts = [
            _field(f"{name}_{part}", _type_of(described), [_part(value, part) for value in values], may_be_text=False)
            for part, described in schema["properties"].items()
        ]
        return Field(
            tuple(column for part in parts for column in part.columns),
            {column: items for part in parts for column, items in part.values.items()},
        )
    kind_of_value = _type_of(schema) if schema else _inferred(values)
    return _field(name, kind_of_value, values, may_be_text="anyOf" in (schema or ()))


def _field(name: str, kind_of_value: Type, values: Sequence[Any], *, may_be_text: bool) -> Field:
    """The field's column; beside it one of texts if it may hold any that don't fit, or does."""
    if kind_of_value == "text":
        return Field((Column(name, "text"),), {name: [None if value is None else text_of(value) for value in values]})
    fitting = [value if fits(value, kind_of_value) else None for value in values]
    beside = [
        text_of(value) if value is not None and kept is None else None
        for value, kept in zip(values, fitting, strict=True)
    ]
    if not may_be_text and not any(beside):
        return Field((Column(name, kind_of_value),), {name: fitting})
    columns = Column(name, kind_of_value), Column(f"{name}{BESIDE}", "text")
    return Field(columns, {name: fitting, f"{name}{BESIDE}": beside})


def _part(value: Any, part: str) -> Any:
    return value.get(part) if isinstance(value, Mapping) else None


def _type_of(schema: Mapping[str, Any]) -> Type:
    named = schema.get("type") or next((one["type"] for one in schema.get("anyOf", ()) if "type" in one), None)
    types: Mapping[Any, Type] = {"number": "number", "integer": "integer", "boolean": "yes"}
    return types.get(named, "text")


def _inferred(values: Iterable[Any]) -> Type:
    held = [value for value in values if value is not None]
    order: tuple[Type, ...] = ("yes", "integer", "number")
    return next((one for one in order if held and all(fits(value, one) for value in held)), "text")


def _row(kind: Kind, document: Record, record: Record, fields: Sequence[Field], index: int) -> Row:
    evidence, curation = record["evidence"], record.get("curation", {})
    held: dict[str, Value] = {
        "document": document["id"],
        **{name: document.get(name) for name in OF_DOCUMENT[1:]},
        "id": record["id"],
        **{name: values[index] for field in fields for name, values in field.values.items()},
        **codes_of(kind, record),
        **{name: evidence.get(name) for name in OF_EVIDENCE},
        "span_start": evidence["span"][0],
        "span_end": evidence["span"][1],
        **{name: curation.get(name) for name in OF_CURATION},
    }
    return {
        name: text_of(value) if isinstance(value, str) else value for name, value in held.items() if value is not None
    }
