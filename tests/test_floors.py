"""Imports go down: a floor may import only floors below it, and the rooms of one floor never each other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = (
    ("extractors.errors", "extractors.traced_text", "extractors.folding"),
    (
        "extractors.model",
        "extractors.numerals",
        "extractors.number_words",
        "extractors.sentences",
        "extractors.lexicon",
        "extractors.beginnings",
        "extractors.kept",
        "extractors.field_schema",
        "extractors.record_json",
    ),
    ("extractors.reading",),
    ("extractors.links",),
    ("extractors.kind",),
    ("extractors.records",),
    (
        "extractors.accounting",
        "extractors.ledger",
        "extractors.verification",
        "extractors.record_schema",
        "extractors.spacy_face",
        "extractors.rules",
    ),
    ("extractors.findings",),
    ("extractors.pipeline",),
    ("flows",),
)
"""Lowest first. A module stands on the floor that names it, or one of its packages."""


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
    """Modules imported by a file, at its top level, within a function or for type checkers."""
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_module_stands_on_a_floor(path: Path) -> None:
    assert floor_of(name_of(path)) >= 0 or name_of(path) == "extractors"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_down(path: Path) -> None:
    mine = name_of(path)
    for imported in imports_of(path):
        if imported.startswith(("extractors.", "flows.")):
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


@pytest.mark.parametrize("path", [p for p in modules() if p.name == "__init__.py"], ids=name_of)
def test_a_package_tells_what_is_in_which_room(path: Path) -> None:
    rooms = {p.stem for p in path.parent.glob("*.py")} - {"__init__"}
    if name_of(path) == "extractors":
        plan = (ROOT / "CONTRIBUTING.md").read_text("utf8").partition("## The house")[2].partition("\n## ")[0]
    else:
        plan = ast.get_docstring(ast.parse(path.read_text("utf8"))) or ""
    assert rooms - set(re.findall(r"\w+", plan)) == set()


def test_extractors_know_no_prefect() -> None:
    knowing = [
        name_of(p)
        for p in modules()
        for imported in imports_of(p)
        if "extractors" in p.parts and imported.startswith("prefect")
    ]
    assert knowing == []
