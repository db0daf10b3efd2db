"""The documents of a folder of outputs: their ids, and their record files as they stand on disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractors.errors import TrialsiftError
from flows.datasets import manifest
from flows.names import REVIEW_SUFFIX, shown
from flows.sources import WrongUse

SUFFIX = ".json"
ERRORS = "errors.json"
SCHEMA = "trialsift/"
"""Of any version: what an older release wrote is still reviewed and compared."""


class UnusableRecords(TrialsiftError):
    """A file among the outputs is no record file."""


def document_ids(out: Path) -> tuple[str, ...]:
    """The ids of all documents in a folder of outputs, in order. Raises WrongUse for a folder of something else."""
    if not out.is_dir():
        raise WrongUse(f"{shown(str(out))} is no folder of outputs")
    manifest.refuse_dataset(out)
    ids = tuple(sorted(_ids_ending(SUFFIX, out)))
    if not ids:
        require_outputs(out)
    return ids


def require_outputs(out: Path) -> None:
    """Raises WrongUse for a folder in which no record file was found, unless a run left its errors there."""
    if not (out / ERRORS).exists():
        raise WrongUse(f"{shown(str(out))} holds no record files (`trialsift run SRC --out OUT` writes them)")


def reviewed_ids(out: Path) -> tuple[str, ...]:
    """The ids of all documents that somebody decided on, whether their record files are still there or not."""
    return tuple(sorted(_ids_ending(REVIEW_SUFFIX, out)))


def load(out: Path, document_id: str) -> dict[str, Any] | None:
    """A document's record file, numbers as Decimal; None where there is none. Raises UnusableRecords."""
    path = out / f"{document_id}{SUFFIX}"
    try:
        held = record_file_of(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise UnusableRecords(f"{shown(str(path))} can't be read: {error}") from None
    if held["document"]["id"] != document_id:
        raise UnusableRecords(f"{shown(str(path))} is the record file of another document")
    return held


def record_file_of(content: bytes) -> dict[str, Any]:
    """The record file that the bytes hold, numbers as Decimal. Raises ValueError where they hold none."""
    held = json.loads(content, parse_float=Decimal)
    if not isinstance(held, dict) or not str(held.get("schema")).startswith(SCHEMA):
        raise ValueError(f"it is no record file (its schema is no {SCHEMA}…)")
    return held


def _ids_ending(suffix: str, out: Path) -> Iterator[str]:
    # Links are not followed: what is read or written for a document lies in this folder.
    for folder, below, names in os.walk(out, followlinks=False):
        below[:] = [name for name in below if not name.startswith(".")]
        relative = Path(folder).relative_to(out).as_posix()
        prefix = "" if relative == "." else f"{relative}/"
        for name in names:
            if _is_ours(name, suffix, at_top=not prefix) and not Path(folder, name).is_symlink():
                yield f"{prefix}{name.removesuffix(suffix)}"


def _is_ours(name: str, suffix: str, *, at_top: bool) -> bool:
    if name.startswith(".") or not name.endswith(suffix) or (at_top and name == ERRORS):
        return False
    return suffix == REVIEW_SUFFIX or not name.endswith(REVIEW_SUFFIX)
