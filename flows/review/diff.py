"""What differs between two states of the outputs, in a reviewer's terms rather than a file's.

A record is added, removed, or changed field by field; one that only moved, or that another rule now reads to the same
result, is counted and not listed. Each change names its cause:

    source   the source's bytes changed (sha256)
    text     the same source, but the cleaned text or its sections are others
    rules    the same source and text, read otherwise: the rule before and after
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

RecordFile = Mapping[str, Any]
Row = Mapping[str, Any]
"""A record as its file has it."""

Reason = Literal["source", "text", "rules"]
Happening = Literal["added", "removed", "changed"]


class Cause(NamedTuple):
    """Why a record is another; the names of the rules that read it, None where there was or is no record."""

    reason: Reason
    rule_before: str | None
    rule_after: str | None


class FieldChange(NamedTuple):
    """One field; None where it was or is absent."""

    name: str
    before: Any
    after: Any


class RecordChange(NamedTuple):
    """A record that was added, removed or changed; `record` as it is now, or was where it was removed."""

    happening: Happening
    kind: str
    record: Row
    id_before: str | None
    """Where a changed record had another id; else None."""
    fields: tuple[FieldChange, ...]
    cause: Cause


class OtherRule(NamedTuple):
    """Records that another rule reads to the same result."""

    before: str
    after: str
    records: int


class CheckChange(NamedTuple):
    """A check whose status is another; None where the check was or is not made."""

    check: str
    before: str | None
    after: str | None
    detail: str


class Numeral(NamedTuple):
    """An unexplained numeral, at its place in the source."""

    quote: str
    span: tuple[int, int]


class DocumentDiff(NamedTuple):
    """What differs in one document that both sides have."""

    id: str
    title: str
    source_changed: bool
    about: tuple[FieldChange, ...]
    """The document's own description: title, arms, sections, …"""
    records: tuple[RecordChange, ...]
    moved: int
    other_rules: tuple[OtherRule, ...]
    checks: tuple[CheckChange, ...]
    gained: tuple[Numeral, ...]
    """Numerals that are unexplained now."""
    lost: tuple[Numeral, ...]

    @property
    def tells(self) -> bool:
        """Whether there is more to it than offsets, counts and the names of rules."""
        return bool(self.about or self.records or self.checks or self.gained or self.lost)


class DocumentCount(NamedTuple):
    """A document that only one side has, and how many records it holds."""

    id: str
    title: str
    records: int


class Diff(NamedTuple):
    """All that differs. Documents whose bytes are the same on both sides are in none of these."""

    before: str
    after: str
    added: tuple[DocumentCount, ...]
    removed: tuple[DocumentCount, ...]
    changed: tuple[DocumentDiff, ...]
    unusable: tuple[str, ...]
    """What could not be compared, and why."""

    @property
    def is_empty(self) -> bool:
        """Whether both sides are the same."""
        return not (self.added or self.removed or self.changed or self.unusable)


class Totals(NamedTuple):
    """A diff in figures."""

    documents_added: int
    documents_removed: int
    documents_changed: int
    records_added: int
    records_removed: int
    records_changed: int
    moved: int
    other_rule: int
    checks: int
    unexplained_gained: int
    unexplained_lost: int


def totals_of(diff: Diff) -> Totals:
    """The figures of a diff; the records of added and removed documents count as added and removed."""
    changes = [change.happening for document in diff.changed for change in document.records]
    return Totals(
        documents_added=len(diff.added),
        documents_removed=len(diff.removed),
        documents_changed=len(diff.changed),
        records_added=changes.count("added") + _records(diff.added),
        records_removed=changes.count("removed") + _records(diff.removed),
        records_changed=changes.count("changed"),
        moved=sum(document.moved for document in diff.changed),
        other_rule=sum(other.records for document in diff.changed for other in document.other_rules),
        checks=sum(len(document.checks) for document in diff.changed),
        unexplained_gained=sum(len(document.gained) for document in diff.changed),
        unexplained_lost=sum(len(document.lost) for document in diff.changed),
    )


def other_rules_of(diff: Diff) -> tuple[OtherRule, ...]:
    """The records that other rules now read to the same result, over all documents."""
    counts: dict[tuple[str, str], int] = {}
    for document in diff.changed:
        for before, after, records in document.other_rules:
            counts[before, after] = counts.get((before, after), 0) + records
    return tuple(OtherRule(*names, records) for names, records in sorted(counts.items()))


def _records(documents: Iterable[DocumentCount]) -> int:
    return sum(document.records for document in documents)
