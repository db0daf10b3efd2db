"""Sources made and outputs read, for tests of whole runs."""

from __future__ import annotations

import json
from pathlib import Path


def made(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def records(out: Path) -> dict[str, str]:
    """All outputs but errors.json and the tool's own folder."""
    files = (path for path in out.rglob("*") if path.is_file() and ".trialsift" not in path.parts)
    return {str(path.relative_to(out)): path.read_text() for path in files if path != out / "errors.json"}


def errors(out: Path) -> list[dict[str, str]]:
    return json.loads((out / "errors.json").read_bytes())["errors"]
