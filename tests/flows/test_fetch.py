"""Fetching when all goes well: what is asked, what is kept, what a later run brings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fetch_runs import QUERY, Time, citations, delivered, files, once, run
from fetch_server import KEY, Entry, Library, serving

from flows.fetching import searches
from flows.fetching.asking import Access
from flows.fetching.job import Fetched
from flows.fetching.remembered import NAME
from flows.outputs import OutputsInUse, OutputsUnusable, locked
from flows.sources import WrongUse

OLD = date(2026, 3, 1)
TODAY = date(2026, 11, 20)


@pytest.fixture
def library() -> Iterator[Library]:
    """450 citations of March: three batches."""
    with serving(Library()) as library:
        library.add(range(1001, 1451), OLD)
        yield library


def later(days: int) -> Time:
    time = Time()
    time.now += timedelta(days=days)
    return time


def test_a_first_run_brings_everything_once(library: Library, folder: Path) -> None:
    assert run(library, folder) == Fetched(new=450)
    assert citations(folder) == once(library)
    names = [re.sub("-[0-9a-f]{6}-", "-#-", name) for name in files(folder) if name != NAME]
    assert names == [f"pubmed-hiv-and-trial-#-2026-11-20-{number:03}.xml" for number in (1, 2, 3)]


def test_every_request_says_who_asks(library: Library, folder: Path) -> None:
    run(library, folder)
    assert [request.tool for request in library.asked] == ["esearch", "efetch", "efetch", "efetch"]
    assert all(request.parameters["tool"] == "trialsift" for request in library.asked)
    assert all(request.parameters["email"] == "curator@example.org" for request in library.asked)
    assert library.requests("esearch")[0]["usehistory"] == "y"
    assert [request["retstart"] for request in library.requests("efetch")] == ["0", "200", "400"]
    assert all(request["WebEnv"] == "MCID_0" for request in library.requests("efetch"))


@pytest.mark.parametrize(("api_key", "a_second"), [(None, 3), (KEY, 10)])
def test_never_too_many_requests_a_second(
    library: Library, folder: Path, api_key: str | None, a_second: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "BATCH", 20)
    monkeypatch.setattr("flows.fetching.job.BATCH", 20)
    time, departures = Time(), []
    esearch, efetch = library.esearch, library.efetch
    library.esearch = lambda said: departures.append(time.passed) or esearch(said)  # type: ignore[method-assign]
    library.efetch = lambda said: departures.append(time.passed) or efetch(said)  # type: ignore[method-assign]
    run(library, folder, time=time, api_key=api_key)
    assert len(departures) == 24
    for first, beyond in zip(departures, departures[a_second:], strict=False):
        assert beyond - first >= 1.0
    assert departures[-1] < 24 / a_second * 1.2


def test_the_key_stands_in_no_address_file_or_text(
    library: Library, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library.faults["efetch"].extend(["500", "error", None, "bad key"])
    with caplog.at_level(0):
        fetched = run(library, folder, api_key=KEY)
    assert all(request.parameters["api_key"] == KEY for request in library.asked)
    assert all(KEY not in request.address for request in library.asked)
    assert KEY[:8] not in caplog.text + repr(fetched) + repr(Access("http://127.0.0.1", None, KEY))
    assert not any(KEY.encode() in content for content in files(folder).values())


def test_a_second_run_asks_only_for_what_came_since(library: Library, folder: Path) -> None:
    run(library, folder)
    before, library.asked[:] = files(folder), []
    assert run(library, folder, time=later(1)) == Fetched()
    windows = [(said["datetype"], said["mindate"], said["maxdate"]) for said in library.requests("esearch")]
    assert windows == [("mdat", "2026/11/18", "2026/11/21"), ("edat", "2026/11/18", "2026/11/21")]
    assert not library.requests("efetch")
    assert {name: content for name, content in files(folder).items() if name != NAME} == {
        name: content for name, content in before.items() if name != NAME
    }


def test_new_ones_come_into_a_new_file_and_revised_ones_into_their_old(library: Library, folder: Path) -> None:
    run(library, folder)
    before = files(folder)
    library.add(range(2001, 2004), date(2026, 11, 22))
    library.citations["1002"] = Entry(OLD, date(2026, 11, 21), "The count rose by 125.")
    assert run(library, folder, time=later(3)) == Fetched(new=3, revised=1)
    assert citations(folder) == once(library)
    (added,) = set(files(folder)) - set(before)
    assert "2026-11-23-001" in added
    assert sorted(delivered(folder / added)) == ["2001", "2002", "2003"]
    (changed,) = [name for name in before if name != NAME and files(folder)[name] != before[name]]
    assert "rose by 125" in delivered(folder / changed)["1002"]
    assert run(library, folder, time=later(4)).revised == 0  # the windows overlap: what is known is not kept twice


def test_what_is_entered_but_bears_no_new_revision_comes_too(library: Library, folder: Path) -> None:
    run(library, folder)
    library.citations["3001"] = Entry(date(2026, 11, 21), date(2020, 1, 1))
    assert run(library, folder, time=later(1)) == Fetched(new=1)


def test_since(library: Library, folder: Path) -> None:
    library.add(range(2001, 2011), date(2026, 11, 1))
    assert run(library, folder, since=date(2026, 10, 1)) == Fetched(new=10)
    # The same command every night goes on from the last night, an earlier date goes back further.
    for since in (None, date(2026, 10, 1), date(2026, 10, 9)):
        library.asked.clear()
        assert run(library, folder, since=since, time=later(1)) == Fetched()
        assert library.requests("esearch")[0]["mindate"] >= "2026/11/18"
    assert run(library, folder, since=date(2026, 2, 1)) == Fetched(new=450, unchanged=10)
    assert citations(folder) == once(library)


def test_since_is_not_in_the_future(library: Library, folder: Path) -> None:
    with pytest.raises(WrongUse, match="in the future"):
        run(library, folder, since=TODAY + timedelta(days=1))


def test_two_queries_share_a_folder_and_a_citation_found_by_both(library: Library, folder: Path) -> None:
    run(library, folder)
    library.add(range(2001, 2004), OLD)
    assert run(library, folder, query="another   query") == Fetched(new=3, unchanged=450)
    assert citations(folder) == once(library)
    assert sorted(json.loads((folder / NAME).read_bytes())["queries"]) == [QUERY, "another query"]


@pytest.mark.parametrize("query", ["nothing", "nothing xyzzy"])
def test_nothing_found_is_said(library: Library, folder: Path, query: str) -> None:
    fetched = run(library, folder, query=query)
    assert fetched[:4] == (0, 0, 0, 0)
    assert ("xyzzy" if "xyzzy" in query else "finds nothing") in fetched.notes[0]
    assert list(files(folder)) == [NAME]


def test_a_search_larger_than_pubmed_tells_is_halved(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "MOST_FOUND", 100)
    monkeypatch.setattr(searches, "HIGHEST_PMID", 4095)
    monkeypatch.setattr(searches.found, "__kwdefaults__", {"low": 1, "high": 4095})
    library.most = 100
    assert run(library, folder) == Fetched(new=450)
    assert citations(folder) == once(library)


def test_books_are_left_out_and_told(library: Library, folder: Path) -> None:
    library.books = {"1007", "1300"}
    fetched = run(library, folder)
    assert (fetched.new, fetched.failures) == (448, ())
    assert "2 of the citations are books" in fetched.notes[0]
    assert citations(folder) == once(library)


def test_a_lost_state_is_made_good_from_the_files(library: Library, folder: Path) -> None:
    run(library, folder)
    before = files(folder)
    (folder / NAME).unlink()
    assert run(library, folder) == Fetched(unchanged=450)
    assert files(folder) == before


@pytest.mark.parametrize("state", ["{", "[]", '{"version": 2}', '{"version": 1, "queries": {}, "files": {"../x": {}}}'])
def test_a_bad_state_is_no_hindrance(library: Library, folder: Path, state: str) -> None:
    (folder / NAME).write_text(state)
    assert run(library, folder) == Fetched(new=450)


def test_a_file_that_has_gone_comes_again(library: Library, folder: Path) -> None:
    run(library, folder)
    next(folder.glob("*-002.xml")).unlink()
    assert run(library, folder, time=later(1)) == Fetched(new=200, unchanged=250)
    assert citations(folder) == once(library)


def test_a_damaged_file_is_no_hindrance(library: Library, folder: Path) -> None:
    run(library, folder)
    damaged = next(folder.glob("*-001.xml"))
    damaged.write_bytes(damaged.read_bytes()[:5000])
    library.citations["1450"] = Entry(OLD, date(2026, 11, 20), "The count rose by 125.")
    assert run(library, folder, time=later(1)).new == 1


def test_two_runs_at_once(library: Library, folder: Path) -> None:
    with locked(folder), pytest.raises(OutputsInUse, match="in use by another run"):
        run(library, folder)
    assert not library.asked


def test_a_folder_that_cannot_be_written(library: Library, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputsUnusable):
        run(library, tmp_path / "file")


@pytest.mark.parametrize("url", ["", "ftp://x", "http://", "http://me:secret@x/", "http://x/?a=b", "http://["])
def test_a_base_address_that_is_none(url: str) -> None:
    with pytest.raises(WrongUse, match="must read like"):
        Access(url)


def test_the_key_is_not_sent_in_the_clear() -> None:
    with pytest.raises(WrongUse, match="plain http"):
        Access("http://example.org", None, KEY)
    Access("https://example.org", None, KEY)


def test_file_names_differ_where_slugs_do_not(library: Library, folder: Path) -> None:
    queries = ("α", "β", "x" * 300, "../../etc")
    for number, query in enumerate(queries):
        library.citations |= {str(9000 + number): Entry(OLD, OLD)}
        run(library, folder, query=query)
    names = [name for name in files(folder) if name != NAME]
    assert len(names) == 6
    assert all(len(name) < 120 for name in names)
    assert citations(folder) == once(library)
