"""The review file: what it may hold, and the same bytes for the same decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from zinc_trial import review_of

from flows.names import safe_path
from flows.review import decisions
from flows.review.decisions import UnusableDecisions

ACCEPT = {
    "decision": "accept",
    "record": "dose:0a1b2c3d",
    "quote": "20 mg",
    "sentence": "Zinc, 20 mg.",
    "seen": {"value": 20, "unit": "mg"},
    "reviewer": "Ada",
}
ADD = {
    "decision": "add",
    "kind": "dose",
    "quote": "30 mg",
    "occurrence": 2,
    "sentence": "",
    "section": "methods",
    "span": [7, 12],
    "sha256": "0" * 64,
    "fields": {"value": 30, "spread": {"type": "SD", "value": 1.5}, "loading": True},
    "reviewer": "Ada",
    "note": "seen in the table",
}
CORRECT = {**ACCEPT, "decision": "correct", "record": "dose:99999999", "fields": {"unit": "ug", "value": None}}


def content(*held: Any, **more: Any) -> bytes:
    return json.dumps({**review_of(*held), **more}).encode()


def test_the_order_they_were_made_in_does_not_show() -> None:
    one = decisions.read(content(ACCEPT, ADD, CORRECT), "zinc.txt")
    other = decisions.read(content(dict(reversed(CORRECT.items())), ACCEPT, ADD), "zinc.txt")
    assert decisions.dumps(one) == decisions.dumps(other)
    assert decisions.dumps(decisions.read(decisions.dumps(one), "zinc.txt")) == decisions.dumps(one)


def test_saved_and_loaded(tmp_path: Path) -> None:
    review = decisions.read(content(ACCEPT, ADD), "zinc.txt")
    saved = decisions.save(review, tmp_path)
    assert (tmp_path / "zinc.txt.review.json").read_bytes() == saved
    assert decisions.load(tmp_path, "zinc.txt") == decisions.read(saved, "zinc.txt")
    assert decisions.load(tmp_path, "other.txt")["decisions"] == []


REFUSED = [
    ("another document", content(ACCEPT, document="other.txt")),
    ("another schema", content(ACCEPT, schema="trialsift-review/9")),
    ("no list", content(decisions={})),
    ("no JSON", b"{"),
    ("no text", b"\xff\xfe"),
    ("a tower of brackets", b"[" * 100_000),
    ("NaN", content({**ACCEPT, "seen": {"value": float("nan")}})),
    ("a number to fill the disk", content({**CORRECT, "fields": {"value": 7}}).replace(b": 7}", b": 1e999999999}")),
    ("an unknown word", content({**ACCEPT, "decision": "doubt"})),
    ("a word that is none", content({**ACCEPT, "decision": ["accept"]})),
    ("no reviewer", content({**ACCEPT, "reviewer": " "})),
    ("a key too many", content({**ACCEPT, "path": "../../x"})),
    ("a key too few", content({key: ACCEPT[key] for key in ACCEPT if key != "seen"})),
    ("an id that is none", content({**ACCEPT, "record": "../x"})),
    ("a field that is none", content({**CORRECT, "fields": {"evidence": {}}})),
    ("nested too deep", content({**CORRECT, "fields": {"spread": {"low": {"low": 1}}}})),
    ("null where nothing is corrected", content({**ADD, "fields": {"value": None}})),
    ("a span that goes back", content({**ADD, "span": [9, 3]})),
    ("a text without end", content({**ACCEPT, "note": "x" * 200_000})),
]


@pytest.mark.parametrize("held", [held for _, held in REFUSED], ids=[name for name, _ in REFUSED])
def test_refused(held: bytes) -> None:
    with pytest.raises(UnusableDecisions, match=r"zinc\.txt"):
        decisions.read(held, "zinc.txt")


def test_a_link_is_no_review_file(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(content(ACCEPT))
    (tmp_path / "zinc.txt.review.json").symlink_to(tmp_path / "elsewhere")
    assert decisions.load(tmp_path, "zinc.txt")["decisions"] == []


@pytest.mark.parametrize("name", ["x.review", "x.REVIEW", "folder.review/x"])
def test_no_source_can_have_its_output_where_decisions_are(name: str) -> None:
    assert ".review.json" not in f"{safe_path(name)}.json".casefold()
