"""What the tool remembers between runs, beside the outputs and not in them: `OUT/.trialsift/state.json`.

Of each source: the hashes of its bytes and of the rules it was read with, the files written and their hashes,
and what went wrong. So a source that has not changed isn't read twice, and the outputs of one that is gone
are known. Losing the file costs time, nothing else.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from flows import outputs
from flows.names import REVIEW_SUFFIX
from flows.part import Note, notes
from flows.sources import Inventory

log = logging.getLogger(__name__)

VERSION = 1


class Failure(NamedTuple):
    """What went wrong with a source, or with one document of it."""

    document_id: str
    sentence: str
    lasting: bool = True
    """Whether the same bytes under the same rules go wrong in the same way: no use in trying."""


class Known(NamedTuple):
    """What one source was when it was last read, and what came of it."""

    name: str
    root: str
    sha256: str | None
    """None where another try may end otherwise: the source is read again next time."""
    rules: str
    outputs: tuple[tuple[str, str], ...]
    """Path below the outputs, digest of the bytes."""
    failures: tuple[Failure, ...]


@dataclass(slots=True)
class Memory:
    """All that is remembered of one folder of outputs."""

    sources: dict[str, Known] = field(default_factory=dict)
    skipped: list[tuple[str, str, str]] = field(default_factory=list)
    """(root, name, reason)"""

    def note_skipped(self, inventory: Inventory) -> None:
        """Takes what was no document from an inventory, in the place of what its folders had before."""
        searched = {str(skipped.root) for skipped in inventory.skipped}
        searched |= {str(folder) for folder in inventory.folders}
        self.skipped = [entry for entry in self.skipped if entry[0] not in searched]
        self.skipped += [(str(root), name, reason) for name, reason, root in inventory.skipped]


def load(out: Path) -> Memory:
    """What is known of these outputs: the memory, and what a killed run wrote without remembering it."""
    memory = _saved(out)
    try:
        for note in notes(out):
            _add(note, memory, out)
    except (OSError, ValueError) as error:
        log.warning("what a killed run wrote to %s can't be read (%s)", out, error)
    return memory


def _add(note: Note, memory: Memory, out: Path) -> None:
    """Adds a file that was written, unless it is known. Its source is read again: what it yields isn't known whole."""
    known = memory.sources.get(note.source_id) or Known(note.name, note.root, None, "", (), ())
    files = dict(known.outputs)
    if files.get(note.path) == note.digest or outputs.digest_of(out / _ours(note.path)) != note.digest:
        return
    files[note.path] = note.digest
    memory.sources[note.source_id] = known._replace(sha256=None, outputs=tuple(files.items()))


def _saved(out: Path) -> Memory:
    """The memory as saved; an empty one where there is none, or none that can be read."""
    try:
        state = json.loads(_place(out).read_bytes())
        if state["version"] != VERSION:
            return Memory()
        sources = {key: _known(entry) for key, entry in state["sources"].items()}
        return Memory(sources, [(root, name, reason) for root, name, reason in state["skipped"]])
    except FileNotFoundError:
        return Memory()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("what was remembered of %s can't be read (%s): every source is read again", out, error)
        return Memory()


def save(memory: Memory, out: Path) -> None:
    """Writes the memory down. Raises OutputsUnusable."""
    state = {
        "version": VERSION,
        "sources": {key: memory.sources[key]._asdict() for key in sorted(memory.sources)},
        "skipped": sorted(memory.skipped),
    }
    outputs.write(_place(out), json.dumps(state, indent=0).encode("ascii"))


def _place(out: Path) -> Path:
    return out / outputs.OWN_FOLDER / "state.json"


def _known(entry: dict[str, Any]) -> Known:
    written = tuple((_ours(path), str(digest)) for path, digest in entry["outputs"])
    failures = tuple(Failure(*failure) for failure in entry["failures"])
    return Known(entry["name"], entry["root"], entry["sha256"], entry["rules"], written, failures)


def _ours(path: str) -> str:
    """The path, if we could have written there.

    A memory that was tampered with must not lead outside, nor to a curator's decisions.
    """
    outside = any(part[:1] in ("", ".") for part in path.split("/"))
    if outside or not path.endswith(".json") or path.endswith(REVIEW_SUFFIX):
        raise ValueError(f"{path!r} is no output")
    return path
