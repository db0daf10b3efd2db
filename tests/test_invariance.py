"""The same study printed otherwise gives the same records: five formats, the typography of the world, no annotator.

What is compared is every field of every record and its quote, typography apart (`plain` below), in source order.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from printings import AFTER, BEFORE, BYTES, FORMATS, LINES, MARKUP, ONLY_MARKUP, TYPOGRAPHY, Part, Study, in_turn

from extractors.folding import fold
from extractors.pipeline import Extracted, extract_source
from extractors.reading import BrokenDocument, read

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "raw_sources"
GOLD = ROOT / "../shared/gold/dev"
FIXTURES = {path.stem: path for path in (*sorted(RAW.glob("*.txt")), RAW / "one_study/study.txt")}

DOSES = Study(
    "Zidovudine twice daily and the CD4 count: a made-up trial in naïve patients",
    (
        Part("Background", ("The patient's own cells may do what 'boosters' can't, as Béla's group showed.",)),
        Part(
            "Methods",
            (
                "We randomized 1,234 patients to zidovudine 2.5 mg/kg twice daily (n = 617) or to placebo (n = 617) "
                "for 24 weeks. In the zidovudine group, 12 patients were given 300 mg orally once daily instead. Those "
                "with CD4 counts of 200-350 cells/μL were eligible; folinic acid 50 μg daily was allowed.",
            ),
        ),
        Part(
            "Results",
            (
                "At week 24, the median CD4 count had changed by +51 cells/mm3 in the zidovudine group and by -64 "
                "cells/mm3 in the placebo group (P = 0.008). Mean CD4 counts were 428 ± 25 × 106/L and 349 ± 41 × "
                "106/L, respectively (P < 0.001). Of 617 patients on zidovudine, 31 (5.0%) withdrew.",
            ),
        ),
        Part("Conclusions", ('Zidovudine was "safe" and raised CD4 counts above 350 cells/μL.',)),
    ),
)
"""A study of our own in which the typography has more to spoil than in the fixtures."""

ALL_AT_ONCE = ("no-break spaces", "thin spaces", "mid-dots", "en dashes", "minus signs", "micro signs", "smart quotes")
"""As in the journals."""

ALL_WRAPPED = (*ALL_AT_ONCE, "wrapped")


class Known(NamedTuple):
    """A printing that comes out otherwise, and why: a strict expected failure."""

    printing: tuple[str, ...]
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    reason: str


MENU = "wrapping isn't seen where a third of the lines are a menu's"
KNOWN = (Known(ALL_WRAPPED, ("scrape",), ("doses",), MENU),)


@cache
def study_of(name: str) -> Study:
    """A fixture as title and parts, as its reader has it."""
    if name == "doses":
        return DOSES
    document = next(read(FIXTURES[name].read_bytes(), name))
    assert not isinstance(document, BrokenDocument)
    text = document.text.text
    title = next((text[at.start : at.end] for label, _, at in document.sections if label == "title"), "")
    parts = tuple(
        Part(heading or ("" if label == "body" else label.capitalize()), tuple(text[at.start : at.end].split("\n")))
        for label, heading, at in document.sections
        if label != "title"
    )
    return Study(" ".join(title.split()), parts)


def records_in(source: bytes, name: str = "study") -> list[dict[str, Any]]:
    """The records of a source's one document, in source order, typography apart."""
    (extracted,) = extract_source(source, name)
    assert isinstance(extracted, Extracted)
    rows = [row for rows in json.loads(extracted.json)["records"].values() for row in rows]
    order = {row["id"]: index for index, row in enumerate(rows)}
    return [_comparable(row, order) for row in rows]


def _comparable(row: dict[str, Any], order: dict[str, int]) -> dict[str, Any]:
    kind = row["id"].split(":")[0]
    fields = {key: plain(value) for key, value in row.items() if key not in {"id", "evidence", "supports"}}
    supports = sorted(order[record_id] for record_id in row.get("supports", ()))
    quote = re.sub(r"[\s^]|(?<=\d),(?=\d{3})", "", plain(row["evidence"]["quote"]))
    return {"kind": kind, **fields, "supports": supports, "quote": quote}


def plain(value: Any) -> Any:
    """A field's value without its typography."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if not isinstance(value, str):
        return value
    composed = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b]", "", value))
    folded = fold(composed).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")).replace("+/-", "±")
    return re.sub(r"\s*([=<>±×])\s*", r"\1", " ".join(re.sub(r"\bx\b", "×", folded).split()))


@cache
def expected(name: str) -> list[dict[str, Any]]:
    """The records of a fixture as it stands (of our own study: as bare text)."""
    source = FORMATS["bare"](DOSES).encode() if name == "doses" else FIXTURES[name].read_bytes()
    return records_in(source)


def printings(kind: str) -> Iterator[tuple[str, ...]]:
    """What is done to a format: each typography, each way with lines or bytes, and everything at once."""
    fitting = [name for name in TYPOGRAPHY if kind in MARKUP or name not in ONLY_MARKUP]
    yield from ((name,) for name in (*fitting, *LINES, *BYTES))
    yield ALL_AT_ONCE
    yield from ((*ALL_AT_ONCE, name) for name in (*LINES, *BYTES))


def cases() -> list[Any]:
    rows = []
    for name in (*FIXTURES, "doses"):
        for kind in FORMATS:
            for printing in printings(kind):
                marks = [
                    pytest.mark.xfail(reason=known.reason, strict=True)
                    for known in KNOWN
                    if known.printing == printing and kind in known.kinds and name in known.names
                ]
                rows.append(pytest.param(name, kind, printing, id=f"{name}-{kind}-{'+'.join(printing)}", marks=marks))
    return rows


def printed(name: str, kind: str, printing: tuple[str, ...]) -> bytes:
    """A study as the bytes of a source."""
    study = study_of(name).printed(in_turn(TYPOGRAPHY, printing))
    return in_turn(BYTES, printing, otherwise=str.encode)(in_turn(LINES, printing)(FORMATS[kind](study)))


@pytest.mark.parametrize(("name", "kind", "printing"), cases())
def test_printing_changes_no_record(name: str, kind: str, printing: tuple[str, ...]) -> None:
    assert records_in(printed(name, kind, printing)) == expected(name)


def test_studies_have_records_to_lose() -> None:
    assert all(expected(name) for name in (*FIXTURES, "doses"))
    assert sum(len(expected(name)) for name in (*FIXTURES, "doses")) >= 60


TEXTS = sorted(GOLD.glob("*.txt")) if GOLD.is_dir() else []


@pytest.mark.skipif(not TEXTS, reason="the gold texts lie beside the project, not in it")
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_record_from_the_page_around(path: Path) -> None:
    text = path.read_text("utf-8")
    assert records_in(f"{BEFORE}\n{text}\n\n{AFTER}".encode()) == records_in(text.encode())
