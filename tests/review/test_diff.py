"""What differs between two states of a document: records paired, changes field by field, each with its cause."""

from __future__ import annotations

import json
from typing import Any

import pytest

from flows.review.diff import CheckChange, DocumentDiff, FieldChange, Numeral, OtherRule
from flows.review.diff_documents import compared, document_diff
from flows.review.diff_sides import contents

SENTENCE = "In all, 64 adults were randomized."


def record(value: int = 64, /, **more: Any) -> dict[str, Any]:
    """A sample size; evidence may be given by name."""
    quote = more.pop("quote", f"{value} adults")
    evidence = {"quote": quote, "sentence": SENTENCE, "section": "methods", "rule": "sample_size.a", "span": [20, 29]}
    evidence |= {name: more.pop(name) for name in tuple(evidence) if name in more}
    return {"id": more.pop("id", "sample_size:00000001"), "value": value, **more, "evidence": evidence}


def state(*records: dict[str, Any], sha256: str = "a", **more: Any) -> dict[str, Any]:
    return {
        "schema": "trialsift/1",
        "document": {"id": "x.txt", "source": "x.txt", "sha256": sha256, "title": "Zinc"},
        "sections": [{"label": "methods", "span": [10, 500]}],
        "arms": [],
        "records": {"sample_size": list(records)},
        "numbers": {"total": 1, "in_records": 1, "explained": {}, "unexplained": []},
        "checks": [],
        **more,
    }


def diff(before: dict[str, Any], after: dict[str, Any]) -> DocumentDiff:
    unusable: list[str] = []
    old, new = (json.dumps(one).encode() for one in (before, after))
    found = document_diff("x.txt", old, new, unusable=unusable)
    assert not unusable
    assert found is not None
    return found


def told(found: DocumentDiff) -> list[tuple[str, str, list[str]]]:
    """Each record change as (happening, reason, names of the fields)."""
    return [
        (change.happening, change.cause.reason, [field.name for field in change.fields]) for change in found.records
    ]


def test_a_field_changed_by_rules() -> None:
    found = diff(state(record(role="total", rule="a")), state(record(role="arm", rule="b")))
    (change,) = found.records
    assert change.fields == (FieldChange("role", "total", "arm"),)
    assert change.cause == ("rules", "a", "b")
    assert not found.source_changed


def test_a_field_that_came_or_went() -> None:
    (change,) = diff(state(record(arm="zinc")), state(record(of=70))).records
    assert set(change.fields) == {FieldChange("arm", "zinc", None), FieldChange("of", None, 70)}


def test_true_is_not_one_and_trailing_zeros_are_nothing() -> None:
    assert told(diff(state(record(of=1)), state(record(of=True)))) == [("changed", "rules", ["of"])]
    same = json.dumps(state(record(percent=2.5))).encode()
    assert document_diff("x.txt", same, same.replace(b"2.5", b"2.50"), unusable=[]) is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({}, {"sentence": "Later, 64 adults were randomized."}, [], id="other sentence: only moved"),
        pytest.param({}, {"span": [30, 39]}, [], id="other offsets: only moved"),
        pytest.param(
            {"role": "arm"},
            {"role": "total", "sentence": "64 adults."},
            [("changed", "text", ["role"])],
            id="other text",
        ),
        pytest.param({}, {"section": "results"}, [("changed", "text", ["section"])], id="other section"),
        pytest.param(
            {"quote": "64", "id": "sample_size:00000002", "span": [20, 22]},
            {},
            [("changed", "rules", ["quote"])],
            id="the quote grew: paired by overlap",
        ),
    ],
)
def test_one_record_of_the_same_source(before: dict[str, Any], after: dict[str, Any], expected: list[Any]) -> None:
    found = diff(state(record(**before)), state(record(**after)))
    assert told(found) == expected
    assert found.moved == (not expected)


def test_moved_is_counted_and_another_rule_too() -> None:
    before = state(record(span=[20, 29]), record(12, id="sample_size:00000002", span=[40, 49], rule="a"))
    after = state(record(span=[21, 30]), record(12, id="sample_size:00000002", span=[41, 50], rule="b"))
    found = diff(before, after)
    assert (found.records, found.moved, found.other_rules) == ((), 1, (OtherRule("a", "b", 1),))
    assert not found.tells


def test_a_figure_corrected_in_the_source_is_a_change_not_a_loss_and_a_gain() -> None:
    before = state(record(64), sha256="a")
    after = state(record(66, id="sample_size:00000002", sentence="In all, 66 adults were randomized."), sha256="b")
    (change,) = diff(before, after).records
    assert (change.happening, change.id_before, change.cause.reason) == ("changed", "sample_size:00000001", "source")
    assert FieldChange("value", 64, 66) in change.fields


def test_figures_are_not_paired_by_wording_where_more_went_than_came() -> None:
    listed = [record(n, id=f"sample_size:0000000{n}", sentence=f"There were {n} adults.") for n in (1, 2, 3)]
    found = diff(state(*listed[:2], sha256="a"), state(listed[2], sha256="b"))
    assert sorted(told(found)) == [("added", "source", []), ("removed", "source", []), ("removed", "source", [])]


def test_a_new_mention_before_it_does_not_take_a_record_over() -> None:
    """The id counts occurrences of the quote: the old record now has another one."""
    old = record(id="sample_size:00000001", role="total")
    new = record(id="sample_size:00000001", role="screened", sentence="We screened 64 adults.", span=[12, 21])
    again = record(id="sample_size:00000002", role="total", span=[50, 59])
    found = diff(state(old, sha256="a"), state(new, again, sha256="b"))
    assert told(found) == [("added", "source", [])]
    assert found.records[0].record["role"] == "screened"
    assert found.moved == 1


def test_pointers_follow_records_that_got_another_id() -> None:
    p_value = {**record(1, quote="P = 0.03"), "id": "p_value:00000001", "supports": ["sample_size:00000001"]}
    after = record(id="sample_size:00000002", span=[50, 59])
    before_state = state(record())
    before_state["records"]["p_value"] = [p_value]
    after_state = state(after)
    after_state["records"]["p_value"] = [{**p_value, "supports": ["sample_size:00000002"]}]
    assert told(diff(before_state, after_state)) == []


def test_a_document_of_a_set_is_not_changed_by_its_neighbours() -> None:
    """The sha256 is that of the whole file; the document itself stands further on, and reads otherwise by rules."""
    before, after = state(record(role="total"), sha256="a"), state(record(role="arm", span=[120, 129]), sha256="b")
    after["sections"] = [{"label": "methods", "span": [110, 600]}]
    for one in (before, after):
        one["document"] |= {"id": "set.xml/11", "source": "set.xml"}
    found = diff(before, after)
    assert (found.source_changed, told(found)) == (False, [("changed", "rules", ["role"])])
    after["numbers"]["total"] = 2
    found = diff(before, after)
    assert (found.source_changed, told(found)) == (True, [("changed", "source", ["role"])])


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param({}, "rules", id="the other state has the sentence's section"),
        pytest.param({"section": "results"}, "text", id="its place was in another section"),
        pytest.param({"span": [600, 609]}, "text", id="its place was in no section"),
        pytest.param({"section": "title", "span": [2, 9]}, "rules", id="the title is no listed section"),
    ],
)
def test_the_cause_of_an_added_record(more: dict[str, Any], reason: str) -> None:
    assert told(diff(state(), state(record(**more)))) == [("added", reason, [])]
    assert told(diff(state(record(**more)), state())) == [("removed", reason, [])]


def test_a_sentence_cut_otherwise_is_another_text() -> None:
    long = f"{SENTENCE} Of these, 12 adults were women."
    before = state(record(12, id="sample_size:00000003", sentence=long, span=[40, 49]))
    after = state(record(), *before["records"]["sample_size"])
    assert told(diff(before, after)) == [("added", "text", [])]


def test_the_document_itself() -> None:
    before = state(arms=[{"name": "zinc", "role": "intervention", "mentions": 3}])
    after = state(arms=[{"name": "zinc", "mentions": 5}])
    after["document"] |= {"title": "Zinc and CD4", "doi": "10.5555/zinc"}
    assert diff(before, after).about == (
        FieldChange("title", "Zinc", "Zinc and CD4"),
        FieldChange("doi", None, "10.5555/zinc"),
        FieldChange("arms", ["zinc (intervention)"], ["zinc"]),
    )


def test_checks_that_changed_status() -> None:
    def check(status: str, detail: str, name: str = "arms") -> dict[str, Any]:
        return {"check": name, "status": status, "detail": detail, "records": ["sample_size:00000001"]}

    before = state(checks=[check("agrees", "31 + 33 = 64"), check("agrees", "same", "flow")])
    after = state(checks=[check("disagrees", "31 + 33 = 65"), check("agrees", "other words", "flow")])
    assert diff(before, after).checks == (CheckChange("arms", "agrees", "disagrees", "31 + 33 = 65"),)
    assert diff(before, state()).checks[0] == ("arms", "agrees", None, "31 + 33 = 64")


def test_unexplained_numerals_gained_and_lost() -> None:
    def numerals(*held: tuple[str, int]) -> dict[str, Any]:
        return {
            "total": 3,
            "in_records": 0,
            "explained": {},
            "unexplained": [{"quote": quote, "span": [at, at + len(quote)]} for quote, at in held],
        }

    before, after = state(numbers=numerals(("7.3", 80), ("9", 90))), state(numbers=numerals(("9", 90), ("9", 99)))
    found = diff(before, after)
    assert (found.gained, found.lost) == ((Numeral("9", (99, 100)),), (Numeral("7.3", (80, 83)),))
    after["document"]["sha256"] = "b"  # places of another source say nothing
    after["numbers"] = numerals(("7.3", 180), ("9", 190))
    assert (diff(before, after).gained, diff(before, after).lost) == ((), ())


def test_documents_added_removed_and_unusable() -> None:
    held = json.dumps(state(record())).encode()
    before = contents("before", {"gone": held, "same": held, "broken": held})
    after = contents("after", {"come": held, "same": held, "broken": b"[1]"})
    found = compared(before, after)
    assert [(one.id, one.title, one.records) for one in (*found.added, *found.removed)] == [
        ("come", "Zinc", 1),
        ("gone", "Zinc", 1),
    ]
    assert found.changed == ()
    assert "broken" in found.unusable[0]
    assert compared(before, before).is_empty
