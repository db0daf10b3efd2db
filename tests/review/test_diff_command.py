"""`trialsift diff` and `show` at the command line: folders, git's revisions, formats, hostile text, exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.report import Tally
from flows.review.diff_markdown import code
from flows.review.diff_sides import document_id_of
from flows.review.readable import readable

Call = Callable[..., tuple[object, str, str]]


@pytest.fixture
def trialsift(trialsift: Callable[..., object], capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Calls the command line; gives exit status, stdout and stderr."""

    def call(*arguments: str | Path) -> tuple[object, str, str]:
        status = trialsift(*arguments)
        printed = capfdbinary.readouterr()
        return status, printed.out.decode(), printed.err.decode()

    return call


@pytest.fixture
def edited(out: Path, tmp_path: Path) -> Path:
    """A copy of the outputs in which the first sample size has another role."""
    copy = tmp_path / "edited"
    shutil.copytree(out, copy)
    path = copy / "zinc.txt.json"
    path.write_text(path.read_text("utf-8").replace('"role": "total"', '"role": "screened"', 1), "utf-8")
    return copy


def git(*arguments: str, at: Path) -> str:
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(out: Path) -> Path:
    """The folder around the outputs as a repository with them committed."""
    git("init", "--quiet", at=out.parent)
    git("add", "out", at=out.parent)
    git("commit", "--quiet", "-m", "first", at=out.parent)
    return out.parent


def test_two_folders(trialsift: Call, out: Path, edited: Path) -> None:
    status, printed, _ = trialsift("diff", out, edited)
    assert status == 0
    assert "role: total → screened" in printed
    assert "the rules changed" in printed
    assert "Records: 0 added, 0 removed, 1 changed, 0 moved" in printed
    assert "\x1b" not in printed  # no colours in a pipe


def test_exit_code(trialsift: Call, out: Path, edited: Path) -> None:
    assert trialsift("diff", "--exit-code", out, edited)[0] == 1
    status, printed, _ = trialsift("diff", "--exit-code", out, out)
    assert (status, printed) == (0, f"No difference between {out} and {out}.\n")


def test_json(trialsift: Call, out: Path, edited: Path) -> None:
    held = json.loads(trialsift("diff", "--json", out, edited)[1])
    (document,) = held["documents"]["changed"]
    (change,) = document["records"]
    assert held["schema"] == "trialsift-diff/1"
    assert change["changes"] == [{"name": "role", "before": "total", "after": "screened"}]
    assert change["cause"]["reason"] == "rules"


def test_markdown_lists_so_many_and_counts_all(trialsift: Call, out: Path, edited: Path) -> None:
    printed = trialsift("diff", "--markdown", out, edited)[1]
    assert "### `zinc.txt`" in printed
    assert "`role`: `total` → `screened`" in printed
    short = trialsift("diff", "--markdown", "--most", "0", out, edited)[1]
    assert "### `zinc.txt`" not in short
    assert "Documents: 1 changed" in short
    assert "… and 1 more." in short


def test_revisions(trialsift: Call, repository: Path, edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    assert trialsift("diff", "HEAD", "out")[1].startswith("No difference")
    shutil.copy(edited / "zinc.txt.json", "out/zinc.txt.json")
    assert "role: total → screened" in trialsift("diff", "HEAD", "--", "out")[1]
    git("commit", "--quiet", "-am", "second", at=repository)
    shutil.rmtree("out")
    status, printed, _ = trialsift("diff", "--exit-code", "HEAD~1", "HEAD", "--", "out")
    assert (status, "role: total → screened" in printed) == (1, True)
    monkeypatch.chdir(edited)
    assert "1 changed" in trialsift("diff", "HEAD~1", "HEAD", "--", repository / "out")[1]


def test_a_side_without_outputs_has_none(trialsift: Call, repository: Path, out: Path) -> None:
    git("rm", "--quiet", "-r", "--cached", "out", at=repository)
    git("commit", "--quiet", "--allow-empty", "-m", "none", at=repository)
    assert "1 removed" in trialsift("diff", "HEAD~1", "HEAD", "--", out)[1]
    assert "1 added" in trialsift("diff", "HEAD", out)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere", "elsewhere"), "elsewhere is no folder of outputs"),
        (("out",), "say two folders"),
        (("HEAD~9", "out"), "git knows no HEAD~9"),
        (("--", "--output=x", "out"), "git knows no --output=x"),
        (("HEAD", "HEAD", "typo"), "neither HEAD nor HEAD has record files in typo"),
        (("--json", "--markdown", "out", "out"), "either --markdown or --json"),
    ],
)
def test_wrong_use(
    trialsift: Call, repository: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(repository)
    status, _, error = trialsift("diff", *arguments)
    assert status == 2
    assert said in error


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt.json", "a.txt"),
        ("set/11.json", "set/11"),
        ("errors.json", None),
        ("set/errors.json", "set/errors"),
        ("a.txt.review.json", None),
        (".trialsift/state.json", None),
        ("set/.a.json", None),
        ("notes.md", None),
    ],
)
def test_which_files_are_record_files(path: str, expected: str | None) -> None:
    assert document_id_of(path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("64 adults", "`64 adults`"),
        ("a | b", "`a \\| b`"),
        ("`x` and ``y``", "``` `x` and ``y`` ```"),
        ("", "`  `"),
        ("two\nlines\x1b[31m", "`two lines\N{REPLACEMENT CHARACTER}[31m`"),
        ("<script>@ada #1</script>", "`<script>@ada #1</script>`"),
    ],
)
def test_source_text_is_inert_in_markdown(text: str, expected: str) -> None:
    assert code(text) == expected


def test_a_terminal_obeys_no_source(trialsift: Call, out: Path, edited: Path) -> None:
    path = edited / "zinc.txt.json"
    held = path.read_text("utf-8").replace("In all,", "\\u001b]0;owned\\u0007 [bold]In all[/bold],")
    path.write_text(held, "utf-8")
    printed = trialsift("diff", out, edited)[1]
    assert "\x1b" not in printed
    assert "[bold]In all[/bold]" in printed


def test_show_is_a_text_for_git(out: Path, repository: Path, edited: Path, extract: Callable[[], Tally]) -> None:
    program = f'"{sys.executable}" -c "from flows.cli import main; main()" show'
    (repository / ".gitattributes").write_text("out/**/*.json diff=trialsift\n")
    git("config", "diff.trialsift.textconv", program, at=repository)
    git("config", "diff.trialsift.xfuncname", "^[^ ].*$", at=repository)
    shutil.copy(edited / "zinc.txt.json", out / "zinc.txt.json")
    lines = git("diff", at=repository).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-  role: total", "+  role: screened"]


def test_show_has_no_offsets_and_passes_on_what_is_no_record_file(out: Path) -> None:
    shown = readable((out / "zinc.txt.json").read_bytes())
    assert "sample_size “64 adults”\n  value: 64\n  role: total\n" in shown
    assert "span" not in shown
    assert readable(b'{"errors": []}\n') == '{"errors": []}\n'
    assert readable(b"\xff{") == "\N{REPLACEMENT CHARACTER}{"
