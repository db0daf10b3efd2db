"""What is one shard: told by names and sizes alone, and little moved by what comes and goes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from flows.datasets.shards import LARGE, MOST, Shard, cut
from flows.sources import Source

ROOT = Path("/sources")


def source(name: str, size: int = 3_000, root: Path = ROOT) -> Source:
    return Source(name, name, root / name, root, size)


MANY = tuple(source(f"{number:05}.txt", 1_000 + number * 37 % 5_000) for number in range(20_000))


def names(shards: tuple[Shard, ...]) -> list[list[str]]:
    return [[source.id for source in shard.sources] for shard in shards]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ((), []),
        ((source("a.txt"), source("b.txt")), [["a.txt", "b.txt"]]),
        ((source("a.txt"), source("b.xml", LARGE), source("c.txt")), [["a.txt", "c.txt"], ["b.xml"]]),
        # a gzipped file holds about eight times its size
        ((source("a.txt"), source("b.xml.gz", LARGE // 8)), [["a.txt"], ["b.xml.gz"]]),
        ((source("a.xml", LARGE // 8), source("b.xml", LARGE // 8)), [["a.xml", "b.xml"]]),
        # two folders given by name share nothing
        ((source("a.txt"), source("b.txt", root=Path("/others"))), [["a.txt"], ["b.txt"]]),
        ((source("one/a.txt"), source("two/b.txt")), [["one/a.txt", "two/b.txt"]]),
    ],
)
def test_large_files_stand_alone_small_ones_together(sources: tuple[Source, ...], expected: list[list[str]]) -> None:
    assert names(cut(sources, form="jsonl")) == expected


def test_every_source_is_in_one_shard_of_bounded_size_whatever_their_order() -> None:
    shards = cut(MANY, form="jsonl")
    shuffled = list(MANY)
    random.Random(1).shuffle(shuffled)
    assert cut(shuffled, form="jsonl") == shards
    assert [name for shard in names(shards) for name in shard] == [source.id for source in MANY]
    assert all(shard.source.size <= MOST for shard in shards)
    assert 10 < len(shards) < 80


@pytest.mark.parametrize("place", [0, 7_777, 19_999])
def test_what_comes_or_goes_leaves_the_other_shards_as_they_were(place: int) -> None:
    before = set(cut(MANY, form="jsonl"))
    gone = set(cut(MANY[:place] + MANY[place + 1 :], form="jsonl"))
    come = set(cut((*MANY, source(f"{place:05}b.txt")), form="jsonl"))
    assert 1 <= len(before - gone) <= 3
    assert 1 <= len(before - come) <= 3


@pytest.mark.parametrize("name", ["pubmed99n0001.xml.gz", "a.txt"])
def test_a_plain_name_is_the_shards_name(name: str) -> None:
    assert cut((source(name),), form="jsonl")[0].name == name


@pytest.mark.parametrize("name", ["sub/a.txt", "week=4.txt", "100%.txt", "Übersicht.txt", "a b.txt", "-.txt", "x.json"])
def test_any_other_name_becomes_one_that_no_reader_takes_apart(name: str) -> None:
    (shard,) = cut((source(name),), form="jsonl")
    assert "~" in shard.name
    assert not set("/=% ") & set(shard.name)


def test_names_that_differ_in_case_are_two_everywhere() -> None:
    shards = cut((source("A.xml", LARGE), source("a.xml", LARGE)), form="jsonl")
    assert len({shard.name.casefold() for shard in shards}) == 2
