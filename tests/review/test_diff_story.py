"""The story of a review: extract, change one rule's lexicon, change one source, extract again, and look at the diff."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import extractors
from flows.review.diff_documents import compared
from flows.review.diff_sides import folder

pytestmark = pytest.mark.slow

SOURCES = {
    "lexicon.txt": """Selenium in adults with HIV

Methods
We randomized 90 adults (n = 44 to selenium, n = 46 to placebo). Selenium was given as 200 mg once daily as a gulp.

Results
The mean CD4 count was 310 cells/mm3 at baseline (P = 0.03).
""",
    "source.txt": """Zinc in adults with HIV

Methods
In all, 64 adults were randomized. Zinc was given as 20 mg once daily by mouth.

Results
The mean CD4 count was 402 cells/mm3 at week 24 (P = 0.04).
""",
    "neither.txt": """Iron in adults with HIV

Methods
In all, 80 adults were randomized. Iron was given as 60 mg once daily by mouth.

Results
The mean CD4 count was 388 cells/mm3 at week 24 (P = 0.05).
""",
}


def trialsift(*arguments: str | Path, rules: Path, status: int = 0) -> str:
    """The command line with the rules of this folder: another `extractors` package than ours."""
    environment = {**os.environ, "PYTHONPATH": str(rules), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=rules)
    assert done.returncode == status, done.stderr
    return done.stdout


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules, to be changed."""
    copy = tmp_path / "rules"
    ours = Path(extractors.__file__).parent
    shutil.copytree(ours, copy / "extractors", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_the_diff_names_exactly_what_changed_and_why(tmp_path: Path, rules: Path) -> None:
    sources, out, before = tmp_path / "sources", tmp_path / "out", tmp_path / "before"
    sources.mkdir()
    for name, text in SOURCES.items():
        (sources / name).write_text(text, "utf-8")
    trialsift("extract", sources, "--out", out, "--quiet", rules=rules)
    shutil.copytree(out, before)

    lexicon = rules / "extractors/lexicons/routes.toml"
    told = lexicon.read_text("utf-8").replace('"per os",', '"per os", "as a gulp",')
    lexicon.write_text(told, "utf-8")
    changed = sources / "source.txt"
    changed.write_text(SOURCES["source.txt"].replace("In all, 64", "Nobody was paid. In all, 66"), "utf-8")
    trialsift("extract", sources, "--out", out, "--quiet", rules=rules)

    found = compared(folder(before), folder(out))
    assert (found.added, found.removed, found.unusable) == ((), (), ())
    by_rules, by_source = found.changed
    assert (by_rules.id, by_source.id) == ("lexicon.txt", "source.txt")

    (route,) = by_rules.records
    assert (route.happening, route.kind, route.cause.reason) == ("changed", "dose", "rules")
    assert route.fields == (("route", None, "oral"),)
    assert route.cause.rule_before == route.cause.rule_after == route.record["evidence"]["rule"]
    assert by_rules.moved == 0

    (size,) = by_source.records
    assert (size.happening, size.kind, size.cause.reason) == ("changed", "sample_size", "source")
    assert size.fields == (("value", 64, 66), ("quote", "64 adults", "66 adults"))
    assert by_source.source_changed
    assert by_source.moved == 3  # dose, CD4 value and P value stand further on
    for document in found.changed:
        assert (document.about, document.checks, document.gained, document.lost) == ((), (), (), ())

    summary = json.loads(trialsift("diff", "--json", "--exit-code", before, out, rules=rules, status=1))
    assert summary["totals"]["documents_changed"] == 2
    assert trialsift("diff", "--exit-code", out, out, rules=rules).startswith("No difference")
