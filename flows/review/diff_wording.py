"""How a diff is put into words: values, records, causes and figures, the same on a terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from extractors.record_json import number_text
from flows.review.curated import fields_of
from flows.review.diff import Cause, CheckChange, Diff, DocumentDiff, FieldChange, Row, totals_of

NONE = "–"
LONGEST = 160
SIGNS: Mapping[str, str] = {"added": "+", "removed": "-", "changed": "~"}
REASONS: Mapping[str, str] = {
    "source": "the source changed",
    "text": "the cleaned text changed",
    "rules": "the rules changed",
}


def value_text(value: Any) -> str:
    """A field's value in one line."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return " ".join(value_text(item) for item in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(value_text(item) for item in value) or NONE
    return in_one_line(str(value))


def in_one_line(text: str) -> str:
    """A text without line breaks or characters that don't print, cut where long."""
    line = plain(text[: LONGEST * 4])
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def plain(text: str) -> str:
    """A text without line breaks or characters that don't print: a terminal would obey some."""
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)


def change_text(change: FieldChange) -> str:
    """role: total → arm"""
    return f"{change.name}: {value_text(change.before)} → {value_text(change.after)}"


def reading_text(row: Row) -> str:
    """What a record says: value 51, unit cells/uL, …"""
    return ", ".join(f"{name} {value_text(value)}" for name, value in fields_of(row).items())


def cause_text(cause: Cause) -> str:
    """Why, and the rules before and after where they say something."""
    before, after = cause.rule_before, cause.rule_after
    if before is None or after is None or before == after:
        return f"{REASONS[cause.reason]} ({after or before})"
    return f"{REASONS[cause.reason]} ({before} → {after})"


def check_text(change: CheckChange) -> str:
    """sum of arms: agrees → disagrees (31 + 29 = 61)"""
    return f"{change.check}: {change.before or NONE} → {change.after or NONE} ({in_one_line(change.detail)})"


def counted_text(document: DocumentDiff) -> str:
    """What is counted and not listed, of one document; "" where there is nothing."""
    others = sum(other.records for other in document.other_rules)
    parts = [f"{document.moved} moved"] if document.moved else []
    parts += [f"{others} read by another rule to the same result"] if others else []
    return ", ".join(parts)


def closing_lines(diff: Diff) -> Iterator[str]:
    """The figures of the whole diff."""
    totals = totals_of(diff)
    if diff.is_empty:
        yield f"No difference between {diff.before} and {diff.after}."
        return
    yield (
        f"Documents: {totals.documents_changed} changed, {totals.documents_added} added, "
        f"{totals.documents_removed} removed."
    )
    yield (
        f"Records: {totals.records_added} added, {totals.records_removed} removed, {totals.records_changed} changed, "
        f"{totals.moved} moved, {totals.other_rule} read by another rule to the same result."
    )
    yield (
        f"Checks with another status: {totals.checks}. "
        f"Unexplained numerals: {totals.unexplained_gained} gained, {totals.unexplained_lost} lost."
    )
