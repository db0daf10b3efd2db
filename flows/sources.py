"""What there is to read: the regular files below the folders a user names, each with its id.

Everything found is accounted for once: a source, something skipped (with the reason), or something that could
not be looked at. Links below a folder are not followed; a folder or file that the user names may itself be a
link.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from extractors.errors import TrialsiftError
from flows.names import safe_path, shown

OWN = ".trialsift"
"""What we keep for ourselves beside sources and outputs begins so; it is neither a source nor worth a word."""

LOCK = "~$"
LITTER = frozenset({"thumbs.db", "desktop.ini"})
"""What Office and Windows leave in folders that people open: hidden to them, though not by a dot."""


class WrongUse(TrialsiftError):
    """What was asked for makes no sense: nothing was done."""


class Source(NamedTuple):
    """A file to read. `id` is its safe path below the source folder, `name` that path as text for people."""

    id: str
    name: str
    path: Path
    root: Path
    """The source folder, absolute."""
    size: int
    """In bytes, when it was found."""


class Skipped(NamedTuple):
    """What was no document, and why."""

    name: str
    reason: str
    root: Path


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that was found, in the order of ids (of names, where there is no id)."""

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...]
    unreadable: tuple[Skipped, ...]
    folders: frozenset[Path]
    """The source folders that were searched whole, absolute: what isn't found there any more is gone."""


def gather(named: Iterable[Path], *, apart_from: Path | None = None) -> Inventory:
    """Every source in the named files and folders; nothing below `apart_from` (the outputs) is taken for one.

    Raises WrongUse where a name does not exist, or where two sources would have the same outputs.
    """
    found: list[Source | Skipped] = []
    unreadable: list[Skipped] = []
    folders = set()
    for path in dict.fromkeys(_resolved(path) for path in named):
        if path == apart_from:
            raise WrongUse(f"{shown(str(path))} is named both as a source and as the folder of outputs")
        if path.is_dir():
            folders.add(path)
            found.extend(_below(path, apart_from=apart_from, unreadable=unreadable))
        else:
            found.append(_told_apart(path, path.name, path.parent, path.stat()))
    sources = _without_twins(item for item in found if isinstance(item, Source))
    _refuse_meetings(sources)
    skipped = sorted({item for item in found if isinstance(item, Skipped)})
    searched = folders - {folder.root for folder in unreadable}
    return Inventory(sources, tuple(skipped), tuple(sorted(set(unreadable))), frozenset(searched))


def _resolved(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "it leads round in a circle"
        raise WrongUse(f"{shown(str(path))} can't be read: {reason}") from None


def _below(root: Path, *, apart_from: Path | None, unreadable: list[Skipped]) -> Iterator[Source | Skipped]:
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            name = shown(prefix.rstrip("/")) or "."
            unreadable.append(Skipped(name, f"the folder can't be listed: {error.strerror}", root))
            continue
        if not entries:
            yield Skipped(shown(prefix.rstrip("/")) or ".", "an empty folder", root)
        for entry in entries:
            relative, path = prefix + entry.name, folder / entry.name
            if entry.name.startswith(OWN):
                continue
            if entry.name.startswith("."):
                yield Skipped(shown(relative), "hidden", root)
            elif entry.name.startswith(LOCK) or entry.name.casefold() in LITTER:
                yield Skipped(shown(relative), "left by another program", root)
            elif path == apart_from:
                yield Skipped(shown(relative), "the folder of outputs", root)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((path, relative + "/"))
            else:
                with suppress(FileNotFoundError):  # gone since the folder was listed
                    yield _told_apart(path, relative, root, path.lstat())


def _told_apart(path: Path, relative: str, root: Path, state: os.stat_result) -> Source | Skipped:
    if stat.S_ISREG(state.st_mode):
        return Source(safe_path(relative), shown(relative), path, root, state.st_size)
    what = {
        stat.S_IFLNK: "a link",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return Skipped(shown(relative), what.get(stat.S_IFMT(state.st_mode), "no regular file"), root)


def _without_twins(sources: Iterable[Source]) -> tuple[Source, ...]:
    """One source a file: a file found by two ways keeps its longest id, that from the outermost folder."""
    by_path: dict[Path, Source] = {}
    for source in sources:
        twin = by_path.setdefault(source.path, source)
        if (len(source.id), source.id) > (len(twin.id), twin.id):
            by_path[source.path] = source
    return tuple(sorted(by_path.values()))


def _refuse_meetings(sources: tuple[Source, ...]) -> None:
    """Two files of one id, or a file where another source has a folder, would write over each other."""
    in_order = sorted((source.id.split("/"), source) for source in sources)
    for (parts, source), (later, other) in pairwise(in_order):
        if later[: len(parts)] == parts:
            raise WrongUse(
                f"{shown(str(source.path))} and {shown(str(other.path))} would have the same outputs "
                f"({source.id}): rename one, or give each folder its own --out"
            )


def meetings_without_case(sources: Iterable[Source]) -> dict[str, str]:
    """Ids that differ from another's only in case, each with that other: one file on some systems."""
    first: dict[str, Source] = {}
    meeting: dict[str, str] = {}
    for source in sources:
        other = first.setdefault(source.id.casefold(), source)
        if other is not source:
            meeting[source.id] = other.name
            meeting[other.id] = source.name
    return meeting
