"""Time points of a sentence: each row a sentence of our own and the names it must give, in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import fold
from extractors.links.times import times_in
from extractors.model import Sentence

ROWS = [
    ("At week 96 the counts had risen.", ("week 96",)),
    ("Results after 12 months are shown.", ("12 months",)),
    ("Through 170 weeks on treatment they rose.", ("170 weeks",)),
    ("From 428 at base line to 916 at month 12.", ("base line", "month 12")),
    ("Changes at weeks 24 and 48 were small.", ("week 24", "week 48")),
    ("Visits at 6 and 12 months were planned.", ("6 months", "12 months")),
    ("Counts at week 4, week 12 and week 24.", ("week 4", "week 12", "week 24")),
    ("Counts were taken in years 1, 2, and 3.", ("year 1", "year 2", "year 3")),
    ("They had risen before starting IL-2.", ("before starting IL-2",)),
    ("After 2 cycles of IL-2 they rose.", ("2 cycles",)),
    ("Seven patients completed 9 IL-2 cycles.", ("9 IL-2 cycles",)),
    ("After the third cycle it fell.", ("third cycle",)),
    ("It was high at study entry.", ("entry",)),
    ("The gain since entering the trials was small.", ("since entering the trials",)),
    ("It fell by 28 cells/μL/year.", ("per year",)),
    ("It fell by 28 cells per year.", ("per year",)),
    ("At W48 it rose.", ("W48",)),
    ("At the 48-week follow-up it rose.", ("48 week",)),
    ("It fell 12 months later.", ("12 months",)),
    ("It fell 6 months after surgery.", ("6 months",)),
    ("Over the whole 96 weeks it rose.", ("96 weeks",)),
    ("It rose during the first 6 months.", ("6 months",)),
    ("By the end of the study it was normal.", ("end of the study",)),
    ("It was normal at the last follow-up.", ("last follow-up",)),
    ("It was 95 at the time of delivery.", ("delivery",)),
    ("It rose after one year of therapy.", ("one year",)),
    ("At mid-term evaluation it was low.", ("mid-term evaluation",)),
    ("It was low at pre-entry.", ("pre-entry",)),
    ("Six months of therapy sufficed.", ("Six months",)),
    ("The 96‑week change was small.", ("96 week",)),
    ("The change from baseline to week 48 was small.", ("baseline", "week 48")),
    ("The patients were aged 48 years.", ()),
    ("Median age was 34 years.", ()),
    ("They took 4.5 MIU twice daily.", ()),
    ("CD4 counts were 350 and 420 cells/mm3.", ()),
    ("Injections were given every 8 weeks.", ()),
    ("Of 45 patients, 12 (27%) responded.", ()),
    ("At 12 sites, 450 women took part.", ()),
    ("By the end of the first year it had risen.", ("first year",)),
    ("It stood at 31% at the year's end.", ("year's end",)),
    ("A year later it was 300.", ("A year",)),
    ("Counts before any treatment were low.", ("before any treatment",)),
    ("It was 120 at week 48, 131 in the others.", ("week 48",)),
    (
        "Counts were 350 and 240 at week 24 and 400 and 260 at week 48.",
        (
            "week 24",
            "week 48",
        ),
    ),
    (
        "Those under 350 to 12 or 24 weeks of therapy.",
        (
            "12 weeks",
            "24 weeks",
        ),
    ),
    ("Twenty-six weeks after it was stopped they rose.", ("Twenty-six weeks",)),
    ("The annual decline was 40 cells.", ("per year",)),
    ("In year one it fell.", ("year one",)),
    ("It fell 6 months after therapy.", ("6 months",)),
    ("It was 0.2 before and 0.4 after treatment.", ("after treatment",)),
]


@pytest.mark.parametrize(("text", "names"), ROWS)
def test_names(text: str, names: tuple[str, ...]) -> None:
    scan = fold(text)
    found = tuple(mention.name for mention in times_in(scan, Sentence(0, len(scan), "results")))
    assert found == names


FRAGMENTS = ("at ", "week", "weeks ", "12", " and ", ", ", "-", "months", " of ", "baseline", "per year", "\n", "4.5")


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_mentions_lie_in_order_inside_the_sentence(text: str) -> None:
    """Spans are not empty, do not overlap, and stay inside the sentence."""
    mentions = times_in(text, Sentence(0, len(text), "body"))
    end = 0
    for mention in mentions:
        assert end <= mention.at.start < mention.at.end <= len(text)
        end = mention.at.end


def test_only_the_sentence_is_read() -> None:
    text = "At week 4 it fell. At week 8 it rose."
    (mention,) = times_in(text, Sentence(19, len(text), "body"))
    assert mention.name == "week 8"
    assert text[mention.at.start : mention.at.end] == "week 8"


@pytest.mark.parametrize("fragment", ["12 ", "week 1, ", "at the ", "after 2 ", "1-", "and 3 months ", "twenty-four "])
def test_hostile_runs_stay_linear(fragment: str) -> None:
    text = fragment * (100_000 // len(fragment))
    assert len(times_in(text, Sentence(0, len(text), "body"))) <= len(text)
