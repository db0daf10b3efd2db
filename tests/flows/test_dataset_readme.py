"""The README's one-liners on a dataset, and the collection that the benchmarks make."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from dataset_runs import collection, extracted, rows

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "benchmarks"))

from make_baseline import make  # noqa: E402


@pytest.mark.parametrize(
    ("library", "shown"), [("duckdb", "P < .001"), ("pandas", "week 24     402.0"), ("pandas", "baseline    310.0")]
)
def test_the_readmes_lines_run(
    library: str,
    shown: str,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    pages = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf8"), re.DOTALL)
    (code,) = (page for page in pages if page.startswith(f"import {library}\n"))
    assert len(list(filter(None, code.splitlines()))) == 2
    extracted(collection(folder), out=tmp_path / "dataset")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert shown in capfd.readouterr().out


def test_a_made_up_baseline_is_read_whole(tmp_path: Path) -> None:
    paths = make(tmp_path / "baseline", shards=2, citations=40)
    assert [path.name for path in paths] == ["pubmed99n0001.xml.gz", "pubmed99n0002.xml.gz"]
    again = make(tmp_path / "again", shards=2, citations=40)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]
    assert paths[0].read_bytes() != paths[1].read_bytes()
    tally = extracted(tmp_path / "baseline", out=tmp_path / "out")
    assert (tally.added, tally.failed) == (80, 0)
    documents = rows(tmp_path / "out", "documents")
    assert len({row["pmid"] for row in documents}) == 80
    trials = [row for row in documents if "Randomized Controlled Trial" in row["publication_types"]]
    assert 20 < len(trials) < 70
    assert sum(row["records"] > 3 for row in trials) > len(trials) / 2
