"""A diff on a terminal: a heading a document, a sign a record, its changes beneath. In a pipe: the same, plain."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from flows.review.diff import Diff, DocumentCount, DocumentDiff, RecordChange, other_rules_of
from flows.review.diff_wording import (
    SIGNS,
    cause_text,
    change_text,
    check_text,
    closing_lines,
    counted_text,
    in_one_line,
    reading_text,
    value_text,
)

STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


def show(diff: Diff) -> None:
    """Prints a diff."""
    console = Console(highlight=False)
    for line in _lines(diff):
        console.print(line, soft_wrap=True)


def _lines(diff: Diff) -> Iterator[Text]:
    quiet = 0
    for document in diff.changed:
        if document.tells:
            yield from _document(document)
        else:
            quiet += 1
    for happening, documents in (("added", diff.added), ("removed", diff.removed)):
        yield from (_whole_document(happening, document) for document in documents)
    yield from (Text(f"! {in_one_line(reason)}", style="bold red") for reason in diff.unusable)
    if quiet:
        yield Text(f"{quiet} more document{'s' * (quiet != 1)}: only offsets, counts or rules' names", style="dim")
    for before, after, records in other_rules_of(diff):
        yield Text(f"{before} → {after}: {records} read to the same result", style="dim")
    yield from (Text(line, style="bold") for line in closing_lines(diff))


def _document(document: DocumentDiff) -> Iterator[Text]:
    yield _heading(document.id, document.title, "source changed" if document.source_changed else "")
    yield from (Text(f"  {change_text(change)}") for change in document.about)
    for change in document.records:
        yield from _record(change)
    for check in document.checks:
        style = "red" if check.after == "disagrees" else ""
        yield Text(f"  check {check_text(check)}", style=style)
    for word, numerals in (("gained", document.gained), ("lost", document.lost)):
        if numerals:
            quotes = ", ".join(f"“{value_text(numeral.quote)}”" for numeral in numerals)
            yield Text(f"  unexplained numerals {word}: {quotes}")
    if counted := counted_text(document):
        yield Text(f"  {counted}", style="dim")
    yield Text("")


def _record(change: RecordChange) -> Iterator[Text]:
    evidence = change.record["evidence"]
    line = Text.assemble(
        (f"  {SIGNS[change.happening]} {change.record['id']}", STYLES[change.happening]),
        f" “{value_text(evidence['quote'])}”",
        (f" in {value_text(evidence['section'])}", "dim"),
    )
    yield line
    if change.happening == "changed":
        yield from (Text(f"      {change_text(field)}") for field in change.fields)
    else:
        yield Text(f"      {reading_text(change.record)}")
    yield Text(f"      {cause_text(change.cause)}", style="dim")
    yield Text(f"      {in_one_line(evidence['sentence'])}", style="dim italic")


def _whole_document(happening: str, document: DocumentCount) -> Text:
    counted = f"{document.records} record{'s' * (document.records != 1)}"
    heading = _heading(document.id, document.title, f"{happening}, {counted}")
    return Text.assemble((f"{SIGNS[happening]} ", STYLES[happening]), heading)


def _heading(document_id: str, title: str, remark: str) -> Text:
    parts: list[str | tuple[str, str]] = [(in_one_line(document_id), "bold cyan")]
    parts += [f"  {in_one_line(title)}"] if title else []
    parts += [(f"  [{remark}]", "yellow")] if remark else []
    return Text.assemble(*parts)
