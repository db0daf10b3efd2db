"""The command line: what it prints, and the exit status of each end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from folders import made

from flows import outputs

LATE = ("prefect", "spacy", "extractors.pipeline", "extractors.reading", "rich.progress")


pytestmark = pytest.mark.usefixtures("rules")


def test_all_well(trialsift, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(folder / "x.txt")
    assert trialsift("extract", folder, "--out", out) == 0
    printed = capsys.readouterr()
    assert [line.split() for line in printed.out.splitlines()] == [
        ["added", "1"],
        ["changed", "0"],
        ["unchanged", "0"],
        ["removed", "0"],
        ["failed", "0"],
        ["skipped", "0"],
    ]
    assert printed.err == ""  # no progress bar off a terminal


def test_quiet(trialsift, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(folder / "x.txt")
    assert trialsift("extract", folder, "--out", out, "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_some_failed(trialsift, folder: Path, out: Path) -> None:
    made(folder / "x.txt", "bad")
    made(folder / "y.txt")
    assert trialsift("extract", folder, "--out", out) == 1
    assert trialsift("extract", folder, "--out", out) == 1  # nothing to read again, but still not well


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", "nowhere", "--out", "o"),
        ("extract", "."),
        ("extract", ".", "--stdout", "--out", "o"),
        ("extract", ".", "--stdout"),
        ("extract", ".", "--out", "."),
        ("extract", ".", "--out", "o", "--workers", "0"),
        ("clean", "."),
        ("run", "."),
        ("schedule", ".", "--out", "o"),
        ("no-such-command",),
    ],
    ids=" ".join,
)
def test_wrong_use(trialsift, arguments: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert trialsift(*arguments) == 2
    assert list(folder.iterdir()) == []


def test_in_use(trialsift, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(folder / "x.txt")
    with outputs.locked(out):
        assert trialsift("extract", folder, "--out", out) == 3
        assert trialsift("clean", folder, "--out", out) == 3
    assert "is in use by another run (process" in capsys.readouterr().err
    assert not list(out.glob("*.json"))


def test_unusable(trialsift, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(folder / "x.txt")
    made(tmp_path / "file")
    assert trialsift("extract", folder, "--out", tmp_path / "file") == 4
    assert trialsift("extract", folder, "--out", tmp_path / "file/out") == 4
    assert "can't be written" in capsys.readouterr().err


def test_one_files_json_on_the_screen(trialsift, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert trialsift("extract", made(folder / "x.txt", "µ ≥ 5"), "--stdout") == 0
    assert capfdbinary.readouterr().out == "first: µ ≥ 5\n".encode()
    assert trialsift("extract", made(folder / "y.txt", "bad"), "--stdout") == 1
    printed = capfdbinary.readouterr()
    assert (printed.out, printed.err) == (b"", b"y.txt: the whole file: found a picture; expected text\n")


def test_cleaned_text(trialsift, folder: Path, out: Path) -> None:
    made(folder / "x.txt", "one")
    made(folder / "set.nbib", "many 11:two 22:bad")
    assert trialsift("clean", folder, "--out", out) == 1
    written = {str(path.relative_to(out)): path.read_text() for path in out.rglob("*.txt")}
    assert written == {"x.txt.txt": "clean one", "set.nbib/11.txt": "clean two"}


def test_version(trialsift, capsys: pytest.CaptureFixture[str]) -> None:
    assert trialsift("--version") == 0
    assert capsys.readouterr().out.startswith("trialsift ")


def test_help_imports_nothing_slow() -> None:
    code = (
        "import sys\nfrom flows import cli\nsys.argv = ['trialsift', '--help']\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        f"print(__import__('json').dumps([name for name in {LATE!r} if name in sys.modules]))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert json.loads(printed.splitlines()[-1]) == []


def test_what_failed_is_told_with_the_first_errors(
    trialsift, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(7):
        made(folder / f"{number}.txt", "bad")
    assert trialsift("extract", folder, "--out", out) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "0.txt: the whole file: found a picture; expected text"
    assert len(told) == 6
    assert told[-1] == f"… and 2 more in {out}/errors.json"
