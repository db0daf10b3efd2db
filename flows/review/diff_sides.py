"""The two sides of a diff: a folder of outputs as it is, or as a revision of its git repository has it."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.errors import TrialsiftError
from flows.names import REVIEW_SUFFIX, shown
from flows.review import documents
from flows.sources import WrongUse

LINK = "120000"
"""git's mode of a symbolic link: never followed, here as on the disk."""


AT_ONCE = 200
"""Documents that git is asked for in one go."""


class Side(NamedTuple):
    """One state of the outputs: each document's version, and how to read documents, in the order asked for.

    Equal versions are equal bytes.
    """

    name: str
    versions: Mapping[str, str]
    read: Callable[[Sequence[str]], Iterator[bytes]]


class UnusableRevision(TrialsiftError):
    """git can't say what a revision holds."""


def sides(named: tuple[str, ...]) -> tuple[Side, Side]:
    """The sides that a command line names: A B, two folders; REV FOLDER; or REV REV FOLDER.

    Raises WrongUse or UnusableRevision.
    """
    if len(named) == 3:
        before, after = revision(named[0], Path(named[2])), revision(named[1], Path(named[2]))
        if not before.versions and not after.versions:  # a misspelt folder must not pass for "no difference"
            raise WrongUse(f"neither {shown(named[0])} nor {shown(named[1])} has record files in {shown(named[2])}")
        return before, after
    if len(named) != 2:
        raise WrongUse("say two folders, or one or two revisions and a folder: HEAD~1 HEAD -- outputs")
    first, second = named
    if not Path(second).is_dir():
        raise WrongUse(f"{shown(second)} is no folder of outputs; two revisions need one too: A B -- outputs")
    return folder(Path(first)) if Path(first).is_dir() else revision(first, Path(second)), folder(Path(second))


def contents(name: str, held: Mapping[str, bytes]) -> Side:
    """A side out of bytes that are at hand."""
    versions = {document_id: _version(content) for document_id, content in held.items()}
    return Side(name, versions, lambda ids: (held[document_id] for document_id in ids))


def folder(out: Path) -> Side:
    """The outputs as they lie on the disk."""

    def read(ids: Sequence[str]) -> Iterator[bytes]:
        for document_id in ids:
            path = out / f"{document_id}{documents.SUFFIX}"
            try:
                yield path.read_bytes()
            except OSError as error:
                raise WrongUse(f"{shown(str(path))} can't be read: {error.strerror or error}") from None

    ids = documents.document_ids(out)
    return Side(shown(str(out)), dict(zip(ids, map(_version, read(ids)), strict=True)), read)


def revision(name: str, out: Path) -> Side:
    """The outputs as a revision has them; none where it has no such folder."""
    place, below = _place_in_git(out)
    verified = _git(place, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", of=name)
    within = os.fsdecode(_git(place, "rev-parse", "--show-prefix", of=name)).removesuffix("\n") + below
    prefix = f"{within.removesuffix('/')}/" if within else ""
    here = ("--", prefix) if prefix else ()
    listed = _git(place, "ls-tree", "-r", "-z", "--full-tree", verified.decode().strip(), *here, of=name)
    blobs = {}
    for entry in filter(None, listed.split(b"\0")):
        described, _, path = entry.partition(b"\t")
        mode, _, blob = described.decode().split()
        document_id = document_id_of(os.fsdecode(path).removeprefix(prefix))
        if document_id is not None and mode != LINK:
            blobs[document_id] = blob

    def read(ids: Sequence[str]) -> Iterator[bytes]:
        for start in range(0, len(ids), AT_ONCE):
            asked = "".join(f"{blobs[document_id]}\n" for document_id in ids[start : start + AT_ONCE])
            yield from _each(_git(place, "cat-file", "--batch", of=name, given=asked.encode()))

    return Side(f"{name}:{shown(str(out))}", blobs, read)


def document_id_of(path: str) -> str | None:
    """The id of the document whose record file has this path below the outputs; None where it is none."""
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    if is_hidden or path == "errors.json" or path.endswith(REVIEW_SUFFIX) or not path.endswith(documents.SUFFIX):
        return None
    return path.removesuffix(documents.SUFFIX)


def _place_in_git(out: Path) -> tuple[Path, str]:
    """A folder that is there now, and the path of the outputs below it: the outputs themselves may be gone."""
    place = out.absolute()
    while not place.is_dir():
        place = place.parent
    below = out.absolute().relative_to(place).as_posix()
    return place, "" if below == "." else below


def _version(content: bytes) -> str:
    """The name that git gives to a file's bytes, so that files and revisions can be held against each other."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _each(batch: bytes) -> Iterator[bytes]:
    """The contents in the answer of `git cat-file --batch`: a line "<name> blob <size>", the bytes, a line break."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        name, *described = batch[at:end].split()
        if len(described) != 2:
            raise UnusableRevision(f"git does not have the content of {name.decode()}: fetch it first")
        size = int(described[1])
        yield batch[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _git(place: Path, *arguments: str, of: str, given: bytes = b"") -> bytes:
    """What git prints. Raises UnusableRevision with git's own words."""
    command = ["git", "--literal-pathspecs", "-C", str(place), *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise UnusableRevision("git is not installed: revisions can't be read") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnusableRevision(f"git knows no {shown(of)} at {shown(str(place))}{': ' + said[0] if said else ''}")
    return done.stdout
