"""Shards: the parts in which a collection is read and written, cut by the names and sizes of its sources alone.

A large file is a shard by itself. The small files of a folder are taken together in the order of their names; where a
shard ends is told by the names themselves, so that a new file or one that has gone moves only the borders beside it,
and all other shards stay finished.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from flows.batches import Batch, Outcome
from flows.documents import GivenUp
from flows.memory import Failure
from flows.names import is_safe, with_hash
from flows.part import Part
from flows.sources import Source

Format = Literal["parquet", "jsonl"]

LARGE = 4_000_000
"""Bytes of text: such a file is a shard by itself, and about so much of small files is one."""
LEAST, MOST = LARGE // 4, 4 * LARGE
"""Of a shard of small files, but the last of a folder."""
PACKED = 8
"""So many bytes of text are in one of a gzipped file, roughly."""
FILE_OVERHEAD = 2_000
_HIVE_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")


class Shard(NamedTuple):
    """Sources that make one file of each table of a dataset. Named for the first of them."""

    name: str
    sources: tuple[Source, ...]
    format: Format
    given_up: tuple[Failure, ...] = ()
    """Sources that killed the process that read them, and so are not read; with what to say of them."""
    spared: tuple[tuple[int, GivenUp], ...] = ()
    """Documents that did, each with the place of its source."""

    @property
    def source(self) -> Source:
        """All sources taken as one, for whoever shares out the work."""
        first = self.sources[0]
        return Source(self.name, self.name, first.path, first.root, sum(source.size for source in self.sources))

    def outcome(self, batch: Batch, part: Part, *, keep: int) -> Outcome:
        """Reads the sources and writes the shard, unless it is finished. Raises OutputsUnusable."""
        from flows.datasets import writing  # not needed by whoever only shares out the work

        return writing.carry_out(self, batch, part)

    def without(self, source: int, lost: GivenUp) -> Shard | None:
        """The same without a document of one of its sources; None where it has been without it already."""
        if any((source, lost.document) == (at, item.document) for at, item in self.spared):
            return None
        return self._replace(spared=(*self.spared, (source, lost)))


def cut(sources: Iterable[Source], *, form: Format) -> tuple[Shard, ...]:
    """The shards of these sources, in the order of their first sources' ids."""
    in_order = sorted(sources, key=lambda source: (os.fsencode(source.root), source.id))
    groups = [
        group for _, of_root in groupby(in_order, key=lambda source: source.root) for group in _groups(tuple(of_root))
    ]
    heads = Counter(group[0].id.casefold() for group in groups)
    shards = (Shard(_name(group[0].id, alone=heads[group[0].id.casefold()] == 1), group, form) for group in groups)
    return tuple(sorted(shards, key=lambda shard: shard.sources[0].id))


def _groups(sources: tuple[Source, ...]) -> Iterator[tuple[Source, ...]]:
    current, weight = list[Source](), 0
    for source in sources:
        own = _weight(source)
        if own >= LARGE:
            yield (source,)
            continue
        if current and weight + own > MOST:
            yield tuple(current)
            current, weight = [], 0
        current.append(source)
        weight += own
        if weight >= LEAST and _ends_a_shard(source, own):
            yield tuple(current)
            current, weight = [], 0
    if current:
        yield tuple(current)


def _ends_a_shard(source: Source, weight: int) -> bool:
    """True for so many names that about LARGE lies between two of them."""
    drawn = int.from_bytes(hashlib.sha256(os.fsencode(source.id)).digest()[:8])
    return drawn * LARGE < weight << 64


def _weight(source: Source) -> int:
    packed = source.id.casefold().endswith(".gz")
    return source.size * (PACKED if packed else 1) + FILE_OVERHEAD


def _name(source_id: str, *, alone: bool) -> str:
    """A name for a folder "shard=…", which no program that reads it takes for anything else, on any file system."""
    plain = alone and is_safe(source_id) and _HIVE_SAFE.fullmatch(source_id)
    return source_id if plain else with_hash(source_id)
