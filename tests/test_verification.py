"""Proof from the source alone: what agrees, and that whatever is tampered with is found."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.pipeline import Extracted, extract_source
from extractors.reading.source_text import source_text
from extractors.verification import agrees, letters_of, problems_of

RAW = Path(__file__).resolve().parents[1] / "raw_sources"
SHARED = RAW / "../../shared"
FOLDERS = [SHARED / name for name in ("seeds", "gold/dev", "corpora/pubmed", "corpora/jats")]

AGREEING = [
    ("18 × 10<sup>6</sup> IU", "18 × 10^6 IU"),
    ("P&#160;&lt;&#xA0;0.001", "P < 0.001"),
    ("P\n   &lt; 0.05", "P < 0.05"),
    ("350<sup>12</sup> cells", "350 cells"),
    ("350<sup><xref rid='a'>1</xref>,<xref rid='b'>2</xref></sup> cells", "350 cells"),
    ("350 [<a href='#r1'>4</a>] cells", "350 cells"),
    ("mm<sup>3</sup>", "mm3"),
    ("inter\u00adleukin", "interleukin"),
    ("<b>51</b>&nbsp;cells/<i>mm</i><sup>3</sup>", "51 cells/mm3"),
]
DIFFERING = [
    ("0.001", "0.01"),
    ("P &lt; 0.05", "P > 0.05"),
    ("10<sup>6</sup>", "10^5"),
    ("350 12 cells", "350 cells"),
    ("350 cells", "350 cells/L"),
    ("<p>350</p>", "35"),
    ("<p>350</p>", "3500"),
    ("", "3"),
    ("-64", "64"),
    ("(51)", "51"),
]


@pytest.mark.parametrize(("source", "quote"), AGREEING)
def test_markup_holds_quote(source: str, quote: str) -> None:
    assert agrees(letters_of(source, 0, len(source), is_marked_up=True), quote)


@pytest.mark.parametrize(("source", "quote"), DIFFERING)
def test_markup_holds_something_else(source: str, quote: str) -> None:
    assert not agrees(letters_of(source, 0, len(source), is_marked_up=True), quote)


@pytest.mark.parametrize(
    ("source", "quote", "holds"),
    [
        ("in the pla-\ncebo group", "in the placebo group", True),
        ("a pla-\r\ncebo-\ncontrolled trial", "a placebo-controlled trial", True),
        ("\ufb01fty-\ufb01ve adults", "fifty-five adults", True),
        ("20-\n30 adults", "2030 adults", False),  # a range that was broken is none of another number
        ("pla-cebo", "placebo", False),  # nor does a hyphen go that stands within a line
        ("a (b) pla-\ncebo", "a b placebo", False),
    ],
)
def test_what_a_printed_page_broke(source: str, quote: str, holds: bool) -> None:
    assert agrees(letters_of(source, 0, len(source), is_marked_up=False), quote) == holds


def record_file(source: bytes, name: str = "study") -> list[dict[str, Any]]:
    return [
        json.loads(each.json, parse_float=Decimal)
        for each in extract_source(source, name)
        if isinstance(each, Extracted)
    ]


SOURCES = [path for path in sorted(RAW.rglob("*")) if path.suffix in {".txt", ".html", ".xml", ".nxml", ".nbib"}]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_fixtures_hold(path: Path) -> None:
    source = path.read_bytes()
    for document in record_file(source):
        assert not list(problems_of(document, source_text(source)))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_corpora_hold(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the corpora lie beside the project, not in it")
    for path in sorted(folder.iterdir())[:8]:
        source = path.read_bytes()
        for document in record_file(source, path.name):
            assert not list(problems_of(document, source_text(source))), path.name


TAMPERED = ("span", "quote", "value", "sentence")


@pytest.mark.parametrize("what", TAMPERED)
@pytest.mark.parametrize("name", ["study.txt", "study.html", "study.xml", "study.nxml", "study.nbib"])
def test_whatever_is_tampered_with_is_found(name: str, what: str) -> None:
    source = (RAW / "one_study" / name).read_bytes()
    (document,) = record_file(source)
    for rows in document["records"].values():
        for index, record in enumerate(rows):
            changed = copy.deepcopy(document)
            tampered = next(each for each in changed["records"].values() if each and each[0]["id"] == rows[0]["id"])[
                index
            ]
            _tamper(tampered, what)
            found = list(problems_of(changed, source_text(source)))
            assert [problem.record_id for problem in found] == [record["id"]] * len(found)
            assert found, (what, record)


def _tamper(record: dict[str, Any], what: str) -> None:
    evidence = record["evidence"]
    if what == "span":
        evidence["span"] = [evidence["span"][0] + 1, evidence["span"][1] + 1]
    elif what == "quote":
        evidence["quote"] = evidence["quote"].replace(evidence["quote"][-1], "7")
    elif what == "value":
        record["value"] = 7001
    else:
        evidence["sentence"] = f"It is not so that {evidence['sentence']}"


@pytest.mark.parametrize("span", [[-1, 3], [5, 5], [0, 10**9]])
def test_span_outside(span: list[int]) -> None:
    source = (RAW / "one_study/study.txt").read_bytes()
    (document,) = record_file(source)
    document["records"]["p_value"][0]["evidence"]["span"] = span
    (problem,) = problems_of(document, source_text(source))
    assert "outside the source" in problem.sentence
