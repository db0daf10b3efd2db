"""Imports go down: a floor may import only floors below it, and the rooms of one floor never each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = (
    ("extractors.errors", "extractors.traced_text", "extractors.folding", "extractors.number_words"),
    (
        "extractors.model",
        "extractors.field_schema",
        "extractors.numerals",
        "extractors.sentences",
        "extractors.lexicon",
    ),
    ("extractors.reading", "extractors.record_json"),
    ("extractors.links",),
    ("extractors.kind",),
    (
        "extractors.findings",
        "extractors.records",
        "extractors.accounting",
        "extractors.ledger",
        "extractors.spacy_face",
    ),
    ("extractors.pipeline", "extractors.record_schema", "extractors.verification"),
    ("flows",),
)
"""Lowest first. A module belongs to the longest name here that begins its own."""


def modules() -> Iterator[Path]:
    for folder in ("extractors", "flows"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def floor_of(module: str) -> int:
    for height, names in enumerate(FLOORS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return height
    return -1


def imports_of(path: Path) -> Iterator[str]:
    """Modules imported by a file at its top level, or within a function; type-checking imports apart."""
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_down(path: Path) -> None:
    mine = name_of(path)
    for imported in imports_of(path):
        if imported.startswith(("extractors.", "flows.")) and mine != "extractors":
            if mine == "extractors.kind" and imported.startswith("extractors.spacy_face"):
                continue  # the factory is made when spaCy asks for it; the face itself stands above the kinds
            assert floor_of(imported) <= floor_of(mine), f"{mine} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_rooms_do_not_know_each_other(path: Path) -> None:
    mine = name_of(path).split(".")
    if mine[:2] != ["extractors", "findings"] or len(mine) < 3:
        return
    for imported in imports_of(path):
        if imported.startswith("extractors.findings."):
            assert imported.split(".")[2] == mine[2], f"{'.'.join(mine)} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_rooms_stay_small(path: Path) -> None:
    assert path.read_text("utf8").count("\n") <= 250


def test_extractors_know_no_prefect() -> None:
    knowing = [
        name_of(p)
        for p in modules()
        for imported in imports_of(p)
        if "extractors" in p.parts and imported.startswith("prefect")
    ]
    assert knowing == []
