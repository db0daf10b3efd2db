"""The participants' ledger: what it compares, what it says, and what it leaves alone."""

from __future__ import annotations

import json

import pytest

from extractors.pipeline import extract_source

ROWS = [
    (
        "We randomized 60 adults to receive nevirapine (n = 31) or placebo (n = 29).",
        [("arms add up", "agrees", "31 + 29 = 60")],
    ),
    (
        "We randomized 62 adults to receive nevirapine (n = 31) or placebo (n = 29).",
        [("arms add up", "disagrees", "31 + 29 = 60, printed 62")],
    ),
    (
        "Relapse was seen in 12 of 48 patients (25%).",
        [("percentage fits", "agrees", "12 of 48 is 25 %, printed 25 %")],
    ),
    (
        "Relapse was seen in 12 of 48 patients (35%).",
        [("percentage fits", "disagrees", "12 of 48 is 25 %, printed 35 %")],
    ),
    (
        "Of 410 women screened, 212 women were randomized and 199 women completed the study.",
        [
            ("flow only narrows", "agrees", "410 screened ≥ 212 in all"),
            ("flow only narrows", "agrees", "212 in all ≥ 199 completed"),
        ],
    ),
    ("Relapse was seen in 25% of the patients.", []),
    (
        "Of 66 adults randomized, 60 were evaluable: 31 received nevirapine and 29 received placebo.",
        [("arms add up", "agrees", "31 + 29 = 60"), ("flow only narrows", "agrees", "66 in all ≥ 60 analysed")],
    ),
    # Recruited is not yet allocated.
    ("A total of 70 adults were recruited; 31 were randomized to nevirapine and 29 to placebo.", []),
    # A third arm that no one read is no contradiction.
    ("We randomized 90 adults to three groups: nevirapine (n = 31), placebo (n = 29) and no treatment.", []),
    # Clusters are allocated, not persons.
    ("Twenty schools with 900 children were randomized to nevirapine (n = 10) or placebo (n = 10).", []),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_checks(text: str, expected: list[tuple[str, str, str]]) -> None:
    (extracted,) = extract_source(text.encode(), "note.txt")
    written = json.loads(extracted.json)
    assert [(row["check"], row["status"], row["detail"]) for row in written["checks"]] == expected
    ids = {record["id"] for records in written["records"].values() for record in records}
    assert all(set(row["records"]) <= ids for row in written["checks"])
