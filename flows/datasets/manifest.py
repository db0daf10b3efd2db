"""`OUT/manifest.json`: every shard of a dataset, what it was made of and what files hold it.

A function of sources and rules like the dataset itself, and the sign that a folder of outputs holds one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from extractors.record_json import dumps
from flows import memory, outputs
from flows.datasets.memory import KnownShard
from flows.names import shown
from flows.sources import WrongUse

NAME = "manifest.json"
SCHEMA = "trialsift/dataset/1"
MOST_BYTES = 4_000_000_000


def write(shards: Iterable[KnownShard], out: Path, *, form: str) -> None:
    """Writes the manifest of these shards. Raises OutputsUnusable."""
    in_order = sorted(shards, key=lambda shard: shard.name)
    content = {"schema": SCHEMA, "format": form, "shards": [_entry(shard) for shard in in_order]}
    outputs.write(out / NAME, dumps(content))


def require_form(out: Path, form: str) -> None:
    """Raises WrongUse where the outputs hold something of another form."""
    held = _dataset_form(out) if form == "json" else form_of(out)
    if held is None or held == form:
        return
    what = "one JSON file a document" if held == "json" else f"a dataset of --format {held}"
    raise WrongUse(f"{shown(str(out))} holds {what}: give --format {form} a folder of its own")


def refuse_dataset(out: Path) -> None:
    """Raises WrongUse, for commands that read one JSON file a document, where the outputs are a dataset."""
    if form := _dataset_form(out):
        raise WrongUse(
            f"{shown(str(out))} holds a dataset ({form}), and this command reads one JSON file a document: "
            "extract the sources once more with --format json, to a folder of its own"
        )


def form_of(out: Path) -> str | None:
    """What the outputs hold: "json" or a dataset's format; None where they hold nothing yet."""
    return _dataset_form(out) or ("json" if memory.load(out).sources else None)


def _dataset_form(out: Path) -> str | None:
    content = outputs.content_of(out / NAME, most_bytes=MOST_BYTES)
    try:
        held = json.loads(content) if content else {}
    except ValueError:
        return None
    return str(held.get("format")) if isinstance(held, dict) and held.get("schema") == SCHEMA else None


def _entry(shard: KnownShard) -> dict[str, Any]:
    return {
        "shard": shard.name,
        "rules": shard.rules,
        "sources": [{"source": source.id, "sha256": source.sha256} for source in shard.sources],
        "files": [
            {"path": file.path, "sha256": file.sha256, "bytes": file.bytes, "rows": file.rows} for file in shard.files
        ],
        "documents": shard.documents,
        "failed": shard.failed,
    }
