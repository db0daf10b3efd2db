"""What counts as a source: regular files, each once, each accounted for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from folders import made

from flows.sources import WrongUse, gather, meetings_without_case


def ids(*paths: Path) -> list[str]:
    return [source.id for source in gather(paths).sources]


def test_a_folder_is_searched_to_its_bottom(folder: Path) -> None:
    for name in ("b.txt", "a/x.txt", "a/deeper/y.txt"):
        made(folder / name)
    assert ids(folder) == ["a/deeper/y.txt", "a/x.txt", "b.txt"]


def test_a_lone_file_goes_by_its_name(folder: Path) -> None:
    assert ids(made(folder / "a/x.txt")) == ["x.txt"]


def test_what_is_no_document_is_skipped_with_the_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder / "real.txt")
    made(folder / ".hidden")
    (folder / "link.txt").symlink_to(folder / "real.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "dangling").symlink_to(folder / "nothing")
    (folder / "empty").mkdir()
    os.mkfifo(folder / "pipe")
    monkeypatch.chdir(folder)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("socket")
        inventory = gather([folder])
    assert [source.id for source in inventory.sources] == ["real.txt"]
    assert [(skipped.name, skipped.reason) for skipped in inventory.skipped] == [
        (".hidden", "hidden"),
        ("dangling", "a link"),
        ("empty", "an empty folder"),
        ("link.txt", "a link"),
        ("loop", "a link"),
        ("pipe", "a pipe"),
        ("socket", "a socket"),
    ]


def test_a_device_named_outright_is_skipped() -> None:
    inventory = gather([Path("/dev/null")])
    assert not inventory.sources
    assert inventory.skipped[0].reason == "a device"


def test_a_link_named_outright_is_followed(folder: Path, tmp_path: Path) -> None:
    made(folder / "x.txt")
    (tmp_path / "link").symlink_to(folder)
    assert ids(tmp_path / "link") == ["x.txt"]


@pytest.mark.parametrize("names", [("x.txt", "x.txt"), ("a", "a/x.txt")], ids=["one path", "file and folder"])
def test_sources_with_the_same_outputs_are_refused_by_name(tmp_path: Path, names: tuple[str, str]) -> None:
    one, other = made(tmp_path / "one" / names[0]), made(tmp_path / "other" / names[1])
    with pytest.raises(WrongUse) as error:
        gather([tmp_path / "one", tmp_path / "other"])
    assert str(one) in str(error.value)
    assert str(other) in str(error.value)


def test_a_file_found_by_two_ways_is_one_source(folder: Path) -> None:
    inner = made(folder / "a/x.txt")
    for order in ([folder, inner, folder / "a"], [folder / "a", inner, folder]):
        assert ids(*order) == ["a/x.txt"]


def test_what_does_not_exist_is_wrong_use(folder: Path) -> None:
    with pytest.raises(WrongUse, match="nowhere"):
        gather([folder / "nowhere"])


def test_the_outputs_are_no_sources(folder: Path) -> None:
    made(folder / "x.txt")
    made(folder / "out/x.txt.json")
    inventory = gather([folder], apart_from=folder / "out")
    assert [source.id for source in inventory.sources] == ["x.txt"]
    assert inventory.skipped[0].reason == "the folder of outputs"
    with pytest.raises(WrongUse):
        gather([folder], apart_from=folder)


def test_what_other_programs_leave_is_skipped(folder: Path) -> None:
    for name in ("Thumbs.db", "~$trial.docx", "sub/Desktop.ini", "~trial.txt", "desktop.ini.txt"):
        made(folder / name)
    inventory = gather([folder])
    assert [source.name for source in inventory.sources] == ["desktop.ini.txt", "~trial.txt"]
    assert {(item.name, item.reason) for item in inventory.skipped} == {
        (name, "left by another program") for name in ("Thumbs.db", "~$trial.docx", "sub/Desktop.ini")
    }


def test_names_that_are_no_utf8_are_sources_too(folder: Path) -> None:
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("text")
    except OSError:
        pytest.skip("this disk takes UTF-8 names only")
    source = gather([folder]).sources[0]
    assert source.id.isprintable()
    assert source.name == "caf\\xe9.txt"


def test_ids_that_differ_in_case_are_told(folder: Path) -> None:
    made(folder / "Trial.txt")
    made(folder / "trial.txt")
    sources = gather([folder]).sources
    if len(sources) == 1:
        pytest.skip("this disk ignores case")
    assert meetings_without_case(sources) == {"Trial.txt": "trial.txt", "trial.txt": "Trial.txt"}


def test_a_folder_that_cannot_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder / "closed/x.txt")
    made(folder / "open/y.txt")
    listed = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    inventory = gather([folder])
    assert [source.id for source in inventory.sources] == ["open/y.txt"]
    assert inventory.unreadable[0].name == "closed"
    assert not inventory.folders  # so nothing below it counts as vanished
