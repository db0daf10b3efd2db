"""The account of every numeral: explained by name, or listed as unexplained. All texts are our own."""

from __future__ import annotations

import pytest
from accounted import annotated, explained
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.accounting import account
from extractors.kind import Claims
from extractors.model import Finding
from extractors.traced_text import CleanSpan

ROWS = [
    ("Children aged 6 to 59 months were seen.", {"6": "age", "59": "age"}),
    ("The mean age was 41 years.", {"41": "age"}),
    ("Women 18 years or older took part.", {"18": "age"}),
    ("Pain was rated after 12 weeks.", {"12": "time"}),
    ("Blood was drawn at weeks 2, 4 and 8.", {"2": "time", "4": "time", "8": "time"}),
    ("Follow-up lasted 3 to 5 years.", {"3": "time", "5": "time"}),
    ("A 2-week course was given.", {"2": "time"}),
    ("Recruitment ran from March 2014 to May 2016.", {"2014": "date", "2016": "date"}),
    ("The last visit, held on September the 12th, 2014, was optional.", {"2014": "date"}),
    ("It was registered on 8 February 2018.", {"8": "date", "2018": "date"}),
    ("The trial began in 2009.", {"2009": "calendar_year"}),
    ("Pain fell in 35% and 59% of them.", {"35": "percentage", "59": "percentage"}),
    ("Adherence was 35.5 vs 41.2%.", {"35.5": "percentage", "41.2": "percentage"}),
    (
        "Risk was lower (HR 0.62, 95% CI 0.41 to 0.94).",
        {"0.62": "ratio_estimate", "95": "confidence_level", "0.41": "confidence_limit", "0.94": "confidence_limit"},
    ),
    (
        "Risk was lower (hazard ratio, 0.62; 95% confidence interval [CI], 0.41-0.94).",
        {"0.62": "ratio_estimate", "95": "confidence_level", "0.41": "confidence_limit", "0.94": "confidence_limit"},
    ),
    ("Weight was 71.5 ± 9.2 kg.", {"71.5": "measurement", "9.2": "spread"}),
    ("Mean stay was 5.4 (SD 1.2) days.", {"1.2": "spread"}),
    ("Scores were 48 (40-59) and 51 (44-60).", {"48": "outcome_value", "40": "spread", "59": "spread"}),
    ("Serum sodium was 139 mmol/L.", {"139": "laboratory_value"}),
    ("Fasting glucose fell from 7.1 to 6.2 mmol/L.", {"7.1": "laboratory_value", "6.2": "laboratory_value"}),
    ("Scars were 4 cm long.", {"4": "measurement"}),
    ("Blood pressure was 140/90 mm Hg.", {"140": "measurement", "90": "measurement"}),
    ("HIV RNA fell by 1.7 log10 copies/mL.", {"1.7": "viral_load"}),
    ("Viral load was below 50 copies/mL.", {"50": "viral_load"}),
    ("The study ran at 14 centres in three countries.", {"14": "count", "three": "count"}),
    ("They completed 6 supervised yoga sessions.", {"6": "count"}),
    ("Two previously validated questionnaires were used.", {"Two": "count"}),
    ("Randomization was 2:1.", {"2": "ratio", "1": "ratio"}),
    ("It was a two-arm trial with a 2 x 2 factorial layout.", {"two": "design", "2": "design"}),
    ("A two-sided test was used.", {"two": "design"}),
    ("Groups differed, F(1, 106) = 2.88.", {"1": "statistic", "106": "statistic", "2.88": "statistic"}),
    ("Fatigue correlated with sleep (r = 0.41).", {"0.41": "statistic"}),
    ("The effect was small (Cohen's d = 0.2).", {"0.2": "effect_estimate"}),
    ("Rash of grade 3 or 4 was rare.", {"3": "grade", "4": "grade"}),
    ("This phase 3 trial is closed.", {"3": "grade"}),
    ("Group 1 rested and group 2 walked.", {"1": "enumerator", "2": "enumerator"}),
    ("We asked (1) who fell ill and (2) who died.", {"1": "enumerator", "2": "enumerator"}),
    ("The 3rd visit was missed.", {"3": "ordinal"}),
    ("The CD4 and IL-2 assays were repeated.", {"4": "name", "2": "name"}),
    ("This was shown before [12].", {"12": "citation"}),
    ("Incidence was 4.2 per 100 person-years.", {"4.2": "rate", "100": "exposure"}),
    ("Titres rose 4-fold.", {"4": "fold_change"}),
    ("The sample gave 80% power.", {"80": "power"}),
    ("Care cost $450 more.", {"450": "currency"}),
    ("Pain of VAS > 3 was treated.", {"3": "threshold"}),
    ("It was taken 3 times a day.", {"3": "frequency"}),
    ("One of the reasons was cost.", {"One": "number_word"}),
    ("Pain scores were 4.1 vs 5.2.", {"4.1": "score", "5.2": "score"}),
    ("Median bleeding was 42.5 at discharge.", {"42.5": "outcome_value"}),
    ("He took paclitaxel at 80 mg/m(2).", {"2": "unit"}),
    ("Fifty-eight (58) were eligible.", {"58": "count"}),
    ("Risk fell (AOR 0.72, SE = 0.21).", {"0.72": "ratio_estimate", "0.21": "spread"}),
    ("Groups of placebo (n = 12) and zinc (N=14) met.", {"12": "group_size", "14": "group_size"}),
    ("It ran from July 8, 2011 to August 2013.", {"2011": "date", "2013": "date"}),
    ("The average share was 4.5 at first.", {"4.5": "outcome_value"}),
]
UNEXPLAINED = [
    ("Blorvik 17 zanth.", "17"),
    ("Qux 3.14 quux.", "3.14"),
    ("It went, 77, on.", "77"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_explained(text: str, expected: dict[str, str]) -> None:
    found = explained(annotated(text))
    assert {quote: found.get(quote) for quote in expected} == expected


@pytest.mark.parametrize(("text", "quote"), UNEXPLAINED)
def test_unexplained_without_evidence(text: str, quote: str) -> None:
    document = annotated(text)
    told = account(document, Claims(len(document.numerals)))
    assert [text[at.start : at.end] for at in told.unexplained] == [quote]


def test_a_listed_number_beside_a_record_is_of_its_sort() -> None:
    document = annotated("Zinc was given to 21 vs 19 of them.")
    claims = Claims(len(document.numerals))
    claims.take("sample_size", Finding(CleanSpan(18, 20), {}, (0,), "test"))
    told = account(document, claims)
    assert (told.total, told.in_records, told.explained, told.unexplained) == (2, 1, {"count": 1}, ())


def test_a_sentence_crowded_with_numerals_is_no_prose() -> None:
    document = annotated("mean 1, " * 200 + "5 mm")
    told = account(document, Claims(len(document.numerals)))
    assert (told.explained, len(told.unexplained)) == ({"measurement": 1}, 200)


@settings(deadline=None)  # the first example waits for the lexicons
@given(
    st.lists(
        st.sampled_from(
            ["12", "0.5 mg", "95% CI", "(", "±", "3 of", "week", "one", "vs", ", and", ".", "\n", "CD4", "1:1", "["]
        ),
        max_size=30,
    ).map(" ".join)
)
def test_every_numeral_is_accounted_for_once(text: str) -> None:
    document = annotated(text)
    told = account(document, Claims(len(document.numerals)))
    assert told.in_records + sum(told.explained.values()) + len(told.unexplained) == told.total
    assert list(told.explained) == sorted(told.explained)
    assert all(at.end <= len(text) for at in told.unexplained)
