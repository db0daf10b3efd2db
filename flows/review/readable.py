"""A record file as text to read, and for git to compare: a line a field, no offsets, no hashes of bytes.

Lines that begin at the margin are headings, which git can show above each hunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.review.curated import fields_of
from flows.review.diff_wording import plain, value_text
from flows.review.documents import record_file_of


def readable(content: bytes) -> str:
    """The text of a record file; any other content as it is, so that git can go on."""
    try:
        return "".join(f"{line}\n" for line in _lines(record_file_of(content)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return content.decode("utf-8", "replace")


def _lines(record_file: Mapping[str, Any]) -> Iterator[str]:
    document = record_file["document"]
    yield f"document {_text(document['id'])}"
    yield from _fields(document, without=frozenset({"id"}))
    for arm in record_file["arms"]:
        yield f"arm {_text(arm['name'])}"
        yield from _fields(arm, without=frozenset({"name"}))
    for section in (*record_file["sections"], *record_file.get("inferred_sections", ())):
        heading = f": {_text(section['heading'])}" if "heading" in section else ""
        yield f"section {_text(section['label'])}{heading}"
    for kind, rows in record_file["records"].items():
        for row in rows:
            evidence = row["evidence"]
            yield f"{kind} “{_text(evidence['quote'])}”"
            yield from _fields(fields_of(row))
            yield from _fields(evidence, without=frozenset({"quote", "span"}))
            yield f"  id: {row['id']}"
    yield from _account(record_file)


def _account(record_file: Mapping[str, Any]) -> Iterator[str]:
    numbers = record_file["numbers"]
    yield f"numerals {numbers['total']}"
    yield f"  in_records: {numbers['in_records']}"
    yield from _fields(numbers["explained"])
    yield from (f"  unexplained: “{_text(numeral['quote'])}”" for numeral in numbers["unexplained"])
    for check in record_file["checks"]:
        yield f"check {_text(check['check'])}: {_text(check['status'])}"
        yield f"  {_text(check['detail'])}"


def _fields(held: Mapping[str, Any], *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    for name, value in held.items():
        if name not in without and value is not None:
            yield f"  {name}: {_text(value)}"


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else value_text(value)
