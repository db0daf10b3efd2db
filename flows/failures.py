"""What went wrong, for the summary of a run: each source that can't be read, linked, with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from flows.review.diff_markdown import code

MOST = 200


def told(out: Path, sources: Iterable[Path]) -> str:
    """The errors of `errors.json` in Markdown, each with a link to its source where that can be found."""
    errors = json.loads((out / "errors.json").read_bytes())["errors"]
    return "\n".join(_lines(errors, tuple(path.resolve() for path in sources)))


def _lines(errors: list[Mapping[str, str]], named: tuple[Path, ...]) -> Iterator[str]:
    if not errors:
        yield "Nothing failed."
        return
    yield "| source | what is wrong |"
    yield "| --- | --- |"
    for error in errors[:MOST]:
        document = f" {code(error['document'])}" if "document" in error else ""
        yield f"| {_linked(error['source'], named)}{document} | {code(error['error'])} |"
    if len(errors) > MOST:
        yield f"\n… and {len(errors) - MOST} more, in `errors.json`."


def _linked(name: str, named: tuple[Path, ...]) -> str:
    for path in named:
        source = path / name if path.is_dir() else path.parent / name
        if source.exists():
            return f"[{code(name)}](<{source.as_uri()}>)"
    return code(name)
