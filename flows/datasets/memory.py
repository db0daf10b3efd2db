"""What is known of a dataset's shards, a file a shard: `OUT/.trialsift/shards/NAME.json`.

The process that carries out a shard writes it, before it puts the shard's files in their places: so from then on a
shard is finished if its files are those that are told of here, and whatever is in their places is known to be ours.
Losing a file costs time, nothing else.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from flows import outputs
from flows.memory import Failure, Known

log = logging.getLogger(__name__)

VERSION = 1
FOLDER = "shards"
_OURS = re.compile(r"(?:records|documents)/shard=[^/]+/part-0\.(?:parquet|jsonl)")


class KnownSource(NamedTuple):
    """A source as it was read; `sha256` is None where it could not be."""

    id: str
    name: str
    sha256: str | None
    failures: tuple[Failure, ...]


class KnownFile(NamedTuple):
    """A dataset file: path below the outputs, digest, size, rows, and the digest of what it replaces."""

    path: str
    sha256: str
    bytes: int
    rows: int
    replaced: str | None


class KnownShard(NamedTuple):
    """One shard: what it was made of, and what came of it."""

    name: str
    root: str
    format: str
    rules: str
    sources: tuple[KnownSource, ...]
    files: tuple[KnownFile, ...]
    documents: int

    @property
    def failed(self) -> int:
        """How many documents, or sources as a whole, could not be read."""
        return sum(len(source.failures) for source in self.sources)

    @property
    def is_settled(self) -> bool:
        """Whether the same sources under the same rules give the same: no use in trying again."""
        return all(source.sha256 and all(failure.lasting for failure in source.failures) for source in self.sources)

    def is_intact(self, out: Path) -> bool:
        """Whether its files are there, byte for byte."""
        return bool(self.files) and all(outputs.digest_of(out / file.path) == file.sha256 for file in self.files)


def load(out: Path, name: str) -> KnownShard | None:
    """What is known of a shard; None where nothing is, or nothing that can be read."""
    path = _place(out, name)
    try:
        known = _known(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("what was remembered of shard %s can't be read (%s): it is read again", name, error)
        return None
    return known if known.name == name else None


def load_all(out: Path) -> dict[str, KnownShard]:
    """All that are known, by name."""
    folder = out / outputs.OWN_FOLDER / FOLDER
    names = sorted(path.name.removesuffix(".json") for path in folder.glob("*.json")) if folder.is_dir() else ()
    return {name: known for name in names if (known := load(out, name))}


def save(known: KnownShard, out: Path) -> None:
    """Writes down what is known of a shard. Raises OutputsUnusable."""
    content = {"version": VERSION, **known._asdict(), "sources": [source._asdict() for source in known.sources]}
    content["files"] = [file._asdict() for file in known.files]
    outputs.write(_place(out, known.name), json.dumps(content, indent=0).encode("ascii"))


def remove(known: KnownShard, out: Path) -> bool:
    """Removes a shard: its files, unless somebody edited them, then what is known of it."""
    removed = False
    for file in known.files:
        for digest in {file.sha256, file.replaced} - {None}:
            removed |= outputs.remove(out / file.path, if_still=str(digest), up_to=out)
    try:
        _place(out, known.name).unlink(missing_ok=True)
    except OSError as error:
        raise outputs.OutputsUnusable.because(error, out) from None
    return removed


def as_sources(shards: Iterable[KnownShard]) -> dict[str, Known]:
    """The sources of these shards by id, for whoever tells what went wrong with each."""
    return {
        source.id: Known(source.name, shard.root, source.sha256, shard.rules, (), source.failures)
        for shard in shards
        for source in shard.sources
    }


def _place(out: Path, name: str) -> Path:
    return out / outputs.OWN_FOLDER / FOLDER / f"{name}.json"


def _known(entry: dict[str, Any]) -> KnownShard:
    if entry.pop("version") != VERSION:
        raise ValueError("another release wrote it")
    sources = tuple(
        KnownSource(**{**source, "failures": tuple(Failure(*failure) for failure in source["failures"])})
        for source in entry["sources"]
    )
    files = tuple(KnownFile(**file) for file in entry["files"])
    if foreign := [file.path for file in files if not _OURS.fullmatch(file.path)]:
        raise ValueError(f"{foreign[0]!r} is no dataset file")
    return KnownShard(**{**entry, "sources": sources, "files": files})
