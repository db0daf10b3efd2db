"""The arms of a record file: each group once, under all the names that records have for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_cases import rows

from extractors.pipeline import Extracted, extract_source

ROOT = Path(__file__).resolve().parents[1]


def extracted(source: bytes) -> list[dict[str, Any]]:
    return [json.loads(one.json) for one in extract_source(source, "x.txt") if isinstance(one, Extracted)]


def names_of(arms: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {arm["name"]: arm.get("aliases", []) for arm in arms}


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        pytest.param(
            "We randomized 61 adults to zinc sulfate (ZS, n = 30) or usual care (UC; n = 31). Nine ZS patients and 4 "
            "UC patients dropped out.",
            {"zinc sulfate": ["ZS"], "usual care": ["UC"]},
            id="the short form in a bracket",
        ),
        pytest.param(
            "Of 44 women, 21 were in the control group and 23 in the yoga group. Pain fell in 12 of the controls.",
            {"control": ["controls"], "yoga": []},
            id="the plural",
        ),
        pytest.param(
            "Zinc group patients gained weight (n = 30), those in the placebo group (n = 29) did not; 4 in the zinc "
            "group and 9 in the Placebo group relapsed.",
            {"Zinc": [], "placebo": []},
            id="another case is no other name",
        ),
        pytest.param(
            "Of 812 women randomized, 790 were included in the analysis (SPX: 401; SPY: 389).",
            {"SPX": [], "SPY": []},
            id="groups that only the brackets of their sizes name",
        ),
        pytest.param(
            "Adults were randomised to add MVC (n = 21) or to continue (CTRL, n = 20). Three withdrew early (2 MVC, 1 "
            "CTRL; 1 AE, 2 LTFU). Weight rose in 9 MVC and 4 CTRL patients.",
            {"MVC": [], "continue": ["CTRL"]},
            id="those who left, by group and by cause",
        ),
        pytest.param("In all, 61 adults took part, and 9 (15%) were smokers.", {}, id="no groups"),
    ],
)
def test_a_group_is_listed_once_under_all_its_names(text: str, arms: dict[str, list[str]]) -> None:
    (record_file,) = extracted(text.encode())
    assert names_of(record_file["arms"]) == arms


def test_a_group_that_only_records_name_has_its_role_and_mentions() -> None:
    (record_file,) = extracted(
        b"Of 812 women randomized, 790 were included in the analysis (SPX: 401; SPY: 389). SPY helped."
    )
    assert [arm for arm in record_file["arms"] if arm["name"] == "SPY"] == [{"name": "SPY", "mentions": 2}]


def every_text() -> list[bytes]:
    """The texts of all rows of sample sizes, and the sources that the project comes with."""
    sources = (path for path in sorted((ROOT / "raw_sources").iterdir()) if path.is_file())
    return [*(row.values[1]["text"].encode() for row in rows()), *(path.read_bytes() for path in sources)]


def test_every_arm_of_a_record_is_listed_and_no_name_twice() -> None:
    with_arm = 0
    for source in every_text():
        for record_file in extracted(source):
            names = [name.casefold() for arm in record_file["arms"] for name in (arm["name"], *arm.get("aliases", ()))]
            assert len(names) == len(set(names)), (source, names)
            for record in (one for held in record_file["records"].values() for one in held if "arm" in one):
                with_arm += 1
                assert record["arm"].casefold() in names, (source, record)
    assert with_arm > 400
