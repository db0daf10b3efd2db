"""Which records a P value is said to be computed on."""

from __future__ import annotations

import pytest

from extractors.findings.p_value import KIND
from extractors.kind import Claims
from extractors.links.annotated import AnnotatedText
from extractors.model import CleanDocument, FieldValue, Finding, Metadata, Section
from extractors.traced_text import CleanSpan, TracedText

LEVEL: dict[str, FieldValue] = {"kind": "level"}
CHANGE: dict[str, FieldValue] = {"kind": "change"}
THRESHOLD: dict[str, FieldValue] = {"kind": "threshold"}
EVENT: dict[str, FieldValue] = {"role": "event"}
SHARE: dict[str, FieldValue] = {"role": "subgroup", "percent": 50}
ARM: dict[str, FieldValue] = {"role": "arm"}

ROWS = [
    pytest.param(
        "Median CD4 counts rose by 61 and 12 cells/mm3, respectively (P = 0.02).",
        {"61": ("cd4_value", CHANGE), "12": ("cd4_value", CHANGE)},
        [("P = 0.02", ["61", "12"])],
        id="two changes, one P",
    ),
    pytest.param(
        "CD4 counts rose by 61 and 12 cells/mm3 (P = 0.02) and 7 and 9 patients died (P = 0.5).",
        {
            "61": ("cd4_value", CHANGE),
            "12": ("cd4_value", CHANGE),
            "7": ("sample_size", EVENT),
            "9": ("sample_size", EVENT),
        },
        [("P = 0.02", ["61", "12"]), ("P = 0.5", ["7", "9"])],
        id="each P closes its own stretch",
    ),
    pytest.param(
        "Among patients with CD4 counts below 350 cells/mm3, 14 and 31 had an AIDS event (P = 0.01).",
        {"350": ("cd4_value", THRESHOLD), "14": ("sample_size", EVENT), "31": ("sample_size", EVENT)},
        [("P = 0.01", ["14", "31"])],
        id="a threshold supports nothing",
    ),
    pytest.param(
        "The CD4 count reached 520 cells/mm3 with early therapy, more than with monitoring (p = 0.01) and "
        "placebo (p = 0.04).",
        {"520": ("cd4_value", LEVEL)},
        [("p = 0.01", ["520"]), ("p = 0.04", ["520"])],
        id="two P values close one comparison",
    ),
    pytest.param(
        "Deaths numbered 3 and 5; relapses numbered 11 and 23 (P = 0.03).",
        {
            "3": ("sample_size", EVENT),
            "5": ("sample_size", EVENT),
            "11": ("sample_size", EVENT),
            "23": ("sample_size", EVENT),
        },
        [("P = 0.03", ["11", "23"])],
        id="a semicolon begins another comparison",
    ),
    pytest.param(
        "Wheeze was reported by several children (placebo: 27; salmeterol: 15, p = 0.1).",
        {"27": ("sample_size", EVENT), "15": ("sample_size", EVENT)},
        [("p = 0.1", ["27", "15"])],
        id="a semicolon within the comparison",
    ),
    pytest.param(
        "The treated group (n = 31) had lower viral load than the controls (P = 0.04).",
        {"31": ("sample_size", ARM)},
        [("P = 0.04", [])],
        id="the size of a group is no outcome",
    ),
    pytest.param(
        "At baseline the groups had similar CD4 counts (210 and 198 cells/mm3, p = 0.6).",
        {"210": ("cd4_value", LEVEL), "198": ("cd4_value", LEVEL)},
        [("p = 0.6", ["210", "198"])],
        id="groups compared at baseline",
    ),
    pytest.param(
        "The CD4 count was 400 cells/mm3. Survival did not differ (P = 0.7).",
        {"400": ("cd4_value", LEVEL)},
        [("P = 0.7", [])],
        id="not over a sentence's end",
    ),
    pytest.param(
        "CD4 counts of 400 and 380 cells/mm3 were compared, and P < 0.05 was considered significant.",
        {"400": ("cd4_value", LEVEL), "380": ("cd4_value", LEVEL)},
        [("P < 0.05", [])],
        id="a level of significance closes nothing",
    ),
    pytest.param(
        "CD4 counts were 400 and 380 cells/mm3. The difference between groups was not significant (P = 0.4).",
        {"400": ("cd4_value", LEVEL), "380": ("cd4_value", LEVEL)},
        [("P = 0.4", ["400", "380"])],
        id="the next sentence says that it speaks of these",
    ),
    pytest.param(
        "CD4 counts were 400 and 380 cells/mm3 (P = 0.3). The difference between groups was not significant (P = 0.4).",
        {"400": ("cd4_value", LEVEL), "380": ("cd4_value", LEVEL)},
        [("P = 0.3", ["400", "380"]), ("P = 0.4", [])],
        id="figures that a P value has closed",
    ),
    pytest.param(
        "CD4 counts were 400 and 380 cells/mm3. The difference in neuropathy was not significant (P = 0.4).",
        {"400": ("cd4_value", LEVEL), "380": ("cd4_value", LEVEL)},
        [("P = 0.4", [])],
        id="a difference in another thing",
    ),
    pytest.param(
        "Among the 40 responders, whose totals went from 210 to 260, all was well (P = 0.01).",
        {"210": ("cd4_value", LEVEL), "260": ("cd4_value", LEVEL)},
        [("P = 0.01", ["210", "260"])],
        id="two CD4 values tell what was tested",
    ),
    pytest.param(
        "Mortality was lower at the site whose patients averaged 210 (P = 0.01).",
        {"210": ("cd4_value", LEVEL)},
        [("P = 0.01", [])],
        id="one level only describes",
    ),
    pytest.param(
        "Women made up 48 (50%) and 40 (42%) of the groups (P = 0.3).",
        {"48": ("sample_size", SHARE), "40": ("sample_size", SHARE)},
        [("P = 0.3", ["48", "40"])],
        id="two shares compared",
    ),
    pytest.param(
        "Of them, 48 (50%) were women, and survival was longer (P = 0.3).",
        {"48": ("sample_size", SHARE)},
        [("P = 0.3", [])],
        id="one share only describes",
    ),
]


@pytest.mark.parametrize(("text", "others", "expected"), ROWS)
def test_supports(
    text: str, others: dict[str, tuple[str, dict[str, FieldValue]]], expected: list[tuple[str, list[str]]]
) -> None:
    section = Section("results", "", CleanSpan(0, len(text)))
    annotated = AnnotatedText(CleanDocument(TracedText.of_source(text), (section,), Metadata(), "scrape", "utf-8"))
    everything: dict[str, list[tuple[str, Finding]]] = {"p_value": []}
    for quote, (kind, fields) in others.items():
        at = CleanSpan(text.index(quote), text.index(quote) + len(quote))
        everything.setdefault(kind, []).append((quote, Finding(at, fields, (), kind)))
    found = sorted(KIND.find(annotated, Claims(len(annotated.numerals))), key=lambda finding: finding.at)
    everything["p_value"] = [(f"p{number}", finding) for number, finding in enumerate(found)]
    assert KIND.relate is not None
    related = [
        (text[slice(*finding.at)], list(KIND.relate(annotated, finding, everything).get("supports", ())))  # type: ignore[call-overload]
        for finding in found
    ]
    assert related == expected
