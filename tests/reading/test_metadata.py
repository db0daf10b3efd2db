"""Dates, identifiers, registrations, publication types and citations in plain text."""

from __future__ import annotations

import re

import pytest

from extractors.reading.dates import iso_date
from extractors.reading.lines import bare_of, lines_of
from extractors.reading.metadata import (
    citation_in,
    date_in,
    doi_in,
    full_date,
    may_register,
    publication_types_in,
    pubmed_ids_in,
    registration_of,
    registrations_in,
)

DATES = [
    (". 2009 Jul 15;200(2):206-15.", "2009-07-15"),
    ("J Exp Med. 1996 Oct 31;184(4):1350-6.", "1996-10-31"),
    ("2011 Mar;12(3):4-9", "2011-03"),
    ("September 12, 2007", "2007-09-12"),
    ("Posted on 3rd May 2014", "2014-05-03"),
    ("18 Nov 2019 9:38 pm", "2019-11-18"),
    ("June 2008", "2008-06"),
    ("2009-07-15T10:00", "2009-07-15"),
    ("Dermatology 11 (2008).", "2008"),
    ("after 2008-15 visits", None),
    ("no date", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_date_in(text: str, date: str | None) -> None:
    assert date_in(text) == date


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (("2009", "Dec", "31"), "2009-12-31"),
        (("2009", "12", "1"), "2009-12-01"),
        (("2009", "12", "32"), "2009-12"),
        (("2009", "12", "0"), "2009-12"),
        (("2009", "13", "1"), "2009"),
        (("2009", "0", "1"), "2009"),
        (("2009", "Spring", None), "2009"),
        (("209", "12", "1"), None),
    ],
)
def test_a_part_that_is_none_ends_the_date(parts: tuple[str, str, str | None], date: str | None) -> None:
    assert iso_date(*parts) == date


def test_full_date_needs_a_month() -> None:
    assert full_date("Updated 4 June 2010") == "2010-06-04"
    assert full_date("In 2010 we began.") is None


IDENTIFIERS = [
    (doi_in, "doi: 10.1234/abc.56.", "10.1234/abc.56"),
    (doi_in, "https://doi.org/10.1016/S0140-6736(05)12345-6)", "10.1016/S0140-6736(05)12345-6"),
    (doi_in, "10.12/short", None),
]
PUBMED_IDS = [
    ("PMID: 12345678", ("12345678", None)),
    ("12345678", (None, None)),
    ("PMCID: PMC123456", (None, "PMC123456")),
    ("PMID: 12345678 PMCID: PMC123456", ("12345678", "PMC123456")),
]


@pytest.mark.parametrize(("read", "text", "found"), IDENTIFIERS)
def test_identifiers(read, text: str, found: str | None) -> None:
    assert read(text) == found


@pytest.mark.parametrize(("text", "ids"), PUBMED_IDS)
def test_pubmed_ids(text: str, ids: tuple[str | None, str | None]) -> None:
    assert pubmed_ids_in(text) == ids


REGISTRATIONS = [
    ("NCT00120185 and again NCT00120185", ("NCT00120185",)),
    ("ClinicalTrials.gov NCT 01234567; ISRCTN 12345678", ("NCT01234567", "ISRCTN12345678")),
    ("EudraCT number 2010-019103-27", ("2010-019103-27",)),
    ("EudraCT 2010-019103-27", ("2010-019103-27",)),
    ("EUCTR2010-019103-27-GB, and EudraCT no. 2010-019103-27", ("2010-019103-27",)),
    (
        "JMA-IIA00012, JapicCTI-121212, SLCTR/2010/001, RBR-12ab34, PER-123-10",
        ("JMA-IIA00012", "JapicCTI-121212", "SLCTR/2010/001", "RBR-12ab34", "PER-123-10"),
    ),
    ("XNCT01234567 is none", ()),
    ("ChiCTR-TRC-12345678, ChiCTR1900012345", ("ChiCTR-TRC-12345678", "ChiCTR1900012345")),
    ("ACTRN12605000123456", ("ACTRN12605000123456",)),
    ("UMIN000008114 and JPRN-UMIN000008115", ("UMIN000008114", "UMIN000008115")),
    ("IRCT201234567890N12", ("IRCT201234567890N12",)),
    ("CTRI/2010/091/000123", ("CTRI/2010/091/000123",)),
    ("DRKS00001234; NTR 1234; PACTR201012345678901", ("DRKS00001234", "NTR1234", "PACTR201012345678901")),
    ("KCT0001234, TCTR20150101001", ("KCT0001234", "TCTR20150101001")),
    ("jRCTs031180123", ("jRCTs031180123",)),
    ("ANRS 119, PROTECT 2012, NCT1234", ()),
]


@pytest.mark.parametrize(("text", "numbers"), REGISTRATIONS)
def test_registrations(text: str, numbers: tuple[str, ...]) -> None:
    assert registrations_in(text) == numbers
    for part in re.split("[,;] ", text):
        assert may_register(part) or not registrations_in(part)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Registered as EudraCT number:\n\n   2010-019103-27.", True),
        ("A CT scan was read by two doctors who did not know the groups of the 40 adults.", False),
        ("PERSONAL CONTACT", False),
    ],
)
def test_a_text_is_searched_for_registrations_only_where_a_figure_follows_their_sign(text: str, *, may: bool) -> None:
    assert may_register(text) is may


@pytest.mark.parametrize(
    ("accession", "number"),
    [("2010-019103-27", "2010-019103-27"), ("EUCTR2010-019103-27", "2010-019103-27"), ("X1", "X1")],
)
def test_numbers_of_data_banks_are_written_the_same(accession: str, number: str) -> None:
    assert registration_of(accession) == number


def test_publication_types_have_a_line_of_their_own() -> None:
    text = "  • Clinical Trial\nrandomized controlled trial\nA randomized controlled trial\nClinical Trial\n"
    assert publication_types_in(map(bare_of, lines_of(text).texts)) == (
        "Clinical Trial",
        "Randomized Controlled Trial",
    )


CITATIONS = [
    (["N Engl J Med. 1996 Oct 31;33(8):350-6. doi: 10.1/x"], ("N Engl J Med", "1996-10-31")),
    (["Roe, A., Doe, B. et al. A trial of rest. JIAS 11 (Suppl 1), P1 (2008)."], ("JIAS", "2008")),
    (["Anna Roe et al. J Infect Dis. ."], ("J Infect Dis", None)),
    (["Contact us"], (None, None)),
]


@pytest.mark.parametrize(("lines", "expected"), CITATIONS)
def test_citation(lines: list[str], expected: tuple[str | None, str | None]) -> None:
    assert citation_in(lines) == expected
