"""What a run tells: the closing table, the progress bar, and `errors.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flows.memory import Memory
from flows.names import shown
from flows.sources import Skipped

MOST_TOLD = 5
"""Errors that are printed; a folder of scans has one a file."""


class Tally(NamedTuple):
    """Documents added, changed, unchanged, removed and failed; and what was skipped as no document."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: int = 0
    skipped: int = 0
    lapsed: tuple[str, ...] = ()
    """A line for each decision of a curator that no longer applies."""

    def rows(self) -> tuple[tuple[str, int], ...]:
        """The closing table."""
        return tuple((name, count) for name, count in zip(self._fields, self, strict=True) if isinstance(count, int))


def errors_json(memory: Memory, unreadable: Iterable[Skipped]) -> bytes:
    """What went wrong and what was skipped, of all sources that these outputs know, in the order of names."""
    errors = [{"source": folder.name, "error": folder.reason} for folder in unreadable]
    for source_id, known in memory.sources.items():
        for failure in known.failures:
            within = {} if failure.document_id == source_id else {"document": failure.document_id}
            errors.append({"source": known.name, **within, "error": failure.sentence})
    errors.sort(key=lambda entry: (entry["source"], entry.get("document", ""), entry["error"]))
    skipped = sorted({(name, reason) for _root, name, reason in memory.skipped})
    content = {
        "errors": errors,
        "skipped": [{"source": name, "reason": reason} for name, reason in skipped],
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def show(tally: Tally, out: Path) -> None:
    """Prints the closing table (drawn on a terminal, plain lines in a pipe), then the decisions that lapsed.

    On stderr it says what failed: the first few errors, and where all of them stand.
    """
    _show_counts(tally)
    for line in tally.lapsed:
        print(line)
    if tally.failed:
        for line in told(out / "errors.json"):
            print(line, file=sys.stderr)


def told(errors: Path) -> Iterator[str]:
    """The first errors of `errors.json`, a line each, and where the others are."""
    entries = json.loads(errors.read_bytes())["errors"]
    for entry in entries[:MOST_TOLD]:
        yield f"{entry.get('document') or entry['source']}: {entry['error']}"
    more = len(entries) - MOST_TOLD
    yield f"… and {more:,} more in {shown(str(errors))}" if more > 0 else f"(kept in {shown(str(errors))})"


def _show_counts(tally: Tally) -> None:
    if not sys.stdout.isatty():
        for name, count in tally.rows():
            print(f"{name:<10}{count:>8}")
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("documents", "")
    table.columns[1].justify = "right"
    for name, count in tally.rows():
        style = "bold red" if name == "failed" and count else "dim" if not count else None
        table.add_row(name, f"{count:,}", style=style)
    Console().print(table)


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar over so many sources while it runs, to be told how many are done; none off a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda done: bar.advance(task, done)
