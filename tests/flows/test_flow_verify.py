"""`trialsift verify` and `trialsift clean --explain`, as a shell calls them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from made_up_rules import InThisProcess

from flows import workers

STUDY = Path(__file__).resolve().parents[2] / "raw_sources/one_study"


@pytest.fixture
def extracted(trialsift, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The outputs of one study in all formats; the sources are in `folder`."""
    monkeypatch.setattr(workers, "Reader", InThisProcess)
    shutil.copytree(STUDY, folder, dirs_exist_ok=True)
    assert trialsift("extract", folder, "--out", out, "--quiet") == 0
    return out


def test_all_holds(trialsift, extracted: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trialsift("verify", extracted, "--sources", folder) == 0
    assert capsys.readouterr().out.endswith("records of 5 documents verified; 0 do not follow\n")


def test_a_changed_record_is_named(
    trialsift, extracted: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = extracted / "study.txt.json"
    path.write_text(path.read_text("utf-8").replace('"value": 0.001', '"value": 0.002'), "utf-8")
    assert trialsift("verify", extracted, "--sources", folder) == 1
    told = capsys.readouterr().out
    assert told.startswith("study.txt.json: p_value:")
    assert "value 0.002 is no numeral of" in told
    assert "1 do not follow" in told


FAULTY = [
    ("a source that changed", "sources/study.txt", "Another text.", "its source has changed since"),
    ("a broken record file", "out/study.txt.json", '{"schema": "trialsift/1"', "is no record file"),
    ("a file of another schema", "out/study.txt.json", '{"schema": "x", "records": {}}', "is no record file"),
    ("a record without evidence", "out/study.txt.json", None, "is no record file"),
]


@pytest.mark.parametrize(("path", "content", "told"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_faulty_files(
    trialsift,
    extracted: Path,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    path: str,
    content: str | None,
    told: str,
) -> None:
    faulty = folder.parent / path
    if content is None:
        content = faulty.read_text("utf-8").replace('"evidence"', '"proof"')
    faulty.write_text(content, "utf-8")
    assert trialsift("verify", extracted, "--sources", folder) == 1
    assert told in capsys.readouterr().out


def test_a_source_that_is_gone(trialsift, extracted: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "study.xml").unlink()
    assert trialsift("verify", extracted, "--sources", folder) == 1
    assert "its source study.xml is not among the sources" in capsys.readouterr().out


def test_nothing_to_verify(trialsift, folder: Path, out: Path) -> None:
    assert trialsift("verify", out, "--sources", folder) == 2


EXPLAINED = [
    ("study.txt", "- [menu] Home", "+ [results] Results: At month 12"),
    ("study.html", "- [in nav > ul > li] Home", "+ [results] At month 12"),
    ("study.xml", "- [in Journal > JournalIssue > Volume] 12", "+ [results] At month 12"),
    ("study.nxml", "- [in article-meta > kwd-group > kwd] HIV", "+ [heading] Methods"),
    ("study.nbib", "- [another field] OWN - NLM", "+ [title] TI - Cycles"),
]


@pytest.mark.parametrize(("name", "dropped", "kept"), EXPLAINED)
def test_explain(trialsift, capsys: pytest.CaptureFixture[str], name: str, dropped: str, kept: str) -> None:
    assert trialsift("clean", STUDY / name, "--explain") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"# {name}"
    assert any(line.startswith(kept) for line in lines)
    assert dropped.split("]")[1] in [line.split("]", 1)[-1] for line in lines if line.startswith("-")]
    assert all(line.startswith(("+ [", "- [", "# ")) for line in lines)


def test_explain_or_out(trialsift, out: Path) -> None:
    assert trialsift("clean", STUDY / "study.txt") == 2
    assert trialsift("clean", STUDY / "study.txt", "--explain", "--out", out) == 2


def test_explain_what_can_not_be_read(trialsift, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "x.pdf").write_bytes(b"%PDF-1.7\n")
    assert trialsift("clean", folder, "--explain") == 1
    assert "a PDF file" in capsys.readouterr().err
