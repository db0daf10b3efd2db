"""A P value against the counts, means and intervals beside it: what the ledger computes, says, and leaves alone."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from linear_time import LINEAR, growth
from scipy import stats

from extractors.ledger import checks
from extractors.ledger.printed_p import PrintedP
from extractors.ledger.probabilities import Counted, Range, chi_square, fisher, of_counts, of_t, of_z, z_of
from extractors.pipeline import extract_source
from extractors.records import Record
from extractors.traced_text import SourceSpan

TWO_ARMS = "We randomized 80 adults to zinc (n = 40) or placebo (n = 40). "
BY_TESTS = "by chi-square (corrected or not), z or Fisher's test"

READ = [
    pytest.param(
        "Relapse was seen in 10 (25%) of 40 women in the zinc group and in 21 (53%) of 40 women in the placebo group "
        "(P = 0.02).",
        (
            "P value fits counts",
            "agrees",
            f"10 of 40 against 21 of 40: P from 0.0085 to 0.022 {BY_TESTS}; printed P = 0.02",
        ),
        id="counts with denominators",
    ),
    pytest.param(
        "Relapse was seen in 10 (25%) of 40 women in the zinc group and in 12 (30%) of 40 women in the placebo group "
        "(P = 0.001).",
        (
            "P value fits counts",
            "disagrees",
            f"10 of 40 against 12 of 40: P from 0.62 to 0.8 {BY_TESTS}; printed P = 0.001",
        ),
        id="counts that are far from significant",
    ),
    pytest.param(
        "Fever occurred in 9 (18%) zinc patients and in 20 (40%) placebo patients (P = 0.015).",
        (
            "P value fits counts",
            "agrees",
            f"9 of 48 to 51 (18 %) against 20 of 49 to 50 (40 %): P from 0.0086 to 0.037 {BY_TESTS}; printed P = 0.015",
        ),
        id="group sizes from percentages",
    ),
    pytest.param(
        "At week 24 the mean (±SE) CD4 count was 510 ± 25 cells/mm3 in the zinc group and 420 ± 22 cells/mm3 in the "
        "placebo group (P = 0.008).",
        (
            "P value fits means",
            "agrees",
            "mean 510 ± 25 (SE) against 420 ± 22 (SE): z = 2.70, P = 0.0069; rounding leaves P from 0.0052 to 0.0089; "
            "printed P = 0.008",
        ),
        id="standard errors as printed",
    ),
    pytest.param(
        "At week 24 the mean (±SE) CD4 count was 510 ± 25 cells/mm3 in the zinc group and 420 ± 22 cells/mm3 in the "
        "placebo group (P = 0.4).",
        (
            "P value fits means",
            "disagrees",
            "mean 510 ± 25 (SE) against 420 ± 22 (SE): z = 2.70, P = 0.0069; rounding leaves P from 0.0052 to 0.031 "
            "by the z and t tests; printed P = 0.4",
        ),
        id="means further apart than the P says",
    ),
    pytest.param(
        TWO_ARMS + "At week 24 the mean (±SD) CD4 count was 510 ± 125 cells/mm3 in the zinc group and 420 ± 130 "
        "cells/mm3 in the placebo group (P = 0.002).",
        (
            "P value fits means",
            "agrees",
            "mean 510 ± 125 (SD, n = 40) against 420 ± 130 (SD, n = 40): z = 3.16, P = 0.0016; rounding leaves P from "
            "0.0014 to 0.0019; printed P = 0.002",
        ),
        id="standard deviations over the root of the arm's size",
    ),
    pytest.param(
        "The mean CD4 count rose from 310 ± 20 (SE) to 480 ± 31 cells/mm3 in the zinc group and from 305 ± 22 to "
        "330 ± 25 cells/mm3 in the placebo group (P < 0.001).",
        (
            "P value fits means",
            "agrees",
            "mean 480 ± 31 (SE) against 330 ± 25 (SE): z = 3.77, P = 0.00017; rounding leaves P from 0.00011 to "
            "0.00024; printed P < 0.001",
        ),
        id="the ends of two changes",
    ),
    pytest.param(
        "The mean difference in CD4 count between the groups was 42 cells/mm3 (95% CI 11 to 73; P = 0.008).",
        ("P value fits its CI", "agrees", "95 % CI from 11 to 73 leaves out 0: P < 0.05; printed P = 0.008"),
        id="an interval that leaves out 0",
    ),
    pytest.param(
        "The mean difference in CD4 count between the groups was 42 cells/mm3 (95% CI 11 to 73; P = 0.43).",
        ("P value fits its CI", "disagrees", "95 % CI from 11 to 73 leaves out 0: P < 0.05; printed P = 0.43"),
        id="an interval that leaves out 0, not significant",
    ),
    pytest.param(
        "The mean difference in CD4 count between the groups was 42 cells/mm3 (95% CI -11 to 95; P < 0.01).",
        ("P value fits its CI", "disagrees", "95 % CI from -11 to 95 holds 0: P ≥ 0.05; printed P < 0.01"),
        id="an interval that holds 0, significant",
    ),
]

COUNTS = "Relapse was seen in 10 (25%) of 40 women in the zinc group and in 12 (30%) of 40 women in the placebo group"
MEANS = "the mean CD4 count was 510 ± 25 (SE) cells/mm3 in the zinc group and 420 ± 22 (SE) in the placebo group"

LEFT_ALONE = [
    pytest.param(f"{COUNTS} (adjusted P = 0.001).", id="adjusted"),
    pytest.param(f"{COUNTS} (log-rank P = 0.001).", id="survival"),
    pytest.param(f"{COUNTS} (P for interaction = 0.001).", id="interaction"),
    pytest.param(f"{COUNTS} (one-sided P = 0.001).", id="one-sided"),
    pytest.param(f"{COUNTS} (P = 0.001; P = 0.7 by Fisher's exact test).", id="two tests of one comparison"),
    pytest.param(
        f"In this crossover trial of 40 women, zinc was compared with placebo. {COUNTS} (P = 0.001).", id="crossover"
    ),
    pytest.param(
        "Relapse was seen in 22 (51.2%) patients in the zinc group and in 21 (48.8%) in the placebo group (P = 0.001).",
        id="shares of one group",
    ),
    pytest.param(f"At week 24, {MEANS} (P = 0.4 by the Wilcoxon test).", id="a test of ranks"),
    pytest.param(f"By repeated measures, {MEANS} (P = 0.4).", id="repeated measures"),
    pytest.param(
        "The mean CD4 count rose from 310 ± 20 (SE) to 480 ± 31 cells/mm3 in the zinc group and from 305 ± 22 to "
        "330 ± 25 cells/mm3 in the placebo group (P = 0.4).",
        id="two changes, whose own spreads are not printed",
    ),
    pytest.param(
        "The median CD4 count was 510 (IQR 400 to 620) cells/mm3 in the zinc group and 420 (IQR 310 to 530) cells/mm3 "
        "in the placebo group (P = 0.4).",
        id="medians",
    ),
    pytest.param(
        "The mean difference in CD4 count was 42 cells/mm3 (95% CI 0 to 84; P = 0.2).", id="a limit that may be 0"
    ),
    pytest.param(f"{COUNTS}, and P < 0.05 was considered significant.", id="a level of significance"),
]


def checked(text: str) -> list[dict[str, Any]]:
    (extracted,) = extract_source(text.encode(), "note.txt")
    written = json.loads(extracted.json)
    ids = {record["id"] for records in written["records"].values() for record in records}
    found = [row for row in written["checks"] if row["check"].startswith("P value")]
    assert all(row["records"] and set(row["records"]) <= ids for row in found)
    return found


@pytest.mark.parametrize(("text", "expected"), READ)
def test_p_value_against_its_figures(text: str, expected: tuple[str, str, str]) -> None:
    assert [(row["check"], row["status"], row["detail"]) for row in checked(text)] == [expected]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text: str) -> None:
    assert checked(text) == []


def record(kind: str, number: int, sentence: str = "A sentence.", **fields: Any) -> Record:
    at = SourceSpan(10 * number, 10 * number + 5)
    return Record(f"{kind}:{number}", kind, fields, "quote", sentence, "results", f"{kind}.rule", at)


def counted(p: str, *groups: tuple[int, int], operator: str = "=", total: int | None = None) -> list[str]:
    """The statuses of a comparison of events in groups."""
    counts = [
        record("sample_size", number, value=events, role="event", arm=f"arm {number}", of=size)
        for number, (events, size) in enumerate(groups, start=1)
    ]
    supports = tuple(count.id for count in counts)
    if total is not None:
        counts.insert(0, record("sample_size", 0, "Another sentence.", value=total, role="total"))
    tested = record("p_value", 9, operator=operator, value=Decimal(p), about="clinical", supports=supports)
    found = checks({"p_value": (tested,), "sample_size": tuple(counts)})
    return [check.status for check in found if check.check.startswith("P value")]


@pytest.mark.parametrize(
    ("p", "operator", "groups", "status"),
    [
        ("0.0087", "=", ((10, 40), (21, 40)), "agrees"),  # without the correction
        ("0.022", "=", ((10, 40), (21, 40)), "agrees"),  # Yates
        ("0.05", "<", ((10, 40), (21, 40)), "agrees"),
        ("0.05", ">", ((10, 40), (21, 40)), "disagrees"),
        ("0.001", "<", ((10, 40), (21, 40)), "disagrees"),
        ("0.20", "=", ((10, 40), (21, 40)), "disagrees"),
        ("0.001", "=", ((2, 40), (30, 40)), None),  # the least that three decimals show
        ("0.006", "=", ((10, 40), (21, 40)), None),  # near enough for a test that no one named
        ("0.005", "=", ((10, 40), (21, 40)), None),  # one-sided, perhaps
        ("0.3", "=", ((0, 40), (0, 40)), None),  # nothing to test
        ("0.3", "=", ((41, 40), (3, 40)), None),  # no such count
        ("0.9", "=", ((10, 40), (21, 40), (3, 40)), None),  # three groups
    ],
)
def test_counts(p: str, operator: str, groups: tuple[tuple[int, int], ...], status: str | None) -> None:
    assert counted(p, *groups, operator=operator) == ([status] if status else [])


def test_more_persons_than_the_trial_has_are_counted_twice() -> None:
    assert counted("0.2", (10, 40), (21, 40), total=80) == ["disagrees"]
    assert counted("0.2", (10, 40), (21, 40), total=40) == []


FLOW_ROWS = [
    pytest.param(
        [("total", 60, "One."), ("screened", 60, "One.")], ["agrees"], id="all screened enrolled, told behind"
    ),
    pytest.param([("total", 60, "One."), ("screened", 90, "Two.")], [], id="screened later: a test on those enrolled"),
    pytest.param([("screened", 59, "One."), ("total", 60, "Two.")], ["disagrees"], id="fewer screened than enrolled"),
    pytest.param([("screened", 2, "One."), ("total", 60, "Two.")], [], id="far too few: others were screened"),
    pytest.param([("total", 60, "One."), ("completed", 60, "Two.")], ["agrees"], id="all completed"),
    pytest.param([("total", 60, "One."), ("completed", 61, "Two.")], ["disagrees"], id="more completed than enrolled"),
    pytest.param([("completed", 61, "One."), ("total", 60, "Two.")], [], id="told before any total"),
]


@pytest.mark.parametrize(("counts", "statuses"), FLOW_ROWS)
def test_the_flow_only_narrows(counts: list[tuple[str, int, str]], statuses: list[str]) -> None:
    rows = [
        record("sample_size", place, sentence, role=role, value=value)
        for place, (role, value, sentence) in enumerate(counts)
    ]
    assert [check.status for check in checks({"sample_size": rows})] == statuses


def test_nobody_of_nobody_is_no_percentage() -> None:
    nobody = record("sample_size", 1, role="event", value=0, of=0, percent=Decimal(0))
    assert checks({"sample_size": (nobody,)}) == ()


def test_the_level_of_an_interval_is_no_percentage() -> None:
    level = record("sample_size", 1, "25% (12/48; 95% CI 14 to 40)", value=12, of=48, percent=Decimal(95))
    assert checks({"sample_size": (level,)}) == ()


def test_a_page_of_counts_costs_no_more_than_a_look_at_each() -> None:
    def page(most: int) -> dict[str, list[Record]]:
        rows = [
            record("sample_size", n, "A list.", value=n % 50, role="event", arm=f"arm {n}", of=60) for n in range(most)
        ]
        totals = [record("sample_size", n, "A list.", value=n, role="total") for n in range(most, most * 5 // 4)]
        tested = [
            record("p_value", n, "A list.", operator="=", value=Decimal("0.2"), supports=(rows[n].id, rows[n + 1].id))
            for n in range(most // 2)
        ]
        return {"p_value": tested, "sample_size": [*rows, *totals]}

    assert growth(checks, page(2_000), page(16_000)) < LINEAR


@pytest.mark.parametrize("seed", range(40))
def test_tests_of_counts_are_those_of_scipy(seed: int) -> None:
    chance = random.Random(seed)
    one, other = (Counted(chance.randint(1, size), size + 1) for size in (chance.randint(2, 90), chance.randint(2, 90)))
    table = [[group.events, group.group - group.events] for group in (one, other)]
    assert fisher(one, other) == pytest.approx(float(stats.fisher_exact(table).pvalue), rel=1e-6)
    for corrected in (False, True):
        ours = chi_square(one, other, corrected=corrected)
        assert ours == pytest.approx(float(stats.chi2_contingency(table, correction=corrected).pvalue), rel=1e-6)


def test_large_tables_need_no_exact_test() -> None:
    assert of_counts(Counted(400_000, 1_000_000), Counted(401_000, 1_000_000)) is not None


def test_deviates_and_probabilities_turn_round() -> None:
    assert of_z(1.959964) == pytest.approx(0.05, abs=1e-6)
    assert z_of(0.05) == pytest.approx(1.959964, abs=1e-6)
    assert of_t(2.5, 12) == pytest.approx(float(2 * stats.t.sf(2.5, 12)))
    assert z_of(0.0) < 9


@pytest.mark.parametrize(
    ("operator", "value", "words", "low", "high"),
    [
        ("=", "0.03", "P = 0.03", 0.025, 0.04),
        ("=", "0.030", "P = 0.030", 0.0295, 0.031),
        ("<", "0.05", "P < 0.05", 0, 0.05),
        (">=", "0.1", "P >= 0.1", 0.1, 1),
        ("NS", None, "NS", 0.05, 1),
    ],
)
def test_what_a_printed_p_leaves_open(operator: str, value: str | None, words: str, low: float, high: float) -> None:
    fields = {"operator": operator} | ({"value": Decimal(value)} if value else {})
    printed = PrintedP.of(record("p_value", 1, **fields))
    assert printed is not None
    assert printed.words == words
    assert printed.range == pytest.approx(Range(low, high))


def test_scipy_is_imported_only_where_a_check_needs_it() -> None:
    agreeing = "Relapse was seen in 10 of 40 women on zinc and in 21 of 40 women on placebo (P = 0.02)."
    code = (
        "import sys; from extractors.pipeline import extract_source; "
        f"list(extract_source({agreeing.encode()!r}, 'note.txt')); sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
