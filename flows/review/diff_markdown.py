"""A diff as Markdown, for a pull request or an artifact of a flow run.

Whatever comes out of a source stands in a code span: no markup, link or mention of a user can come of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.review.diff import CheckChange, Diff, DocumentCount, DocumentDiff, FieldChange, RecordChange, other_rules_of
from flows.review.diff_wording import (
    NONE,
    REASONS,
    SIGNS,
    closing_lines,
    counted_text,
    in_one_line,
    reading_text,
    value_text,
)

_TICKS = re.compile("`{1,200}")


def markdown(diff: Diff, *, most_documents: int | None = None, most_records: int | None = None) -> str:
    """The diff; at most so many documents, and records of each, are listed, the figures count all."""
    return "\n".join(_lines(diff, most_documents, most_records)) + "\n"


def code(text: str) -> str:
    """A text as a code span that stands in a table's cell."""
    plain = in_one_line(text).replace("|", "\\|")
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(plain)), default=0))
    pad = " " if plain[:1] == "`" or plain[-1:] == "`" or not plain else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _lines(diff: Diff, most_documents: int | None, most_records: int | None) -> Iterator[str]:
    for line in closing_lines(diff):
        yield f"{line}  "
    telling = [document for document in diff.changed if document.tells]
    for document in telling[:most_documents]:
        yield from ("", *_document(document, most_records))
    if most_documents is not None and len(telling) > most_documents:
        yield from ("", f"… and {len(telling) - most_documents} more.")
    for word, documents in (("Added", diff.added), ("Removed", diff.removed)):
        if documents:
            yield from ("", f"### {word} documents", "")
            yield from (_whole_document(document) for document in documents[:most_documents])
            if most_documents is not None and len(documents) > most_documents:
                yield f"- … and {len(documents) - most_documents} more"
    if diff.unusable:
        yield from ("", "### Not compared", "")
        yield from (f"- {code(reason)}" for reason in diff.unusable[:most_documents])
    if others := other_rules_of(diff):
        yield from ("", "### Read by another rule to the same result", "")
        yield from (f"- {code(before)} → {code(after)}: {records}" for before, after, records in others)


def _document(document: DocumentDiff, most_records: int | None) -> Iterator[str]:
    yield f"### {code(document.id)}{' (source changed)' if document.source_changed else ''}"
    yield ""
    if document.title:
        yield from (code(document.title), "")
    if document.records:
        yield "| | record | quote | what | why |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_record(change) for change in document.records[:most_records])
    if most_records is not None and len(document.records) > most_records:
        yield from ("", f"… and {len(document.records) - most_records} more.")
    if document.records:
        yield ""
    yield from (f"- {_field(change)}" for change in document.about)
    yield from (f"- check {_check(check)}" for check in document.checks[:most_records])
    for word, numerals in (("gained", document.gained), ("lost", document.lost)):
        if numerals:
            quotes = ", ".join(code(numeral.quote) for numeral in numerals[:most_records])
            yield f"- unexplained numerals {word} ({len(numerals)}): {quotes}"
    if counted := counted_text(document):
        yield f"- {counted}"


def _record(change: RecordChange) -> str:
    what = "<br>".join(_field(field) for field in change.fields) or code(reading_text(change.record))
    cause = change.cause
    rules = [code(rule) for rule in dict.fromkeys((cause.rule_before, cause.rule_after)) if rule]
    cells = (
        SIGNS[change.happening],
        code(change.record["id"]),
        code(change.record["evidence"]["quote"]),
        what,
        f"{REASONS[cause.reason]} ({' → '.join(rules)})",
    )
    return f"| {' | '.join(cells)} |"


def _field(change: FieldChange) -> str:
    before, after = (NONE if value is None else code(value_text(value)) for value in (change.before, change.after))
    return f"{code(change.name)}: {before} → {after}"


def _check(change: CheckChange) -> str:
    return f"{code(change.check)}: {change.before or NONE} → {change.after or NONE}: {code(change.detail)}"


def _whole_document(document: DocumentCount) -> str:
    title = f" {code(document.title)}" if document.title else ""
    return f"- {code(document.id)}{title}: {document.records} records"
