"""The quality gate: no figure falls below its floor in quality_floors.toml.

Whoever earns a better figure raises its floor in the same commit. The sets are the shared gold beside this checkout;
where it is absent the gate is skipped.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.pipeline import Extracted, extract_source
from flows.evaluate import Document, evaluate
from flows.gold import KINDS
from flows.scores import Evaluation

SHARED = Path(__file__).resolve().parents[1] / "../shared"
TEXTS = {"seeds": SHARED / "seeds", "dev": SHARED / "gold/dev"}
FLOORS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("quality_floors.toml").read_text("utf8"))
SHARES = ("f1", "exact_f1")


def documents(name: str) -> Iterator[Document]:
    """Each gold document of a set, read here and now."""
    for line in (SHARED / f"gold/{name}.jsonl").read_text("utf8").splitlines():
        gold = json.loads(line)
        path = TEXTS[name] / (gold["doc"].removesuffix(".txt") + ".txt")
        source = path.read_bytes()
        (extracted,) = extract_source(source, path.name)
        assert isinstance(extracted, Extracted)
        yield Document(path.stem, gold, source.decode("utf-8"), json.loads(extracted.json))


@cache
def evaluation_of(name: str) -> Evaluation:
    if not (SHARED / f"gold/{name}.jsonl").is_file() or not TEXTS[name].is_dir():
        pytest.skip(f"the shared gold set {name} is not beside this checkout")
    return evaluate(documents(name))


@pytest.mark.parametrize("figure", SHARES)
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
@pytest.mark.parametrize("name", TEXTS)
def test_records(name: str, kind: str, figure: str) -> None:
    floor, share = FLOORS[name][kind][figure], getattr(evaluation_of(name).scores[kind], figure)
    assert share >= floor, f"{figure} of {kind} on {name} fell to {share:.4f}, below its floor {floor}"


@pytest.mark.parametrize("name", TEXTS)
def test_sections(name: str) -> None:
    floor, share = FLOORS[name]["sections_right"], evaluation_of(name).sections_share
    assert share >= floor, f"the share of sections right on {name} fell to {share:.4f}, below its floor {floor}"


@pytest.mark.parametrize("name", TEXTS)
def test_numerals(name: str) -> None:
    most, share = FLOORS[name]["unexplained_at_most"], evaluation_of(name).unexplained_share
    assert share <= most, f"the share of numerals unexplained on {name} rose to {share:.4f}, above {most}"


def test_every_floor_is_a_figure_of_the_gate() -> None:
    figures = {kind.name: dict.fromkeys(SHARES) for kind in KINDS} | dict.fromkeys(
        ("sections_right", "unexplained_at_most")
    )
    for name, floors in FLOORS.items():
        assert name in TEXTS
        assert floors.keys() == figures.keys()
        assert all(floors[kind.name].keys() == set(SHARES) for kind in KINDS)
