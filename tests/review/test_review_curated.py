"""Decisions carried out on a record file: what applies, what no longer does, and why."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest

from extractors.pipeline import extract_source
from extractors.record_json import dumps
from flows.review.curated import curate, record_id, standing

SENTENCE = "In all, 64 women were randomized (n = 31 to zinc)."


def record(number: int, quote: str, *, sentence: str = SENTENCE, at: int = 10, **fields: Any) -> dict[str, Any]:
    evidence = {"quote": quote, "sentence": sentence, "section": "methods", "rule": "x", "span": [at, at + len(quote)]}
    return {"id": f"sample_size:{number:08x}", **fields, "evidence": evidence}


def record_file(*records: dict[str, Any], sha256: str = "a" * 64) -> dict[str, Any]:
    return {"document": {"id": "x.txt", "sha256": sha256}, "records": {"sample_size": list(records), "dose": []}}


TOTAL = record(1, "64 women", at=8, value=64, role="total")
ARM = record(2, "n = 31", at=35, value=31, role="total")


def decision(word: str, on: dict[str, Any], **more: Any) -> dict[str, Any]:
    seen = {name: value for name, value in on.items() if name not in ("id", "evidence")}
    evidence = on["evidence"]
    about = {"record": on["id"], "quote": evidence["quote"], "sentence": evidence["sentence"], "seen": seen}
    return {"decision": word, **about, **more, "reviewer": "Ada"}


def addition(quote: str = "50 men", *, sha256: str = "a" * 64, at: int = 20) -> dict[str, Any]:
    place = {"occurrence": 1, "sentence": "s", "section": "methods", "span": [at, at + len(quote)], "sha256": sha256}
    kind = {"decision": "add", "kind": "sample_size", "quote": quote}
    return {**kind, **place, "fields": {"value": 50, "role": "arm"}, "reviewer": "Ada", "note": "missed"}


def review(*decisions: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "trialsift-review/1", "document": "x.txt", "decisions": list(decisions)}


def kept(file: dict[str, Any], *decisions: dict[str, Any]) -> list[dict[str, Any]]:
    return curate(file, review(*decisions)).record_file["records"]["sample_size"]


def reasons(file: dict[str, Any], *decisions: dict[str, Any]) -> list[str]:
    return [lapsed.reason for lapsed in curate(file, review(*decisions)).lapsed]


def test_without_decisions_nothing_changes() -> None:
    file = record_file(TOTAL, ARM)
    assert curate(file, review()) == (file, ())


def test_decisions_are_carried_out() -> None:
    file = record_file(TOTAL, ARM)
    before = copy.deepcopy(file)
    decisions = [
        decision("reject", TOTAL),
        decision("correct", ARM, fields={"role": "arm", "arm": "zinc"}, note="in brackets"),
        addition(),
    ]
    new, arm = kept(file, *decisions)
    assert (arm["role"], arm["arm"], arm["value"]) == ("arm", "zinc", 31)
    assert list(arm) == ["id", "value", "role", "arm", "evidence", "curation"]
    assert arm["curation"] == {"decision": "corrected", "reviewer": "Ada", "note": "in brackets"}
    assert (new["value"], new["evidence"]["rule"], new["curation"]["decision"]) == (50, "curator", "added")
    assert file == before, "the record file itself is not touched"
    assert not reasons(file, *decisions)


def test_a_field_corrected_to_nothing_goes() -> None:
    (only,) = kept(record_file(TOTAL), decision("correct", TOTAL, fields={"role": None}))
    assert "role" not in only


def test_an_added_record_has_the_id_that_rules_would_give_it() -> None:
    found = next(iter(extract_source(b"Zinc trial\n\nMethods\nIn all, 64 women were randomized to zinc.\n", "x.txt")))
    assert record_id("sample_size", "64 women", 1).encode() in found.json


CHANGED = [
    pytest.param("accept", {}, {"role": "arm"}, "role: total → arm", id="accepted, a field changed"),
    pytest.param("accept", {}, {"arm": "zinc"}, "arm: – → zinc", id="accepted, a field came"),
    pytest.param("reject", {}, {"role": "arm"}, "role: total → arm", id="rejected, a field changed"),
    pytest.param(
        "correct", {"role": "arm"}, {"role": "event"}, "role: total → event", id="corrected, to a third value"
    ),
    pytest.param("correct", {"role": "arm"}, {"role": "arm"}, None, id="corrected, and now read so"),
    pytest.param("correct", {"role": "arm"}, {"percent": 5}, None, id="corrected, another field came"),
    pytest.param("accept", {}, {"value": Decimal("64.0")}, None, id="accepted, the same number"),
    pytest.param("accept", {}, {"supports": ["dose:00000000"]}, None, id="accepted, a pointer changed"),
]


@pytest.mark.parametrize(("word", "fields", "now", "reason"), CHANGED)
def test_a_record_that_changed(word: str, fields: dict[str, Any], now: dict[str, Any], reason: str | None) -> None:
    made = decision(word, TOTAL, **({"fields": fields} if fields else {}))
    told = reasons(record_file({**TOTAL, **now}), made)
    assert told == ([] if reason is None else [f"its record has changed: {reason}"])


def test_a_rejection_that_lapsed_leaves_the_record() -> None:
    assert len(kept(record_file({**TOTAL, "role": "arm"}), decision("reject", TOTAL))) == 1


def test_a_record_that_vanished() -> None:
    (lapsed,) = curate(record_file(ARM), review(decision("accept", TOTAL))).lapsed
    assert (lapsed.document, lapsed.record, lapsed.reason) == ("x.txt", TOTAL["id"], "its record has vanished")


def test_a_decision_follows_its_sentence_past_a_new_mention_of_its_quote() -> None:
    """The new mention comes first, so it has the old id: the decision goes with the sentence it was made on."""
    newcomer = record(1, "64 women", sentence="A pilot had 64 women.", at=2, value=64, role="total")
    moved = {**TOTAL, "id": "sample_size:00000009"}
    (at,) = standing(record_file(newcomer, moved), review(decision("accept", TOTAL)))
    assert at.record == moved["id"]


def test_a_sentence_read_better_keeps_the_decision() -> None:
    other = record(1, "64 women", sentence="64 women were randomized.", value=64, role="total")
    assert reasons(record_file(other), decision("accept", TOTAL)) == []


def test_two_decisions_on_one_record_are_told_of() -> None:
    assert reasons(record_file(TOTAL), decision("accept", TOTAL), decision("reject", TOTAL)) == [
        "another decision stands on its record"
    ]


def test_an_addition_lapses_with_its_source_unless_rules_read_it() -> None:
    assert reasons(record_file(TOTAL, sha256="b" * 64), addition()) == ["the source has changed since it was added"]
    read = record(3, "50 men", value=5, role="arm")
    read["id"] = record_id("sample_size", "50 men", 1)
    (now,) = kept(record_file(read, sha256="b" * 64), addition())
    assert (now["value"], now["curation"]["decision"]) == (50, "added")


def test_readers_without_decimals_can_curate() -> None:
    """A program that loads record files with plain floats gets the same answer."""
    file = record_file({**TOTAL, "percent": 12.5})
    assert reasons(file, decision("accept", {**TOTAL, "percent": Decimal("12.50")})) == []


def test_the_curated_view_can_be_written() -> None:
    view = curate(record_file(TOTAL, ARM), review(addition())).record_file
    assert dumps(view).startswith(b"{")
