"""Abstracts that PubMed saves as text: each report by itself, whatever stands between them."""

from __future__ import annotations

import pytest
from many_documents import contents, documents

from extractors.reading.explaining import explained
from extractors.traced_text import CleanSpan

FIRST = """1. J Made Up. 2009 Mar 1;50(3):201-9. doi: 10.1000/x.111. Epub 2009
Feb 2.

Drug A in sixty adults:
a randomized trial.

Doe J(1), van der Berg AB(2), Müller C(1).

Author information:
(1)Department of Trials, 12 Main Street, Boston, MA 02118.
(2)Clinic, 33 Road, Kampala.

Comment in
    J Made Up. 2009 Mar 1;50(3):199-200.

BACKGROUND: Few data.
METHODS: We gave 5 mg to n =
60 adults.

2. Of those, 30 came back.
RESULTS: CD4 rose (P<0.05). Registered: NCT00000001.

Copyright © 2009 Somebody.

DOI: 10.1000/x.111
PMCID: PMC77
PMID: 111  [Indexed for MEDLINE]

Conflict of interest statement: JD received 5 mg.
"""
SECOND = """

2. Ann Made Up. 2011;7(1):1-2.

Drug B.

[No authors listed]

Drug B was given to 40 men.

PMID: 222
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_two_reports(line_end: str) -> None:
    source = (FIRST + SECOND).replace("\n", line_end)
    first, second = documents(source, "abstract-set.txt")
    assert (first.name, second.name) == ("111", "222")
    assert contents(first) == [
        ("title", "Drug A in sixty adults: a randomized trial."),
        ("background", "Few data."),
        ("methods", "We gave 5 mg to n = 60 adults.\n2. Of those, 30 came back."),
        ("results", "CD4 rose (P<0.05). Registered: NCT00000001."),
    ]
    assert contents(second) == [("title", "Drug B."), ("body", "Drug B was given to 40 men.")]
    start = first.text.text.index("n = 60")
    at = first.text.source_span(CleanSpan(start, start + 6))
    assert source[at.start : at.end] == f"n ={line_end}60"


def test_what_the_reports_say_of_themselves() -> None:
    first, second = (document.metadata for document in documents(FIRST + SECOND, "abstract-set.txt"))
    assert (first.journal, first.published, first.doi) == ("J Made Up", "2009-03-01", "10.1000/x.111")
    assert (first.pmid, first.pmcid, first.registrations) == ("111", "PMC77", ("NCT00000001",))
    assert (second.journal, second.published, second.doi, second.pmid) == ("Ann Made Up", "2011", None, "222")


def test_a_single_report_is_the_document_itself() -> None:
    (only,) = documents(FIRST, "abstract-set.txt")
    assert (only.name, only.format) == ("", "scrape")


def test_its_dropped_lines_are_explained() -> None:
    reasons = {text: reason for kept, reason, text in explained(SECOND.strip().replace("2. A", "1. A").encode(), "x")}
    assert reasons["PMID: 222"] == "beside title and abstract"
    assert reasons["Drug B."] == "title"
