"""MEDLINE: records out of a tagged export."""

from __future__ import annotations

import pytest
from many_documents import contents, documents

from extractors.traced_text import CleanSpan

RECORD = """PMID- 111
OWN - NLM
DP  - 2009 Jul 5
TI  - Drug A in sixty
      adults.
LID - 10.1000/x.111 [doi]
LID - S0140 [pii]
AB  - BACKGROUND: Few data. METHODS: We gave 5
      mg to n =
      60 adults. RESULTS: CD4 rose
      (P<0.05).
CI  - Copyright 2009.
AU  - Doe J
PT  - Randomized Controlled Trial
PT  - Journal Article
SI  - ClinicalTrials.gov/NCT00000001
SI  - GENBANK/AB123456
TA  - J Made Up
JT  - Journal of Made Up Trials
MH  - *Humans
PMC - PMC77
AID - 10.1000/x.111 [doi]
SO  - J Made Up. 2009.
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_record(line_end: str) -> None:
    source = RECORD.replace("\n", line_end)
    (document,) = documents(source, "export.nbib")
    assert contents(document) == [
        ("title", "Drug A in sixty adults."),
        ("background", "Few data."),
        ("methods", "We gave 5 mg to n = 60 adults."),
        ("results", "CD4 rose (P<0.05)."),
    ]
    start = document.text.text.index("n = 60")
    at = document.text.source_span(CleanSpan(start, start + 6))
    assert source[at.start : at.end] == f"n ={line_end}      60"


def test_metadata() -> None:
    (document,) = documents(RECORD, "export.nbib")
    metadata = document.metadata
    assert (metadata.pmid, metadata.doi, metadata.pmcid) == ("111", "10.1000/x.111", "PMC77")
    assert (metadata.journal, metadata.published) == ("Journal of Made Up Trials", "2009-07-05")
    assert metadata.registrations == ("NCT00000001",)
    assert metadata.publication_types == ("Randomized Controlled Trial", "Journal Article")
    assert (document.name, document.format) == ("111", "medline")


SEVERAL = [
    ("an empty line between", f"\n{RECORD}\n{RECORD.replace('111', '222')}"),
    ("nothing between", RECORD + RECORD.replace("111", "222")),
    ("windows line ends", f"{RECORD}\n{RECORD.replace('111', '222')}".replace("\n", "\r\n")),
]


@pytest.mark.parametrize("source", [row[1] for row in SEVERAL], ids=[row[0] for row in SEVERAL])
def test_many_records(source: str) -> None:
    found = documents(source, "export.nbib")
    assert [document.name for document in found] == ["111", "222"]
    assert all(len(document.sections) == 4 for document in found)


ROWS = [
    ("TI  - [Drug A in adults].", [("title", "Drug A in adults")]),
    ("OAB - In 12 men.\nOABL- eng", [("title", "T."), ("body", "In 12 men.")]),
    ("OAB - En bref.\nOABL- fre", [("title", "T.")]),
    ("AB  - In 12 men.\nOAB - Shorter.\nOABL- eng", [("title", "T."), ("body", "In 12 men.")]),
    ("AB  - In 12\n      men.\nAD  - 99 Street", [("title", "T."), ("body", "In 12 men.")]),
]


@pytest.mark.parametrize(("lines", "expected"), ROWS)
def test_fields(lines: str, expected: list[tuple[str, str]]) -> None:
    title = "" if lines.startswith("TI") else "TI  - T.\n"
    (document,) = documents(f"PMID- 1\nDP  - 2009\n{title}{lines}\n", "export.nbib")
    assert contents(document) == expected


def test_a_record_without_pmid_has_a_name() -> None:
    (document,) = documents("TI  - Drug A.\nAB  - In 12 men.\nDP  - 2009\nPMC - PMC77\n", "export.nbib")
    assert document.name == "PMC77"
