"""The texts of the rows are our own: none shares a run of words with a document that the rules were developed on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).resolve().parents[2] / "shared"
LONGEST = 9
"""Words in a row that are still a phrase of the trade: "American Society of Anesthesiologists physical status I-II"."""


def runs(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    for start in range(len(words) - LONGEST):
        yield " ".join(words[start : start + LONGEST + 1])


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not beside the checkout")
def test_no_row_is_copied() -> None:
    ours: dict[str, str] = {}
    for path in sorted(CASES.rglob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            ours.update(dict.fromkeys(runs(case["text"]), case["text"]))
    copied = set()
    for folder in ("seeds", "gold/dev", "corpora"):
        for path in sorted((SHARED / folder).rglob("*")):
            if path.suffix in {".txt", ".jsonl", ".xml", ".nxml"}:
                text = re.sub(r"<[^<>]{1,200}>", " ", path.read_text("utf-8", "replace"))
                copied |= {ours[run] for run in runs(text) if run in ours}
    assert sorted(copied) == []
