"""The records as curators leave them: a pure function of a record file and the decisions on it.

A decision follows its record by id and quote; where the same quote stands in several places, by its sentence first,
so that a new mention before it does not take it over. It no longer applies where

* its record has vanished;
* accept, reject: the record's fields are not those that were decided on;
* correct: a field that it corrects has changed, to something that is not the correction;
* add: the source has changed, and rules have not come to read the record themselves.

Such a decision is not carried out and not dropped: it is told of until somebody decides again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from extractors.record_json import dumps
from flows.review.decisions import OWN_KEYS, Decision, Review, kind_of, of

Fields = dict[str, Any]
WORDS = {"accept": "accepted", "correct": "corrected", "add": "added"}
POINTERS = frozenset({"supports"})
"""Fields that name other records: they move with those, not with the record."""


class Lapsed(NamedTuple):
    """A decision that no longer applies, and why."""

    document: str
    decision: Decision
    record: str
    reason: str


class Standing(NamedTuple):
    """A decision on the record it stands on now: its id, None where it no longer applies; then the reason."""

    decision: Decision
    record: str | None
    reason: str = ""


class Curated(NamedTuple):
    """A record file with the decisions carried out, and those that no longer apply."""

    record_file: dict[str, Any]
    lapsed: tuple[Lapsed, ...]


def curate(record_file: Mapping[str, Any], review: Review) -> Curated:
    """Rejected records go, corrected fields change, added records come in at their place; the rest stays.

    A record that was decided on has `curation`: {"decision": "accepted" | "corrected" | "added", "reviewer", "note"}.
    """
    standings = standing(record_file, review)
    decided = {at.record: at.decision for at in standings if at.record}
    records = {
        kind: [kept for record in rows if (kept := _carried_out(record, decided.pop(record["id"], None)))]
        for kind, rows in record_file["records"].items()
    }
    for record_id, decision in decided.items():
        rows = records.setdefault(decision["kind"], [])
        rows.append(added(record_id, decision))
        rows.sort(key=lambda record: tuple(record["evidence"]["span"]))
    document = record_file["document"]["id"]
    lapsed = tuple(
        Lapsed(document, at.decision, id_of(at.decision), at.reason) for at in standings if at.record is None
    )
    return Curated({**record_file, "records": records}, lapsed)


def standing(record_file: Mapping[str, Any], review: Review) -> tuple[Standing, ...]:
    """Each decision with the record it stands on, in the order of the review file."""
    records = {kind: tuple(rows) for kind, rows in record_file["records"].items()}
    sha256 = record_file["document"]["sha256"]
    standings, taken = [], set[str]()
    for decision in of(review):
        at = _standing(decision, records.get(kind_of(decision), ()), sha256=sha256)
        if at.record in taken:
            at = Standing(decision, None, "another decision stands on its record")
        if at.record:
            taken.add(at.record)
        standings.append(at)
    return tuple(standings)


def fields_of(record: Mapping[str, Any]) -> Fields:
    """What a record says, without its id and evidence."""
    return {name: value for name, value in record.items() if name not in OWN_KEYS}


def id_of(decision: Decision) -> str:
    """The id of the record that a decision is about; of an added one, that which rules would give it."""
    if decision["decision"] != "add":
        record: str = decision["record"]
        return record
    return record_id(decision["kind"], decision["quote"], decision["occurrence"])


def record_id(kind: str, quote: str, occurrence: int) -> str:
    """The id that RECORDS has for a quote's occurrence in the cleaned text."""
    digest = hashlib.sha256("\x1f".join((kind, quote, str(occurrence))).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}:{digest[:8]}"


def _standing(decision: Decision, records: Sequence[Mapping[str, Any]], *, sha256: str) -> Standing:
    record = _found(decision, records)
    if decision["decision"] == "add":
        if record is None and decision["sha256"] != sha256:
            return Standing(decision, None, "the source has changed since it was added")
        return Standing(decision, record["id"] if record else id_of(decision))
    if record is None:
        return Standing(decision, None, "its record has vanished")
    changes = _changes(decision, fields_of(record))
    reason = f"its record has changed: {'; '.join(changes)}" if changes else ""
    return Standing(decision, None if changes else record["id"], reason)


def _found(decision: Decision, records: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    same = [record for record in records if record["evidence"]["quote"] == decision["quote"]]
    beside = [record for record in same if record["evidence"]["sentence"] == decision.get("sentence")]
    named = [record for record in beside or same if record["id"] == id_of(decision)]
    if named or len(beside) != 1:
        return named[0] if named else None
    return beside[0]


def _changes(decision: Decision, now: Fields) -> tuple[str, ...]:
    """What changed under a decision, field by field."""
    seen, corrected = decision["seen"], decision.get("fields", {})
    names = corrected if decision["decision"] == "correct" else dict.fromkeys((*seen, *now))
    return tuple(
        f"{name}: {_shown(seen.get(name))} → {_shown(now.get(name))}"
        for name in names
        if name not in POINTERS
        and not _same(seen.get(name), now.get(name))
        and not (name in corrected and _same(corrected[name], now.get(name)))
    )


def _same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: 2.50 and 2.5 are, 1 and true are not."""
    return _written(one) == _written(other)


def _shown(value: Any) -> str:
    return "–" if value is None else value if isinstance(value, str) else _written(value)


def _written(value: Any) -> str:
    # Whoever reads record files without Decimals has floats; their shortest form is what the file says.
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    if isinstance(value, Mapping):
        exact = {name: Decimal(repr(item)) if isinstance(item, float) else item for name, item in value.items()}
    return " ".join(dumps(exact).decode("utf-8", "surrogatepass").split())


def _carried_out(record: Mapping[str, Any], decision: Decision | None) -> Fields | None:
    if decision is None:
        return dict(record)
    if decision["decision"] == "reject":
        return None
    fields = fields_of(record)
    for name, value in decision.get("fields", {}).items():
        fields[name] = value
    kept = {name: value for name, value in fields.items() if value is not None}
    return {"id": record["id"], **kept, "evidence": record["evidence"], "curation": _curation(decision)}


def added(record_id: str, decision: Decision) -> Fields:
    """The record that a decision adds."""
    evidence = {
        "quote": decision["quote"],
        "sentence": decision.get("sentence", ""),
        "section": decision.get("section", ""),
        "rule": "curator",
        "span": decision["span"],
    }
    return {"id": record_id, **decision["fields"], "evidence": evidence, "curation": _curation(decision)}


def _curation(decision: Decision) -> Fields:
    said = {key: decision[key] for key in ("reviewer", "note") if key in decision}
    return {"decision": WORDS[decision["decision"]], **said}
