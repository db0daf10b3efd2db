"""Headings: what they mean, and where running text is cut at them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long

from extractors.reading.sections import headings, label_of, split_run_in
from extractors.traced_text import CleanSpan, TracedText

LABELS = [
    ("Background", "background"),
    ("BACKGROUND:", "background"),
    ("1. Introduction", "background"),
    ("Objectives", "objective"),
    ("Purpose of the study", "objective"),
    ("Aim", "objective"),
    ("Background & objectives:", "background"),
    ("MATERIALS AND METHODS", "methods"),
    ("Patients and Methods:", "methods"),
    ("2.1 Study design", "methods"),
    ("Setting/participants", "methods"),
    ("Design, setting, and participants", "methods"),
    ("Main Outcome Measure(s)", "methods"),
    ("Methods and results", "methods"),
    ("[Results]", "results"),
    ("Findings", "results"),
    ("Summary of results", "results"),
    ("Interpretation", "conclusions"),
    ("Conclusions—", "conclusions"),
    ("Authors’ conclusions", "conclusions"),
    ("Discussion and Conclusions", "conclusions"),
    ("Trial Registration", "registration"),
    ("ClinicalTrials.gov Identifier:", "registration"),
    ("Funding", "funding"),
    ("Plain language summary", "other"),
    ("Abstract", None),
    ("References", None),
    ("Viral load and resistance", None),
    ("", None),
    ("Methods " * 40, None),
]


@pytest.mark.parametrize(("heading", "label"), LABELS)
def test_label(heading: str, label: str | None) -> None:
    assert label_of(heading) == label


def test_lexicon_gives_each_heading_one_label() -> None:
    assert len(headings().labels) > 250


RUN_INS = [
    ("Aim: To test it. Methods: We gave 40 adults 5 mg.", ["Aim", "Methods"]),
    ("OBJECTIVE To compare two doses. RESULTS The mean rose.", ["OBJECTIVE", "RESULTS"]),
    ("RESEARCH DESIGN AND METHODS An open trial. RESULTS IL-2 raised it.", ["RESEARCH DESIGN AND METHODS", "RESULTS"]),
    ("Background—Little is known. Methods and Results—We enrolled 12.", ["Background", "Methods and Results"]),
    ("Methods. Fifty women. Results. Ten left.", ["Methods", "Results"]),
    (
        "Findings: 3 of 9 died. Trial registration: ClinicalTrials.gov identifier: NCT01.",
        ["Findings", "Trial registration"],
    ),
    ("CD4 counts rose in all. Conclusion: It works.", ["", "Conclusion"]),
    (
        "Counts rose. ClinicalTrials.gov: NCT00000001 was the number. Results: none.",
        ["", "ClinicalTrials.gov", "Results"],
    ),
    ("We asked of patients: how many doses did they miss?", [""]),
    ("There were few. Patients: 30 in all.", [""]),
    ("The methods: a survey of 30 adults.", [""]),
    ("RNA was measured in 30 adults.", [""]),
    ("", [""]),
]


@pytest.mark.parametrize(("text", "expected"), RUN_INS)
def test_run_in_headings(text: str, expected: list[str]) -> None:
    assert [heading for heading, _ in split_run_in(TracedText.of_source(text))] == expected


def test_content_is_without_the_heading() -> None:
    parts = split_run_in(TracedText.of_source("Aim: To test it.\nMETHODS— We gave it."))
    assert [(heading, part.text) for heading, part in parts] == [("Aim", "To test it."), ("METHODS", "We gave it.")]


@given(
    st.lists(st.sampled_from(["Methods", "RESULTS", "Aim", ": ", "— ", ". ", "\n", "x", "A trial", " of ", "3.5", "("]))
)
def test_parts_keep_the_sources_characters(fragments: list[str]) -> None:
    source = "".join(fragments)
    done = 0
    for _, part in split_run_in(TracedText.of_source(source)):
        if part.text:
            at = part.source_span(CleanSpan(0, len(part)))
            assert source[at.start : at.end] == part.text
            assert at.start >= done
            done = at.end


@pytest.mark.parametrize("fragment", ["Methods: ", "RESULTS ", "A. ", "(A", "METHODS AND ", "A, and ", ". A-", "\nA"])
def test_hostile_text_is_linear(fragment: str) -> None:
    assert times_as_long(lambda text: list(split_run_in(TracedText.of_source(text))), fragment) < LINEAR
