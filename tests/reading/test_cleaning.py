"""Which lines of a scrape are kept, and the reason that each decision gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import LINEAR, times_as_long

from extractors.reading.article import best_stretch
from extractors.reading.cleaning import KEPT, decide
from extractors.reading.furniture import Furniture
from extractors.reading.lines import lines_of
from extractors.reading.roles import roles_of

FURNITURE = [
    ("Skip to main content", "menu"),
    ("» Log in", "menu"),
    ("Share this article", "end"),
    ("Facebook", "share"),
    ("Follow us on Twitter", "share"),
    ("All rights reserved.", "legal"),
    ("© 2014 The Trialists. All rights reserved.", "legal"),
    ("We use cookies to improve the site.", "menu"),
    ("By Anna B. Roe, MD, for The Daily Trial", "byline"),
    ("Keywords: interleukin, lymphocytes", "byline"),
    ("September 12, 2007", "date"),
    ("2 days ago", "date"),
    ("www.example.org/trials", "link"),
    ("Home | News | Contact", "link"),
    ("12 comments", "count"),
    ("Table 1", "caption"),
    ("Fig. 2.", "caption"),
    ("A nurse counts tablets at the clinic in the north. (Photo: Anna Roe/Daily)", "caption"),
    ("A ward of the hospital where the trial began. Credit: Trial Pages", "caption"),
    ("The image of the lung was blurred in 3 of the 40 adults.", None),
    ("References", "back"),
    ("MeSH terms", "back"),
    ("Related stories", "end"),
    ("Leave a reply", "comments"),
    ("Roe A, Doe B. A trial of rest in flu. J Rest. 2001; 183: 730-5.", "reference"),
    ("By week 12 the counts had risen in all groups of patients.", None),
    ("Table 1 shows the ages of the 40 participants.", None),
    ("Mean age was 42 years.", None),
    ("Statistical analysis", None),
    (
        "The trial was stopped in 2001; 183 participants had been enrolled and most of them went on to the next one.",
        None,
    ),
]


def reasons(text: str) -> list[str | None]:
    lines = lines_of(text).texts
    return Furniture(lines).between(0, len(lines))


@pytest.mark.parametrize(("text", "reason"), FURNITURE)
def test_furniture(text: str, reason: str | None) -> None:
    assert reasons(text) == [reason]


ROLES = [
    ("Abstract", {"container"}),
    ("3. Results", {"head"}),
    ("IV. Discussion", {"head"}),
    ("٣ Results", set()),
    ("Methods: We gave rest to 40 adults.", {"run-in"}),
    ("RESULTS The fever was gone in 2 days.", {"run-in"}),
    ("• Review", {"publication type"}),
    ("The results were good.", set()),
    ("Home", set()),
]


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles(text: str, roles: set[str]) -> None:
    assert roles_of([text], text[0]).get(0, set()) == roles


NEWS = """\
Health Daily : Old drug lowers fever
Home
News
Sign in
Old drug lowers fever
By Anna Roe
March 3, 2011
An old drug lowered fever in a study of 60 children, doctors reported on Monday in the city.
Half of them were given 10 mg twice daily, and the fever was gone after two days in 25 of the 30.
Nobody fell ill.
The study was small, and the doctors say that they will need a larger one before they can be sure of it.
Related stories
New drug fails in adults
Comments
Tom
I was in a study like this one and they gave me nothing at all, so I do not believe it.
© 2011 Health Daily"""

PAPER = """\
Skip to main content
A trial of rest in influenza
Anna Roe, Ben Doe
Abstract
Background: It is not known whether rest shortens influenza in adults.
Results: Rest shortened influenza by 2 days in 30 of the 60 adults.
Publication types
• Clinical Trial
MeSH terms
• Influenza, Human / therapy*"""


def kept(text: str) -> list[str]:
    return [text[each.start : each.end] for each in decide(text) if each.kept]


def test_news_article_without_the_page_around_it() -> None:
    lines = NEWS.split("\n")
    assert kept(NEWS) == lines[7:11]


def test_paper_without_the_page_around_it() -> None:
    assert kept(PAPER) == PAPER.split("\n")[3:6]


TEASER = "A vaccine kept most of 40 old people well in a winter when many others in the same town fell ill."


def test_teasers_around_an_article_are_not_kept() -> None:
    teasers = f"New vaccine works\nTom Doe\nMarch 2, 2011\n{TEASER}\nOld vaccine fails\nAda Poe\nMarch 1, 2011\n"
    assert kept(f"Home\n{teasers}{NEWS}\n{teasers}") == NEWS.split("\n")[7:11]


def test_what_a_page_repeats_is_no_article() -> None:
    assert reasons(f"{TEASER}\nHome\n{TEASER}") == [None, "menu", "repeated"]


def test_headings_of_a_news_page_make_no_paper() -> None:
    page = NEWS.replace("Home\n", "Home\nSubjects\n").replace("Related stories", "Funding\nRelated stories")
    assert kept(page) == NEWS.split("\n")[7:11]


def test_short_sentences_of_an_interview_are_kept() -> None:
    lines = NEWS.split("\n")
    talk = ["Q: Did it work?", "A: Yes, in most.", "Q: Was it safe?", "A: It was.", "Q: And now?", "A: A larger one."]
    assert kept("\n".join([*lines[:11], *talk, TEASER, TEASER.replace("most", "half"), *lines[11:]]))[4:10] == talk


def test_each_line_has_one_decision_with_a_reason() -> None:
    decisions = decide(NEWS)
    assert [NEWS[each.start : each.end] for each in decisions] == NEWS.split("\n")
    assert all(each.reason and each.kept == (each.reason in KEPT) for each in decisions)


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n\n", "\u2028"])
def test_line_ends_do_not_matter(line_end: str) -> None:
    assert kept(NEWS.replace("\n", line_end)) == kept(NEWS)


TEASER = "A vaccine trial in six towns will begin in spring, its sponsors said on Friday in a short statement."
LINES = st.lists(
    st.sampled_from(
        [
            "Home",
            "Read more",
            "Related stories",
            "Comments",
            "May 3, 2019",
            "More people took part.",
            "All rights reserved. No part of what is on this page may be used by others before we have agreed to it.",
            TEASER,
            f"{TEASER} {TEASER}",
            " ".join([TEASER] * 6),
            "An old drug lowered fever in a study of 60 children, and",
            "its makers said that it was safe in all of them.",
        ]
    ).flatmap(lambda line: st.integers(1, 30).map(lambda times: [line] * (1 if len(line) > 80 else times))),
    min_size=1,
    max_size=30,
).map(lambda runs: "\n".join(line for run in runs for line in run))


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_lines_that_are_not_asked_change_nothing(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("extractors.reading.article._FEW_LINES", 0)
        few = decide(text)
        patch.setattr("extractors.reading.article._FEW_LINES", len(text))
        assert few == decide(text)


def test_best_stretch() -> None:
    assert best_stretch([-1, 5, -2, 4, -9, 6]) == (1, 3)
    assert best_stretch([-1, -2]) == (0, -1)


PIECES = st.sampled_from(
    [
        "Abstract",
        "Methods: We gave 5 mg of it to 40 adults.",
        "Results",
        "\n",
        "\r\n",
        " ",
        "Home",
        "References",
        "|",
        "Table 1",
        "The mean was 3 (SD 1) in the 20 adults who took it, and this was more than in the others.",
        "\xa0",
        "By A",
        "@b",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_decisions_cover_each_line_in_order(text: str) -> None:
    done = 0
    for each in decide(text):
        assert not text[done : each.start].strip()
        assert each.start < each.end <= len(text)
        done = each.end
    assert not text[done:].strip()


@pytest.mark.parametrize(
    "fragment",
    [
        "by A ",
        "a|",
        "A, B and ",
        "Methods: ",
        "2001; 1: ",
        "\n",
        "a\n",
        "•\n",
        ".\n",
        "Comments\n",
        "(",
        "@a.",
        "et al. ",
    ],
)
def test_hostile_text_is_linear(fragment: str) -> None:
    assert times_as_long(decide, fragment) < LINEAR
