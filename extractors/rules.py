"""Which rules these are: known without loading any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def rules_hash() -> str:
    """A digest over everything that a result depends on: this package's code and lexicons."""
    digest = hashlib.sha256()
    for path, content in sorted(_rule_files(files("extractors"), "")):
        digest.update(f"{path}\x00{len(content)}\x00".encode() + content)
    return digest.hexdigest()


def _rule_files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _rule_files(entry, f"{path}{entry.name}/")
        elif entry.name.endswith((".py", ".toml", ".json")):
            yield f"{path}{entry.name}", entry.read_bytes()
