"""`trialsift fetch`: what it prints, and the exit status of each end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from fetch_runs import QUERY, citations, once
from fetch_server import KEY, Library, serving

from flows import cli, outputs

Call = Callable[..., int | str | None]


@pytest.fixture
def library() -> Iterator[Library]:
    with serving(Library()) as library:
        library.add(range(1001, 1011), date(2026, 3, 1))
        yield library


@pytest.fixture
def fetch(monkeypatch: pytest.MonkeyPatch, library: Library) -> Call:
    """Calls `trialsift fetch` as a shell would; gives the exit status."""
    monkeypatch.delenv("NCBI_API_KEY", raising=False)
    monkeypatch.delenv("NCBI_EMAIL", raising=False)

    def call(*arguments: str | Path) -> int | str | None:
        base = [] if "--base-url" in arguments else ["--base-url", library.base_url]
        monkeypatch.setattr(sys, "argv", ["trialsift", "fetch", *map(str, arguments), *base])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code

    return call


def test_all_well(fetch: Call, library: Library, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(QUERY, "--to", out, "--email", "curator@example.org") == 0
    printed = capsys.readouterr()
    assert [line.split() for line in printed.out.splitlines()] == [
        ["new", "10"],
        ["revised", "0"],
        ["unchanged", "0"],
        ["undelivered", "0"],
    ]
    assert printed.err == ""
    assert citations(out) == once(library)


def test_without_an_address(fetch: Call, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fetch(QUERY, "--to", out, "--quiet") == 0
    printed = capsys.readouterr()
    assert (printed.out, "NCBI_EMAIL" in printed.err) == ("", True)


def test_some_failed(fetch: Call, library: Library, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library.faults["esearch"].append("bad key")
    assert fetch(QUERY, "--to", out) == 1
    assert "HTTP 400" in capsys.readouterr().err


def test_the_key_of_the_environment(
    fetch: Call, library: Library, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NCBI_API_KEY", f" {KEY}\n")
    assert fetch(QUERY, "--to", out) == 0
    library.faults["esearch"].append("bad key")
    assert fetch(QUERY, "--to", out) == 1
    assert all(request.parameters["api_key"] == KEY for request in library.asked)
    printed = capsys.readouterr()
    assert "see whether the API key is right" in printed.err
    assert KEY[:8] not in printed.out + printed.err


@pytest.mark.parametrize(
    "arguments",
    [
        (QUERY,),
        ("--to", "o"),
        ("  ", "--to", "o"),
        (QUERY, "--to", "o", "--since", "yesterday"),
        (QUERY, "--to", "o", "--since", "2999-01-01"),
        (QUERY, "--to", "o", "--email", "nobody"),
        (QUERY, "--to", "o", "--base-url", "nowhere"),
    ],
    ids=" ".join,
)
def test_wrong_use(fetch: Call, arguments: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert fetch(*arguments) == 2
    assert list(folder.iterdir()) == []


def test_in_use_and_unusable(fetch: Call, out: Path, folder: Path) -> None:
    with outputs.locked(out):
        assert fetch(QUERY, "--to", out) == 3
    (folder / "file").write_text("")
    assert fetch(QUERY, "--to", folder / "file") == 4


def test_the_files_are_sources(fetch: Call, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(QUERY, "--to", out)
    monkeypatch.setattr(sys, "argv", ["trialsift", "clean", str(out), "--out", str(tmp_path / "clean")])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    assert len(list((tmp_path / "clean").rglob("*.txt"))) == 10
