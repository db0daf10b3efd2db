"""SIGKILL while a dataset is written: no half-written shard in its place, and the next run heals, whatever was killed.

The sources are PubMed files of many citations, each a shard, and single texts that share shards; every other run finds
some of them revised, gone or new. Kills come after any share of the time that a run takes, until they have met all
the moments that `ENOUGH` names.
"""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from killing import Editions, finished, kill_group, kill_one_worker, left, own_files, undisturbed
from starting import Forked, starter

KILLS, MOST_RUNS = 15, 60
NOTHING_DONE, WITHIN_A_SHARD, PAST_ITS_FIRST_SOURCE, SOME_SHARDS_DONE = "nothing", "within", "past first", "some done"
ENOUGH = Counter({NOTHING_DONE: 1, WITHIN_A_SHARD: 3, PAST_ITS_FIRST_SOURCE: 1, SOME_SHARDS_DONE: 3})
VICTIMS = ("run", "group", "worker")
Start = Callable[..., Forked]

ARTICLE = """<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>Zinc, trial {pmid}</ArticleTitle>
<Abstract><AbstractText>In all, {count} adults took 20 mg a day.</AbstractText></Abstract></Article></MedlineCitation>
</PubmedArticle>
"""
TEXT = "Zinc in adults\n\nAbstract\nIn all, {count} adults took 20 mg of zinc once a day for 24 weeks.\n"


def write_sources(folder: Path, *, edition: int) -> None:
    """Two PubMed files, one of them revised; twenty texts, of which some are revised, gone and new."""
    folder.mkdir()
    for name, first in (("a.xml", 1_000), ("m.xml", 2_000 + edition)):
        articles = (ARTICLE.format(pmid=first + number, count=first // 9 + number) for number in range(20))
        (folder / name).write_text(f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>")
    for number in range(20):
        name = f"new{number:02}.txt" if edition and number % 5 == 0 else f"{number:02}.txt"
        (folder / name).write_text(TEXT.format(count=100 + number + 50 * edition * (number % 3)))


@pytest.fixture(params=["jsonl", "parquet"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def start(tmp_path: Path, form: str) -> Iterator[Start]:
    """Starts a run over a folder of sources; its workers read with quick rules."""
    with starter(tmp_path / "said", loads=["flows.datasets.job", "quick_rules"], prepare="prepare") as ready:
        more = ("--format", form, "--quiet")
        yield lambda sources, out, workers=1: ready.start(
            "extract", sources, "--out", out, "--workers", str(workers), *more
        )


@pytest.fixture
def editions(tmp_path: Path, start: Start) -> Editions:
    write_sources(tmp_path / "first", edition=0)
    write_sources(tmp_path / "second", edition=1)
    return undisturbed(tmp_path, start)


@pytest.mark.endurance
def test_after_any_kills_a_dataset_is_as_if_nothing_had_been(
    editions: Editions, out: Path, form: str, start: Start
) -> None:
    chance, met, killed, seconds = random.Random(form), Counter[str](), 0, time_of_a_run(editions, out, start)
    whole = {(path, content) for expected in editions.expected for path, content in expected.items()}
    for number in range(MOST_RUNS):
        if killed >= KILLS and met >= ENOUGH:
            break
        edition, victim = number % 2, VICTIMS[number % 3]
        editions.turn(edition)
        before, began = shards_done(out), time.monotonic()
        process = start(editions.sources, out, workers=2 if victim == "group" else 1)
        time.sleep(seconds * chance.random())
        if victim == "worker":
            killed += kill_one_worker(process, chance)
            assert finished(process) == (0, ""), number
            seconds = time.monotonic() - began
            assert_undisturbed(editions, edition, out)
            continue
        process.kill() if victim == "run" else kill_group(process)
        if process.wait() == -signal.SIGKILL:
            killed += 1
            met.update(moments(out, pid=process.pid, before=before, firsts=first_sources(editions, edition)))
        half = {path for path, content in left(out).items() if (path, content) not in whole}
        assert all(path.endswith(".tmp") or path == "manifest.json" for path in half), number
    assert (met >= ENOUGH, killed >= KILLS) == (True, True), (met, killed)
    for edition in (0, 1):
        editions.turn(edition)
        assert finished(start(editions.sources, out)) == (0, "")
        assert_undisturbed(editions, edition, out)


def time_of_a_run(editions: Editions, out: Path, start: Start) -> float:
    editions.turn(1)
    began = time.monotonic()
    assert finished(start(editions.sources, out)) == (0, "")
    return time.monotonic() - began


def assert_undisturbed(editions: Editions, edition: int, out: Path) -> None:
    assert left(out) == editions.expected[edition]
    assert own_files(out) <= editions.own


def shards_done(out: Path) -> set[tuple[str, int]]:
    return {(path.name, path.stat().st_ino) for path in (out / ".trialsift/shards").glob("*.json")}


def first_sources(editions: Editions, edition: int) -> set[str]:
    shards = json.loads(editions.expected[edition]["manifest.json"])["shards"]
    assert len(shards) > 4
    assert any(len(shard["sources"]) > 2 for shard in shards)
    return {shard["sources"][0]["source"] for shard in shards}


def moments(out: Path, *, pid: int, before: set[tuple[str, int]], firsts: set[str]) -> set[str]:
    """What the run was at when it was killed."""
    try:
        holder = json.loads((out / ".trialsift/holder.json").read_bytes())
    except FileNotFoundError:
        return {NOTHING_DONE}
    if holder["pid"] != pid:
        return {NOTHING_DONE}
    reading = [path.read_text() for path in (out / ".trialsift/writing").glob("*.reading")]
    met = {WITHIN_A_SHARD} if reading else set()
    met |= {PAST_ITS_FIRST_SOURCE} if any(source and source not in firsts for source in reading) else set()
    met |= {SOME_SHARDS_DONE} if shards_done(out) - before else set()
    return met or {NOTHING_DONE}
