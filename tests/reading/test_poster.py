"""Posters in points: their headings tell of a study, and hardly a line of them is prose."""

from __future__ import annotations

import pytest

from extractors.reading.scrape import read_scrape

POINTS = """\
P-17 Rest in adults with influenza

Background
• No data on adults

Methods
• Randomized 1:1 to rest or work, n=60

Results
• Fever: 2 d vs 4 d (p=0.02)
• Relapse: 1 (3%) vs 5 (17%)

References
1. Roe A. J Rest 2001
"""


def test_points_under_the_headings_are_the_content() -> None:
    document = read_scrape(POINTS, "utf-8")
    assert [section.label for section in document.sections] == ["title", "background", "methods", "results"]
    assert "• Relapse: 1 (3%) vs 5 (17%)" in document.text.text
    assert "Roe" not in document.text.text
    assert document.warnings == ()


PROSE = "Rest is safe in adults with influenza, and it should be tried before anything else is given to them."


@pytest.mark.parametrize(
    "poster",
    [
        POINTS.replace("\nReferences", f"\nConclusions\n{PROSE}\n\nReferences"),
        POINTS.replace("P-17 Rest", f"{PROSE}\n\nP-17 Rest"),
        POINTS.replace("• No data on adults", PROSE),
        POINTS.replace("• ", "- ").replace("References", f"Conclusions\n{PROSE}\n\nReferences"),
    ],
    ids=["conclusions", "above", "background", "dashes"],
)
def test_a_paragraph_of_prose_does_not_cost_the_points(poster: str) -> None:
    document = read_scrape(poster, "utf-8")
    assert {"methods", "results"} <= {section.label for section in document.sections}
    for said in ("Randomized 1:1 to rest or work, n=60", "Fever: 2 d vs 4 d (p=0.02)"):
        assert said in document.text.text
    assert "Roe" not in document.text.text


def test_points_may_stand_between_prose_and_the_next_heading() -> None:
    points = "• Fever: 2 d vs 4 d (p=0.02)\n• n=30 in each arm\n- Two pts withdrew\n• Relapse: 3% vs 17%"
    page = f"Rest in adults with influenza\n\nMethods\n{PROSE}\n\nResults\n{PROSE}\n{points}\n\nConclusions\n{PROSE}\n"
    assert points in read_scrape(page, "utf-8").text.text


TELEGRAM = """\
P-20 Rest or work in influenza

Background: Rest is often advised.
Methods: Open-label, 4 clinics, n=88
Adults, fever >38 degrees
Results: 44 rest, 44 work
Median fever 2 d (IQR 1-3) vs 4 d (2-6)
Relapse 1/44 (2%) vs 6/44 (14%)
Off work: 5 vs 6 d (p=0.04)
3 left, 1 moved
Conclusions: Rest shortens fever
"""
WITHOUT_BULLETS = """\
BACKGROUND
Rest is often advised
Work may delay recovery

METHODS
Open-label, 4 clinics
88 adults, fever >38 degrees, randomized 1:1

RESULTS
Fever: 2 d (IQR 1-3) vs 4 d (2-6)
Relapse 1/44 (2%) vs 6/44 (14%)

CONCLUSIONS
Rest shortens fever
"""
BULLETS_WITH_HEADINGS = """\
Abstract 17
• Methods: 88 adults randomized to rest or work x 2 wk
• Results: fever 2 vs 4 d (P=.04); 1 (2%) vs 6 (14%) relapsed
• Conclusion: rest shortens fever in adults
"""


@pytest.mark.parametrize(
    ("poster", "headings"),
    [(TELEGRAM, 0), (WITHOUT_BULLETS, 0), (BULLETS_WITH_HEADINGS, 1)],
    ids=["telegram", "no bullets", "bullets with headings"],
)
def test_every_line_below_the_headings_is_content(poster: str, headings: int) -> None:
    text = read_scrape(poster, "utf-8").text.text
    said = [line.rpartition(": ")[2] for line in poster.splitlines()[headings:]]
    assert [line for line in said if line not in text] == []


POINTS_ALONE = """\
Abstract 18
Rest in Lima
• 88 adults randomized to rest (n=44) or work (n=44) x 2 wk
• Fever 2 vs 4 d (P=.04)
• 1 (2%) vs 6 (14%) relapsed
• Rest is safe

Related stories
• Work in 30 days: five tips for you
"""


def test_points_without_headings_are_the_content() -> None:
    text = read_scrape(POINTS_ALONE, "utf-8").text.text
    assert [line for line in POINTS_ALONE.splitlines()[2:6] if line not in text] == []
    assert "tips" not in text


def test_links_below_a_paper_are_no_points() -> None:
    sections = (
        f"Background\n{PROSE}\n\nMethods\n{PROSE.replace('safe', 'dear')}\n\nResults\n{PROSE.replace('safe', 'hard')}"
    )
    links = "Rest in 40 adults\nWork in 30 children\nFever of 3 days\nMore of volume 12\nSave 20% on your next order"
    text = read_scrape(f"{sections}\n\n{links}\n", "utf-8").text.text
    assert text.count("influenza") == 3
    assert "adults\n" not in text
    assert "20%" not in text


def test_a_menu_of_sections_beside_an_article_is_none() -> None:
    menu = "Methods\n• See all\n• Cite this\nResults\n• See all figures\n• Follow us\n"
    text = read_scrape(f"{' '.join([PROSE] * 4)}\n\n{menu}", "utf-8").text.text
    assert text.count("Rest is safe") == 4
    assert "•" not in text


@pytest.mark.parametrize(
    "page",
    [
        "Home\nBackground\nJobs\nContact\n• About us\n• Prices 2024\n",  # a site's menu: no results
        "• Win 20% off our 3 best-selling teas\n• Contact us any day of the week\n• About our shop in the old town\n",
        "Results\n• City 2 : 1 Rovers\n• United 0 : 3 Town\n",  # results of matches: nothing else of a study
    ],
)
def test_other_lists_are_none(page: str) -> None:
    assert read_scrape(page, "utf-8").text.text.count("•") == 0
