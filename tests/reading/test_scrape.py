"""Scrapes as clean documents: title, sections, and every character's place in the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long

from extractors.model import CleanDocument
from extractors.reading.scrape import read_scrape
from extractors.traced_text import CleanSpan

SHARED = Path(__file__).resolve().parents[2] / "../shared"

POSTER = """\
Skip to main content
  • Poster presentation
  • Open access

Rest and influenza: a study of 60 adults

Purpose of the study

It is not known whether rest shortens influenza. We studied the effect of rest in adults.


Sixty adults were randomized to rest (n = 30) or to work (n = 30). Rest was given for 5 days.

Summary of results

Fever lasted 2 days with rest and 4 days with work (p = 0.02). No adult died.

Table 1


Rest is an effective treatment of influenza. These results suggest that it should be given to more adults.

Author information

Rights and permissions"""

PUBMED = """\
U.S. flag
Randomized Controlled Trial
. 2011 Mar 4;12(3):45-9.
doi: 10.1234/rest.5.

Rest in influenza: a randomized trial (REST 2)

Collaborators, Affiliations

Rest in influenza: a randomized trial (REST 2)

Anna Roe et al. J Rest. .

Abstract

Background: Rest is cheap.

Methods: We randomized 60 adults to rest or to work. Fever was the end point.

Results: Fever was shorter with rest (P = .02).

Trial registration: ClinicalTrials.gov identifier: NCT01234567 .

Comment in"""

BODY = """\
Rest in influenza

Material & Methods
Trial characteristics: Sixty adults were randomized in one city.

Material & Methods
Fever was measured twice daily by a nurse who did not know the group."""


def content(document: CleanDocument) -> list[tuple[str, str, str]]:
    return [(s.label, s.heading, document.text.text[s.at.start : s.at.end]) for s in document.sections]


def test_lost_headings_are_told_from_gap_order_and_language() -> None:
    labels = [(label, heading) for label, heading, _ in content(read_scrape(POSTER, "utf-8"))]
    assert labels == [
        ("title", ""),
        ("objective", "Purpose of the study"),
        ("methods", ""),
        ("results", "Summary of results"),
        ("conclusions", ""),
    ]


def test_run_in_headings_and_metadata_of_an_abstract_page() -> None:
    document = read_scrape(PUBMED, "utf-8")
    assert [(label, text) for label, _, text in content(document)] == [
        ("title", "Rest in influenza: a randomized trial (REST 2)"),
        ("background", "Rest is cheap."),
        ("methods", "We randomized 60 adults to rest or to work. Fever was the end point."),
        ("results", "Fever was shorter with rest (P = .02)."),
        ("registration", "ClinicalTrials.gov identifier: NCT01234567"),
    ]
    about = document.metadata
    assert (about.journal, about.published, about.doi) == ("J Rest", "2011-03-04", "10.1234/rest.5")
    assert about.registrations == ("NCT01234567",)
    assert about.publication_types == ("Randomized Controlled Trial",)


def test_each_printed_heading_opens_a_section_and_run_ins_below_it_do_not() -> None:
    _, first, second = content(read_scrape(BODY, "utf-8"))
    assert first[:2] == second[:2] == ("methods", "Material & Methods")
    assert first[2].startswith("Trial characteristics: Sixty")


TITLES = [
    ("News : Rest cures flu\nHome\nLog in\nRest cures flu\nMay 3, 2010\n", "Rest cures flu"),
    ("Rest cures influenza in most adults\nBy Anna Roe, MD, for Health\n", "Rest cures influenza in most adults"),
    ("Skip to content\nRest in Influenza: A Trial\nAnna Roe1, Ben Doe2 and Li Wei1\n", "Rest in Influenza: A Trial"),
]
PROSE = (
    "Rest cured influenza in 30 of the 60 adults who took part in a study, and it did so within two days.\n"
    "The other adults went to work and they were ill for a week, which is what the doctors had expected of them.\n"
)


@pytest.mark.parametrize(("front", "title"), TITLES)
def test_title(front: str, title: str) -> None:
    document = read_scrape(front + "\n" + PROSE, "utf-8")
    assert document.metadata.title == title
    assert content(document)[-1] == ("body", "", PROSE.strip())


def test_bare_abstract_opens_with_its_title() -> None:
    text = "Randomized trial of rest vs. work in adults with influenza. Rest is cheap. We gave it to 30 adults."
    assert [label for label, _, _ in content(read_scrape(text, "utf-8"))] == ["title", "body"]
    assert read_scrape(text, "utf-8").metadata.title == text[: text.index("Rest is") - 1]


def test_bare_abstract_without_title_is_one_body() -> None:
    text = "Rest has been proposed for influenza. We gave it to 30 adults."
    assert content(read_scrape(text, "utf-8")) == [("body", "", text)]


def wrapped(text: str, *, columns: int, line_end: str) -> str:
    out = []
    for line in text.split("\n"):
        words, row = line.split(" "), ""
        for word in words:
            if row and len(row) + 1 + len(word) > columns:
                out.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        out.append(row)
    return line_end.join(out)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_wrapped_lines_read_as_one_paragraph(line_end: str) -> None:
    text = PUBMED.replace("Fever was the end point.", "Fever was the end point of the trial. " * 12)
    text = text.replace("(REST 2)", "of three days against five days of it in young adults (REST 2)")
    source = wrapped(text, columns=60, line_end=line_end)
    document = read_scrape(source, "utf-8")
    flat = [(label, heading, " ".join(part.split())) for label, heading, part in content(document)]
    assert flat == [(label, heading, " ".join(part.split())) for label, heading, part in content(read_scrape(text, ""))]
    methods = next(part for label, _, part in content(document) if label == "methods")
    assert "\n" not in methods
    assert "\r" not in methods


PIECES = st.sampled_from(
    [
        "Abstract",
        "Background: Rest is cheap.",
        "Methods",
        "Results",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "Home",
        "References",
        "Table 1",
        "The mean was 3 (SD 1) in the 20 adults who took it, and this was more than in the others.",
        "na•ve",
        "\xa0",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_clean_text_is_cuts_of_the_source(source: str) -> None:
    document = read_scrape(source, "utf-8")
    clean = document.text
    assert all(0 <= s.at.start < s.at.end <= len(clean) for s in document.sections)
    starts = [s.at.start for s in document.sections]
    assert starts == sorted(starts)
    done = 0
    for offset, character in enumerate(clean.text):
        if not character.isspace():
            at = clean.source_span(CleanSpan(offset, offset + 1))
            assert source[at.start : at.end] == character
            assert at.start >= done
            done = at.end


NAVIGATION = "Journal of Rest\nSkip to main content\nHome\nAbout\nLog in\n\nSearch\n\n• Open access\n\n"
FOOTER = """

Keywords: rest, influenza

References
1. Roe A, Doe B. Rest for 12 weeks in 350 adults (P < 0.01). J Rest. 2001;183:730-5.

Competing interests
The authors declare that 3 of them rest daily.

© 2014 The Authors. All rights reserved.
Contact us"""


@pytest.mark.parametrize("page", [PUBMED, BODY, POSTER])
def test_navigation_around_a_text_changes_nothing(page: str) -> None:
    assert content(read_scrape(NAVIGATION + page + FOOTER, "")) == content(read_scrape(page, ""))


@pytest.mark.parametrize(
    "fragment", ["a\n", "a : b c d\n", "Abstract\n", "Methods: ", "NCT", "10.1234/", "Roe A, ", "\r\n "]
)
def test_hostile_text_is_linear(fragment: str) -> None:
    assert times_as_long(lambda text: read_scrape("Abstract\nMethods: " + text, "utf-8"), fragment) < LINEAR


def golden() -> Iterator[tuple[str, str, dict[str, object]]]:
    for gold, folder in (("gold/seeds.jsonl", "seeds"), ("gold/dev.jsonl", "gold/dev")):
        for line in (SHARED / gold).read_text("utf-8").splitlines():
            entry = json.loads(line)
            path = SHARED / folder / (entry["doc"].removesuffix(".txt") + ".txt")
            yield folder, path.read_bytes().decode("utf-8"), entry


@pytest.mark.skipif(not SHARED.is_dir(), reason="the reference texts are not beside this checkout")
@pytest.mark.parametrize(("folder", "floor"), [("seeds", 1.0), ("gold/dev", 0.97)])
def test_sections_of_reference_documents(folder: str, floor: float) -> None:
    expected = right = 0
    for where, text, entry in golden():
        if where != folder:
            continue
        document = read_scrape(text, "utf-8")
        assert document.metadata.title == " ".join(str(entry["title"]).split())
        got = [(label, part.split()) for label, _, part in content(document) if label != "title"]
        for section in entry["sections"]:  # type: ignore[attr-defined]
            first, last = section["first"].split(), section["last"].split()
            match = next(
                (
                    g
                    for g in got
                    if g[0] == section["label"] and g[1][: len(first)] == first and g[1][-len(last) :] == last
                ),
                None,
            )
            expected += 1
            if match:
                got.remove(match)
                right += 1
        expected += len(got)  # a section that is not in the gold is a fault too
    assert right / expected >= floor


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("Home\nNews\nContact us\nSign in\n", True),
        ("Zinc in sepsis\n\nWe gave zinc to 44 adults with sepsis, and none of them died within a month.\n", False),
    ],
)
def test_a_page_without_running_text_carries_a_warning(text: str, *, warned: bool) -> None:
    assert bool(read_scrape(text, "utf-8").warnings) is warned
