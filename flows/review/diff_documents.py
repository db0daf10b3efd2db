"""Two states of one document compared, and of a whole folder of outputs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.review.curated import POINTERS, fields_of
from flows.review.diff import (
    CheckChange,
    Diff,
    DocumentCount,
    DocumentDiff,
    FieldChange,
    Numeral,
    OtherRule,
    RecordChange,
    RecordFile,
    Row,
)
from flows.review.diff_causes import Evidence, cause_of, cause_of_one
from flows.review.diff_pairs import Paired, paired
from flows.review.diff_sides import Side
from flows.review.documents import record_file_of

NOT_DESCRIBED = frozenset({"id", "source", "sha256"})
"""Of a document's own description: what says which document it is, not what it is about."""


def compared(before: Side, after: Side) -> Diff:
    """All that differs between two sides. Only documents whose bytes differ are read."""
    gone = sorted(before.versions.keys() - after.versions.keys())
    come = sorted(after.versions.keys() - before.versions.keys())
    both = sorted(before.versions.keys() & after.versions.keys())
    other = [document_id for document_id in both if before.versions[document_id] != after.versions[document_id]]
    unusable: list[str] = []
    removed = tuple(_counts(gone, before, unusable))
    added = tuple(_counts(come, after, unusable))
    changed = [
        difference
        for document_id, old, new in zip(other, before.read(other), after.read(other), strict=True)
        if (difference := document_diff(document_id, old, new, unusable=unusable))
    ]
    return Diff(before.name, after.name, added, removed, tuple(changed), tuple(unusable))


def document_diff(document_id: str, before: bytes, after: bytes, *, unusable: list[str]) -> DocumentDiff | None:
    """What differs in one document; None where nothing does, or where that can't be told (noted as unusable)."""
    if before == after:
        return None
    try:
        files = record_file_of(before), record_file_of(after)
        found = _diff(document_id, *files)
        return found if found.tells or files[0] != files[1] else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        unusable.append(f"{document_id}: no record file on both sides ({type(error).__name__}: {error})")
        return None


def _counts(ids: Sequence[str], side: Side, unusable: list[str]) -> Iterator[DocumentCount]:
    for document_id, content in zip(ids, side.read(ids), strict=True):
        try:
            held = record_file_of(content)
            records = sum(len(rows) for rows in held["records"].values())
            yield DocumentCount(document_id, held["document"].get("title", ""), records)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            unusable.append(f"{document_id}: no record file ({type(error).__name__}: {error})")


def _diff(document_id: str, before: RecordFile, after: RecordFile) -> DocumentDiff:
    same_bytes = before["document"].get("sha256") == after["document"].get("sha256")
    same_source = same_bytes or _is_untouched_in_its_set(before, after)
    kinds = list(dict.fromkeys((*after["records"], *before["records"])))
    pairs = {
        kind: paired(before["records"].get(kind, ()), after["records"].get(kind, ()), same_source=same_bytes)
        for kind in kinds
    }
    now = {old["id"]: new["id"] for kind in kinds for old, new in pairs[kind].both}
    changes, moved, rules = _record_changes(pairs, (Evidence(before), Evidence(after)), now, same_source=same_source)
    gained, lost = _numerals(before, after, same_source=same_bytes)
    return DocumentDiff(
        id=document_id,
        title=after["document"].get("title", ""),
        source_changed=not same_source,
        about=_about(before, after),
        records=changes,
        moved=moved,
        other_rules=tuple(OtherRule(*names, records) for names, records in sorted(rules.items())),
        checks=_check_changes(before["checks"], after["checks"], now),
        gained=gained,
        lost=lost,
    )


def _is_untouched_in_its_set(before: RecordFile, after: RecordFile) -> bool:
    """Whether only other documents of the same file seem to have changed: the sha256 is that of the whole file."""
    if after["document"]["id"] == after["document"]["source"]:
        return False
    old, new = (
        [
            {name: value for name, value in state["document"].items() if name != "sha256"},
            _places(state),
            state["numbers"]["total"],
        ]
        for state in (before, after)
    )
    return old == new


def _places(record_file: RecordFile) -> list[tuple[str, int, int]]:
    """Where each section stands, counted from the first."""
    sections = record_file["sections"]
    first = sections[0]["span"][0] if sections else 0
    return [(section["label"], *(offset - first for offset in section["span"])) for section in sections]


def _record_changes(
    pairs: Mapping[str, Paired], shown: tuple[Evidence, Evidence], now: Mapping[str, str], *, same_source: bool
) -> tuple[tuple[RecordChange, ...], int, Counter[tuple[str, str]]]:
    """The records that were added, removed or changed; how many only moved; those that other rules read."""
    changes: list[RecordChange] = []
    moved, rules = 0, Counter[tuple[str, str]]()
    for kind, (both, gone, come) in pairs.items():
        of_kind = []
        for old, new in both:
            fields = _field_changes(old, new, now)
            if fields:
                before = None if old["id"] == new["id"] else old["id"]
                cause = cause_of(old, new, same_source=same_source)
                of_kind.append(RecordChange("changed", kind, new, before, fields, cause))
            elif old["evidence"]["rule"] != new["evidence"]["rule"]:
                rules[old["evidence"]["rule"], new["evidence"]["rule"]] += 1
            elif old["id"] != new["id"] or old["evidence"] != new["evidence"]:
                moved += 1
        for row in gone:
            cause = cause_of_one(row, shown[1], same_source=same_source, gone=True)
            of_kind.append(RecordChange("removed", kind, row, None, (), cause))
        for row in come:
            cause = cause_of_one(row, shown[0], same_source=same_source, gone=False)
            of_kind.append(RecordChange("added", kind, row, None, (), cause))
        changes += sorted(of_kind, key=lambda change: tuple(change.record["evidence"]["span"]))
    return tuple(changes), moved, rules


def _field_changes(old: Row, new: Row, now: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """Field by field; then the quote and the section. Pointers at records that were renamed are the same."""
    before, after = fields_of(old), fields_of(new)
    for name in POINTERS & before.keys():
        before[name] = [now.get(record_id, record_id) for record_id in before[name]]
    for name in ("quote", "section"):
        before[name], after[name] = old["evidence"][name], new["evidence"][name]
    names = dict.fromkeys((*after, *before))
    changes = [FieldChange(name, before.get(name), after.get(name)) for name in names]
    return tuple(change for change in changes if not _same(change.before, change.after))


def _same(one: Any, other: Any) -> bool:
    # For Python True is 1; for a reader of records it is not.
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _about(before: RecordFile, after: RecordFile) -> tuple[FieldChange, ...]:
    """How the document's description, its arms and its sections differ."""
    old, new = before["document"], after["document"]
    names = [name for name in dict.fromkeys((*new, *old)) if name not in NOT_DESCRIBED]
    changes = [FieldChange(name, old.get(name), new.get(name)) for name in names]
    changes.append(FieldChange("arms", _arms(before), _arms(after)))
    names = ["sections", "inferred_sections"]
    changes += [FieldChange(name, _labels(before, name), _labels(after, name)) for name in names]
    return tuple(change for change in changes if change.before != change.after)


def _arms(record_file: RecordFile) -> list[str]:
    return [f"{arm['name']} ({arm['role']})" if "role" in arm else arm["name"] for arm in record_file["arms"]]


def _labels(record_file: RecordFile, name: str) -> list[str]:
    return [section["label"] for section in record_file.get(name, ())]


def _check_changes(before: Sequence[Row], after: Sequence[Row], now: Mapping[str, str]) -> tuple[CheckChange, ...]:
    """The checks whose status is another: a check is known by its name and the records it is made on."""
    old, new = defaultdict[Any, list[Row]](list), defaultdict[Any, list[Row]](list)
    for check in before:
        old[check["check"], tuple(now.get(record_id, record_id) for record_id in check["records"])].append(check)
    for check in after:
        new[check["check"], tuple(check["records"])].append(check)
    changes = []
    for key in dict.fromkeys((*new, *old)):
        for place in range(max(len(old[key]), len(new[key]))):
            was, is_now = _at(old[key], place), _at(new[key], place)
            if was.get("status") != is_now.get("status"):
                detail = (is_now or was)["detail"]
                changes.append(CheckChange(key[0], was.get("status"), is_now.get("status"), detail))
    return tuple(changes)


def _at(checks: Sequence[Row], place: int) -> Row:
    return checks[place] if place < len(checks) else {}


def _numerals(
    before: RecordFile, after: RecordFile, *, same_source: bool
) -> tuple[tuple[Numeral, ...], tuple[Numeral, ...]]:
    """The unexplained numerals gained and lost. In another source, places don't tell which is which."""
    old, new = (
        [Numeral(entry["quote"], tuple(entry["span"])) for entry in state["numbers"]["unexplained"]]
        for state in (before, after)
    )
    return _beyond(new, old, by_place=same_source), _beyond(old, new, by_place=same_source)


def _beyond(these: Sequence[Numeral], those: Sequence[Numeral], *, by_place: bool) -> tuple[Numeral, ...]:
    rest = Counter(numeral if by_place else numeral.quote for numeral in those)
    beyond = []
    for numeral in these:
        key = numeral if by_place else numeral.quote
        if rest[key]:
            rest[key] -= 1
        else:
            beyond.append(numeral)
    return tuple(beyond)
